"""Numbers with inexact words inside, what stands around them, and what they share."""

from __future__ import annotations

import re

import pytest

from extractor.modifiers import direction_of, modifier_of
from extractor.quantities import QUANTITY, parse_quantity

READ = {
    "30": ("30", None, None),
    "30多万": ("300000", ("300000", "400000"), "over"),
    "二百余万": ("2000000", ("2000000", "3000000"), "over"),
    "三十几": ("30", ("30", "40"), "over"),
    "1.2亿多": ("120000000", ("120000000", "130000000"), "over"),
    "20来万": ("200000", None, "about"),
    "上亿": ("100000000", None, "over"),
    "数十亿": (None, ("1000000000", "10000000000"), "vague"),
    "好几百万": (None, ("1000000", "10000000"), "vague"),
    "三五百": (None, ("300", "500"), None),
    "两三千": (None, ("2000", "3000"), None),
    "十五六万": (None, ("150000", "160000"), None),
    "3.5个亿": ("350000000", None, None),
}


@pytest.mark.parametrize("text", READ)
def test_reads_a_quantity(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert re.fullmatch(QUANTITY, text)
    bounds = (str(quantity.low), str(quantity.high)) if quantity.low is not None else None
    value = None if quantity.value is None else str(quantity.value)
    assert (value, bounds, quantity.modifier) == READ[text]


@pytest.mark.parametrize("text", ["万一", "三三两两", "三七百", "多", "上", ""])
def test_refuses_what_is_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("before", "behind", "modifier"),
    [
        ("超过", "", "over"),
        ("不超过", "", "at_most"),
        ("突破了", "", "over"),
        ("跌破", "", "under"),
        ("不到", "", "under"),
        ("将近", "", "about"),
        ("约占公司总资产的", "", "about"),
        ("高达", "", None),
        ("", "以上", "over"),
        ("", "(含)以上", "over"),
        ("", "左右", "about"),
        ("", "以内", "under"),
        ("", "+", "over"),
        ("", "+5", None),
        ("至少", "左右", "at_least"),
    ],
)
def test_words_around_modify(before: str, behind: str, modifier: str | None) -> None:
    text = f"{before}50{behind}"
    assert modifier_of(text, len(before), len(before) + 2) == modifier


@pytest.mark.parametrize(
    ("before", "behind", "direction"),
    [
        ("同比增长", "", "up"),
        ("同比下降约", "", "down"),
        ("增幅将超过", "", "up"),
        ("降至", "", None),
        ("涨到", "", None),
        ("占", "", None),
        ("", "的跌幅", "down"),
        ("分别上涨", "", "up"),
        ("亏损", "", "down"),
    ],
)
def test_the_verb_tells_the_direction(before: str, behind: str, direction: str | None) -> None:
    text = f"{before}50{behind}"
    assert direction_of(text, len(before), len(before) + 2) == direction
