"""B-cubed: how well mentions of organisations are grouped into entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractor.labels import Label
from extractor.matching import Pair
from extractor.scoring import Score

__all__ = ["ClusterCounts", "b_cubed", "count_clusters"]


class ClusterCounts(NamedTuple):
    """What B-cubed adds up over documents.

    Parameters
    ----------
    gold, found : int
        Mentions of organisations.
    gold_share : float
        Over all gold mentions, the share of their entity that was found in one entity with them.
    found_share : float
        Over all found mentions, the share of their entity that gold has in one entity with them.
    """

    gold: int
    found: int
    gold_share: float
    found_share: float


def count_clusters(pairs: Iterable[Pair]) -> ClusterCounts:
    """Compare the entities of one document: mentions that carry one ``name`` are one entity.

    The name itself plays no part. A mention without another of its span on the other side adds nothing to the shares.

    Parameters
    ----------
    pairs : iterable of Pair
        Of one document, of any types.
    """
    gold, found, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for pair in pairs:
        key, response = _entity(pair.gold), _entity(pair.found)
        gold.update(key)
        found.update(response)
        if pair.same_span:
            both.update((k, r) for k in key for r in response)
    return ClusterCounts(gold.total(), found.total(), _share(both, gold, 0), _share(both, found, 1))


def _entity(label: Label | None) -> list[str]:
    """Return the name of a mention of an organisation, in a list; of all else, an empty one."""
    return [label.fields.get("name") or label.text] if label and label.type == "org" else []


def _share(both: Mapping[tuple[str, str], int], sizes: Mapping[str, int], side: int) -> float:
    return sum(shared * shared / sizes[entities[side]] for entities, shared in both.items())


def b_cubed(documents: Iterable[ClusterCounts]) -> Score:
    """Score the grouping of mentions (Bagga and Baldwin 1998), each mention counting the same.

    Mentions that only one side has count as 0, as in the reference implementation for mentions that were found and
    not given (Pradhan et al. 2014).

    Parameters
    ----------
    documents : iterable of ClusterCounts

    Returns
    -------
    Score
    """
    documents = list(documents)
    gold, found = sum(d.gold for d in documents), sum(d.found for d in documents)
    precision = sum(d.found_share for d in documents) / found if found else None
    recall = sum(d.gold_share for d in documents) / gold if gold else None
    if not (precision and recall):
        return Score(precision, recall, 0.0 if gold or found else None)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))
