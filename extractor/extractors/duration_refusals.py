"""Why what looks like a length of time is none: for those who ask, and never looked at otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractor.document import Document
from extractor.facts import Duration
from extractor.mentions import Mention, Rule
from extractor.numerals import NUMERAL_CHARACTERS
from extractor.refusing import named

__all__ = ["RULES", "refusals"]

RULES = (
    Rule("duration.age", (), ("他30岁", "十八周岁", "4周年庆典", "6个月大的婴儿", "患儿年龄3个月", "出生仅3天的羊羔")),
    Rule("duration.grade", (), ("小学五年级", "几年级")),
    Rule("duration.average", (), ("5日线", "站上60日均线")),
    Rule("duration.settlement", (), ("T+2日到账",)),
    Rule("duration.vague_time", (), ("近年来增长", "多年来首次", "长期以来", "一段时间")),
)

_SOME = rf"(?:[0-9]{{1,8}}|[{NUMERAL_CHARACTERS}]{{1,6}})"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what each rule looks for; compiled when somebody asks."""
    sources = (
        ("age", rf"{_SOME} ?(?:多|余|来)?(?:周?岁|周年)"),
        ("grade", rf"(?:{_SOME}|几)年级"),
        ("average", r"[0-9]{1,3} ?日(?:均线|移动平均线?|线)"),
        ("settlement", r"[TtRr] ?[+-] ?[0-9]{1,2}(?: ?[个日天])?"),
        ("vague_time", "近些?年来?|多年来|长期以来|[短长]期内?|一段时间"),
    )
    return tuple((f"duration.{name}", re.compile(source)) for name, source in sources)


def refusals(document: Document, decided: Iterable[tuple[int, int]]) -> Iterator[Mention[Duration]]:
    """Find the numbers and words that are no lengths of time, each by the rule that says what it is.

    Parameters
    ----------
    document : Document
    decided : iterable of (int, int)
        Spans of the normalised text of which the extractor itself has spoken.

    Returns
    -------
    iterator of Mention of Duration
        Without a value, in the order of the rules.
    """
    return named(document.text, decided, _patterns())
