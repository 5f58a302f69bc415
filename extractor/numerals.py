"""Numbers as Chinese text writes them, to exact decimals.

``NUMBER`` finds what may be a number; ``parse_number`` says what it is, or that it is none (``万一``).
The reading splits at the greatest magnitude: what stands before it is multiplied, what behind it is added.
"""

from __future__ import annotations

from decimal import Context, Decimal, Inexact

from extractor.characters import HAN
from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = [
    "ARABIC",
    "CHINESE",
    "EXACT",
    "LATIN_MAGNITUDE",
    "LATIN_MAGNITUDES",
    "MAGNITUDES",
    "NUMBER",
    "NUMERAL_CHARACTERS",
    "multiply",
    "parse_number",
    "trailing_magnitude",
]

_LONGEST = 200  # characters; no number of the language is longer
# Precision for anything that _LONGEST characters can write, so that no operation ever rounds.
EXACT = Context(prec=2000, Emax=99999, Emin=-99999, traps=[Inexact])


def _signs(kind: str) -> dict[str, int]:
    return {sign: int(value) for k, value, signs in table("numerals", 3) if k == kind for sign in signs.split(" ")}


_ZEROS = _signs("zero")
_DIGITS = _ZEROS | _signs("digit")
_TENS = _signs("tens")
_MAGNITUDES = _signs("magnitude")
_LATIN = _signs("latin")
_PAIR_SIGNS = "两兩"  # counts, and never stands in a row of digits

MAGNITUDES = "".join(_MAGNITUDES)
NUMERAL_CHARACTERS = "".join((*_DIGITS, *_TENS, *_MAGNITUDES))

# Each fragment ends where its number ends and never inside it, so that no pattern tries it shorter and shorter.
ARABIC = (
    r"(?:[0-9]{1,3}(?:(?:,[0-9]{3}){1,12}|(?: [0-9]{3}){1,4}|(?:['’][0-9]{3}){1,4})(?![0-9])|[0-9]{1,40})"
    r"(?:\.[0-9]{1,30})?(?![.,]?[0-9])"
)
_CHINESE_SIGN = f"[{NUMERAL_CHARACTERS}]"
CHINESE = rf"(?:{_CHINESE_SIGN}(?:{_CHINESE_SIGN}|[点.](?=[{''.join(_DIGITS)}])){{0,40}}(?!{_CHINESE_SIGN}))"
LATIN_MAGNITUDES = tuple(sorted(_LATIN, key=len, reverse=True))
LATIN_MAGNITUDE = rf"(?: ?(?i:{'|'.join(LATIN_MAGNITUDES)})(?![A-Za-z轮股端站]|[+＋]{{1,3}}轮))"  # 2亿B轮融资
# Behind 2 亿, with a blank at every border of digits and characters: 2 亿 3000 万. Cells stand so: 2亿 3000万.
_SPACED = (
    r"(?:(?<= [亿億兆]) (?:[0-9]{1,4}|[0-9],[0-9]{3}) [百千]?[万萬]|(?<= 兆) (?:[0-9]{1,4}|[0-9],[0-9]{3}) [亿億]"
    r"|(?<= [万萬]) [1-9] [百千])"
)
# Behind Arabic digits: 亿, 万亿, 亿5千万, 亿零500万, 万2
_TAIL = (
    rf"(?:(?: {{0,2}}|\n(?=[万亿]元))[{MAGNITUDES}]{{1,4}}(?:[零〇]?{ARABIC}[{MAGNITUDES}]{{1,4}}|{_SPACED}){{0,4}}"
    r"(?:(?:[零〇]|(?<= [万亿]) )?(?:[0-9]{1,4}|[0-9],[0-9]{3})(?= ?(?:[元圆块]|[美港日欧英澳加]元|人民币))"
    rf"|(?<=[万亿])[1-9](?![0-9A-Za-z%‰]|[.,:\-/~ ] ?[0-9]|(?![起才左上以的了包就多]){HAN}))?)?"
)
NUMBER = rf"(?:{ARABIC}{_TAIL}|{CHINESE})"

_ARABIC = lazy(r"[0-9]{1,3}(?:([, '’])[0-9]{3}(?:\1[0-9]{3})*)?(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_HUNDREDS = "".join(sign for sign, exponent in _MAGNITUDES.items() if exponent < 4)
_ASCENDING = "".join(
    f"[{''.join(sign for sign in _MAGNITUDES if _MAGNITUDES[sign] == exponent)}]{{0,2}}" for exponent in (4, 8, 12)
)
_PLAIN = lazy(rf"((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?) ?([{_HUNDREDS}]?{_ASCENDING})")
_WITH_LATIN = lazy(r"([0-9., ]{0,199}[0-9]) ?([A-Za-z]{1,20})")
_TWO_MAGNITUDES = lazy("(?P<before>[^亿億]{1,199})[万萬][亿億](?P<behind>.{0,199}[亿億].{0,199})")  # 1万亿2000亿
_SIGN = lazy(r"[+\-负負−–]")
_SEPARATORS = lazy("[, '’]")
_POINT = lazy("[点點]")
_CHINESE_POINT = lazy(rf"(?<=[{''.join(_DIGITS)}])\.(?=[{''.join(_DIGITS)}])")  # 〇.五
_FULL_WIDTH = {ord("０") + i: ord("0") + i for i in range(10)} | {ord("，"): ord(","), ord("．"): ord(".")}


def parse_number(text: str) -> Decimal | None:
    """Read a number, exactly.

    Parameters
    ----------
    text : str
        Arabic digits with separators, Chinese numerals of any kind, or both mixed, with magnitudes and a
        sign: ``1,234.50``, ``1.5万亿``, ``3亿5千万``, ``十五万二``, ``壹仟贰佰``, ``1.2bn``, ``-3``.

    Returns
    -------
    Decimal or None
        None where the text is no number. Without a magnitude the decimals stay as written (``0.80``); with
        one, there are no superfluous zeros.
    """
    plain = _PLAIN.fullmatch(text)  # the commonest form, made short work of
    if plain and len(text) <= _LONGEST:
        number = Decimal(plain[1].replace(",", ""))
        return multiply(number, sum(_MAGNITUDES[c] for c in plain[2])) if plain[2] else number
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if _SIGN.match(text):
        absolute = None if _SIGN.match(text[1:]) else parse_number(text[1:])
        return EXACT.minus(absolute) if absolute is not None and text[0] != "+" else absolute
    text = text.translate(_FULL_WIDTH)
    latin = _WITH_LATIN.fullmatch(text)
    if latin:
        digits, exponent = _arabic(latin[1]), _LATIN.get(latin[2].lower())
        return None if digits is None or exponent is None else multiply(digits, exponent)
    return _mixed(_CHINESE_POINT.sub("点", text.replace(" ", "")))


def multiply(number: Decimal, exponent: int) -> Decimal:
    """Multiply by a power of ten, exactly.

    Parameters
    ----------
    number : Decimal
    exponent : int

    Returns
    -------
    Decimal
        Without superfluous zeros behind the point, and without an exponent.
    """
    product = EXACT.multiply(number, Decimal(1).scaleb(exponent))
    whole = product.to_integral_value()
    if product == whole:
        return EXACT.quantize(whole, Decimal(1))
    return product.normalize(EXACT)


def trailing_magnitude(text: str) -> int:
    """Tell the power of ten with which a number ends, and which others can share with it (三到五百万).

    A ten is never shared: 三到五十万 begins at 三万.

    Parameters
    ----------
    text : str
        A number such as ``1.5万亿`` (12), ``三百`` (2), ``二十`` (0) or ``35`` (0).

    Returns
    -------
    int
    """
    if not text or text[-1].isdecimal():
        return 0
    if text[-1].isascii():
        latin = _WITH_LATIN.fullmatch(text)
        return _LATIN.get(latin[2].lower(), 0) if latin else 0
    exponent, i = 0, len(text)
    while i and _MAGNITUDES.get(text[i - 1], 1) > 1:
        exponent += _MAGNITUDES[text[i - 1]]
        i -= 1
    return exponent


def _arabic(text: str) -> Decimal | None:
    if not _ARABIC.fullmatch(text):
        return None
    return Decimal(_SEPARATORS.sub("", text))


def _mixed(text: str) -> Decimal | None:
    """Read a number that has Chinese signs in it."""
    for sign, tens in _TENS.items():
        text = text.replace(sign, f"{tens}十")
    if any(c not in _DIGITS and c not in _MAGNITUDES and c not in "0123456789.,'’点點" for c in text):
        return None
    return _sum(text, first=True)


def _sum(text: str, *, first: bool) -> Decimal | None:
    """Read what is left of a number; ``first`` where nothing of it was read before."""
    exponent = max(_MAGNITUDES.get(c, 0) for c in text)
    if not exponent:
        return _digits(text)
    if both := _TWO_MAGNITUDES.fullmatch(text):
        before, behind, exponent = both["before"], both["behind"], 12
    else:
        at = max(i for i, c in enumerate(text) if _MAGNITUDES.get(c) == exponent)
        before, behind = text[:at], text[at + 1 :]
    if not _may_multiply(before, exponent):
        return None
    implied = exponent == 1 or (first and not behind)  # 百亿, 十五; but 万一 and 一亿万 are no numbers
    factor = _sum(before, first=first) if before else Decimal(1) if implied else None
    if factor is None or (_POINT.search(before) and behind):
        return None
    product = multiply(factor, exponent)
    if not behind:
        return product
    rest = _rest(behind, exponent)
    if rest is None or rest >= Decimal(1).scaleb(exponent):
        return None
    return EXACT.add(product, rest)


def _may_multiply(text: str, exponent: int) -> bool:
    """Whether a magnitude can stand behind a text: 三千|万, 四万|万; but not 一百二|百 and 一万二|万."""
    if exponent < 4:
        return not any(c in _MAGNITUDES for c in text)
    return not any(_MAGNITUDES.get(c) == exponent for c in text) or _MAGNITUDES.get(text[-1]) == exponent


def _rest(text: str, exponent: int) -> Decimal | None:
    """Read what stands behind a magnitude: a lone digit counts the next lower one (十五万二)."""
    if len(text) == 1:
        digit = int(text) if text.isdecimal() else _DIGITS.get(text)
        if digit:
            return multiply(Decimal(digit), exponent - 1)
    if _POINT.match(text):
        return _digits("零" + text)
    return _sum(text, first=False)


def _digits(text: str) -> Decimal | None:
    """Read a number without magnitudes: Arabic digits, one Chinese digit, or a row of them."""
    if text[0] in _ZEROS and len(text) > 1 and text[1].isdecimal():  # 3亿零500
        text = text[1:]
    if text[0].isdecimal():
        return _arabic(text)
    whole, *fraction = _POINT.split(text)
    if len(fraction) > 1 or not all(c in _DIGITS for c in whole) or (fraction and not fraction[0]):
        return None
    if len(whole) > 1 and not _is_row(whole):
        return None
    if fraction and not all(c in _DIGITS and c not in _PAIR_SIGNS for c in fraction[0]):
        return None
    return Decimal(
        "".join(str(_DIGITS[c]) for c in whole)
        + ("." + "".join(str(_DIGITS[c]) for c in fraction[0]) if fraction else "")
    )


def _is_row(text: str) -> bool:
    """Whether digits stand for places: 二〇一九, 零五, 一三五; but not 三五 and 一一."""
    return not any(c in _PAIR_SIGNS for c in text[1:]) and (len(text) > 2 or any(c in _ZEROS for c in text))
