"""What 分 and 厘 behind a number are: parts of an amount of money, a rate of interest, or neither.

Both are units of length, weight and area too, so they count only where a word before them (``small_units``), or one
directly behind, tells a price or a rate.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extractor.characters import HAN
from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["small_unit"]

_WINDOW = 18  # characters before the number
_CLAUSE_END = lazy("[,。;!?\n]")
_PRICE_BEHIND = lazy(r" ?(?:/|每)(?:[股度份斤]|千瓦时)")
_RATE_BEHIND = lazy(r"(?:的?(?:年[利息]|月[利息]|利率|利息|息|回报))")
# 厘米, 厘清, 厘定 and the 厘 of 一厘一毫; 分之, 分钟, 分行.
_OTHER_WORD = lazy(rf"(?<=厘)(?:[米克清定正订革岛毫]|升(?![至到上]))|(?<=分)(?![的每和及至到左右上下以]){HAN}")


@cache
def _told() -> re.Pattern[str]:
    """Find the words of the table, the longest first; P and H are the rates that banks of Hong Kong add to."""
    words = {}
    for kind in ("price", "rate"):
        rows = (row.split(" ") for k, row in table("small_units", 2) if k == kind)
        words[kind] = "|".join(sorted((word for row in rows for word in row), key=len, reverse=True))
    return lazy(rf"(?P<rate>[年月日]利率|(?<![A-Z])[PH][减加+\-]|{words['rate']})|(?P<price>{words['price']})")


def small_unit(text: str, start: int, end: int) -> Literal["price", "rate"] | None:
    """Tell what a number with 分 or 厘 is.

    Parameters
    ----------
    text : str
    start, end : int
        The number with its unit.

    Returns
    -------
    {"price", "rate"} or None
        None where nothing tells it.
    """
    if text[end - 1] != "钱" and _OTHER_WORD.match(text, end):
        return None
    if text[end - 1] == "钱" or _PRICE_BEHIND.match(text, end):
        return "price"
    if "厘" in text[start:end] and _RATE_BEHIND.match(text, end):
        return "rate"
    clause = _CLAUSE_END.split(text[max(0, start - _WINDOW) : start])[-1]
    told = list(_told().finditer(clause))
    if not told:
        return None
    return "rate" if told[-1]["rate"] else "price"
