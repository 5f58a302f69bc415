"""Numbers: every way to write one gives the same exact decimal, and what is none gives None."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_amounts import SCRIPTS, Script, chinese, mixed

from extractor.numerals import NUMBER, parse_number, trailing_magnitude

WRITTEN = {
    "0": "0",
    "〇": "0",
    "十": "10",
    "十五": "15",
    "卅": "30",
    "卅五": "35",
    "廿": "20",
    "一百零五": "105",
    "一百五": "150",
    "两千二": "2200",
    "十五万二": "152000",
    "3万2": "32000",
    "一千零一": "1001",
    "二〇一九": "2019",
    "零点五": "0.5",
    "四点七五": "4.75",
    "一百二十点五": "120.5",
    "拾贰万零七点肆伍": "120007.45",
    "三点五亿": "350000000",
    "壹仟贰佰叁拾肆": "1234",
    "1,234,567.89": "1234567.89",
    "1 234": "1234",
    "１２３": "123",
    "0.80": "0.80",
    "1.5万亿": "1500000000000",
    "5,740万": "57400000",
    "1,100.9亿": "110090000000",
    "1.245亿": "124500000",
    "540 亿": "54000000000",
    "3亿5千万": "350000000",
    "3亿零500万": "305000000",
    "10.0百万": "10000000",
    "1.2千万": "12000000",
    "二十万亿": "20000000000000",
    "三百五十一万亿": "351000000000000",
    "四万万": "400000000",
    "七千六百五十四万三千二百一十": "76543210",
    "百亿": "10000000000",
    "五兆": "5000000000000",
    "兩億": "200000000",
    "1.2bn": "1200000000",
    "300 million": "300000000",
    "3M": "3000000",
    "12k": "12000",
    "-3.2亿": "-320000000",
    "负三": "-3",
    "123456789012345678901234567890.123456789亿": "12345678901234567890123456789012345678.9",
}
NO_NUMBERS = [""]
NO_NUMBERS += [
    "一些",
    "万一",
    "三三两两",
    "一一",
    "三五",
    "一亿万",
    "十十",
    "百千",
    "一百二百",
    "三点",
    "零零点",
]
NO_NUMBERS += ["9·11", "1,23", "1.2.3", "--3", "元", "1.2x", "点", "٣"]


@pytest.mark.parametrize(("text", "value"), WRITTEN.items())
def test_reads_a_number(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert format(number, "f") == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_refuses_what_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_refuses_what_is_too_long_to_be_one() -> None:
    assert parse_number("9" * 201) is None


def test_the_trailing_magnitude_is_the_unit_that_a_list_shares() -> None:
    assert [trailing_magnitude(t) for t in ("1.5万亿", "三百", "35", "二十万亿")] == [12, 2, 0, 12]


@given(st.integers(0, 10**16 - 1), st.sampled_from(SCRIPTS))
def test_chinese_round_trip(number: int, script: Script) -> None:
    written = chinese(number, script)
    assert parse_number(written) == number
    assert re.fullmatch(NUMBER, written)


@given(st.integers(1, 10**13 - 1), st.sampled_from(SCRIPTS))
def test_mixed_round_trip(number: int, script: Script) -> None:
    written = mixed(number * 1000, script)
    assert parse_number(written) == number * 1000
    assert re.fullmatch(NUMBER, written)


@given(
    st.decimals(0, 10**9, places=3, allow_nan=False),
    st.sampled_from(["{:f}", "{:,f}"]),
    st.sampled_from(["", "万", "亿", "万亿"]),
)
def test_arabic_round_trip(number: Decimal, style: str, magnitude: str) -> None:
    written = style.format(number) + magnitude
    assert parse_number(written) == number * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    assert re.fullmatch(NUMBER, written)


@given(st.text("零〇一二两三五九十百千万亿兆点 ,.0123456789负-+kKbn多", max_size=30))
def test_is_total(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("text", "exponent"),
    [
        ("", 0), ("35", 0), ("2.5", 0), ("二十", 0), ("三百", 2), ("5千", 3), ("1.5万亿", 12), ("三百万", 6), ("万", 4),
        ("2bn", 9), ("2 BN", 9), ("5foo", 0), ("bn", 0), ("x", 0), ("3-", 0),
    ],
)  # fmt: skip
def test_a_number_ends_with_a_magnitude(text: str, exponent: int) -> None:
    assert trailing_magnitude(text) == exponent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三点一点四", None), ("三点两", None), ("三点四", "3.4"), ("〇.五", "0.5"), ("二两三", None),
        ("一三五", "135"), ("一一", None), ("3亿零5", "300000005"), ("3亿500", "300000500"), ("四十万万", "4000000000"),
        ("四万二千万", None), ("一万二万", None), ("1百100", None), ("1百150", None), ("三 亿", "300000000"),
        ("三 百 万", "3000000"), ("3X万", None), ("-" + "1" * 199, "-" + "1" * 199),
        ("1" * 200, "1" * 200), ("1" * 201, None), ("0" * 200 + "1", None),
        ("3亿", "300000000"), ("1.50万", "15000"), ("1.23456万", "12345.6"), ("0.80", "0.80"), ("1 234 567", "1234567"),
        ("+3", "3"), ("+", None), ("+-3", None), ("-三万", "-30000"),
    ],
)  # fmt: skip
def test_reads_it_to_the_digit_or_refuses_it(text: str, value: str | None) -> None:
    number = parse_number(text)
    assert (None if number is None else format(number, "f")) == value
    assert number is None or "E" not in str(number)
