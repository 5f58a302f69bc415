"""What an evaluation of figures or of events came to: pairs of gold and found, counted and scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from extractor.rendering import aligned, score_dict, show
from extractor.scoring import Score

__all__ = ["RelationReport"]


class _Pair(Protocol):
    """A gold relation and the found one that tells of the same, or one of them alone."""

    @property
    def gold(self) -> Any: ...
    @property
    def found(self) -> Any: ...
    @property
    def parts(self) -> Mapping[str, bool]: ...
    @property
    def right(self) -> bool: ...


PairT = TypeVar("PairT", bound=_Pair)


@dataclass(frozen=True)
class RelationReport(Generic[PairT]):
    """Pairs, counted and scored as wholes and by part.

    Parameters
    ----------
    pairs : tuple of pairs
    documents : int
    """

    pairs: tuple[PairT, ...]
    documents: int

    WHAT: ClassVar[str]  # figure, event
    PARTS: ClassVar[Sequence[str]]

    @cached_property
    def counts(self) -> Counter[str]:
        """Gold, found, right ones (``all``), and right parts."""
        counts = Counter[str]()
        for pair in self.pairs:
            counts["gold"] += pair.gold is not None
            counts["found"] += pair.found is not None
            counts["all"] += pair.right
            counts.update(part for part, right in pair.parts.items() if right)
        return counts

    def score(self, part: str = "all") -> Score:
        """Return precision, recall and F1 of wholes, or of one part.

        Parameters
        ----------
        part : str
            ``all``, or one of ``PARTS``.
        """
        gold, found, right = self.counts["gold"], self.counts["found"], self.counts[part]
        return Score(
            right / found if found else None,
            right / gold if gold else None,
            2 * right / (gold + found) if gold + found else None,
        )

    def to_table(self) -> str:
        """Return the scores as aligned plain text."""
        rows = [[f"{self.WHAT}s", "gold", "found", "right", "P", "R", "F1"]]
        for part in ("all", *self.PARTS):
            numbers = [str(self.counts[key]) for key in ("gold", "found", part)]
            rows.append([part, *numbers, *map(show, self.score(part))])
        return aligned(rows)

    def to_dict(self) -> dict[str, Any]:
        """Return the scores for programs."""
        scores = {part: {"right": self.counts[part], **score_dict(self.score(part))} for part in ("all", *self.PARTS)}
        return {
            "schema": f"{self.WHAT}-evaluation/1",
            "documents": self.documents,
            "gold": self.counts["gold"],
            "found": self.counts["found"],
            "parts": scores,
        }
