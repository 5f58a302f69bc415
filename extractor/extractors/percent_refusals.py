"""Why what looks like a percentage is none: for those who ask, and never looked at otherwise."""

from __future__ import annotations

from extractor.characters import HAN
from extractor.mentions import Rule
from extractor.numerals import NUMERAL_CHARACTERS
from extractor.refusing import LookAlikes, Sources

__all__ = ["RULES", "refusals"]

RULES = (
    Rule("percent.address", (), ("见https://example.com/x?q=30%25",)),
    Rule("percent.plain_fraction", (), ("三分之二的股权", "几分之几", "五百分之二", "占1/3")),
    Rule("percent.multiple", (), ("增长2倍", "翻一番", "产量翻了两番", "三点五倍")),
    Rule("percent.bases", (), ("扩增得到300bp的片段",)),
    Rule("percent.index_points", (), ("沪指涨了5个点",)),
    Rule("percent.probably", (), ("他八成不会来", "八成是他弄丢的")),
    Rule("percent.new_for_old", (), ("九成新的手机",)),
    Rule(
        "percent.word",
        (),
        ("公司成立三年", "一成不变", "成都开会", "位于三成路", "统一成一套", "第三成员国", "任务完成"),
    ),
    Rule("percent.fold", (), ("三折叠手机", "一波三折", "几经波折", "打折销售")),
    Rule("percent.length", (), ("直径3厘米", "厘清责任", "一分一厘")),
    Rule("percent.unit_alone", (), ("收益率百分点", "按百分比计算", "用%表示", "百分之多少")),
)

_DIGITS = r"(?<![0-9.])(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,13})(?:\.[0-9]{1,9})?"
_NUMBER = rf"(?:{_DIGITS}|[几多数半{NUMERAL_CHARACTERS}点]{{1,12}})"


def _sources() -> Sources:
    return (
        ("address", r"%[0-9A-Fa-f]{2}(?![0-9])"),
        ("unit_alone", "百分之多少"),
        ("plain_fraction", rf"{_NUMBER}分之{_NUMBER}|(?<![0-9/])[0-9]{{1,3}}/[0-9]{{1,3}}(?![0-9/])"),
        ("multiple", rf"{_NUMBER}倍|翻了?{_NUMBER}[番倍]"),
        ("bases", r"(?<![0-9])[0-9]{1,12} ?[bB][pP](?![A-Za-z])"),
        ("index_points", rf"{_NUMBER}个点"),
        ("probably", "八成(?=[是不会要没得又还已在])"),
        ("new_for_old", rf"{_NUMBER}成新"),
        ("word", rf"{_NUMBER}成{HAN}?|成{HAN}|{HAN}成"),
        ("fold", rf"{_NUMBER}折{HAN}?|{HAN}折{HAN}?"),
        ("length", rf"{_NUMBER}?厘{HAN}?"),
        ("unit_alone", "百分[点比之]|个?基点|[%‰‱]|个百分[点比]"),
    )


refusals = LookAlikes("percent", _sources)
