"""Amounts of money: with a currency, with one that a neighbour tells, and with one that only the sentence tells.

One scan finds every number with the currency before and behind it, if there is one. A number with neither is kept
if it has a magnitude from 万 on, and is money where :mod:`extractor.money_context` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from heapq import merge
from typing import Literal, NamedTuple

from extractor.characters import HAN, NOT_HAN
from extractor.currency_names import CODE_BEFORE, CODE_BEHIND, alternation
from extractor.document import Document
from extractor.extractors.money_captions import NO_CURRENCY, captioned
from extractor.extractors.money_refusals import RULES as REFUSALS
from extractor.extractors.money_refusals import UNGOVERNED
from extractor.extractors.money_units import NAMES, UNIT_FIRSTS, Unit, unit_behind, words_with
from extractor.facts import CurrencyBasis, Money
from extractor.mentions import Mention, Rule
from extractor.modifiers import direction_of, modifier_of
from extractor.money_context import counted, counts, governed
from extractor.numerals import (
    ARABIC,
    EXACT,
    LATIN_MAGNITUDE,
    MAGNITUDES,
    NUMBER,
    multiply,
    parse_number,
    trailing_magnitude,
)
from extractor.patterns import lazy
from extractor.quantities import (
    LIST_JOINT,
    LOCAL_UNIT,
    QUANTITY,
    QUANTITY_CHARACTERS,
    RANGE_JOINT,
    SIGN,
    Part,
    Quantity,
    in_address,
    join,
    join_range,
    legible,
    of_weekday,
    parse_quantity,
    scale,
)
from extractor.small_units import small_unit

__all__ = ["RULES", "find"]

RULES = (
    Rule(
        "money.currency_amount",
        (
            "公司获得⟦8亿元人民币⟧融资",
            "每股售价⟦HK$5.4⟧",
            "合同价款⟦人民币1,000万元⟧整",
            "募得⟦US$1.2bn⟧",
            "每股收益⟦0.83元⟧",
            "豆腐⟦三块五⟧一斤",
            "找回⟦5毛钱⟧",
            "税额⟦壹仟贰佰元伍角⟧",
            "赔偿⟦30多万元⟧",
        ),
        ("三元正极材料", "今年元旦", "美元走强", "五角大楼", "三块屏幕", "百亿元宇宙市场", "人民币兑美元7.1"),
    ),
    Rule("money.range", ("投资⟦3至5亿元⟧", "募集⟦1000万~2000万美元⟧", "罚⟦1万-5万元⟧"), ("从⟦5亿元⟧到⟦3亿元⟧",)),
    Rule(
        "money.shared_unit",
        ("每股收益⟦0.46⟧、⟦0.50元⟧", "营收和净利⟦139.8⟧/⟦4.32亿元⟧", "分别投入⟦12.3亿⟧和⟦1.1亿元⟧"),
        ("2023、2024年营收⟦3亿元⟧",),
    ),
    Rule(
        "money.governed",
        ("去年收入⟦5740万⟧。", "公司市值破⟦百亿⟧", "⟦6亿⟧收购一家医院", "估值约⟦20亿⟧左右"),
        ("亿邦动力上市", "万科涨停", "网友评价3000万字的小说", "270万+企业"),
    ),
    Rule(
        "money.per_share",
        ("预计EPS为⟦0.54⟧/⟦0.67⟧,对应PE", "每股收益分别为⟦1.25⟧、⟦1.42⟧"),
        ("每股收益增长3.2倍", "目标价对应20.5%的空间"),
    ),
    Rule(
        "money.priced",
        ("月薪⟦8000⟧起", "罚款⟦5000⟧。", "门票⟦380⟧一张", "房租⟦3000⟧一个月", "目标价⟦300⟧"),
        ("月薪2020年起上调", "罚款300人", "售价100%", "票价2023版"),
    ),
    Rule("money.heading_unit", ("发行总额(亿元)⟦12.50⟧", "营业成本(万元):⟦300.5⟧"), ("会员数(万)300", "金额(亿元)")),
    Rule(
        "money.repeated", ("估值⟦25.7亿美元⟧!没错,⟦25.7亿⟧!",), ("用户25.7亿", "电话010-88888888", "国发〔2023〕15号")
    ),
    Rule("money.unit_heading", (), ("单位:万元", "金额(亿元)", "亿元级项目", "千元机")),
    Rule("money.size_class", (), ("千亿级市场", "百亿级企业", "万亿规模的产业", "十万亿量级")),
    *REFUSALS,
)

_REFUSED = "refused"  # counts and words, each by the rule of its part
_SIGNIFICANT = 3  # digits by which a number is told again without its currency, and not another by chance

_SCAN = lazy(rf"(?=[{QUANTITY_CHARACTERS}])(?<![0-9.])(?P<number>(?:{QUANTITY}|好?几|数){LATIN_MAGNITUDE}?)")
# What stands before a number: its sign, a currency, both in either order. Most numbers have neither.
_BEFORE_SYMBOL = r"(?:人民币|港币|新?台币|美元|欧元|RMB|CNY|HKD?|USD?|NT|EUR) ?(?=[$¥€£])"  # 人民币￥500, US $500
_LEFT = lazy(
    rf"(?:(?P<outer>{SIGN})?(?<![A-Za-z])(?P<also>{_BEFORE_SYMBOL})?(?P<prefix>{alternation(CODE_BEFORE)}) ?)?"
    rf"(?P<sign>{SIGN})?\Z"
)
_LEFT_ENDS = frozenset(c for name in CODE_BEFORE for c in (name[-1], name[-1].lower())) | frozenset(" +-−–负的")
_LEFT_WINDOW = 10
_FROM_TEN_THOUSAND = lazy(r"[万亿兆]|[0-9] ?w\Z")
_BY_PIECE = "一个?[月年天晚周季间平斤次]"
_SPOKEN_SUM = lazy(  # 房租一千八; and 三千五一个月, of which 一 counts the month
    f"[一二两三四五六七八九][百千](?:(?!{_BY_PIECE})[一二三四五六七八九][百十]?)?(?=(?P<by>{_BY_PIECE})?)"
)
_SHARING = lazy(rf"{LIST_JOINT.pattern}|[外另再]?加|\+")
_MORE = lazy(rf"多(?:钱|的|一[斤个张次]|(?={NOT_HAN})|\Z)")
_RATIO = lazy(r" ?(?:[%‰‱]|个?(?:百分[点比]|基点)|[bB][pP])")  # 人民币3%定存
_AGAINST = ("兑", "对")
_SMALL_NUMBERS = frozenset("一二两三四五六七八九十百千零几数")
_REACHING = tuple("破过超逾近达")
_PURE = lazy(r"[十百千万亿兆]{1,9}\Z")
# 元 behind a lone digit or a mere magnitude may begin or end a word: 三元材料, 千元机, 单位:万元.
_DIGITS = tuple("一二三四五六七八九")
_LOCAL_NAMES = ("元", "圆", "块", "个")
_WORD_OF_YUAN = lazy(words_with("small_yuan", from_character=1))
_THING_OF_YUAN = lazy(rf"(?:{words_with('thing', from_character=1)})(?![铺面家买置入得回进])")
# What tells that 块 is money: a rate behind it, or a word of prices before it in its clause.
_PIECE_PRICE = lazy(r"[/每多]|一[斤个张只份瓶根碗件袋度条次晚天位人串]|左右|上下|的(?:票|价|东西|菜|饭|车费)|[买卖租]")
_BEHIND_NOUN = lazy(rf"{HAN} ?\Z")
_SPENT_WINDOW = 8
_SPENT = lazy(
    r"(?:[卖花付给罚赚挣价票费仅涨跌降贵宜省亏赔借存交押奖补贴钱元售捐骗要掏缴薪租每共]|收(?![获藏集割纳]))[^,。;!?、\n]{0,7}\Z|[只才就][要卖]?了?\Z"
)
_PART_OF_MACHINE = lazy(r"件(?!套)|器件")
_NOT_A_WORD_OF_YUAN = lazy(rf"{NOT_HAN}|[的以之左每起人至到或及与和钱整起/]|一(?!次[方不函])|正?\Z|正{NOT_HAN}")
_SIZE = lazy(r"[级户计机股桶村镇县/]|为单位|俱乐部|大关|产值|增加值|GDP|企业|公司(?!债)|独角兽|富[翁豪]")
_CLASS = lazy("量?级|规模")
_HEADING = lazy(r"(?:[(:/每Xx×*□某]|单位为?)\Z")  # XX亿元 keeps its digits to itself
# Accounts write a loss in brackets: (1,234)万元.
_LOSS_WINDOW = 20
_LOSS = lazy(rf"\(-?(?P<number>{ARABIC})\) ?\Z")
_RANGE_FIRSTS = frozenset(" (-–—−~～‒―〜∼‐‑至到或")
_VERSION = lazy(r"[1-9]\.0")
_CODE = lazy("0[0-9]{3,5}")
_NUMBERED = lazy(r"[表图注附第栏列年] ?\Z")
_APART = lazy(rf"(?P<name>{alternation(NAMES)})(?:大?约|近|逾|超过?|共计?|合计|为|达)?[ :]?\Z")


# Of the patterns that name all currencies, those that few articles need are compiled when one does.


@cache
def _up_to() -> re.Pattern[str]:
    """Match the end of a range whose currency stands before its beginning: HK$3亿至5亿."""
    return lazy(rf"{RANGE_JOINT.pattern}(?P<number>{NUMBER}{LATIN_MAGNITUDE}?)(?! ?[0-9.%‰{MAGNITUDES}])")


@cache
def _gloss() -> re.Pattern[str]:
    """Match the currency in brackets behind an amount in 元: 3亿元(美元)."""
    return lazy(rf"\((?P<name>{alternation(CODE_BEFORE | CODE_BEHIND)})[),;、]")


def find(document: Document) -> Iterator[Mention[Money]]:
    """Yield the amounts of money of an article, and the numbers that are refused.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Money
        ``currency`` is None where the article has to tell it.
    """
    document = legible(document)
    text = document.text
    parts = join(text, _parts(document), "money")
    for part in _governed(document, _share_units(text, parts)):
        if part.unit in (None, _REFUSED):
            rule = UNGOVERNED if part.unit is None else part.rule
            yield Mention(part.start, part.end, "money.count" if rule in _BY_NEIGHBOURS else rule, None)
            continue
        quantity, basis = part.quantity, _basis(part)
        money = Money(
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            currency=None if part.unit in (LOCAL_UNIT, NO_CURRENCY) else part.unit,
            currency_basis=basis,
            modifier=quantity.modifier or modifier_of(text, part.start, part.end) or _more(text, part.end),
            direction=direction_of(text, part.start, part.end),
        )
        yield Mention(part.start, part.end, part.rule, money)


def _more(text: str, end: int) -> Literal["over"] | None:
    """Read the 多 of 三块多, 3亿元多; it may be the beginning of another word (多家)."""
    return "over" if _MORE.match(text, end) else None


# Rules of parts that take what they are, and so a refusal too, from a neighbour.
_BY_NEIGHBOURS = ("money.range", "money.shared_unit")


def _basis(part: Part) -> CurrencyBasis:
    if part.rule == "money.repeated":
        return "context"
    return "none" if part.unit == NO_CURRENCY else "shared" if part.shared else "explicit"


def _parts(document: Document) -> Iterator[Part]:
    """Read the numbers of the scan and those under a heading, in the order of the text."""
    found = captioned(document)
    return merge(_scanned(document), found, key=lambda part: part.start) if found else _scanned(document)


class _Left(NamedTuple):
    """What stands before a number."""

    start: int
    sign: str | None
    code: str | None
    unit: bool  # whether the currency is named as in 美元 and 英镑, which more often ends the phrase before


_NOTHING_BEFORE = _Left(-1, None, None, False)


def _left(text: str, start: int, floor: int) -> _Left:
    """Look for the sign and the currency before a number, no farther than ``floor``."""
    left = _LEFT.search(text, max(floor, start - _LEFT_WINDOW), start)
    if not left or left.start() == start:
        return _NOTHING_BEFORE
    prefix, also = left["prefix"], (left["also"] or "").strip().upper()
    code = CODE_BEFORE.get(also + prefix.upper()) or CODE_BEFORE[also or prefix.upper()] if prefix else None
    # Names of Han that are not 人民币 or the like; and no sign, which begins its amount.
    unit = bool(prefix) and prefix[-1].isalpha() and not prefix.isascii() and prefix[-1] != "币"
    return _Left(left.start(), left["outer"] or left["sign"], code, unit)


def _scanned(document: Document) -> Iterator[Part]:
    text, floor = document.text, 0
    for m in _SCAN.finditer(text):
        start, end = m.span()
        if start < floor or of_weekday(text, start, end):
            continue  # coins of the amount before: the 五 of 三块五
        unit = unit_behind(text, end) if text[end : end + 1] in UNIT_FIRSTS else None
        joined = start > floor and text[start - 1] in _LEFT_ENDS
        small = m[0].isdecimal() or m[0] in _SMALL_NUMBERS
        if small and not (unit or joined):
            continue  # most numbers: years, days, counts
        left = _left(text, start, floor) if joined else _NOTHING_BEFORE
        if unit:
            part = _WITH[unit.kind](m, unit, left)
            floor = unit.end
        elif left.code:
            part = _with_prefix(m, left)
        else:
            part = None if small else _without_currency(m, left)
        if part and not in_address(document, part.start):
            yield part


def _part(m: re.Match[str], left: _Left, end: int, quantity: Quantity | None, unit: str | None) -> Part | None:
    """Make a part of a match, with its sign."""
    if quantity is None:
        return None
    start = m.start() if left.start < 0 else left.start
    rule = "money.currency_amount" if unit else "money.governed"
    return Part(start, end, trailing_magnitude(m["number"]), scale(quantity, 0, left.sign) or quantity, rule, unit)


def _with_bracket(m: re.Match[str], unit: Unit, left: _Left) -> Part | None:
    """Read a number with its unit in brackets: 1,132.50(万元), but not 表3(万元), which heads others."""
    if not m["number"][0].isdecimal() or _NUMBERED.search(m.string, max(0, m.start() - 3), m.start()):
        return None
    quantity = scale(parse_quantity(m["number"]), unit.exponent, None)
    return _part(m, left, unit.end, quantity, left.code or unit.code or LOCAL_UNIT)


def _with_unit(m: re.Match[str], unit: Unit, left: _Left) -> Part | None:
    """Read a number with a currency behind it."""
    text, number, end = m.string, m["number"], unit.end
    quantity = parse_quantity(number)
    if quantity is None:
        return None
    if _is_word(m, unit):
        return Part(m.start(), end, 0, quantity, "money.word", _REFUSED)
    if loss := _LOSS.search(text, max(0, m.start() - _LOSS_WINDOW), m.start()):
        value = multiply(parse_number(loss["number"]) or Decimal(0), trailing_magnitude(number))
        return Part(loss.start(), end, 0, Quantity(EXACT.minus(value)), "money.currency_amount", _code(m, unit, left))
    if _PURE.match(number) and (
        left.code or _HEADING.search(text, max(0, m.start() - 4), m.start()) or _SIZE.match(text, end)
    ):
        return Part(m.start(), end, 0, quantity, "money.unit_heading", _REFUSED)
    if unit.coins is not None and quantity.value is not None:
        quantity = quantity._replace(value=EXACT.add(quantity.value, unit.coins))
    return _part(m, left, end, quantity, _code(m, unit, left))


def _is_word(m: re.Match[str], unit: Unit) -> bool:
    """Whether the unit belongs to a word, with the number (三元材料, 一块) or without (李四人民币)."""
    text, number = m.string, m["number"]
    if unit.name not in _LOCAL_NAMES:
        return number in _DIGITS and unit.name[-1] == "币"
    if unit.coins is not None:
        return False
    if unit.name == "块":
        return unit.end == unit.name_end and (number == "一" or _are_pieces(m, unit.name_end))
    if _THING_OF_YUAN.match(text, unit.name_end):
        return True
    if number in _DIGITS and not _NOT_A_WORD_OF_YUAN.match(text, unit.name_end):
        return True
    word = _PART_OF_MACHINE if number.isascii() else _WORD_OF_YUAN
    return not _FROM_TEN_THOUSAND.search(number) and bool(word.match(text, unit.name_end))


def _are_pieces(m: re.Match[str], end: int) -> bool:
    """Whether 块 counts the noun before it, and no word tells a price: 金牌5块, 第3块; but 罚了200块, 5块一斤."""
    text, start = m.string, m.start()
    if (
        _FROM_TEN_THOUSAND.search(m["number"])
        or _PIECE_PRICE.match(text, end)
        or not _BEHIND_NOUN.search(text, max(0, start - 2), start)
    ):
        return False
    return not _SPENT.search(text, max(0, start - _SPENT_WINDOW), start)


def _code(m: re.Match[str], unit: Unit, left: _Left) -> str:
    """Tell the currency of a number with a unit behind it."""
    if unit.code or left.code:
        return unit.code or left.code or LOCAL_UNIT
    gloss = _gloss().match(m.string, unit.end) if m.string.startswith("(", unit.end) else None
    if gloss:
        return (CODE_BEFORE | CODE_BEHIND)[gloss["name"].upper()]
    window = m.string[max(0, m.start() - 8) : m.start()]
    apart = _APART.search(window) if "币" in window else None
    return CODE_BEFORE[apart["name"].upper()] if apart else LOCAL_UNIT


def _with_coins(m: re.Match[str], unit: Unit, left: _Left) -> Part | None:
    """Read 5毛钱, 九角九分, 三美分, 几分钱."""
    quantity = scale(parse_quantity(m["number"]), unit.exponent, None)
    if quantity and quantity.value is not None and unit.coins:
        quantity = quantity._replace(value=EXACT.add(quantity.value, unit.coins))
    part = _part(m, left, unit.end, quantity, unit.code or LOCAL_UNIT)
    return part._replace(exponent=unit.exponent) if part else None


def _with_small(m: re.Match[str], unit: Unit, left: _Left) -> Part | None:
    """Read 每股派3厘, 每度上调2分5厘; elsewhere 分 and 厘 are units of anything."""
    return _with_coins(m, unit, left) if small_unit(m.string, m.start(), unit.end) == "price" else None


_WITH = {"plain": _with_unit, "bracket": _with_bracket, "coin": _with_coins, "small": _with_small}


def _with_prefix(m: re.Match[str], left: _Left) -> Part | None:
    """Read a number with a currency before it alone: HK$5.4亿, 人民币3000万."""
    text, end = m.string, m.end()
    if counts(text, end) or _RATIO.match(text, end):
        return None  # 人民币3月走强, 人民币3%定存
    if left.unit and (text[left.start - 1 : left.start] in _AGAINST or not _FROM_TEN_THOUSAND.search(m["number"])):
        return None  # 兑美元7.1
    if _VERSION.fullmatch(m["number"]):
        return None  # 数字人民币2.0
    part = _part(m, left, end, parse_quantity(m["number"]), left.code)
    if part and _CODE.fullmatch(m["number"]):
        return part._replace(unit=_REFUSED, rule="money.stock_code")  # HK$00700
    more = _up_to().match(text, end) if text[end : end + 1] in _RANGE_FIRSTS else None
    high = parse_quantity(more["number"]) if more and not _is_told_otherwise(text, more.end()) else None
    if part is None or more is None or high is None:
        return part
    last = Part(more.start(), more.end(), trailing_magnitude(more["number"]), high, part.rule, left.code)
    return join_range(text, part, last, "money.range") or part


def _is_told_otherwise(text: str, end: int) -> bool:
    return bool(_RATIO.match(text, end)) or counts(text, end) or unit_behind(text, end) is not None


def _without_currency(m: re.Match[str], left: _Left) -> Part | None:
    """Keep a number from 万 on, for its neighbours or its sentence to decide."""
    number, end, before = m["number"], m.end(), m.string[m.start() - 1 : m.start()]
    large = _FROM_TEN_THOUSAND.search(number) and (len(number) > 1 or before in _REACHING)
    if not large:
        spoken = _SPOKEN_SUM.match(m.string, m.start())
        if not spoken or spoken.end() != end - bool(spoken["by"]):
            return None
        number, end = spoken[0], spoken.end()
    part = _part(m, left, end, parse_quantity(number), None)
    if part and counts(m.string, end):
        rule = "money.size_class" if _CLASS.match(m.string, end) else "money.count"
        return part._replace(unit=_REFUSED, rule=rule)
    return part


def _share_units(text: str, parts: list[Part]) -> list[Part]:
    """Give the numbers of a list without a currency the one that stands at the nearest item, the next one first."""
    parts = list(parts)
    for order in (range(len(parts) - 2, -1, -1), range(1, len(parts))):
        step = 1 if order.step < 0 else -1
        for i in order:
            here, other = parts[i], parts[i + step]
            first, second = (here, other) if step > 0 else (other, here)
            if here.unit is None and other.unit and _SHARING.fullmatch(text, first.end, second.start):
                parts[i] = here._replace(unit=other.unit, shared=True, rule="money.shared_unit")
    return parts


def _governed(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Decide by the sentence on the numbers whose currency nothing beside them tells, else by the article."""
    text, before = document.text, None
    told = {part.quantity.value: part.unit for part in parts if part.unit not in (None, _REFUSED)}
    for part in parts:
        if part.unit is None:
            floor, value = document.sentence_at(part.start).start, part.quantity.value
            listed = before and before.unit == NO_CURRENCY and LIST_JOINT.fullmatch(text, before.end, part.start)
            if listed or governed(text, part.start, part.end, floor):
                part = part._replace(unit=NO_CURRENCY)  # noqa: PLW2901
            elif value in told and _is_significant(value) and not counted(text, part.start, floor):
                part = part._replace(unit=told[value], rule="money.repeated")  # noqa: PLW2901
        before = part
        yield part


def _is_significant(value: Decimal | None) -> bool:
    """Whether a number has so many digits that it stands twice for one reason only."""
    return bool(value) and len(EXACT.normalize(value or Decimal(0)).as_tuple().digits) >= _SIGNIFICANT
