"""Rates of interest in 厘 and 分: 年息5厘, 加息半厘, 減息四分一厘, 月息二分.

厘 is one percent, as it is for interest by the year. By the month it is a tenth of one, by the day a hundredth; 分 is
ten 厘, and no rate unless the period is told (``small_units``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractor.numerals import EXACT, MAGNITUDES, NUMERAL_CHARACTERS, multiply, parse_number
from extractor.patterns import lazy
from extractor.quantities import QUANTITY, Part, Quantity, parse_quantity, scale
from extractor.small_units import small_unit

__all__ = ["interest"]

_WINDOW = 12
_PERIOD = lazy("[年月日](?=利率|[利息])")
_EXPONENTS = {"年": 0, "月": -1, "日": -2}
_DIGIT = "[一二两三四五六七八九1-9]"


@cache
def _pattern() -> re.Pattern[str]:
    """Find the numbers; compiled where a text has 厘 or 分 of interest at all."""
    number = rf"(?<![0-9.{NUMERAL_CHARACTERS}分公])(?P<number>{QUANTITY}|半|(?P<of>[四八])分之?(?P<parts>[一三五七]))"
    return lazy(
        rf"{number} ?(?P<unit>厘)(?P<half>半)?|(?<![0-9.{NUMERAL_CHARACTERS}])(?P<tens>{_DIGIT}|[0-9]\.[0-9])分"
        rf"(?:(?P<ones>{_DIGIT})厘)?(?P<half_ten>半)?(?![{MAGNITUDES}0-9])"
    )


def interest(text: str) -> Iterator[Part]:
    """Yield the rates of interest of a text.

    Parameters
    ----------
    text : str

    Yields
    ------
    Part
        In percent.
    """
    if "厘" not in text and not _PERIOD.search(text):
        return
    for m in _pattern().finditer(text):
        if small_unit(text, m.start(), m.end()) != "rate":
            continue
        periods = _PERIOD.findall(text, max(0, m.start() - _WINDOW), m.start())
        quantity = _in_tens(m) if m["tens"] and periods else _told(m) if m["unit"] else None
        exponent = _EXPONENTS[periods[-1]] if periods else 0
        quantity = scale(quantity, exponent, None)
        if quantity:
            yield Part(m.start(), m.end(), 0, quantity, "percent.interest", "percent", exponent)


def _told(m: re.Match[str]) -> Quantity | None:
    """Read 5厘, 半厘, 四分一厘, 四厘半."""
    if m["of"]:
        parts, of = parse_number(m["parts"]) or Decimal(0), parse_number(m["of"]) or Decimal(1)
        return Quantity(EXACT.divide(parts, of)) if parts < of else None
    quantity = Quantity(Decimal("0.5")) if m["number"] == "半" else parse_quantity(m["number"])
    if m["half"] and quantity and quantity.value is not None:
        return Quantity(EXACT.add(quantity.value, Decimal("0.5")), modifier=quantity.modifier)
    return quantity


def _in_tens(m: re.Match[str]) -> Quantity:
    """Read 二分, 一分二厘, 分 being ten 厘."""
    tens, ones = parse_number(m["tens"]) or Decimal(0), parse_number(m["ones"]) if m["ones"] else Decimal(0)
    half = Decimal(5) if m["half_ten"] else Decimal(0)
    return Quantity(EXACT.add(EXACT.add(multiply(tens, 1), ones or Decimal(0)), half))
