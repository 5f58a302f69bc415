"""How much a string looks like the name of an organisation, before any context."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from extractor.characters import HAN
from extractor.extractors.org_vocabulary import (
    FUNCTION,
    GLUED,
    LONGEST_NAME,
    LONGEST_PERSON,
    NAME_TAGS,
    ROLE,
    SO_MANY,
    Suffix,
    business_nouns,
    common_characters,
    countries,
    generic_words,
    has_double_surname,
    is_person,
    is_place,
    longest_suffix,
    lookalikes,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.patterns import lazy
from extractor.segment import is_word

__all__ = [
    "COUNTED",
    "NICKNAME",
    "begins_name",
    "descriptive_words",
    "is_coined",
    "is_description",
    "is_foreign",
    "is_invented",
    "is_placed",
    "is_plain",
    "is_status_name",
    "lookalike",
    "may_be_short",
    "shape",
]

_COMMON_TAGS = frozenset(("n", "vn", "v", "a", "an", "ad", "b", "d", "l", "i", "s", "f", "m", "q", "t", "r", "z", "zg"))
# Bodies that a place names; without one they are told in general (告上法院).
_PLACED_KINDS = frozenset(("court", "agency", "party", "hospital", "bank", "university"))
_PERSON_TAGS = frozenset(("nr", "nrt", "nrfg"))  # of persons, and of rare words that the dictionary takes for them
_PIECES = frozenset(("nr", "nrt", "x"))  # of foreign names
_NAMING_TAGS = NAME_TAGS | {"x"}  # of words that name nothing else
_SINGLE_TAGS = frozenset(("v", "p", "d", "c", "r", "m", "q", "f", "y", "uj", "ul", "uz"))
_CLOSED_TAGS = frozenset(("p", "d", "c", "r", "m", "y", "uj", "ul", "uz"))
_ENDING_WEIGHTS = {"vague": 0.25, "noun": 0.1}
_ROUND = lazy(r"(?:Pre-)?[A-Z]\d?\+*轮")
_SCORE = lazy(r"[零一二三四五六七八九十]{1,9}比[零一二三四五六七八九十]{1,9}")
# Groups that go by their number: 新造车三强, 六大行; and those of which each part has one: 三通一达, 一行两会.
NICKNAME = lazy(
    r"[两二三四五六七八九十]大?(?:小[龙虎豹狮鹿]|[虎杰强]|巨头|剑客|金刚|天王|君子|姐妹|兄弟|桶油)|\d强|[两二三四五六七八九十]大行(?!业)"
)
COUNTED = lazy(rf"(?:[一两二三四五六七八九]{HAN}){{2,3}}")
EXCHANGES = lazy("[沪深京北港台]{2,4}(?:证券)?交易所")  # of several places
_NICKNAME_END = lazy(rf"(?:{NICKNAME.pattern})\Z")
_ORDINAL = lazy(r"第[一二三四五六七八九十\d]+[大代]")
_SYSTEM = "系统"
_NUMBERED = lazy(r"[A-Za-z]-?\d|\d[A-Z]")
# Characters that begin or end verbs and shortened nouns of two characters (砍单, 新规), and no coined name of two.
_ACTS = frozenset("砍跌涨降减缺停断撤退抢卖买欠骗查罚裁破崩爆赔亏")
# Adverbs that a segmenter's guess may have joined to a verb (一听, 专看).
_GLUED_ADVERBS = frozenset("一专光净")
_SHORTENED = frozenset("规媒企价资股债税费减产")
# Characters that turn words into adjectives (模块化) and abstract nouns (国际化, 成长性): no coined name ends in them.
_ADJECTIVAL = frozenset("化式型")
_DERIVED = frozenset("化性率度")  # of longer words: 本地化, 竞争性
_ABSTRACT = frozenset("化性率度型式类级感值额量数法学力期")
_ACRONYM = lazy(r"[A-Z]{1,5}")
_HAN = lazy(f"{HAN}+")
_LATIN = lazy(r"[A-Za-z0-9][A-Za-z0-9&.'+\-]*")


@cache
def descriptive_words() -> frozenset[str]:
    """Return the words that only describe organisations."""
    return generic_words("head") | generic_words("qualifier") | generic_words("status") | generic_words("whole")


def is_description(parts: tuple[str, ...]) -> bool:
    """Whether words only describe, as in 标的公司, and name nothing."""
    return all(p in descriptive_words() for p in parts)


@lru_cache(maxsize=1 << 12)
def may_be_short(name: str) -> bool:
    """Whether a string may be what a known name is called without its line of business, and no place."""
    if not _HAN.fullmatch(name) or is_place(name) or name in descriptive_words() or name in business_nouns():
        return False
    return name not in suffixes() and part_of_speech(name) in _NAMING_TAGS


@cache
def _lookalike_end() -> re.Pattern[str]:
    return lazy(f"(?:{'|'.join(map(re.escape, lookalikes()))})\\Z")


def lookalike(parts: tuple[str, ...], name: str) -> str:
    """Tell what a string is that is no name whatever stands around it.

    Parameters
    ----------
    parts : tuple of str
        Its words.
    name : str

    Returns
    -------
    str
        ``index``, ``event`` ... as in ``data/org_lookalikes.tsv``, or ``generic``, ``place``, ``person``; empty where
        it may be a name.
    """
    if name in generic_words("whole") or name in suffixes() or not 2 <= len(name) <= LONGEST_NAME:
        return "generic"
    if _ROUND.match(name) or _SCORE.fullmatch(name):
        return "generic"
    if name in generic_words("product"):
        return "product"
    if (m := _lookalike_end().search(name)) and not _is_business(parts, m.group()):
        return lookalikes()[m.group()]
    if EXCHANGES.fullmatch(name):
        return "plural"
    if _NICKNAME_END.search(name) or COUNTED.fullmatch(name):
        return "group"
    if name[-1] == "股" and not longest_suffix(name):
        return "index"  # 中概股, 科网股
    if all(is_place(p) for p in parts):
        return "place"
    if name.endswith(_SYSTEM) and parts[0] in generic_words("nationwide"):
        return "generic"  # 全国教育系统
    if (FUNCTION | GLUED).issuperset(name) or all(is_place(p) or p in descriptive_words() for p in parts):
        return "generic"
    return "person" if ROLE.search(name) else ""


def _coinage(parts: tuple[str, ...]) -> int:
    """Count the words of the coinage that stands before the last word; 0 where none does."""
    return next((n for n in (1, 2) if len(parts) > n and is_coined(parts[-1 - n : -1])), 0)


def _business(parts: tuple[str, ...]) -> Suffix | None:
    """Return the common noun that ends a name behind a coinage: 朗屿珠宝, but not 老牌珠宝."""
    if parts[-1] not in business_nouns():
        return None
    noun = Suffix(parts[-1], "noun", "company")
    return noun if _coinage(parts) or _is_proper(parts, noun) else None


def _is_business(parts: tuple[str, ...], ending: str) -> bool:
    """Whether a noun that ends phrases is the line of business of a coined name: 屹恒数据, but 出口数据.

    Programmes have coined names too (星火工程), but none with something before it (中信屹恒工程).
    """
    what, coinage = lookalikes()[ending], _coinage(parts) if parts[-1] == ending else 0
    if what == "programme":
        return ending in business_nouns() and 0 < coinage < len(parts) - 1
    return what == "phrase" and ending in suffixes() and coinage > 0


def is_status_name(parts: tuple[str, ...]) -> bool:
    """Whether a word of status and a single character are the core of a name: 中资远控股集团."""
    single = len(parts) > 1 and len(parts[1]) == 1 and parts[1] not in descriptive_words() | stops("function")
    return single and parts[0] in generic_words("status")


@lru_cache(maxsize=1 << 14)
def shape(parts: tuple[str, ...], name: str) -> float:
    """Weigh how much a string looks like a name of an organisation, before any context.

    Parameters
    ----------
    parts : tuple of str
        Its words.
    name : str

    Returns
    -------
    float
        Above 0 for invented words, words that only occur in names, and names that end in a line of business; below
        0 for strings of common words, and for persons.
    """
    if lookalike(parts, name):
        return -2.0
    person = is_person(name)
    suffix = None if person and not has_double_surname(name) else longest_suffix(name) or _business(parts)
    if suffix and suffix.kind in _PLACED_KINDS and not is_place(parts[0]):
        return -1.0
    if suffix and suffix.word in generic_words("kept") and all(map(is_place, parts[:-1])):
        return -1.0
    core = name[: len(name) - len(suffix.word)] if suffix else name
    if (
        suffix
        and suffix.kind != "media"
        and (
            SO_MANY.search(core)
            or core in generic_words("qualifier")
            or (core.isascii() and suffix.word in generic_words("technical"))
        )
    ):
        return -1.0
    described = any(p in generic_words("status") for p in parts) and not (suffix and is_status_name(parts[:2]))
    if described or _ORDINAL.search(name) or SO_MANY.fullmatch(name):
        return -1.0
    weight = _ENDING_WEIGHTS.get(suffix.strength, 0.4) if suffix else 0.0
    if _ACRONYM.fullmatch(name) or _NUMBERED.search(name):
        weight -= 0.3
    elif (
        any(is_invented(p) for p in parts)
        or _singles(parts)
        or any(map(is_coined, pairwise(parts) if suffix else (parts,)))
        or (len(name) > LONGEST_PERSON and is_foreign(parts))
    ):
        weight += 0.25 if len(name) == 2 else 0.4
    elif any(part_of_speech(p) in NAME_TAGS for p in parts) or (suffix and _is_proper(parts, suffix)):
        weight += 0.3
    elif all(part_of_speech(p) in _COMMON_TAGS for p in parts):
        weight -= 0.5 if suffix is None else 0.3 if suffix.strength == "vague" else 0.2
    if len(parts) > 1 and is_place(parts[0]) and parts[0] not in countries():
        weight += 0.2
    return weight - _faults(parts, name, suffix) - 0.6 * person


def _is_proper(parts: tuple[str, ...], suffix: Suffix) -> bool:
    """Whether a word that names a person or a place elsewhere, and nothing else, stands before a line of business."""
    core = parts[0]
    named = part_of_speech(core) in _PERSON_TAGS and core not in descriptive_words() and core not in suffixes()
    return named and len(parts) == 2 and parts[1] == suffix.word


def _faults(parts: tuple[str, ...], name: str, suffix: Suffix | None) -> float:
    """Weigh what speaks against a name: the look of a phrase, words glued to an edge."""
    weight = 0.5 if suffix is None and len(name) > 2 and name[-1] in _DERIVED else 0.0
    phrase = len(parts) > 1 and len(name) > 4 and suffix is None and part_of_speech(parts[-1]) in _COMMON_TAGS
    if suffix and len(parts) > 1 and len(parts[-2]) > 1 and parts[-2][-1] in _ADJECTIVAL:
        weight += 0.5  # 模块化电源
    if not name.isascii() and (phrase or (len(name) > 8 and not (suffix and is_place(parts[0])))):
        weight += 0.5
    if (suffix is None and name[-1] in FUNCTION) or any(
        len(p) > 1 and not is_word(p) and FUNCTION.intersection(p) for p in parts
    ):
        weight += 0.3
    return weight


def is_invented(word: str) -> bool:
    """Whether a word is not in the dictionary: a coinage, or a Latin name."""
    if _LATIN.fullmatch(word):
        return any(c.isupper() for c in word) and not _ACRONYM.fullmatch(word)
    if word in generic_words("whole") or word in business_nouns() or word in stops("verb"):
        return False
    if len(word) == 2 and (word[0] in _ACTS or word[1] in _SHORTENED):
        return False
    if len(word) == 2 and word[0] in _GLUED_ADVERBS and part_of_speech(word[1]) == "v":
        return False
    abstract = word[-1] in _ABSTRACT and (len(word) > 2 or word[-1] != "力")  # 品牌力, but 屹力
    return len(word) > 1 and not is_word(word) and not abstract and not FUNCTION.intersection(word)


def is_coined(parts: tuple[str, ...]) -> bool:
    """Whether words are what a segmenter makes of a coinage of two or three characters.

    It is a word that no dictionary has, or single characters of which not all are common ones: 泓|曜, but not 造|车.
    """
    name = "".join(parts)
    if not 2 <= len(name) <= 3 or not _HAN.fullmatch(name) or is_word(name) or FUNCTION.intersection(name):
        return False
    if len(parts) == 1:
        return is_invented(name) and name not in stops("function", "verb") and name not in triggers("right")
    return not common_characters().issuperset(name) and all(
        is_invented(p) or (len(p) == 1 and part_of_speech(p) not in _CLOSED_TAGS) for p in parts
    )


def is_foreign(parts: tuple[str, ...]) -> bool:
    """Whether words are pieces of a foreign name: 奥德|布雷|希特."""
    tags = {part_of_speech(p) for p in parts}
    return len(parts) > 1 and "nrt" in tags and tags <= _PIECES


def begins_name(parts: tuple[str, ...]) -> bool:
    """Whether words begin as names do: with a place or a coinage."""
    return is_place(parts[0]) or is_invented(parts[0]) or is_coined(parts[:2])


def is_placed(parts: tuple[str, ...]) -> bool:
    """Whether a place and a coinage begin words, as they do legal names: 苏州|某某|科技, but not 上海|管理."""
    placed = is_place(parts[0]) and parts[0] not in countries() and len(parts) > 1
    return placed and (is_invented(parts[1]) or is_coined(parts[1:3]))


def is_plain(word: str) -> bool:
    """Whether a word of the language neither ends nor begins a name: 立案, 受让人, but not 物流, 苏州 or 沐澄."""
    ends = word in suffixes() or word in business_nouns() or word in generic_words("qualifier")
    return is_word(word) and len(word) > 1 and not ends and not is_place(word)


def _singles(parts: tuple[str, ...]) -> bool:
    """Whether two single characters stand together, as what a segmenter leaves of an unknown name."""
    return any(
        len(a) == len(b) == 1
        and not FUNCTION.intersection(a + b)
        and not {part_of_speech(a), part_of_speech(b)} & _SINGLE_TAGS
        for a, b in pairwise(parts)
    )
