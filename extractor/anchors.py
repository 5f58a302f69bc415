"""What an article has told so far, and the parts of a date placed against it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractor.facts import DateBasis
from extractor.timex import Calendar, Expression, Part, Step, days_in_month, iso_week, moment, monday

__all__ = ["Anchors", "Placing", "Tense", "Told", "add_clock", "as_date", "place_parts", "year_of"]

Source = Literal["context", "reference"]
Tense = Literal["past", "future", "alone"]
_GRAINS = ("century", "decade", "year", "season", "half", "quarter", "month", "week", "day")  # an Expression's first
_FINEST_FIRST = range(len(_GRAINS) - 1, -1, -1)
_NOTHING = Expression()
_ASSUMED_CENTURY = 20  # 上世纪 is the twentieth century where nothing tells when the article was written
_AHEAD = 8  # months that a month without a year may lie ahead of the day of publication
_DAYS_AHEAD = 16  # days that a day without a month may lie ahead of it


class Told(NamedTuple):
    """A date that the article has told.

    Parameters
    ----------
    first, last : Calendar
        The same for a point.
    id : str
        Of its fact.
    report : bool
        Whether it is the year that a yearly report is about, in which no day of the article need lie.
    """

    first: Calendar
    last: Calendar
    id: str
    report: bool = False


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
    compared : bool
        Whether something is compared with the expression, which then goes back from ``day``: 8月比上月增长.
    since : bool
        Whether something is told from the expression on (年初以来), which in a sentence of its own is of the year of
        publication.
    tense : {"past", "future", "alone"} or None
        What tells on which side of the day of publication an expression without a year or month lies: the words of
        its clause, or that the text is nothing but it, which asks for the next one.
    """

    now: dt.date | None = None
    time: dt.time | None = None
    year: int | None = None
    year_id: str | None = None
    day: Told | None = None
    narrative: bool = False
    sentence: bool = False
    period: Told | None = None
    compared: bool = False
    since: bool = False
    tense: Tense | None = None


@dataclass(slots=True)
class Placing:
    """One expression being placed; remembers what placed it."""

    anchors: Anchors
    sources: list[Source] = field(default_factory=list)
    anchor: str | None = None

    def context(self, id_: str | None) -> None:
        """Note that a fact of the article places the expression."""
        self.sources.append("context")
        self.anchor = self.anchor or id_

    def now(self) -> dt.date | None:
        """Return the day of publication."""
        if self.anchors.now:
            self.sources.append("reference")
        return self.anchors.now

    def now_year(self) -> int | None:
        """Return the year of publication."""
        day = self.now()
        if day is None and self.anchors.year is not None:
            self.context(self.anchors.year_id)
            return self.anchors.year
        return day.year if day else None

    @property
    def basis(self) -> DateBasis:
        """What placed the expression."""
        return "reference" if "reference" in self.sources else "context" if self.sources else "explicit"

    def back(self, grain: str, count: int) -> bool:
        """Tell whether 上月 or 上季度 goes back from the one told last, as in 8月增长3%,上月增长2%."""
        told = self.anchors.day
        if count != -1 or told is None or told.last.grain != grain or told.first != told.last:
            return False
        return self.anchors.sentence or self.anchors.compared

    def told(self) -> Calendar | None:
        """Return the last date told."""
        told = self.anchors.day
        if told is None:
            return None
        self.context(told.id)
        return told.last


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
        if e.part is None and told is not None and p.anchors.sentence and told.last.part in ("AF", "EV"):
            e = e._replace(part=told.last.part)  # 14日下午开会,两点半散会
        return add_clock(e, _day_of_clock(p))
    month = gloss.month if isinstance(gloss.month, int) else e.month
    year = gloss.year if isinstance(gloss.year, int) else year_of(e, month, p)
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
    return add_clock(e, placed)


def _int(part: Part) -> int | None:
    return part if isinstance(part, int) else None


def year_of(e: Expression, month: Part, p: Placing) -> int | None:
    """Find the year: told, a distance from an anchor, or the article's own."""
    if isinstance(e.year, int):
        return e.year
    if isinstance(e.year, Step):
        since = p.anchors.since and e.year.base == "near" and not p.anchors.sentence
        if e.year.base != "now" and not since and (told := p.told()) and told.year is not None:
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


def _own_year(e: Expression, month: Part, p: Placing) -> int | None:
    """Find the year of a month, quarter or half that is told without one."""
    told = p.anchors.day
    if (
        told is not None
        and told.last.year is not None
        and (p.anchors.narrative or not (p.anchors.now or p.anchors.year))
        and not _is_to_come(_last_month(e, month), told, p.anchors)
    ):
        p.context(told.id)
        return told.last.year
    now = p.now()
    if now is None:
        return p.now_year()
    first = _first_month(e, month)
    if first is None or e.nth is not None:
        return now.year
    if p.anchors.tense == "future":
        return now.year + (first < now.month)
    return now.year - (first - now.month > (0 if p.anchors.tense == "past" else _AHEAD))


def _first_month(e: Expression, month: Part) -> int | None:
    if isinstance(month, int):
        return month
    if isinstance(e.quarter, int):
        return e.quarter * 3 - 2
    return min(e.week * 7 // 31 + 1, 12) if isinstance(e.week, int) else None


def _last_month(e: Expression, month: Part) -> Part:
    if isinstance(e.quarter, int):
        return e.quarter * 3
    return e.half * 6 if isinstance(e.half, int) else month


def _is_to_come(month: Part, told: Told, anchors: Anchors) -> bool:
    """Tell whether a clause of plans names a period that, in the year told before it, would be over with a month."""
    if anchors.tense != "future" or anchors.sentence or not isinstance(month, int):
        return False
    if anchors.now is None:
        return (told.last.year or 0) < (anchors.year or 0)
    return (told.last.year or 0, month) < (anchors.now.year, anchors.now.month)


def _month_of_day(day: int, p: Placing) -> tuple[int | None, int | None]:
    """Find year and month of a day that is told without them."""
    told = p.anchors.day
    going_on = p.anchors.narrative and (p.anchors.sentence or (told is not None and told.last.day is not None))
    if told is not None and told.last.month is not None and (going_on or p.anchors.now is None):
        p.context(told.id)
        return told.last.year, told.last.month
    now = p.now()
    if now is None:
        return p.now_year(), None
    if p.anchors.tense == "future" and day < now.day:
        month = now.year * 12 + now.month
        return month // 12, month % 12 + 1
    if day > now.day + (0 if p.anchors.tense == "past" else _DAYS_AHEAD):  # the 28th, in a paper of the 5th
        before = now.replace(day=1) - dt.timedelta(days=1)
        return before.year, before.month
    return now.year, now.month


def _relative_day(e: Expression, step: Step, p: Placing) -> Calendar | None:
    if step.base == "told" and (told := p.anchors.day) and told.last.day is not None:
        p.context(told.id)
        base = as_date(told.last)
        if base is None:  # 6月2日当天, where no year is told
            return _without_time(told.last) if not step.count else Calendar("day")
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


def as_date(c: Calendar) -> dt.date | None:
    """Return the day of a Calendar, if it has a whole one."""
    try:
        return dt.date(c.year or 0, c.month or 0, c.day or 0)
    except ValueError:
        return None


def _without_time(c: Calendar) -> Calendar:
    return c._replace(grain="day", hour=None, minute=None, second=None, part=None)


def _day_of_clock(p: Placing) -> Calendar:
    told = p.anchors.day
    if told is not None and told.last.day is not None and p.anchors.narrative:
        p.context(told.id)
        return _without_time(told.last)
    now = p.now()
    return moment(now) if now else Calendar("day")


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
    base: dt.date | None = None
    if step.base == "told" and told is not None:
        p.context(told.id)
        base = as_date(told.last)
    base = base or p.now()
    if base is None:
        return Calendar("week", weekday=weekday)
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
    return int(day < now or (day == now and tense == "alone")) if tense else 0


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
    return Calendar(grain, year=base[0] + after, **{grain: index + 1})  # type: ignore[arg-type]


def _long_period(e: Expression, p: Placing, grain: str) -> Calendar:
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
    date = as_date(placed)
    if hour == 24 and date is not None and date < dt.date.max:
        placed, hour = moment(date + dt.timedelta(days=1))._replace(grain="time"), 0
    return placed._replace(hour=hour, minute=e.minute, second=e.second)
