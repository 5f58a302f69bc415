"""The parts of a date placed against what the article has told and the day of publication."""

from __future__ import annotations

import datetime as dt

from extractor.anchors import Placing, Tense, as_date
from extractor.timex import Calendar, Expression, Part, Step, days_in_month, iso_week, moment, monday
from extractor.yearless import month_of_day, own_year

__all__ = ["add_clock", "place_parts", "without_time", "year_of"]

_GRAINS = ("century", "decade", "year", "season", "half", "quarter", "month", "week", "day")  # an Expression's first
_FINEST_FIRST = range(len(_GRAINS) - 1, -1, -1)
_NOTHING = Expression()
_SOME_YEAR = 2001  # of 365 days, for a day whose year nothing tells
_RESULTS_OUT = 3  # month up to which the results of the year before are told
_ASSUMED_CENTURY = 20  # 上世纪 is the twentieth century where nothing tells when the article was written
# Hours that go on in the part of the day told before them: 下午两点开会,五点散会, but 下午两点开会,九点起签到.
_HOURS = {"AF": range(1, 7), "EV": range(5, 13)}
_NIGHT_BEGINS, _NIGHT_ENDS = 20, 6  # hours
_FIRST_MONTHS = 3  # of a year, in which results of the last one are told
# Days by which a weekday of this week is too far ahead to be meant where no word tells of what is to come.
_WEEKDAY_AHEAD = 4


def _grain(e: Expression) -> str:
    if e.hour is not None or e.part is not None:
        return "time"
    if e.weekday is not None:
        return "day"
    for i in _FINEST_FIRST:
        if e[i] is not None:
            return _GRAINS[i]
    return "year"


def place_parts(e: Expression, p: Placing) -> Calendar | None:
    """Place what is told part by part.

    Parameters
    ----------
    e : Expression
        A point; what is counted, shifted, lunar or a holiday is none of this function's.
    p : Placing

    Returns
    -------
    Calendar or None
        As far as its parts are known.
    """
    grain = _grain(e)
    if grain in ("century", "decade"):
        return _long_period(e, p, grain)
    gloss = e.gloss or _NOTHING
    if isinstance(gloss.day, int) and e.weekday is not None and e.day is None:
        week = _week(e, Placing(p.anchors))
        if week.day == gloss.day and gloss.month in (None, week.month):  # 本周四(3日)
            return add_clock(e, _week(e, p))
    if isinstance(gloss.day, int) and not (isinstance(e.day, Step) and p.anchors.now):  # 周三(18日)下午
        e = e._replace(week=None, weekday=None, month=gloss.month, day=gloss.day)
    if isinstance(e.day, Step):
        return add_clock(e, _relative_day(e, e.day, p))
    if isinstance(e.week, Step) and isinstance(e.day, int):  # 6月3日当周
        day = place_parts(e._replace(week=None), p)
        return _week_of(day) if day else None
    if e.week is not None or (e.weekday is not None and e.day is None):
        return add_clock(e, _week(e, p))
    if grain == "time" and e.day is None and e.month is None:
        told = p.anchors.day
        part = told.last.part if told is not None and p.anchors.sentence else None
        if e.part is None and e.hour in _HOURS.get(part or "", ()):
            e = e._replace(part=part)  # 14日下午开会,两点半散会
        return add_clock(e, _day_of_clock(e, p))
    month = gloss.month if isinstance(gloss.month, int) else e.month
    year = gloss.year if isinstance(gloss.year, int) else year_of(e, month, p)
    if isinstance(month, Step):
        year, month = _relative_month(month, year, e.year is not None, p)
    if isinstance(e.quarter, Step) or isinstance(e.half, Step):
        return _relative_part(e, p)
    if isinstance(e.day, int) and month is None:
        year, month = month_of_day(e.day, p)
    if year is not None and isinstance(month, int) and isinstance(e.day, int) and not isinstance(e.year, int):
        year = year if e.day <= days_in_month(year, month) else None  # 2月29日 of a year that has none
    placed = Calendar(
        grain,
        year=year,
        season=e.season,
        half=_int(e.half),
        quarter=_int(e.quarter),
        month=_int(month),
        day=_int(e.day),
    )
    return add_clock(e, placed)


def _int(part: Part) -> int | None:
    return part if isinstance(part, int) else None


def _in_new_year(p: Placing) -> bool:
    """Tell whether the date told last is of a year whose results are told by now."""
    told, now = p.anchors.day, p.anchors.now
    return told is not None and now is not None and (told.last.year or 0) < now.year and now.month > _FIRST_MONTHS


def _is_of_plans(p: Placing) -> bool:
    """Tell whether the year told last is still to come and told in another sentence: the present goes on."""
    told, now = p.anchors.day, p.anchors.now
    return told is not None and now is not None and (told.last.year or 0) > now.year and not p.anchors.sentence


def year_of(e: Expression, month: Part, p: Placing) -> int | None:
    """Find the year: told, a distance from an anchor, or the article's own."""
    if isinstance(e.year, int):
        return e.year
    if isinstance(e.year, Step):
        if e.year == Step("near", 0) and p.anchors.report is not None and e._replace(year=None) == _NOTHING:
            p.context(p.anchors.report.id)  # 2025年度业绩预告,预计全年盈利
            return p.anchors.report.last.year
        since = p.anchors.since and e.year.base == "near" and not p.anchors.sentence
        foretold = e.year == Step("near", 0) and p.anchors.planned and _in_new_year(p)
        present = since or foretold or (e.year.base == "near" and _is_of_plans(p))
        if e.year.base != "now" and not present and (told := p.told()) and told.year is not None:
            return told.year + e.year.count - _is_over(e, told.year, p)
        year = p.now_year()
        return None if year is None else year + e.year.count - _is_over(e, year, p)
    if (
        isinstance(month, Step)
        or (e.day is not None and month is None)
        or isinstance(e.quarter, Step)
        or isinstance(e.half, Step)
    ):
        return None
    return own_year(e, month, p)


def _is_over(e: Expression, year: int, p: Placing) -> bool:
    """Tell whether 全年 is the year before, whose results are told in the first months of a year: 全年出口增长."""
    now = p.anchors.now
    whole = e._replace(year=None) == _NOTHING and e.year == Step("near", 0)
    return whole and p.anchors.tense == "past" and now is not None and (now.year, now.month) <= (year, _RESULTS_OUT)


def _relative_day(e: Expression, step: Step, p: Placing) -> Calendar | None:
    if step.base == "told" and (told := p.anchors.day) and told.last.day is not None:
        p.context(told.id)
        base = as_date(told.last)
        if base is None:  # 6月2日当天, where no year is told
            return without_time(told.last) if not step.count else Calendar("day")
    elif step.base == "told" and step.count and told is not None:  # 本月初开会,次日散会
        return Calendar("day")
    else:
        base = p.now()
    if base is None:
        return Calendar("day")
    day = base + dt.timedelta(days=step.count)
    placed = moment(day)
    if e.year is not None:  # 去年的今天
        year = year_of(e, day.month, p)
        placed = placed._replace(year=year, day=min(day.day, days_in_month(year, day.month)))
    return placed


def without_time(c: Calendar) -> Calendar:
    """Return the day of a time."""
    return c._replace(grain="day", hour=None, minute=None, second=None, part=None)


def _day_of_clock(e: Expression, p: Placing) -> Calendar:
    told = p.anchors.day
    if told is not None and told.last.day is not None and p.anchors.narrative:
        p.context(told.id)
        date = as_date(told.last)
        overnight = p.anchors.sentence and not p.anchors.backward and _is_overnight(told.last, e)
        return moment(date + dt.timedelta(days=1)) if overnight and date is not None else without_time(told.last)
    now = p.now()
    return moment(now) if now else Calendar("day")


def _is_overnight(evening: Calendar, e: Expression) -> bool:
    """Tell whether a night goes on behind midnight: 17日22时接报,3时救出."""
    early = e.hour is not None and e.hour <= _NIGHT_ENDS and e.part in (None, "MO")
    return early and evening.hour is not None and evening.hour >= _NIGHT_BEGINS


def _week(e: Expression, p: Placing) -> Calendar:
    weekday = e.weekday
    if isinstance(e.week, int):
        year = year_of(e, None, p)
        if year is not None and e.week > iso_week(dt.date(year, 12, 28))[1]:
            return Calendar("week")
        return Calendar("week", year=year, week=e.week, weekday=weekday)
    told = p.anchors.day
    if e.week is None and told and p.anchors.sentence and (day := as_date(told.last)) and day.isoweekday() == weekday:
        p.context(told.id)  # 5月20日(星期三)
        return moment(day)
    step = e.week or Step("now", 0)
    if step.base == "told" and told is not None:
        p.context(told.id)
        base = as_date(told.last) or p.now()
    else:
        base = p.now()
    if base is None:
        return Calendar("week", weekday=weekday)
    if e.week is None and weekday is not None and weekday <= 7 and p.anchors.week is not None:
        return moment(p.anchors.week + dt.timedelta(days=(weekday - p.anchors.week.isoweekday()) % 7))  # 下周一...,周三
    first = monday(base) + dt.timedelta(weeks=step.count)
    if weekday is not None and weekday <= 7:
        day = first + dt.timedelta(days=weekday - 1)
        return moment(day + dt.timedelta(weeks=0 if e.week else _weeks_on(day, base, p.anchors.tense)))
    year, week = iso_week(first)
    return Calendar("week", year=year, week=week, weekday=weekday)


def _week_of(day: Calendar) -> Calendar:
    date = as_date(day)
    if date is None:
        return Calendar("week")
    year, week = iso_week(date)
    return Calendar("week", year=year, week=week)


def _weeks_on(day: dt.date, now: dt.date, tense: Tense | None) -> int:
    """Tell from a weekday of this week how many weeks on the one is that is meant."""
    if tense == "past":
        return -(day > now)
    if tense is None and (day - now).days >= _WEEKDAY_AHEAD:
        return -1
    return int(tense is not None and day < now)


def _relative_month(step: Step, year: int | None, year_told: bool, p: Placing) -> tuple[int | None, int | None]:
    base: tuple[int, int] | None = None
    back = step.base != "now" or p.back("month", step.count)
    if back and (told := p.told()) and told.year is not None and told.month is not None:
        base = told.year, told.month
    elif now := p.now():
        base = now.year, now.month
    if base is None:
        return year, None
    after, month = divmod(base[1] - 1 + step.count, 12)
    return (year if year_told else base[0] + after), month + 1


def _relative_part(e: Expression, p: Placing) -> Calendar | None:
    """Place 上季度, 本季度 and 下个半年."""
    grain, length = ("quarter", 3) if e.quarter is not None else ("half", 6)
    step = e.quarter if grain == "quarter" else e.half
    if not isinstance(step, Step):
        return None
    base: tuple[int, int] | None = None
    back = step.base == "told" or p.back(grain, step.count)
    if back and (told := p.told()) and told.year is not None and (told.month or told.quarter):
        base = told.year, told.month or (told.quarter or 1) * 3
    elif now := p.now():
        base = now.year, now.month
    if base is None:
        return None
    after, index = divmod((base[1] - 1) // length + step.count, 12 // length)
    if not back and _is_told_part(p, base[0] + after, index, length):  # 截至3月末...较上季末减少, in April
        after, index = divmod(after * (12 // length) + index - 1, 12 // length)
    return Calendar(grain, year=base[0] + after, **{grain: index + 1})  # type: ignore[arg-type]


def _is_told_part(p: Placing, year: int, index: int, length: int) -> bool:
    """Tell whether a month of a quarter or half was told before it in its sentence, which compares it with that."""
    told = p.anchors.day
    if told is None or not (p.anchors.compared and p.anchors.sentence) or told.last.month is None:
        return False
    return (told.last.year, (told.last.month - 1) // length) == (year, index)


def _long_period(e: Expression, p: Placing, grain: str) -> Calendar:
    century = e.century
    if isinstance(century, Step):
        now = p.now_year()
        century = max((now // 100 if now else _ASSUMED_CENTURY) + century.count, 0)
    if grain == "century":
        return Calendar("century", century=century)
    decade = e.decade if isinstance(e.decade, int) else 0
    if decade < 10:
        if century is None and decade >= 3:
            century = 19
        decade = decade if century is None else century * 10 + decade
    return Calendar("decade", decade=decade)


def add_clock(e: Expression, day: Calendar | None) -> Calendar | None:
    """Add part of the day and clock time to a day."""
    if day is None or (e.hour is None and e.part is None):
        return day
    placed = day._replace(grain="time", part=e.part)
    if e.hour is None:
        return placed
    hour = e.hour
    if hour < 12 and (e.part in ("AF", "EV") or (e.part == "MI" and hour < 11) or (e.part == "NI" and hour >= 6)):
        hour += 12
    elif hour == 12 and e.part in ("EV", "NI", "MO"):
        hour = 0 if e.part == "MO" else 24
    if hour == 24:
        placed, hour = _next_day(placed, 24 if not e.minute else 0)
    return placed._replace(hour=hour, minute=e.minute, second=e.second)


def _next_day(day: Calendar, else_hour: int) -> tuple[Calendar, int]:
    """Return the day behind one and the hour 0; where nothing tells which day it is, the same one and an hour of it."""
    date = as_date(day) or as_date(day._replace(year=_SOME_YEAR))
    if date is None or date == dt.date.max:
        return day, else_hour
    following = moment(date + dt.timedelta(days=1))._replace(grain="time")
    return (following if day.year else following._replace(year=None)), 0
