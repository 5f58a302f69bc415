"""Placeholder until the money extractor lands."""

from extractor.document import Document
from extractor.resolve import Candidate


def settle_currencies(settled: list[Candidate], document: Document) -> list[Candidate]:
    """Do nothing yet."""
    return settled
