"""What an article has told so far, which places what comes behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.facts import DateBasis
from extractor.timex import Calendar, calendar_day

__all__ = ["Anchors", "Placing", "Tense", "Told", "as_date"]

Tense = Literal["past", "future", "alone"]


class Told(NamedTuple):
    """A date that the article has told.

    Parameters
    ----------
    first, last : Calendar
        The same for a point.
    id : str
        Of its fact.
    report : bool
        Whether it is a period that a report is about or whose results are told: no day of the article need lie in it.
    ended : bool
        Whether it is the end of a year, behind which none of its months lie.
    data : bool
        Whether it is a month whose data are told, which come out behind it.
    """

    first: Calendar
    last: Calendar
    id: str
    report: bool = False
    ended: bool = False
    data: bool = False


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
    report : Told or None
        The year that a report of this paragraph is about: anchor of 全年.
    week : datetime.date or None
        A day of the week that bare weekdays are of: anchor of 周三 behind 下周一.
    compared : bool
        Whether something is compared with the expression, which then goes back from ``day``: 8月比上月增长.
    backward : bool
        Whether the expression may lie before the date told last: an item of a list, or told as earlier (此前于9月).
    since : bool
        Whether something is told from the expression on (年初以来), which in a sentence of its own is of the year of
        publication.
    tense : {"past", "future", "alone"} or None
        What tells on which side of the day of publication an expression without a year or month lies: the words of
        its clause, or that the text is nothing but it, which asks for the next one.
    planned : bool
        Whether its sentence is about plans and forecasts, so that it may lie far ahead of the day of publication.
    scheduled : bool
        Whether what happens then is of the kind that is announced ahead: 12月27日公告,1月起停牌.
    released : bool
        Whether something is published or said then, which is behind the time that it is about: 6月CPI将于15日公布.
    said : bool
        Whether somebody says something then, which is not ahead of publication: 将于9月3日举行,主办方22日宣布.
    """

    now: dt.date | None = None
    time: dt.time | None = None
    year: int | None = None
    year_id: str | None = None
    day: Told | None = None
    narrative: bool = False
    sentence: bool = False
    period: Told | None = None
    report: Told | None = None
    week: dt.date | None = None
    compared: bool = False
    backward: bool = False
    since: bool = False
    tense: Tense | None = None
    planned: bool = False
    scheduled: bool = False
    released: bool = False
    said: bool = False


@dataclass(slots=True)
class Placing:
    """One expression being placed; remembers what placed it."""

    anchors: Anchors
    in_context: bool = False
    by_reference: bool = False
    anchor: str | None = None

    def context(self, id_: str | None) -> None:
        """Note that a fact of the article places the expression."""
        self.in_context = True
        self.anchor = self.anchor or id_

    def now(self) -> dt.date | None:
        """Return the day of publication."""
        if self.anchors.now:
            self.by_reference = True
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
        return "reference" if self.by_reference else "context" if self.in_context else "explicit"

    def back(self, grain: str, count: int) -> bool:
        """Tell whether 上月 or 上季度 goes back from the one told last, as in 8月增长3%,上月增长2%."""
        told = self.anchors.day
        if count != -1 or told is None or told.last.grain != grain or told.first != told.last:
            return False
        return self.anchors.compared or (self.anchors.sentence and self.anchors.now is None)

    def told(self) -> Calendar | None:
        """Return the last date told."""
        told = self.anchors.day
        if told is None:
            return None
        self.context(told.id)
        return told.last


def as_date(c: Calendar) -> dt.date | None:
    """Return the day of a Calendar, if it has a whole one."""
    return calendar_day(c.year, c.month, c.day)
