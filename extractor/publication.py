"""The year of publication as far as an article lets guess it: the latest one in which it tells something as done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.surroundings import after
from extractor.tenses import (
    PAST_AFTER,
    SOUGHT,
    has_figures,
    is_ahead,
    is_aside,
    is_compared,
    is_foretold,
    is_report,
    surroundings,
)
from extractor.timex import Expression, Step, calendar_day

__all__ = ["publication_year"]

_THIS_YEAR, _LAST_YEAR = Step("now", 0), Step("now", -1)
_OTHER_BASE = lazy(r"[。；;！？!?\n疫]|同期")  # another sentence, or the year before an epidemic
_SEASON_ENDS = 6  # month in which seasons of two years end
_SPRING = 4  # months, in which results of the year before are told
_BESIDE = lazy(r" ?[(（,，] ?|")  # 周三(4月16日)
_RESULTS_AFTER = after("results_after")
_DEADLINE_AFTER = lazy(r"(?:之前|以前|前(?!三|两|二|[0-9]))")
_SINCE_BEFORE = lazy(r"[自从由]\s?\Z")
_DONE_AFTER = after("done_after", r"[^,，。;；\n]{0,8}")
_NARRATED_AFTER = lazy(r"[,，](?![^。;；\n]{0,16}?(?:将|有望|预计|拟|计划|力争))")
_YEARLY = lazy(r"年度(?:报告|利润分配|权益分派)|年报(?![告道])")
_SUM_AFTER = lazy(rf"[^。;；\n{SOUGHT}]{{0,20}}?(?:合计|累计|总计|共计|年均)[^。;；\n{SOUGHT}]{{0,12}}?[0-9]")
# 2022年收入8000万,2023年1.6亿: the second goes on with what the first tells.
_REACHED_AFTER = lazy(
    "[,，]?(?:则|又|再|已|约|为|是|达|增|升|降|跌|涨|回落|回升|扩大|增长|增加|减少|下降|至|到){0,4}"
    "[0-9][0-9.,]{0,40} ?[万亿百千兆]"
)
_SENTENCE_MARK = lazy(r"[。！？!?\n]")
_HEADLINE = 120  # characters
_HEADLINE_YEAR = lazy(r"(?<![0-9A-Za-z.,/\-])20[0-9]{2}(?![0-9A-Za-z.,/%\-年款万亿元股点])")


def publication_year(text: str, dates: Sequence[Mention[Expression]]) -> tuple[int | None, str | None]:
    """Guess the year in which the article was written: the latest one in which it tells something as done.

    A gloss such as 今年(2024年) tells it outright. A whole year in passing tells nothing, and neither do plans,
    foundings and comparisons. A yearly report comes out in the year behind its own, and so does what is told of
    the last day of a year, so where the latest year is theirs and the article tells days of spring, the article is
    a year younger. A year whose results are told as a whole is over in any case.

    Parameters
    ----------
    text : str
    dates : sequence of Mention
        The article's dates, unplaced, in order.

    Returns
    -------
    tuple of (int or None, str or None)
        The year, and the id of the fact that tells it.
    """
    told: dict[int, _Evidence] = {}
    reports, spring, least = set(), False, 0
    over_at: int | None = None
    for number, mention in enumerate(dates, 1):
        e = mention.value
        if e is None:
            continue
        if (year := _year_in_brackets(text, mention, e, dates[number : number + 1])) is not None:
            return year, f"date-{number}"
        spring |= ((e.year is None and e.day is not None) or e.year == _THIS_YEAR) and _is_spring(e)
        last = e.end or e
        if isinstance(last.year, int) and last == Expression(year=last.year) and not is_foretold(text, mention):
            goes_on = over_at is not None and _goes_on(text, over_at, mention)
            if goes_on or _is_closed(text, mention):
                least, over_at = max(least, last.year + 1), mention.end
        year = _evident_year(text, mention, e)
        if year is None:
            continue
        report = is_report(text[mention.end : mention.end + 12]) and e.half is None and e.quarter is None
        if report:
            reports.add(year)
        evidence = told.setdefault(year, _Evidence(f"date-{number}"))
        evidence.over &= report or _is_last(e.end or e)
        evidence.yearly |= report and bool(_YEARLY.search(text, mention.start, mention.end + 6))
        evidence.count += 1
        evidence.day |= e.end is None and isinstance(e.day, int)
        evidence.done |= _is_done(text, mention)
    best = _latest(told) if told else _headline_year(text)
    if best is None:
        year, id_ = _compared_year(text, dates)
        return (year, id_) if year else _season_year(text, dates)
    year, id_ = best, None
    if told:
        evidence = told[best]
        year += (spring and (best in reports or evidence.over)) or (evidence.over and evidence.yearly)
        year = max(year, least)
        id_ = told[best].id
    return _agreeing_year(text, dates, year), id_


def _year_in_brackets(
    text: str, mention: Mention[Expression], e: Expression, following: Sequence[Mention[Expression]]
) -> int | None:
    """Read the year that brackets tell of one near that of publication: 今年(2024年)4月, 去年(2023年)亏损."""
    if not isinstance(e.year, Step) or e.year.base != "now":
        return None
    told = e.gloss
    if told is None and following and text[mention.end : following[0].start] in ("(", " ("):
        told = following[0].value
    return told.year - e.year.count if told is not None and isinstance(told.year, int) else None


def _agreeing_year(text: str, dates: Sequence[Mention[Expression]], year: int) -> int:
    """Correct the year of publication by a day that tells its weekday, if it is of the year before or behind."""
    days = [(m.start, m.end, m.value) for m in dates if m.value is not None and m.value.end is None]
    for (_, end, e), (start, _, following) in pairwise([*days, (len(text), len(text), Expression())]):
        weekday, day = e.weekday, e
        if weekday is None or not isinstance(e.day, int):  # 周三(4月16日); 4月16日(周三)
            if not _BESIDE.fullmatch(text, end, start):
                continue
            weekday, day = (e.weekday, following) if following.weekday is None else (following.weekday, e)
        if e.week is not None or following.week is not None or day.year is not None:
            continue
        if isinstance(day.month, int) and isinstance(day.day, int):
            for candidate in (year, year + 1, year - 1):
                at = calendar_day(candidate, day.month, day.day)
                if at is not None and at.isoweekday() == weekday:
                    return candidate
    return year


@dataclass(slots=True)
class _Evidence:
    """What tells a year.

    Parameters
    ----------
    id : str
        Of the first date of it.
    count : int
        How many dates are of it.
    day, done : bool
        Whether one is a whole day, and whether one is of a thing done.
    over : bool
        Whether all are of a year that was over: its yearly report, its last day.
    yearly : bool
        Whether one is of the yearly report, which no year tells itself.
    """

    id: str
    count: int = 0
    day: bool = False
    done: bool = False
    over: bool = True
    yearly: bool = False


def _is_last(e: Expression) -> bool:
    """Tell whether a date ends with its year."""
    return (e.month == 12 and (e.day == 31 or e.mod == "END")) or e.quarter == 4 or e.half == 2


def _is_closed(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether the results of a whole calendar year are told as a thing that is done."""
    if re.search("财|会计|FY", text[mention.start : mention.end]):
        return False
    if mention.value is not None and mention.value.end is not None:
        return bool(_SUM_AFTER.match(text, mention.end))
    return has_figures(text, mention)


def _goes_on(text: str, position: int, mention: Mention[Expression]) -> bool:
    """Tell whether a year with a figure goes on the sentence about the results of another one."""
    between = text[position : mention.start]
    return not _SENTENCE_MARK.search(between) and bool(_REACHED_AFTER.match(text, mention.end))


def _is_spring(e: Expression) -> bool:
    return isinstance(e.month, int) and e.month <= _SPRING


def _latest(told: dict[int, _Evidence]) -> int | None:
    """Choose the latest year that is sure; one that may be a plan's yields to it unless it is told again and again."""
    days = [year for year, e in told.items() if e.day]
    sure = days + [year for year, e in told.items() if e.done]
    if not sure:
        return max(told)
    if not days:
        sure += [year for year, e in told.items() if e.count > 1]
        if max(told) - max(sure) > 1:  # too far off for either to be believed
            return None
    return max(sure)


def _is_done(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether what the clause of a date tells is done."""
    return any(p.match(text, mention.end) for p in (PAST_AFTER, _DONE_AFTER, _NARRATED_AFTER))


def _evident_year(text: str, mention: Mention[Expression], e: Expression) -> int | None:
    """Return the year of a date that tells when the article was written, if it does."""
    last = e.end or e
    own = e.gloss.year if e.gloss is not None and isinstance(e.year, Step) else e.year  # 次年(2023年)4月
    year = last.year if isinstance(last.year, int) and own is not None else own
    before, after = surroundings(text, mention)
    if not isinstance(year, int) or is_aside(before, after) or is_compared(before):
        return None
    finer = any(part is not None for part in (e.half, e.quarter, e.month, e.week, e.nth, e.holiday))
    whole = e.month == 1 and last.month == 12
    current = e.end is None and after.startswith("以来") and not _SINCE_BEFORE.search(before)
    if not ((finer and not whole) or current or is_report(after)) or _DEADLINE_AFTER.match(after):
        return None
    if finer and _RESULTS_AFTER.match(after):
        return year
    ahead = is_ahead(before, after) or is_foretold(text, mention)
    return None if ahead and not PAST_AFTER.match(after) else year


def _compared_year(text: str, dates: Sequence[Mention[Expression]]) -> tuple[int | None, str | None]:
    """Guess the year of publication by a year that the last one is compared with: 去年产量较2023年增长."""
    for number, (last, base) in enumerate(pairwise(dates), 2):
        between = text[last.end : base.start]
        year = base.value.year if base.value else None
        if last.value is None or last.value.year != _LAST_YEAR or base.value != Expression(year=year):
            continue
        if isinstance(year, int) and is_compared(between) and not _OTHER_BASE.search(between + text[base.end :][:2]):
            return year + 2, f"date-{number}"
    return None, None


def _season_year(text: str, dates: Sequence[Mention[Expression]]) -> tuple[int | None, str | None]:
    """Guess the year of publication by the season that a month or day is told in: 4月12日,2023/24赛季."""
    seasons = [(i, m) for i, m in enumerate(dates, 1) if text[m.end - 2 : m.end] == "赛季"]
    months = [m.value.month for m in dates if m.value and m.value.year is None and isinstance(m.value.month, int)]
    if not seasons or not months or seasons[0][1].value is None:
        return None, None
    first, number = seasons[0][1].value.year, seasons[0][0]
    if not isinstance(first, int):
        return None, None
    return first + (months[0] <= _SEASON_ENDS), f"date-{number}"


def _headline_year(text: str) -> int | None:
    """Find a year that the article's head tells in a name: 预算案2025."""
    years = {int(m) for m in _HEADLINE_YEAR.findall(text, 0, _HEADLINE)}
    return years.pop() if len(years) == 1 else None
