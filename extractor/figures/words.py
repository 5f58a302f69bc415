"""Words by which a figure's parts are told, read from the table ``figure_words``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from extractor.lexicon import table

__all__ = ["changes", "ends_with", "first_in", "last_in", "starts_with", "without_ends", "words_of"]


@cache
def words_of(context: str) -> frozenset[str]:
    """Return the words of a context.

    Parameters
    ----------
    context : str
        Name of a context of the table.
    """
    return frozenset(word for name, row in table("figure_words", 2) if name == context for word in row.split(" "))


@cache
def changes() -> frozenset[str]:
    """Return the words behind which the amount of a change stands."""
    directions = {word for _, row in table("directions", 2) for word in row.split(" ")}
    return frozenset(directions - words_of("no_change") - words_of("extent")) | words_of("change")


@cache
def _lengths(words: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words}, reverse=True))


def ends_with(text: str, words: frozenset[str], start: int, end: int) -> str:
    """Return the longest of some words that ends at an offset, not before another; else nothing.

    Parameters
    ----------
    text : str
    words : frozenset of str
    start, end : int
        The stretch of the text that is looked at.
    """
    return next((w for n in _lengths(words) if end - n >= start and (w := text[end - n : end]) in words), "")


def starts_with(text: str, words: frozenset[str], start: int, end: int) -> str:
    """Return the longest of some words that starts at an offset and ends before another; else nothing."""
    return next((w for n in _lengths(words) if start + n <= end and (w := text[start : start + n]) in words), "")


def first_in(text: str, words: Iterable[str], start: int, end: int) -> int:
    """Return where the first of some words stands in a stretch of the text; -1 where none does."""
    return min((at for word in words if (at := text.find(word, start, end)) >= 0), default=-1)


def last_in(text: str, words: Iterable[str], start: int, end: int) -> int:
    """Return where the last of some words ends in a stretch of the text; -1 where none stands."""
    return max((at + len(word) for word in words if (at := text.rfind(word, start, end)) >= 0), default=-1)


@cache
def _told() -> frozenset[str]:
    """Return the words of changes and their bases, of which nothing is taken off."""
    return changes().union(*map(words_of, ("extent", "yoy", "mom", "qoq", "chain", "ytd")))


_MARKS = " :\t\n\"'“”‘’「」『』《》()[]【】*#|~—-–…·"


def without_ends(text: str, words: frozenset[str], start: int, end: int, stops: frozenset[int] = frozenset()) -> int:
    """Go back from the end of a stretch over marks and some words.

    Parameters
    ----------
    text : str
    words : frozenset of str
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
        elif word := ends_with(text, words, start, end):
            if len(ends_with(text, _told(), start, end)) > len(word):
                break  # 比 is the end of 同比
            end -= len(word)
        else:
            break
    return end
