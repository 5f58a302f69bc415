"""What a date looks like and is not: the context that decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from extractor.extractors.date_tokens import Token
from extractor.timex import Step

__all__ = ["Evidence", "refusal"]

# 20年 is a length where words of length stand around it.
_LENGTH_BEFORE = re.compile(
    r"(?:近|约|超|逾|满|达|为|共|每|隔|前|后|过|了|有|长|期|续|时|去|来|未满|不到|不足|至少|最多|成立|创立|创办|从业|从教|走过|经过|"
    r"已|用|花|仅|这|那|整整|最长|最短|任期|刑|大约|至|到|个|资历|年资|[Xx])\s?\Z"
)
_LENGTH_AFTER = re.compile(
    r" ?(?:期(?!间|末|初)|来|间(?!的)|以|之|后|前|内|多|余|历|时间|时光|的?经验|的?老|里|有期|国债|免费|连续|有余|不|里程|从业|过去了|有限|返|制|租|一|质|才|就|涨了|翻了|次|线|的(?:发展|历史|努力|时间|积累|合作|等待|经营|深耕|国债|合同|寿命))"
)
_CLAUSE_START = re.compile(r"(?:^|[,，。;；:：、\n(\[“》】|/ ])\Z")
_DAY_BEFORE = re.compile(
    r"(?:[TtRr][+\-]|近|连续|过去|未来|为期|历时|满|第|约|逾|超过?|仅|达|每|共|最后|首|前|后|多|余|几|数|长达|不足|不到)\s?\Z"
)
_DAY_AFTER = re.compile(r" ?(?:以?内|之内|均线|线|游|移动平均|个|期|的?假期|龄|无理由|元)")
_NUMBER_DAY_AFTER = re.compile(r"[,，。、;；的在上下晚早中凌起前后开举召发将至到公当之是就 ]|\Z")
_MONTH_BEFORE = re.compile(r"(?:每|满|近|共|个|第|约|隔)\s?\Z")
_MONTH_AFTER = re.compile(r" ?(?:龄|嫂|子|牙|经|薪|球|饼)")
_YEAR_AFTER = re.compile(r"(?:款|版|型)")
_CLOCK_BEFORE = re.compile(r"(?:比分|比|以|率|约)\s?\Z")
_CLOCK_AFTER = re.compile(r" ?(?:的?比[例分率]|战胜|击败|[的]?[大比]|配股|拆股|分拆|换股|赔率)")
_SAME_BEFORE = re.compile(r"[与和跟同][^,，。;；、:：]{1,15}\Z")
_HOLIDAY_AFTER = re.compile(r"(?:岛|上河|轻|路|街|村|镇|投资|实验|大学|晚会|联欢|老人|树(?!节)|帽|歌|礼[物盒]|套装)")
_DATED_AFTER = re.compile(
    r"(?:假期|假日|期间|小长假|长假|黄金周|前夕|节|档|当[天日]|大促|购物|促销|狂欢|前后|之前|之后|返乡|出行|抢票)"
)
_SURNAMES = frozenset("王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾田于董袁潘蒋蔡余杜")
_NAME_AFTER = re.compile(r"(?:节|假|期|长|黄|前|后|档|当|,|、|的|旅|出|晚|夜|阅|庆|和|与|及|到|至|[ ])")


_SHORT = re.compile(r"(?<![0-9.])[0-9]{2}年(?:[上下]半年|[底末初]|第?[一二三四1-4]季|[0-9]{1,2}月|报)")


class Evidence:
    """What the article as a whole tells about its way of writing years.

    Parameters
    ----------
    text : str
    found : sequence of Token
    """

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text = text
        self._found = found

    @cached_property
    def years(self) -> list[int]:
        """The years that the article tells in full."""
        told = [t.fields["year"] for t in self._found if "year" in t.fields and t.form not in ("short", "bare", "era")]
        return [year for year in told if isinstance(year, int)]

    @cached_property
    def short(self) -> bool:
        """Whether the article tells years with two digits where nothing else can be meant: 23Q1, 22年末."""
        return any(t.form == "code" and "year" in t.fields for t in self._found) or bool(_SHORT.search(self._text))

    def near(self, year: int) -> bool:
        """Whether the article tells years around this one."""
        return bool(self.years) and min(self.years) - 5 <= year <= max(self.years) + 5


def refusal(text: str, points: tuple[tuple[Token, ...], ...], start: int, end: int, evidence: Evidence) -> str:
    """Name the rule that refuses a look-alike.

    Parameters
    ----------
    text : str
    points : tuple of tuple of Token
        One date, or the two ends of a range.
    start, end : int
        Of the whole.
    evidence : Evidence

    Returns
    -------
    str
        Empty where it is a date.
    """
    first, before, after = points[0], text[max(0, start - 4) : start], text[end : end + 6]
    if text[start - 1 : start] == "《" and (text[end : end + 1] == "》" or _is_relative(first)):
        return "date.title"
    if len(points) > 1:
        if (
            any(t.form == "short" for t in first)
            and len(first) == 1
            and not _is_short_year(points[1], before, after, evidence)
        ):
            return "date.length"
        return ""
    sole = first[0] if len(first) == 1 else None
    short = next((t for t in first if t.form == "short"), None)
    if short and sole and not _is_short_year(first, before, after, evidence, modified=end > sole.end):
        return "date.length"
    if first[0].unit == "shift" and re.search(r"起的?\Z", before):
        return "date.length"  # 公告之日起3个交易日后: nothing tells the day
    if sole:
        return _refuse_sole(sole, text, before, after, end)
    if all(t.unit in ("part", "clock") for t in first):
        return "date.clock_alone" if _CLOCK_AFTER.match(after) else ""
    if first[0].form == "weak" and first[0].unit in ("nth", "season"):
        return "date.incomplete"
    return ""


def _is_relative(first: tuple[Token, ...]) -> bool:
    return any(isinstance(v, Step) or t.unit == "weekday" for t in first for v in t.fields.values())


def _is_short_year(
    told: tuple[Token, ...], before: str, after: str, evidence: Evidence, *, modified: bool = False
) -> bool:
    """Decide whether 22年 is the year 2022 or a length of time."""
    token = told[0]
    year = token.fields.get("year")
    if modified or not isinstance(year, int):
        return True
    if _LENGTH_BEFORE.search(before) or _LENGTH_AFTER.match(after):
        return False
    leading_zero = year % 100 < 10
    if leading_zero or evidence.short or evidence.near(year):
        return True
    return bool(_CLAUSE_START.search(before)) and not evidence.years


def _refuse_sole(token: Token, text: str, before: str, after: str, end: int) -> str:  # noqa: PLR0911, PLR0912
    """Judge a date of a single word."""
    unit = token.unit
    modified = end > token.end
    if unit == "day" and not isinstance(token.fields["day"], Step):
        if token.form == "bare":
            return "date.incomplete"
        if _DAY_BEFORE.search(before) or _DAY_AFTER.match(after):
            return "date.length"
        if token.form == "weak" and (text[token.start].isdecimal() is False or not _NUMBER_DAY_AFTER.match(after)):
            return "date.ordinal_number"
    elif unit == "month":
        if token.form == "bare" and not re.match(r" ?[、和及与]", after):
            return "date.incomplete"
        if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after):
            return "date.length"
    elif unit == "year":
        if _YEAR_AFTER.match(after):
            return "date.model"
        if (
            token.form == "bare"
            and not re.match(r" ?[、,和及与]|\Z", after)
            and not modified
            and not re.search(r"年[、,和及与]\Z", before)
        ):
            return "date.incomplete"
        if (
            token.form == ""
            and isinstance(token.fields["year"], int)
            and token.fields["year"] < 1500
            and re.match(r"历史|前|来|后|以|的历史|之", after)
        ):
            return "date.length"
    elif unit == "quarter" and token.form == "bare" and not re.match(r" ?[、和及与]", after):
        return "date.incomplete"
    elif unit == "clock":
        if token.form or _CLOCK_BEFORE.search(before) or _CLOCK_AFTER.match(after):
            return "date.clock_alone"
    elif unit == "holiday":
        return _refuse_holiday(token, before, after)
    elif unit == "same":
        return "date.same_as_other" if _SAME_BEFORE.search(text[max(0, end - 20) : end - 2]) else ""
    elif unit in ("nth", "part", "season"):
        return "date.incomplete"
    if token.form == "weak" and unit in ("year", "month", "half", "week") and not modified:
        return "date.incomplete"
    return ""


def _refuse_holiday(token: Token, before: str, after: str) -> str:
    if _HOLIDAY_AFTER.match(after):
        return "date.name"
    if token.form == "weak" and not _DATED_AFTER.match(after):
        return "date.incomplete"
    if before[-1:] in _SURNAMES and len(token.fields["holiday"]) == 2 and after and not _NAME_AFTER.match(after):
        return "date.name"
    return ""
