"""Why what looks like a length of time is none: for those who ask, and never looked at otherwise."""

from __future__ import annotations

from extractor.mentions import Rule
from extractor.refusing import COUNT, LookAlikes, Sources

__all__ = ["RULES", "refusals"]

RULES = (
    Rule("duration.age", (), ("他30岁", "十八周岁", "4周年庆典", "6个月大的婴儿", "患儿年龄3个月", "出生仅3天的羊羔")),
    Rule("duration.grade", (), ("小学五年级", "几年级")),
    Rule("duration.average", (), ("5日线", "站上60日均线")),
    Rule("duration.settlement", (), ("T+2日到账",)),
    Rule("duration.vague_time", (), ("近年来增长", "多年来首次", "长期以来", "一段时间")),
)


def _sources() -> Sources:
    return (
        ("age", rf"{COUNT} ?(?:多|余|来)?(?:周?岁|周年)"),
        ("grade", rf"(?:{COUNT}|几)年级"),
        ("average", r"[0-9]{1,3} ?日(?:均线|移动平均线?|线)"),
        ("settlement", r"[TtRr] ?[+-] ?[0-9]{1,2}(?: ?[个日天])?"),
        ("vague_time", "近些?年来?|多年来|长期以来|[短长]期内?|一段时间"),
    )


refusals = LookAlikes("duration", _sources)
