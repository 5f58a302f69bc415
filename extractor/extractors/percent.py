"""Percentages, percentage points, basis points, permille, and tenths (成, 折)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from heapq import merge
from typing import cast

from extractor.characters import HAN
from extractor.document import Document
from extractor.extractors.percent_interest import interest
from extractor.extractors.percent_refusals import RULES as REFUSALS
from extractor.facts import Modifier, Percent, PercentUnit
from extractor.lexicon import table
from extractor.mentions import Mention, Rule
from extractor.modifiers import direction_of, modifier_of
from extractor.numerals import EXACT, MAGNITUDES, NUMERAL_CHARACTERS, multiply, parse_number, trailing_magnitude
from extractor.patterns import lazy
from extractor.quantities import (
    LIST_JOINT,
    QUANTITY,
    QUANTITY_CHARACTERS,
    RANGE_JOINT,
    SIGN,
    Part,
    Quantity,
    in_address,
    join,
    legible,
    outside_words,
    parse_quantity,
    scale,
)
from extractor.surroundings import ends_word, is_behind

__all__ = ["RULES", "find"]

RULES = (
    Rule(
        "percent.number_unit",
        (
            "营收同比增长⟦12.5%⟧。",
            "毛利率提高了⟦3.2个百分点⟧",
            "央行下调利率⟦25个基点⟧",
            "佣金降至⟦3‰⟧",
            "净利同比⟦-7.1%⟧",
            "仅占⟦０.５％⟧",
        ),
        ("收益率百分点", "见https://example.com/x?q=30%25"),
    ),
    Rule(
        "percent.fraction",
        ("⟦百分之五十⟧的受访者", "不良率为⟦千分之三⟧", "客户⟦百分之百⟧满意"),
        ("收购三分之一的股权", "几分之几", "五百分之二"),
    ),
    Rule(
        "percent.tenths",
        ("⟦三成⟧受访者", "股价跌去近⟦七成半⟧", "约⟦2.5成⟧员工离职"),
        ("公司成立三年", "九成新的手机", "一成不变", "成都", "他八成不会来"),
    ),
    Rule(
        "percent.discount",
        ("全场⟦八五折⟧", "机票打⟦3.5折⟧起"),
        ("几经波折", "三折叠手机", "一波三折", "翻一番", "增长2倍"),
    ),
    Rule(
        "percent.interest",
        ("年息⟦5厘⟧的贷款", "联储局加息⟦半厘⟧", "減息⟦四分一厘⟧", "月息⟦二分⟧", "最优惠利率为⟦5.25厘⟧", "⟦4厘半⟧息"),
        ("直径3厘米", "一分一厘", "每股派息3厘", "年息不是三分钟热度", "厘清责任"),
    ),
    Rule(
        "percent.range",
        ("预计增长⟦5-8%⟧", "持有⟦10%至15%⟧的股份", "涨了⟦百分之三到五⟧"),
        ("2019-2020年增长⟦3%⟧", "由⟦8%⟧到⟦5%⟧"),
    ),
    Rule(
        "percent.shared_unit",
        ("毛利率分别为⟦32.5⟧、⟦7.1%⟧", "占比⟦3.5⟧/⟦4.8%⟧"),
        ("2021、2022年分别增长⟦3%⟧", "报价7.27,0.15,⟦2.11%⟧"),
    ),
    *REFUSALS,
)

_UNITS: dict[str, tuple[PercentUnit, int]] = {
    word: (cast("PercentUnit", unit), int(exponent))
    for unit, exponent, words in table("percent_units", 3)
    for word in words.split(" ")
}


def _spelling(word: str) -> str:
    """Match a unit with the spaces that text from PDF has between its characters."""
    return rf"(?i:{word})(?![A-Za-z])" if word[-1].isascii() and word.isalnum() else " {0,2}".join(word)


_UNIT = "|".join(_spelling(w) for w in sorted(_UNITS, key=len, reverse=True) if w != "成")
_N = NUMERAL_CHARACTERS
# 一 百 五 十 个百分点: a space stands before or behind a magnitude or the point, and no new fraction begins.
_SPACED = (
    rf"[{_N}](?:[{_N}]|点(?= {{0,3}}[{_N}])"
    rf"|(?: {{1,3}}(?=[{MAGNITUDES}点])|(?<=[{MAGNITUDES}点]) {{1,3}}(?=[{_N}]))(?![{_N}]{{1,3}} {{0,2}}分)){{1,40}}"
)
_TORN = rf"(?<={HAN} )[0-9]{{1,2}}(?: \.|\. )[0-9]{{1,2}}(?=%)"
_NUMBER = rf"(?:{QUANTITY}|{_SPACED}|好?几|数|半(?=个百分点))"
# 成 is a tenth but where it begins another word, or its number ends one (the table tells them).
_TENTH_WORDS = {kind: row.split(" ") for kind, row in table("tenths", 2)}
_TENTHS = r"成(?P<half>半|[1-9](?![0-9.年月日]|个)|[一二三四五六七八九](?![一二三四五六七八九十百千万]))?"
_REST_OF_WORD = lazy("|".join(word.removeprefix("成") for word in _TENTH_WORDS["word"]))
_ENDS_WORD = lazy(f"(?:{'|'.join(_TENTH_WORDS['before'])})[一二三四五六七八九十]\\Z")
_PROBABLY = lazy(_TENTH_WORDS["probably"][0])
# 多 and 余 behind a percentage say that it is more, but where they begin what is counted: 三成多, 5%多头.
_MORE = lazy("[多余](?![头种家年数层元])")
_DISCOUNT = f"折{outside_words('折')}"
_DENOMINATOR = "[百佰千仟万萬]{1,3}"
_WITH_UNIT = lazy(
    rf"(?=[{QUANTITY_CHARACTERS}半负+\-−–])(?P<sign>{SIGN})?(?<![0-9.])(?<![{_N}](?=[^0-9]))(?P<number>{_NUMBER}|{_TORN})"
    rf"(?:(?P<latin>[kK])? {{0,4}}(?P<unit>{_UNIT})| ?(?P<tenths>{_TENTHS})| ?(?P<discount>{_DISCOUNT}))"
    rf"|(?<![0-9. ])(?P<two>[1-9] [1-9]) ?{_DISCOUNT}"
)


@cache
def _fraction_pattern() -> re.Pattern[str]:
    """Match 百分之…, which few articles write."""
    return lazy(
        rf"(?P<sign>{SIGN})?(?<![{_N}])(?P<denominator>{_DENOMINATOR}) {{0,2}}分 {{0,2}}之 {{0,2}}(?P<minus>负)?"
        rf"(?P<of>{_SPACED}|{_NUMBER}[kK]?)"
        rf"(?:{RANGE_JOINT.pattern}(?P<to>{_NUMBER})(?![%年月日天个{_N}0-9]| {{0,2}}分))?"
        r"|(?P<whole>百分百)"
    )


_LISTED = lazy(rf"[、和及](?P<number>[{_N}]{{1,5}})(?=[,。;)的]|\Z)")
# Where a percentage may be: its unit, or the middle of a fraction. Number, sign and spaces stand before it.
_ANCHOR = lazy(
    r"(?=[%‰‱成折个百基分BbPp])(?:[%‰‱成折]|(?:个 {0,2})?(?:百 {0,2}分 {0,2}[点比]|基 {0,2}点|[Bb][Pp])"
    r"|个点|(?P<fraction>分(?: {0,2}之|百))|[Pp](?:[CcPp]|ts))"
)
_RUN = f"0123456789.,+-−–半负的kK几数好上多余来点 {NUMERAL_CHARACTERS}"
_WINDOW = 60
# bp is also a pair of bases, by which genes are measured.
_OF_GENES = lazy("DNA|RNA|PCR|基因|碱基|引物|序列|片段|核酸|扩增|酶切|条带")
_GENES_WINDOW = 16
# Points are percent of what is named before them: 利率4个点, 让出1个点的股份.
_POINTS_OF = lazy("率|[年月]息|利息|毛利|净利|份额|占比|股份|增长|提成|佣金|抽成|首付|指")
_RATE_WINDOW = 16


def find(document: Document) -> Iterator[Mention[Percent]]:
    """Yield the percentages of an article.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Percent
        Items of a list that share a unit are a mention each, a range is one.
    """
    document = legible(document)
    text, direction, before = document.text, None, 0
    for part in join(text, _parts(document), "percent"):
        if not before or not LIST_JOINT.fullmatch(text, before, part.start):  # a list has one verb
            direction = direction_of(text, part.start, part.end)
        before, quantity = part.end, part.quantity
        yield Mention(
            part.start,
            part.end,
            part.rule,
            Percent(
                value=quantity.value,
                low=quantity.low,
                high=quantity.high,
                unit=cast("PercentUnit", part.unit),
                modifier=quantity.modifier or _modifier(text, part.start, part.end),
                direction=None if direction == "up" and (quantity.value or 0) < 0 else direction,
            ),
        )


def _modifier(text: str, start: int, end: int) -> Modifier | None:
    return modifier_of(text, start, end) or ("over" if _MORE.match(text, end) else None)


def _parts(document: Document) -> Iterator[Part]:
    return merge(_with_units(document), interest(document.text), key=lambda part: part.start)


def _with_units(document: Document) -> Iterator[Part]:
    """Look for units, which are rare, and read the number before each."""
    text, floor = document.text, 0
    for anchor in _ANCHOR.finditer(text):
        window = text[max(floor, anchor.start() - _WINDOW) : anchor.start()]
        run = len(window) - len(window.rstrip(_RUN))
        if not run:
            continue
        fraction = anchor["fraction"] is not None
        pattern = _fraction_pattern() if fraction else _WITH_UNIT
        m = pattern.search(text, anchor.start() - run, anchor.end() + _WINDOW)
        if not m or m.start() > anchor.start():
            continue
        floor = m.end()
        part = _fraction(m) if fraction else _number(m)
        if part and not in_address(document, part.start):
            yield part
            if fraction and m["of"] and (listed := _LISTED.match(text, part.end)):
                yield _listed(listed, part)


def _number(m: re.Match[str]) -> Part | None:
    return _discount(m) if m["discount"] or m["two"] else _with_unit(m)


def _listed(m: re.Match[str], before: Part) -> Part:
    """Read the second item of 百分之三十、四十."""
    quantity = scale(parse_quantity(m["number"]), before.exponent, None) or before.quantity
    return before._replace(start=m.start("number"), end=m.end(), quantity=quantity, rule="percent.shared_unit")


def _with_unit(m: re.Match[str]) -> Part | None:
    """Read a number with a unit behind it, or with 成."""
    text, number = m.string, m["number"] + (m["latin"] or "")
    unit, exponent = _UNITS["成" if m["tenths"] else _squeeze(m["unit"])]
    start, sign = m.start(), m["sign"]
    if sign and unit == "basis_point" and text[start - 1 : start].isupper():
        start, sign = m.start("number"), None  # basis points are added to a rate: SOFR+125bp
    if m["unit"] in ("bp", "BP") and _OF_GENES.search(text, max(0, start - _GENES_WINDOW), m.end() + _GENES_WINDOW):
        return None
    told = Quantity(Decimal("0.5")) if number == "半" else parse_quantity(_squeeze(number))
    quantity = scale(told, exponent, sign)
    if quantity is None or (m["unit"] == "个点" and not _is_rate(text, start, m.end())):
        return None
    rule = "percent.number_unit"
    if m["tenths"]:
        rule, half = "percent.tenths", m["half"]
        if (quantity.value or 0) > 100 or (half and quantity.value is None) or _is_word(text, start, m.start("tenths")):
            return None
        if half and quantity.value is not None:
            added = Decimal(5) if half == "半" else parse_number(half) or Decimal(0)
            quantity = quantity._replace(value=EXACT.add(quantity.value, added))
    return Part(start, m.end(), trailing_magnitude(number), quantity, rule, unit, exponent)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether tenths belong to a word, or are one: 统一成, 三成|套, and 八成 for probably; not 三成|套利."""
    if is_behind(_REST_OF_WORD, text, text.index("成", end) + 1):
        return True
    before = text[max(0, start - 2) : end].rstrip()
    ends = _ENDS_WORD.search(before) and not ends_word(text, start)  # 统一成, but 系统|三成
    return bool(ends or _PROBABLY.match(text, max(0, start - 1)))


def _is_rate(text: str, start: int, end: int) -> bool:
    """Whether what has so many points is a rate (利率5个点) and no index (沪指涨了5个点)."""
    named = _POINTS_OF.findall(text, max(0, start - _RATE_WINDOW), end + len("的股份"))
    return bool(named) and "指" not in named


def _fraction(m: re.Match[str]) -> Part | None:
    """Read 百分之…, 千分之…, 万分之…, the last in percent."""
    if m["whole"]:
        return Part(m.start(), m.end(), 0, Quantity(Decimal(100)), "percent.fraction", "percent")
    denominator, sign = trailing_magnitude(_squeeze(m["denominator"])), m["sign"] or m["minus"]
    unit: PercentUnit = "permille" if denominator == 3 else "percent"
    exponent = 0 if denominator == 3 else 2 - denominator
    quantity = scale(parse_quantity(_squeeze(m["of"])), exponent, sign)
    if quantity is None:
        return None
    if m["to"]:
        high = scale(parse_quantity(_squeeze(m["to"])), exponent, sign)
        if high and high.value is not None and quantity.value is not None and quantity.value < high.value:
            both = Quantity(None, quantity.value, high.value)
            return Part(m.start(), m.end(), 0, both, "percent.range", unit, exponent)
    end = m.end("of")
    return Part(m.start(), end, 0, quantity, "percent.fraction", unit, exponent)


def _discount(m: re.Match[str]) -> Part | None:
    """Read 八折, 八五折, 85折 and 8.5折: what is left of the price."""
    written = (m["two"] or m["number"]).replace(" ", "")
    digits = "".join(str(parse_number(c)) if parse_number(c) is not None else c for c in written)
    digits = digits.replace("点", ".")
    idiom = m.string[m.start() - 1 : m.start()] in ("波", "曲")  # 一波三折
    if not re.fullmatch(r"[1-9](?:\.?[0-9])?", digits) or m["sign"] or idiom:
        return None
    value = Decimal(digits) if len(digits) == 2 else multiply(Decimal(digits), 1)
    return Part(m.start(), m.end(), 0, Quantity(value), "percent.discount", "percent", 1)


def _squeeze(text: str) -> str:
    """Drop the spaces between Chinese characters, and case."""
    return text if text.isascii() and text[:1].isdecimal() else text.replace(" ", "").lower()
