"""From a calendar expression and what the article has told so far to a placed date. Knows no text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from extractor.holidays import HOLIDAYS, holiday_days, lunar_date, lunar_month
from extractor.timex import (
    Calendar,
    Expression,
    Nth,
    Part,
    Shift,
    Step,
    add,
    days_in_month,
    iso_week,
    moment,
    monday,
    write,
)

__all__ = ["Anchors", "Told", "place"]

Source = Literal["context", "reference"]
_GRAINS = ("century", "decade", "year", "season", "half", "quarter", "month", "week", "day")
_ASSUMED_CENTURY = 20  # 上世纪 is the twentieth century where nothing tells when the article was written
_AHEAD = 8  # months that a month without a year may lie ahead of the day of publication


@dataclass(frozen=True, slots=True)
class Told:
    """A date that the article has told.

    Parameters
    ----------
    first, last : Calendar
        The same for a point.
    id : str
        Of its fact.
    """

    first: Calendar
    last: Calendar
    id: str


@dataclass(slots=True)
class Anchors:
    """What an expression may be placed against.

    Parameters
    ----------
    now : datetime.date or None
        Day of publication.
    time : datetime.time or None
        Its clock time.
    year : int or None
        Year of publication as the article lets guess it, where ``now`` is None.
    year_id : str or None
        Id of the fact that tells ``year``.
    day : Told or None
        The last date told with a year: anchor of 当年, 次日, of a month without a year and a day without a month.
    sentence : bool
        Whether ``day`` was told in the same sentence.
    narrative : bool
        Whether a month without a year goes with ``day`` rather than with the day of publication.
    period : Told or None
        The last reporting period told: anchor of 同期.
    """

    now: dt.date | None = None
    time: dt.time | None = None
    year: int | None = None
    year_id: str | None = None
    day: Told | None = None
    narrative: bool = False
    sentence: bool = False
    period: Told | None = None


@dataclass(slots=True)
class _Placing:
    """One expression being placed; remembers what placed it."""

    anchors: Anchors
    sources: list[Source] = field(default_factory=list)
    anchor: str | None = None

    def context(self, id_: str | None) -> None:
        self.sources.append("context")
        self.anchor = self.anchor or id_

    def now(self) -> dt.date | None:
        if self.anchors.now:
            self.sources.append("reference")
        return self.anchors.now

    def now_year(self) -> int | None:
        day = self.now()
        if day is None and self.anchors.year is not None:
            self.context(self.anchors.year_id)
            return self.anchors.year
        return day.year if day else None

    def told(self) -> Calendar | None:
        told = self.anchors.day
        if told is None:
            return None
        self.context(told.id)
        return told.last


def place(e: Expression, anchors: Anchors) -> tuple[Calendar | None, Calendar | None, str, str | None]:
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
    placing = _Placing(anchors)
    first, last = _place_point(e, placing)
    if e.end is not None and last is not None:
        last = _place_end(e, e.end, last, placing)
    if first is None or write(first) is None:
        return None, None, "none", None
    if "X" in (write(first) or ""):
        return first, last, "none" if first.year is None else _basis(placing), placing.anchor
    return first, last, _basis(placing), placing.anchor if "reference" not in placing.sources else None


def _basis(placing: _Placing) -> str:
    return "reference" if "reference" in placing.sources else "context" if placing.sources else "explicit"


def _place_point(e: Expression, p: _Placing) -> tuple[Calendar | None, Calendar | None]:
    if e.shift is not None:
        at = _shifted(e, e.shift, p)
        return at, at
    if e.same:
        return _same_period(e, p)
    if e.holiday is not None:
        return _holiday(e, p)
    if e.lunar:
        return _lunar(e, p)
    if e.nth is not None:
        period = _parts(replace(e, nth=None, part=None, hour=None, minute=None, second=None), p)
        return _nth(e, e.nth, period) if period is not None else (None, None)
    placed = _parts(e, p)
    return placed, placed


def _place_end(start: Expression, end: Expression, first: Calendar, p: _Placing) -> Calendar | None:
    """Place the end of a range; the parts that it leaves out are those of the start."""
    told = {
        name: getattr(end, name) for name in ("century", "decade", "year", "half", "quarter", "month", "week", "day")
    }
    if (
        all(v is None for v in told.values()) and end.weekday is None and not end.holiday
    ):  # a clock time of the same day
        return _clock(
            replace(end, part=end.part or (start.part if (end.hour or 0) < 12 else None)),
            replace(first, hour=None, minute=None, second=None, part=None),
        )
    if end.holiday or end.lunar or end.nth or end.weekday or any(isinstance(v, Step) for v in told.values()):
        if (
            end.year is None
            and first.year is not None
            and not any(isinstance(v, Step) for v in told.values())
            and not end.weekday
        ):
            end = replace(end, year=first.year)
        last = _place_point(end, p)[1]
        before, after = _as_date(first), _as_date(last) if last else None
        if end.weekday and last is not None and before and after and after < before:
            return moment(after + dt.timedelta(days=7))
        return last
    fill = {}
    for name in ("year", "month"):
        if told[name] is not None:
            break
        fill[name] = getattr(first, name)
    if told["half"] or told["quarter"] or told["month"] is not None:
        fill.pop("month", None)
    last = _place_point(replace(end, **fill), _Placing(Anchors()))[1]
    if last and fill.get("year") and (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0):
        if "month" in fill and first.month:  # 28日至3日
            year, month = divmod(first.month, 12)
            return replace(last, month=month + 1, year=(last.year or 0) + year)
        if last.year is not None and last.month is not None:  # 8月至2月
            return replace(last, year=last.year + 1)
    return last


def _grain(e: Expression) -> str:
    if e.hour is not None or e.part is not None:
        return "time"
    if e.weekday is not None:
        return "day"
    return next((g for g in reversed(_GRAINS) if getattr(e, g) is not None), "year")


def _parts(e: Expression, p: _Placing) -> Calendar | None:
    """Place what is told part by part."""
    grain = _grain(e)
    if grain in ("century", "decade"):
        return _long_period(e, p, grain)
    if isinstance(e.day, Step):
        return _clock(e, _relative_day(e, e.day, p))
    if e.week is not None or (e.weekday is not None and e.day is None):
        return _clock(e, _week(e, p))
    if grain == "time" and e.day is None and e.month is None:
        return _clock(e, _day_of_clock(p))
    gloss = e.gloss or Expression()
    month = gloss.month if isinstance(gloss.month, int) else e.month
    year = gloss.year if isinstance(gloss.year, int) else _year(e, month, p)
    if isinstance(month, Step):
        year, month = _relative_month(month, year, e.year is not None, p)
    if isinstance(e.quarter, Step) or isinstance(e.half, Step):
        return _relative_part(e, p)
    if isinstance(e.day, int) and month is None:
        year, month = _month_of_day(e.day, p)
    if year is not None and isinstance(month, int) and isinstance(e.day, int) and not isinstance(e.year, int):
        year = year if e.day <= days_in_month(year, month) else None  # 2月29日 of a year that has none
    placed = Calendar(
        "day" if grain == "time" else grain,
        year=year,
        season=e.season,
        half=_int(e.half),
        quarter=_int(e.quarter),
        month=_int(month),
        day=_int(e.day),
    )
    return _clock(e, placed)


def _int(part: Part) -> int | None:
    return part if isinstance(part, int) else None


def _year(e: Expression, month: Part, p: _Placing) -> int | None:
    """Find the year: told, a distance from an anchor, or the article's own."""
    if isinstance(e.year, int):
        return e.year
    if isinstance(e.year, Step):
        if e.year.base != "now" and (told := p.told()) and told.year is not None:
            return told.year + e.year.count
        year = p.now_year()
        return None if year is None else year + e.year.count
    if (
        isinstance(month, Step)
        or (e.day is not None and month is None)
        or isinstance(e.quarter, Step)
        or isinstance(e.half, Step)
    ):
        return None
    return _own_year(e, month, p)


def _own_year(e: Expression, month: Part, p: _Placing) -> int | None:
    """Find the year of a month, quarter or half that is told without one."""
    told = p.anchors.day
    if (
        told is not None
        and told.last.year is not None
        and (p.anchors.narrative or not (p.anchors.now or p.anchors.year))
    ):
        p.context(told.id)
        return told.last.year
    now = p.now()
    if now is None:
        return p.now_year()
    first = month if isinstance(month, int) else e.quarter * 3 - 2 if isinstance(e.quarter, int) else None
    return now.year - (first is not None and first - now.month > _AHEAD and e.nth is None)


def _month_of_day(day: int, p: _Placing) -> tuple[int | None, int | None]:
    """Find year and month of a day that is told without them."""
    told = p.anchors.day
    if told is not None and told.last.month is not None and (p.anchors.narrative or p.anchors.now is None):
        p.context(told.id)
        return told.last.year, told.last.month
    now = p.now()
    if now is None:
        return p.now_year(), None
    if day > now.day + 16:  # the 28th, in a paper of the 5th
        before = now.replace(day=1) - dt.timedelta(days=1)
        return before.year, before.month
    return now.year, now.month


def _relative_day(e: Expression, step: Step, p: _Placing) -> Calendar | None:
    if step.base == "told" and (told := p.anchors.day) and told.last.day is not None:
        p.context(told.id)
        base = _as_date(told.last)
        if base is None:  # 6月2日当天, where no year is told
            return replace(told.last, grain="day", hour=None, minute=None, second=None, part=None) if not step.count else Calendar("day")
    else:
        base = p.now()
    if base is None:
        return Calendar("day")
    day = base + dt.timedelta(days=step.count)
    placed = moment(day)
    if e.year is not None:  # 去年的今天
        placed = replace(placed, year=_year(e, day.month, p))
    return placed


def _as_date(c: Calendar) -> dt.date | None:
    try:
        return dt.date(c.year or 0, c.month or 0, c.day or 0)
    except ValueError:
        return None


def _day_of_clock(p: _Placing) -> Calendar:
    told = p.anchors.day
    if told is not None and told.last.day is not None and p.anchors.narrative:
        p.context(told.id)
        return replace(told.last, grain="day", hour=None, minute=None, second=None, part=None)
    now = p.now()
    return moment(now) if now else Calendar("day")


def _week(e: Expression, p: _Placing) -> Calendar:
    weekday = e.weekday
    if isinstance(e.week, int):
        year = _year(e, None, p)
        return Calendar("week", year=year, week=e.week, weekday=weekday)
    told = p.anchors.day
    if e.week is None and told and p.anchors.sentence and (day := _as_date(told.last)) and day.isoweekday() == weekday:
        p.context(told.id)  # 5月20日(星期三)
        return moment(day)
    step = e.week or Step("now", 0)
    base: dt.date | None = None
    if step.base == "told" and told is not None:
        p.context(told.id)
        base = _as_date(told.last)
    base = base or p.now()
    if base is None:
        return Calendar("week", weekday=weekday)
    first = monday(base) + dt.timedelta(weeks=step.count)
    if weekday is not None and weekday <= 7:
        return moment(first + dt.timedelta(days=weekday - 1))
    year, week = iso_week(first)
    return Calendar("week", year=year, week=week, weekday=weekday)


def _relative_month(step: Step, year: int | None, year_told: bool, p: _Placing) -> tuple[int | None, int | None]:
    base: tuple[int, int] | None = None
    if step.base == "told" and (told := p.told()) and told.year is not None and told.month is not None:
        base = told.year, told.month
    elif now := p.now():
        base = now.year, now.month
    if base is None:
        return year, None
    after, month = divmod(base[1] - 1 + step.count, 12)
    return (year if year_told else base[0] + after), month + 1


def _relative_part(e: Expression, p: _Placing) -> Calendar | None:
    """Place 上季度, 本季度 and 下个半年."""
    grain, length = ("quarter", 3) if e.quarter is not None else ("half", 6)
    step = e.quarter if grain == "quarter" else e.half
    if not isinstance(step, Step):
        return None
    base: tuple[int, int] | None = None
    if step.base == "told" and (told := p.told()) and told.year is not None and (told.month or told.quarter):
        base = told.year, told.month or (told.quarter or 1) * 3
    elif now := p.now():
        base = now.year, now.month
    if base is None:
        return None
    after, index = divmod((base[1] - 1) // length + step.count, 12 // length)
    return Calendar(grain, year=base[0] + after, **{grain: index + 1})  # type: ignore[arg-type]


def _long_period(e: Expression, p: _Placing, grain: str) -> Calendar:
    century = e.century
    if isinstance(century, Step):
        now = p.now_year()
        century = (now // 100 if now else _ASSUMED_CENTURY) + century.count
    if grain == "century":
        return Calendar("century", century=century)
    decade = e.decade if isinstance(e.decade, int) else 0
    if decade < 10:
        if century is None and decade >= 3:
            century = 19
        decade = decade if century is None else century * 10 + decade
    return Calendar("decade", decade=decade)


def _clock(e: Expression, day: Calendar | None) -> Calendar | None:
    """Add part of the day and clock time to a day."""
    if day is None or (e.hour is None and e.part is None):
        return day
    placed = replace(day, grain="time", part=e.part)
    if e.hour is None:
        return placed
    hour = e.hour
    if hour < 12 and (e.part in ("AF", "EV") or (e.part == "MI" and hour < 11) or (e.part == "NI" and hour >= 6)):
        hour += 12
    elif hour == 12 and e.part in ("EV", "NI", "MO"):
        hour = 0 if e.part == "MO" else 24
    date = _as_date(placed)
    if hour == 24 and date is not None and date < dt.date.max:
        placed, hour = replace(moment(date + dt.timedelta(days=1)), grain="time"), 0
    return replace(placed, hour=hour, minute=e.minute, second=e.second)


def _shifted(e: Expression, shift: Shift, p: _Placing) -> Calendar | None:
    """Go a distance from the date told with it, the last one told, or the moment of publication."""
    rest = replace(e, shift=None, hour=None, minute=None, second=None, part=None)
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
    return _clock(e, _shift_from(base, shift, timed or rest != Expression()))


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
    if unit in ("day", "week", "workday") or (told and base.day) or (shift.count * 2) % 2 and unit == "month":
        return moment(to.date())
    return Calendar("month", year=to.year, month=to.month)


def _same_period(e: Expression, p: _Placing) -> tuple[Calendar | None, Calendar | None]:
    """Place 同期: the reporting period told before, in another year."""
    period = p.anchors.period
    if period is None:
        year = _parts(replace(e, same=False), p) if e.year is not None else None
        return year, year
    p.context(period.id)
    own = period.last.year
    if isinstance(e.year, int):
        year_ = e.year
    elif e.gloss is not None and isinstance(e.gloss.year, int):
        year_ = e.gloss.year
    elif isinstance(e.year, Step):
        year_ = None if own is None else own + e.year.count
    else:
        year_ = own
    if year_ is None:
        return None, None
    move = year_ - (own or year_)
    first = replace(period.first, year=(period.first.year or year_) + move)
    return first, replace(period.last, year=year_)


def _holiday(e: Expression, p: _Placing) -> tuple[Calendar | None, Calendar | None]:
    name = e.holiday or ""
    year = _year(e, None, p) if e.year is not None else _holiday_year(name, p)
    days = holiday_days(name, year) if year is not None else None
    if days is None:
        fixed = HOLIDAYS[name].rule
        if year is None and len(fixed) == 5 and fixed[2] == "-":
            at = _clock(e, Calendar("day", month=int(fixed[:2]), day=int(fixed[3:])))
            return at, at
        return None, None
    if isinstance(e.day, Step):  # 圣诞节前一天
        days = (days[0] + dt.timedelta(days=e.day.count),) * 2
    first, last = moment(days[0]), moment(days[1])
    if e.nth is not None:
        return _nth(e, e.nth, first)
    return _clock(e, first), _clock(e, last)


def _holiday_year(name: str, p: _Placing) -> int | None:
    """Find the year of a holiday: a winter holiday told in winter may be last year's or next year's."""
    now = p.now()
    if now is None:
        told = p.anchors.day
        if told is not None and told.last.year is not None:
            p.context(told.id)
            return told.last.year
        return p.now_year()
    days = holiday_days(name, now.year)
    if days is None:
        return now.year
    return now.year + (now.month == 12 and days[0].month <= 2) - (now.month == 1 and days[0].month == 12)


def _lunar(e: Expression, p: _Placing) -> tuple[Calendar | None, Calendar | None]:
    """Place a month or day of the lunar calendar; the year told is the lunar one."""
    month = e.month if isinstance(e.month, int) else 0
    year = _year(e, month, p)
    if year is None:
        return None, None
    if isinstance(e.day, int):
        day = lunar_date(year, month, e.day, e.leap)
        placed = _clock(e, moment(day)) if day else None
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
        first, last = ((n if n > 0 else 13 + n) for n in (nth.first, nth.last))
        if not 1 <= first <= last <= 12:
            return None, None
        return Calendar("month", year=year, month=first), Calendar("month", year=year, month=last)
    start = dt.date(year, month or 1, period.day or 1)
    end = dt.date(year, month or 12, days_in_month(year, month or 12)) if period.day is None else dt.date(year, 12, 31)
    if nth.unit == "weekday":
        days = [start + dt.timedelta(days=(nth.weekday - start.isoweekday()) % 7 + 7 * i) for i in range(5)]
        days = [d for d in days if d <= end]
        index = nth.first - 1 if nth.first > 0 else nth.first
        placed = _clock(e, moment(days[index])) if -len(days) <= index < len(days) else None
        return placed, placed
    if nth.unit == "week":
        return _nth_week(nth, start, month)
    low, high = (
        start + dt.timedelta(days=n - 1) if n > 0 else end + dt.timedelta(days=n + 1) for n in (nth.first, nth.last)
    )
    if not start <= low <= high <= end:
        return None, None
    return _clock(e, moment(low)), _clock(e, moment(high))


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
