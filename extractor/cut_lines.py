"""Line ends inside a number or a date of a text of free length, where prose tells that they cut one in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extractor.alignment import Edit
from extractor.characters import HAN_ALONE
from extractor.patterns import lazy

__all__ = ["cut_dates", "cut_numbers", "in_list"]

# A line end between two digits of a text of free length, and what makes one number of both: prose goes on before and
# behind, and the number with its unit is one that is written so. A row, a heading or a year before it is none.
_CUT = lazy(r"\n(?<=[0-9.,]\n)(?=[0-9.,])")
_LEFT = lazy(r"(?<![0-9])(?<![0-9][.,])([0-9]{1,12}(?:,[0-9]{1,3}){0,4},?(?:\.[0-9]{0,6})?)\Z")
_RIGHT = lazy(
    r"([0-9]{0,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,6})?)"
    r"(年|月|[日号號]|[%‰]|[十百千]?[万萬亿億](?:[美港日欧歐英澳加新]?元)?|[美港日欧歐英澳加新]?元|[个個](?:百分|基|月)|bps?|天|周|小?[时時])(\s|\Z)?"
)
_BEFORE = lazy(rf"(?:[{HAN_ALONE},、。;:)](?<![图圖表第注页頁版章条條号號]) ?|[A-Z]{{2}}|[~+\-($¥€/—])\Z")
_MOMENT = lazy(r"[0-9](?::|[-/][0-9]{1,2}[-/])\Z")  # 21:46, 2024-12-03
_YEAR = lazy("(?:19|20)[0-9]{2}")
_QUANTITY = lazy(r"(?:0|[1-9][0-9]{0,5}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?")
_OF_UNIT = {
    "年": lazy(r"(?:19|20)[0-9]{2}|1[01][0-9]|[1-9][0-9]"),
    "月": lazy(r"1[0-2]|0[1-9]"),
    **dict.fromkeys("日号號", lazy(r"[12][0-9]|3[01]|0[1-9]|[4-9]0")),
}
# What may be a month or a day without the number before it is so unless a date or its word leads to that: 年1|2月,
# 至1|2月; but 平稳1|2月, whose 1 is a footnote's.
_LEADS = "年月至到于在自从以及和与或截前今本去每近约,、。;:(~\\-—"
_BEFORE_MONTH = lazy(rf"(?:[{_LEADS}] ?|[A-Z]{{2}})\Z")
_LISTED = lazy("(?:分别|分別|各|依次)[^。;\n]{0,30}\\Z")
_CALENDAR_UNITS = frozenset("月日号號")
_SHORTEST_LINE = 15  # characters of prose; rows and cells are shorter


def cut_numbers(text: str) -> Iterator[Edit]:
    """Find the line ends between two digits that cut one number in two; each is taken out.

    Parameters
    ----------
    text : str
        Of half width.

    Returns
    -------
    iterator of Edit
    """
    return _edits(text, _CUT, _cuts_number)


def _edits(text: str, line_end: re.Pattern[str], cuts: Callable[[str, str, re.Match[str]], bool]) -> Iterator[Edit]:
    """Take out the line ends that cut something, as the text, what of the line before is looked at, and they tell."""
    for m in line_end.finditer(text):
        line = text[max(0, m.start() - 2 * _SHORTEST_LINE) : m.start()].rpartition("\n")[2]
        if cuts(text, line, m):
            yield Edit(*m.span())


def _cuts_number(text: str, line: str, line_end: re.Match[str]) -> bool:
    left, right = _LEFT.search(line), _RIGHT.match(text, line_end.end())
    if len(line) < _SHORTEST_LINE or not left or not right or _YEAR.fullmatch(left[1]):
        return False
    digits, unit, ends = right.groups()
    if in_list(text, line_end.start()) or not _OF_UNIT.get(unit, _QUANTITY).fullmatch(left[1] + digits):
        return False
    # Half a number with a point or a comma at its end is no cell and no row, whatever stands around it.
    if not (left[1] + digits[:1])[-2:].isdecimal():
        return True
    before = line[: left.start()]
    alone = unit in _CALENDAR_UNITS and digits[:1] != "0"
    prose = ends is None and (_BEFORE_MONTH if alone else _BEFORE).search(before)
    return bool(prose) and not _MOMENT.search(before)


def in_list(text: str, end: int) -> bool:
    """Tell whether a comma at a line end stands between two numbers: 分别为100,|200万元."""
    return text[end - 1 : end] == "," and bool(_LISTED.search(text, max(0, end - 2 * _SHORTEST_LINE), end))


# A line end between a year and its month, or a month of a year and its day: prose leads to the year, which else is a
# heading or a cell.
_CUT_DATE = lazy("\n(?<=[年月]\n)(?=[0-9一二三四五六七八九十])")
_DATE_BEFORE = lazy(
    rf"(?:[{_LEADS}]|(?P<character>[{HAN_ALONE}])) ?(?:19|20)[0-9]{{2}} ?(?P<year>年)\Z"
    r"|(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月\Z"
)
_MONTH_BEHIND = lazy("(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月")
_DAY_BEHIND = lazy("(?:3[01]|[12][0-9]|0?[1-9]) ?[日号號]")


def cut_dates(text: str) -> Iterator[Edit]:
    """Find the line ends inside a date, behind its year or month; each is taken out.

    Parameters
    ----------
    text : str
        Of half width.

    Returns
    -------
    iterator of Edit
    """
    return _edits(text, _CUT_DATE, _cuts_date)


def _cuts_date(text: str, line: str, line_end: re.Match[str]) -> bool:
    before = _DATE_BEFORE.search(line)
    if not before or (before["character"] and len(line) < _SHORTEST_LINE):
        return False
    return bool((_MONTH_BEHIND if before["year"] else _DAY_BEHIND).match(text, line_end.end()))
