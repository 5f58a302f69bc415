"""One scan of a text for the words of dates.

Most characters of a text begin no date, and the scan is as fast as they are passed over. So a first pattern finds
the places where a date may begin, by two characters or by a number and what follows it; only there the few
constructions that begin with this character are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extractor.extractors import date_figures, date_words
from extractor.extractors.date_tokens import CONSTRUCTIONS, HAN_DIGITS, ZEROS, Token
from extractor.holidays import HOLIDAYS
from extractor.patterns import firsts, lazy
from extractor.surroundings import CLAUSE_OPENS, begins_apart, is_apart, words_in_context

__all__ = ["tokens"]

# Longer and more specific constructions come first.
_ORDER = (
    "numeric", "english", "year_week", "day_first", "compact", "year_month", "fiscal", "code", "trading_day",
    "next_hour", "plan", "numbered_day", "numbered_year", "year_range", "year_list", "minguo", "shift", "bare_year",
    "era", "year", "short_years", "short_whole_year", "short_year", "decade", "century", "new_year", "near", "pair",
    "first_quarters", "first_months", "today", "second", "nth", "holiday", "word", "week", "quarter", "half",
    "part_of_month", "part_of_week", "lunar", "month_day", "month", "day", "clock", "same", "numeric_holiday",
)  # fmt: skip


_NAMES = [n for n in HOLIDAYS if n not in date_words.NUMERIC_HOLIDAYS]
_WORDS = {w[:2] for w in (*date_words.WORDS, *date_figures.ERAS)} | {n[:3] for n in _NAMES}


def _class(position: int) -> str:
    """Return a class of the characters that words and names have at a position."""
    return f"[{re.escape(''.join(sorted({w[position] for w in _WORDS if len(w) > position})))}]"


_ENGLISH_MONTH = "|".join(date_figures.ENGLISH_MONTHS)
_JOINT = r"[、~～\-—–－至到和及与,/]"
_LISTED_JOINT = "、和及与至到~-"
_NUMERIC_HOLIDAY = "|".join(date_words.NUMERIC_HOLIDAYS)
# A number begins a date where one of these follows it.
_AFTER_DIGITS = (
    r" ?[年月日曰号季点时世天周星礼秒分刻钟工交半财会]| ?个[月半季星礼世工交小钟]| ?小时| ?[QHq][1-4]|[QH] ?[0-9]"
    r"| ?[AaPp]\.?[Mm]|:[0-9]|[/\-–][0-9]"
    rf"| ?{_JOINT}{{1,2}} ?[0-9]| ?[上下]?半| ?全年|-?W[0-5]| ?前三| ?(?:的 ?)?第?[一二三四]季| [0-9]{{2}} [0-9]{{2}}"
    r"|(?<=[0-9]{4})\.[0-9]|\.[0-9]{1,2}\.[0-9]{4}|\.[0-9] ?[年个小天世周]"
    rf"|(?:st|nd|rd|th)?[ \-](?:{_ENGLISH_MONTH})"
    r"|(?<=[0-9]{8})|(?<=年[、,至\-][0-9]{4})|(?<=从[0-9]{4}[到至][0-9]{4})|(?<=月[0-9])|(?<=月[0-9]{2})"
)
_AFTER_HAN_DIGITS = (
    r" ?[年月日号季点时世天周星礼秒刻钟工交财会]| ?分钟| ?个[月半季星礼世工交小钟]| ?小时|千[零〇一二三四五六七八九]"
    rf"| ?{_JOINT} ?[{HAN_DIGITS}]"
)
_SINGLE = "|".join(sorted(w for w in _WORDS if len(w) == 1))
_WORD = rf"(?={_class(0)}{_class(1)})(?:{'|'.join(sorted(w for w in _WORDS if len(w) > 1))})"
_TRIGGER = lazy(
    rf"(?=[0-9{HAN_DIGITS}第前首头末次初最周星礼年月岁上中下半全元同今明昨本农阴旧闰正冬腊QHFWJMASOND{_class(0)[1:-1]}])(?:(?<![0-9])[0-9]{{1,8}}(?:(?={_AFTER_DIGITS})|(?<=618)|(?<=315))"
    rf"|[{HAN_DIGITS}]{{1,5}}(?:(?={_AFTER_HAN_DIGITS})|(?<=月.)|(?<=月..))|{_NUMERIC_HOLIDAY}|十[一二三四五]五"
    r"|[一二三四五六七八九]五(?=[”\"』」]?[期时计规攻末初])"
    rf"|[一二][{ZEROS}零一二三四五六七八九]{{3}}(?= ?年)|(?<=初[{HAN_DIGITS}][{_LISTED_JOINT}])初[一二三四五六七八九十]"
    r"|第[ 0-9一二三四五六七八九十]|[前首头] ?[0-9一二两三四五六七八九十个半季]|[末次]季|最后"
    r"|周[一二三四五六日天末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]"
    rf"|今(?=起|{firsts(words_in_context('today_before'))})|昨|明(?={firsts(words_in_context('tomorrow_before'))})"
    r"|年[底末初终中内]|月[底末初]|岁末|[上下]半|全年|[上中下]旬|元月|第二[天年]|[上下本]个?世纪|半[年月天个小周钟星礼]|同[期季]|今明|明后|昨[今前]|[上下]个交|大年|[今昨明前后去][(]"
    r"|[农阴旧]历|闰[0-9一二三四五六七八九十]|[正冬腊]月|Q[1-4]|H[12]|FY|W[0-5]"
    rf"|(?:{_ENGLISH_MONTH})[a-z]{{0,6}}\.? [0-9]|{_SINGLE}|{_WORD})"
)


_ENDS_OF_WORDS = frozenset("本上下今明前当次大头首明去后来同全该年月")  # 成本, 目前: they may end the word before

# What is another date's, or leads to one, is no part of a word: 2021年|前三季度, 而|今年, 占|去年, 今年|前5个月.
_LED = lazy(
    rf"(?:[0-9{HAN_DIGITS})今去明当本] ?[年月日号]|[至到从自于在由而距占因比及对据]|[超高好经通]过"
    rf"|(?:{CLAUSE_OPENS}|[拟将并若可按须应])以)\Z"
)


Reading = tuple[Callable[[str, int], "re.Match[str] | None"], Callable[["re.Match[str]"], "Token | None"]]


@cache
def _readings(first: str) -> tuple[Reading, ...]:
    """Return the constructions that begin with a character, in their order; each is compiled once for all of them."""
    found = (c for name in _ORDER for c in CONSTRUCTIONS[name] if first in c.first)
    return tuple((lazy(c.pattern).match, c.read) for c in found)


def _read(text: str, position: int) -> Token | None:
    """Read the token that begins here; what one construction refuses, the next ones may take."""
    for match, read in _readings(text[position]):
        m = match(text, position)
        if m and (token := read(m)):
            return _shortened(text, token) if _is_apart(text, position) else None
    return None


def _led(text: str, position: int) -> bool:
    return _LED.search(text, max(0, position - 3), position) is not None


def _is_apart(text: str, position: int) -> bool:
    """Tell whether a token begins where it seems to, and its first character ends no word before it: 成本|周三."""
    first = text[position]
    return first not in _ENDS_OF_WORDS or (first != "来" and _led(text, position)) or begins_apart(text, position)


def _shortened(text: str, token: Token) -> Token:
    """Leave out a last character that may go without, where it begins the next word: 上半年|度过, 10月|份额."""
    last = text[token.end - 1]
    spare = last == "份" or (last == "度" and text[token.end - 2] == "年")
    return token._replace(end=token.end - 1) if spare and not is_apart(text, token.end) else token


def tokens(text: str) -> Iterator[Token]:
    """Scan a text.

    Parameters
    ----------
    text : str
        Normalised.

    Yields
    ------
    Token
        In order, not overlapping. Where all constructions refuse a place, the scan goes on one character on.
    """
    position = 0
    search = _TRIGGER.search
    while m := search(text, position):
        token = _read(text, m.start())
        if token is None:
            position = m.start() + 1
        else:
            yield token
            position = token.end
