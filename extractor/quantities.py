"""What amounts of money, percentages and lengths of time share: how exact a number is, its ranges and lists.

A quantity is a number with the inexact words inside it (``30多万``, ``数十亿``, ``三五百``); what stands around it is
:mod:`extractor.modifiers`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, cast

from extractor.document import Document
from extractor.facts import Modifier
from extractor.lexicon import table
from extractor.numerals import (
    EXACT,
    LATIN_MAGNITUDE,
    LATIN_MAGNITUDES,
    MAGNITUDES,
    NUMBER,
    NUMERAL_CHARACTERS,
    multiply,
    parse_number,
    trailing_magnitude,
)
from extractor.patterns import lazy

__all__ = [
    "LIST_JOINT",
    "LOCAL_UNIT",
    "QUANTITY",
    "QUANTITY_CHARACTERS",
    "RANGE_JOINT",
    "SIGN",
    "Part",
    "Quantity",
    "in_address",
    "is_guess",
    "join",
    "join_range",
    "legible",
    "of_weekday",
    "outside_words",
    "parse_quantity",
    "scale",
]


_WEEK_ENDS, _WEEKDAYS = frozenset("周期拜"), frozenset("一二三四五六")
_WEEK_BEFORE = lazy(
    r"(?<![每逢0-9一二三四五六七八九十两几数第半整])(?P<which>[本上下这那当次同][个一]?)?(?:周|星期|礼拜)\Z"
)


def outside_words(sign: str) -> str:
    """Compose a look-around that keeps a sign of inexact numbers out of words that it is part of.

    Parameters
    ----------
    sign : str
        Of the table ``number_words``: 数 (in 人数), 余 (in 余额).

    Returns
    -------
    str
        To stand at the side of the sign where the rest of the word would.
    """
    side, rest = next((side, rest) for s, side, rest in table("number_words", 3) if s == sign)
    return rf"(?{'<' * (side == 'before')}![{rest.replace(' ', '')}])"


# 几 and 数 before bare magnitudes leave open how many: 数十亿, 几百万.
_MANY = "好?几|若干|好多|许多|多少|无数"
_VAGUE = rf"(?:(?:{_MANY}|{outside_words('数')}数)[{MAGNITUDES}]{{1,6}}|十数[{MAGNITUDES}]{{1,3}}|千百[万亿])"
_AT_LEAST_ONE = rf"(?:{outside_words('上')}上[百千万亿]{{1,4}})"
_INEXACT = (
    rf"(?:(?:[多几]|余{outside_words('余')})[{MAGNITUDES}]{{0,4}}|来(?:[{MAGNITUDES}]{{1,4}}|(?=[元块个]))"
    rf"|(?<=[百千万亿])把(?=[元块])|\+(?=[元{MAGNITUDES}])[{MAGNITUDES}]{{0,4}})"
)
_HALF = "(?:(?<![个年天月多大])(?:半个?[亿億]|半[千万](?=元)))"  # 近半亿元, 半个亿
_PIECES = "(?: ?个[多来]?亿)"  # 3个亿 says no more than 3亿
QUANTITY = rf"(?:{_HALF}|{_VAGUE}|{_AT_LEAST_ONE}|{NUMBER}(?: ?{_INEXACT})?{_PIECES}?|好?几{_PIECES})"
QUANTITY_CHARACTERS = f"0-9{NUMERAL_CHARACTERS}几数好上半若许多无"

# A sign, and not the joint of a range or a code, nor the end of a word (Q1-3, A-5, 5bn-6bn, 自负30%; but yoy-5%).
_RATIO_UNITS = (word for _, _, words in table("percent_units", 3) for word in words.split(" ") if word.isascii())
_LATIN_UNITS = sorted({word for word in (*LATIN_MAGNITUDES, *_RATIO_UNITS) if len(word) > 1})
_NOT_BEHIND_A_UNIT = "".join(rf"(?<![0-9 ](?i:{word}))" for word in _LATIN_UNITS)
SIGN = (
    rf"(?:(?=[+\-−–])(?<![0-9%‰)元成折点\-–—{NUMERAL_CHARACTERS}])(?<![^A-Za-z][A-Za-z]){_NOT_BEHIND_A_UNIT}[+\-−–]"
    rf"|{outside_words('负')}负的?)"
)
LOCAL_UNIT = "local"  # 元, 圆, 块: which currency it is, the article has to tell
_NUMBER_END = frozenset("0123456789" + NUMERAL_CHARACTERS)

# Between the ends of a range, and between the items of a list.
_DASHES = "\\-–—−~～‒―〜∼‐‑"
_RANGE = rf"(?: ?(?:\(含\))? ?(?:[{_DASHES}]{{1,2}}|至|到|或至) ?[近约逾超]?)"
_LIST = r"(?:、|/| ?(?:和|及|与|以及|或|跟) ?)"
RANGE_JOINT, LIST_JOINT = lazy(_RANGE), lazy(_LIST)
_BOTH_ENDS = lazy(rf"{_RANGE}| ?[和与及] ?")  # of 在3亿元和5亿元之间
_JOINT_END = frozenset(_DASHES + "至到近约逾超、/和及与或跟 ")
_WINDOW = 48  # characters in which the number before a joint is looked for

_NUMBER_BEFORE = lazy(
    rf"(?<![0-9.第{NUMERAL_CHARACTERS}])(?:(?<![A-Za-z])|(?<=[EBD]PS))(?P<sign>[+\-−–])?(?P<number>{QUANTITY}{LATIN_MAGNITUDE}?)"
    rf"(?:(?P<range>{_RANGE})|(?P<list>{_LIST}))\Z"
)
# A number of a list by words is an item of it where it has a fraction, or where other words tell of a list: 5、8和12亿.
_IN_LIST = lazy(r".{0,60}(?:[^\W_A-Za-z][.点][^\W_A-Za-z]|[0-9%]、[0-9]|分别|各)")
_GUESSES = frozenset(f"{a}、{b}" for row in ("一二三四五六七八九", "123456789") for a, b in pairwise(row))
_LONGER = lazy("[0-9.十]")  # behind the second digit of a guess
# What makes items of two neighbouring digits: a word for it, or another list in the clause.
_LISTED_BEFORE = lazy(r"(?:分别|各|依次|为|第|[、和与及/:])[^,。;!?\n]{0,30}\Z")
_CLAUSE = 32  # characters
_STRUCTURE = lazy(
    rf"(?P<lead>{_MANY}|数|上)?(?P<number>{NUMBER}{LATIN_MAGNITUDE}?)?"
    rf"(?: ?(?P<inexact>[多余几来把+])(?P<tail>[{MAGNITUDES}]*))?"
)
_TENS = frozenset(f"{ten}{magnitude}" for ten in "十拾" for magnitude in ("", *MAGNITUDES))
_PAIR = lazy(rf"(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)(?=[{MAGNITUDES}]|\Z)")
# A number with l, I or O for a digit in it, known by its unit; no word such as O2O.
_LOOK_ALIKE = lazy(
    r"(?=[0-9lIO])(?<![A-Za-z0-9.])(?=[0-9lIO.]{0,9}[0-9])(?=[0-9.]{0,9}[lIO])"
    r"(?:[0-9lI][0-9lIO]{0,5}|O)(?:\.[0-9lIO]{1,4})?(?= ?(?:[%‰亿万元]|个?百分点))"
)
_MIDDLE_DOT = lazy(r"(?<=[0-9])·(?=[0-9]{1,4} ?(?:[%‰万亿元]|个?百分点))")
_LETTERS_AT_DIGITS = [lazy(f"{c}(?:(?=[0-9.])|(?<=[0-9.]{c}))") for c in "lIO"]  # faster than one for all
_DIGIT_OF_LETTER = str.maketrans("lIO", "110")


class Quantity(NamedTuple):
    """A number as exact as the text gives it.

    Parameters
    ----------
    value : Decimal or None
        None for a range, and where the words leave the number open.
    low, high : Decimal or None
        The ends of a range, or the bounds of a number that words inside it leave open.
    modifier : Modifier or None
        From words inside the number.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: Modifier | None = None


def parse_quantity(text: str) -> Quantity | None:
    """Read a number with the inexact words inside it.

    Parameters
    ----------
    text : str
        What ``QUANTITY`` matched.

    Returns
    -------
    Quantity or None
        ``30多万`` is 300000, over, and below 400000; ``上亿`` 100000000, over; ``20来万`` 200000, about; ``数十亿`` has
        no value, is vague, and lies between 10^9 and 10^10; ``三五百`` is a range. None where the text is no number.
    """
    text = text.replace("十数", "十几")
    if text.startswith("千百"):
        return Quantity(None, modifier="vague")
    if text.startswith("半"):
        text = f"0.5{text[-1]}"
    value = parse_number(text)
    if value is not None:
        return Quantity(value)
    m = _STRUCTURE.fullmatch(text.replace("个", ""))
    if not m:
        return None
    lead, number = m["lead"], (m["number"] or "") + (m["tail"] or "")
    if lead and lead != "上" and not number:  # 几 alone
        number = "一"
    value = parse_number(number)
    if value is None:
        return _adjacent(number)
    if lead == "上":
        return Quantity(value, modifier="over")
    if lead:
        return Quantity(None, value, multiply(value, 1), "vague")
    if number in _TENS and m["inexact"] == "几":  # 十几 is as open as 几十
        return Quantity(None, value, EXACT.add(value, value), "vague")
    if m["inexact"] in ("来", "把"):  # 千把块
        return Quantity(value, modifier="about")
    if m["inexact"]:
        step = multiply(Decimal(1), cast("int", EXACT.normalize(value).as_tuple().exponent))
        return Quantity(value, value, EXACT.add(value, step), "over")
    return Quantity(value)


def scale(quantity: Quantity | None, exponent: int, sign: str | None) -> Quantity | None:
    """Turn a quantity into another unit, and give it its sign.

    Parameters
    ----------
    quantity : Quantity or None
    exponent : int
        Power of ten.
    sign : str or None
        As written: ``-``, ``+``, ``负``.

    Returns
    -------
    Quantity or None
        None for None.
    """
    if quantity is None or not (exponent or sign):
        return quantity
    negative = bool(sign) and sign != "+"

    def turned(number: Decimal | None) -> Decimal | None:
        number = multiply(number, exponent) if number is not None and exponent else number
        return EXACT.minus(number) if number is not None and negative else number

    low, high = turned(quantity.low), turned(quantity.high)
    return Quantity(turned(quantity.value), *((high, low) if negative else (low, high)), quantity.modifier)


def legible(document: Document) -> Document:
    """Put digits in place of the letters that recognition of print took them for, and points of dots: 2l.7%, 3·5亿元.

    Parameters
    ----------
    document : Document

    Returns
    -------
    Document
        The same one where there is no such letter.
    """
    text = document.text
    if "·" in text:
        text = _MIDDLE_DOT.sub(".", text)
    if any(letter.search(text) for letter in _LETTERS_AT_DIGITS):
        text = _LOOK_ALIKE.sub(lambda m: m[0].translate(_DIGIT_OF_LETTER), text)
    if text is not document.text:
        document = copy(document)
        document.text = text
    return document


def of_weekday(text: str, start: int, end: int) -> bool:
    """Tell whether a number's first character is a weekday's: 周三|日元, 周二|十年期; 本周三千亿元 may be this week's.

    Parameters
    ----------
    text : str
    start, end : int
        Of the number.

    Returns
    -------
    bool
    """
    if text[start - 1 : start] not in _WEEK_ENDS or text[start] not in _WEEKDAYS:
        return False
    week = _WEEK_BEFORE.search(text, max(0, start - 5), start)
    return week is not None and (end == start + 1 or not week["which"])


def in_address(document: Document, offset: int) -> bool:
    """Tell whether an offset stands in a web or mail address.

    Parameters
    ----------
    document : Document
    offset : int
        Into the normalised text.
    """
    if not document.addresses:
        return False
    i = bisect_right(document.addresses, (offset, len(document.text))) - 1
    return i >= 0 and offset < document.addresses[i].end


def _adjacent(text: str) -> Quantity | None:
    """Read two neighbouring digits as the ends of a range: 三五百, 两三百万, 十五六万."""
    pair = _PAIR.search(text)
    if not pair:
        return None
    low = parse_number(text[: pair.start() + 1] + text[pair.end() :])
    high = parse_number(text[: pair.start()] + text[pair.start() + 1 :])
    return Quantity(None, low, high) if low is not None and high is not None and low < high else None


def _share_magnitude(value: Decimal, own: int, other: int, limit: Decimal | None) -> tuple[Decimal, int]:
    """Give a number the magnitude that the next one tells for both: 3 in 3至5亿, 12.3 in 12.3、4.5亿.

    In a range the result must stay below ``limit``, so that 8500到3万 begins at 8500. Nothing is shared where the
    number has a magnitude of its own that is as great, or, in a list, any.
    """
    if own < other and (limit is not None or not own):
        for shared in (other, *(e for e in (8, 4) if own < e < other)):
            shifted = multiply(value, shared)
            if limit is None or shifted < limit:
                return shifted, shared
    return value, own


class Part(NamedTuple):
    """An amount on its way to a mention: a number with its unit, and what it shares with its neighbours.

    Parameters
    ----------
    start, end : int
        Code points into the normalised text.
    magnitude : int
        The power of ten with which the number ends as written, and which a list or range shares.
    quantity : Quantity
        In the unit of the output.
    rule : str
    unit : str or None
        None where none stands at the number.
    exponent : int
        The power of ten that the unit stands for; a number that shares the unit is multiplied by it.
    shared : bool
        Whether the unit stands at a neighbour.
    """

    start: int
    end: int
    magnitude: int
    quantity: Quantity
    rule: str
    unit: str | None = None
    exponent: int = 0
    shared: bool = False


def join(text: str, parts: Iterable[Part], fact_type: str) -> list[Part]:
    """Make one part of the ends of a range, and give numbers without a unit the one of their list or range.

    Parameters
    ----------
    text : str
    parts : iterable of Part
        In the order of the text.
    fact_type : str
        Whose rules ``range`` and ``shared_unit`` take the credit.

    Returns
    -------
    list of Part
        In the order of the text, none overlapping another.
    """
    joined: list[Part] = []
    for part in parts:
        floor = joined[-1].end if joined else 0
        joint = _BOTH_ENDS if text.startswith("之间", part.end) else RANGE_JOINT
        if joined and joint.fullmatch(text, floor, part.start) and not _is_step(text, joined[-1]):
            whole = join_range(text, joined[-1], part, f"{fact_type}.range")
            if whole:
                joined[-1] = whole
                continue
        items = [part]
        while True:
            first = items[0]
            bare, is_range = _bare_before(text, first, floor)
            if bare is None:
                break
            if not is_range and not is_guess(text, bare.start, first.start + 1):
                items.insert(0, bare._replace(rule=f"{fact_type}.shared_unit"))
                continue
            whole = join_range(text, bare, first, f"{fact_type}.range")
            if whole is None:
                break
            items[0] = whole
        joined += items
    return joined


def is_guess(text: str, start: int, end: int) -> bool:
    """Tell whether two neighbouring digits with a mark between them are one guess (七、八元), and no list's items.

    Parameters
    ----------
    text : str
    start, end : int
        Of what may be the two digits with their mark.

    Returns
    -------
    bool
    """
    if text[start:end] not in _GUESSES or _LONGER.match(text, end):
        return False
    return not _LISTED_BEFORE.search(text, max(0, start - _CLAUSE), start)


def _is_step(text: str, part: Part) -> bool:
    """Whether a part is what rates change by, and 至 leads on to the new level: 加息半厘至4厘半."""
    return text[max(0, part.start - 2) : part.start] in ("加息", "减息", "降息") and text[part.end] in "至到"


def _bare_before(text: str, part: Part, floor: int) -> tuple[Part | None, bool]:
    """Find the number without a unit that is joined to a part: 3 in 3-5亿元, 0.46 in 0.46、0.50元."""
    start = part.start
    if start <= floor or text[start - 1] not in _JOINT_END:
        return None, False
    m = _NUMBER_BEFORE.search(text, max(floor, start - _WINDOW), start)
    between = text.startswith("之间", part.end)
    if not m or (
        m["list"]
        and m["list"].strip() not in "、/或"
        and not between
        and not _IN_LIST.match(text[max(0, m.start() - 6) : m.end()])
    ):
        return None, False  # in a list by words, a whole number may count something else
    quantity = parse_quantity(m["number"])
    if quantity is None or quantity.value is None:
        return None, False
    value = EXACT.minus(quantity.value) if m["sign"] not in (None, "+") else quantity.value
    is_range = m["range"] is not None or (between and m["list"] not in "、/")
    limit = _high(part.quantity) if is_range else None
    value, magnitude = _share_magnitude(value, trailing_magnitude(m["number"]), part.magnitude, limit)
    if part.exponent:
        value = multiply(value, part.exponent)
    bare = Part(m.start(), m.end("number"), magnitude, Quantity(value), part.rule, part.unit, part.exponent, True)
    return bare, is_range


def _high(quantity: Quantity) -> Decimal | None:
    return quantity.high if quantity.value is None else quantity.value


def join_range(text: str, first: Part, second: Part, rule: str) -> Part | None:
    """Make one part of the ends of a range.

    Parameters
    ----------
    text : str
    first, second : Part
        As they stand in the text, a joint between them.
    rule : str
        That takes the credit.

    Returns
    -------
    Part or None
        None where they are no range: the ends do not rise, or their units differ.
    """
    low, high = first.quantity.value, second.quantity.value
    unit = _common_unit(first.unit, second.unit)
    if low is None or high is None or (unit is None and first.unit != second.unit):
        return None
    if text[first.end - 1] in _NUMBER_END:  # its unit, if any, stands before it or is the second one's
        low, _ = _share_magnitude(low, first.magnitude, second.magnitude, high)
    if high < low < 0:  # from -3% to -5%
        low, high = high, low
    if low >= high:
        return None
    quantity = Quantity(None, low, high, second.quantity.modifier)
    shared = first.shared or first.unit != second.unit
    return second._replace(start=first.start, quantity=quantity, rule=rule, unit=unit, shared=shared)


def _common_unit(first: str | None, second: str | None) -> str | None:
    """Tell the unit of two ends; a 元 without a country takes the one that the other end tells."""
    if first == second or second is None or (second == LOCAL_UNIT and first):
        return first
    return second if first in (None, LOCAL_UNIT) else None
