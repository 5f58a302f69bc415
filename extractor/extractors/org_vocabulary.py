"""The words that names of organisations are told by: endings, stops, common nouns, triggers, countries, surnames."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from extractor.lexicon import table
from extractor.patterns import lazy
from extractor.segment import tag

__all__ = [
    "COMPANY",
    "CONJUNCTIONS",
    "FUNCTION",
    "GLUED",
    "LEVELS",
    "LONGEST_GIVEN",
    "LONGEST_NAME",
    "LONGEST_PERSON",
    "NAME_TAGS",
    "PERSON_TITLE",
    "ROLE",
    "ROLE_ENDS",
    "SO_MANY",
    "VERB_TAGS",
    "Suffix",
    "business_nouns",
    "common_characters",
    "countries",
    "generic_affixes",
    "generic_words",
    "has_double_surname",
    "is_bare_surname",
    "is_frequent_surname",
    "is_person",
    "is_place",
    "is_surname",
    "longest_suffix",
    "lookalikes",
    "part_of_speech",
    "partnerships",
    "place_length",
    "stops",
    "suffixes",
    "triggers",
]

_PLACE_TAG = "ns"
_TAKEN_FOR = ("n", "nr")  # counties by the dictionary
_SHORTEST_DISTRICT = 3  # characters with 市 or 县
NAME_TAGS = frozenset(("nz", "nt", "j"))
VERB_TAGS = frozenset(("v", "vd", "vi", "vq", "d", "df"))
# Characters that a segmenter's guess may have swallowed with a verb (收来, 聊完) and that coined names avoid.
FUNCTION = frozenset(
    "的了着过来去时里后前以于在与为被把将会要不就都也还又是有这那你我他们到完给让使从对向并或则但而且即所收得进出起及等获拟据已未不再曾尽"
)
# Words of one character that a segmenter's guess may have glued to the name behind them.
GLUED = frozenset("兼自经获拟打除让请受用对在与和由为被把向从及据诉告赴至该本因如而使到其于给")
COMPANY = ("公司", "集团")
CONJUNCTIONS = frozenset("和与及")
LEVELS = "省市县区"  # at the end of places
ROLE_ENDS = frozenset("人方者")  # 受让人, 收购方, 举办者
LONGEST_NAME = 30
LONGEST_GIVEN, LONGEST_PERSON = 2, 3  # characters of a given name, and of most persons' names
_PLACE_LENGTHS = (4, 3, 2)  # characters of a place at the front of a name
_FREQUENT = 100  # surnames, which 85 in 100 persons have
_JAPANESE = 4  # characters of most Japanese persons' names
# Counted kinds are no names: 三大交易所, 四大国有银行.
SO_MANY = lazy(r"[两三四五六七八九十几]大(?:国有|民营|主流|主要)?\Z")
_UNKNOWN_PLACE = lazy(f"[^{''.join(sorted(FUNCTION | GLUED))}]{{2,6}}[省市县区镇乡旗]")
ROLE = lazy(r"总裁|董事|经理|总监|主任|主席|部长|局长|行长|会长|秘书|书记|教授|专家")
PERSON_TITLE = lazy(r"(?:先生|女士|博士|教授|院士|老师|小姐|总监|爵士|太太|律师|法官|医生|总理|总统|主席)")


class Suffix(NamedTuple):
    """A word that ends names, as in ``data/org_suffixes.tsv``."""

    word: str
    strength: str
    kind: str


@cache
def suffixes() -> dict[str, Suffix]:
    """Return the suffixes by word, but for common nouns."""
    return {row[0]: Suffix(*row) for row in table("org_suffixes", 3) if row[1] != "noun"}


@cache
def partnerships() -> tuple[str, ...]:
    """Return the legal forms that stand in brackets: (有限合伙)."""
    return tuple(word for word in suffixes() if word[0] == "(")


@cache
def business_nouns() -> frozenset[str]:
    """Return the common nouns that end names behind a coined word."""
    return frozenset(row[0] for row in table("org_suffixes", 3) if row[1] == "noun")


@cache
def _suffix_lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the suffixes that end in a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for suffix in suffixes():
        lengths.setdefault(suffix[-1], set()).add(len(suffix))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


@lru_cache(maxsize=1 << 14)
def longest_suffix(name: str) -> Suffix | None:
    """Return the longest suffix that a name ends in, with something before it."""
    known = suffixes()
    found = next((known[name[-n:]] for n in _suffix_lengths().get(name[-1:], ()) if name[-n:] in known), None)
    return found if found and name not in known else None


@cache
def stops(*kinds: str) -> frozenset[str]:
    """Return the words of ``data/org_stops.tsv`` of some kinds; the file tells what each kind is.

    Function words include those of the calendar that tell a date by themselves: 本月, 上季度, 周一.
    """
    found = frozenset(word for kind, words in table("org_stops", 2) if kind in kinds for word in words.split())
    return found | _time_words() if "function" in kinds else found


@cache
def _time_words() -> frozenset[str]:
    rows = table("calendar_words", 7)
    told = {w for unit, *_, words, _, _ in rows if unit not in ("part", "season") for w in words.split() if len(w) > 1}
    weekdays = {week + day for week in ("周", "星期", "礼拜") for day in "一二三四五六日天末"} - {"礼拜末"}
    return frozenset(told | weekdays)


@cache
def generic_words(kind: str) -> frozenset[str]:
    """Return the words of ``data/org_generic.tsv`` of one kind; the file tells what each kind is."""
    return frozenset(w for k, words in table("org_generic", 2) if k == kind for w in words.split())


@cache
def generic_affixes(kind: str) -> tuple[str, ...]:
    """Return the words of ``data/org_generic.tsv`` of one kind, as what a text may begin or end with."""
    return tuple(generic_words(kind))


@cache
def countries() -> frozenset[str]:
    """Return the names of countries and regions."""
    return frozenset(word for row in table("countries", 1) for word in row[0].split())


@cache
def common_characters() -> frozenset[str]:
    """Return the characters that make up most of any text, and few coined names."""
    return frozenset(table("common_characters", 1)[0][0])


@cache
def lookalikes() -> dict[str, str]:
    """Return the words that end what looks like a name and is none, with what it is."""
    return {word: what for what, row in table("org_lookalikes", 2) for word in row.split()}


@cache
def triggers(side: str) -> dict[str, float]:
    """Return the trigger words of a side with their weights."""
    rows = table("org_triggers", 5)
    return {word: float(weight) for where, weight, words, *_ in rows if where == side for word in words.split("|")}


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    rows = {row[0]: row[1] for row in table("surnames", 2)}
    return frozenset(rows["single"]), frozenset(rows["double"].split()), frozenset(rows["japanese"].split())


@lru_cache(maxsize=1 << 16)
def part_of_speech(word: str) -> str:
    """Return the part of speech that jieba's dictionary gives a word; ``x`` for a word that it does not have."""
    return tag(word)


@lru_cache(maxsize=1 << 14)
def is_place(word: str) -> bool:
    """Whether a word is the name of a place by jieba's dictionary, or ends like one.

    The dictionary does not have all counties (临沐县), takes some for persons (公安县) or things (松滋市), and some
    words of the language for places (城市, 上市).
    """
    if word in generic_words("place"):
        return True
    if word in generic_words("unplaced"):
        return False
    tag = part_of_speech(word)
    if tag == _PLACE_TAG or len(word) < _SHORTEST_DISTRICT:
        return tag == _PLACE_TAG and len(word) > 1
    if tag == "x":
        return _UNKNOWN_PLACE.fullmatch(word) is not None
    if tag not in _TAKEN_FOR or word[-1] not in "市县":
        return False
    return not has_double_surname(word) if tag == "nr" else part_of_speech(word[:-1]) == _PLACE_TAG


def place_length(name: str) -> int:
    """Length of the longest place, of two characters or more, at the front of a name; 0 where none is."""
    return next((n for n in _PLACE_LENGTHS if len(name) >= n and is_place(name[:n])), 0)


def is_surname(character: str) -> bool:
    """Whether a character is a surname, and no function word as 于 and 和 are too."""
    return character in _surnames()[0] and character not in stops("function")


def is_frequent_surname(character: str) -> bool:
    """Whether a character is among the surnames that most persons have; the table begins with them."""
    return character in next(row[1] for row in table("surnames", 2) if row[0] == "single")[:_FREQUENT]


def is_bare_surname(before: str) -> bool:
    """Whether a surname that many persons have, and nothing before it, ends a text."""
    return is_surname(before[-1:]) and is_frequent_surname(before[-1]) and not before[:-1].isalnum()


def has_double_surname(name: str) -> bool:
    """Whether a string is a person's name with a surname of two characters, Chinese or Japanese."""
    _, double, japanese = _surnames()
    if len(name) == _JAPANESE and name[:2] in japanese:
        return longest_suffix(name) is None  # 武田制药
    return len(name) in (3, 4) and name[:2] in double


def is_person(name: str) -> bool:
    """Whether a string has the form of a Chinese person's name: a surname and one or two characters."""
    single, _, _ = _surnames()
    if has_double_surname(name):
        return True
    if len(name) not in (2, 3) or name[0] not in single:
        return False
    suffix = longest_suffix(name)
    # 云 and 网 are given names too, but not behind a word: 金山云.
    if suffix and (len(suffix.word) > 1 or (len(name) > 2 and part_of_speech(name[:-1]) != "x")):
        return False
    return part_of_speech(name) not in NAME_TAGS
