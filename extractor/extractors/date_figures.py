"""Constructions of dates that are told by numbers: years, quarters, months, days, clock times."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from extractor.extractors.date_pairs import are_two
from extractor.extractors.date_tokens import HAN_DIGITS, NUMBERS, RANK, ZEROS, Token, construction, token
from extractor.lexicon import table
from extractor.numerals import CHINESE, parse_number
from extractor.patterns import lazy
from extractor.surroundings import is_behind, is_whole
from extractor.timex import Step, full_year

__all__ = ["ENGLISH_MONTHS", "ERAS", "NUMBER", "SEPARATOR"]

_DIGIT_OF = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys(ZEROS, "0")
NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十廿卅〇零两]{1,3})"
SEPARATOR = r"[、~～\-—–－至到和及与]"
_YEAR = r"(?:1[0-9]|20|21)[0-9]{2}"
_NOT_IN_NUMBER = r"(?<![0-9.A-Za-z])"
_ALL = "0" + HAN_DIGITS


def _is_other(m: re.Match[str], no_date_after: re.Pattern[str]) -> bool:
    """Tell whether a word behind a match makes it something else: 5日线, not 5日|线路."""
    return is_behind(no_date_after, m.string, m.end())


def _year(text: str) -> int | None:
    """Read a year: Arabic, digit by digit in Chinese (二〇二五), or as a number (两千零四)."""
    text = text.strip()
    if text.isascii():
        return full_year(text)
    if all(c in _DIGIT_OF for c in text):
        return full_year("".join(_DIGIT_OF[c] for c in text))
    number = parse_number(text)
    return int(number) if number is not None and 1000 <= number < 2200 else None


# ---- whole dates in digits


@construction(
    "numeric", "0",
    r"(?<![0-9A-Za-z._])(?P<iso_year>(?:1[3-9]|20|21)[0-9]{2})"
    r"(?P<sep>[-/.]| (?=[0-9]{2} [0-9]{2}(?![0-9])))(?P<iso_month>[0-9]{1,2})"
    r"(?:(?P=sep)|(?<=\.[0-9]{2})-)(?P<iso_day>[0-9]{1,2})(?![0-9]|[/.][0-9]| ?年)",
)  # fmt: skip
def _numeric(m: re.Match[str]) -> Token | None:
    fields = {"year": int(m["iso_year"]), "month": int(m["iso_month"]), "day": int(m["iso_day"])}
    return token(m, "day", fields, "numeric", RANK["year"])


@construction(
    "day_first", "0",
    r"(?<![0-9A-Za-z._/])(?P<dmy_day>[0-9]{1,2})(?P<dmy_sep>[/.\-])(?P<dmy_month>[0-9]{1,2})(?P=dmy_sep)"
    r"(?P<dmy_year>(?:19|20)[0-9]{2}|(?<=(?<![0-9])[0-3][0-9]/[01][0-9]/)[5-9][0-9])(?![0-9%]|[/.][0-9])",
)  # fmt: skip
def _day_first(m: re.Match[str]) -> Token | None:
    day, month = int(m["dmy_day"]), int(m["dmy_month"])
    if month > 12:
        day, month = month, day
    return token(m, "day", {"year": full_year(m["dmy_year"]), "month": month, "day": day}, "numeric", RANK["year"])


@construction(
    "compact", "0",
    r"(?<![0-9A-Za-z.,_\-/〔\[])(?P<c_year>(?:19|20)[0-9]{2})(?P<c_month>0[1-9]|1[0-2])"
    r"(?P<c_day>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z.,%]|-[0-9]| ?[元万亿股手吨人个家号])",
)  # fmt: skip
def _compact(m: re.Match[str]) -> Token | None:
    fields = {"year": int(m["c_year"]), "month": int(m["c_month"]), "day": int(m["c_day"])}
    return token(m, "day", fields, "numeric", RANK["year"])


# Jan 8, 2024; 8 January 2024.
_ENGLISH_NAMES = "January February March April May June July August September October November December".split()
ENGLISH_MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH_NAMES, 1)}
_ENGLISH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _ENGLISH_NAMES) + "|Sept"
_ORDINAL = "(?:st|nd|rd|th)?"


@construction(
    "english", "0" + "".join(dict.fromkeys(short[0] for short in ENGLISH_MONTHS)),
    rf"(?<![0-9A-Za-z.])(?:(?P<en_month>{_ENGLISH})\.? (?P<en_day>[0-9]{{1,2}}){_ORDINAL},? "
    rf"|(?P<en_day2>[0-9]{{1,2}}){_ORDINAL}(?:-(?=[A-Za-z]{{3}}-)| )(?P<en_month2>{_ENGLISH})(?:-|\.?,? ))"
    r"(?P<en_year>(?:19|20)[0-9]{2})(?![0-9A-Za-z])",
)  # fmt: skip
def _english(m: re.Match[str]) -> Token | None:
    month = ENGLISH_MONTHS[(m["en_month"] or m["en_month2"])[:3]]
    fields = {"year": int(m["en_year"]), "month": month, "day": int(m["en_day"] or m["en_day2"])}
    return token(m, "day", fields, "numeric", RANK["year"])


@construction(
    "year_month", "0",
    r"(?<![0-9A-Za-z._/\-])(?P<ym_year>(?:19|20)[0-9]{2})[-/.](?P<ym_month>0[1-9]|1[0-2])"
    r"(?![0-9A-Za-z%年亿万元]|[-/.,][0-9])",
)  # fmt: skip
def _year_month(m: re.Match[str]) -> Token | None:
    return token(m, "month", {"year": int(m["ym_year"]), "month": int(m["ym_month"])}, "weak", RANK["year"])


@construction(
    "month_day", "0" + HAN_DIGITS,
    r"(?<![0-9A-Za-z./])(?P<md_month>[0-9]{1,2})/(?P<md_day>[0-9]{1,2}) ?[日号]"
    r"|(?<![0-9A-Za-z./\-])(?P<mt_month>0[1-9]|1[0-2])-(?P<mt_day>[0-3][0-9])(?= [0-2][0-9]:[0-5][0-9])"
    r"|(?<![\s\S])(?P<ml_month>[0-9]{1,2})(?:/(?P<ml_day>[0-9]{1,2})|(?<=[0-9]{2})-(?P<ml_day2>[0-9]{2}))(?!\s*\S)"
    r"|(?<=月)(?P<plain>[0-3]?[0-9](?! [日号])(?=[,，。、;；)）\s]|早|晚|上午|下午|凌晨|中午|的|\Z)"
    r"|(?:[二三]?十[一二三四五六七八九]?|二十|三十)(?![一二三四五六七八九十百千万亿年月日号点时个家名人位只天周期场件次款届元多余至到、]))",
)  # fmt: skip
def _month_day(m: re.Match[str]) -> Token | None:
    if m["plain"]:
        if not is_whole(m.string, m.start(), m.end()):  # 10月|十大
            return None
        return token(m, "day", {"day": NUMBERS.get(m["plain"])}, "weak")
    month = m["md_month"] or m["mt_month"] or m["ml_month"]  # the last: all that the text is
    day = m["md_day"] or m["mt_day"] or m["ml_day"] or m["ml_day2"]
    return token(m, "day", {"month": int(month), "day": int(day)}, "numeric", RANK["month"])


# ---- years and what is longer


_FISCAL = "(?:财|会计|学年|赛季|年度|课税年度)"


@construction(
    "fiscal", "0",
    r"(?<![0-9A-Za-z._/])(?P<fy_first>(?:19|20)[0-9]{2}|[0-9]{2}(?=/[0-9]{2} ?(?:财年|财政年度|年度|学年|赛季)))"
    rf"(?:/|[-–至](?=[0-9]{{2,4}} ?{_FISCAL}"
    rf"|[0-9]{{2}}(?: ?[至及、和到] ?20[0-9]{{2}}[-–/][0-9]{{2}}){{1,2}} ?{_FISCAL}))"
    r"(?P<fy_last>(?:19|20)?[0-9]{2})(?![0-9/.])(?: ?(?:财政年度|会计年度|课税年度|财年|学年度?|赛季|年度?))?",
)  # fmt: skip
def _fiscal(m: re.Match[str]) -> Token | None:
    if m.group()[-2:-1].isdigit() and m.group()[-1] == "年" and are_two(m.string, m.start(), m.end()):
        return None  # 2025/2026年归母净利润: two years, not one
    first, last = full_year(m["fy_first"]), int(m["fy_last"])
    if last % 100 != (first + 1) % 100:
        return None
    return token(m, "year", {"year": first, "end": first + 1}, "fiscal")


# FY2021/22, 二零二三/二四年度, 二〇二二至二三年度.
@construction(
    "fiscal", "F" + HAN_DIGITS,
    rf"FY ?(?P<fw_first>20[0-9]{{2}})[/\-](?P<fw_last>[0-9]{{2}})(?![0-9/.])"
    rf"|(?<![{HAN_DIGITS}])(?P<fh_first>[一二][{ZEROS}零一二三四五六七八九]{{3}})[/至\-–]"
    rf"(?P<fh_last>(?:二[{ZEROS}零])?[{ZEROS}零一二三四五六七八九]{{2}})(?:财政年度|财年|年度|学年|赛季)",
)  # fmt: skip
def _fiscal_in_words(m: re.Match[str]) -> Token | None:
    first, last = _year(m["fw_first"] or m["fh_first"]), _year(m["fw_last"] or m["fh_last"])
    if first is None or last is None or last % 100 != (first + 1) % 100:
        return None
    return token(m, "year", {"year": first, "end": first + 1}, "fiscal")


@construction(
    "code", "0FQH",
    r"(?<![A-Za-z0-9])(?<![0-9]\.)(?:(?:FY ?)?(?P<q_year>(?:20)?[0-9]{2}) ?(?:[Qq](?P<q>[1-4])|H(?P<h>[12]))"
    r"|(?P<q_before>[1-4])Q ?(?P<q_year2>(?:20)?[0-9]{2})|(?P<h_before>[12])H ?(?P<h_year>(?:20)?[0-9]{2})"
    r"|FY ?(?P<f_year>(?:20)?[0-9]{2})|Q(?P<q_alone>[1-4])(?: ?(?P<q_year3>20[0-9]{2})(?!年))?"
    r"|H(?P<h_alone>[12])(?=上|下|业|报|,|、|。|期))(?![A-Za-z0-9]|\.[0-9])",
)  # fmt: skip
def _code(m: re.Match[str]) -> Token | None:
    told = m["q_year"] or m["q_year2"] or m["q_year3"] or m["h_year"] or m["f_year"]
    fields: dict[str, Any] = {"year": full_year(told)} if told else {}
    quarter, half = m["q"] or m["q_before"] or m["q_alone"], m["h"] or m["h_before"] or m["h_alone"]
    if quarter:
        fields["quarter"] = int(quarter)
    elif half:
        fields["half"] = int(half)
    unit = "quarter" if quarter else "half" if half else "year"
    return token(m, unit, fields, "code", RANK["year"] if told else -1)


# A year without 年: before one that has it, behind one in a list, before a part of it, or after 从.
_LISTED_BEFORE = lazy(r"(?<![0-9])((?:20)?[1-4][0-9])[/、]\Z")
_YEARS_FOLLOW = rf"(?=(?: ?{SEPARATOR}{{1,2}} ?(?:{_YEAR}|[0-9]{{2}}(?![0-9])) ?年?){{1,9}}(?<=年))"


@construction(
    "bare_year", "0",
    rf"(?<![0-9A-Za-z.%/])(?P<by>(?:19|20)[0-9]{{2}})(?![0-9A-Za-z.,%])(?:{_YEARS_FOLLOW}"
    r"|(?= ?(?:[上下]半年|半年[报度]|(?:的 ?)?第?[一二三四1-4]季|全年|前三季))|(?<=年[、,\-至][0-9]{4})(?![ 0-9年])"
    r"|(?=/(?:[1-4]Q|[12]H) ?(?:20)?[0-9]{2}(?![0-9]))"  # 2020/4Q20
    r"|(?<=从[0-9]{4})(?= ?[到至] ?20[0-9]{2}(?!年))|(?<=从[0-9]{4}[到至][0-9]{4}))",
)  # fmt: skip
def _bare_year(m: re.Match[str]) -> Token | None:
    return token(m, "year", {"year": int(m["by"])}, "bare")


# 25/26/27年, 2025/2026年EPS: the columns of a forecast, one year behind the other.
@construction(
    "year_list", "0",
    r"(?<![A-Za-z.\-])(?<![0-9])(?P<yl>(?:20)?[1-4][0-9])(?=(?P<yl_rest>(?:[/、](?:20)?[1-4][0-9]){1,4}) ?年)",
)  # fmt: skip
def _year_list(m: re.Match[str]) -> Token | None:
    years = [full_year(told) for told in (m["yl"], *re.split("[/、]", m["yl_rest"])[1:])]
    before = _LISTED_BEFORE.search(m.string, max(0, m.start() - 5), m.start())
    if before is None and m.string[m.start() - 1 : m.start()] == "/":
        return None
    if any(later - year != 1 for year, later in pairwise(years)) or (before and full_year(before[1]) != years[0] - 1):
        return None
    return token(m, "year", {"year": years[0]}, "bare")


ERAS = {name: (int(first), int(length or 200)) for name, first, length in table("calendar_eras", 3)}


@construction(
    "year_range", "0",
    r"(?<![0-9A-Za-z._/\-])(?P<yr_first>(?:19|20)[0-9]{2})[-–—~至](?P<yr_last>(?:19|20)[0-9]{2})"
    r"(?![0-9年.,%\-/]| ?[年万亿元])",
)  # fmt: skip
def _year_range(m: re.Match[str]) -> Token | None:
    first, last = int(m["yr_first"]), int(m["yr_last"])
    return token(m, "year", {"year": first, "end": last}, "fiscal") if 0 < last - first <= 15 else None


# 113年第3季: a year of the Republic, as Taiwan's papers write it.
@construction(
    "minguo", "1",
    rf"{_NOT_IN_NUMBER}(?P<mg>1[01][0-9])"
    rf"(?: ?年(?P<mg_sure>度| ?第? ?[1-4一二三四] ?季|[上下]半年| ?[0-9]{{1,2}} ?月|元月|同期|底|全年"
    r"|前(?= ?[0-9一二两三四五六七八九十]{1,2} ?(?:个?月|季)))?|(?=全年))",
)  # fmt: skip
def _minguo(m: re.Match[str]) -> Token | None:
    sure = m["mg_sure"] or ""
    form = "minguo" if sure or not m.group().endswith("年") else "republic"
    return Token(m.start(), m.end() - len(sure), "year", {"year": int(m["mg"]) + 1911}, form)


# 113/01/08
@construction(
    "minguo", "1",
    r"(?<![0-9A-Za-z._/\-])(?P<mgn>1[01][0-9])/(?P<mgn_month>0[1-9]|1[0-2])/(?P<mgn_day>0[1-9]|[12][0-9]|3[01])"
    r"(?![0-9A-Za-z%]|[/.][0-9])",
)  # fmt: skip
def _minguo_numeric(m: re.Match[str]) -> Token | None:
    fields = {"year": int(m["mgn"]) + 1911, "month": int(m["mgn_month"]), "day": int(m["mgn_day"])}
    return token(m, "day", fields, "numeric", RANK["year"])


@construction(
    "era", "".join(dict.fromkeys(name[0] for name in ERAS)),
    rf"(?P<era>{'|'.join(ERAS)}) ?(?P<era_year>[0-9]{{1,3}}|元|{CHINESE}) ?年(?!代)",
)  # fmt: skip
def _era(m: re.Match[str]) -> Token | None:
    first, length = ERAS[m["era"]]
    number = 1 if m["era_year"] == "元" else parse_number(m["era_year"])
    if number is None or not 1 <= number <= length + 3:
        return None
    return token(m, "year", {"year": first + int(number) - 1}, "era")


_YEAR_UNIT = r" ?(?:年|财政年度|会计年度|财年)"
_NO_YEAR_AFTER = lazy("[级轮代]")  # 2年级, 5年轮, 1980年代


@construction(
    "year", _ALL,
    rf"{_NOT_IN_NUMBER}(?<!公元前)(?P<y4>{_YEAR}){_YEAR_UNIT}"
    rf"|(?P<yh>[一二][{ZEROS}零一二三四五六七八九]{{3}}|[两二]千[零〇一二三四五六七八九十]{{2,4}}){_YEAR_UNIT}",
)  # fmt: skip
def _full_year(m: re.Match[str]) -> Token | None:
    year = _year(m["y4"] or m["yh"])
    return None if year is None or _is_other(m, _NO_YEAR_AFTER) else token(m, "year", {"year": year})


@construction(
    "short_year", _ALL,
    rf"{_NOT_IN_NUMBER}(?<!第)(?P<y2>[0-9]{{2}}){_YEAR_UNIT}"
    r"|(?<![0-9一二三四五六七八九十百千万亿零〇几数第])"
    rf"(?P<y2h>[〇零一二三六七八九][〇零一二三四五六七八九]){_YEAR_UNIT}",
)  # fmt: skip
def _short_year(m: re.Match[str]) -> Token | None:
    year = _year(m["y2"] or m["y2h"])
    return None if year is None or _is_other(m, _NO_YEAR_AFTER) else token(m, "year", {"year": year}, "short")


@construction("short_whole_year", "12", rf"{_NOT_IN_NUMBER}(?P<y2_whole>[12][0-9])(?=全年)")
def _short_whole_year(m: re.Match[str]) -> Token | None:
    return token(m, "year", {"year": full_year(m["y2_whole"])}, "bare")


# 24-26年: judged as 24年 is, by what stands around it.
@construction(
    "short_years", "0", rf"(?<![0-9A-Za-z._/\-])(?P<ys1>[0-9]{{2}})[-–—~至到](?P<ys2>[0-9]{{2}}){_YEAR_UNIT}",
)  # fmt: skip
def _short_years(m: re.Match[str]) -> Token | None:
    first, last = full_year(m["ys1"]), full_year(m["ys2"])
    if not 0 < last - first <= 10 or _is_other(m, _NO_YEAR_AFTER):
        return None
    return token(m, "year", {"year": first, "end": last}, "short")


@construction(
    "decade", _ALL,
    r"(?<![0-9.])(?P<dec>(?:1[0-9]|20)[0-9]0|[1-9]0"
    r"|(?:[二三四五六七八]、?)?(?P<dec2>[一二三四五六七八九])?十) ?年代",
)  # fmt: skip
def _decade(m: re.Match[str]) -> Token | None:
    told = m["dec"]
    if not is_whole(m.string, m.end() - 1, m.end()):  # 2020年代表
        return None
    if told.isdecimal():
        return token(m, "decade", {"decade": int(told) // 10}, top=RANK["century" if len(told) == 4 else "decade"])
    if len(told) > 2:  # 六七十年代, 八、九十年代
        return token(m, "decade", {"decade": NUMBERS[told[0]], "end": NUMBERS[told[-2]]})
    return token(m, "decade", {"decade": NUMBERS[told[0]] if len(told) == 2 else 1})


@construction("century", _ALL + "上本下", rf"(?P<cen>(?<![0-9之]){NUMBER}|上个?|本|下个?) ?世纪(?!初?(?:坛|公园))")
def _century(m: re.Match[str]) -> Token | None:
    told = {"上": -1, "本": 0, "下": 1}.get(m["cen"][0])
    if told is not None:
        return token(m, "century", {"century": Step("now", told)})
    number = NUMBERS.get(m["cen"])
    return token(m, "century", {"century": number - 1}) if number else None


# ---- parts of a year

# 七八点: seven to eight.
_PAIRS = {pair: n for n, pair in enumerate("一二 两三 三四 四五 五六 六七 七八 八九 九十".split(" "), 1)} | {"二三": 2}


@construction("first_quarters", "前首", r"[前首](?P<qn>[两二三2-3]) ?个?季(?:度|(?!节))")
def _first_quarters(m: re.Match[str]) -> Token | None:
    return token(m, "quarter", {"quarter": 1, "end": NUMBERS[m["qn"]]}, "first")


@construction(
    "first_months",
    "前首头",
    r"[前首头] ?(?P<mn>[0-9]{1,2}|[一二两三四五六七八九十]{1,2}) ?个?月份?(?![大小])",
)
def _first_months(m: re.Match[str]) -> Token | None:
    number = NUMBERS.get(m["mn"])
    return token(m, "month", {"month": 1, "end": number}, "first") if number and 1 < number < 12 else None


_NO_QUARTER_AFTER = lazy("末?线")  # 季度线: of a chart


@construction(
    "quarter", _ALL + "第首次末",
    r"(?:(?<![0-9一二三四五六七八九十个])|(?<=20[0-9]{2}))第 ?(?P<q1>[一二三四1-4]) ?财?季(?:[度报]|(?![节后度报]))"
    r"|(?<![0-9一二三四五六七八九十个.两几多第])(?P<q_pair>一二|二三|三四)季度"
    r"|(?:(?<![0-9一二三四五六七八九十个.两几多第])|(?<=20[0-9]{2})(?![0-9]))(?P<q2>[一二三四1-4])"
    r" ?(?:季度|季报(?!道)|财季)"
    r"|(?P<q_word>[首次]季(?:度|(?!节))|末季)"
    rf"|(?<![0-9一二三四])(?P<q_bare>[一二三1-3])(?= ?{SEPARATOR} ?[二三四2-4] ?季度)",
)  # fmt: skip
def _quarter(m: re.Match[str]) -> Token | None:
    if m["q_pair"]:
        return token(m, "quarter", {"quarter": _PAIRS[m["q_pair"]], "end": _PAIRS[m["q_pair"]] + 1})
    if _is_other(m, _NO_QUARTER_AFTER):
        return None
    told = m["q1"] or m["q2"] or m["q_bare"]
    number = NUMBERS[told] if told else {"首": 1, "次": 2, "末": 4}[m["q_word"][0]]
    return token(m, "quarter", {"quarter": number}, "bare" if m["q_bare"] else "")


@construction(
    "half",
    "上前下后半",
    r"(?P<h_first>[上前])半(?:财|会计)?年度?|(?P<h_second>[下后])半(?:财|会计)?年度?|半年(?:度(?=的?[业财报])|报(?!道))",
)
def _half(m: re.Match[str]) -> Token | None:
    weak = "weak" if m.group()[0] in "前后" else ""
    return token(m, "half", {"half": 2 if m["h_second"] else 1}, weak)


_NO_MONTH_AFTER = lazy("[饼球亮光季兔牙台子嫂宫]")  # 三月兔, 3月子


@construction(
    "month", _ALL + "元",
    rf"{_NOT_IN_NUMBER}(?<![一二三四五六七八九十廿](?=[^0-9]))(?<!个)"
    rf"(?:(?P<m>{NUMBER}|(?<!多)元) ?月(?:份)?"
    rf"|(?P<m_bare>{NUMBER})(?=(?: ?(?:{SEPARATOR}|/) ?{NUMBER}){{1,6}} ?月))",
)  # fmt: skip
def _month(m: re.Match[str]) -> Token | None:
    if m["m"] and _is_other(m, _NO_MONTH_AFTER):
        return None
    if m["m"] in _PAIRS or m["m"] == "十一二":
        first = _PAIRS.get(m["m"], 11)
        return token(m, "month", {"month": first, "end": first + 1})
    number = 1 if m["m"] == "元" else NUMBERS.get(m["m"] or m["m_bare"])
    if number is None or not 1 <= number <= 12:
        return None
    return token(m, "month", {"month": number}, "bare" if m["m_bare"] else "")


# 5日线, 5日内: lengths; 5日元: money; 3号线, 5号楼, 92号汽油: numbers of things.
_DAY_UNIT = r"(?:[日曰]|号)"
_NO_DAY_AFTER = {
    "日": lazy("[元圆游内]|均?线(?![上下])"),
    "号": lazy("[线内楼店院馆井文机门码仓球令台厅坑]|公路|汽油|柴油|选手|公告|宿舍|种子|染色体|企鹅|地块"),
}


_AFTER_CODE = "将|公布|发布|披露|出炉|揭晓|维持|报|正式|启动|挂牌|上市|登陆|开启|申购"


@construction(
    "day", _ALL,
    # CPI15日公布, not ETF5日涨幅
    rf"(?:{_NOT_IN_NUMBER}|(?<=[A-Z]{{3}})(?=[0-9]{{1,2}} ?日(?:{_AFTER_CODE})))"
    rf"(?:(?<![一二三四五六七八九十百千](?=[^0-9]))(?<!第)(?<!数(?=[{HAN_DIGITS}]))"
    rf"(?P<d>{NUMBER}) ?(?P<d_unit>{_DAY_UNIT})"
    rf"|(?P<d_bare>{NUMBER})(?=(?: ?{SEPARATOR} ?{NUMBER}){{1,6}} ?{_DAY_UNIT}))",
)  # fmt: skip
def _day(m: re.Match[str]) -> Token | None:
    number = NUMBERS.get(m["d"] or m["d_bare"])
    if not number or number > 31:
        return None
    if m["d_bare"]:
        return token(m, "day", {"day": number}, "bare")
    if _is_other(m, _NO_DAY_AFTER["号" if m["d_unit"] == "号" else "日"]):
        return None
    sure = m["d_unit"] != "号" and (m["d"].isdecimal() or len(m["d"]) > 1)
    return token(m, "day", {"day": number}, "" if sure else "weak")


# ---- clock times

_MINUTE = r"(?:[0-5]?[0-9]|[一二三四五六七八九十零〇两]{1,3})"
_HALF_DAY = r"(?: ?(?P<{0}>[AaPp])(?:\.?[Mm]\.?|(?![0-9A-Za-z])))?"
_OFFSET = r"[01][0-9]:?[0-9]{2}"  # 10:30:00+08:00: of a time zone, no time of its own
_POINT = r"点(?![0-9]*[个%％]|[多余]?个|[建意看钟]?[议见法])"  # 3点建议, 跌10个点
_CANTONESE_BEFORE = lazy("(?:晏昼|朝早) ?\\Z")
_FIVES = "十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9]"
_CLOCK_TAIL = (
    rf"半(?:(?P<s3>{_MINUTE})秒)?|过?[一三1-3]刻|(?P<characters>{_FIVES})个字"
    rf"|(?: (?=[0-9]{{1,2}} ?分))?[零过]?(?P<m2>{_MINUTE})"
    rf"(?: ?分(?!钟)(?: ?(?P<s2>{_MINUTE}) ?秒)?|(?![0-9一二三四五六七八九十点]))"
    rf"|[踏搭](?:半|(?P<fives>{_FIVES})(?:个字)?)|[多许]钟?|钟|整"
)


@construction(
    "clock", _ALL,
    r"(?<![0-9.:])(?P<iso>(?<=[0-9]T))?(?P<hh>[0-2]?[0-9]):(?P<mm>[0-5][0-9])(?::(?P<ss>[0-5][0-9])(?:\.[0-9]{1,6})?"
    rf"(?(iso)(?:-{_OFFSET})?|))?(?(iso)Z?|)(?: ?\+{_OFFSET})?[时分]?(?!:?[0-9])"
    + _HALF_DAY.format("ap1")
    + r"|(?<![.第])(?:(?<![0-9])|(?![0-9]))(?P<h2>[0-9]{1,2}"
    r"|(?<![一二三四五六七八九十百千第零])[一二三四五六七八九十零两]{1,3}) ?"
    rf"(?P<h_unit>{_POINT}|时(?![间候代期段常而刻隔空]))(?P<tail>{_CLOCK_TAIL})?"
    + _HALF_DAY.format("ap2")
    + r"|(?<![0-9.A-Za-z])(?P<h3>1[0-2]|[1-9]) ?(?P<ap3>[AaPp])[Mm](?![A-Za-z])"
    r"|(?<![0-9.])(?P<h_bare>[0-9]{1,2})(?= ?[~至到\-] ?[0-9]{1,2} ?[点时])",
)  # fmt: skip
def _clock(m: re.Match[str]) -> Token | None:
    form = ""
    if m["h_bare"] or m["h3"]:
        fields = {"hour": int(m["h_bare"] or m["h3"]), "minute": 0}
        form = "bare" if m["h_bare"] else ""
    elif m["hh"]:
        fields = {"hour": int(m["hh"]), "minute": int(m["mm"])} | ({"second": int(m["ss"])} if m["ss"] else {})
    else:
        told = _spoken_clock(m)
        if told is None:
            return None
        fields, form = told
    if fields["hour"] > 24 or (fields["hour"] == 24 and fields["minute"]):
        return None
    half_day = (m["ap1"] or m["ap2"] or m["ap3"] or "").lower()
    if half_day:
        fields["hour"] = fields["hour"] % 12 + (12 if half_day == "p" else 0)
    return token(m, "clock", fields, form)


def _spoken_clock(m: re.Match[str]) -> tuple[dict[str, int], str] | None:
    """Read 九点半, 9时30分, 十点一刻; a bare 九点 may be points of an index and is weak."""
    hour, tail = NUMBERS.get(m["h2"]), m["tail"] or ""
    if m["h2"] in _PAIRS and not tail:
        return {"hour": _PAIRS[m["h2"]], "minute": 0, "end": _PAIRS[m["h2"]] + 1}, "weak"
    minute: int | None = 30 if tail.endswith("半") or m["s3"] else 0
    if fives := m["fives"] or m["characters"]:  # 三点踏三, 三点三个字: Cantonese counts minutes by fives
        minute = (NUMBERS.get(fives) or 0) * 5
    elif "刻" in tail:
        minute = {"一": 15, "1": 15, "三": 45, "3": 45}.get(tail[-2], 30)
    elif m["m2"]:
        minute = NUMBERS.get(m["m2"])
        if minute and len(tail) == 1 and _CANTONESE_BEFORE.search(m.string, max(0, m.start() - 3), m.start()):
            minute *= 5  # 晏昼三点三
    if hour is None or minute is None or minute > 59:
        return None
    second = NUMBERS.get(m["s2"] or m["s3"] or "")
    whole = not m["m2"] or "分" in tail or re.fullmatch("[0-9]{2}", m["m2"])  # not 一时一地
    form = "weak" if not tail or tail[0] in "多许" or not whole else ""
    return {"hour": hour, "minute": minute} | ({} if second is None else {"second": second}), form
