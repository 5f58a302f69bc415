"""Placeholder until the extractor lands."""

from extractor.document import Document
from extractor.mentions import Mention, Rule

RULES: tuple[Rule, ...] = ()


def find(document: Document) -> list[Mention[object]]:
    """Find nothing yet."""
    return []
