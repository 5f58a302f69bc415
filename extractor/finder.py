"""One pass over a text for any number of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["Finder", "count"]


class Finder:
    """Finds words in a text by an Aho-Corasick automaton, the leftmost first and of these the longest.

    Parameters
    ----------
    words : iterable of str
        None of them empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of the words in a text, in order; none overlaps another."""
        return ((start, end) for _, start, end in self._automaton.find_matches_as_indexes(text))


def count(words: Iterable[str], text: str) -> Counter[str]:
    """Count each of the words in a text, those inside others too, in one pass.

    Parameters
    ----------
    words : iterable of str
        None of them empty.
    text : str

    Returns
    -------
    Counter of str
    """
    found = AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)
    return Counter(text[start:end] for _, start, end in found)
