"""The year of a month and the month of a day that are told without one.

A reader goes on in the year of the date told last, and where there is none, or it is too far back, in the year of
publication. But what is told as done does not lie ahead of the day of publication (in January, 12月 is last year's),
what is planned does not lie behind the day that tells of the plan, and a story does not run backwards: what lies before
the date told last in its year is of a later one (12月30日公告,1月2日复牌), unless that runs past the day of
publication, or a list or a look back tells it. Days without a month turn the month likewise.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from extractor.anchors import Anchors, Placing, Told, as_date
from extractor.timex import Calendar, Expression, Part, calendar_day, days_in_month

__all__ = ["month_of_day", "own_year"]

# Months that each may lie ahead of the day of publication where nothing tells of plans, and where it is told as done.
_AHEAD = {"month": 6, "quarter": 5, "half": 8}
_AHEAD_SCHEDULED = 8  # months, where a month is all that the text is, or of what is announced ahead
_AHEAD_DONE = {"month": 0, "quarter": 0, "half": 2}
_EARLY = 3  # months before its end from which 上半年 may be the one that goes on
_JUST_OVER = 1  # month in which what is over is foretold still: 7月, 预计上半年净利润增长
_MONTHS_BACK = 4  # by which a month or quarter told alone is behind the one told before it, if it is none of its year
_BACK = 8  # months by which a month is behind the one told before it if it is one of the next year
_PRESENT = 3  # months in which what the article has told last is still the present that it foretells from
_SOON = dt.timedelta(days=31)  # how far ahead of the day of publication a story turns the year with a whole day
_FRESH = dt.timedelta(days=14)  # how far back a whole day is the news' own, and not one of a year told before
_DAYS_AHEAD = 16  # days that a day without a month may lie ahead of the day of publication
_DAYS_BACK = 20  # days by which a day is behind the one told before it if it is one of the next month


class _Months(NamedTuple):
    """The months of a year that an expression is about, and the longest unit that tells them."""

    first: int
    last: int
    unit: str
    days: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether they are a sum since January: 1至12月, 前三季度, 上半年; one month or quarter, and days, are none."""
        return not self.days and self.first == 1 and self.last > (3 if self.unit == "quarter" else 1)


def own_year(e: Expression, month: Part, p: Placing) -> int | None:
    """Find the year of a month, quarter or half that is told without one.

    Parameters
    ----------
    e : Expression
    month : int, Step or None
        Its month, or the one that brackets tell.
    p : Placing

    Returns
    -------
    int or None
    """
    anchors = p.anchors
    months, told = _months(e, month), anchors.day
    if (
        told is not None
        and told.last.year is not None
        and told.last.grain != "week"
        and not (months and (_leaves(e, months, told, anchors) or _spans_now(told, anchors)))
        and (anchors.narrative or not (anchors.now or anchors.year))
        and not _is_to_come(months, told, anchors)
    ):
        p.context(told.id)
        return told.last.year + (_turn(e, months, told, anchors) if months else 0)
    now = p.now()
    if now is None:
        return p.now_year()
    if months is None:
        return now.year
    if anchors.tense == "future":
        return now.year + (months.last < now.month - _JUST_OVER)
    if _is_next_winter(e, months, now, anchors):
        return now.year + 1
    if told is not None and _goes_on(months, told, now, anchors):
        p.context(told.id)
        return told.last.year
    return now.year - _lies_ahead(now.year, months, now, anchors)


def _leaves(e: Expression, months: _Months, told: Told, anchors: Anchors) -> bool:
    """Tell whether a story comes back from a year before that of publication: it would run backwards in that year.

    2024年11月8日,李某被查。4月2日,检察机关提起公诉. A year alone (2025年营收3亿元) is no story for a day of the
    last days before publication, and years told together (2021年至2023年) are none at all.
    """
    last, now = told.last, anchors.now
    if now is None or (last.year or 0) >= now.year or anchors.backward or anchors.compared or months.adds_up:
        return False
    at = calendar_day(now.year, months.first, e.day) if isinstance(e.day, int) else None
    fresh = at is not None and dt.timedelta(0) <= now - at <= _FRESH
    apart = last.grain != "day" or abs(months.first - (last.month or 0)) >= _MONTHS_BACK
    if fresh and not anchors.sentence and apart:
        return True
    end = 12 if told.ended else _end_month(last)
    if end is None:
        return told.first != last and not anchors.sentence
    if isinstance(e.day, int):
        behind = last.grain != "day" or (end, last.day or 0) > (months.last, e.day)
        backwards = months.last <= end and behind and not _is_part(months, told)
        ahead = at - now if at is not None else dt.timedelta.max
        near = ahead <= (dt.timedelta(0) if anchors.tense == "past" else _SOON) or anchors.planned or anchors.scheduled
        near &= last.year == now.year - 1 or abs(ahead) <= _SOON  # behind long ago, only the news' own days
    else:
        elsewhere = told.ended or not anchors.sentence or last.year == now.year - 1
        backwards = end - months.last >= _MONTHS_BACK and elsewhere and not _is_part(months, told)
        near = anchors.planned or (months.first <= now.month and last.year == now.year - 1)
    return backwards and near


def _spans_now(told: Told, anchors: Anchors) -> bool:
    """Tell whether years told together are around that of publication: 2023-2025年增速20%,下半年回暖."""
    first, last, now = told.first, told.last, anchors.now
    whole = first != last and first.grain == last.grain == "year"
    return whole and now is not None and (first.year or 0) <= now.year < (last.year or 0)


def _goes_on(months: _Months, told: Told, now: dt.date, anchors: Anchors) -> bool:
    """Tell whether months that lie ahead go on with last year's results: 2024年上半年增长3%。7月份,增长2%."""
    ahead = months.first > now.month and not (anchors.planned or anchors.scheduled)
    behind = told.last.year == now.year - 1 and months.first > (_end_month(told.last) or 12)
    return told.report and ahead and behind


def _is_part(months: _Months, told: Told) -> bool:
    """Tell whether months are part of the period told last: 前三季度增长5%,其中6月增长3%."""
    first, end = told.first, _end_month(told.last) or 0
    if (first.year or 0) < (told.last.year or 0):  # 2023年10月至2024年5月
        return months.last <= end
    begin = first.quarter * 3 - 2 if first.quarter else first.half * 6 - 5 if first.half else first.month or 1
    return (first != told.last or told.last.grain != "day") and begin <= months.first and months.last <= end


def _is_next_winter(e: Expression, months: _Months, now: dt.date, anchors: Anchors) -> bool:
    """Tell whether a day or month is one of the next year, as it is nearer: in December, 1月5日 and 2月上映."""
    if anchors.scheduled and now.month - months.last >= _BACK:
        return True
    if not isinstance(e.day, int) or anchors.tense is not None or (anchors.since and e.end is None):
        return False
    at = calendar_day(now.year + 1, months.first, e.day)
    return at is not None and at - now <= _SOON


def _months(e: Expression, month: Part) -> _Months | None:
    if isinstance(month, int):
        last = e.end.month if e.end is not None and isinstance(e.end.month, int) else month
        return _Months(month, max(month, last), "month", isinstance(e.day, int))
    if isinstance(e.quarter, int):
        last_quarter = e.end.quarter if e.end is not None and isinstance(e.end.quarter, int) else e.quarter
        return _Months(e.quarter * 3 - 2, max(e.quarter, last_quarter) * 3, "quarter")
    if isinstance(e.half, int):
        return _Months(e.half * 6 - 5, e.half * 6, "half")
    if isinstance(e.week, int):
        number = e.week * 7 // 31 + 1
        return _Months(number, number, "month")
    return None


def _is_to_come(months: _Months | None, told: Told, anchors: Anchors) -> bool:
    """Tell whether a clause of plans names a period that, in the year told before it, would be over with a month."""
    if not anchors.planned or anchors.sentence or months is None:
        return False
    year, now = told.last.year or 0, anchors.now
    if now is None:
        return anchors.tense == "future" and year < (anchors.year or 0)
    recent = (now.year - year) * 12 + now.month - (told.last.month or 1) <= _PRESENT
    return (anchors.tense == "future" or recent) and (year, months.last) < (now.year, now.month)


def _turn(e: Expression, months: _Months, told: Told, anchors: Anchors) -> int:
    """Tell how many years behind the date told last an expression lies: the last year, the same one or the next."""
    last = told.last
    end = _end_month(last)
    point = end is not None and told.first == last
    year = last.year or 0
    if anchors.tense == "future":
        if last.grain == "year":  # 全年增长5%,预计上半年回落, told in the first months of the next year
            now = anchors.now
            return int(now is not None and now.month <= _EARLY and year == now.year - 1 and told.first == last)
        over = anchors.now is None or (year, end or 0) <= (anchors.now.year, anchors.now.month)
        return int(point and over and months.last < (end or 0) - _JUST_OVER)
    now = anchors.now or _last_told(told, anchors)
    back = (end or 0) - months.first
    if now is not None and (year, last.month or 1) <= (now.year, now.month) and _lies_ahead(year, months, now, anchors):
        return -1
    if not point or abs(back) < _BACK or (anchors.backward and back > 0):
        return 0
    if now is not None and back < 0 and not (anchors.scheduled or anchors.compared):
        # 1月9日上市,招股期为12月31日至1月6日
        return -((year - now.year) * 12 + months.first - now.month > _AHEAD["month"])
    if anchors.scheduled and not anchors.compared:  # 12月27日公告,1月起停牌; 12月签约,一季度投产
        return int(back > 0)
    if last.month is None or months.unit != "month":
        return 0
    if anchors.compared:  # 2025年1月销量3万辆,较12月增长
        return -(back < 0)
    return int(back > 0 and _is_next(e, months, told, now, anchors))


def _end_month(c: Calendar) -> int | None:
    """Return the month in which a period of a year ends."""
    if c.quarter is not None:
        return c.quarter * 3
    return c.half * 6 if c.half is not None else c.month


def _is_next(e: Expression, months: _Months, told: Told, now: dt.date | None, anchors: Anchors) -> bool:
    """Tell whether a story may have come to these months of the year behind the one told."""
    day = e.day if isinstance(e.day, int) else None
    if now is None:  # from the last days of December into the first ones of January
        return told.last.day is not None and day is not None and (told.last.month, months.last) == (12, 1)
    year = (told.last.year or 0) + 1
    if months.last > months.first:
        return (year, months.last) < (now.year, now.month)
    if (year, months.last, day or 1) <= (now.year, now.month, now.day):
        return True
    at = calendar_day(year, months.last, day)
    return at is not None and anchors.tense is None and at - now <= _SOON


def _lies_ahead(year: int, months: _Months, now: dt.date, anchors: Anchors) -> bool:
    """Tell whether the months of a year are too far ahead of the day of publication to be meant."""
    if anchors.planned or year < now.year:
        return False
    if months.adds_up:  # told at its end
        return months.last - now.month > (_EARLY if months.unit == "half" else 0)
    ahead = months.first - now.month
    if months.unit == "month" and (anchors.scheduled or anchors.tense == "alone"):
        return ahead > _AHEAD_SCHEDULED
    return ahead > (_AHEAD_DONE if anchors.tense == "past" else _AHEAD)[months.unit]


def _last_told(told: Told, anchors: Anchors) -> dt.date | None:
    """Return the day told in the sentence if results are told of what was over then: 1月20日公布,12月出口增长."""
    latest = anchors.sentence and anchors.tense == "past" and (told.last.year or 0) >= (anchors.year or 0)
    return as_date(told.last) if latest else None


def month_of_day(day: int, p: Placing) -> tuple[int | None, int | None]:
    """Find year and month of a day that is told without them.

    Parameters
    ----------
    day : int
    p : Placing

    Returns
    -------
    tuple of (int or None, int or None)
    """
    anchors = p.anchors
    told = anchors.day
    narrative = anchors.narrative and (anchors.sentence or (told is not None and told.last.day is not None))
    going_on = (narrative or anchors.now is None) and not (_comes_out(p) or _reports_plans(p))
    if told is not None and told.last.month is not None and going_on:
        p.context(told.id)
        return _with_day(day, told.last.year, told.last.month, _month_turn(day, told, anchors), anchors)
    now = p.now()
    if now is None:
        return p.now_year(), None
    if anchors.tense == "future":
        turn = int(day < now.day)
    else:
        turn = -(day > now.day + (0 if anchors.tense == "past" else _DAYS_AHEAD))  # the 28th, in a paper of the 5th
    return _with_day(day, now.year, now.month, turn, anchors)


def _reports_plans(p: Placing) -> bool:
    """Tell whether a day is that on which a plan told before it is reported: 将于9月3日举行。记者22日获悉."""
    anchors = p.anchors
    at = as_date(anchors.day.last) if anchors.day is not None else None
    ahead = at is not None and anchors.now is not None and at > anchors.now
    reported = anchors.said or (not anchors.sentence and (anchors.tense == "past" or anchors.released))
    return ahead and (reported if not anchors.planned else anchors.said and anchors.tense != "future")


def _comes_out(p: Placing) -> bool:
    """Tell whether a day is that on which data of the month told before it come out: 6月CPI将于15日公布."""
    told, now = p.anchors.day, p.anchors.now
    if told is None or not told.data or not p.anchors.released:
        return False
    return now is None or (told.last.year or 0, told.last.month or 0) < (now.year, now.month)


def _month_turn(day: int, told: Told, anchors: Anchors) -> int:
    """Tell how many months behind the date told last a day lies: the last month, the same one or the next."""
    last = told.last
    if last.day is None or told.first != last:
        return 0
    if anchors.tense == "future":
        return int(day < last.day)
    now = anchors.now
    this_month = now is not None and (last.year, last.month) == (now.year, now.month)
    if this_month and now is not None and last.day <= now.day and not anchors.planned:
        return -(day > now.day + (0 if anchors.tense == "past" else _DAYS_AHEAD))
    return int(last.day - day >= _DAYS_BACK and not this_month)


def _with_day(day: int, year: int | None, month: int, turn: int, anchors: Anchors) -> tuple[int | None, int]:
    """Return year and month some months on; where they have no such day, the next ones on that side that have it."""
    step = 1 if turn > 0 or anchors.tense == "future" else -1
    for n in range(turn, turn + 12 * step, step):
        after, index = divmod(month - 1 + n, 12)
        at = None if year is None else year + after
        if day <= days_in_month(at, index + 1):
            return at, index + 1
    raise ValueError(f"no month has a day {day}")
