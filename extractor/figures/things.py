"""Subjects that are no organisations: indices, commodities, currencies and places, by the table ``figure_subjects``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.lexicon import table

__all__ = ["Thing", "find_things"]


class Thing(NamedTuple):
    """A subject by its own name: ``kind`` is index, commodity, currency or place."""

    start: int
    end: int
    kind: str


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, row in table("figure_subjects", 2) for word in row.split(" ")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in words}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(map(re.escape, words))})")


def find_things(text: str, start: int, end: int) -> Iterator[Thing]:
    """Find the subjects in a stretch of the text, the longest at each place.

    Parameters
    ----------
    text : str
    start, end : int
    """
    kinds = _kinds()
    for m in _pattern().finditer(text, start, end):
        yield Thing(m.start(), m.end(), kinds[m.group()])
