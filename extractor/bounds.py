"""Where the interval of a date or a length begins and ends, by the words beside it.

A date's own interval follows from its value; 上旬 and 下半月 cut it, and words outside the span leave a side open
(2018年起, 月底前). A length has an interval only where words tie it to the day of publication (未来三年). The table
``interval_bounds`` holds the words and what they do, and is the place to change it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

from extractor.facts import Duration
from extractor.lexicon import table
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.timex import Expression, add, days_in_month, floor, interval

__all__ = ["cut", "opened", "tied"]

Interval = tuple[str | None, str | None]


def _words(meaning: str, side: str) -> str:
    rows = [r for r in table("interval_bounds", 4) if r[:2] == (meaning, side)]
    words = [(w, not_after) for _, _, told, not_after in rows for w in told.split(" ")]
    return "|".join(
        re.escape(word) + (f"(?!{'|'.join(not_after.split(' '))})" if not_after else "")
        for word, not_after in sorted(words, key=lambda row: len(row[0]), reverse=True)
    )


def _named(side: str, *meanings: str) -> str:
    return "|".join(f"(?P<{meaning}>{_words(meaning, side)})" for meaning in meanings)


_AFTER_DATE = lazy(f" ?(?:{_named('after', 'until', 'since', 'after', 'before')})")
_UNTIL = lazy(rf"(?:{_words('until', 'before')}) ?\Z")
_ENTERED = lazy(rf"(?:{_words('entered', 'before')}) ?\Z")
_SINCE = lazy(r"(?:自从?|从|由) ?\Z")
_SINCE_LATER = lazy(rf"[^,。;:、\n]{{0,12}}?(?:{_words('since', 'after')})")  # 自2015年成立以来
_FIRST_AFTER, _LAST_BEFORE = frozenset("起以至开或及和(止为之后前过 "), frozenset("至止到从自由 ")

# Where a clause begins, or a word that a phrase of time goes with.
_CLAUSE = r"(?<![^\W_](?<![在的对较比与和于将拟可会要]))"
_BEFORE_LENGTH = lazy(
    rf"(?:{_named('before', 'ahead', 'back')}|{_CLAUSE}(?:{_named('before', 'next', 'last')}))(?:的|整整)? ?\Z"
)
_RECENT = lazy(rf"(?P<clause>{_CLAUSE})?(?:{_words('recent', 'before')}) ?\Z")
_AFTER_LENGTH = lazy(f" ?(?:{_named('after', 'ahead', 'back')})")
_FROM_NOW = lazy(rf"(?:{_CLAUSE}|力争|争取|计划|有望|预计)\Z")
_FROM_EVENT = lazy(r"起|后|之日|收到|每|[曾已]|任[意何一]|连续")  # 收到裁决之日起30日内
_CLAUSE_TEXT = lazy(r"[^,。;:\n]{0,24}\Z")

_MONTH, _WEEK = lazy(r"([0-9]{4})-([0-9]{2})"), lazy(r"([0-9]{4})-W([0-9]{2})")
_NUMBER = r"([0-9.]+)"
_LENGTH = lazy(
    "P" + "".join(f"(?:{_NUMBER}{u})?" for u in "YMWD") + "(?:T" + "".join(f"(?:{_NUMBER}{u})?" for u in "HMS") + ")?"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_WORKDAYS = lazy("(?:工作|交易|营业)日")


def cut(value: str | None, expression: Expression) -> Interval:
    """Return the interval of a value, cut to the part of the month or week that the words name.

    Parameters
    ----------
    value : str or None
        TIMEX3.
    expression : Expression
        Whose ``days`` of its start and its end count.
    """
    start, end = interval(value)
    first, last = expression.days, (expression.end or expression).days
    if value is None or not (first or last):
        return start, end
    if first and (week := _WEEK.fullmatch(value)):
        begin = dt.date.fromisocalendar(int(week[1]), int(week[2]), first[0])
        days = dt.timedelta(days=first[1] - first[0] + 1)
        return begin.isoformat(), (begin + days).isoformat() if dt.date.max - begin >= days else None
    if start and first and _MONTH.fullmatch(value.partition("/")[0]):
        start = f"{start[:8]}{first[0]:02d}"
    if end and last and (m := _MONTH.fullmatch(value.rpartition("/")[2])):  # a lunar month is a range of days
        year, month = int(m[1]), int(m[2])
        if last[1] < days_in_month(year, month):
            end = dt.date(year, month, last[1] + 1).isoformat()
    return start, end


def opened(text: str, begin: int, stop: int, expression: Expression, covered: Interval) -> Interval:
    """Leave the side of an interval open that a word beside the date leaves open.

    年底 and 月初 cover a part of their interval that nothing tells, so the interval reaches as far as they may:
    年底前 is before the year's end, 年初以后 after its begin.

    Parameters
    ----------
    text : str
    begin, stop : int
        The date's span.
    expression : Expression
    covered : tuple of (str or None, str or None)
        The interval that its value covers.

    Returns
    -------
    tuple of (str or None, str or None)
        None for the open side. Of X以后 and X后 where X is a day or a clock time, X itself is inside, since most
        articles mean it so; of X以前 and X前 it is outside.
    """
    start, end = covered
    if start is None or expression.end is not None or expression.shift is not None:
        return covered
    word = _bound(text, begin, stop)
    vague = expression.mod in ("START", "MID", "END") and expression.days is None
    if word == "since":
        return start, None
    if word == "after":
        inside = end is None or (vague and expression.mod != "END") or _is_day(start, end)
        return (start if inside else end), None
    if word == "before":
        return None, (end if vague and expression.mod != "START" else start)
    return (None, end or start) if word == "until" else covered


def _bound(text: str, begin: int, stop: int) -> str | None:
    if text[begin - 1 : begin] in _LAST_BEFORE:
        if _UNTIL.search(text, max(0, begin - 5), begin):
            return "until"
        if _SINCE.search(text, max(0, begin - 3), begin) and _SINCE_LATER.match(text, stop):
            return "since"
    m = _AFTER_DATE.match(text, stop) if text[stop : stop + 1] in _FIRST_AFTER else None
    if m and m.lastgroup == "after" and _ENTERED.search(text, max(0, begin - 3), begin):
        return "since"
    return m.lastgroup if m else None


def _is_day(start: str, end: str) -> bool:
    return dt.date.fromisoformat(end[:10]) - dt.date.fromisoformat(start[:10]) <= dt.timedelta(days=1)


def tied(text: str, mention: Mention[Duration], now: dt.date | None, time: dt.time | None) -> Mention[Duration]:
    """Give a length the interval that the words beside it tie it to.

    Parameters
    ----------
    text : str
    mention : Mention of Duration
    now, time : datetime.date or None, datetime.time or None
        Day and clock time of publication.

    Returns
    -------
    Mention of Duration
        The same where nothing ties it, where the number is left open, or where the day of publication (of hours and
        less: its time) is not known.
    """
    length = mention.value
    if now is None or length is None or length.value is None or length.modifier in ("over", "at_least", "vague"):
        return mention
    word = _tie(text, mention)
    if word is None or ("T" in length.value and time is None):
        return mention
    clock = "T" in length.value
    at = dt.datetime.combine(now, time if clock and time else dt.time())
    parts = _parts(length.value, workdays=bool(_WORKDAYS.search(text, mention.start, mention.end)))
    ends = _whole_units(at, word, parts) if word in ("next", "last") else _moving(at, word, parts)
    if ends is None:
        return mention
    start, end = (x.isoformat(timespec="seconds") if clock else x.date().isoformat() for x in ends)
    return replace(mention, value=replace(length, start=start, end=end))


def _tie(text: str, mention: Mention[Duration]) -> str | None:
    """Find the word that ties a length: one before it goes before one behind it (过去五年内)."""
    start = mention.start
    if m := _BEFORE_LENGTH.search(text, max(0, start - 8), start):
        return m.lastgroup
    m = _AFTER_LENGTH.match(text, mention.end)
    if recent := _RECENT.search(text, max(0, start - 4), start):
        return "back" if m or recent["clause"] is not None else None
    if m is None or m.lastgroup == "back":
        return m and m.lastgroup
    clause = _CLAUSE_TEXT.search(text, max(0, start - 24), start)
    from_event = clause is not None and _FROM_EVENT.search(clause.group())
    return "ahead" if not from_event and _FROM_NOW.search(text, max(0, start - 4), start) else None


def _parts(value: str, *, workdays: bool) -> list[tuple[Decimal, str]]:
    m = _LENGTH.fullmatch(value)
    counts = m.groups() if m else ()
    parts = [(Decimal(count), unit) for count, unit in zip(counts, _UNITS, strict=False) if count]
    return [(count, "workday" if workdays and unit == "day" else unit) for count, unit in parts]


Ends = tuple[dt.datetime, dt.datetime]


def _moving(at: dt.datetime, word: str, parts: list[tuple[Decimal, str]]) -> Ends | None:
    sign = 1 if word == "ahead" else -1
    to: dt.datetime | None = at
    for count, unit in parts:
        to = add(to, sign * count, unit) if to else None
    return None if to is None else (min(at, to), max(at, to))


def _whole_units(at: dt.datetime, word: str, parts: list[tuple[Decimal, str]]) -> Ends | None:
    count, unit = parts[0]
    if len(parts) > 1 or count != int(count) or unit == "workday":
        return None
    current = floor(at, unit)
    first = add(current, Decimal(1) if word == "next" else -count, unit)
    last = add(current, count + 1 if word == "next" else Decimal(0), unit)
    return (first, last) if first and last else None
