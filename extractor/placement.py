"""From a calendar expression and what the article has told so far to a placed date. Knows no text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractor.anchors import Anchors, Placing, Told, as_date
from extractor.facts import DateBasis
from extractor.holidays import HOLIDAYS, holiday_days, lunar_date, lunar_month
from extractor.parts import add_clock, place_parts, without_time, year_of
from extractor.timex import (
    Calendar,
    Expression,
    Nth,
    Shift,
    Step,
    add,
    days_in_month,
    in_order,
    iso_week,
    moment,
    monday,
    weeks_in_year,
    write,
)

__all__ = ["place"]

_LONG_AGO = 8  # months before the month told by which a holiday is the next one


def place(e: Expression, anchors: Anchors) -> tuple[Calendar | None, Calendar | None, DateBasis, str | None]:
    """Place an expression in the calendar.

    Parameters
    ----------
    e : Expression
    anchors : Anchors

    Returns
    -------
    tuple of (Calendar or None, Calendar or None, str, str or None)
        Start, end (equal for a point; None where nothing is known), basis, id of the fact that anchored it.
    """
    placing = Placing(anchors)
    try:
        first, last = _place_point(e, placing)
        if e.end is not None and last is not None:
            last = _place_end(e, e.end, last, placing)
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        return None, None, "none", None
    value, until = (write(c) if c else None for c in (first, last))
    if first is None or value is None or not (_exists(first) and (last is None or _exists(last))):
        return None, None, "none", None
    if until is not None and last != first and not in_order(value, until):
        return None, None, "none", None
    basis = "none" if first.year is None and "X" in value else placing.basis
    return first, last, basis, placing.anchor if basis == "context" else None


def _exists(c: Calendar) -> bool:
    """Tell whether the calendar has a day or a week: not 2024年2月10日至30日, whose end is told without its month."""
    if c.week is not None and c.year is not None:
        return c.week <= weeks_in_year(c.year)
    return c.day is None or c.month is None or c.day <= days_in_month(c.year, c.month)


def _place_point(e: Expression, p: Placing) -> tuple[Calendar | None, Calendar | None]:
    if e.shift is not None:
        if e.shift.event:
            return None, None
        at = _shifted(e, e.shift, p)
        return at, at
    if e.same:
        return _same_period(e, p)
    if e.holiday is not None:
        return _holiday(e, p)
    if e.lunar:
        return _lunar(e, p)
    if e.nth is not None:
        period = place_parts(e._replace(nth=None, part=None, hour=None, minute=None, second=None), p)
        return _nth(e, e.nth, period) if period is not None else (None, None)
    placed = place_parts(e, p)
    return placed, placed


def _place_end(start: Expression, end: Expression, first: Calendar, p: Placing) -> Calendar | None:
    """Place the end of a range; the parts that it leaves out are those of the start."""
    steps = any(isinstance(v, Step) for v in (end.year, end.quarter, end.half, end.month, end.week, end.day))
    if steps or end.weekday or end.holiday or end.lunar or end.nth:
        return _place_worded_end(end, first, p, steps)
    if all(v is None for v in (end.century, end.decade, end.year, end.half, end.quarter, end.month, end.week, end.day)):
        return _clock_end(start, end, first)
    if isinstance(end.decade, int) and end.decade < 10 and end.century is None:
        return first._replace(decade=(first.decade or 0) // 10 * 10 + end.decade)
    fill: dict[str, int | None] = {}
    if end.year is None:
        fill["year"] = first.year
        if end.month is None and end.half is None and end.quarter is None:
            fill["month"] = first.month
    last = _place_point(end._replace(**fill), Placing(Anchors()))[1]  # type: ignore[arg-type]
    return _not_before(first, last, fill) if last and "year" in fill else last


def _clock_end(start: Expression, end: Expression, first: Calendar) -> Calendar | None:
    """Place the end of 下午两点到五点; a range that would end before its start ends on the next day: 22时至6时."""
    day = without_time(first)
    noon = start.part == "MO" and end.hour == 12  # 上午11点至12点; but 晚上10点至12点 ends at midnight
    parts = [end.part or (None if noon else start.part), end.part]
    if end.part is None and (end.hour or 0) < 12 and start.part in (None, "MO"):  # 上午11点至1点
        parts.append("AF")
    for part in parts:
        last = add_clock(end._replace(part=part), day)
        if last is None or not _is_before(last, first):
            return last
    date = as_date(day)
    return add_clock(end, moment(date + dt.timedelta(days=1)) if date is not None else day)


def _is_before(last: Calendar, first: Calendar) -> bool:
    """Tell whether one time of a day is before another, or a morning behind an evening."""
    if last.hour is None or first.hour is None:
        return last.part == "MO" and first.part in ("EV", "NI")
    if last.day != first.day:  # 24点 and 晚上12点 are of the day behind, of another month behind the 30th
        return False
    return (last.hour, last.minute or 0) < (first.hour, first.minute or 0)


def _place_worded_end(end: Expression, first: Calendar, p: Placing, steps: bool) -> Calendar | None:
    """Place the end of 今天到下周五, 周六至周一, 春节到元宵节."""
    if end.year is None and not steps and not end.weekday:
        end = end._replace(year=first.year)
    last = _place_point(end, _from_start(end, first, p) if steps else p)[1]
    before, after = as_date(first), as_date(last) if last else None
    if before and after and after < before:
        if end.weekday:
            return moment(after + dt.timedelta(days=7))
        if end.holiday and end.year is not None and not steps:  # 国庆到春节
            return _place_point(end._replace(year=before.year + 1), p)[1]
    return last


def _from_start(end: Expression, first: Calendar, p: Placing) -> Placing:
    """Let the end of a range count from its start: 2023年12月至次年3月; 去年11月至今年3月 counts from publication."""
    if not any(isinstance(part, Step) and part.base != "now" for part in end):
        return p
    return Placing(replace(p.anchors, day=Told(first, first, ""), sentence=True))


def _not_before(first: Calendar, last: Calendar, fill: dict[str, int | None]) -> Calendar:
    """Let a range end in the next month (28日至3日) or year (8月至2月) where it would end before its start."""
    if (last.month or 0, last.day or 0) >= (first.month or 0, first.day or 0) or last.month is None:
        return last
    after, month = 1, last.month
    if "month" in fill:
        after, index = divmod(first.month or 1, 12)
        month = index + 1
    return last._replace(month=month, year=None if last.year is None else last.year + after)


def _shifted(e: Expression, shift: Shift, p: Placing) -> Calendar | None:
    """Go a distance from the date told with it, the last one told, or the moment of publication."""
    rest = e._replace(shift=None, hour=None, minute=None, second=None, part=None)
    base: Calendar | None
    if rest != Expression():
        base = _place_point(rest, p)[0]
    elif p.anchors.day is not None and (
        p.anchors.sentence if shift.count > 0 else shift.unit == "workday" and p.anchors.narrative
    ):
        base = p.told()
    elif (now := p.now()) is not None:
        base = moment(now, p.anchors.time)
    else:
        year = p.now_year()
        base = None if year is None else Calendar("year", year=year)
    if base is None or base.year is None:
        return None
    timed = e.hour is not None or e.part is not None
    return add_clock(e, _shift_from(base, shift, timed or rest != Expression()))


def _shift_from(base: Calendar, shift: Shift, told: bool) -> Calendar | None:
    unit = shift.unit
    if unit == "year" and shift.count == int(shift.count) and not (told and base.day):
        return Calendar("year", year=(base.year or 0) + int(shift.count))
    if base.month is None or (base.day is None and unit not in ("month", "quarter", "year")):
        return None
    if unit in ("hour", "minute", "second") and base.hour is None and not told:
        return None
    at = dt.datetime(base.year or 1, base.month, base.day or 1, base.hour or 0, base.minute or 0, base.second or 0)
    to = add(at, shift.count, unit)
    if to is None:
        return None
    if unit in ("hour", "minute", "second"):
        return moment(to.date(), to.time())
    if unit in ("day", "week", "workday") or (told and base.day) or ((shift.count * 2) % 2 and unit == "month"):
        return moment(to.date())
    return Calendar("month", year=to.year, month=to.month)


def _same_period(e: Expression, p: Placing) -> tuple[Calendar | None, Calendar | None]:
    """Place 同期: the reporting period told before, in another year."""
    period = p.anchors.period
    if period is None:
        year = place_parts(e._replace(same=False), p) if e.year is not None else None
        return year, year
    p.context(period.id)
    own = period.last.year
    told = e.gloss.year if e.gloss is not None and e.gloss.year is not None else e.year
    if own is None:
        return None, None
    if told == Step("now", 0) and p.anchors.now is not None:  # 去年3月亏损,今年同期盈利
        told = p.anchors.now.year
    move = told.count if isinstance(told, Step) else 0 if told is None else told - own
    return _of_year(period.first, (period.first.year or own) + move), _of_year(period.last, own + move)


def _of_year(c: Calendar, year: int) -> Calendar:
    """Move a period to another year; its last day and week are those that the year has."""
    day = min(c.day, days_in_month(year, c.month)) if c.day is not None and c.month is not None else c.day
    return c._replace(year=year, day=day, week=c.week and min(c.week, weeks_in_year(year)))


def _holiday(e: Expression, p: Placing) -> tuple[Calendar | None, Calendar | None]:
    name = e.holiday or ""
    year = year_of(e, None, p) if e.year is not None else _holiday_year(name, p)
    days = holiday_days(name, year) if year is not None else None
    if days is None:
        if year is None and HOLIDAYS[name].fixed:
            rule = HOLIDAYS[name].rule
            at = add_clock(e, Calendar("day", month=int(rule[:2]), day=int(rule[3:])))
            return at, at
        return None, None
    if isinstance(e.day, Step):  # 圣诞节前一天
        days = (days[0] + dt.timedelta(days=e.day.count),) * 2
    first, last = moment(days[0]), moment(days[1])
    if e.nth is not None:
        return _nth(e, e.nth, first)
    return add_clock(e, first), add_clock(e, last)


def _holiday_year(name: str, p: Placing) -> int | None:
    """Find the year of a holiday: of winter holidays told in winter, it may be the last one or the next one."""
    told, at = p.anchors.day, p.anchors.now
    if told is not None and told.last.year is not None and (at is None or _is_of_story(told, at, p.anchors)):
        p.context(told.id)
        days = holiday_days(name, told.last.year)
        passed = days is not None and told.first == told.last and (told.last.month or 0) - days[0].month >= _LONG_AGO
        return told.last.year + passed  # 2019年12月发病,春节前封城
    now = p.now()
    if now is None:
        return p.now_year()
    days = holiday_days(name, now.year)
    if days is None:
        return now.year
    if p.anchors.tense == "past":
        return now.year - (days[0] > now)
    if p.anchors.tense:
        return now.year + (days[1] < now)
    return now.year + (now.month == 12 and days[0].month <= 2) - (now.month == 1 and days[0].month == 12)


def _is_of_story(told: Told, now: dt.date, anchors: Anchors) -> bool:
    """Tell whether a holiday is one of the years that the article tells of: 2020年疫情初起,春节长假延长."""
    past = (told.last.year or now.year) < now.year
    return past and anchors.narrative and (anchors.sentence or told.last.month is not None) and not anchors.tense


def _lunar(e: Expression, p: Placing) -> tuple[Calendar | None, Calendar | None]:
    """Place a month or day of the lunar calendar; the year told is the lunar one."""
    month = e.month if isinstance(e.month, int) else 0
    year = year_of(e, month, p)
    if year is None:
        return None, None
    if isinstance(e.day, int):
        day = lunar_date(year, month, e.day, e.leap)
        near = as_date(p.anchors.day.last) if p.anchors.day else p.anchors.now
        late = e.year is None and near is not None and month > 10
        before = lunar_date(year - 1, month, e.day, e.leap) if late else None
        if day and before and near and abs(before - near) < abs(day - near):  # 腊月 of the year before, told in January
            day = before
        placed = add_clock(e, moment(day)) if day else None
        return placed, placed
    found = lunar_month(year, month, e.leap)
    if found is None:
        return None, None
    return moment(found[0]), moment(found[0] + dt.timedelta(days=found[1] - 1))


def _nth(e: Expression, nth: Nth, period: Calendar) -> tuple[Calendar | None, Calendar | None]:
    """Count days, weeks, months or weekdays inside a year, a month or from a day on."""
    year, month = period.year, period.month
    if year is None or not 1 <= year < 9999:
        return None, None
    if nth.unit == "month":
        low_month, high_month = ((n if n > 0 else 13 + n) for n in (nth.first, nth.last))
        if not 1 <= low_month <= high_month <= 12:
            return None, None
        return Calendar("month", year=year, month=low_month), Calendar("month", year=year, month=high_month)
    start = dt.date(year, month or 1, period.day or 1)
    end = dt.date(year, month or 12, days_in_month(year, month or 12)) if period.day is None else dt.date(year, 12, 31)
    if nth.unit == "weekday":
        days = [start + dt.timedelta(days=(nth.weekday - start.isoweekday()) % 7 + 7 * i) for i in range(5)]
        days = [d for d in days if d <= end]
        index = nth.first - 1 if nth.first > 0 else nth.first
        placed = add_clock(e, moment(days[index])) if -len(days) <= index < len(days) else None
        return placed, placed
    if nth.unit == "week":
        return _nth_week(nth, start, month)
    low, high = (
        start + dt.timedelta(days=n - 1) if n > 0 else end + dt.timedelta(days=n + 1) for n in (nth.first, nth.last)
    )
    if not start <= low <= high <= end:
        return None, None
    return add_clock(e, moment(low)), add_clock(e, moment(high))


def _nth_week(nth: Nth, start: dt.date, month: int | None) -> tuple[Calendar | None, Calendar | None]:
    """Weeks of a year are ISO's; weeks of a month are counted from its first Monday."""
    if nth.first < 0:
        return None, None
    one = dt.date(start.year, 1, 4) if month is None else start + dt.timedelta(days=-start.weekday() % 7)
    weeks = []
    for n in (nth.first, nth.last):
        year, week = iso_week(monday(one) + dt.timedelta(weeks=n - 1))
        weeks.append(Calendar("week", year=year, week=week))
    return weeks[0], weeks[1]
