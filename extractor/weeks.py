"""The week of bare weekdays: that of publication, unless the article has told another one for them.

A day of another week (下周一申购甲,周三申购乙) holds for its sentence. A week that opens a sentence (上周,沪指周一下跌)
holds for it, and for its paragraph where it is a topic; one that heads a calendar (下周看点:周一...) for all that
follows. Each holds until another week or a day of the calendar is told.
"""

from __future__ import annotations

import datetime as dt
from enum import IntEnum

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


class Week:
    """Keeps the week that bare weekdays are of."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._day: dt.date | None = None
        self._ahead = False
        self._reach = Reach.SENTENCE

    def end(self, unit: Reach) -> None:
        """Forget a week that holds no further than the sentence or paragraph that ends."""
        if self._reach <= unit:
            self._day = None

    def day(self, tense: Tense | None) -> dt.date | None:
        """Return the day from which the next weekday counts, if its clause may be of that week.

        What is told as done is not of a week to come, what is planned not of one that is over.
        """
        topic = self._reach > Reach.SENTENCE
        return None if topic and tense == ("past" if self._ahead else "future") else self._day

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
            self._day = None
        step, day = expression.week, as_date(last) if last is not None else None
        dated = self._text[mention.start - 1 : mention.start] == "(" and expression.weekday and step is None
        if dated and day is not None and now is not None and monday(day) > now:  # 6月23日(周一):...周二
            self._day, self._ahead, self._reach = day, True, Reach.TEXT
        if not isinstance(step, Step) or step.base != "now" or not step.count or last is None:
            return
        self._ahead = step.count > 0
        if expression.weekday:
            self._day, self._reach = day, Reach.SENTENCE
        elif _OPENS_BEFORE.search(self._text, max(0, mention.start - 8), mention.start):
            self._day, self._reach = _monday(last), self._reach_of_topic(mention.end)

    def _is_over(self, mention: Mention[Expression], expression: Expression) -> bool:
        """Tell whether a date ends the week told before it: another week, or a day that is no gloss of a weekday."""
        if expression.week is not None:
            return True
        gloss = self._text[mention.start - 1 : mention.start] == "("  # 下周一(16日)
        if self._reach is Reach.SENTENCE:
            return not (expression.weekday or gloss)
        return expression.day is not None and not gloss

    def _reach_of_topic(self, end: int) -> Reach:
        if _HEADING_AFTER.match(self._text, end):
            return Reach.TEXT if _LINE_AFTER.match(self._text, end) else Reach.PARAGRAPH
        topic = self._ahead or _TOPIC_AFTER.match(self._text, end)
        return Reach.PARAGRAPH if topic else Reach.SENTENCE


def _monday(week: Calendar) -> dt.date | None:
    if week.year is None or week.week is None:
        return None
    return dt.date.fromisocalendar(week.year, week.week, 1)
