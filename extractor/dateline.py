"""The day of publication where the article tells it, and the year of publication as far as it lets guess it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.anchors import Tense
from extractor.characters import HAN
from extractor.mentions import Mention
from extractor.surroundings import after, anywhere, before
from extractor.timex import Expression, Step

__all__ = [
    "dateline",
    "is_ahead",
    "is_aside",
    "is_compared",
    "is_report",
    "publication_year",
    "surroundings",
    "tense",
]

_HEAD = 400  # characters in which a dateline is looked for
_LINE = 60  # characters of a line that are looked at behind a date
# A label of the day of publication begins its line or cell: a 成立日期 or a 截止日期 is another day's.
_NAMED_LABEL = (
    r"(?:(?:发布|发表|发稿|稿件|刊发|刊登|公告|最后更新|更新|编辑|上传|出版|见报|发文|成文|印发|(?:公告)?送出)(?:时间|日期|日|于)?"
    r"|(?i:published|updated|posted)(?: on| at)?)"
)
_LABEL = rf"(?:{_NAMED_LABEL}|时间|日期|(?i:date))"
_BEFORE = re.compile(
    rf"(?:^|[|丨｜])\s*\Z|(?:^|[|丨｜\s(（【\[]){_LABEL}\s?[:：]?\s*\Z|报[导道][〕)】\]]\s*\Z"
    r"|(?:来源|作者|记者|撰文|文|编辑) ?[:：/].{0,20}\Z"
)
_LABELLED = re.compile(rf"(?:^|[|丨｜\s]){_LABEL}\s?[|丨｜:：]\s*\Z")
_OTHER_CELL = re.compile(r"(?:期|日|时间|期末)\s*[|丨｜:：]\s*\Z")
_WEEKDAY = r"(?:Z|[+\-][0-9]{2}:?[0-9]{2})?\s*(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*)?"
_AFTER = re.compile(
    rf"{_WEEKDAY}(?:$|[|丨｜]|来源|作者|编辑|责编|责任编辑|记者|字[号体]|阅读|浏览|点击|评论|(?:发布|发表|更新|刊发)\s*$"
    rf"|{HAN}{{2,8}}(?:网|社|报|财经)(?:[讯电|丨｜\s]|$))"
)
# 某某日报 2024-01-01 alone on a line.
_SOURCE = re.compile(r"[^\W_]{2,12}(?:(?<=[网社报刊线])|(?<=财经|新闻|证券)|\s?·)\s{1,4}")
_AFTER_CLOCK = re.compile(rf"{_AFTER.pattern}| ")
_THIS_NOTICE = re.compile(r"本公[告报](?:披露|发布|刊发)?之?日(?:期)?\s?[（(]\s?\Z")
_BRACKET_BEFORE, _BRACKET_AFTER = re.compile(r"[^,，。;；!?！？]*[（(【\[]\s*"), re.compile(r"\s*[)）】\]]")
_AGENCY_BEFORE = re.compile(rf"(?:[社网报讯汇台端]|(?:新华社|本[报网台刊]){HAN}{{2,6}}|网{HAN}{{2,4}})\s{{0,2}}\Z")
_AGENCY_AFTER = re.compile(r"\s?(?:电|讯|消息|[丨|｜])")
# 1月1日讯, and 1月1日,某某网获悉, where a line begins.
_NEWS_AFTER = re.compile(
    r"\s?(?:[电讯]|消息)[】\])）]?[,，:： \u3000】\])）]|[,，]\s?[^,，。;；]{0,12}(?:获悉|消息|讯|报道)[,，:：]"
)
# 上海2024年1月1日 /某通讯社/, 2024年1月1日,上海——: releases of companies.
_RELEASE_BEFORE, _RELEASE_AFTER = re.compile(rf"{HAN}{{2,8}}[,，]?\s?"), re.compile(r"\s?/[^/\n]{2,20}/")
_PLACE_AFTER = re.compile(rf"[,，]\s?{HAN}{{2,6}}\s?(?:—|--)")
_CHRONICLE_BEFORE = before("chronicle_before", r"[^\n]{0,8}\s{1,4}")
_THIS_YEAR, _LAST_YEAR = Step("now", 0), Step("now", -1)
_OTHER_BASE = re.compile(r"[。；;！？!?\n疫]|同期")  # another sentence, or the year before an epidemic
_SEASON_ENDS = 6  # month in which seasons of two years end
_SPRING = 4  # months, in which results of the year before are told
_MANY_LINES = 3  # dates alone on their lines that make a chronicle
_SIGNED_BEFORE = re.compile(r"(?:[^,，。;；:：]{0,40}(?:公司|[事员商协]会|[局部院所厅]|办公室|政府)|日期[:：]?)?\s*")
# (发布时间:2024-01-01 10:00), (2024-01-01 编辑:某某) behind the last sentence.
_CREDIT_BEFORE = re.compile(rf"(?:^|[（(【\[。!！?？”\s]){_NAMED_LABEL}\s?[:：]?\s*\Z")
_CREDIT_AFTER = re.compile(r"\s*[)）】\]]?\s*\Z")
_EDITED_BEFORE = re.compile(r"[（(【\[]\s*\Z")
_EDITED_AFTER = re.compile(r"\s*(?:来源|作者|编辑|责编|责任编辑|校对|审核)\s?[:：/][^\n]{0,30}\s*\Z")
_BESIDE = re.compile(r" ?[(（,，] ?|")  # 周三(4月16日)
_IS = re.compile(r" ?[是为] ?")
_SIGNED_AFTER = re.compile(r"\s*(?:[(（]完[)）])?\s*\Z")

_FOUNDED_BEFORE = before("founded_before")
_RECORD_AFTER = after("record_after", r" ?(?:份|全年)?(?:以来|之后|以后|后)(?:的|以|之)?(?:单[月季周日])?")
_FOUNDED_AFTER = after("founded_after", r"(?:[0-9一二三四五六七八九十]{0,3}[月日]?){0,4}(?:在[^,，。;；]{1,8})?")
_AHEAD_BEFORE = before("ahead_before", r"[^,，。;；]{0,6}")
_AHEAD_AFTER = after("ahead_after", r"年?[^,，。;；]{0,8}")
_ESTIMATE_AFTER = re.compile(r"[EＥ](?![A-Za-z])")
_REPORT_AFTER = after("report_after")
_RESULTS_AFTER = after("results_after")
_COMPARED_BEFORE = before("compared_before")
_DEADLINE_AFTER = re.compile(r"(?:之前|以前|前(?!三|两|二|[0-9]))")
_SINCE_BEFORE = re.compile(r"[自从由]\s?\Z")
_FUTURE_BEFORE, _FUTURE_AFTER = before("future_before"), after("future_after")
_PAST_AFTER = re.compile(r"[^,，。;；:：\n]{0,12}?(?:已|曾(?!经理)|了(?!解)|收[盘报于涨跌])")
_DONE_AFTER = after("done_after", r"[^,，。;；\n]{0,8}")
_NARRATED_AFTER = re.compile(r"[,，](?![^。;；\n]{0,16}?(?:将|有望|预计|拟|计划|力争))")
_YEARLY = re.compile(r"年度(?:报告|利润分配|权益分派)|年报(?![告道])")
# 2024年,公司实现营收3亿元; 2024年研发投入同比增长: the results of a whole year, which is over.
_SOUGHT, _PARTS = "将拟预望计标拼看挑争", "月季半"  # characters of words of plans; of parts of the year
_WHOLE_RESULTS_AFTER = after(
    "whole_results_after", rf"[,，]?[^,，。;；:：\n{_SOUGHT}{_PARTS}]{{0,10}}?(?:全年)?(?:合计|累计|实现|录得|总)?"
)
_FIGURE_AFTER = re.compile(rf"[^,，。;；:：\n{_SOUGHT}0-9]{{0,12}}[0-9][0-9.,]* ?[万亿百千兆%]")
_GROWTH_AFTER = re.compile(
    rf"(?!以来|至今|起|内|前)[^。;；\n{_SOUGHT}{_PARTS}]{{0,40}}?(?:同比|[比较](?:上|前一)年|(?<!去)年增|翻了)"
)
_SENTENCE = 80  # characters before a date in which its sentence may tell of a plan
_FORETOLD = anywhere("foretold")
_FINISHED_AFTER = after("finished_after", r"[^,，。;；:：\n已了曾]{0,6}")
_LIMIT_BEFORE = re.compile(
    r"(?<=[^\W_a-zA-Z])(?<![截以甚乃而达得])(?<!截止)[至到]\s?\Z"
)  # 至 that opens a clause is 截至
_RESULTS_TOLD = after("results_told", r"(?:期间|假期|当天|单月)?[^,，。;；:：\n将或望料拟预计]{0,6}?")
_HEADLINE = 120  # characters
_HEADLINE_YEAR = re.compile(r"(?<![0-9A-Za-z.,/\-])20[0-9]{2}(?![0-9A-Za-z.,/%\-年款万亿元股点])")


def surroundings(text: str, mention: Mention[Expression]) -> tuple[str, str]:
    """Return the twelve characters before and behind a mention."""
    return text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 12]


def is_aside(before: str, after: str) -> bool:
    """Tell whether a date is told in passing, as of a founding, a birth or an old record."""
    return bool(_FOUNDED_BEFORE.search(before) or _FOUNDED_AFTER.match(after) or _RECORD_AFTER.match(after))


def is_ahead(before: str, after: str) -> bool:
    """Tell whether a date is one of plans and forecasts."""
    return bool(_AHEAD_BEFORE.search(before) or _ESTIMATE_AFTER.match(after) or _AHEAD_AFTER.match(after))


def is_compared(before: str) -> bool:
    """Tell whether a date is one that something is compared with."""
    return bool(_COMPARED_BEFORE.search(before))


def is_report(after: str) -> bool:
    """Tell whether a year is the one that a report is about, not the one that it comes out in."""
    return bool(_REPORT_AFTER.match(after))


def tense(text: str, mention: Mention[Expression], before: str, after: str) -> Tense | None:
    """Tell whether the clause of a date is about what is to come or what is done, or whether the date is all there is.

    Parameters
    ----------
    text : str
    mention : Mention of Expression
    before, after : str
        Its surroundings.
    """
    if _FUTURE_BEFORE.search(before) or _FUTURE_AFTER.match(after):
        return "future"
    if _PAST_AFTER.match(after):
        return "past"
    if _RESULTS_TOLD.match(text, mention.end) and not is_ahead(before, after) and not _is_foretold(text, mention):
        return "past"
    whole = len(text) < mention.end - mention.start + 8 and text.strip(" 。.!?\n")
    return "alone" if whole == text[mention.start : mention.end] else None


def dateline(text: str, dates: Sequence[Mention[Expression]], year: int | None) -> dt.date | None:
    """Find the day of publication.

    Parameters
    ----------
    text : str
    dates : sequence of Mention
        The article's dates, unplaced, in order.
    year : int or None
        The year of publication, for datelines that leave it out.

    Returns
    -------
    datetime.date or None
        A whole day that stands by itself on a line of the head, or beside the source's name; or the day of a news
        agency's dateline (新华社北京1月1日电); else what the text says that today is; else the day with which a filing
        is signed, or that credits tell, on the last line.
    """
    for mention in dates:
        if mention.start > _HEAD:
            break
        e = mention.value
        if e is None or e.end is not None or e.lunar or not isinstance(e.month, int) or not isinstance(e.day, int):
            continue
        if _stands_alone(text, mention) and sum(_stands_alone(text, m) for m in dates) >= _MANY_LINES:
            continue
        head, tail = _line(text, mention)
        if (isinstance(e.year, int) and _is_apart(text, mention, head, tail)) or _opens_news(head, tail):
            told = e.year if isinstance(e.year, int) else year
            if told is None:
                return None
            if day := _day(told, e.month, e.day):
                return day
    return _told_outright(text, dates, year) or (_signed(text, dates[-1]) if dates else None)


def _told_outright(text: str, dates: Sequence[Mention[Expression]], year: int | None) -> dt.date | None:
    """Find the day of publication where the article says what day today is: 今天是1月1日; 昨天(1月1日)."""
    for i, mention in enumerate(dates):
        e = mention.value
        if e is None or not isinstance(e.day, Step) or e.day.base != "now" or e.year is not None:
            continue
        told = e.gloss
        if told is None and i + 1 < len(dates) and _IS.fullmatch(text, mention.end, dates[i + 1].start):
            told = dates[i + 1].value
        if told is None or told.end is not None or told.lunar:
            continue
        if isinstance(told.month, int) and isinstance(told.day, int):
            day = _day(told.year if isinstance(told.year, int) else year, told.month, told.day)
            if day is not None:
                return day - dt.timedelta(days=e.day.count)
    return None


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year or 0, month, day)
    except ValueError:
        return None


def _line(text: str, mention: Mention[Expression]) -> tuple[str, str]:
    """Return what stands before a date on its line, and the beginning of what stands behind it."""
    end = text.find("\n", mention.end, mention.end + _LINE)
    start = max(mention.start - _HEAD, text.rfind("\n", max(0, mention.start - _HEAD), mention.start) + 1, 0)
    return text[start : mention.start], text[mention.end : mention.end + _LINE if end < 0 else end]


def _stands_alone(text: str, mention: Mention[Expression]) -> bool:
    e = mention.value
    whole = e is not None and isinstance(e.year, int) and isinstance(e.day, int)
    return (
        whole and text[mention.end : mention.end + 1] in ("", "\n", " ") and not "".join(_line(text, mention)).strip()
    )


def _is_apart(text: str, mention: Mention[Expression], head: str, tail: str) -> bool:
    """Tell whether a whole day stands by itself on its line, in a cell, behind its label or in brackets at the end."""
    if is_aside(head.rstrip(" |丨｜:："), "") or _CHRONICLE_BEFORE.search(
        text, max(0, mention.start - 24), mention.start
    ):
        return False
    timed = mention.value is not None and mention.value.hour is not None
    if _THIS_NOTICE.search(head):
        return True
    if bracket := _BRACKET_BEFORE.fullmatch(head) and _BRACKET_AFTER.match(tail):
        return bool(_AFTER.match(tail, bracket.end()))
    if _SOURCE.fullmatch(head) and not tail.strip():
        return True
    if not _BEFORE.search(head) or not (_AFTER_CLOCK if timed else _AFTER).match(tail):
        return False
    meeting = (
        text[mention.end + len(tail) : mention.end + len(tail) + 8].lstrip()[:1] == "地" if head.strip() else False
    )  # 时间, 地点
    return not meeting and bool(_LABELLED.search(head) or not _OTHER_CELL.search(head))


def _opens_news(head: str, tail: str) -> bool:
    """Tell whether a day opens the news: 新华社北京1月1日电; 1月1日,某某网获悉."""
    agency = _AGENCY_BEFORE.search(head) and _AGENCY_AFTER.match(tail)
    release = _RELEASE_BEFORE.fullmatch(head) and _RELEASE_AFTER.match(tail)
    opens = not head.strip(" 【[(") and (_NEWS_AFTER.match(tail) or _PLACE_AFTER.match(tail))
    return bool(agency or release or opens)


def _signed(text: str, mention: Mention[Expression]) -> dt.date | None:
    """Find the day with which a filing is signed, or that credits tell at the end."""
    e = mention.value
    if e is None or e.end is not None or e.lunar:
        return None
    if not (isinstance(e.year, int) and isinstance(e.month, int) and isinstance(e.day, int)):
        return None
    head, _ = _line(text, mention)
    signed = e.hour is None and _SIGNED_AFTER.match(text, mention.end) and _SIGNED_BEFORE.fullmatch(head.strip())
    credited = _CREDIT_BEFORE.search(head) and _CREDIT_AFTER.match(text, mention.end)
    edited = _EDITED_BEFORE.search(head) and _EDITED_AFTER.match(text, mention.end)
    return _day(e.year, e.month, e.day) if signed or credited or edited else None


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
    for number, mention in enumerate(dates, 1):
        e = mention.value
        if e is None:
            continue
        if e.gloss and isinstance(e.gloss.year, int) and isinstance(e.year, Step):
            return e.gloss.year - e.year.count, f"date-{number}"
        spring |= ((e.year is None and e.day is not None) or e.year == _THIS_YEAR) and _is_spring(e)
        if isinstance(e.year, int) and e == Expression(year=e.year) and not _is_foretold(text, mention):
            least = max(least, (e.year + 1) * _is_closed(text, mention))
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


def _agreeing_year(text: str, dates: Sequence[Mention[Expression]], year: int) -> int:
    """Correct the year of publication by a day that tells its weekday, if it is of the year before or behind."""
    days = [(m.start, m.end, m.value) for m in dates if m.value is not None and m.value.end is None]
    for (_, end, e), (start, _, following) in pairwise([*days, (len(text), len(text), Expression())]):
        weekday, day = e.weekday, e
        if weekday is None or not isinstance(e.day, int):  # 周三(4月16日); 4月16日(周三)
            if not _BESIDE.fullmatch(text, end, start):
                continue
            weekday, day = (e.weekday, following) if following.weekday is None else (following.weekday, e)
        if weekday is None or e.week is not None or following.week is not None or day.year is not None:
            continue
        if isinstance(day.month, int) and isinstance(day.day, int):
            for candidate in (year, year + 1, year - 1):
                at = _day(candidate, day.month, day.day)
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
    results = _WHOLE_RESULTS_AFTER.match(text, mention.end)
    figure = results and _FIGURE_AFTER.match(text, results.end())
    return bool(figure or _GROWTH_AFTER.match(text, mention.end))


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
    return any(p.match(text, mention.end) for p in (_PAST_AFTER, _DONE_AFTER, _NARRATED_AFTER))


def _is_foretold(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether the sentence of a date is about a plan, a forecast or a term, or the date is its limit."""
    start = max(mention.start - _SENTENCE, 0)
    if _LIMIT_BEFORE.search(text, start, mention.start):
        return True
    sentence = re.split(r"[。！？!?;；\n]", text[start : mention.start])[-1]
    return bool(_FORETOLD.search(sentence) or _FINISHED_AFTER.match(text, mention.end))


def _evident_year(text: str, mention: Mention[Expression], e: Expression) -> int | None:
    """Return the year of a date that tells when the article was written, if it does."""
    last = e.end or e
    year = last.year if isinstance(last.year, int) and e.year is not None else e.year
    before, after = surroundings(text, mention)
    if not isinstance(year, int) or is_aside(before, after) or is_compared(before):
        return None
    finer = any(part is not None for part in (e.half, e.quarter, e.month, e.week, e.holiday))
    whole = e.month == 1 and last.month == 12
    current = e.end is None and after.startswith(("以来", "至今")) and not _SINCE_BEFORE.search(before)
    if not ((finer and not whole) or current or is_report(after)) or _DEADLINE_AFTER.match(after):
        return None
    if finer and _RESULTS_AFTER.match(after):
        return year
    ahead = is_ahead(before, after) or (_is_foretold(text, mention) and not _PAST_AFTER.match(after))
    return None if ahead else year


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
