"""Reports for people: one HTML file an article, and one over many documents with gold."""

from __future__ import annotations

from extractor.report.article import article_report
from extractor.report.page import save
from extractor.report.subject import read_subject
from extractor.report.summary import summary_report

__all__ = ["article_report", "read_subject", "save", "summary_report"]
