"""The unit of money behind a number: its currency, the coins that follow it, and coins alone.

Three notations, a pattern each: ``5元``, ``三块五``, ``两美元又三美分``; ``1,132.50(万元)``;
``5毛``, ``三美分``, ``3厘``. Short names (8000万欧) are a fourth.
Words that a unit begins and in which it is none are data (``unit_words``).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from extractor.characters import HAN
from extractor.currency_names import CODE_BEFORE, CODE_BEHIND, CODE_OF_HUNDREDTH, alternation
from extractor.lexicon import table
from extractor.numerals import EXACT, multiply, parse_number, trailing_magnitude
from extractor.patterns import lazy
from extractor.surroundings import is_apart, is_behind

__all__ = ["NAMES", "UNIT_FIRSTS", "Unit", "unit_behind", "words_with"]

NAMES = {name: code for name, code in CODE_BEFORE.items() if name.isalpha()}  # without symbols
_WORDS = {kind: row.split(" ") for kind, row in table("unit_words", 2)}


def words_with(kind: str, *, from_character: int = 0) -> str:
    """Compose the alternatives of a kind of words that a unit begins.

    Parameters
    ----------
    kind : str
        Of the table ``unit_words``.
    from_character : int
        1 to leave out the unit itself.

    Returns
    -------
    str
    """
    return "|".join(word[from_character:] for word in _WORDS[kind])


_DIGIT = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_TWO_DIGITS = rf"(?:[0-9]{{1,2}}|[二三四五六七八九]?十[一二三四五六七八九]?|{_DIGIT})"
_HUNDREDTH = alternation(CODE_OF_HUNDREDTH)
# A symbol before a digit belongs to the amount that follows: 型号2 ¥99.
# Full names (委内瑞拉玻利瓦尔) are many and rare: they are looked up, which costs no pattern.
_FULL_NAMES = {name: code for name, code in CODE_BEHIND.items() if len(name) >= 4 and not name.isascii()}
_FULL_FIRSTS = frozenset(name[0] for name in _FULL_NAMES)
_FULL_LENGTHS = sorted({len(name) for name in _FULL_NAMES}, reverse=True)
_SHORT_CODES = {name: code for name, code in CODE_BEHIND.items() if name not in _FULL_NAMES}
_CURRENCY = rf"{alternation(_SHORT_CODES)}(?!(?<=[$€£¥]) ?[0-9])"
# Units of every Chinese-speaking place. 块 is a piece too, but not before 钱, a digit, or where a phrase ends.
_LOCAL = (
    rf"[元圆]|个(?=.[毫])|块(?=[钱0-9一二两三四五六七八九零半以左上下多的每/跌涨升降买卖租])|块(?!{HAN})"
    rf"|(?<=万)(?!{words_with('block')})块"
)
# A lone digit behind 角 is hundredths where the amount ends with it, and else counts what follows: 二角一碗.
_ENDS = rf"(?![0-9.]|(?![的以之左上下和至到及与]){HAN})"
# 角, 毛, 毫 are tenths; 分 and 仙 hundredths. Behind 块 a lone digit is a tenth, with 零 a hundredth.
_COINS_BEHIND = (
    rf" ?[又零〇]?(?P<tenths>{_DIGIT})[角毛毫](?:[零〇]?(?P<more>{_DIGIT})(?:[分仙]|{_ENDS}))?"
    rf"| ?[又零〇]?(?P<hundredths>{_TWO_DIGITS})(?:{_HUNDREDTH}|[分仙])"
    rf"|(?<=[块蚊])(?P<zero>[零〇])?(?P<digit>{_DIGIT})(?![0-9.]|{words_with('slice')})"
    r"|(?<=[块蚊])(?P<half>半)(?![个年天月小夜])"
)
_MILLS = rf"(?:(?<=分) ?(?P<mills>{_DIGIT}) ?厘)?"
_BEHIND = rf"(?:(?!{words_with('money')})钱)?(?: ?(?P<also>{alternation(NAMES)})(?! ?[0-9]))?"  # 8亿元人民币
# A line of print may break before 元.
_PLAIN = lazy(
    rf"(?: ?|\n(?=元[,。;、]))(?P<name>(?P<currency>{_CURRENCY})|{_LOCAL})"
    rf"(?P<coins>(?:{_COINS_BEHIND}){_MILLS})?{_BEHIND}"
)
_MAY_BE_BRACKET = lazy(r"\([^()0-9 ,、]{1,7}\)")


@cache
def _bracket() -> re.Pattern[str]:
    """Match a unit in brackets, which few articles have: (万元)."""
    return lazy(rf"\((?P<magnitude>[百千]?[万亿])?(?P<name>(?P<currency>{_CURRENCY})|元)\){_BEHIND}")


_CENTS = rf"分(?=钱)|仙(?!{HAN})|(?<=[0-9])(?!{words_with('immortal')})仙"
# 角, 毛 and 毫 alone, behind Arabic digits, a change of price, or as a whole phrase: 5毛, 涨了三毛, 五毛; not 珠三角.
_CHANGE = "[涨跌降贵宜省赚亏]"
_DIMES_ALONE = (
    rf"(?:(?<=[0-9几].)(?=一个?[斤个只张份瓶根件袋度条次])"
    rf"|(?:(?<=[0-9几].)|(?<={_CHANGE}[一二两三四五六七八九].)|(?<={_CHANGE}了[一二两三四五六七八九].))(?!{HAN}))"
    rf"|(?<=(?<!{HAN})(?<![、(])[一二两五六七九][角毛毫])(?!{HAN}|[、)])"
)
_COIN = lazy(
    rf" ?(?:(?P<currency>{_HUNDREDTH})|(?P<cents>{_CENTS})|(?P<dimes>[角毛毫])"
    rf"(?:(?:(?<= [角毛毫]) (?={_DIGIT} ?[分仙]))?(?P<more>{_DIGIT}(?= ?[分仙])|{_DIGIT}(?!{HAN}|[0-9(]))(?: ?[分仙])?"
    rf"|(?=钱)|{_DIMES_ALONE})"
    rf"|(?P<small>[分厘])){_MILLS}钱?"
)
# Short names of speech and sport, behind a sum that counts no stabs: 8000万欧, 300刀; but not 欧盟, 17刀.
_SHORT_NAMES = {"刀": "USD", "欧": "EUR"}
_SHORT = lazy(
    r"(?:(?<=[0-9]{3})|(?<=[0-9][kKwW])|(?<=\.[0-9])|(?<=[0-9一二两三四五六七八九十百千几多余][百千万亿])"
    r"|(?<=[百千万亿][多余几])|(?<=[0-9]{3}多)) ?"
    rf"(?P<name>[{''.join(_SHORT_NAMES)}])(?![^\W0-9A-Za-z_](?<![的左以每加和到至起]))"
)
_RESISTANCE, _RESISTANCE_WINDOW = "阻", 12  # 阻值500欧
UNIT_FIRSTS = frozenset(" \n(元圆块个分厘仙角毛毫刀欧") | {
    c for name in (*CODE_BEHIND, *CODE_OF_HUNDREDTH) for c in (name[0], name[0].lower())
}


_REST_OF_YUAN = {yuan: lazy("|".join(word[1:] for word in _WORDS["yuan"] if word[0] == yuan)) for yuan in "元圆"}
_BEHIND_NAME = lazy(words_with("name"))
_NAME_ENDS = frozenset(name[-1] for name in _SHORT_CODES)
_YEN_OR_DAY = ("日元", "日圆")


class Unit(NamedTuple):
    """A unit of money as it stands behind a number.

    Parameters
    ----------
    kind : {"plain", "bracket", "coin", "small"}
        Small are 分 and 厘 with nothing beside them that tells that they are money.
    end : int
        With the coins and the second name of the currency behind it.
    name : str
        As written; that of the currency or the coin alone.
    name_end : int
    code : str or None
        None where the name tells no currency: 元, 块, 角.
    exponent : int
        The power of ten that the unit is of the main one: -1 for 角, 4 for ``(万元)``.
    coins : Decimal or None
        What the coins behind it are worth, in the main unit; None where there are none.
    """

    kind: Literal["plain", "bracket", "coin", "small"]
    end: int
    name: str
    name_end: int
    code: str | None
    exponent: int = 0
    coins: Decimal | None = None


def unit_behind(text: str, end: int) -> Unit | None:
    """Read the unit of money behind a number.

    Parameters
    ----------
    text : str
    end : int
        Of the number.

    Returns
    -------
    Unit or None
    """
    if text.startswith(_YEN_OR_DAY, end) and not is_apart(text, end + 2):  # 1日|元旦
        return None
    if full := _full_name(text, end):
        return full
    if (m := _PLAIN.match(text, end)) and not _begins_word(text, m.end("name")):
        return Unit("plain", m.end(), m["name"], m.end("name"), _code(m), coins=_coins(m) if m["coins"] else None)
    if _MAY_BE_BRACKET.match(text, end) and (m := _bracket().match(text, end)):
        return Unit("bracket", m.end(), m["name"], m.end("name"), _code(m), trailing_magnitude(m["magnitude"] or ""))
    if m := _COIN.match(text, end):
        cantonese = m["cents"] == "仙" or m["dimes"] == "毫"
        code = CODE_OF_HUNDREDTH[m["currency"]] if m["currency"] else "HKD" if cantonese else None
        exponent = -1 if m["dimes"] else -3 if m["small"] == "厘" else -2
        coins = EXACT.add(multiply(_digit(m["more"]), -2), multiply(_digit(m["mills"]), -3))
        return Unit("small" if m["small"] else "coin", m.end(), m[0], m.end(), code, exponent, coins)
    if (m := _SHORT.match(text, end)) and _RESISTANCE not in text[max(0, end - _RESISTANCE_WINDOW) : end]:
        return Unit("plain", m.end(), m["name"], m.end(), _SHORT_NAMES[m["name"]])
    return None


def _begins_word(text: str, end: int) -> bool:
    """Tell whether the end of a unit begins another word: 百亿|元宇宙, 9元|钱币; not 5亿元|组建."""
    rest = _REST_OF_YUAN.get(text[end - 1])
    if rest and is_behind(rest, text, end):
        return True
    return text[end - 1] in _NAME_ENDS and is_behind(_BEHIND_NAME, text, end)


def _full_name(text: str, end: int) -> Unit | None:
    """Look up the full name of a currency behind a number, a space or none between."""
    start = end + text.startswith(" ", end)
    if text[start : start + 1] in _FULL_FIRSTS:
        for length in _FULL_LENGTHS:
            name = text[start : start + length]
            if name in _FULL_NAMES:
                return Unit("plain", start + len(name), name, start + len(name), _FULL_NAMES[name])
    return None


def _code(m: re.Match[str]) -> str | None:
    if m["currency"]:
        return CODE_BEHIND[m["currency"].upper()]
    return CODE_BEFORE[m["also"].upper()] if m["also"] else None


def _coins(m: re.Match[str]) -> Decimal:
    """Add up the tenths and hundredths behind a unit: 5块2, 三元四角五分."""
    tenths = _digit(m["tenths"] or (None if m["zero"] else m["digit"]))
    if m["half"]:
        return Decimal("0.5")
    hundredths = _digit(m["more"] or m["hundredths"] or (m["digit"] if m["zero"] else None))
    return EXACT.add(EXACT.add(multiply(tenths, -1), multiply(hundredths, -2)), multiply(_digit(m["mills"]), -3))


def _digit(text: str | None) -> Decimal:
    return (parse_number(text) if text else None) or Decimal(0)
