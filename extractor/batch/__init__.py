"""Many articles: from files of several formats to facts in one file, on one machine or on Spark."""

from __future__ import annotations

from extractor.batch.run import Summary, run_batch
from extractor.batch.work import Settings

__all__ = ["Settings", "Summary", "run_batch"]
