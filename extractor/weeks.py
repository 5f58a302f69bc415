"""The week of bare weekdays: that of publication, unless the article has told another one for them.

A day of another week (下周一申购甲,周三申购乙) holds for its sentence. A week that opens a sentence (上周,沪指周一下跌)
holds for it, and for its paragraph where it is a topic; one that heads a calendar (下周看点:周一...) for all that
follows. Each holds until another week or a day of the calendar is told.
"""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import NamedTuple

from extractor.anchors import Tense, as_date
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.surroundings import after
from extractor.timex import Calendar, Expression, Step, monday

__all__ = ["Reach", "Week"]

_OPENS_BEFORE = lazy(r"(?:^|[。！？!?;；\n：:])(?:[一二三四五六七八九十0-9]{1,2}[、.．)])?[ 　\"“【\[(]{0,3}\Z")
_TOPIC_AFTER = lazy(r"[,，:：]")
_HEADING_AFTER = after("week_heading_after", r"[^,，。;；:：\n]{0,6}?")
_LINE_AFTER = lazy(r"[^。！？!?;；,，\n]{0,16}\n")


class Reach(IntEnum):
    """How far a week that was told holds."""

    SENTENCE = 1
    PARAGRAPH = 2
    TEXT = 3


class _Told(NamedTuple):
    """A week that was told: a day of it, how far it holds, and the tense of clauses that are not of it."""

    day: dt.date
    reach: Reach
    other: Tense | None


class Week:
    """Keeps the week that bare weekdays are of."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._told: _Told | None = None

    def end(self, unit: Reach) -> None:
        """Forget a week that holds no further than the sentence or paragraph that ends."""
        if self._told is not None and self._told.reach <= unit:
            self._told = None

    def day(self, tense: Tense | None) -> dt.date | None:
        """Return the day from which the next weekday counts, if its clause may be of that week.

        What is told as done is not of a week to come, what is planned not of one that is over.
        """
        told = self._told
        if told is None or (told.reach > Reach.SENTENCE and tense is not None and tense == told.other):
            return None
        return told.day

    def remember(
        self, mention: Mention[Expression], expression: Expression, last: Calendar | None, now: dt.date | None
    ) -> None:
        """Keep the week that a date tells, or forget the one told before it.

        Parameters
        ----------
        mention : Mention
        expression : Expression
            Its value.
        last : Calendar or None
            Where it ends.
        now : datetime.date or None
            Day of publication.
        """
        if self._is_over(mention, expression):
            self._told = None
        if last is None or now is None:
            return
        step, day = expression.week, as_date(last)
        if day is not None and expression.weekday and step is None:
            if self._is_gloss(mention) and monday(day) > now:  # 6月23日(周一):...周二
                self._told = _Told(day, Reach.TEXT, "past")
            return
        if not isinstance(step, Step) or step.base != "now":
            return
        other: Tense | None = "past" if step.count > 0 else "future" if step.count else None
        if day is not None and step.count:
            self._told = _Told(day, Reach.SENTENCE, other)
        elif (
            last.year is not None
            and last.week is not None
            and not expression.weekday
            and _OPENS_BEFORE.search(self._text, max(0, mention.start - 8), mention.start)
        ):
            first = dt.date.fromisocalendar(last.year, last.week, 1)
            self._told = _Told(first, self._reach_of_topic(mention.end, ahead=other == "past"), other)

    def _is_gloss(self, mention: Mention[Expression]) -> bool:
        """Tell whether a date stands in brackets: 下周一(16日)."""
        return self._text[mention.start - 1 : mention.start] == "("

    def _is_over(self, mention: Mention[Expression], expression: Expression) -> bool:
        """Tell whether a date ends the week told before it: another week, or a day that is no gloss of a weekday."""
        return expression.week is not None or (expression.day is not None and not self._is_gloss(mention))

    def _reach_of_topic(self, end: int, *, ahead: bool) -> Reach:
        if _HEADING_AFTER.match(self._text, end):
            return Reach.TEXT if _LINE_AFTER.match(self._text, end) else Reach.PARAGRAPH
        topic = ahead or _TOPIC_AFTER.match(self._text, end)
        return Reach.PARAGRAPH if topic else Reach.SENTENCE
