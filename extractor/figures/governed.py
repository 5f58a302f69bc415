"""What governs an amount: the metric, and whether the amount is one of a change."""

from __future__ import annotations

from typing import NamedTuple

from extractor.figures.phrases import Phrase
from extractor.figures.scene import Piece
from extractor.figures.words import words_of

__all__ = ["Governed"]


class Governed(NamedTuple):
    """What governs an amount.

    Parameters
    ----------
    phrase : Phrase or None
        What is measured, where a word tells it.
    change : str or None
        ``changed`` behind a word of change, ``base`` for what a change is against, ``extent`` behind a noun of
        change, ``quote`` in the brackets of a stock quote, ``repeated`` where nothing new is told, ``named`` where a
        name is all that is new; None for a level.
    subject : Piece or None
        Words that name the subject where no organisation does.
    word : Piece or None
        The word of change.
    by : str
        How the metric was found, for explanations.
    """

    phrase: Phrase | None
    change: str | None = None
    subject: Piece | None = None
    word: Piece | None = None
    by: str = "none"

    @property
    def moves(self) -> bool:
        """Whether it is a movement of prices."""
        return self.word is not None and self.word.text in words_of("movement")

    @property
    def acts(self) -> bool:
        """Whether a verb, known or not, is what governs the amount."""
        known = self.phrase.metric if self.phrase else None
        return self.phrase is None or self.by == "verb" or (known is not None and known.part == "verb")
