"""The words of calendar expressions: one scan of the text, each hit a token that says what it tells.

A token knows its rank, the order in which Chinese tells a date: century, decade, year, half or quarter, month, week,
day, weekday, part of the day, clock time. ``dates`` puts neighbouring tokens together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from extractor.holidays import HOLIDAYS
from extractor.lexicon import table
from extractor.numerals import CHINESE, NUMERAL_CHARACTERS, parse_number
from extractor.timex import Nth, Shift, Step, full_year

__all__ = ["RANK", "Token", "tokens"]

# 一季度 follows a year, 上午 a day: the rank of what a token tells.
RANK = {
    "century": 0, "decade": 1, "year": 2, "season": 3, "half": 3, "quarter": 3, "holiday": 3, "month": 4, "week": 5,
    "nth": 6, "day": 7, "weekday": 8, "part": 9, "clock": 10, "same": 11, "shift": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or group of words that tells one part of a date.

    Parameters
    ----------
    start, end : int
    unit : str
        A key of ``RANK``, the finest part told.
    fields : dict
        Fields of the ``Expression``.
    form : str
        How it is written, where that decides something: ``bare`` (a number that a later one lends its unit),
        ``short`` (a year of two digits), ``numeric``, ``code`` (23Q1), ``weak`` (may not stand alone).
    top : int
        Rank of the coarsest part told.
    """

    start: int
    end: int
    unit: str
    fields: dict[str, Any] = field(default_factory=dict)
    form: str = ""
    top: int = -1

    @property
    def rank(self) -> int:
        """Rank of the finest part told."""
        return RANK[self.unit]

    @property
    def first_rank(self) -> int:
        """Rank of the coarsest part told."""
        return self.top if self.top >= 0 else self.rank


def _calendar_numbers() -> dict[str, int]:
    """Spell 0 to 60 as months, days, hours and minutes are told: 5, 05, 五, 零五, 〇五, 十五, 一五, 廿五."""
    digits, spelt = "零一二三四五六七八九", {"〇": 0, "两": 2, "廿": 20, "卅": 30, "三十": 30}
    for n in range(61):
        tens, ones = divmod(n, 10)
        spelt[str(n)] = spelt[f"{n:02d}"] = n
        word = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
        spelt[word] = n
        if tens == 0:
            spelt[f"零{digits[ones]}"] = spelt[f"〇{digits[ones]}"] = n
        if tens in (2, 3):
            spelt["廿卅"[tens - 2] + (digits[ones] if ones else "")] = n
    return spelt


NUMBERS = _calendar_numbers()
_HAN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十廿卅〇零两]{1,3})"
_NOT_IN_NUMBER = r"(?<![0-9.A-Za-z])"
SEPARATOR = r"[、~～\-—–－至到和及与]"
_YEAR = r"(?:1[0-9]|20|21)[0-9]{2}"


def _number(text: str) -> int | None:
    return NUMBERS.get(text)


def _year(text: str) -> int | None:
    """Read a year: Arabic, digit by digit in Chinese (二〇二五), or as a number (两千零四)."""
    text = text.strip()
    if text.isascii():
        return full_year(text)
    if all(c in _HAN_DIGITS for c in text):
        return full_year("".join(_HAN_DIGITS[c] for c in text))
    number = parse_number(text)
    return int(number) if number is not None and 1000 <= number < 2200 else None


# ---- one alternative and one reader a construction -------------------------------------------------------------

_READERS: dict[str, tuple[str, Callable[[re.Match[str]], Token | None]]] = {}
Reader = Callable[[re.Match[str]], "Token | None"]


def _reads(name: str, pattern: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        _READERS[name] = (pattern, reader)
        return reader

    return register


def _token(m: re.Match[str], unit: str, fields: dict[str, Any], form: str = "", top: int = -1) -> Token:
    return Token(m.start(), m.end(), unit, fields, form, top)


@_reads(
    "numeric",
    rf"(?<![0-9A-Za-z._])(?P<iso_year>(?:1[3-9]|20|21)[0-9]{{2}})(?P<sep>[-/.]| (?=[0-9]{{2}} [0-9]{{2}}(?![0-9])))"
    r"(?P<iso_month>[0-9]{1,2})(?:(?P=sep)|(?<=\.[0-9]{2})-)(?P<iso_day>[0-9]{1,2})(?![0-9]|[/.][0-9])",
)
def _numeric(m: re.Match[str]) -> Token | None:
    fields = {"year": int(m["iso_year"]), "month": int(m["iso_month"]), "day": int(m["iso_day"])}
    return _token(m, "day", fields, "numeric", RANK["year"])


@_reads(
    "dmy",
    r"(?<![0-9A-Za-z._/])(?P<dmy_day>[0-9]{1,2})(?P<dmy_sep>[/.\-])(?P<dmy_month>[0-9]{1,2})(?P=dmy_sep)"
    r"(?P<dmy_year>(?:19|20)[0-9]{2})(?![0-9]|[/.][0-9])",
)
def _day_first(m: re.Match[str]) -> Token | None:
    day, month = int(m["dmy_day"]), int(m["dmy_month"])
    if month > 12:
        day, month = month, day
    return _token(m, "day", {"year": int(m["dmy_year"]), "month": month, "day": day}, "numeric", RANK["year"])


@_reads(
    "compact",
    r"(?<![0-9A-Za-z.,_\-/〔\[])(?P<c_year>(?:19|20)[0-9]{2})(?P<c_month>0[1-9]|1[0-2])(?P<c_day>0[1-9]|[12][0-9]|3[01])"
    r"(?![0-9A-Za-z.,%]|-[0-9]| ?[元万亿股手吨人个家号])",
)
def _compact(m: re.Match[str]) -> Token | None:
    fields = {"year": int(m["c_year"]), "month": int(m["c_month"]), "day": int(m["c_day"])}
    return _token(m, "day", fields, "numeric", RANK["year"])


@_reads(
    "year_month",
    r"(?<![0-9A-Za-z._/\-])(?P<ym_year>(?:19|20)[0-9]{2})(?P<ym_sep>[-/.])(?P<ym_month>0[1-9]|1[0-2])(?![0-9A-Za-z%年亿万元]|[-/.,][0-9])",
)
def _year_month(m: re.Match[str]) -> Token | None:
    return _token(m, "month", {"year": int(m["ym_year"]), "month": int(m["ym_month"])}, "weak", RANK["year"])


@_reads(
    "fiscal",
    r"(?<![0-9A-Za-z._])(?P<fy_first>(?:19|20)[0-9]{2})(?:/|[-–](?=[0-9]{2,4} ?(?:财|会计|财政|学年|赛季)))"
    r"(?P<fy_last>(?:19|20)?[0-9]{2})(?![0-9/.])(?: ?(?:财政年度|会计年度|财年|学年度?|赛季|年度?))?",
)
def _fiscal(m: re.Match[str]) -> Token | None:
    first, last = int(m["fy_first"]), int(m["fy_last"])
    if last % 100 != (first + 1) % 100:
        return None
    return _token(m, "year", {"year": first, "end": first + 1}, "fiscal")


@_reads(
    "code",
    r"(?<![A-Za-z0-9])(?<![0-9]\.)(?:(?:FY ?)?(?P<q_year>(?:20)?[0-9]{2}) ?(?:Q(?P<q>[1-4])|H(?P<h>[12])|[Qq](?P<q3>[1-4]))"
    r"|(?P<q_before>[1-4])Q ?(?P<q_year2>(?:20)?[0-9]{2})|(?P<h_before>[12])H ?(?P<h_year>(?:20)?[0-9]{2})"
    r"|FY ?(?P<f_year>(?:20)?[0-9]{2})|(?P<x>Q)(?P<q_alone>[1-4])(?: ?(?P<q_year3>20[0-9]{2})(?!年))?"
    r"|H(?P<h_alone>[12])(?=上|下|业|报|,|、|。|期)|[12](?P<y>H)(?![A-Za-z0-9]))(?![A-Za-z0-9]|\.[0-9])",
)
def _code(m: re.Match[str]) -> Token | None:
    told = m["q_year"] or m["q_year2"] or m["q_year3"] or m["h_year"] or m["f_year"]
    fields: dict[str, Any] = {"year": full_year(told)} if told else {}
    quarter, half = m["q"] or m["q3"] or m["q_before"] or m["q_alone"], m["h"] or m["h_before"] or m["h_alone"]
    if quarter:
        fields["quarter"] = int(quarter)
    elif half:
        fields["half"] = int(half)
    elif not told:
        return None
    unit = "quarter" if quarter else "half" if half else "year"
    return _token(m, unit, fields, "code", RANK["year"] if told else -1)


@_reads(
    "bare_year",
    rf"(?<![0-9A-Za-z.%/])(?P<by>(?:19|20)[0-9]{{2}})(?![0-9A-Za-z.,%])"
    rf"(?:(?=(?: ?{SEPARATOR}{{1,2}} ?(?:{_YEAR}|[0-9]{{2}}(?![0-9])) ?年?){{1,9}}(?<=年))|(?= ?(?:[上下]半年|第?[一二三四]季|全年|前三季))|(?<=年[、,-][0-9]{{4}})(?![ 0-9年])|(?<=年至[0-9]{{4}})(?![ 0-9年])|(?<=从[0-9]{{4}})(?= ?[到至] ?20[0-9]{{2}}(?!年))|(?<=从[0-9]{{4}}[到至][0-9]{{4}}))",
)
def _bare_year(m: re.Match[str]) -> Token | None:
    return _token(m, "year", {"year": int(m["by"])}, "bare")


_ERAS = tuple((name, int(first), int(length or 200)) for name, first, length in table("calendar_eras", 3))


@_reads(
    "era",
    rf"(?P<era>{'|'.join(e[0] for e in _ERAS)})(?P<era_year>[0-9]{{1,3}}|元|{CHINESE}) ?年",
)
def _era(m: re.Match[str]) -> Token | None:
    first, length = next((f, n) for name, f, n in _ERAS if re.fullmatch(name, m["era"]))
    number = 1 if m["era_year"] == "元" else parse_number(m["era_year"])
    if number is None or not 1 <= number <= length + 3:
        return None
    return _token(m, "year", {"year": first + int(number) - 1}, "era")


_DECADE_NEXT = r"代(?![理销表工码付扣驾])"
_YEAR_UNIT = rf" ?(?:年(?![级轮]|{_DECADE_NEXT})|财政年度|会计年度|财年)"


@_reads(
    "year",
    rf"{_NOT_IN_NUMBER}(?P<y4>{_YEAR}){_YEAR_UNIT}|(?P<yh>[一二][〇零○一二三四五六七八九]{{3}}|[两二]千[零〇一二三四五六七八九十]{{2,4}}) ?年(?![级代])",
)
def _full_year_token(m: re.Match[str]) -> Token | None:
    year = _year(m["y4"] or m["yh"])
    return None if year is None else _token(m, "year", {"year": year})


@_reads(
    "short_year",
    rf"{_NOT_IN_NUMBER}(?<!第)(?P<y2>[0-9]{{2}}){_YEAR_UNIT}"
    r"|(?<![0-9一二三四五六七八九十百千万亿零〇几数第])(?P<y2h>[〇零一二三六七八九][〇零一二三四五六七八九]) ?年(?![级代])",
)
def _short_year(m: re.Match[str]) -> Token | None:
    year = _year(m["y2"] or m["y2h"])
    return None if year is None else _token(m, "year", {"year": year}, "short")


@_reads("decade", rf"(?<![0-9.])(?P<dec>(?:1[0-9]|20)[0-9]0|[1-9]0|[二三四五六七八]?(?P<dec2>[一二三四五六七八九])?十) ?年代")
def _decade(m: re.Match[str]) -> Token | None:
    if m["dec"].isdecimal() and len(m["dec"]) == 4:
        return _token(m, "decade", {"decade": int(m["dec"]) // 10}, top=RANK["century"])
    if m["dec2"] and len(m["dec"]) == 3:  # 六七十年代
        first, last = (_number(c) for c in m["dec"][:2])
        return _token(m, "decade", {"decade": first, "end": last})
    number = _number(m["dec"]) if not m["dec"].isdecimal() else int(m["dec"])
    if number is None:  # 七十 and more are no numbers of a clock
        value = parse_number(m["dec"])
        number = int(value) if value is not None else 0
    return _token(m, "decade", {"decade": number // 10})


@_reads("century", rf"(?P<cen>(?<![0-9]){_N}|上个?|本|下个?) ?世纪(?!初?(?:坛|公园))")
def _century(m: re.Match[str]) -> Token | None:
    told = {"上": -1, "本": 0, "下": 1}.get(m["cen"][0])
    if told is not None:
        return _token(m, "century", {"century": Step("now", told)})
    number = _number(m["cen"])
    return None if not number else _token(m, "century", {"century": number - 1})


@_reads("first_quarters", r"(?:前|首)(?P<qn>[两二三2-3]) ?个?季度?(?!节)")
def _first_quarters(m: re.Match[str]) -> Token | None:
    return _token(m, "quarter", {"quarter": 1, "end": {"两": 2, "二": 2, "2": 2}.get(m["qn"], 3)}, "first")


@_reads(
    "first_months",
    rf"[前首头] ?(?P<mn>[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,2}}) ?个?月份?(?![大小])",
)
def _first_months(m: re.Match[str]) -> Token | None:
    number = _number(m["mn"])
    if not number or not 1 < number < 12:
        return None
    return _token(m, "month", {"month": 1, "end": number}, "first")


@_reads(
    "quarter",
    r"(?<![0-9一二三四五六七八九十个])第 ?(?P<q1>[一二三四1-4]) ?季(?:度|报)?(?![节后])"
    r"|(?<![0-9一二三四五六七八九十个.两几多第])(?P<q2>[一二三四1-4]) ?季(?:度(?!末?线)|报(?!道))|(?P<q_word>首季度?(?!节)|末季)"
    rf"|(?P<q_bare>[一二三1-3])(?= ?{SEPARATOR} ?[二三四2-4] ?季度)",
)
def _quarter(m: re.Match[str]) -> Token | None:
    told = m["q1"] or m["q2"] or m["q_bare"]
    number = _number(told) if told else 1 if m["q_word"][0] == "首" else 4
    return _token(m, "quarter", {"quarter": number}, "bare" if m["q_bare"] else "")


@_reads("half", r"(?P<h_first>[上前])半年度?|(?P<h_second>[下后])半年度?|(?P<h_report>半年)(?:度(?=的?[业财报])|报(?!道))")
def _half(m: re.Match[str]) -> Token | None:
    weak = "weak" if m.group() in ("前半年", "后半年") else ""
    return _token(m, "half", {"half": 2 if m["h_second"] else 1}, weak)


_LUNAR_DAY = r"初(?:[一二三四五六七八九十]|[0-9]{1,2}(?![0-9]))|廿[一二三四五六七八九]?"
_ANY_LUNAR_DAY = rf"{_LUNAR_DAY}|三十|二十|十[一二三四五六七八九]|[0-9]{{1,2}}(?![0-9月])"


@_reads(
    "lunar",
    rf"(?:(?:[农阴旧]历) ?(?P<l_leap>闰)?(?P<l_month>{_N}|正|冬|腊)月|(?P<l_leap2>闰)(?P<l_month2>{_N})月|(?P<l_month3>[正冬腊])月)"
    rf"(?:(?P<l_day>{_ANY_LUNAR_DAY})[日号]?)?|(?P<l_month4>[一二三四五六七八九十]{{1,2}})月(?P<l_day4>{_LUNAR_DAY})",
)
def _lunar(m: re.Match[str]) -> Token | None:
    told = m["l_month"] or m["l_month2"] or m["l_month3"] or m["l_month4"]
    month = {"正": 1, "冬": 11, "腊": 12}.get(told) or _number(told)
    day = m["l_day"] or m["l_day4"]
    if not month or month > 12:
        return None
    fields: dict[str, Any] = {"month": month, "lunar": True, "leap": bool(m["l_leap"] or m["l_leap2"])}
    if day:
        fields["day"] = _number(day.removeprefix("初"))
    return _token(m, "day" if day else "month", fields, top=RANK["month"])


@_reads(
    "month",
    rf"{_NOT_IN_NUMBER}(?<![一二三四五六七八九十廿个])(?P<m>{_N}) ?月(?:份)?(?![饼球亮光季兔牙台子嫂宫])"
    rf"|{_NOT_IN_NUMBER}(?<![一二三四五六七八九十])(?P<m_bare>{_N})(?=(?: ?(?:{SEPARATOR}|/) ?{_N}){{1,6}} ?月)",
)
def _month(m: re.Match[str]) -> Token | None:
    number = _number(m["m"] or m["m_bare"])
    if number is None or not 1 <= number <= 12:
        return None
    return _token(m, "month", {"month": number}, "bare" if m["m_bare"] else "")


_DAY_STOP = r"(?!均线|线|游|内|楼|店|院|馆|井|文件?|机|门|码|仓|公路|汽油|柴油|球|选手|公告|令|台|宿舍|种子|染色体|企鹅|厅|地块|坑)"


@_reads(
    "day",
    rf"{_NOT_IN_NUMBER}(?<![一二三四五六七八九十百千第])(?P<d>{_N}) ?(?P<d_unit>日(?![元圆])|号){_DAY_STOP}"
    rf"|{_NOT_IN_NUMBER}(?P<d_bare>{_N})(?=(?: ?{SEPARATOR} ?{_N}){{1,6}} ?[日号]{_DAY_STOP})",
)
def _day(m: re.Match[str]) -> Token | None:
    number = _number(m["d"] or m["d_bare"])
    if not number or number > 31:
        return None
    if m["d_bare"]:
        return _token(m, "day", {"day": number}, "bare")
    arabic = m["d"].isdecimal() or len(m["d"]) > 1
    return _token(m, "day", {"day": number}, "" if arabic and m["d_unit"][0] == "日" else "weak")


_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 8}
_WEEKDAY = r"(?:一(?![直起共般定样些度次致带年月天])|[二三四五六](?![家个项大只名位次天款股条成十百千万年月])|[日天末])"
_LOOK = re.compile(r"\(\?<?[!=][^()]*\)")
_WORDS = sorted(table("calendar_words", 5), key=lambda row: -len(_LOOK.sub("", row[0])))
_WORD = {
    unit: "|".join(w for w, u, *_ in _WORDS if u == unit)
    for unit in ("year", "month", "week", "quarter", "half", "day", "part", "season")
}


def _word(m: re.Match[str], unit: str) -> tuple[Step | None, str]:
    """Find the row of the table that a match comes from."""
    for word, u, base, count, part in _WORDS:
        if u == unit and re.compile(word).fullmatch(m.string, *m.span(f"w_{unit}")):
            return (Step(base, int(count)) if base else None), part  # type: ignore[arg-type]
    for word, u, base, count, part in _WORDS:
        if u == unit and (x := re.compile(word).match(m.string, m.start(f"w_{unit}"))) and x.end() == m.end(f"w_{unit}"):
            return (Step(base, int(count)) if base else None), part  # type: ignore[arg-type]
    raise AssertionError(m.group())


def _relative(unit: str) -> Reader:
    def read(m: re.Match[str]) -> Token | None:
        step, part = _word(m, unit)
        fields: dict[str, Any] = {unit: step}
        if part:
            return _token(m, "part", fields | {"part": part}, top=RANK[unit])
        return _token(m, unit, fields, "weak" if step is not None and step.base == "near" else "")

    return read


@_reads(
    "week",
    rf"(?P<w_week>{_WORD['week']})(?:(?:周|星期|礼拜)?(?P<wd1>{_WEEKDAY}))?"
    rf"|(?<![每逢0-9一二三四五六七八九十两几数第半])(?P<in_week>(?:周|星期|礼拜)(?P<wd2>{_WEEKDAY}))(?![岁刊报历])"
    r"|(?<![0-9A-Za-z])W(?P<iso_week>[0-5][0-9])(?![0-9A-Za-z])",
)
def _week(m: re.Match[str]) -> Token | None:
    if m["iso_week"]:
        return _token(m, "week", {"week": int(m["iso_week"])}, "weak")
    fields: dict[str, Any] = {} if m["in_week"] else {"week": _word(m, "week")[0]}
    told = m["wd1"] or m["wd2"]
    if told:
        fields["weekday"] = _WEEKDAYS[told]
    return _token(m, "weekday" if told else "week", fields, top=RANK["week"])


_NTH_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month"}


@_reads(
    "nth",
    rf"(?:第 ?(?P<nth>{_N})|最后一) ?个?(?:(?:周|星期|礼拜)(?P<nth_day>{_WEEKDAY})|(?P<nth_unit>[天日周月]|星期|礼拜))"
    rf"|(?P<nth_side>前|后|最后) ?(?P<nth_count>{_N}) ?个?(?P<nth_unit2>[天日周月]|星期|礼拜)",
)
def _nth(m: re.Match[str]) -> Token | None:
    if m["nth_side"]:
        count = _number(m["nth_count"])
        unit = _NTH_UNITS[m["nth_unit2"]]
        if not count:
            return None
        first, last = (1, count) if m["nth_side"] == "前" else (-count, -1)
        return _token(m, "nth", {"nth": Nth(first, last, unit)}, "weak")
    number = _number(m["nth"]) if m["nth"] else -1
    if not number:
        return None
    weekday = _WEEKDAYS[m["nth_day"]] if m["nth_day"] else 0
    unit = "weekday" if weekday else _NTH_UNITS[m["nth_unit"]]
    return _token(m, "nth", {"nth": Nth(number, number, unit, weekday)}, "weak")


@_reads("part", rf"(?P<w_part>{_WORD['part']})")
def _part(m: re.Match[str]) -> Token | None:
    return _token(m, "part", {"part": _word(m, "part")[1]}, "weak")


@_reads("season", rf"(?P<w_season>{_WORD['season']})")
def _season(m: re.Match[str]) -> Token | None:
    return _token(m, "season", {"season": _word(m, "season")[1]}, "weak")


_MINUTE = rf"(?:[0-5]?[0-9]|[一二三四五六七八九十零〇两]{{1,3}})"


@_reads(
    "clock",
    r"(?<![0-9.:：])(?P<hh>[0-2]?[0-9]):(?P<mm>[0-5][0-9])(?::(?P<ss>[0-5][0-9])(?:\.[0-9]{1,6})?)?[时分]?(?![0-9:])(?: ?(?P<ap>[AaPp])\.?[Mm]\.?)?"
    rf"|(?<![.第])(?:(?<![0-9])|(?![0-9]))(?P<h2>[0-9]{{1,2}}|(?<![一二三四五六七八九十百千第零])[一二三四五六七八九十零两]{{1,3}}) ?(?P<h_unit>点(?![0-9]*[个%％]|[多余]?[个]|[建意看钟]?[议见法])|时(?![间候代期段常而刻隔空]))"
    rf"(?P<tail>半|过?[一三1-3]刻|[零过]?(?P<m2>{_MINUTE})(?:分(?!钟)(?:(?P<s2>{_MINUTE})秒)?|(?![0-9一二三四五六七八九十点]))|[多许]钟?|钟|整)?(?: ?(?P<ap2>[AaPp])\.?[Mm]\.?)?"
    r"|(?<![0-9.A-Za-z])(?P<h3>1[0-2]|[1-9]) ?(?P<ap3>[AaPp])[Mm](?![A-Za-z])"
    rf"|(?P<h_bare>(?<![0-9.])[0-9]{{1,2}})(?= ?[~至到\-] ?[0-9]{{1,2}} ?[点时])",
)
def _clock(m: re.Match[str]) -> Token | None:
    fields: dict[str, Any] = {}
    form = ""
    if m["h_bare"] or m["h3"]:
        fields["hour"], fields["minute"] = int(m["h_bare"] or m["h3"]), 0
        form = "bare" if m["h_bare"] else ""
    elif m["hh"]:
        fields["hour"], fields["minute"] = int(m["hh"]), int(m["mm"])
        if m["ss"]:
            fields["second"] = int(m["ss"])
    else:
        hour = _number(m["h2"])
        tail = m["tail"] or ""
        minute = 30 if tail == "半" else 0
        if "刻" in tail:
            minute = {"一": 15, "1": 15, "三": 45, "3": 45}.get(tail[-2], 30)
        elif m["m2"]:
            value = _number(m["m2"])
            if value is None or value > 59:
                return None
            minute = value
        if hour is None:
            return None
        fields["hour"], fields["minute"] = hour, minute
        if m["s2"]:
            fields["second"] = _number(m["s2"])
        form = "weak" if not tail or tail[0] in "多许" else "" if (m["h_unit"] == "时" or not m["m2"] or "分" in tail or re.fullmatch("[0-9]{2}", m["m2"])) else "weak"
    if fields["hour"] > 24 or (fields["hour"] == 24 and fields["minute"]):
        return None
    half = (m["ap"] or m["ap2"] or m["ap3"] or "").lower()
    if half:
        fields["hour"] = fields["hour"] % 12 + (12 if half == "p" else 0)
    return _token(m, "clock", fields, form)


# 十一, 五一 and 618 are read as other numbers first; all other names of holidays go before what they are made of.
_NUMERIC_HOLIDAYS = [n for n in HOLIDAYS if n.isdecimal() or all(c in NUMERAL_CHARACTERS for c in n)]
_NAMED_HOLIDAYS = [n for n in HOLIDAYS if n not in _NUMERIC_HOLIDAYS]


def _any_of(names: list[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@_reads("holiday", f"(?P<holiday>{_any_of(_NAMED_HOLIDAYS)})")
def _holiday(m: re.Match[str]) -> Token | None:
    return _token(m, "holiday", {"holiday": m.group()}, "" if HOLIDAYS[m.group()].alone else "weak")


_READERS["numeric_holiday"] = (
    rf"(?<![0-9.{NUMERAL_CHARACTERS}])(?:{_any_of(_NUMERIC_HOLIDAYS)})(?![0-9{NUMERAL_CHARACTERS}])",
    _holiday,
)


_PAIRS = {"今明": (0, 1), "明后": (1, 2), "昨今": (-1, 0)}


@_reads("pair", r"(?P<pair>今明|明后|昨今)(?:[两二2] ?)?(?P<pair_unit>[天日年])(?![性努])")
def _pair(m: re.Match[str]) -> Token | None:
    first, last = (Step("now", n) for n in _PAIRS[m["pair"]])
    unit = "year" if m["pair_unit"] == "年" else "day"
    return _token(m, unit, {unit: first, "end": last}, "first")


@_reads("trading_day", r"[上前](?:一个?|个)交易日")
def _trading_day(m: re.Match[str]) -> Token | None:
    return _token(m, "shift", {"shift": Shift(Decimal(-1), "workday")})


_MONTH_DAY = r"(?<![0-9A-Za-z./])(?P<md_month>[0-9]{1,2})/(?P<md_day>[0-9]{1,2}) ?[日号]"


@_reads("month_day", rf"{_MONTH_DAY}|(?<=月)(?P<plain>[0-3]?[0-9]|[一二三]?十[一二三四五六七八九]?|二十|三十)(?=[,，。、;；)）\s]|早|晚|上午|下午|凌晨|中午|的|\Z)")
def _month_day(m: re.Match[str]) -> Token | None:
    if m["plain"]:
        return _token(m, "day", {"day": _number(m["plain"])}, "weak")
    return _token(m, "day", {"month": int(m["md_month"]), "day": int(m["md_day"])}, "numeric", RANK["month"])


@_reads("same", r"(?<![与和跟同合共])同期(?![声限货])")
def _same(m: re.Match[str]) -> Token | None:
    return _token(m, "same", {"same": True})


_SHIFT_UNITS = {
    "世纪": "century", "年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week",
    "天": "day", "日": "day", "工作日": "workday", "交易日": "workday", "小时": "hour", "钟头": "hour", "分钟": "minute",
    "刻钟": "quarter hour", "秒钟": "second", "秒": "second",
}  # fmt: skip


@_reads(
    "shift",
    rf"(?<![0-9.第\-至到~])(?<![{NUMERAL_CHARACTERS}])(?P<s_n>半|[0-9]{{1,4}}(?:\.[0-9])?|[{NUMERAL_CHARACTERS}]{{1,5}}) ?"
    rf"(?:(?P<s_half1>个半)|个)?(?P<s_unit>(?<=个)世纪|工作日|交易日|季度|星期|礼拜|小时|钟头|分钟|刻钟|秒钟|[年月周天日秒])(?P<s_half>半)?"
    r"(?P<s_side>[之以]?[后前]|过后)(?![续期台勤备市排代卫果提列往途景沿缀半端夕日天一两二三四五六七八九十0-9])",
)
def _shift(m: re.Match[str]) -> Token | None:
    unit = _SHIFT_UNITS[m["s_unit"]]
    number = parse_number(m["s_n"]) if m["s_n"] != "半" else parse_number("0.5")
    if number is None or (unit == "year" and number >= 1000):
        return None
    if m["s_half"] or m["s_half1"]:
        number += parse_number("0.5") or 0
    if unit == "quarter hour":
        number, unit = number * 15, "minute"
    sign = 1 if "后" in m["s_side"] else -1
    form = "month" if m["s_unit"] == "月" and "个" not in m.group() else ""
    return _token(m, "shift", {"shift": Shift(number * sign, unit)}, form)


for _unit in ("year", "month", "quarter", "half", "day"):
    _READERS[f"r_{_unit}"] = (f"(?P<w_{_unit}>{_WORD[_unit]})", _relative(_unit))

# Longer and more specific constructions come first.
_ORDER = (
    "numeric", "dmy", "compact", "year_month", "fiscal", "code", "trading_day", "shift", "bare_year", "era", "year", "short_year", "decade", "century",
    "pair", "r_year", "r_month", "week", "r_quarter", "r_half", "first_quarters", "first_months", "quarter", "half", "nth",
    "holiday", "lunar", "month_day", "month", "r_day", "day", "clock", "same", "part", "season", "numeric_holiday",
)  # fmt: skip
_READ = {name: _READERS[name][1] for name in _ORDER}
_FIRST = (
    "0-9FQHW一二三四五六七八九十廿卅〇零两半前去今本明来后大下上当同该这那次翌昨琴寻听隔第最首末头农阴旧闰正冬腊"
    "周星礼凌清早朝午中晏傍晚入夜深白日晨春夏秋" + "".join({name[0] for name in HOLIDAYS} | {e[0][0] for e in _ERAS})
)
_SCAN = re.compile(rf"(?=[{_FIRST}])(?:{'|'.join(f'(?P<t_{n}>{_READERS[n][0]})' for n in _ORDER)})")


def _read(m: re.Match[str]) -> Token | None:
    """Read a hit; where its construction refuses it, let the others try at the same place, in their order."""
    name = (m.lastgroup or "").removeprefix("t_")
    token = _READ[name](m)
    for other in _ORDER[_ORDER.index(name) + 1 :] if token is None else ():
        again = _alternative(other).match(m.string, m.start())
        if again and (token := _READ[other](again)):
            break
    return token


@cache
def _alternative(name: str) -> re.Pattern[str]:
    return re.compile(_READERS[name][0])


def tokens(text: str) -> Iterator[Token]:
    """Scan a text.

    Parameters
    ----------
    text : str
        Normalised.

    Yields
    ------
    Token
        In order, not overlapping. Where all constructions refuse a place, the scan goes on one character on.
    """
    position = 0
    search = _SCAN.search
    while m := search(text, position):
        token = _read(m)
        if token is None:
            position = m.start() + 1
        else:
            yield token
            position = token.end
