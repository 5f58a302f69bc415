"""What is known of an amount while an article is read."""

from __future__ import annotations

from typing import NamedTuple

from extractor.facts import Change
from extractor.figures.phrases import Phrase
from extractor.figures.scene import Amount, Piece
from extractor.figures.told import NO_PERIOD, Told

__all__ = ["Draft"]


class Draft(NamedTuple):
    """A figure in offsets of the normalised text.

    Parameters
    ----------
    amount : Amount
    subject : Piece or None
    metric : Phrase or None
    period : Told
    change : Change or None
    quoted : bool
        Whether the amount is the change in a stock quote, which names no metric.
    """

    amount: Amount
    subject: Piece | None = None
    metric: Phrase | None = None
    period: Told = NO_PERIOD
    change: Change | None = None
    quoted: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it is known what is measured, or whose stock a quote is of."""
        return self.metric is not None or self.quoted
