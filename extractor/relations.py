"""What an article says with its facts: figures, frozen and slotted, with the fields of the output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from extractor.frozen import refuse_changes

__all__ = ["Change", "Evidence", "Figure", "MetricKind"]

Change = Literal["yoy", "qoq", "mom", "ytd", "other"]
MetricKind = Literal["level", "flow", "rate", "share"]


@refuse_changes
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the article tells a part of a figure or an event.

    Parameters
    ----------
    part : str
        The field that is told, such as ``subject``.
    start, end : int
        Code points into the raw text, ``end`` exclusive.
    """

    part: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """Return the evidence as in the output."""
        return {"part": self.part, "start": self.start, "end": self.end}


@refuse_changes
@dataclass(frozen=True, slots=True)
class Figure:
    """What an amount says: whose it is, of what, when. What the article does not tell is None.

    Parameters
    ----------
    fact : str
        Id of the money or percent fact.
    subject : str or None
        An organisation by its name, else a person, index, product or place as the article names it.
    metric : str or None
        The article's words for what is measured, in Simplified script.
    canonical : str or None
        The form under which the metric's variants are known.
    kind : {"level", "flow", "rate", "share"} or None
    period : str or None
        TIMEX3 value.
    change : {"yoy", "qoq", "mom", "ytd", "other"} or None
        What an amount of change is against; None for levels and shares.
    evidence : tuple of Evidence
    """

    fact: str
    subject: str | None
    metric: str | None
    canonical: str | None = None
    kind: MetricKind | None = None
    period: str | None = None
    change: Change | None = None
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Figure:
        """Read a figure of the output."""
        return cls(**{**told, "evidence": tuple(Evidence(**evidence) for evidence in told["evidence"])})

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as in the output."""
        return {
            "fact": self.fact,
            "subject": self.subject,
            "metric": self.metric,
            "canonical": self.canonical,
            "kind": self.kind,
            "period": self.period,
            "change": self.change,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }
