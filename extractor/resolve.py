"""Which of several overlapping mentions become facts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from extractor.facts import FACT_TYPES
from extractor.mentions import Mention

__all__ = ["Candidate", "settle_overlaps"]

# A fact type, one of the package's or of one's own, and a mention.
Candidate = tuple[str, Mention[Any]]
_RANK: dict[str, int] = {fact_type: rank for rank, fact_type in enumerate(FACT_TYPES)}


def settle_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the longest of overlapping mentions; of equal ones the first, then the type that comes first in the output.

    Types of one's own come last.

    Parameters
    ----------
    candidates : iterable of (FactType, Mention)
        Refused mentions are dropped.

    Returns
    -------
    list of (FactType, Mention)
        Sorted by start, none overlapping another. A mention that overlaps only mentions that lose is kept.
    """
    live = [c for c in candidates if not c[1].refused and c[1].start < c[1].end]
    live.sort(key=lambda c: (c[1].start, -c[1].end))
    kept: list[Candidate] = []
    cluster: list[Candidate] = []
    reach = 0
    for candidate in live:
        if candidate[1].start >= reach:
            kept += _longest_first(cluster)
            cluster = []
        cluster.append(candidate)
        reach = max(reach, candidate[1].end)
    return kept + _longest_first(cluster)


def _longest_first(cluster: list[Candidate]) -> list[Candidate]:
    """Settle mentions that overlap in a chain."""
    if len(cluster) < 2:
        return cluster
    ranked = sorted(cluster, key=lambda c: (c[1].start - c[1].end, c[1].start, _RANK.get(c[0], len(_RANK))))
    # What is kept does not overlap, so that only its neighbours can stand in the way of a candidate.
    starts: list[int] = []
    kept: list[Candidate] = []
    for candidate in ranked:
        at = bisect_left(starts, candidate[1].start)
        if (at == 0 or kept[at - 1][1].end <= candidate[1].start) and (
            at == len(kept) or candidate[1].end <= starts[at]
        ):
            starts.insert(at, candidate[1].start)
            kept.insert(at, candidate)
    return kept
