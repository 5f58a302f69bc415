"""Which of several overlapping mentions become facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.facts import FACT_TYPES, FactType
from extractor.mentions import Mention

__all__ = ["Candidate", "settle_overlaps"]

Candidate = tuple[FactType, Mention[Any]]


def settle_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the longest of overlapping mentions; of equal ones the type that comes first in the output.

    Parameters
    ----------
    candidates : iterable of (FactType, Mention)
        Refused mentions are dropped.

    Returns
    -------
    list of (FactType, Mention)
        Sorted by start, none overlapping another.
    """
    rank = {fact_type: i for i, fact_type in enumerate(FACT_TYPES)}
    live = [c for c in candidates if not c[1].refused and c[1].start < c[1].end]
    live.sort(key=lambda c: (c[1].start, -c[1].end, rank[c[0]]))
    kept: list[Candidate] = []
    for fact_type, mention in live:
        while kept and mention.start < kept[-1][1].end and _longer(mention, kept[-1][1]):
            kept.pop()
        if not kept or mention.start >= kept[-1][1].end:
            kept.append((fact_type, mention))
    return kept


def _longer(a: Mention[Any], b: Mention[Any]) -> bool:
    return a.end - a.start > b.end - b.start
