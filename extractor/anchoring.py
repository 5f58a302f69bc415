"""Placeholder until the date extractor lands."""

import datetime as dt

from extractor.document import Document
from extractor.resolve import Candidate


def place_dates(settled: list[Candidate], document: Document) -> tuple[list[Candidate], dt.date | None]:
    """Do nothing yet."""
    return settled, document.reference_date
