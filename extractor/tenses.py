"""The tense of a date's clause: what the words around a date say about when it is meant."""

from __future__ import annotations

import re

from extractor.anchors import Tense
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.surroundings import after, anywhere, before
from extractor.timex import Expression

__all__ = [
    "PAST_AFTER",
    "SENTENCE",
    "SOUGHT",
    "has_data",
    "has_figures",
    "is_ahead",
    "is_aside",
    "is_beside",
    "is_compared",
    "is_foretold",
    "is_level",
    "is_released",
    "is_report",
    "is_said",
    "is_scheduled",
    "surroundings",
    "tells_results",
    "tense",
    "weekday_tense",
]

_FOUNDED_BEFORE = before("founded_before")
_RECORD_AFTER = after("record_after", r" ?(?:份|全年)?(?:以来|之后|以后|后)(?:的|以|之)?(?:单[月季周日])?")
_FOUNDED_AFTER = after("founded_after", r"(?:[0-9一二三四五六七八九十]{0,3}[月日]?){0,4}(?:在[^,，。;；]{1,8})?")
_AHEAD_BEFORE = before("ahead_before", r"[^,，。;；]{0,6}")
_AHEAD_AFTER = after("ahead_after", r"年?[^,，。;；]{0,8}")
_ESTIMATE_AFTER = lazy(r"[EＥ](?![A-Za-z])")
_REPORT_AFTER = after("report_after")
_COMPARED_BEFORE = before("compared_before")
_BESIDE = ("由", "与", "同", "跟")  # 由上月的1%降至0.8%, 与上月持平
_LEVEL_AFTER = lazy(
    r"[^,，。;；]{0,4}?(?:持平|相当|相若|相比|一致)|的 ?[0-9.]{1,8}[^,，。;；0-9]{0,5}[升降增减提扩收回跌涨]"
)
_FUTURE_BEFORE, _FUTURE_AFTER = before("future_before"), after("future_after")
PAST_AFTER = lazy(r"[^,，。;；:：\n]{0,12}?(?:已|曾(?!经理)|了(?!解)|收[盘报于涨跌])")
SENTENCE = 80  # characters before a date in which its sentence may tell of a plan or compare
_FORETOLD = anywhere("foretold")
_FINISHED_AFTER = after("finished_after", r"[^,，。;；:：\n已了曾]{0,6}")
_LONGEST_LIMIT = 2  # 至 and a blank
_LIMIT_BEFORE = lazy(r"(?<=[^\W_a-zA-Z])(?<![截以甚乃而达得])(?<!截止)[至到]\s?\Z")  # 至 that opens a clause is 截至
# 2024年,公司实现营收3亿元; 2024年研发投入同比增长: the results of a whole year, which is over.
SOUGHT, _PARTS = "将拟预望计标拼看挑争", "月季半"  # characters of words of plans; of parts of the year
_WHOLE_RESULTS_AFTER = after(
    "whole_results_after", rf"[,，]?[^,，。;；:：\n{SOUGHT}{_PARTS}]{{0,10}}?(?:全年)?(?:合计|累计|实现|录得|总)?"
)
_FIGURE_AFTER = lazy(rf"[^,，。;；:：\n{SOUGHT}0-9]{{0,12}}[0-9][0-9.,]{{0,40}} ?[万亿百千兆%]")
_GROWTH_AFTER = lazy(
    rf"(?!以来|至今|起|内|前)[^。;；\n{SOUGHT}{_PARTS}]{{0,40}}?(?:同比|[比较](?:上|前一)年|(?<!去)年增|翻了)"
)
_RESULTS_TOLD = after("results_told", r"(?:期间|假期|当天|单月)?[^,，。;；:：\n将或望料拟预计]{0,6}?")
_CHANGED_AFTER = after("changed_after", r"[^,，。;；:：\n将或望料拟预计]{0,8}?")
# 2月28日,他被警方带走: what was suffered or finished, told in the clause behind the date's own.
_SUFFERED_AFTER = lazy(r"[,，][^。;；\n将拟]{0,20}?(?:被(?![动子])|了(?!解))")
_REPORTED_AFTER = after("reported_after", r"(?!起)[^,，。;；:：\n将或望料拟预计起]{0,6}?")
# 12月CPI数据将于1月9日公布: what is published ahead is over. 下半年好于上半年: so is what is judged.
_PUBLISHED_AFTER = lazy(
    r"(?:份|的)?[^,，。;；:：\n将或望拟预计]{0,14}?(?:数据|指数|报告|业绩|财报|成绩单|[A-Z]{3,4})(?:将|拟|预计|计划|定)?(?:于|在)[^,，。;；:：\n]{1,16}"
    r"(?:公布|发布|披露|出炉|揭晓)"
)
_JUDGED_AFTER = lazy(
    r"[^,，。;；:：\n将或望料拟预计会]{0,10}?(?:[好优高低强弱逊大少多快慢差]于(?:[去上]年)?(?:同期|[上下]半年|[一二三四]季度)"
    r"|[与和同跟](?:[去上]年|前一年)(?:同期)?[^,，。;；:：\n]{0,4}?(?:持平|相当|相若))"
)
_DONE = (_RESULTS_TOLD, _REPORTED_AFTER, _SUFFERED_AFTER, _JUDGED_AFTER)
# 截至12月31日,公司总资产5亿元: how things stood; a term that ends then stands behind its clause's first words.
_STATE_BEFORE = lazy(r"(?:^|[,，。;；:：\n(])截[至止]\s?\Z")
_STATE_AFTER = lazy(r"[,，](?![^。;；\n]{0,16}[将拟预])")
# 6月CPI, 6月份主要金融数据: a month whose data are told; when they come out, or something is said of them.
_DATA_AFTER = after("data_after", r" ?份?的?[^,，。;；:：\n]{0,6}?")
_RELEASED_AFTER = after("comes_out_after", r"[^,，。;；:：\n]{0,4}?")
# 等待周五的非农数据, 周四将公布; 周日,军方表示; 周五升至4.16%: of a weekday.
_AWAITED = anywhere("awaited")
_TO_COME_AFTER = lazy(
    r"(?:[,，](?=[^,，。;；\n称说示布道]{0,14}将))?[^,，。;；\n]{0,16}?"
    r"(?:将(?![军近])|拟(?!合)|料(?=维持|[将会升降加减按宣公])|开会讨论"
    r"|(?:公布|发布|出炉|揭晓|开始|召开|举行|会议|决议|讲话)[之以]?前)"
    r"|起(?!火|诉)"
)
_TOLD_AFTER = after("told_after", r"(?:[,，][^,，。;；\n]{0,12}?|[^,，。;；\n]{0,16}?)")
_MOVED_AFTER = lazy(r"[^,，。;；\n]{0,16}?[升涨跌降滑][至到逾超近约]?[0-9]")
_SAID_AFTER = after("said_after", r" ?(?:从[^,，。;；:：\n]{1,12}?)?")
_SCHEDULED = after("scheduled_after", r"[^,，。;；:：\n已了曾的至]{0,6}?")
_SCHEDULED_AFTER = lazy(rf"(?!以来|至今)(?:{_SCHEDULED.pattern})(?![了过的])")


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


def is_level(before: str, after: str) -> bool:
    """Tell whether something keeps the level of a date, or moves away from it: 与上月持平, 由上月的1%降至0.8%."""
    return before.endswith(_BESIDE) and bool(_LEVEL_AFTER.match(after))


def is_beside(before: str) -> bool:
    """Tell whether a word stands before a date that may set something beside it."""
    return before.endswith(_BESIDE)


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
    if _PUBLISHED_AFTER.match(text, mention.end):
        return "past"
    if _FUTURE_BEFORE.search(before) or _FUTURE_AFTER.match(after):
        return "future"
    if PAST_AFTER.match(after):
        return "past"
    done = any(p.match(text, mention.end) for p in _DONE)
    stood = _STATE_BEFORE.search(before) and _STATE_AFTER.match(text, mention.end)
    if (done or stood) and not is_ahead(before, after) and not is_foretold(text, mention):
        return "past"
    whole = len(text) < mention.end - mention.start + 8 and text.strip(" 。.!?\n")
    return "alone" if whole == text[mention.start : mention.end] else None


def weekday_tense(text: str, mention: Mention[Expression]) -> Tense | None:
    """Tell on which side of the day of publication a bare weekday is, by the words of its sentence: 周五,公司宣布."""
    sentence = re.split(r"[。！？!?\n]", text[max(mention.start - SENTENCE, 0) : mention.start])[-1]
    if _AWAITED.search(sentence) or _TO_COME_AFTER.match(text, mention.end):
        return "future"
    return "past" if _TOLD_AFTER.match(text, mention.end) or _MOVED_AFTER.match(text, mention.end) else None


def has_figures(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether figures or growth of a period are told behind it, as when it is over: 2024年,公司营收3亿元."""
    results = _WHOLE_RESULTS_AFTER.match(text, mention.end)
    figure = results and _FIGURE_AFTER.match(text, results.end())
    return bool(figure or _GROWTH_AFTER.match(text, mention.end))


def tells_results(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether results of a period are told behind it, with figures or without: 去年收入增长."""
    told = _RESULTS_TOLD.match(text, mention.end) or _CHANGED_AFTER.match(text, mention.end)
    return bool(told) or has_figures(text, mention)


def has_data(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether data of a month are told behind it, which come out when it is over."""
    return bool(_DATA_AFTER.match(text, mention.end))


def is_released(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether something comes out or is said on a date: 15日公布."""
    return bool(_RELEASED_AFTER.match(text, mention.end))


def is_said(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether somebody says something on a date: 主办方22日宣布."""
    return bool(_SAID_AFTER.match(text, mention.end))


def is_scheduled(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether what happens on a date is of the kind that is announced ahead (2月上映), or ends then (至12月)."""
    return _is_limit(text, mention) or bool(
        _SCHEDULED_AFTER.match(text, mention.end) or _FINISHED_AFTER.match(text, mention.end)
    )


def is_foretold(text: str, mention: Mention[Expression]) -> bool:
    """Tell whether the sentence of a date is about a plan, a forecast or a term, or the date is its limit."""
    if _is_limit(text, mention):
        return True
    sentence = re.split(r"[。！？!?;；\n]", text[max(mention.start - SENTENCE, 0) : mention.start])[-1]
    return bool(_FORETOLD.search(sentence) or _FINISHED_AFTER.match(text, mention.end))


def _is_limit(text: str, mention: Mention[Expression]) -> bool:
    return bool(_LIMIT_BEFORE.search(text, max(mention.start - _LONGEST_LIMIT, 0), mention.start))
