"""What a number without a currency is, told by the words around it: money, a count, or nothing that is known.

A word governs a number from before it (``收入为5740万``) or from behind it (``6亿收购``). Words, not characters, are
looked at: there is no 费用 in 付费用户. Only a clause that has a word of money is cut into words.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.characters import HAN
from extractor.lexicon import table
from extractor.numerals import MAGNITUDES, NUMERAL_CHARACTERS
from extractor.patterns import any_of, firsts, lazy
from extractor.segment import is_word, tag, words

__all__ = ["PRICED", "counted", "counts", "governed", "heads_money"]

_WINDOW = 40  # characters before a number in which its governing word may stand
_NEAR = 4  # characters that may stand between that word and a number with a noun behind it
_LONGEST = 6
_COMMAS = 2  # clauses that may end between a word and a number that it governs

_FROM_TEN_THOUSAND = lazy("[万亿兆w]")
_FROM_HUNDRED_MILLION = lazy(r"[亿兆]|千万")
_PURE = lazy(rf"[{MAGNITUDES}]+")
_BREAKING = lazy(r"(?:[破过超逾近达]|突破|超过|逼近|接近)了?\Z")
_EARNED = lazy(r"(?:[年月日时]薪|[年月日]入)\Z")
_HAN = lazy(HAN)
_NUMERAL = lazy(rf"[0-9.,%‰{NUMERAL_CHARACTERS}]+")
# Who gets or gives an amount is not counted by it: 公司获2亿融资, 企业以3亿收购.
_PAID = lazy(r"(?:[获以投筹募融]|获得|完成|[出斥]资|拟)(?:大?约|近|超|逾)?\Z")
# What names a round of funding stands between an amount and its noun: 2亿B轮融资.
_ROUND = lazy(r"(?:的)?(?:(?:Pre-?)?[A-Z]\d?[+＋]{0,3}轮?|天使轮?|种子轮?|首轮|新一轮|战略)(?=融资|投资|增资)")
_IN_ROUND = lazy(r"(?:[A-Z]\d?[+＋]{0,3}|天使|种子)轮(?:融资)?(?:[获约近超]|超过)? ?\Z")
# What stands for money elsewhere, and is none: 20万USDT, 3亿Q币, 3万金币.
_OTHER_COIN = lazy(rf" ?(?:[A-Za-z]{{1,6}}(?![A-Za-z轮+＋0-9])|[A-Za-z]?{HAN}{{0,3}}?币|钻石|学分|点券|元宝)")
# Of a spoken sum: 房租三千五一个月.
_BY_PIECE = lazy(r"[每/]|一个?(?=[月年天晚周季间平斤次位张只件瓶碗份桌套台人])")
_PIECES = ("个亿", "个多亿", "个万亿")  # people say so of money
_MONEY_ENDINGS = tuple("款费金资税债薪额")
_CLAUSE_MARKS = ",:"

# Parts of speech, by the first letter of their ICTCLAS tag. What is counted is a noun; a name, an abbreviation, a
# measure or a word that the dictionary lacks may be one too.
_NOUNS = "njqx"
_NOT_COUNTED = ("ns", "nt")  # places and bodies
_PREPOSITION, _VERB = "p", "v"


@cache
def _words(name: str) -> dict[str, str]:
    return {word: kind for kind, row in table(name, 2) for word in row.split(" ")}


# Words of what is told in small sums without 元.
PRICED = tuple(word for (word,) in table("money_priced", 1))


@cache
def _money_words() -> re.Pattern[str]:
    """Find a word that may govern money; cheaper than to cut a text into words."""
    governors = sorted(
        (w for w, kind in _words("money_words").items() if kind in ("money", "large", "either")), key=len
    )
    return lazy(rf"(?={firsts(governors)})(?:{'|'.join(governors)})")


@cache
def _passing() -> re.Pattern[str]:
    """Match words by which a clause goes on with the amount of the one before: 营收5亿,同比增加1亿."""
    rows = [*(row[2] for row in table("modifiers", 3)), *(row[1] for row in table("directions", 2))]
    rows += [words for _, words in table("money_transparent", 2)]
    return lazy(f"({any_of({word for row in rows for word in row.split(' ')})})")


def _follower(text: str, end: int) -> str:
    """Tell the kind of the longest known word that stands behind a number, if there is one."""
    kinds = _words("money_followers")
    start = end + text.startswith(" ", end)
    if named := _ROUND.match(text, start):
        start = end = named.end()
    for length in range(_LONGEST, 0, -1):
        word = text[start : start + length]
        if len(word) == length and word in kinds:
            if start > end and (kinds[word] != "count" or length == 1):
                break  # behind a space a new phrase begins
            return kinds[word]
    return ""


def counts(text: str, end: int) -> bool:
    """Tell whether a measure word or a noun of what is counted stands behind a number.

    Parameters
    ----------
    text : str
    end : int
        Of the number.
    """
    return _follower(text, end) == "count"


def counted(text: str, start: int, floor: int) -> bool:
    """Tell whether a word before a number tells that it is a count: 用户达3亿.

    Parameters
    ----------
    text : str
    start : int
        Of the number.
    floor : int
        Where its sentence begins.
    """
    return _governor(text[max(floor, start - _WINDOW) : start])[0] == "count"


def governed(text: str, start: int, end: int, floor: int) -> bool:
    """Tell whether a number without a currency is money by its sentence.

    Parameters
    ----------
    text : str
    start, end : int
        The number.
    floor : int
        Where its sentence begins.

    Returns
    -------
    bool
        Whether the word that governs it is one of money, and nothing behind it speaks against.
    """
    if _OTHER_COIN.match(text, end):
        return False
    pure = _PURE.fullmatch(text, start, end) and not _BREAKING.search(text, max(0, start - 3), start)
    if pure and not (_EARNED.search(text, max(floor, start - 2), start) and not _HAN.match(text, end)):
        return False  # 百亿补贴, 千亿市值: a size, not an amount; but 年薪百万 is one
    follower = _attribute(text, end) if text.startswith("的", end) else _follower(text, end)
    if follower == "count":
        return False
    before = text[max(floor, start - _WINDOW) : start]
    told = follower == "money" or text.endswith(_PIECES, start, end) or _IN_ROUND.search(before)
    if not told and not _money_words().search(before):
        return False
    if _IN_ROUND.search(before):
        return True
    kind, distance = _governor(before)
    if follower == "money" or text.endswith(_PIECES, start, end):
        return kind != "count" or distance > _NEAR or _PAID.search(before) is not None
    if kind == "either" and not _FROM_HUNDRED_MILLION.search(text, start, end) and _counts_things(text, end):
        return False
    if kind == "large":
        kind = "money" if _FROM_HUNDRED_MILLION.search(text, start, end) else ""
    if kind not in ("money", "either"):
        return False
    if not _FROM_TEN_THOUSAND.search(text, start, end):
        return not distance and (not _HAN.match(text, end) or bool(_BY_PIECE.match(text, end)))  # 房租一千八
    if follower == "open" or _ends_phrase(text, end):
        return True
    return distance <= _NEAR and not re.search("[,、:]", before[len(before) - distance :])


def _attribute(text: str, end: int) -> str:
    """Tell the kind of what a number with 的 is an attribute of: 3亿的价格, 3亿的用户."""
    for kinds in (_words("money_words"), _words("money_followers")):
        for length in range(_LONGEST, 0, -1):
            kind = kinds.get(text[end + 1 : end + 1 + length], "open")
            if kind != "open":
                return "money" if kind in ("large", "either") else kind
    return "open"


def _ends_phrase(text: str, end: int) -> bool:
    """Whether no noun stands behind a number, which could be what it counts."""
    if not _HAN.match(text, end):
        return True
    return not _is_noun(words(text[end : end + 2 * _NEAR])[0])


def _counts_things(text: str, end: int) -> bool:
    """Whether a noun of what is counted stands behind a number: 投入3万警力, but not 支付50万定金."""
    if _ends_phrase(text, end):
        return False
    word = words(text[end : end + 2 * _NEAR])[0]
    return word not in _words("money_words") and not word.endswith(_MONEY_ENDINGS)


def _governor(before: str) -> tuple[str, int]:
    """Tell the kind of the word that governs what stands behind a text, and how far from its end it stands.

    Going back word by word, the first known word decides. A noun in between is what is counted (投资项目3万), unless
    a preposition introduces it (拨款给灾区3亿); and a clause goes on with the one before only where nothing in it
    is new.
    """
    end, commas, counted, new = len(before), 0, False, False
    for word in reversed(_cut(before)):
        kind = _kind_at(before, end)
        if kind:
            return "" if counted and kind != "count" else kind, len(before) - end
        if word in _CLAUSE_MARKS:
            commas += word == ","
            if counted or new or commas > _COMMAS:
                break
        elif _HAN.match(word) and any(_passing().split(word)[::2]) and not _NUMERAL.fullmatch(word):
            part = tag(word)[0]
            counted = part != _PREPOSITION and (counted or _is_noun(word))
            new = new or part == _VERB
        end -= len(word)
    return "", 0


def _cut(text: str) -> list[str]:
    """Cut a text into words, and those that the dictionary lacks at words of amounts: 亏了, 赌收近, 同比增加."""
    pieces: list[str] = []
    for word in words(text):
        whole = len(word) == 1 or not _HAN.match(word) or (is_word(word) and not word.endswith("了"))
        pieces += [word] if whole else filter(None, _passing().split(word))
    return pieces


def _is_noun(word: str) -> bool:
    part = tag(word)
    return part[0] in _NOUNS and part not in _NOT_COUNTED


def _kind_at(text: str, end: int) -> str:
    """Look up the longest known word that ends at an offset, where a word ends: 收入 in 月收入, but not in 收入者."""
    kinds = _words("money_words")
    return next((kinds[w] for n in range(_LONGEST, 0, -1) if n <= end and (w := text[end - n : end]) in kinds), "")


def heads_money(text: str, end: int) -> bool:
    """Tell whether a heading that ends at an offset names what is measured in money.

    Parameters
    ----------
    text : str
    end : int
        Of the heading.
    """
    return _kind_at(text, end) in ("money", "either")
