"""Words around an amount: how exactly it is meant (超, 约, 不到), and which way it went (增长, 下降)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from extractor.facts import Direction, Modifier
from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["direction_of", "modifier_of"]


class _Words:
    """Words of a table with their meaning, to be looked up at the end of a text."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self.meaning = {word: meaning for meaning, words in rows for word in words.split(" ")}
        self._lasts = frozenset(word[-1] for word in self.meaning)

    def ending(self, text: str) -> str | None:
        """Look up the longest word with which a text ends."""
        if text[-1:] in self._lasts:
            for length in range(min(5, len(text)), 0, -1):
                if (meaning := self.meaning.get(text[-length:])) is not None:
                    return None if meaning == "none" else meaning
        return None


_BEFORE = _Words(row[1:] for row in table("modifiers", 3) if row[0] == "before")
_AFTER = _Words(row[1:] for row in table("modifiers", 3) if row[0] == "after")
_DIRECTIONS = _Words(table("directions", 2))

# What may stand between a modifier and its amount.
_FILLER = lazy(r"(?:[ 了为达到至在于个出合其的有]|人民币|港币){1,3}\Z")
_FILLER_ENDS = frozenset(" 了为达到至在于个出合其的有币")
_BETWEEN_DIRECTION = lazy(
    r"(?:[ 了约近超逾过为达在各均应将或可能再多又:]"
    r"|达到|大约|不足|不到|将近|接近|不超过|超过|至少|分别|幅度|左右){1,5}\Z"
)
_BETWEEN_ENDS = frozenset(" 了约近超逾过为达到在各均应将或可能再多又:足近接少别度右")
_ABOUT_SHARE = lazy(r"约占[^,。;:!?\n、]{1,16}\Z")
_BEHIND = lazy(r" ?(?:\(含[^()]{0,4}\))? ?")


def modifier_of(text: str, start: int, end: int) -> Modifier | None:
    """Tell what the words around an amount make of it.

    Parameters
    ----------
    text : str
    start, end : int
        The amount.

    Returns
    -------
    Modifier or None
        The word before the amount goes before the one behind it.
    """
    before = text[max(0, start - 14) : start]
    found = _BEFORE.ending(before)
    if found is None and before[-1:] in _FILLER_ENDS:
        found = _BEFORE.ending(_FILLER.sub("", before, count=1))
    if found is None and "约占" in before:
        found = "about" if _ABOUT_SHARE.search(text[max(0, start - 20) : start]) else None
    return cast("Modifier | None", found or _behind(text, end))


def _behind(text: str, end: int) -> str | None:
    """Look up the word behind an amount; a plus sign there must not add something."""
    at, words = cast("re.Match[str]", _BEHIND.match(text, end)).end(), _AFTER.meaning
    found = words.get(text[at : at + 2]) or words.get(text[at : at + 1])
    return None if text[at : at + 1] == "+" and (at > end or text[at + 1 : at + 2].isalnum()) else found


def direction_of(text: str, start: int, end: int) -> Direction | None:
    """Tell which way an amount moved, by the word that governs it.

    Parameters
    ----------
    text : str
    start, end : int
        The amount.

    Returns
    -------
    Direction or None
        None where nothing tells it, and for levels (降至3%).
    """
    if text.startswith("的", end):
        for length in (3, 2):
            if (word := text[end + 1 : end + 1 + length]) in _DIRECTIONS.meaning:
                return cast("Direction", _DIRECTIONS.meaning[word])
    before = text[max(0, start - 14) : start]
    found = _DIRECTIONS.ending(before)
    if found is None and before[-1:] in _BETWEEN_ENDS:
        found = _DIRECTIONS.ending(_BETWEEN_DIRECTION.sub("", before, count=1))
    return cast("Direction | None", found)
