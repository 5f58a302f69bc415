"""Lengths of time: numbers with a unit of time, compound, halved, vague, as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.document import Document
from extractor.extractors.duration_refusals import RULES as REFUSALS
from extractor.facts import Duration, Modifier
from extractor.lexicon import table
from extractor.mentions import Mention, Rule
from extractor.modifiers import modifier_of
from extractor.numerals import NUMERAL_CHARACTERS
from extractor.patterns import lazy
from extractor.quantities import in_address, is_guess, of_weekday, parse_quantity
from extractor.surroundings import before, begins_apart, is_behind
from extractor.timex import Length, iso_duration

__all__ = ["RULES", "find"]

RULES = (
    Rule(
        "duration.number_unit",
        (
            "项目历时⟦18个月⟧",
            "任期⟦五年⟧",
            "停牌⟦10个交易日⟧",
            "续航⟦36小时⟧",
            "累计⟦21个季度⟧",
            "耗时⟦1.5年⟧",
            "直播⟦90分钟⟧",
        ),
        ("2018年上市", "小学五年级", "他30岁", "第3年", "每年分红", "这一年", "最难的一年", "一年一度", "天津第5天"),
    ),
    Rule(
        "duration.half",
        ("上线⟦半年⟧", "等了⟦两年半⟧", "⟦一个半小时⟧的会议", "⟦半个世纪⟧的积累", "仅⟦半个月⟧"),
        ("上半年", "下半年营收", "半年报"),
    ),
    Rule(
        "duration.compound",
        ("耗时⟦两年零三个月⟧", "飞行⟦1小时30分⟧", "⟦2年6个月⟧"),
        ("每2小时30分一班", "第2年第3个月"),
    ),
    Rule("duration.range", ("锁定⟦3至5年⟧", "工期⟦12-18个月⟧", "需要⟦两三年⟧", "等了⟦5、6天⟧"), ("2019-2021年",)),
    Rule("duration.vague", ("用了⟦几年⟧", "经过⟦数十年⟧", "持续⟦几个月⟧"), ("近年来", "多年来", "几年级")),
    Rule("duration.days", ("连续⟦5日⟧上涨", "连续⟦三季度⟧盈利", "须在⟦30日⟧内缴款"), ("11月5日", "5日线")),
    Rule("duration.name", (), ("该行一年定开债基",)),
    Rule("duration.set", (), ("每3年评估一次", "每两周")),
    Rule("duration.idiom", (), ("三天两头", "十年如一日", "百年树人", "千年古城")),
    Rule("duration.ordinal", (), ("第三年", "第10天")),
    Rule("duration.calendar_year", (), ("2021年", "新的一年", "这一年")),
    *REFUSALS,
)

_UNITS = {
    unit: (designator, Decimal(factor), half)
    for designator, factor, half, units, _ in table("duration_units", 5)
    for unit in units.split(" ")
}
_SHORT_UNITS = {"分": _UNITS["分钟"], "时": _UNITS["小时"]}  # behind a longer unit only: 1小时30分, 8天20时
_COUNTED = ("月", "季度", "世纪", "钟", "财年", "学年", "年度")  # need 个, since 3月, 三季度 and 五点钟 are dates
_NOT_AFTER = {
    unit: lazy("|".join(not_after.split(" ")))
    for *_, units, not_after in table("duration_units", 5)
    for unit in units.split(" ")
    if not_after
}
_HAN = NUMERAL_CHARACTERS


def _any(units: Iterable[str]) -> str:
    """Match the longest of some units."""
    return "|".join(sorted(units, key=lambda unit: (-len(unit), unit)))


_DIRECT = _any(u for u in _UNITS if u not in _COUNTED)
_WITH_MEASURE = _any(u for u in _UNITS if u not in ("年", "天", "周", "秒", "分钟", "刻钟"))
_UNIT = rf"(?:个多? ?(?:{_WITH_MEASURE})|{_DIRECT})"
_NUMBER = (
    rf"(?:[{_HAN}]{{1,4}}点[一二三四五六七八九零]{{1,2}}(?=个|年|分钟|小时|秒)|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}"
    rf"|[0-9]{{1,9}}(?:\.[0-9]{{1,4}})?(?: ?[万亿])?|[{_HAN}]{{1,8}})"
)
_SEVERAL = "(?<![人参总指次户函系倍基单半岁分票字件无])数"
_VAGUE = rf"个把|好?几(?:[十百千万]{{1,2}})?|{_SEVERAL}[十百千万]{{0,2}}"
_QUANTITY = rf"(?:{_VAGUE}|{_NUMBER}(?:[多余几来](?=[ 个年载天小分周星礼]))?)"
# 半年, 半个月, 一个半小时, 个半月: half is told before the unit; behind it in 三年半, 五分半钟.
_HALVED = (
    r"(?:个半 ?(?:月|世纪|星期|礼拜|小时|钟头?)"
    r"|大?半 ?(?:个多? ?(?:月|世纪|星期|礼拜|小时|钟头?)|小时|钟头|年|月|天|周))(?![级度报线板])多?"
)
# 数月, 个把月; 一整天
_SHORT_VAGUE = rf"(?:个把|{_SEVERAL})(?:月(?![均度增减环同份])|小时|钟头|星期|礼拜)"
_WHOLE = r"一整(?:天|周|年(?![度期])|个(?:月|星期|礼拜|季度|小时|钟头|世纪))"
_ELEMENT = rf"(?:{_QUANTITY}(?: ?{_HALVED}| ?多? ?{_UNIT}(?:半(?![年天个月小])|多)?)|{_HALVED}|{_SHORT_VAGUE}|{_WHOLE})"
_JOINT = r"(?:零|又|加上?|余| )?"
_MINUTES = (
    r"[0-9一二三四五六七八九十零]{1,4}(?:分(?![钟之])(?:[0-9一二三四五六七八九十零]{1,4}秒)?|秒|时(?![间候代期]))"
)
# Of a length of several units the minutes may leave out their 钟; none begins so.
_MINUTES_ALONE = r"[0-9一二三四五六七八九十零]{1,4}(?:分(?![钟之])|时(?![间候代期]))"
_FOLLOWERS = r"个把整半年载月天周星礼小分秒刻钟工交自营财会世昼季日\-–—~～至到、"
_NO_YEAR = "(?!(?:1[89]|20)[0-9]{2} ?年)"  # 续约三年至|2028年
_SCAN = lazy(
    rf"(?=[0-9{_HAN}几数好半个大分])(?<![0-9.A-Za-z])(?<![{_HAN}](?=[^0-9]))"
    rf"(?=(?:大半|分|[0-9][0-9.,]{{0,12}} ?[万亿]?|[{_HAN}几数好半个点]{{1,10}}) ?[多余几来]?[{_FOLLOWERS}])(?:"
    rf"(?P<range>(?P<low>{_NUMBER})(?: ?{_UNIT}? ?(?:[\-–—~～]{{1,2}}|至|到) ?{_NO_YEAR}|(?P<mark>、))"
    rf"(?P<high>{_NUMBER}) ?(?P<unit>{_UNIT}))"
    rf"|(?P<compound>(?!{_MINUTES_ALONE})(?:{_JOINT}(?:{_ELEMENT}|{_MINUTES})){{1,6}})(?:[0-9一二三四五六七八九]晚)?"
    r"|(?P<clock>分半钟|(?<![^\W_])分半(?![^\W_])|[0-9一二三四五六七八九十]{1,3}分(?:[0-9一二三四五六七八九十零]{1,3}秒|半(?:钟|(?![^\W_A-Za-z]))))"
    rf"|(?P<days>[0-9]{{1,3}}|[{_HAN}]{{1,3}}) ?"
    r"(?P<short>日|季(?!节|度?末?线)度?|月(?![份底初末中均薪度日0-9]|[上下](?:旬|半))))"
)
_ANY_UNIT = "|".join(sorted((*_UNITS, *_SHORT_UNITS), key=len, reverse=True))
_PIECE = lazy(
    rf"(?P<number>{_QUANTITY})?整? ?(?P<many>个?多)? ?(?P<half>个半|半个?多?)?个? ?(?P<unit>{_ANY_UNIT})"
    r"(?P<after>半钟?(?![年天个月小]))?"
)

_HAN_NUMBER = lazy(f"[{_HAN}]+")
_ORDINAL = lazy(r"第(?: ?|[0-9一二三四五六七八九十]{1,3}个)\Z")
_AGE_BEFORE = before("age_before", r"[:：]?(?:仅|才|刚)?(?:满|约)? ?")
_YEARS_OF_AGE_BEFORE = lazy(r"[0-9一二两三四五六七八九十]岁(?:[零又]|多)?\Z")  # 2岁3个月
_CHILD_AFTER = lazy("的(?:宝宝|婴儿|婴孩|[男女][婴童孩]|幼儿|幼童|新生儿|小孩|孩子(?!王)|儿子|女儿)")
_AGE_AFTER = lazy(r"大(?=[,，。;；:：、)）\s]|\Z|的|婴|宝|男[婴孩童]|女[婴孩童]|孩|幼)")
_SET = lazy(r"(?:每|平均每|逢)(?:隔|满)? ?\Z")
_ERAS = "|".join(name for name, _, _ in table("calendar_eras", 3))
_YEAR_OF_BEFORE = lazy(rf"(?:公元前?|[西公]历|{_ERAS}) ?\Z")
_IDIOM_AFTER = lazy(r"两头|五载|如一日|打鱼|河东|寒窗|大计|树人")
_ONES = frozenset({"一年", "一天", "一周", "一星期", "一秒"})
_PAST_BEFORE = lazy(r"(?:过去|未来|此前|最近|来)的\Z")
_YEAR = lazy(r"(?:(?:1[0-9]|20|21)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}) ?(?:年|财|会)|0[0-9] ?年")
_HUNDREDS = lazy("上[百千万]")  # 上百年
_MAGNITUDE, _MAGNITUDE_BEFORE = lazy(r"[百千万][年天]"), lazy(r"[近上逾超]\Z")
_DAYS_LINE_AFTER = lazy(r"均线|线")
_ONE_BEFORE = lazy(r"(?:[这那本该当另同元头上下新首有某何]|(?<!提)前|(?<![^\W_])后|的|新的|一年|[0-9]年)\Z")
_ONE_AFTER = lazy(r"(?:一[度比年次天周]|比一|级|到头|四季|又一|之计)")
_LENGTH_AFTER = lazy("(?:[之以]?内|左右|有余|以上)(?!蒙)")  # 发行后一年内
_HALF_BEFORE = lazy(r"(?:[上下多]|(?<!提)前|(?:^|[\W_年月季度])后)\Z")  # not 离职后|半年内
_SHORT_HALF = lazy("半(?:个?小时|个?钟头?|天)")  # 收盘前半小时
_DAYS_BEFORE = lazy(
    r"(?:连续?|提[前早]|不低于|为期|历时|满|近|共|逾期|长达|不足|超过?|逾|至少|不少于|最多|后|前|过去|未来|每隔) ?\Z"
)
_IN_A_ROW_BEFORE = lazy(r"(?:连续?|提[前早]|历时) ?\Z")  # 连3季, 连续3月: without these, parts of a year
_SHORT = {"日": (1, "D"), "季": (3, "M"), "季度": (3, "M"), "月": (1, "M")}
_DAYS_AFTER = lazy(r" ?(?:以内|之内|内(?!蒙)|期(?!间)|无理由|计)")
_PRODUCT_AFTER = lazy(r"(?:定开|定期开放|滚动持有|持有(?:期|混合|债))")
_PRICE_BY = lazy("[一二两三四五六七八九][百千](?:[二两三四五六七八九]百?)?一个?[年月天周]")  # 房租三千五一个月
_THROUGH = lazy(r"[经通度渡走路透]过\Z")


class _Element(NamedTuple):
    unit: str
    lengths: tuple[Length, ...]
    modifier: Modifier | None
    vague: bool = False


def find(document: Document) -> Iterator[Mention[Duration]]:
    """Find lengths of time.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Duration
        In the order of the text; look-alikes without a value.
    """
    text = document.text
    position = 0
    while m := _SCAN.search(text, position):
        position = m.end()
        refused = _refusal(text, m)
        if refused == "duration.none" or in_address(document, m.start()) or _in_word(text, m) or _are_items(text, m):
            position = m.start() + 1
            continue
        found = None if refused else _duration(text, m)
        if found is None:
            yield Mention(m.start(), m.end(), refused or "duration.number_unit", None)
        else:
            rule, position, value = found
            yield Mention(m.start(), position, rule, value)


def _in_word(text: str, m: re.Match[str]) -> bool:
    """Tell whether the unit goes with what follows (五年|级, not 五年|级别) or the number with what stands before."""
    if text[m.start()] == "大" and not begins_apart(text, m.start()):  # 扩大|半年
        return True
    followers = _NOT_AFTER.get(text[m.end() - 1]) or _NOT_AFTER.get(text[m.end() - 2 : m.end()])
    if followers and is_behind(followers, text, m.end()):
        return True
    number = _HAN_NUMBER.match(text, m.start(), m.end())
    return number is not None and of_weekday(text, m.start(), number.end() + (text[number.end()] == "个"))


def _are_items(text: str, m: re.Match[str]) -> bool:
    """Tell whether a mark stands between two lengths: 1、2年期, 分别保修5、6年."""
    if m["mark"] is None:
        return False
    return text.startswith("期", m.end()) or not is_guess(text, m.start(), m.start("high") + 1)


def _refusal(text: str, m: re.Match[str]) -> str:
    """Name the rule that refuses a look-alike; empty where it is a length."""
    before, after, span = text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 4], m.group()
    if m["days"]:
        told = _DAYS_BEFORE if m["short"] == "日" else _IN_A_ROW_BEFORE
        length = (m["short"] == "日" and _DAYS_AFTER.match(after)) or told.search(before)
        refused = not length or _ORDINAL.search(before) or _DAYS_LINE_AFTER.match(after)
        return "duration.none" if refused else ""
    if _ORDINAL.search(before) or (span.startswith(("一个", "一天")) and before.endswith("最后")):
        return "duration.ordinal"
    if _is_age(text, m.start(), m.end()):
        return "duration.age"
    if _SET.search(before):
        return "duration.set"
    if _IDIOM_AFTER.match(after) and not span[0].isdecimal():
        return "duration.idiom"
    if _YEAR.match(span) or _YEAR_OF_BEFORE.search(before):
        return "duration.calendar_year"
    if span.startswith("半") and _HALF_BEFORE.search(before) and not (before[-1] in "前后" and _SHORT_HALF.match(span)):
        return "duration.half"
    if _PRICE_BY.fullmatch(span):
        return "duration.none"
    one = span in _ONES and (_ONE_BEFORE.search(before) or _ONE_AFTER.match(after)) and not _LENGTH_AFTER.match(after)
    if one and not _PAST_BEFORE.search(before):
        return "duration.calendar_year"
    if _PRODUCT_AFTER.match(after):
        return "duration.name"
    if _MAGNITUDE.fullmatch(span) and not _MAGNITUDE_BEFORE.search(before):
        return "duration.idiom"
    return ""


def _is_age(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start]
    if _AGE_BEFORE.search(before) or _YEARS_OF_AGE_BEFORE.search(before) or _AGE_AFTER.match(text, end):
        return True
    return text[end - 1] in "月天周" and bool(_CHILD_AFTER.match(text, end))  # 刚满10个月的宝宝


def _duration(text: str, m: re.Match[str]) -> tuple[str, int, Duration] | None:
    """Read a hit: the rule, where the length ends, and what it is."""
    around = modifier_of(text, m.start(), m.end())
    if around == "over" and _THROUGH.search(text, max(0, m.start() - 2), m.start()):
        around = None  # 经过6天
    if m["range"]:
        return _range(m, around)
    if m["days"]:
        quantity = parse_quantity(m["days"])
        if quantity is None or quantity.value is None:
            return None
        count, designator = _SHORT[m["short"]]
        length = Length(quantity.value * count, designator)
        return "duration.days", m.end(), Duration(iso_duration([length]), modifier=around)
    elements: list[_Element] = []
    end = m.end()
    for piece in _PIECE.finditer(m["compound"] or m["clock"]):
        element = _element(piece)
        if element is None:
            return None if elements else _pair(m, around)
        if any(element.unit == e.unit for e in elements):  # 24小时 24小时 are two
            end = m.start() + len((m["compound"] or m["clock"])[: piece.start()].rstrip())
            break
        elements.append(element)
    if elements[0].vague:
        return "duration.vague", end, Duration(None, modifier="vague")
    more = text[end - 1] == "多"  # behind the unit it is outside: 两年多; 17个多月 has it inside
    over = more or text.startswith("大半", m.start()) or _HUNDREDS.match(text, max(0, m.start() - 1))
    inside: Modifier | None = "over" if over else None
    end -= more
    modifier = around or next((e.modifier for e in elements if e.modifier), inside)
    rule = (
        "duration.compound" if len(elements) > 1 else "duration.half" if "半" in m.group() else "duration.number_unit"
    )
    return rule, end, Duration(iso_duration([x for e in elements for x in e.lengths]), modifier=modifier)


def _element(piece: re.Match[str]) -> _Element | None:
    """Read one number with its unit."""
    unit = piece["unit"]
    designator, factor, half = _UNITS.get(unit) or _SHORT_UNITS[unit]
    lengths: list[Length] = []
    modifier: Modifier | None = None
    number = piece["number"]
    if number is not None:
        if re.fullmatch(r"个把|好?几|数", number):
            return _Element(unit, (), None, vague=True)
        quantity = parse_quantity(number)
        if quantity is None:
            return None
        if quantity.value is None:
            return _Element(unit, (), None, vague=True) if quantity.modifier == "vague" else None
        modifier = quantity.modifier or ("over" if piece["many"] else None)
        lengths.append(Length(quantity.value * factor, designator))
    elif piece["half"] == "个半" or piece["after"]:  # 个半月, 分半钟
        lengths.append(Length(factor, designator))
    if piece["half"] or piece["after"]:
        modifier = "over" if (piece["half"] or "").endswith("多") else modifier
        count, _, finer = half.partition(" ")
        lengths.append(Length(Decimal(count), finer) if half else Length(factor / 2, designator))
    return _Element(unit, tuple(lengths), modifier) if lengths else None


def _pair(m: re.Match[str], around: Modifier | None) -> tuple[str, int, Duration] | None:
    """Read two neighbouring digits as a range: 两三年."""
    piece = _PIECE.match(m.group())
    quantity = parse_quantity(piece["number"]) if piece and piece["number"] else None
    if piece is None or quantity is None or quantity.low is None or quantity.high is None:
        return None
    designator, factor, _ = _UNITS.get(piece["unit"]) or _SHORT_UNITS[piece["unit"]]
    low, high = (iso_duration([Length(n * factor, designator)]) for n in (quantity.low, quantity.high))
    return "duration.range", m.end(), Duration(None, low, high, around)


def _range(m: re.Match[str], around: Modifier | None) -> tuple[str, int, Duration] | None:
    low, high = parse_quantity(m["low"].replace(" ", "")), parse_quantity(m["high"].replace(" ", ""))
    if low is None or high is None or low.value is None or high.value is None or low.value >= high.value:
        return None
    designator, factor, _ = _UNITS[re.sub("^个多? ?", "", m["unit"])]
    shortest, longest = (iso_duration([Length(n * factor, designator)]) for n in (low.value, high.value))
    return "duration.range", m.end(), Duration(None, shortest, longest, around)
