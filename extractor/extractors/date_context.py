"""What a date looks like and is not: the context that decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from extractor.characters import HAN
from extractor.extractors.date_tokens import NUMBERS, RANK, Token
from extractor.lexicon import table
from extractor.patterns import lazy
from extractor.surroundings import after, before, is_before, is_behind, word_at
from extractor.timex import Step

__all__ = ["Evidence", "refusal"]

_LENGTH_BEFORE, _LENGTH_AFTER = before("length_before", r"[:：]?\s?"), after("length_after")
_DAY_BEFORE, _DAY_AFTER = before("day_before"), after("day_after")
_MONTH_BEFORE, _MONTH_AFTER = before("month_before"), after("month_after")
_LONGEST_LIST = 40  # characters of the scores listed before one
_CLOCK_BEFORE = before("clock_before", r"(?:[0-9]{1,2}:[0-9]{2}[、,和]){0,6}")
_CLOCK_AFTER = after("clock_after", r"(?:[、,和][0-9]{1,2}:[0-9]{2}){0,6} ?")
_HOUR_BEFORE, _HOUR_AFTER = before("hour_before"), after("hour_after")
_AT_BEFORE, _MOVED_BEFORE = lazy(r"[于在至到约] ?\Z"), lazy(r"[涨跌升降挫扬弹落低高破报收差] ?\Z")
# 15时,飞机起飞,17时落地: an hour where a clause begins behind another one of its sentence.
_HOUR_TOLD_BEFORE = lazy(r"[0-9]{1,2}时(?:[0-9]{1,2}分)?[^。;；!?！？\n]{0,24}[,，、]至?\Z")
_LONGEST_CLAUSE = 32  # characters behind an hour in which another one goes on with it
_MANY_POINTS = 10  # 十一点的 is no number of things that are counted
_SET_BEFORE = before("set_before", r"的?")
_YEAR_AFTER, _HOLIDAY_AFTER, _DATED_AFTER = after("year_after"), after("holiday_after"), after("dated_after")
_PART_BEFORE, _PART_AFTER = lazy(r"(?:^|[,，。;；:：\n“]|[我你他她们])\Z"), after("part_after")
_NO_LENGTH_AFTER = lazy(r" ?期(?:间|末|初)")
# 后 and 前 that belong to the word before them, and what belongs to the one behind them: 疫情|后|年轻人, 前|年薪.
_SPLIT = lazy(rf"(?<={HAN})(?:[前后][年天日]|当年)")
_YEAR_PARTS = frozenset({"年底", "年初", "年末", "年中", "年终"})
_CLAUSE_END = lazy(r"[,，。;；:：!?！？)”\n]|\Z")
_STARTS = rf"^|[,，。;；:：、\n(\[“》】|/]|(?<!{HAN}) "
_CLAUSE_START = lazy(rf"(?:{_STARTS})\Z")
# What a year stands behind where a clause ends with it: 好于22年; a verb there tells how long: 沉淀14年.
_YEAR_BEFORE = lazy(rf"(?:{_STARTS}|年|(?:[于在较比从自由与和跟同至到及止除即指是去]|预[计测]|回顾|展望) ?)\Z")
_COMPARED, _CHANGED_AFTER = lazy(r"[较比]\Z"), after("changed_after", " ?(?:大幅|小幅|略有?|明显|仍)?")
_SINCE, _SINCE_AFTER = lazy(r"[自从]\Z"), lazy(" ?(?:以来|至今|起|开始)")
_NUMBER_DAY_AFTER = lazy(r"[,，。、;；的在上下晚早中凌起前后开举召发将至到公当之是就 ]|\Z")
_ON_BEFORE, _HAN_DAY_AFTER = lazy(r"(?<![对关基由善在位至])于 ?\Z"), after("han_day_after")
_DOES_AFTER = lazy(f"{after('reported_after').pattern}|{after('scheduled_after').pattern}")  # 5号宣布
_LISTED_AFTER = lazy(r" ?[、,和及与/]|\Z")
_SHARED_AFTER = lazy(r" ?[、和及与]")  # 6、7月
_IN_A_ROW_BEFORE = lazy(r"连续? ?\Z")  # 连续三季度, 连续第三季度
_LASTED_BEFORE = before("lasted_before", "了?")
_COUNTED_BEFORE = lazy(r"起的?\Z")
_LISTED_BEFORE = lazy(r"年[、,和及与]\Z")
_SHORT_LISTED_BEFORE = lazy(r"((?:20)?[0-9]{2})年?[、/,和及]\Z")
_SHORT_LISTED_AFTER = lazy(r"[、/,和及]([0-9]{2})年")
_ANCIENT = 1500  # 1200年前 is a length of time
_ANCIENT_AFTER = lazy(r"历史|前|来|后|以|的历史|之")
_SAME_BEFORE = lazy(r"[与和跟同][^,，。;；、:：]{1,15}\Z")
_MODEL_BEFORE, _MODEL_AFTER = before("model_before"), after("model_after")
_NAMES = lazy(
    "|".join(
        name + (f"(?!{'|'.join(not_after.split(' '))})" if not_after else "")
        for name, not_after in table("calendar_names", 2)
    )
)
# 京政发[2021]3号, (2021)京01民初12号
_DOCUMENT_BEFORE = lazy(
    r"(?:[0-9]{3}[〕\])】](?:[^\W_]{0,8}[字初终申执再破监特民刑行审])?|[民刑行执破商知][初终申再监特]|第) ?\Z"
)
# 国税函2009年3号: the year of a document's number.
_DOCUMENT_OF_YEAR = lazy(r"[函发字办规令税] ?[0-9]{4} ?年? ?\Z")
_DOCUMENT_YEAR_BEFORE, _DOCUMENT_NUMBER_AFTER = lazy(r"[函发字办规令税] ?\Z"), lazy(r" ?第?[0-9]{1,5} ?号")
_REST_OF_TITLE = lazy(
    rf"(?!份){HAN}{{1,7}}(?<!报告|公报|数据|简报|快报|月报|展望|点评|分析|计划|方案|通知|公告|预测|策略|综述|回顾|纪要|总结|清单)》"
)
_STREETS = frozenset("路街巷弄道里村园厦座")
# The most frequent ones that are no words of their own before a holiday, as 于 is.
_SURNAMES = frozenset("王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾田董袁潘蒋蔡余杜")
_TITLES_LAST, _HOLIDAY_NEXT = frozenset("人长裁理席官事师员者总任监授"), frozenset("节假长黄档出旅")
_NAME_AFTER = lazy(r"(?:节|假|期|长|黄|前|后|档|当|,|、|的|旅|出(?![任席生具资])|晚|夜|阅|庆|和|与|及|到|至|[ ])")
_RESULTS = after("short_year_results", "").pattern
_RESULTS_SOON = after("short_year_results", r"(?:[^,，。;；0-9后来内]{2})?")
_SHORT = lazy(
    r"(?<![0-9.])[0-9]{2}年(?:[上下]半年|[底末初]|第?[一二三四1-4]季|[0-9]{1,2}月|报)"
    rf"|(?<![0-9.近续去来前首约每过了有满])[0-9]{{2}}年{_RESULTS}[^,，。;；]{{0,4}}[0-9]"
)


class Evidence:
    """What the article as a whole tells about its way of writing years.

    Parameters
    ----------
    text : str
    found : sequence of Token
    """

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text = text
        self._found = found

    @cached_property
    def years(self) -> list[int]:
        """The years that the article tells in full."""
        told = [t.fields["year"] for t in self._found if "year" in t.fields and t.form not in ("short", "bare", "era")]
        return [year for year in told if isinstance(year, int)]

    @cached_property
    def short(self) -> bool:
        """Whether the article tells years with two digits where nothing else can be meant: 23Q1, 22年末."""
        return any(t.form == "code" and "year" in t.fields for t in self._found) or bool(_SHORT.search(self._text))

    @cached_property
    def minguo(self) -> bool:
        """Whether the article counts the years of the Republic: 民国114年, 114年第2季."""
        return any(t.form in ("minguo", "era") for t in self._found)

    def near(self, year: int) -> bool:
        """Whether the article tells years around this one."""
        if not self.years:
            return False
        first, last = self._bounds
        return first - 5 <= year <= last + 5

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        """The first and the last of the years."""
        return min(self.years), max(self.years)


def refusal(text: str, points: tuple[tuple[Token, ...], ...], start: int, end: int, evidence: Evidence) -> str:
    """Name the rule that refuses a look-alike.

    Parameters
    ----------
    text : str
    points : tuple of tuple of Token
        One date, or the two ends of a range.
    start, end : int
        Of the whole.
    evidence : Evidence

    Returns
    -------
    str
        Empty where it is a date.
    """
    first, before, after = points[0], text[max(0, start - 4) : start], text[end : end + 6]
    if refused := _refuse_in_words(text, first, before, start, end):
        return refused
    if len(points) > 1:
        if (
            any(t.form == "short" for t in first)
            and len(first) == 1
            and not _is_short_year(points[1], before, after, evidence)
        ):
            return "date.length"
        return ""
    sole = first[0] if len(first) == 1 else None
    if sole and sole.unit in ("part", "clock") and not sole.fields.get("minute") and _is_alone(text, start, end):
        return ""
    if any(t.form == "republic" for t in first) and not evidence.minguo:
        return "date.length"
    short = next((t for t in first if t.form in ("short", "republic")), None)
    if short and sole and not _is_short_year(first, before, after, evidence, modified=end > sole.end):
        return "date.length"
    if first[0].unit == "shift" and _COUNTED_BEFORE.search(before):
        return "date.length"  # 公告之日起3个交易日后: nothing tells the day
    if sole and sole.unit == "shift" and sole.fields["shift"].count > 0 and _LASTED_BEFORE.search(before):
        return "date.length"  # 停牌五天后复牌
    if sole:
        return _refuse_sole(sole, text, before, after, end)
    if all(t.unit in ("part", "clock") for t in first):
        return "date.clock_alone" if _CLOCK_AFTER.match(text, end) else ""
    if first[0].form == "weak" and first[0].unit in ("nth", "season"):
        return "date.incomplete"
    return ""


def _refuse_in_words(text: str, first: tuple[Token, ...], before: str, start: int, end: int) -> str:
    """Judge by the words that a date stands in."""
    if _NAMES.match(text, start):
        return "date.name"
    bare_code = first[0].form == "code" and len(first) == 1 and "year" not in first[0].fields
    if bare_code and (_MODEL_BEFORE.search(before) or _MODEL_AFTER.match(text, end)):
        return "date.model"
    if _SPLIT.match(text, start) and _is_split(text, start + 1):
        return "date.across_words"
    if _SET_BEFORE.search(before):
        return "date.set"
    if text[start - 1 : start] == "《" and (_tells_distance(first) or _is_title(text, first, start, end)):
        return "date.title"
    return ""


def _is_title(text: str, first: tuple[Token, ...], start: int, end: int) -> bool:
    """Tell whether a title is a date or begins with a month or holiday in words: 《九月》, 《五月的鲜花》."""
    if text[end : end + 1] == "》":
        return True
    worded = len(first) == 1 and first[0].unit in ("month", "holiday") and not text[start].isdecimal()
    return worded and bool(_REST_OF_TITLE.match(text, end))


def _is_split(text: str, second: int) -> bool:
    """Tell whether the second character of a date begins a longer word."""
    word = word_at(text, second)
    return len(word) > 1 and word not in _YEAR_PARTS


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a text is nothing but this."""
    return end - start + 2 >= len(text) and not text[:start].strip() and not text[end:].strip(" 。.!?")


def _times(before: str, after: str) -> bool:
    """Tell whether a part of the day says when something happens: 下午,公司公告; 我晚上要加班."""
    return bool(_PART_BEFORE.search(before) and _PART_AFTER.match(after))


def _tells_distance(first: tuple[Token, ...]) -> bool:
    return any(isinstance(v, Step) or t.unit == "weekday" for t in first for v in t.fields.values())


def _is_short_year(
    told: tuple[Token, ...], before: str, after: str, evidence: Evidence, *, modified: bool = False
) -> bool:
    """Decide whether 22年 is the year 2022 or a length of time."""
    token = told[0]
    year = token.fields.get("year")
    if modified or not isinstance(year, int):
        return True
    if year % 100 < 10:
        return True  # 07年: a zero before it is no number's
    listed = (_SHORT_LISTED_BEFORE.search(before), _SHORT_LISTED_AFTER.match(after))
    if any(m and int(m[1]) % 100 == year % 100 + step for m, step in zip(listed, (-1, 1), strict=True)):
        return True  # 23年、24年; 25/26年
    if evidence.short and _SINCE_AFTER.match(after):
        return True
    if (_COMPARED.search(before) and _CHANGED_AFTER.match(after)) or (
        _SINCE.search(before) and _SINCE_AFTER.match(after)
    ):
        return True  # 较19年增长, 自19年以来
    if token.form == "short" and not _LENGTH_BEFORE.search(before) and _RESULTS_SOON.match(after):
        return True  # 公司22年海外收入
    if _LENGTH_BEFORE.search(before) or (_LENGTH_AFTER.match(after) and not _NO_LENGTH_AFTER.match(after)):
        return False
    if token.form == "short" and _CLAUSE_END.match(after) and not _YEAR_BEFORE.search(before):
        return False
    if token.form == "republic" or evidence.short or evidence.near(year):
        return True
    return "end" not in token.fields and bool(_CLAUSE_START.search(before)) and not evidence.years


def _refuse_sole(token: Token, text: str, before: str, after: str, end: int) -> str:
    """Judge a date of a single word."""
    unit, modified = token.unit, end > token.end
    refused = ""
    if unit == "day" and not isinstance(token.fields["day"], Step) and token.top != RANK["year"]:
        refused = _refuse_day(token, text, before, after)
    elif unit == "month":
        refused = _refuse_month(token, text, after)
    elif unit == "year":
        refused = _refuse_year(token, text, before, after, modified=modified)
    elif unit == "quarter":
        refused = _refuse_quarter(token, before, after)
    elif unit == "clock":
        weak = token.form and not (token.form == "weak" and _is_hour(text, token, before, after))
        scored = _CLOCK_BEFORE.search(text, max(0, token.start - _LONGEST_LIST), token.start)
        if weak or scored or _CLOCK_AFTER.match(text, end):
            refused = "date.clock_alone"
    elif unit == "holiday":
        return _refuse_holiday(token, text, before, after)
    elif unit == "same":
        return "date.same_as_other" if _SAME_BEFORE.search(text[max(0, end - 20) : end - 2]) else ""
    elif (unit in ("nth", "season") and token.form == "weak") or (
        unit == "part" and "day" not in token.fields and not _times(before, after)
    ):
        refused = "date.incomplete"
    if not refused and token.form == "weak" and unit in ("year", "month", "half", "week") and not modified:
        refused = "date.incomplete"
    return refused


def _refuse_day(token: Token, text: str, before: str, after: str) -> str:
    """Judge a day of the month: 8日, 8号."""
    listed = _SHARED_AFTER.match(after) and before[-1:] not in ("", "\n")  # no number of a paragraph
    if token.form == "bare" and (not listed or _DAY_BEFORE.search(before)):
        return "date.incomplete"
    if before.endswith("月"):
        return "date.impossible"  # 13月5日
    if is_before(_DAY_BEFORE, text, token.start) or is_behind(_DAY_AFTER, text, token.end):
        return "date.length"
    if token.form != "weak":
        return ""
    if before[-1:] in _STREETS:
        return "date.address"
    numbered = _DOCUMENT_BEFORE.search(before) or _DOCUMENT_OF_YEAR.search(text, max(0, token.start - 8), token.start)
    if numbered and text[token.end - 1] == "号":
        return "date.document_number"
    return "" if _is_dated(text, token, before, after) else "date.ordinal_number"


def _is_dated(text: str, token: Token, before: str, after: str) -> bool:
    """Tell whether a number that need be none of a day stands where one does: 5号宣布, 三日抵京, 将于七日离京."""
    if text[token.start].isdecimal():
        return bool(_NUMBER_DAY_AFTER.match(after) or _DOES_AFTER.match(after))
    return text[token.end - 1] == "日" and bool(_ON_BEFORE.search(before) or _HAN_DAY_AFTER.match(after))


def _refuse_month(token: Token, text: str, after: str) -> str:
    if token.form == "bare" and not _SHARED_AFTER.match(after):
        return "date.incomplete"
    counted = is_before(_MONTH_BEFORE, text, token.start) or is_behind(_MONTH_AFTER, text, token.end)
    return "date.length" if counted else ""


def _refuse_quarter(token: Token, before: str, after: str) -> str:
    if token.form == "bare" and not _SHARED_AFTER.match(after):
        return "date.incomplete"
    return "date.length" if _IN_A_ROW_BEFORE.search(before) else ""


def _refuse_year(token: Token, text: str, before: str, after: str, *, modified: bool) -> str:
    if is_behind(_YEAR_AFTER, text, token.end):
        return "date.model"
    if _DOCUMENT_YEAR_BEFORE.search(before) and _DOCUMENT_NUMBER_AFTER.match(after):
        return "date.document_number"
    listed = _LISTED_AFTER.match(after) or modified or _LISTED_BEFORE.search(before)
    if token.form == "bare" and not listed:
        return "date.incomplete"
    year = token.fields["year"]
    ancient = token.form == "" and isinstance(year, int) and year < _ANCIENT and _ANCIENT_AFTER.match(after)
    return "date.length" if ancient else ""


def _is_hour(text: str, token: Token, before: str, after: str) -> bool:
    """Tell whether a bare 8点 or 20时 is a time of the day, not points of an index or things that are counted."""
    told = text[token.start : token.end]
    if _MOVED_BEFORE.search(before) or told[-1] not in "点时":
        return False
    if told[0].isdecimal():  # not 从三点看, 一时之间
        at = told[-1] == "时" and _AT_BEFORE.search(before)
        goes_on = told[-1] == "时" and _HOUR_TOLD_BEFORE.search(
            text, max(0, token.start - _LONGEST_CLAUSE), token.start
        )
        return bool(at or goes_on or _HOUR_BEFORE.search(before) or _HOUR_AFTER.match(after))
    if told[-1] == "时":
        return False
    late = NUMBERS.get(told[:-1], 0) > _MANY_POINTS and after.startswith(("的", "过"))
    return late or bool(_HOUR_AFTER.match(after))


def _refuse_holiday(token: Token, text: str, before: str, after: str) -> str:
    if is_behind(_HOLIDAY_AFTER, text, token.end):
        return "date.name"
    if token.form == "weak" and not _DATED_AFTER.match(after.lstrip('”"’』」')):
        return "date.incomplete"
    if before[-1:] in _SURNAMES and len(token.fields["holiday"]) == 2:
        titled = before[-2:-1] in _TITLES_LAST  # 创始人李国庆
        if (titled and after[:1] not in _HOLIDAY_NEXT) or not _NAME_AFTER.match(after):
            return "date.name"
    return ""
