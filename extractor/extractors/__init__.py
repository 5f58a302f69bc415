"""The extractors, one module a fact type.

Each module has the same two things: ``RULES``, its named rules with their examples, and ``find(document)``, which
yields mentions in the order of the text. What a module refuses it may yield too, as a mention without a value.
Extractors know nothing of each other; overlaps, currencies and dates are settled by the layers above.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Protocol, cast

from extractor.document import Document
from extractor.facts import FactType
from extractor.mentions import Mention, Rule

__all__ = ["Extractor", "extractor_for"]

_MODULES: dict[FactType, str] = {
    "money": "money",
    "percent": "percent",
    "date": "dates",
    "duration": "durations",
    "org": "organizations",
}


class Extractor(Protocol):
    """What a module of this package looks like from outside."""

    RULES: tuple[Rule, ...]

    def find(self, document: Document) -> Iterable[Mention[Any]]:
        """Yield the mentions of one type, in the order of the text."""


def extractor_for(fact_type: FactType) -> Extractor:
    """Import the extractor of a fact type.

    Parameters
    ----------
    fact_type : FactType

    Returns
    -------
    Extractor
    """
    return cast("Extractor", import_module(f"{__name__}.{_MODULES[fact_type]}"))
