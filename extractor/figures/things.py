"""Subjects that are no organisations: indices, commodities, currencies, places, groups and persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.figures.words import tag, words_of
from extractor.finder import Finder
from extractor.lexicon import table
from extractor.patterns import any_of, lazy

__all__ = [
    "FUND_WORDS",
    "IN_NO_NAME",
    "NO_TOWN_BEFORE",
    "OWN_ACT",
    "PASSING",
    "TRADED",
    "Thing",
    "find_things",
    "han_without",
    "introduced",
    "person",
    "surnames",
]


def han_without(characters: str) -> str:
    """Return a class of Chinese characters without some, as ranges for a pattern.

    Parameters
    ----------
    characters : str
    """
    bounds = [0x4DFF, *sorted(map(ord, characters)), 0xA000]
    return "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(bounds) if high > low + 1)


_ACTS = (
    "处以|被罚|罚款|持股|持有|认缴|出资|认购|套现|占股|被处|获刑|受贿|增持|减持|质押|及其|名下|经由|直接|间接|个人|本人"
)
_ADVERB = "(?:将|拟|已|曾|共|合计|分别)?"
# At the beginning of a clause.
_GOVERNMENT = r"(?:特区政府|政府|港府|库房|当局|国库)(?!部门|基金|官员|机构|引导|人员|采购|债券|补)"
_LATIN_PERSON = r"(?<![A-Za-z0-9 &.])[A-Z][a-z]+ [A-Z][a-z]+(?=占|持|认缴|出资|获|以)"
IN_NO_NAME = "从在向全各某个该我本到对为是和与将把以由被给使"  # of towns: 记者从市 in 记者从市教育局获悉
NO_TOWN_BEFORE = "(?![场值委政民区长级内面况价]|外(?![贸资汇商]))"  # of the unit: 市场, 市外; no 市外贸
_TOWN = rf"(?<!度)(?!其中)[{han_without(IN_NO_NAME)}]{{2,3}}[市省县]{NO_TOWN_BEFORE}"
_FUND = (
    r"(?:(?<=[,.。;:!?\n 、的和及])|^)[\u4e00-\u9fffA-Za-z0-9]{2,14}?"
    r"(?:(?:混合|股票|债券|指数|货币市场|灵活配置)(?:型)?(?:发起式)?证券投资基金|(?<=[\u4e00-\u9fff])ETF|混合(?=[A-C0-9二一三四季年,近成本期])"
    r"|(?:混合|股票|债券|指数|货币)(?:型)?基金(?!经理|公司|合同|管理|投资|行业|市场|会))"
)
FUND_WORDS = (
    "混合",
    "ETF",
    "证券投资基金",
    "债券基金",
    "股票基金",
    "指数基金",
    "货币基金",
)  # that stand in the name of each fund
_CONTRACT = "(?<![A-Za-z0-9])(?:(?:LME|CMX|WTI|ICE)[铜铝锌镍锡铅金银油]|[A-Z]{1,2}[0-9]{4}(?=[收报涨跌升合主夜日低高]))"
# CZ-101, YX-3200; no Q1, H1, M2
_GOOD = (
    r"(?<![A-Za-z0-9.\-])(?![QHMGK][0-9]{1,2}(?![0-9A-Za-z]))"
    r"[A-Z][A-Za-z]{0,5}-?[0-9]{1,4}[A-Z]{0,2}(?![A-Za-z0-9.\-年月日季股轮])"
)
_MONTHS = (
    r"(?:期货)?(?:主力)?"
    r"(?:[0-9]{4}(?![0-9年])|[0-9]{2}(?=合约)| ?[0-9]{1,2}月(?:份)?(?=合约|期货|期油))?(?:合约|期货|期油)?"
)
TRADED = frozenset({"index", "commodity", "currency", "good"})  # what only movements and prices are told of
PASSING = TRADED | {"group", "person", "government", "name"}  # what an article is not about as a whole


class Thing(NamedTuple):
    """A subject by its own name.

    Parameters
    ----------
    start, end : int
    kind : str
        ``index``, ``commodity``, ``currency``, ``place``, ``government``, ``group``, ``person`` or ``product``.
    """

    start: int
    end: int
    kind: str


@cache
def surnames() -> str:
    """Return the characters that are surnames."""
    return next(names for kind, names in table("surnames", 2) if kind == "single")


def person(acting: str) -> str:
    """Return a pattern of a person's name before words of acting: behind an office, or with a surname in front.

    Parameters
    ----------
    acting : str
        A pattern.
    """
    offices = sorted(words_of("offices"))
    before = "|".join(f"(?<={office}){_not_within(office, offices)}" for office in offices)
    return (
        f"(?:(?:{before})(?!大会)|(?<![\u4e00-\u9fff0-9])(?=[{surnames()}]))"
        f"(?:(?![因为由与和及于将拟])[\u4e00-\u9fff·]){{2,4}}?(?={acting})"
    )


def _not_within(office: str, offices: Iterable[str]) -> str:
    """Return a pattern of no longer office that goes on: no 长 behind 董事."""
    rests = [other.removeprefix(office) for other in offices if other.startswith(office) and other != office]
    return f"(?!{any_of(rests)})" if rests else ""


@cache
def _introduced() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a name behind an office, of one before 先生, and of one that is kept back: 张某."""
    offices, acts = words_of("offices", "callings"), any_of(words_of("person_acts"))
    firsts = "".join(sorted({office[0] for office in offices}))
    name = f"(?!先生|女士)[{surnames()}][\u4e00-\u9fff]{{1,2}}"
    ended = f"(?=先生|女士|[,。、:( \n因于自持将已的为和任与近先今昨在曾以从向]|{acts})"
    return (
        lazy(f"(?=[{firsts}])(?:{any_of(offices)})(?P<name>{name}?){ended}"),
        lazy(f"(?<![\u4e00-\u9fff])(?P<name>{name})(?=先生|女士)"),
        lazy(f"(?P<name>[{surnames()}]某{{1,2}})"),
    )


def introduced(text: str) -> frozenset[str]:
    """Return the names of persons that an article introduces by an office: 副行长何世杰, 张某.

    Parameters
    ----------
    text : str
        Of the article.
    """
    office, polite, kept_back = _introduced()
    patterns = [office]
    patterns += [polite] if "先生" in text or "女士" in text else []
    patterns += [kept_back] if "某" in text else []
    return frozenset(m["name"] for pattern in patterns for m in pattern.finditer(text))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, row in table("figure_subjects", 2) if kind != "heads" for word in row.split(" ")}


@cache
def _finder() -> Finder:
    return Finder(_kinds())


@cache
def _groups() -> re.Pattern[str]:
    heads = "|".join(word for kind, row in table("figure_subjects", 2) if kind == "heads" for word in row.split(" "))
    first = "(?=[其另0-9一二两三四五六七八九十百几数])(?<![0-9.第])(?<![0-9],)(?:其余|另外)?"
    return lazy(rf"{first}{_COUNT}(?:(?!合计|占)[\u4e00-\u9fff]){{0,6}}?(?:{heads})")


@cache
def _persons() -> re.Pattern[str]:
    return lazy(f"{person(f'{_ADVERB}(?:{_ACTS})')}|{_LATIN_PERSON}")


# What few characters may begin is asked for first: the pattern is tried at each character of what tells of amounts.
_OTHERS = lazy(
    rf"(?=[A-Z])(?:(?P<commodity>{_CONTRACT})|(?P<good>{_GOOD}))"
    rf"|(?<![^,.。;:!?\n 年月日度])(?:(?P<government>{_GOVERNMENT})|(?P<place>{_TOWN}))"
)
_COUNT = "(?:[0-9]{1,5}|[一二两三四五六七八九十百几数]{1,4})[余多]?[家间名位所大只]"
_COUNTED = lazy(_COUNT)
_ACTING = lazy(_ACTS)
OWN_ACT = lazy(f"{_ADVERB}(?:{_ACTS})")  # behind a person who does it or bears it himself
_FUND_NAME = lazy(_FUND)


def _may_be_person(name: str) -> bool:
    """Tell whether words before an act are no more than a name: no 股东接连减持, 股东超额减持."""
    kind = tag(name)
    if tag(name[:2])[0] in "vd" and kind[0] != "n":
        return False
    return kind in ("x", "eng") or kind.startswith("nr") or name[0] in surnames()


def _named(text: str, start: int, end: int) -> Iterator[Thing]:
    """Find what no table has; persons and funds only where words tell of them."""
    for m in _OTHERS.finditer(text, start, end):
        yield Thing(m.start(), m.end(), m.lastgroup or "")
    if _COUNTED.search(text, start, end):
        for m in _groups().finditer(text, start, end):
            yield Thing(m.start(), m.end(), "group")
    if _ACTING.search(text, start, end):
        for m in _persons().finditer(text, start, end):
            if _may_be_person(m.group()):
                yield Thing(m.start(), m.end(), "person")
    if any(text.find(word, start, end) >= 0 for word in FUND_WORDS):
        for m in _FUND_NAME.finditer(text, start, end):
            yield Thing(m.start(), m.end(), "product")


_CONTRACT_MONTH = lazy(_MONTHS)


def find_things(text: str, start: int, end: int) -> Iterator[Thing]:
    """Find the subjects in a stretch of the text, the longest at each place.

    Parameters
    ----------
    text : str
    start, end : int
    """
    kinds = _kinds()
    for first, last in _finder().spans(text, start, end):
        kind = kinds[text[first:last]]
        months = _CONTRACT_MONTH.match(text, last, end) if kind == "commodity" else None  # 布伦特8月合约, 沪铜2207
        yield Thing(first, months.end() if months else last, kind)
    yield from _named(text, start, end)
