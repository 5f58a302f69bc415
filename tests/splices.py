"""Texts made of pieces of the project's own cases, and of numbers that no calendar has in every place of one.

Grammars that each end on their own text may not end on each other's: a day that no month has was sought for ever.
"""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from random import Random

__all__ = ["NUMBERS", "PLACES", "SENTENCES", "broken", "spliced"]

_TABLES = (path.read_text("utf-8") for path in sorted((Path(__file__).parent / "cases").glob("*.tsv")))
_LINES = [line.partition("\t")[0] for table in _TABLES for line in table.split("\n") if line[:1] not in ("", "#")]
SENTENCES = [re.sub("[⟦⟧]", "", line).replace("\\n", "\n") for line in _LINES]
# Every place of a calendar where a number stands, and numbers that it may not have.
PLACES = """
{}年 {}年{}月 {}年{}月{}日 {}月{}日 {}月 {}日 {}号 {}月{}日至{}日 {}日至{}日 {}-{}月 {}月底 {}年底 {}-{}-{} {}/{}/{}
{}.{}.{} {}年前 {}天后 昨({})日 今({}日)晚 周三({}日) 今年({}年) 上月({}月) 星期{} 第{}周 {}年第{}周 第{}季度 {}季度
{}Q{} {}H{} 前{}季度 前{}个月 {}世纪 {}年代 上世纪{}年代 {}时 {}点{}分 下午{}点半 晚上{}点至{}点 {}:{} {}:{}-{}:{}
T+{} 民国{}年 农历{}月初{} 闰{}月 腊月{} {}月{}日({}日) 上周{} {}月的第{}个星期{} {}日当周
""".split()
NUMBERS = """
0 00 1 7 12 13 24 25 28 29 30 31 32 40 44 53 54 60 61 99 100 366 2024 9999 10000 十 十三 三十二 四十 廿九 卅一 百 -1 1.5
""".split()
_READINGS = "(sān) (shí) (rì) (nián) (40) (0) (1月) (注) [1] （ ） “ ”".split()
_MARKS = [*" \n\u3000,。:“”()《》、", "\n\n"]
_PIECE = 4  # bytes that choose one


def spliced(data: bytes) -> str:
    """Make a text of heads and tails of cases, cases with another number, places of a calendar, and readings.

    Parameters
    ----------
    data : bytes
        Four choose a piece, so that what bytes have in common is common to the texts.

    Returns
    -------
    str
    """
    return "".join(_piece(*data[at : at + _PIECE]) for at in range(0, len(data) - _PIECE + 1, _PIECE))


def broken(sentence: str, draw: Random) -> str:
    """Cut a sentence, or break it with a mark, at a place where no writer would."""
    at = draw.randrange(len(sentence) + 1)
    head, tail = sentence[:at], sentence[at:]
    return draw.choice([head, tail, head + tail[1:], head + draw.choice(_MARKS) + tail])


def _piece(kind: int, high: int, low: int, at: int) -> str:
    sentence = SENTENCES[(high << 8 | low) % len(SENTENCES)]
    head, tail = sentence[: at % (len(sentence) + 1)], sentence[at % (len(sentence) + 1) :]
    if kind % 5 == 0:
        return head + _READINGS[low % len(_READINGS)] + tail
    if kind % 5 == 1:
        return re.sub("[0-9]+", NUMBERS[at % len(NUMBERS)], sentence)
    if kind % 5 == 2:
        return head if low % 2 else tail
    numbers = cycle((low, at, low + at))
    place = re.sub("{}", lambda _: NUMBERS[next(numbers) % len(NUMBERS)], PLACES[high % len(PLACES)])
    return place + ("" if kind % 2 else ",")
