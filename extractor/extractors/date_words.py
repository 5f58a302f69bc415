"""Constructions of dates that are told by words: distances from an anchor, weekdays, holidays, counted parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple, cast

from extractor.characters import HAN
from extractor.extractors.date_figures import NUMBER
from extractor.extractors.date_tokens import HAN_DIGITS, NUMBERS, RANK, Token, construction, token
from extractor.holidays import HOLIDAYS
from extractor.lexicon import table
from extractor.numerals import NUMERAL_CHARACTERS, parse_number
from extractor.patterns import any_of, lazy
from extractor.surroundings import CLAUSE_OPENS, ends_word, is_apart, is_behind, is_whole, words_in_context
from extractor.timex import Base, Expression, Nth, Shift, Step

__all__ = ["NUMERIC_HOLIDAYS", "WORDS"]


class _Word(NamedTuple):
    unit: str
    step: Step | None
    part: str


def _load() -> tuple[dict[str, _Word], dict[str, str], dict[str, str]]:
    """Read the table: what a word means, the characters that may not stand before it, and what may not behind it."""
    meanings, leaders, followers = {}, {}, {}
    for unit, base, count, part, words, not_before, not_after in table("calendar_words", 7):
        step = Step(cast("Base", base), int(count)) if base else None
        for word in words.split(" "):
            meanings[word] = _Word(unit, step, part)
            if not_before:
                leaders[word] = not_before
            if not_after:
                followers[word] = "|".join(sorted(not_after.split(" "), key=len, reverse=True))
    return meanings, leaders, followers


_WORDS, _LEADERS, _FOLLOWERS = _load()


WORDS = tuple(_WORDS)
_WEEK_WORDS = [w for w, row in _WORDS.items() if row.unit == "week"]


_BY_BEFORE = lazy(rf"(?:{CLAUSE_OPENS}|(?P<verb>[拟将并若可按须应]))以\Z")
_ABOVE = lazy("上(?:年|月[份度]|季度?数据)")


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


def _is_other(m: re.Match[str], word: str) -> bool:
    """Tell whether what stands beside a word makes it something else: 目前年, 上年级, 今日头条; not 完成今年."""
    if _is_led(m, _LEADERS.get(word, "")):
        return True
    followers = _FOLLOWERS.get(word)
    return followers is not None and is_behind(lazy(followers), m.string, m.end())


def _is_led(m: re.Match[str], leaders: str) -> bool:
    """Tell whether one of some characters stands before a match, and ends no word of its own."""
    before = m.string[m.start() - 1 : m.start()]
    by = before == "以" and _BY_BEFORE.search(m.string, max(0, m.start() - 2), m.start())
    if by and (by["verb"] or not _ABOVE.match(m.string, m.start())):  # 以上周五收盘价计算, not 以上年度数据
        return False
    return bool(before) and before in leaders and not ends_word(m.string, m.start())


def _relative(m: re.Match[str]) -> Token | None:
    if _is_other(m, m.group()) or not (len(m.group()) > 1 or is_whole(m.string, m.start(), m.end())):
        return None
    unit, step, part = _WORDS[m.group()]
    if unit in ("part", "season"):
        return token(m, unit, {unit: part}, "weak")
    if unit == "year" and part:  # 今夏
        return token(m, "season", {unit: step, "season": part}, top=RANK[unit])
    if part:
        return token(m, "part", {unit: step, "part": part}, top=RANK[unit])
    return token(m, unit, {unit: step})


for _first, _words in _by_first(w for w in WORDS if w not in _WEEK_WORDS).items():
    construction("word", _first, any_of(_words))(_relative)


# 年底, 年内, 月末 without a year or month: of the one told last, else of the one of publication.
@construction(
    "near", "年月岁全",
    r"(?<![0-9一二三四五六七八九十百])"
    r"(?:年(?=[底末初]|终(?!奖)|(?<![青少老童成壮幼学财历逐每当同此该那这本某后]年)中(?!国))|岁(?=末))"
    r"|(?<![0-9一二三四五六七八九十个几数两半多近整过余本上下当])月(?=[底末初])"
    r"|(?<![年度0-9])(?<![年度0-9] )全年(?![龄级]|无休|不[休间打])"
    rf"|(?<![0-9{NUMERAL_CHARACTERS}今去明前当同此该这本某后每几数两半多近整周青少老童成壮幼学财历逐])年内(?![地部外陆存销需容涵在核功置])",
)  # fmt: skip
def _near(m: re.Match[str]) -> Token | None:
    if m.group() == "年" and _is_led(m, "几数两半多近整过余今去明前往大"):
        return None
    unit = "month" if m.group() == "月" else "year"
    return token(m, unit, {unit: Step("near", 0)}, "weak" if len(m.group()) == 1 else "")


# 上半月, 中旬 without a month: of the one told last, else of the one of publication.
_PARTS_OF_MONTH = {"上旬": ("START", (1, 10)), "中旬": ("MID", (11, 20)), "下旬": ("END", (21, 31)),
                   "上半月": ("START", (1, 15)), "下半月": ("END", (16, 31))}  # fmt: skip


@construction("part_of_month", "上中下", rf"(?<![月每年])(?<![月每年] )(?:{'|'.join(_PARTS_OF_MONTH)})(?!刊)")
def _part_of_month(m: re.Match[str]) -> Token | None:
    mod, days = _PARTS_OF_MONTH[m.group()]
    return token(m, "month", {"month": Step("near", 0), "mod": mod, "days": days})


# 下半周: of this week.
_PARTS_OF_WEEK: dict[str, tuple[str, tuple[int, int]]] = {"上": ("START", (1, 3)), "下": ("END", (4, 7))}


@construction("part_of_week", "上下", r"(?P<part_of_week>[上下])半周(?!年|[期岁])")
def _part_of_week(m: re.Match[str]) -> Token | None:
    mod, days = _PARTS_OF_WEEK[m["part_of_week"]]
    return token(m, "week", {"week": Step("now", 0), "mod": mod, "days": days})


_NEIGHBOURS = {"今明": (0, 1), "明后": (1, 2), "昨今": (-1, 0), "昨前": (-2, -1), "今明后": (0, 2), "明后大后": (1, 3)}


@construction(
    "pair", "今明昨",
    r"(?P<pair>今明后(?=[三3])|明后大后(?=[三3])|今明|明后|昨今|昨前(?=[两二2]))"
    r"(?:[两二三23] ?)?(?P<pair_unit>[天日年])(?![性努])",
)  # fmt: skip
def _pair(m: re.Match[str]) -> Token | None:
    first, last = (Step("now", n) for n in _NEIGHBOURS[m["pair"]])
    unit = "year" if m["pair_unit"] == "年" else "day"
    return token(m, unit, {unit: first, "end": last}, "first")


@construction("same", "同", r"(?<![与和跟同合共])同(?:期(?![声限货])|季(?!节))")
def _same(m: re.Match[str]) -> Token | None:
    return token(m, "same", {"same": True})


_LONGEST_MONTH = 31


# 今(18)日, as the papers of Taiwan, Hong Kong and Macau write it.
@construction("numbered_day", "今昨明前后", r"(?P<nd>[今昨明前后])\((?P<nd_day>[0-9]{1,2})日?\)(?P<nd_end>[日天晚])?")
def _numbered_day(m: re.Match[str]) -> Token | None:
    if not 1 <= int(m["nd_day"]) <= _LONGEST_MONTH:
        return None
    step = Step("now", {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}[m["nd"]])
    fields: dict[str, Any] = {"day": step, "gloss": Expression(day=int(m["nd_day"]))}
    if m["nd_end"] == "晚":
        return token(m, "part", fields | {"part": "EV"}, top=RANK["day"])
    return token(m, "day", fields)


_MINGUO = 1911  # the year before the first one of the Republic


# 今(2025)年, 今(114)年, as the papers of Taiwan write it.
@construction("numbered_year", "今去明", r"(?P<ny>[今去明])\((?P<ny_year>20[0-9]{2}|1[01][0-9])\)年")
def _numbered_year(m: re.Match[str]) -> Token | None:
    step = Step("now", {"去": -1, "今": 0, "明": 1}[m["ny"]])
    told = int(m["ny_year"])
    return token(m, "year", {"year": step, "gloss": Expression(year=told if told > _MINGUO else told + _MINGUO)})


_PLANS = {name: int(first) for name, first in table("calendar_plans", 2)}
# 八五期间, “七五”计划: those before the tenth are told from numbers by what follows them.
_EARLY_PLANS = {name: int(first) for name, first in table("calendar_early_plans", 2)}


@construction("plan", "十", rf"(?<![{NUMERAL_CHARACTERS}])(?:{'|'.join(_PLANS)})(?![{NUMERAL_CHARACTERS}月日号点年个])")
def _plan(m: re.Match[str]) -> Token | None:
    first = _PLANS.get(m.group()) or _EARLY_PLANS[m.group()]
    return token(m, "year", {"year": first, "end": first + 4}, "fiscal")


construction(
    "plan",
    HAN_DIGITS,
    rf"(?<![{NUMERAL_CHARACTERS}])(?:{'|'.join(_EARLY_PLANS)})(?=[”\"』」]?(?:期间|时期|计划|规划|攻关|[末初]期?))",
)(_plan)


# ---- weeks and weekdays

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 8}
_WEEKDAY = "[一二三四五六日天末]"
_COUNTED_AFTER = lazy("[家个项大只名位次天款股条成十百千万年月]")  # 本周三家公司
_COUNTED_TIMES_AFTER = lazy("[次天]")  # 周三次
_NO_BARE_WEEKDAY_AFTER = lazy("[岁刊历]|报(?![每收0-9])")
_WEEKDAY_NEXT = frozenset("早晚夜凌上中下午前后至到")  # behind a weekday, whatever 一晚 and 日前 are
_INDEX_AFTER = lazy("[道沪深恒纳标科创]指|大[涨跌盘]|道琼|标普|纳斯达克")  # 五道 and 五大 are words, 上周五|道指 is not
# 周一起 is from Monday on before what begins then; 下周一起 may be next week together.
_FROM_ON = lazy(r"起(?:[,，。、;至]|实施|执行|生效|施行|恢复|[降升调停暂开对在正全将])")


def _is_weekday(text: str, end: int, counted: re.Pattern[str] = _COUNTED_AFTER) -> bool:
    """Tell whether the character before a place is a weekday's: not of 本周|一直, 本周|日均, 本周|三|家."""
    day = text[end - 1]
    if day in "二三四五六" and counted.match(text, end) and is_whole(text, end, end + 1):  # not 周三|大跌
        return False
    if is_apart(text, end) or (counted is _COUNTED_TIMES_AFTER and day in "二三四五六"):  # 周三|千股跌停
        return True
    return bool(_FROM_ON.match(text, end)) if text[end] == "起" else text[end] in _WEEKDAY_NEXT


@construction(
    "week", "周星礼W" + "".join(dict.fromkeys(w[0] for w in _WEEK_WORDS)),
    rf"(?P<week>{any_of(_WEEK_WORDS)})(?:(?:周|星期|礼拜)?(?P<wd1>{_WEEKDAY}))?"
    rf"|(?<![每逢0-9一二三四五六七八九十两几第半])(?:周|星期|礼拜)(?P<wd2>{_WEEKDAY})"
    r"|(?<![0-9A-Za-z])W(?P<iso_week>[0-5][0-9])(?![0-9A-Za-z])",
)  # fmt: skip
def _week(m: re.Match[str]) -> Token | None:
    if m["iso_week"]:
        return token(m, "week", {"week": int(m["iso_week"])}, "weak")
    fields: dict[str, Any] = {"week": _WORDS[m["week"]].step} if m["week"] else {}
    told, end = m["wd1"] or m["wd2"], m.end()
    if _is_led(m, _LEADERS.get(m["week"], "") if m["week"] else "数"):
        return None
    if (
        told
        and not _INDEX_AFTER.match(m.string, end)
        and not _is_weekday(m.string, end, _COUNTED_TIMES_AFTER if m["wd2"] else _COUNTED_AFTER)
    ):
        if not m["week"]:
            return None
        told, end = "", m.end("week")
    if is_behind(_NO_BARE_WEEKDAY_AFTER, m.string, end) if m["wd2"] else not told and _is_other(m, m["week"]):
        return None
    if told:
        fields["weekday"] = _WEEKDAYS[told]
    return Token(m.start(), end, "weekday" if told else "week", fields, top=RANK["week"])


@construction(
    "year_week", "0", r"(?<![0-9A-Za-z.\-])(?P<yw_year>(?:19|20)[0-9]{2})-?W(?P<yw>[0-5][0-9])(?![0-9A-Za-z]|-[0-9])"
)
def _year_week(m: re.Match[str]) -> Token | None:
    return token(m, "week", {"year": int(m["yw_year"]), "week": int(m["yw"])}, top=RANK["year"])


# ---- holidays and the lunar calendar

# 十一, 五一 and 618 are read as other numbers first; all other names go before what they are made of.
NUMERIC_HOLIDAYS = [n for n in HOLIDAYS if n.isdecimal() or all(c in NUMERAL_CHARACTERS for c in n)]
_NAMED_HOLIDAYS = [n for n in HOLIDAYS if n not in NUMERIC_HOLIDAYS]


def _holiday(m: re.Match[str]) -> Token | None:
    if m.group() == "过年" and m.string[m.start() - 1 : m.start()] in ("超", "通", "经"):  # 超过年初
        return None
    return token(m, "holiday", {"holiday": m.group()}, "" if HOLIDAYS[m.group()].alone else "weak")


for _first, _words in _by_first(_NAMED_HOLIDAYS).items():
    construction("holiday", _first, any_of(_words))(_holiday)
construction(
    "numeric_holiday", "0" + HAN_DIGITS,
    rf"(?<![0-9.{NUMERAL_CHARACTERS}])(?:{any_of(NUMERIC_HOLIDAYS)})(?![0-9{NUMERAL_CHARACTERS}])",
)(_holiday)  # fmt: skip

_LUNAR_DAY = r"初(?:[一二三四五六七八九十]|[0-9]{1,2}(?![0-9]))|廿[一二三四五六七八九]?"
_ANY_LUNAR_DAY = rf"{_LUNAR_DAY}|三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]|[0-9]{{1,2}}(?![0-9月])"


@construction(
    "lunar", "农阴旧闰正冬腊" + HAN_DIGITS,
    rf"(?:(?:[农阴旧]历) ?(?P<l_leap>闰)?(?P<l_month>{NUMBER}|正|冬|腊)月"
    rf"|(?P<l_leap2>闰)(?P<l_month2>{NUMBER})月|(?P<l_month3>[正冬腊])月)(?:(?P<l_day>{_ANY_LUNAR_DAY})[日号]?)?"
    rf"|(?P<l_month4>[一二三四五六七八九十]{{1,2}})月(?P<l_day4>{_LUNAR_DAY})(?![日号一二三四五六七八九])",
)  # fmt: skip
def _lunar(m: re.Match[str]) -> Token | None:
    told = m["l_month"] or m["l_month2"] or m["l_month3"] or m["l_month4"]
    month = {"正": 1, "冬": 11, "腊": 12}.get(told) or NUMBERS.get(told)
    day = m["l_day"] or m["l_day4"]
    if not month or month > 12:
        return None
    fields: dict[str, Any] = {"month": month, "lunar": True, "leap": bool(m["l_leap"] or m["l_leap2"])}
    if day:
        fields["day"] = NUMBERS.get(day.removeprefix("初"))
    return token(m, "day" if day else "month", fields, top=RANK["month"])


# 大年初一, 年初四.
@construction(
    "new_year", "大年",
    rf"(?:大年|(?<![0-9今明去每])年(?=初[一二三四五六七八九十](?![次个级季月年天期轮])))(?P<new_year>{_LUNAR_DAY})",
)  # fmt: skip
def _new_year(m: re.Match[str]) -> Token | None:
    day = NUMBERS.get(m["new_year"].removeprefix("初"))
    return token(m, "day", {"month": 1, "lunar": True, "leap": False, "day": day}, top=RANK["month"])


# 正月初八、初九: a day of the month that a list or range has told before it.
_LUNAR_BEFORE = lazy(
    rf"(?:大?年|(?P<of>闰?(?:[正冬腊]|{NUMBER}))月)(?:{_LUNAR_DAY})(?:[、和及与至到~\-](?:{_LUNAR_DAY})){{0,9}}[、和及与至到~\-]\Z"
)


@construction("lunar", "初", rf"(?P<l_listed>{_LUNAR_DAY})")
def _lunar_listed(m: re.Match[str]) -> Token | None:
    before = _LUNAR_BEFORE.search(m.string, max(0, m.start() - 40), m.start())
    if before is None:
        return None
    told = before["of"] or "正"
    month = {"正": 1, "冬": 11, "腊": 12}.get(told[-1]) or NUMBERS.get(told.removeprefix("闰"))
    if not month or month > 12:
        return None
    fields = {"month": month, "lunar": True, "leap": told[0] == "闰", "day": NUMBERS[m["l_listed"].removeprefix("初")]}
    return token(m, "day", fields, top=RANK["month"])


_SURNAMES = next(names for kind, names in table("surnames", 2) if kind == "single")[:100]
# 李今宣布, 陈晓明公布: the end of a name.
_PERSON_BEFORE = lazy(rf"(?:^|[\W_长理裁席官事监者员人师任授])[{_SURNAMES}]{HAN}?\Z")
_TODAY_BEFORE, _TOMORROW_BEFORE = (any_of(words_in_context(f"{day}_before")) for day in ("today", "tomorrow"))
_BARE_DAYS = {"昨": -1, "今": 0, "明": 1}


# 今起, 今宣布, 恒指昨升, 恒指明开盘: in headlines, and in papers of Hong Kong and Taiwan.
@construction(
    "today", "今昨明",
    rf"(?<![至如迄当现而从古于一])今(?=起(?:[,，至 ]|{HAN})|{_TODAY_BEFORE})(?!起[草诉火飞])"
    r"|昨(?![天日曰晚夜儿今前(非结]|是今非|收(?![盘报市于涨跌高低到获0-9]))"
    rf"|明(?={_TOMORROW_BEFORE})",
)  # fmt: skip
def _today(m: re.Match[str]) -> Token | None:
    name = _PERSON_BEFORE.search(m.string, max(0, m.start() - 3), m.start())
    return None if name else token(m, "day", {"day": Step("now", _BARE_DAYS[m.group()])})


# ---- what is counted


# 第二天 and 第二年 where a clause begins: the ones after the last one told.
@construction("second", "第", r"(?<![^\W_A-Za-z])第二(?P<second>[天年])(?![级届轮大高季期])")
def _second(m: re.Match[str]) -> Token | None:
    unit = "day" if m["second"] == "天" else "year"
    return token(m, unit, {unit: Step("told", 1)})


_NTH_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month"}
_WEEKS_OF_MONTH = 5
_CLAUSE_OPENS = lazy(r"(?<![^\W_])")
_NTH_UNIT = "|".join(_NTH_UNITS)


@construction(
    "nth", "第最前",
    rf"(?:第 ?(?P<nth>{NUMBER})|最后一) ?个?(?:(?:周|星期|礼拜)(?P<nth_day>{_WEEKDAY})|(?P<nth_unit>{_NTH_UNIT}))"
    rf"|(?P<nth_side>前(?!一[天日])|最后) ?(?P<nth_count>{NUMBER}) ?个?(?P<nth_unit2>{_NTH_UNIT})",
)  # fmt: skip
def _nth(m: re.Match[str]) -> Token | None:
    if m["nth_side"]:
        count = NUMBERS.get(m["nth_count"])
        if not count:
            return None
        first, last = (1, count) if m["nth_side"] == "前" else (-count, -1)
        return token(m, "nth", {"nth": Nth(first, last, _NTH_UNITS[m["nth_unit2"]])}, "weak")
    number = NUMBERS.get(m["nth"]) if m["nth"] else -1
    if not number or (m["nth_day"] and not _is_weekday(m.string, m.end())):
        return None
    if m["nth_unit"] in ("周", "星期") and number > _WEEKS_OF_MONTH:  # 第52周
        return token(m, "week", {"week": number}, "" if _CLAUSE_OPENS.match(m.string, m.start()) else "weak")
    weekday = _WEEKDAYS[m["nth_day"]] if m["nth_day"] else 0
    unit = "weekday" if weekday else _NTH_UNITS[m["nth_unit"]]
    return token(m, "nth", {"nth": Nth(number, number, unit, weekday)}, "weak")


@construction("trading_day", "上前下", r"(?:[上前]|(?<![剩余留])下)(?:一个?|个)(?:交易日|工作日)")
def _trading_day(m: re.Match[str]) -> Token | None:
    return token(m, "shift", {"shift": Shift(Decimal(1 if m.group()[0] == "下" else -1), "workday")})


@construction("next_hour", "上下", r"[上下](?:一个?|个)(?:小时|钟头)")
def _next_hour(m: re.Match[str]) -> Token | None:
    return token(m, "shift", {"shift": Shift(Decimal(-1 if m.group()[0] == "上" else 1), "hour")})


_SHIFT_UNITS = {
    "世纪": "century", "年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week",
    "天": "day", "日": "day", "工作日": "workday", "交易日": "workday", "小时": "hour", "钟头": "hour",
    "分钟": "minute", "刻钟": "quarter hour", "秒钟": "second", "秒": "second",
}  # fmt: skip
_HALF = Decimal("0.5")


@construction(
    "shift", "0半" + HAN_DIGITS,
    rf"(?<![0-9.第\-至到~])(?<![{NUMERAL_CHARACTERS}])"
    rf"(?P<s_n>半|[0-9]{{1,4}}(?:\.[0-9])?|[{NUMERAL_CHARACTERS}]{{1,5}}) ?(?:(?P<s_half1>个半)|个)?"
    r"(?P<s_unit>(?<=个)世纪|(?<=个)季度|工作日|交易日|星期|礼拜|小时|钟头|分钟|刻钟|秒钟|[年月周天日秒])(?P<s_half>半)?"
    r"(?P<s_side>[之以]?后(?![续台勤备排代卫果缀半端天段])|过后"
    r"|[之以]?前(?!日(?!本)|[期台排提列往途景沿半端夕天后一两二三四五六七八九十0-9]))",
)  # fmt: skip
def _shift(m: re.Match[str]) -> Token | None:
    if len(m["s_side"]) == 1 and not is_apart(m.string, m.end()):  # 3年|后者, but 三天后|期货
        return None
    unit = _SHIFT_UNITS[m["s_unit"]]
    number = _HALF if m["s_n"] == "半" else parse_number(m["s_n"])
    if number is None or (unit == "year" and (number >= 1000 or m["s_n"][0] == "0")):  # 07年以前 is 2007
        return None
    if m["s_half"] or m["s_half1"]:
        number += _HALF
    if unit == "quarter hour":
        number, unit = number * 15, "minute"
    return token(m, "shift", {"shift": Shift(number if "后" in m["s_side"] else -number, unit)})
