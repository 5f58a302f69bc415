"""Numbers that a caption before them makes money: prices, wages, results per share, headings that tell the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.currency_names import CODE_BEHIND, alternation
from extractor.document import Document
from extractor.extractors.money_units import unit_behind
from extractor.money_context import PRICED, counts, heads_money
from extractor.numerals import ARABIC, MAGNITUDES, parse_number, trailing_magnitude
from extractor.patterns import firsts, lazy
from extractor.quantities import LIST_JOINT, LOCAL_UNIT, RANGE_JOINT, Part, Quantity, parse_quantity, scale

__all__ = ["NO_CURRENCY", "captioned"]

NO_CURRENCY = "none"  # money by its sentence
# A caption per share tells that the numbers behind it are money: EPS为0.54/0.67. The last one stands for its list.
_PER_SHARE = lazy(
    r"(?=[EBD每目])(?:[EBD]PS|每股(?:基本)?(?:收益|盈利|盈余|净资产|股息|派息)|目标价)"
    r"(?:预测|预计|分别|将|各)?(?:为|是|约|至)?[: ]?"
    rf"(?:[0-9]{{1,4}}\.[0-9]{{1,4}}{LIST_JOINT.pattern}){{0,5}}(?P<number>[0-9]{{1,4}}\.[0-9]{{1,4}})"
    rf"(?![0-9.%‰{MAGNITUDES}]| ?(?:倍|个|(?:{RANGE_JOINT.pattern}|{LIST_JOINT.pattern})[0-9]))"
)
# Words of prices and wages make money of small numbers too: 月薪8000, 罚款5000, 门票380起.
_TO_PRICE = (
    r"(?:每月|一个月|最低|最高|仅需?|只要?|为|是|约|近|超过?|逾|达到?|到|[涨跌降升][到至]|跌破|突破|从|在|[: ]){0,3}"
)
_BEHIND_PRICE = (
    rf"(?! [{MAGNITUDES}元块美港欧人家名个次天期])"  # 罚款 50 万元, 罚款 300 人
    r"(?= ?(?:以上|以下|左右|上下|起|封顶|不等|多|(?:[/每]|一个?)(?:[月年天人张晚平]|学期)|可退)|[,。;!?、)的\s]|\Z)"
)
_PRICED = lazy(
    rf"(?={firsts(PRICED)})(?:{'|'.join(PRICED)}){_TO_PRICE}"
    r"(?:[1-9][0-9,]{1,6}[\-—~至到])?(?P<number>(?<![0-9.])"
    r"(?:[1-9][0-9]{0,2},[0-9]{3}|[1-9][0-9]{1,5}(?:\.[0-9]{1,2})?|[1-9](?:\.[0-9])?(?= ?[千kK]))(?: ?[千kK])?)"
    rf"{_BEHIND_PRICE}"
)
_HEADING_UNIT = lazy(r"\([^()0-9\n]{1,12}\)[ :]{0,2}-?[0-9]")


@cache
def _headed_pattern() -> re.Pattern[str]:
    """Find a heading that tells the unit of the number behind it: 发行总额(亿)10.00."""
    return lazy(
        rf"\((?:单位:)?(?P<magnitude>[百千]?[万亿])?(?P<unit>{alternation(CODE_BEHIND)}|元)?\)[ :]{{0,2}}"
        rf"(?:{ARABIC}{LIST_JOINT.pattern}){{0,8}}(?P<number>-?{ARABIC})(?![%‰年月日/{MAGNITUDES}]|[ 、]{{1,4}}[0-9])"
    )


def captioned(document: Document) -> list[Part]:
    """Find the numbers under captions.

    Parameters
    ----------
    document : Document

    Returns
    -------
    list of Part
        In the order of the text.
    """
    found = [*_headed(document), *_per_share(document), *_priced(document)]
    return sorted(found, key=lambda part: part.start)


def _per_share(document: Document) -> Iterator[Part]:
    for m in _PER_SHARE.finditer(document.text):
        quantity = Quantity(parse_number(m["number"]))
        if not unit_behind(document.text, m.end()):
            yield Part(m.start("number"), m.end(), 0, quantity, "money.per_share", NO_CURRENCY)


def _priced(document: Document) -> Iterator[Part]:
    for m in _PRICED.finditer(document.text):
        quantity = Quantity(parse_number(m["number"].replace(" ", "")))
        yield Part(*m.span("number"), 0, quantity, "money.priced", NO_CURRENCY)


def _headed(document: Document) -> Iterator[Part]:
    text = document.text
    if not _HEADING_UNIT.search(text):
        return
    for m in _headed_pattern().finditer(text):
        magnitude, unit, end = m["magnitude"], m["unit"], m.end()
        if counts(text, end) or not (unit or heads_money(text, m.start())):
            continue
        exponent = trailing_magnitude(magnitude) if magnitude else 0
        quantity = scale(parse_quantity(m["number"].removeprefix("-")), exponent, "-" * m["number"].startswith("-"))
        code = NO_CURRENCY if unit is None else LOCAL_UNIT if unit == "元" else CODE_BEHIND[unit.upper()]
        if quantity:
            yield Part(m.start("number"), end, 0, quantity, "money.heading_unit", code, exponent, unit is not None)
