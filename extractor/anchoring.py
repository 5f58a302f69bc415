"""Place the dates of an article as its reader does: by what it has told, then by the day of publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractor.anchors import Anchors, Told
from extractor.bounds import cut, opened, tied
from extractor.dateline import dateline, written_on
from extractor.document import Document
from extractor.errors import InvariantError
from extractor.facts import Date
from extractor.holidays import HOLIDAYS
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.placement import place
from extractor.publication import publication_year
from extractor.resolve import Candidate
from extractor.surroundings import after, before
from extractor.tenses import (
    SENTENCE,
    has_data,
    is_ahead,
    is_aside,
    is_beside,
    is_compared,
    is_foretold,
    is_level,
    is_released,
    is_report,
    is_said,
    is_scheduled,
    surroundings,
    tells_results,
    tense,
    weekday_tense,
)
from extractor.timex import Calendar, Expression, Step, write
from extractor.weeks import Reach, Week

__all__ = ["place_dates"]

_SENTENCE_END = lazy(r"[。！？!?;；\n]")
_NEW_SENTENCE = frozenset("。！？!?;；“")
_LISTED = lazy(" ?[、/和及与] ?")
_PART = "其中"
_REPORT_ENDS = ("报", "年度")  # 四季报, 2024年度权益分派
_SHARE_AFTER = lazy("的 ?[0-9一二两三四五六七八九十.]{1,6} ?(?:成|%|倍)")  # 去年全年的八成
# 预计全年净利润3亿元,上年同期亏损: a forecast of what is over.
_LAST_PERIOD_AFTER = lazy(r"[^。;；\n]{0,60}[上去]年同期")
_EARLIER_BEFORE = before("earlier_before")
_EARLIER_AFTER = lazy("[,，]?[^,，。;；:：]{0,8}?曾(?!经理)")
# What a court or report tells of is behind it: 经审理查明,2月14日晚,张某盗窃.
_FOUND_BEFORE = lazy("查明|诉称|辩称|指控|判决书显示|裁定书显示|通报显示|认定[:：,，]")
_SINCE_AFTER = lazy("[^,，。;；:：]{0,8}?(?:以来|至今|迄今)|起(?![诉火草飞码点初源])")
_SINCE = ("以来", "至今", "迄今")
_AS_OF = lazy("截[至止]")
_OPEN_AFTER = after("open_after")
_FIGURE_AFTER = lazy("[^,，。;；:：]{0,10}?[0-9]")
_FISCAL = lazy("财年|财政年度|FY")
_SAME_YEAR = Expression(year=Step("told", 0))
_PARTS_OF_YEAR = frozenset({"half", "quarter", "month"})
_PERIODS = frozenset({"year", "half", "quarter", "month", "week"})


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
    text = document.text
    dates: list[Mention[Expression]] = [mention for fact_type, mention in settled if fact_type == "date"]
    anchors = Anchors(now=document.reference_date, time=document.reference_time)
    if anchors.now is None:
        anchors.year, anchors.year_id = publication_year(text, dates)
        anchors.now = dateline(text, dates, anchors.year)
    published = anchors.now
    if published is not None:
        anchors.now = written_on(text, dates, published)
    reader = _Reader(text, anchors)
    placed, number = [], 0
    for fact_type, mention in settled:
        if fact_type == "date":
            mention = _glossed(text, mention, dates[number + 1 : number + 2])  # noqa: PLW2901
            number += 1
            mention = reader.read(mention, f"date-{number}")  # noqa: PLW2901
        elif fact_type == "duration":
            mention = tied(text, mention, anchors.now, anchors.time)  # noqa: PLW2901
        placed.append((fact_type, mention))
    return placed, published


def _glossed(text: str, mention: Mention[Expression], following: list[Mention[Expression]]) -> Mention[Expression]:
    """Let a weekday know the day that brackets behind it tell: 周三(4月16日)."""
    e = mention.value
    if e is None or e.weekday is None or e.day is not None or e.end or e.gloss or e.nth or not following:
        return mention
    told = following[0].value
    if told is None or text[mention.end : following[0].start] != "(":
        return mention
    return replace(mention, value=e._replace(gloss=told))


class _Reader:
    """Goes through the dates in order and keeps in mind what the article has told.

    Everything that it keeps is set by ``_remember`` (``week`` by its own class), each with the place where it ends, and
    chosen from by ``_turn_to`` before the next date is placed:

    ============  ==========================================  =======================================================
    keeps         is set by                                   reaches
    ============  ==========================================  =======================================================
    ``told``      every date that no other row claims         to the next one; its year to the end of its paragraph
    ``passing``   what is told in passing, as a founding      to the end of its sentence, or to 次年, 同年
    ``compared``  what something is compared with             over the list that it is in: 较1月、12月
    ``whole``     a whole day                                 to the end of its paragraph, for 当天 behind a period
    ``period``    a reporting period                          to the next one, for 同期
    ``foretold``  a period of plans                           to the end of its sentence, for 同期
    ``reported``  the year that a report is about             to the end of its paragraph, for 全年
    ``since``     a date that reaches to the present (以来)   to 次年, 同年 in its sentence
    ``latest``    a date of the latest year told              over all, for paragraphs behind a look back
    ============  ==========================================  =======================================================
    """

    def __init__(self, text: str, anchors: Anchors) -> None:
        self.text = text
        self.anchors = anchors
        self.told: tuple[Told, int] | None = None
        self.passing: tuple[Told, int] | None = None
        self.compared: tuple[Told, int] | None = None
        self.whole: tuple[Told, int] | None = None
        self.period: Told | None = None
        self.foretold: tuple[Told, int] | None = None
        self.reported: tuple[Told, int] | None = None
        self.latest: Told | None = None
        self.since: tuple[Told, int] | None = None
        self.week = Week(text)
        self.read_to, self.stop, self.line = 0, -1, -1  # how far, the last end of a sentence and of a line before that

    def read(self, mention: Mention[Expression], id_: str) -> Mention[Date]:
        """Place one date and remember it."""
        expression = mention.value
        if expression is None:
            raise InvariantError(f"rule {mention.rule} settled a refused date", "please report the article")
        self._read_on(mention.start)
        self._turn_to(expression)
        around = surroundings(self.text, mention)
        self._listen(mention, expression, *around)
        first, last, basis, anchor = place(expression, self.anchors)
        value = _value(first, last)
        start, end = opened(self.text, mention.start, mention.end, expression, cut(value, expression))
        self.week.remember(mention, expression, last, self.anchors.now)
        if first is not None and last is not None:
            if _is_told(expression, basis):
                overnight = first.grain == "time" and expression.end is not None and expression.end.day is None
                ended = expression.mod == "END" and first.grain == "year"
                told = Told(first, first if overnight else last, id_, ended=ended)
                self._remember(mention, expression, told, *around)
            if expression.holiday and expression.year is None:
                value = _yearless(expression.holiday, first, last)
        plan = mention.rule == "date.fiscal"  # 十四五末
        mod = expression.mod if expression.end is None or plan else None
        date = Date(value, mod, start, end, basis, anchor)
        return Mention(mention.start, mention.end, mention.rule, date)

    def _read_on(self, position: int) -> None:
        for m in _SENTENCE_END.finditer(self.text, self.read_to, position):
            self.stop = m.start()
            if m.group() not in ";；":
                self.week.end(Reach.PARAGRAPH if m.group() == "\n" else Reach.SENTENCE)
        self.line = max(self.line, self.text.rfind("\n", self.read_to, position))
        self.read_to = position

    def _turn_to(self, expression: Expression) -> None:
        """Say what the next date may refer to: a day goes on through the article, a year in its paragraph.

        A date that refers back (同年, 次日) does so even to what was told in passing. A paragraph behind a look back
        to an earlier year returns to the latest one, unless days go on. 同期 goes with a period that is foretold in its
        sentence only: 预计2025年净利润3亿元,上年同期亏损.
        """
        anchors = self.anchors
        foretold = self.foretold if self.foretold and self.stop < self.foretold[1] else None
        anchors.period = foretold[0] if foretold else self.period
        anchors.report = self.reported[0] if self.reported and self.line < self.reported[1] else None
        if self._in_compared_list() and self.compared is not None:
            anchors.day, anchors.sentence, anchors.narrative = self.compared[0], True, True
            return
        told, anchors.sentence = self.passing, True
        if self.since and self.stop < self.since[1] and _refers_back(expression):
            told = self.since  # 2021年3月起停产,同年8月复产
        if told is None or (self.stop >= told[1] and not _refers_back(expression)):
            told, self.passing = self.told, None
            anchors.sentence = told is not None and self.stop < told[1]
        if told is None:
            anchors.day, anchors.narrative = None, False
            return
        same_paragraph = self.line < told[1]
        over = not same_paragraph and self.latest is not None and _is_over(told[0], self.latest, expression)
        if over and self.latest is not None and isinstance(expression.day, Step):  # 当晚
            told, over = (self.latest, told[1]), False
        if _refers_to_a_day(expression) and told[0].last.day is None and self.whole and self.line < self.whole[1]:
            told = self.whole  # 7月15日公布,上半年增长5%。发言人当天表示
        anchors.day = told[0]
        last = told[0].last
        ahead = anchors.now is not None and (last.year or 0) > anchors.now.year and not anchors.sentence
        goes_on = (last.month is not None and not over) or same_paragraph
        anchors.narrative = goes_on and not ahead and not self._is_reported(told[0])

    def _is_reported(self, told: Told) -> bool:
        """Tell whether the period told last is one of results, behind which the news goes on in its own time.

        去年收入增长3%。1月份,... But what is part of it (其中3月) and what is long past are of the same year.
        """
        if not told.report:
            return False
        lately = self.anchors.now is None or (told.last.year or 0) >= self.anchors.now.year - 1
        return lately and not self.text.endswith(_PART, 0, self.read_to)

    def _in_compared_list(self) -> bool:
        """Tell whether the next date goes on a list that something is compared with: 较2020年1月、12月下降."""
        return self.compared is not None and bool(_LISTED.fullmatch(self.text, self.compared[1], self.read_to))

    def _is_earlier(self, before: str, after: str) -> bool:
        """Tell whether the next date may lie before the one told last: in a list with it, or told as a look back."""
        listed = self.told is not None and _LISTED.fullmatch(self.text, self.told[1], self.read_to)
        if listed or _EARLIER_BEFORE.search(before) or _EARLIER_AFTER.match(after):
            return True
        return bool(_FOUND_BEFORE.search(self.text, max(self.stop + 1, self.read_to - SENTENCE), self.read_to))

    def _listen(self, mention: Mention[Expression], expression: Expression, before: str, after: str) -> None:
        """Hear what the words beside the date say about its place."""
        self.anchors.backward = self._is_earlier(before, after)
        self.anchors.since = expression.end is not None or after.startswith(_SINCE)
        self.anchors.released, self.anchors.said = is_released(self.text, mention), is_said(self.text, mention)
        near = isinstance(expression.year, Step) and expression.year.base == "near"  # 全年
        if near and after.startswith(_SINCE) and not _AS_OF.search(self.text, self.stop + 1, mention.start):
            self.anchors.sentence = False  # 年初至今 is of the year of publication, whatever its sentence tells
        if expression.year is not None and not near and not isinstance(expression.month, Step):
            self.anchors.compared, self.anchors.tense = False, None
            self.anchors.planned = self.anchors.scheduled = False
            return
        self.anchors.compared = is_compared(before) or is_beside(before) or self._goes_back(mention, expression)
        if expression.shift and self.told and before[-1:] in _NEW_SENTENCE:  # 两年之后,他...
            self.anchors.sentence = self.line < self.told[1]
        told = tense(self.text, mention, before, after)
        self.anchors.week = self.week.day(told)
        if told is None and expression.weekday and expression.week is None and self.anchors.week is None:
            told = weekday_tense(self.text, mention)
        if told is None and self.text.endswith("报", mention.start, mention.end):
            told = "past"  # 三季报显示
        if near and _LAST_PERIOD_AFTER.match(self.text, mention.end):
            told = "past"
        self.anchors.tense = told
        ahead = told != "past" and (is_ahead(before, after) or is_foretold(self.text, mention))
        self.anchors.scheduled = told != "past" and is_scheduled(self.text, mention)
        self.anchors.planned = told == "future" or ahead or bool(_OPEN_AFTER.match(after))

    def _goes_back(self, mention: Mention[Expression], expression: Expression) -> bool:
        """Tell whether 上季度 is told where its sentence compares with it: 环比下降,上季度为5亿元.

        So do figures, 8月增长3%,上月增长2%; what is told without one goes on to it: 8月停产,上月复产.
        """
        if Step("now", -1) not in (expression.quarter, expression.month):
            return False
        if "环比" in self.text[max(self.stop, mention.start - SENTENCE) : mention.start]:
            return True
        figure = _FIGURE_AFTER.match(self.text, mention.end) or tells_results(self.text, mention)
        return bool(figure) and (self.anchors.sentence or self._is_data_of_last_month())

    def _is_data_of_last_month(self) -> bool:
        """Tell whether data of the month before publication were told, behind which 上月 is the one before it."""
        told, now = self.anchors.day, self.anchors.now
        if told is None or now is None or not told.data or not self.anchors.narrative:
            return False
        return (now.year - (told.last.year or 0)) * 12 + now.month - (told.last.month or 0) == 1

    def _remember(
        self, mention: Mention[Expression], expression: Expression, told: Told, before: str, after: str
    ) -> None:
        fiscal = mention.rule == "date.fiscal" or _FISCAL.search(self.text, mention.start, mention.end)
        if expression.same or expression == _SAME_YEAR or fiscal:  # no month of a fiscal year need be of the year named
            return
        if (
            is_compared(before)
            or is_level(before, after)
            or self._in_compared_list()
            or _SHARE_AFTER.match(after)
            or self._is_same_of_last_year(told)
        ):
            self.compared = told, mention.end
            return
        if told.last.year is None and told.last.month is None:
            return
        if self.anchors.now and _SINCE_AFTER.match(after) and (told.last.year or 0) < self.anchors.now.year:
            self.since = told, mention.end  # 去年9月以来 reaches to the present
            return
        if told.last.day is not None:
            self.whole = told, mention.end
        elif told.last.month is not None and told.first == told.last:
            told = told._replace(data=has_data(self.text, mention))
        grain = told.last.grain
        whole = expression.mod in (None, "APPROX") or grain == "month"
        period = told.last.year and ((grain in _PERIODS and whole) or told.first != told.last)
        ahead = (period or grain == "year") and is_ahead(before, after)
        if period:
            self.foretold = (told, mention.end) if ahead else None
            self.period = self.period if ahead else told
        report = grain == "year" and is_report(after)
        planned = grain == "year" and self.told is not None and (ahead or report)
        if report:
            self.reported = told, mention.end
        if report or (period and told.last.month is None and self._has_results(mention)):
            told = told._replace(report=True)
        if is_aside(before, after):
            self.passing = told, mention.end
        elif not planned:
            if not is_ahead(before, after):
                self._keep_latest(told)
            self.told, self.passing = (told, mention.end), None

    def _is_same_of_last_year(self, told: Told) -> bool:
        """Tell whether a date is the one told before it a year earlier: 7月销量5万辆,去年7月为4万辆."""
        before = self.told[0] if self.told is not None else None
        if before is None or told.last.grain not in _PARTS_OF_YEAR or told.first != told.last:
            return False
        return before.last.year is not None and before.last._replace(year=before.last.year - 1) == told.last

    def _has_results(self, mention: Mention[Expression]) -> bool:
        return self.text.endswith(_REPORT_ENDS, mention.start, mention.end) or tells_results(self.text, mention)

    def _keep_latest(self, told: Told) -> None:
        if told.last.year is not None and (self.latest is None or told.last.year >= (self.latest.last.year or 0)):
            self.latest = told


def _is_over(told: Told, latest: Told, expression: Expression) -> bool:
    """Tell whether a look back ends with its paragraph: it does unless its days go on."""
    if told.last.year is None or told.last.year >= (latest.last.year or 0):
        return False
    return told.last.day is None or not isinstance(expression.day, int)


def _is_told(expression: Expression, basis: str) -> bool:
    """Tell whether a date may be gone on with: not 上月 that goes back from the month told, 三天后 from publication."""
    if expression.shift is not None:
        return basis == "context"
    return not (basis == "context" and _is_relative(expression))


def _is_relative(expression: Expression) -> bool:
    return any(isinstance(p, Step) and p.base == "now" for p in (expression.month, expression.quarter))


def _refers_to_a_day(expression: Expression) -> bool:
    return isinstance(expression.day, Step) and expression.day.base == "told"


def _refers_back(expression: Expression) -> bool:
    steps = (expression.year, expression.month, expression.day)
    return any(isinstance(part, Step) and part.base == "told" and part.count >= 0 for part in steps)


def _yearless(holiday: str, first: Calendar, last: Calendar) -> str | None:
    """Write a holiday whose year the text leaves to its reader: only one of a fixed day has a value."""
    if first != last or not HOLIDAYS[holiday].fixed:
        return None
    return _value(first._replace(year=None), last._replace(year=None))


def _value(first: Calendar | None, last: Calendar | None) -> str | None:
    if first is None:
        return None
    start = write(first)
    if last is None or last == first:
        return start
    end = write(last)
    return None if start is None or end is None else f"{start}/{end}"
