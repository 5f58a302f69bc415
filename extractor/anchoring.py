"""Place the dates of an article as its reader does: by what it has told, then by the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from extractor.dateline import dateline
from extractor.document import Document
from extractor.facts import Date
from extractor.mentions import Mention
from extractor.placement import Anchors, Told, place
from extractor.resolve import Candidate
from extractor.timex import Calendar, Expression, Step, interval, write

__all__ = ["place_dates"]

# A year in these surroundings is not the one that the article is written in.
_FOUNDED_BEFORE = re.compile(r"(?:成立|创立|创办|创建|始建|组建|设立|注册|诞生|出生|毕业|上市|入选|生|建)于?\s?\Z")
_FOUNDED_AFTER = re.compile(
    r"(?:[0-9一二三四五六七八九十]{0,3}[月日]?)*(?:在.{1,8})?(?:成立|创立|创办|创建|始建|组建|出生|毕业)"
)
_AHEAD_BEFORE = re.compile(
    r"(?:预计|预测|预期|有望|直至|直到|未来|计划|目标|力争|争取|届时|将[于在从至到]?|到|至|规划|拟于?|[（(]E?)[^，,。;；]{0,6}\Z"
)
_AHEAD_AFTER = re.compile(r"(?:[EＥ]\b|年?[^，,。;；]{0,8}(?:将[于在]?|预计|有望|完工|竣工|投产|到期|盈利预测|预测))")
_REPORT_AFTER = re.compile(r"(?:年度|度)?(?:年度报告|年报|度报告|业绩快报|业绩预告|利润分配)")
_COMPARED_BEFORE = re.compile(r"(?:较|比|相较|对比|相比|高于|低于|超过)(?:于)?\s?\Z")
_HEAD = 120  # characters
_HEAD_YEAR = re.compile(r"(?<![0-9A-Za-z.,/\-])20[0-9]{2}(?![0-9A-Za-z.,/%\-年款万亿元股点])")
_PERIODS = frozenset({"year", "half", "quarter", "month"})


def place_dates(settled: list[Candidate], document: Document) -> tuple[list[Candidate], dt.date | None]:
    """Give every date its place in the calendar.

    Parameters
    ----------
    settled : list of (FactType, Mention)
        In the order of the text; the values of dates are expressions.
    document : Document

    Returns
    -------
    tuple of (list of (FactType, Mention), datetime.date or None)
        The same with the values of dates placed, and the day of publication: the caller's, or the dateline's.
    """
    dates = [mention for fact_type, mention in settled if fact_type == "date"]
    now = document.reference_date or dateline(dates, document.text)
    reader = _Reader(document.text, dates, Anchors(now=now, time=document.reference_time))
    placed, number = [], 0
    for fact_type, mention in settled:
        if fact_type == "date":
            number += 1
            mention = reader.read(mention, f"date-{number}")  # noqa: PLW2901
        placed.append((fact_type, mention))
    return placed, now


class _Reader:
    """Goes through the dates in order and keeps in mind what the article has told."""

    def __init__(self, text: str, dates: list[Mention[Expression]], anchors: Anchors) -> None:
        self.text = text
        self.anchors = anchors
        self.last_end = 0
        if anchors.now is None:
            anchors.year, anchors.year_id = _publication_year(text, dates)

    def read(self, mention: Mention[Expression], id_: str) -> Mention[Date]:
        expression = mention.value
        assert expression is not None  # refused mentions were dropped
        anchors = self.anchors
        anchors.narrative = self._narrative(mention)
        first, last, basis, anchor = place(expression, anchors)
        value = _value(first, last)
        start, end = interval(value)
        date = Date(value, expression.mod if expression.end is None else None, start, end, basis, anchor)  # type: ignore[arg-type]
        if first is not None and last is not None:
            self._remember(mention, expression, Told(first, last, id_))
        return replace(mention, value=date)  # type: ignore[arg-type, return-value]

    def _narrative(self, mention: Mention[Expression]) -> bool:
        """Whether the last date told goes on here: a day does through the article, a year in its paragraph."""
        told = self.anchors.day
        if told is None:
            return False
        if told.last.month is not None:
            return True
        return "\n" not in self.text[self.last_end : mention.start]

    def _remember(self, mention: Mention[Expression], expression: Expression, told: Told) -> None:
        text = self.text
        before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 12]
        if expression.same or told.last.year is None or _COMPARED_BEFORE.search(before):
            return
        if told.last.grain in _PERIODS and expression.mod in (None, "APPROX"):
            self.anchors.period = told
        if _is_aside(before, after) or (told.last.grain == "year" and _REPORT_AFTER.match(after) and self.anchors.day):
            return
        self.anchors.day = told
        self.last_end = mention.end


def _value(first: Calendar | None, last: Calendar | None) -> str | None:
    if first is None:
        return None
    start = write(first)
    if last is None or last == first:
        return start
    end = write(last)
    return None if start is None or end is None else f"{start}/{end}"


def _is_aside(before: str, after: str) -> bool:
    """Whether a year is told in passing: a founding, a plan."""
    return bool(_FOUNDED_BEFORE.search(before) or _FOUNDED_AFTER.match(after))


def _publication_year(text: str, dates: Iterable[Mention[Expression]]) -> tuple[int | None, str | None]:
    """Guess the year in which the article was written: the latest one that it tells as past or present.

    A gloss such as 今年(2024年) tells it outright. A yearly report is of the year before the one it comes out in, so
    where the latest year is a report's and the article tells days of spring, the article is one year younger.
    """
    best: tuple[int | None, str | None] = None, None
    spring = reported = False
    for number, mention in enumerate(dates, 1):
        expression = mention.value
        if expression is None:
            continue
        if expression.gloss and isinstance(expression.gloss.year, int) and isinstance(expression.year, Step):
            return expression.gloss.year - expression.year.count, f"date-{number}"
        if (
            isinstance(expression.month, int)
            and expression.day is not None
            and expression.year is None
            and expression.month <= 4
        ):
            spring = True
        year = _own_year(text, mention, expression)
        if year is not None and (best[0] is None or year >= best[0]):
            reported = bool(_REPORT_AFTER.match(text, mention.end)) or (reported and year == best[0])
            if year > (best[0] or 0):
                best = year, f"date-{number}"
    year, id_ = best
    if year is None:
        return _headline_year(text), None
    return (year + 1 if year and reported and spring else year), id_


def _headline_year(text: str) -> int | None:
    """Find a year that the article's head tells in a name: 预算案2025."""
    years = {int(m) for m in _HEAD_YEAR.findall(text, 0, _HEAD)}
    return years.pop() if len(years) == 1 else None


def _own_year(text: str, mention: Mention[Any], expression: Expression) -> int | None:
    last = expression.end or expression
    year = last.year if isinstance(last.year, int) else expression.year
    if not isinstance(year, int):
        return None
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 12]
    ahead = _AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after)
    return None if ahead or _is_aside(before, after) else year
