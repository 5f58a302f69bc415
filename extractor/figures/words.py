"""Words by which a figure's parts are told, read from the table ``figure_words``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from extractor.lexicon import table
from extractor.patterns import any_of, lazy
from extractor.segment import tag as _tag

__all__ = ["OPENING", "Words", "changes", "endings_of", "fillers", "tag", "without_ends", "words_of"]

tag = lru_cache(maxsize=8192)(_tag)  # the words of an article come again and again
OPENING = " \"'“‘「『《【["  # what may stand right before a name
_MARKS = " :\t\n\"'“”‘’「」『』《》()[]【】*#|~—-–…·"


def lengths_by(place: int, words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words that have a character at a place, the longest first.

    Parameters
    ----------
    place : int
        0 for where words begin, -1 for where they end.
    words : iterable of str
    """
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[place], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


class Words:
    """A set of words that is looked for at a place of a text.

    Parameters
    ----------
    words : iterable of str
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    @cached_property
    def _beginning(self) -> dict[str, tuple[int, ...]]:
        return lengths_by(0, self._words)

    @cached_property
    def _ending(self) -> dict[str, tuple[int, ...]]:
        return lengths_by(-1, self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def ending(self, text: str, start: int, end: int) -> str:
        """Return the longest word that ends at an offset, not before another; else nothing.

        Parameters
        ----------
        text : str
        start, end : int
            The stretch of the text that is looked at.
        """
        if end > start:
            for length in self._ending.get(text[end - 1], ()):
                if end - length >= start and (word := text[end - length : end]) in self._words:
                    return word
        return ""

    def beginning(self, text: str, start: int, end: int) -> str:
        """Return the longest word that begins at an offset and ends before another; else nothing."""
        if start < end:
            for length in self._beginning.get(text[start], ()):
                if start + length <= end and (word := text[start : start + length]) in self._words:
                    return word
        return ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return lazy(any_of(self._words))

    def first_in(self, text: str, start: int, end: int) -> int:
        """Return where the first of the words stands in a stretch of the text; -1 where none does."""
        found = self._pattern.search(text, start, end)
        return found.start() if found else -1

    def find(self, text: str, start: int, end: int) -> Iterator[str]:
        """Yield those of the words that stand in a stretch of the text, the longest at each place."""
        return (found.group() for found in self._pattern.finditer(text, start, end))

    def last_in(self, text: str, start: int, end: int) -> int:
        """Return where the last of the words ends in a stretch of the text; -1 where none stands."""
        return max((found.end() for found in self._pattern.finditer(text, start, end)), default=-1)


@cache
def words_of(*contexts: str) -> Words:
    """Return the words of some contexts.

    Parameters
    ----------
    *contexts : str
        Names of contexts of the table.
    """
    return Words(word for name, row in table("figure_words", 2) if name in contexts for word in row.split(" "))


@cache
def endings_of(context: str) -> tuple[str, ...]:
    """Return the words of a context as ``str.endswith`` takes them."""
    return tuple(words_of(context))


@cache
def changes() -> Words:
    """Return the words behind which the amount of a change stands."""
    directions = {word for _, row in table("directions", 2) for word in row.split(" ")}
    return Words((directions - set(words_of("no_change", "extent"))) | set(words_of("change")))


@cache
def _told() -> Words:
    """Return the words of changes and their bases, of which nothing is taken off."""
    return Words([*changes(), *words_of("extent", "yoy", "mom", "qoq", "chain", "ytd", "other")])


@cache
def fillers() -> Words:
    """Return what may stand between two amounts of a list, behind what joins them: 增长5%和下降约3%."""
    return Words([*words_of("filler"), *changes(), " "])


def without_ends(text: str, words: Words, start: int, end: int, stops: frozenset[int] = frozenset()) -> int:
    """Go back from the end of a stretch over marks and some words.

    Parameters
    ----------
    text : str
    words : Words
    start, end : int
    stops : frozenset of int
        Offsets at which something known ends: no further.

    Returns
    -------
    int
        The end of what is left.
    """
    while end > start and end not in stops:
        if text[end - 1] in _MARKS:
            end -= 1
        elif word := words.ending(text, start, end):
            if len(_told().ending(text, start, end)) > len(word):
                break  # 比 is the end of 同比
            end -= len(word)
        else:
            break
    return end
