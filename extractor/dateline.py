"""The day of publication where the article tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.characters import HAN
from extractor.lexicon import table
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.segment import is_word, tag
from extractor.surroundings import before
from extractor.tenses import is_aside
from extractor.timex import Expression, Step, calendar_day, monday

__all__ = ["dateline", "written_on"]

_PRINTED = 3  # days after which what a wire tells is printed at the latest
_HEAD = 400  # characters in which a dateline is looked for
_LINE = 60  # characters of a line that are looked at behind a date
# A label of the day of publication begins its line or cell: a 成立日期 or a 截止日期 is another day's.
_NAMED_LABEL = (
    r"(?:(?:发布|发表|发稿|稿件|刊发|刊登|公告|最后更新|更新|本文首发|编辑|上传|出版|见报|发文|成文|印发|(?:公告|报告)?送出)(?:时间|日期|日|[于於])?"
    r"|(?i:published|updated|posted)(?: on| at)?)"
)
_LABEL = rf"(?:{_NAMED_LABEL}|时间|日期|(?i:date))"
_BAR = "[|丨｜·•]"
_WEEKDAY_BEFORE = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? ?|(?:星期|周)[一二三四五六日天][,，]?\s?)?"
_BEFORE = lazy(
    rf"(?:^|{_BAR})\s{{0,9}}{_WEEKDAY_BEFORE}\Z|(?:^|{_BAR}|[\s(（【\[]){_LABEL}\s?[:：]?\s{{0,9}}\Z|报[导道][〕)】\]]\s{{0,9}}\Z"
    r"|(?:来源|作者|记者|撰文|文|编辑) ?[:：/].{0,20}\Z"
)
# 本报记者 张三 2024-01-01; 3楼 2024-01-01 in a forum.
_BYLINE = lazy(
    rf"(?:(?:{HAN}{{0,8}}(?:记者(?![会节协])|通讯员) ?|(?:作者|编辑|撰文|文) ){HAN}{{2,4}}(?:[ 、]{HAN}{{2,4}}){{0,2}}"
    r"|[0-9]{1,5} ?[楼#]) ?\s{1,4}"
)
_LABELLED = lazy(rf"(?:^|{_BAR}|\s){_LABEL}\s?(?:{_BAR}|[:：])\s{{0,9}}\Z")
# 发文日期:2024-01-01 in a row of fields or in brackets.
_FIELD = lazy(rf"(?:^|{_BAR}|[\s(（【\[]){_NAMED_LABEL}\s?[:：]\s?\Z")
_FIELD_AFTER = lazy(r"[\s)）】\]]|\Z")
_OTHER_CELL = lazy(rf"(?:期|日|时间|期末)\s{{0,9}}(?:{_BAR}|[:：])\s{{0,9}}\Z")
_WEEKDAY = r"\s{0,9}(?:[,，]?\s?[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s{0,9})?"
_AFTER = lazy(
    rf"{_WEEKDAY}(?:$|{_BAR}|来源|作者|编辑|责编|责任编辑|记者|字[号体]|阅读|浏览|点击|评论|by "
    rf"|(?:发布|发表|更新|刊发)\s{{0,9}}$|{HAN}{{2,8}}(?:网|社|报|财经)(?:[讯电|丨｜\s]|$))"
)
# 某某日报 2024-01-01 alone on a line, the writer before or behind the paper, a place behind the time.
_SOURCE = lazy(
    rf"(?:来源 )?(?:{HAN}{{2,4}} ){{0,2}}[^\W_]{{2,12}}(?:(?<=[网社报刊线])|(?<=财经|新闻|证券))\s{{1,4}}"
    rf"(?:{HAN}{{2,3}}\s{{1,4}})?"
)
_EDITION = r"\s{0,9}(?:第? ?[A-Z]?[0-9]{1,3} ?版)?"
_SOURCE_AFTER, _SOURCE_AFTER_CLOCK = (
    lazy(rf"{_EDITION}\s{{0,9}}\Z"),
    lazy(rf"\s{{0,9}}(?:{HAN}{{2,4}}\s{{0,9}})?\Z"),
)
# 王某 2024-01-01 10:00
_PERSON = lazy(rf"({HAN})({HAN}{{1,2}})\s{{1,4}}")
_SURNAMES = next(names for kind, names in table("surnames", 2) if kind == "single")
_THIS_NOTICE = lazy(r"本公[告报](?:披露|发布|刊发)?之?日(?:期)?\s?[（(]\s?\Z")
_BRACKET_BEFORE, _BRACKET_AFTER = (
    lazy(r"[^,，。;；!?！？]{0,200}[（(【\[]\s{0,9}"),
    lazy(rf"{_EDITION}\s{{0,9}}[)）】\]]"),
)
_WIRE = "(?:电(?![话视影力子器池脑商信台站网动机])|讯(?![问号飞息]))"
_AGENCY_BEFORE = lazy(rf"(?:[社网报讯汇台端]|(?:新华社|本[报网台刊]){HAN}{{2,6}}|网{HAN}{{2,4}})\s{{0,2}}\Z")
_AGENCY_AFTER = lazy(rf"\s?(?:{_WIRE}|消息|[丨|｜])")
# 某社记者张三台北1月1日电: whatever agency and place a line begins with.
_WIRE_BEFORE = lazy(rf"(?:^|[\s(（【\[]){HAN}{{2,16}}\s?\Z")
_WIRE_AFTER = lazy(r"\s?(?:(?:综合)?外电报[导道]|专?电|讯)(?:[\s,，:：()（）】\]—\-]|\Z)")
# 1月1日讯, and 1月1日,某某网获悉, where a line begins.
_NEWS_AFTER = lazy(
    r"\s?(?:[电讯]|消息)[】\])）]?[,，:： \u3000】\])）]|[,，]\s?[^,，。;；]{0,12}(?:获悉|消息|讯|报道)[,，:：]"
)
# 上海2024年1月1日 /某通讯社/, 2024年1月1日,上海——, 中国上海 - 2024年1月1日 -: releases of companies.
_DASH = r"\s?(?:—|--|[-–]\s)"
_RELEASE_BEFORE = lazy(
    rf"(?:{HAN}{{2,8}}[,，]\s?)?{HAN}{{2,8}}(?:[,，]?\s?|\s?[—–-]{{1,2}}\s?(?:[A-Za-z][A-Za-z ]{{1,40}}[–-] ?)?)"
)
_RELEASE_AFTER = lazy(rf"\s?/[^/\n]{{2,20}}/|{_DASH}")
_RULE_AFTER = lazy(_DASH)
_PLACE_AFTER = lazy(rf"[,，]\s?{HAN}{{2,6}}{_DASH}")
# (香港,2024年1月1日)某公司宣布, [2024-01-01] 某公司宣布.
_PLACE_BEFORE = lazy(rf"\s{{0,9}}[(（【\[]\s{{0,9}}(?:{HAN}{{2,8}}[,，]\s?){{0,2}}")
_CHRONICLE_BEFORE = before("chronicle_before", r"[^\n]{0,8}\s{1,4}")
_MANY_LINES = 3  # dates that stand alone on their lines, or open them in brackets, that make a chronicle
_SIGNED_BEFORE = lazy(
    rf"(?:[^,，。;；:：]{{0,40}}(?:公司|[事员商协]会|[局部院所厅]|办公室|政府)|日期[:：]?|{HAN}{{2,4}}[,，])?\s{{0,9}}"
)
# (发布时间:2024-01-01 10:00), (2024-01-01 编辑:某某) behind the last sentence.
_CREDIT_BEFORE = lazy(rf"(?:^|[（(【\[。!！?？”\s]){_NAMED_LABEL}\s?[:：]?\s{{0,9}}\Z")
_CREDIT_AFTER = lazy(r"\s{0,9}[)）】\]]?\s{0,9}\Z")
_EDITED_BEFORE = lazy(r"[（(【\[]\s{0,9}\Z")
_EDITED_AFTER = lazy(r"\s{0,9}(?:来源|作者|编辑|责编|责任编辑|校对|审核)\s?[:：/][^\n]{0,30}\s{0,9}\Z")
_IS = lazy(r" ?[是为] ?| ?\(")
# 香港,2024年1月1日, and who is a director on the day.
_SIGNED_AFTER = lazy(
    r"\s{0,9}(?:[(（]完[)）])?\s{0,9}\Z|\s{0,9}\n\s{0,9}(?:[于於]|截至)本(?:公告|通函|通告)(?:刊发|发布)?之?日"
)


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
    for e in _heads(text, dates):
        if not isinstance(e.month, int) or not isinstance(e.day, int):
            continue
        told = e.year if isinstance(e.year, int) else year
        if told is None:
            return None
        if day := calendar_day(told, e.month, e.day):
            return day
    return _told_outright(text, dates, year) or (_signed(text, dates[-1]) if dates else None)


def written_on(text: str, dates: Sequence[Mention[Expression]], published: dt.date) -> dt.date:
    """Find the day that an article is written on, which its dateline may tell to be a little before its publication.

    Parameters
    ----------
    text : str
    dates : sequence of Mention
        The article's dates, unplaced, in order.
    published : datetime.date

    Returns
    -------
    datetime.date
        The day of publication where the dateline is that day's, older, or missing.
    """
    printed = min(_PRINTED, (published - dt.date.min).days)  # no day lies before the first of the calendar
    for e in _heads(text, dates):
        for days in range(1, printed + 1):
            day = published - dt.timedelta(days=days)
            if e.day == day.day and e.month in (None, day.month) and e.year in (None, day.year):
                return day
    return published


def _heads(text: str, dates: Sequence[Mention[Expression]]) -> Iterator[Expression]:
    """Yield the days of the head that stand as a dateline does."""
    for mention in dates:
        if mention.start > _HEAD:
            break
        e = mention.value
        if e is None or e.end is not None or e.lunar or not isinstance(e.day, int):
            continue
        if _opens_line(text, mention) and sum(_opens_line(text, m) for m in dates) >= _MANY_LINES:
            continue
        head, tail = _line(text, mention)
        if (isinstance(e.year, int) and _is_apart(text, mention, head, tail)) or _opens_news(head, tail):
            yield e


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
            day = calendar_day(told.year if isinstance(told.year, int) else year, told.month, told.day)
            if day is not None:
                return day - dt.timedelta(days=e.day.count)
        elif told.month is None and isinstance(told.day, int) and (week := _week_told(text, dates, year)):
            days = (week + dt.timedelta(days=n) for n in range(7))  # 今(29)日, 下周一(5月5日)
            return next((d for d in days if (d + dt.timedelta(days=e.day.count)).day == told.day), None)
    return None


def _week_told(text: str, dates: Sequence[Mention[Expression]], year: int | None) -> dt.date | None:
    """Find the Monday of the week of publication where the article tells a day of a week near it: 下周一(5月5日)."""
    for mention, following in pairwise(dates):
        e, told = mention.value, following.value
        if e is None or told is None or text[mention.end : following.start].strip() != "(":
            continue
        if isinstance(e.week, Step) and e.weekday and isinstance(told.month, int) and isinstance(told.day, int):
            day = calendar_day(told.year if isinstance(told.year, int) else year, told.month, told.day)
            if day is not None and day.isoweekday() == e.weekday:
                return monday(day) - dt.timedelta(weeks=e.week.count)
    return None


def _line(text: str, mention: Mention[Expression]) -> tuple[str, str]:
    """Return what stands before a date on its line, and the beginning of what stands behind it."""
    head = text[max(0, mention.start - _HEAD) : mention.start].rpartition("\n")[2]
    return head, text[mention.end : mention.end + _LINE].partition("\n")[0]


def _opens_line(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether a whole day stands alone on its line, or opens it in brackets."""
    e = mention.value
    if e is None or not isinstance(e.year, int) or not isinstance(e.day, int):
        return False
    head, tail = _line(text, mention)
    alone = not (head + tail).strip()
    return alone or _opens_in_brackets(head, tail) or bool(_RELEASE_BEFORE.fullmatch(head) and _RULE_AFTER.match(tail))


def _opens_in_brackets(head: str, tail: str) -> bool:
    return bool(_PLACE_BEFORE.fullmatch(head) and _BRACKET_AFTER.match(tail))


def _is_apart(text: str, mention: Mention[Expression], head: str, tail: str) -> bool:
    """Tell whether a whole day stands by itself on its line, in a cell, behind its label or in brackets at the end."""
    if is_aside(head.rstrip(" |丨｜:："), "") or _CHRONICLE_BEFORE.search(
        text, max(0, mention.start - 24), mention.start
    ):
        return False
    timed = mention.value is not None and mention.value.hour is not None
    if _THIS_NOTICE.search(head):
        return True
    if _opens_in_brackets(head, tail):
        return True
    if bracket := _BRACKET_BEFORE.fullmatch(head) and _BRACKET_AFTER.match(tail):
        return bool(_AFTER.match(tail, bracket.end()))
    if _SOURCE.fullmatch(head) and (_SOURCE_AFTER_CLOCK if timed else _SOURCE_AFTER).match(tail):
        return True
    if _FIELD.search(head) and _FIELD_AFTER.match(tail):
        return True
    if timed and not tail.strip() and _is_person(head):
        return True
    if not (_BEFORE.search(head) or _BYLINE.fullmatch(head)) or not (
        _AFTER.match(tail) or (timed and tail.startswith(" "))
    ):
        return False
    meeting = (
        text[mention.end + len(tail) : mention.end + len(tail) + 8].lstrip()[:1] == "地" if head.strip() else False
    )  # 时间, 地点
    return not meeting and bool(_LABELLED.search(head) or not _OTHER_CELL.search(head))


def _is_person(head: str) -> bool:
    """Tell whether what stands before a time is a person's name and nothing else."""
    m = _PERSON.fullmatch(head)
    return m is not None and m[1] in _SURNAMES and (not is_word(m[1] + m[2]) or tag(m[1] + m[2]) == "nr")


def _opens_news(head: str, tail: str) -> bool:
    """Tell whether a day opens the news: 新华社北京1月1日电; 1月1日,某某网获悉."""
    agency = _AGENCY_BEFORE.search(head) and _AGENCY_AFTER.match(tail)
    wire = _WIRE_BEFORE.search(head) and _WIRE_AFTER.match(tail)
    release = _RELEASE_BEFORE.fullmatch(head) and _RELEASE_AFTER.match(tail)
    opens = not head.strip(" 【[(") and (_NEWS_AFTER.match(tail) or _PLACE_AFTER.match(tail))
    return bool(agency or wire or release or opens)


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
    return calendar_day(e.year, e.month, e.day) if signed or credited or edited else None
