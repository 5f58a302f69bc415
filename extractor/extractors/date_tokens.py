"""What calendar expressions are put together from: tokens, and the register of constructions that read them.

A token knows its rank, the order in which Chinese tells a date: century, decade, year, half or quarter, month, week,
day, weekday, part of the day, clock time. ``date_figures`` and ``date_words`` hold the constructions, ``date_scan``
finds them in a text, ``dates`` puts neighbouring tokens together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["CONSTRUCTIONS", "HAN_DIGITS", "NUMBERS", "RANK", "ZEROS", "Construction", "Token", "construction", "token"]

# 一季度 follows a year, 上午 a day: the rank of what a token tells.
RANK = {
    "century": 0, "decade": 1, "year": 2, "season": 3, "half": 3, "quarter": 3, "holiday": 3, "month": 4, "week": 5,
    "nth": 6, "day": 7, "weekday": 8, "part": 9, "clock": 10, "same": 11, "shift": 12,
}  # fmt: skip
ZEROS = "〇○0Oo"  # as they are typed: 二〇二五, 二0二五, 二O二五
HAN_DIGITS = "一二三四五六七八九十廿卅〇○零两"


class Token(NamedTuple):
    """A word or group of words that tells one part of a date.

    Parameters
    ----------
    start, end : int
    unit : str
        A key of ``RANK``, the finest part told.
    fields : dict
        Fields of the ``Expression``; ``end`` is the last of several units (前三季度).
    form : str
        How it is written, where that decides something: ``bare`` (a number that a later one lends its unit),
        ``short`` (a year of two digits), ``minguo`` and ``republic`` (a year of the Republic, sure or not),
        ``numeric``, ``code`` (23Q1), ``fiscal``, ``first`` (前三季度), ``weak`` (may not stand alone).
    top : int
        Rank of the coarsest part told.
    """

    start: int
    end: int
    unit: str
    fields: dict[str, Any]
    form: str = ""
    top: int = -1

    @property
    def rank(self) -> int:
        """Rank of the finest part told."""
        return RANK[self.unit]

    @property
    def first_rank(self) -> int:
        """Rank of the coarsest part told."""
        return self.top if self.top >= 0 else self.rank


def token(m: re.Match[str], unit: str, fields: dict[str, Any], form: str = "", top: int = -1) -> Token:
    """Make a token of a match."""
    return Token(m.start(), m.end(), unit, fields, form, top)


Reader = Callable[[re.Match[str]], "Token | None"]


class Construction(NamedTuple):
    """A way to tell a part of a date: the characters it may begin with, its pattern, and who reads a match."""

    first: str
    pattern: str
    read: Reader


CONSTRUCTIONS: dict[str, list[Construction]] = {}


def construction(name: str, first: str, pattern: str) -> Callable[[Reader], Reader]:
    """Register the reader of a construction, or of a further part of one that begins with other characters.

    Parameters
    ----------
    name : str
        Goes into the order of ``date_scan``.
    first : str
        The characters that a match may begin with, ``0`` for all Arabic digits.
    pattern : str
        A regular expression; its group names are used by no other construction.
    """

    def register(read: Reader) -> Reader:
        CONSTRUCTIONS.setdefault(name, []).append(Construction(first.replace("0", "0123456789"), pattern, read))
        return read

    return register


def _calendar_numbers() -> dict[str, int]:
    """Spell 0 to 60 as months, days, hours and minutes are told: 5, 05, 五, 零五, 〇五, 十五, 廿五."""
    digits, spelt = "零一二三四五六七八九", {"〇": 0, "两": 2, "廿": 20, "卅": 30}
    for n in range(61):
        tens, ones = divmod(n, 10)
        spelt[str(n)] = spelt[f"{n:02d}"] = n
        word = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
        spelt[word] = n
        if tens == 0:
            spelt[f"零{digits[ones]}"] = spelt[f"〇{digits[ones]}"] = n
        if tens in (2, 3) and ones:
            spelt["廿卅"[tens - 2] + digits[ones]] = n
    return spelt


NUMBERS = _calendar_numbers()
