"""What a number without a currency is, told by the words around it: money, a count, or nothing that is known."""

from __future__ import annotations

import re
from functools import cache

from extractor.lexicon import table
from extractor.numerals import MAGNITUDES

__all__ = ["counts", "governed", "heads_money"]

_WINDOW = 40  # characters before a number in which its governing word may stand
_NEAR = 4  # characters that may stand between that word and a number with a noun behind it
_LONGEST = 6

_FROM_HUNDRED_MILLION = re.compile(r"[亿兆]|千万")
_PURE = re.compile(rf"[{MAGNITUDES}]+")
_BREAKING = re.compile(r"(?:[破过超逾近达]|突破|超过|逼近|接近)了?\Z")
_CLOSED = re.compile(r"[^\u3400-\u9fff+A-Za-z0-9]|\Z")


@cache
def _words(name: str) -> dict[str, str]:
    return {word: kind for kind, words in table(name, 2) for word in words.split(" ")}


@cache
def _governors() -> re.Pattern[str]:
    words = sorted(_words("money_words"), key=len, reverse=True)
    return re.compile(rf"(?=[{''.join({w[0] for w in words})}])(?:{'|'.join(words)})")


def _follower(text: str, end: int) -> str:
    """Tell the kind of the longest known word that stands behind a number, if there is one."""
    words = _words("money_followers")
    start = end + text.startswith(" ", end)
    for length in range(_LONGEST, 0, -1):
        word = text[start : start + length]
        if len(word) == length and word in words:
            if start > end and (words[word] != "count" or length == 1):
                break  # behind a space a new phrase begins
            return words[word]
    return ""


def counts(text: str, end: int) -> bool:
    """Tell whether a measure word or a noun of what is counted stands behind a number.

    Parameters
    ----------
    text : str
    end : int
        Of the number.
    """
    return _follower(text, end) == "count"


def governed(text: str, start: int, end: int, floor: int) -> bool:
    """Tell whether a number without a currency is money by its sentence.

    Parameters
    ----------
    text : str
    start, end : int
        The number.
    floor : int
        Where its sentence begins.

    Returns
    -------
    bool
        Whether the nearest word before it that tells is one of money (``收入5740万``), or money stands behind it
        (``6亿收购``), and nothing behind it speaks against.
    """
    follower = _follower(text, end)
    if _PURE.fullmatch(text, start, end) and not _BREAKING.search(text, max(0, start - 3), start):
        return False  # 百亿补贴, 千亿市值: a size, not an amount
    if follower == "open" and text.startswith("的", end) and _governors().match(text, end + 1):
        follower = "money"  # 3亿的价格
    window = text[max(floor, start - _WINDOW) : start]
    governor = None
    for governor in _governors().finditer(window):  # noqa: B007 - the last one is wanted
        pass
    kind = _words("money_words")[governor.group()] if governor else ""
    if follower == "money":
        return kind != "count" or len(window) - governor.end() > _NEAR if governor else True
    if kind == "large":
        kind = "money" if _FROM_HUNDRED_MILLION.search(text, start, end) else ""
    if kind != "money" or governor is None:
        return False
    between = window[governor.end() :]
    if follower == "open" or _CLOSED.match(text, end):
        return between.count(",") <= 2
    return len(between) <= _NEAR and not re.search(r"[,、:]", between)


def heads_money(text: str, end: int) -> bool:
    """Tell whether a heading that ends at an offset names what is measured in money.

    Parameters
    ----------
    text : str
    end : int
        Of the heading.
    """
    window = text[max(0, end - _LONGEST) : end]
    return any(
        m.end() == len(window) and _words("money_words")[m.group()] == "money" for m in _governors().finditer(window)
    )
