"""Amounts of money written in every style of Chinese text, with what they are worth."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["AROUND", "SCRIPTS", "Script", "Written", "chinese", "mixed", "written_amounts"]

AROUND = [("总计", "。"), ("约", "左右"), ("合同额为", ",同比"), ("(", ")"), ("从“", "”起"), ("共", ""), ("\n", "\n")]
_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


class Script(NamedTuple):
    """Signs of the digits from zero, of ten, hundred and thousand, and of 10^4, 10^8 and 10^12."""

    digits: str
    units: str
    magnitudes: tuple[str, str, str]
    yuan: str = "元"


SCRIPTS = [
    Script("零一二三四五六七八九", "十百千", ("万", "亿", "万亿")),
    Script("〇一二三四五六七八九", "十百千", ("万", "亿", "兆")),
    Script("零壹贰叁肆伍陆柒捌玖", "拾佰仟", ("万", "亿", "万亿"), "圆"),
    Script("零壹貳參肆伍陸柒捌玖", "拾佰仟", ("萬", "億", "兆"), "圓"),
    Script("零一二三四五六七八九", "十百千", ("萬", "億", "萬億")),
]


class Written(NamedTuple):
    """An amount as written, its value in the main unit, and its currency."""

    text: str
    value: Decimal
    currency: str


def _group(group: int, script: Script) -> str:
    """Write a number below ten thousand, its inner zeros as one."""
    written, padded = "", f"{group:04d}"
    for place, c in enumerate(padded):
        if c != "0":
            if written and padded[place - 1] == "0":
                written += script.digits[0]
            written += script.digits[int(c)] + ["", *script.units][3 - place]
    return written


def _groups(number: int) -> list[int]:
    groups = []
    while number:
        groups.append(number % 10000)
        number //= 10000
    return groups


def chinese(number: int, script: Script) -> str:
    """Write a number below 10^16 in Chinese, by the rule of 零."""
    groups, written = _groups(number), ""
    for i in range(len(groups) - 1, -1, -1):
        if groups[i]:
            if written and (groups[i] < 1000 or not groups[i + 1]):
                written += script.digits[0]
            written += _group(groups[i], script) + ("", *script.magnitudes)[i]
    return written or script.digits[0]


def mixed(number: int, script: Script) -> str:
    """Write a multiple of a thousand below 10^16 in Arabic digits with a magnitude to each: 3亿5000万, 12亿零6千."""
    groups, written = _groups(number), ""
    for i in range(len(groups) - 1, -1, -1):
        group = groups[i]
        if group:
            if written and (group < 1000 or not groups[i + 1]):
                written += "零"
            by_thousand = group % 1000 == 0 and (i == 0 or number % 3 == 0)
            written += f"{group // 1000}千" if by_thousand else str(group)
            written += ("", *script.magnitudes)[i]
    return written


@st.composite
def _arabic(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Draw a number in Arabic digits with separators, spaces, width and a magnitude."""
    magnitude, exponent = draw(
        st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12), ("百万", 6), ("千万", 7), ("億", 8), ("萬", 4)])
    )
    places = draw(st.sampled_from([0, 1, 2, 3])) if magnitude else draw(st.sampled_from([0, 2]))
    number = Decimal(draw(st.integers(1, 10**9))).scaleb(-places)
    digits = f"{number:{draw(st.sampled_from(['f', ',f']))}}"
    if draw(st.booleans()) and digits.count(",") in (1, 2):
        digits = digits.replace(",", draw(st.sampled_from([" ", "'"])))
    if draw(st.booleans()):
        digits = digits.translate(_FULL_WIDTH)
    elif magnitude and draw(st.booleans()):
        digits += " "
    return digits + magnitude, number.scaleb(exponent)


def _short(number: int) -> tuple[str, int]:
    """Write a number as speech shortens it: 十五万二, 两亿三, 廿五, 四万万."""
    digit, lower = "一两三四五六七八九"[number % 9], "一二三四五六七八九"[number // 9 % 9]
    of, low = number % 9 + 1, number // 9 % 9 + 1
    forms = (
        (f"{digit}万{lower}", of * 10**4 + low * 10**3),
        (f"{digit}亿{lower}", of * 10**8 + low * 10**7),
        (f"{digit}千{lower}", of * 1000 + low * 100),
        (f"廿{lower}", 20 + low),
        (f"卅{lower}万", (30 + low) * 10**4),
        (f"{digit}万万", of * 10**8),
    )
    return forms[number // 81 % len(forms)]


def _tenths(value: int, script: Script) -> tuple[str, Decimal]:
    """Write an amount of so many cents in 元, 角 and 分."""
    yuan, jiao, fen = value // 100, value // 10 % 10, value % 10
    written = chinese(yuan, script) + script.yuan
    if jiao:
        written += script.digits[jiao] + "角"
    if fen:
        written += ("" if jiao else script.digits[0]) + script.digits[fen] + "分"
    return written, Decimal(value).scaleb(-2)


@st.composite
def written_amounts(draw: st.DrawFn) -> Written:
    """Draw an amount in any style."""
    style = draw(st.sampled_from(["arabic", "arabic", "chinese", "mixed", "coins", "spoken", "latin", "short"]))
    script = draw(st.sampled_from(SCRIPTS))
    if style == "coins":
        text, value = _tenths(draw(st.integers(100, 10**9)), script)
        return Written(text, value, "CNY")
    if style == "spoken":
        yuan, tenth = draw(st.integers(1, 999)), draw(st.integers(1, 9))
        return Written(f"{yuan}块{tenth}", Decimal(yuan * 10 + tenth).scaleb(-1), "CNY")
    if style == "latin":
        number = Decimal(draw(st.integers(1, 99999))).scaleb(-draw(st.sampled_from([0, 1, 2])))
        word, exponent = draw(
            st.sampled_from([("bn", 9), (" billion", 9), ("M", 6), (" million", 6), ("m", 6), ("B", 9), ("k", 3)])
        )
        symbol, code = draw(st.sampled_from([("US$", "USD"), ("$", "USD"), ("HK$", "HKD"), ("€", "EUR"), ("£", "GBP")]))
        return Written(f"{symbol}{number:f}{word}", number.scaleb(exponent), code)
    if style == "arabic":
        text, value = draw(_arabic())
    elif style == "chinese":
        number = draw(st.integers(10, 10**16 - 1))
        text, value = chinese(number, script), Decimal(number)
    elif style == "short":
        text, number = _short(draw(st.integers(0, 485)))
        value = Decimal(number)
    else:
        number = draw(st.integers(10, 10**12 - 1)) * 1000
        text, value = mixed(number, script), Decimal(number)
    prefix, unit, code = draw(
        st.sampled_from(
            [
                ("", "元", "CNY"),
                ("人民币", "元", "CNY"),
                ("", "美元", "USD"),
                ("", "港幣", "HKD"),
                ("", "元人民币", "CNY"),
                ("", "欧元", "EUR"),
                ("", "新台幣", "TWD"),
            ]
        )
    )
    signs = ["", "", "", "-", "负"] if text[0].isdecimal() else ["", "", "负"]
    sign = "" if prefix else draw(st.sampled_from(signs))
    return Written(sign + prefix + text + unit, -value if sign else value, code)
