"""Words as parts of names: where a name can begin and end, and how much a string looks like a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractor.characters import HAN
from extractor.document import Document, Token
from extractor.lexicon import table
from extractor.segment import is_word, tag

__all__ = [
    "PERSON_TITLE",
    "ROLE",
    "Suffix",
    "Words",
    "countries",
    "generic_words",
    "is_description",
    "is_invented",
    "is_person",
    "is_place",
    "is_surname",
    "longest_suffix",
    "shape",
    "stops",
    "suffixes",
    "triggers",
]

_CLOSED_TAGS = frozenset("p c u uj ul uz ud ug uv y e o r rr rz zg t tg q mq".split())
_VERB_TAGS = frozenset(("v", "vd", "vi", "vq", "d", "df"))
_COMMON_TAGS = frozenset(("n", "vn", "v", "a", "an", "ad", "b", "d", "l", "i", "s", "f", "m", "q", "t", "r", "z", "zg"))
# Bodies that a place names; without one they are told in general (告上法院).
_PLACED_KINDS = frozenset(("court", "agency", "party", "hospital", "bank", "university"))
_NUMERALS = frozenset("〇一二三四五六七八九十")
_SINGLE_TAGS = frozenset(("v", "p", "d", "c", "r", "m", "q", "f", "y", "uj", "ul", "uz"))
_NAME_TAGS = frozenset(("nz", "nt", "j"))
_PLACE_TAG = "ns"
_DATE_UNITS = frozenset("年月日号时")
_DATE_EDGE = re.compile(r"[0-9〇一二三四五六七八九十][年月日号时]\Z")
# Characters that a segmenter's guess may have swallowed with a verb (收来, 聊完) and that coined names avoid.
_FUNCTION = frozenset(
    "的了着过来去时里后前以于在与为被把将会要不就都也还又是有这那你我他们到完给让使从对向并或则但而且即所收得进出起及等获拟据已未不再曾尽"
)
_FUNCTION_CHARACTER = re.compile(f"[{''.join(sorted(_FUNCTION))}]")
_PREPOSITIONS = frozenset("由为据从赴在于被把将向对给让使到至经受用诉")
# What ends as these do is an index, a sector, a security or a kind of fund, whatever name it begins with.
_NEVER_ENDS = re.compile(r"(?:指数|综指|成指|期指|板块|概念股?|ETF|转债|债券|市场|产业链|病毒|疫苗|项目|高铁)\Z")
_ROUND = re.compile(r"(?:Pre-)?[A-Z]\d?\+*轮")
_NUMBERED = re.compile(r"[A-Za-z]-?\d|\d[A-Z]")
# Characters that turn words into abstract nouns (国际化, 成长性): no coined name ends in them.
_ABSTRACT = frozenset("化性率度型式类级感值额量数法学力期")
# Words of one character that a segmenter's guess may have glued to the name behind them.
_GLUED = frozenset("自经获拟打除让请受用对在与和由为被把向从及据诉告赴至该本")
ROLE = re.compile(r"总裁|董事|经理|总监|主任|主席|部长|局长|行长|会长|秘书|教授|专家")
_ACRONYM = re.compile(r"[A-Z]{1,5}")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9&.'+\-]*")
_BRACKETED_PLACE = re.compile(rf"\({HAN}{{2,8}}\)\Z")
PERSON_TITLE = re.compile(r"(?:先生|女士|博士|教授|院士|老师|小姐|爵士|太太|律师|法官|医生|总理|总统|主席)")
_LONGEST_NAME = 30


class Suffix(NamedTuple):
    """A word that ends names, as in ``data/org_suffixes.tsv``."""

    word: str
    strength: str
    kind: str


@cache
def suffixes() -> dict[str, Suffix]:
    """Return the suffixes by word."""
    return {row[0]: Suffix(*row) for row in table("org_suffixes", 3)}


@cache
def _suffix_end() -> re.Pattern[str]:
    words = sorted(suffixes(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})\\Z")


def longest_suffix(name: str) -> Suffix | None:
    """Return the longest suffix that a name ends in, with something before it."""
    m = _suffix_end().search(name)
    return suffixes()[m.group()] if m and m.start() > 0 else None


@cache
def stops(*kinds: str) -> frozenset[str]:
    """Return the words of ``data/org_stops.tsv`` of some kinds: function, verb, trade, between."""
    return frozenset(word for kind, words in table("org_stops", 2) if kind in kinds for word in words.split())


@cache
def generic_words(kind: str) -> frozenset[str]:
    """Return the common nouns of ``data/org_generic.tsv`` of one kind: head, qualifier or whole."""
    return frozenset(w for k, words in table("org_generic", 2) if k == kind for w in words.split())


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    rows = {row[0]: row[1] for row in table("surnames", 2)}
    return frozenset(rows["single"]), frozenset(rows["double"].split())


@lru_cache(maxsize=1 << 16)
def _tag(word: str) -> str:
    return tag(word)


def is_place(word: str) -> bool:
    """Whether a word is the name of a place by jieba's dictionary."""
    return _tag(word) == _PLACE_TAG and len(word) > 1


def is_surname(character: str) -> bool:
    """Whether a character is a surname, and no function word as 于 and 和 are too."""
    return character in _surnames()[0] and character not in stops("function")


def is_person(name: str) -> bool:
    """Whether a string has the form of a Chinese person's name: a surname and one or two characters."""
    single, double = _surnames()
    if len(name) in (3, 4) and name[:2] in double:
        return True
    if len(name) not in (2, 3) or name[0] not in single or longest_suffix(name):
        return False
    return _tag(name) not in _NAME_TAGS


@lru_cache(maxsize=1 << 16)
def _is_edge(word: str, *, verbs: bool) -> bool:
    """Whether a word stands outside of names."""
    if not (word[0].isalnum() or word in "·&"):
        return True
    if word in stops("function", "verb") or (verbs and word in stops("trade")):
        return True
    if len(word) == 1:
        return word.isdigit()
    if word[-1] in _PREPOSITIONS and not is_word(word):
        return True  # a guess of the segmenter: 先由
    if word[0].isdigit():
        return not any(c.isalpha() and c.isascii() for c in word)
    word_tag = _tag(word)
    if word_tag == "m":  # 第二建设公司, 中铁二十三局; not 三家公司
        return word[0] != "第" and not _NUMERALS.issuperset(word)
    return (word_tag in _CLOSED_TAGS and (verbs or word_tag != "t")) or (verbs and word_tag in _VERB_TAGS)


@cache
def triggers(side: str) -> dict[str, float]:
    """Return the trigger words of a side with their weights."""
    rows = table("org_triggers", 5)
    return {word: float(weight) for where, weight, words, *_ in rows if where == side for word in words.split("|")}


class Words:
    """The words of a document, by offset.

    Parameters
    ----------
    document : Document
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._words = document.words
        self._starts = document.word_starts
        self._edges = frozenset((*self._starts, len(document.text)))

    def at(self, offset: int) -> Token:
        """Return the word that covers an offset of the text."""
        i = bisect_right(self._starts, offset) - 1
        start, word = self._starts[i], self._words[i]
        return Token(start, start + len(word), word)

    def are_whole(self, start: int, end: int) -> bool:
        """Whether a span begins and ends with words."""
        return start in self._edges and end in self._edges

    def sentence(self, offset: int) -> str:
        """Return the sentence that an offset stands in."""
        start, end = self.document.sentence_at(offset)
        return self.text[start:end]

    def inside(self, start: int, end: int) -> tuple[str, ...]:
        """Return the words, or parts of words, that a span covers."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        cuts = (start, *self._starts[first:last], end)
        return tuple(self.text[a:b] for a, b in pairwise(cuts)) if start < end else ()

    def splits_word(self, start: int, end: int) -> bool:
        """Whether a span cuts a piece out of a word of the dictionary, as 阿里 out of 阿里山.

        A segmenter that does not know a name may join its last character to a function word behind it (瑞交|所在); what
        is left of the word then is only that, and the span may stand.
        """
        for token in {self.at(start), self.at(end - 1)}:
            left = self.text[token.start : max(token.start, start)] + self.text[min(end, token.end) : token.end]
            if (
                left
                and not (_FUNCTION | _GLUED).issuperset(left)
                and is_word(token.text)
                and not longest_suffix(token.text)
            ):
                return True
        return False

    def left_edge(self, end: int, *, verbs: bool = False) -> int:
        """Walk left from the end of a name to where it can begin at the earliest.

        Parameters
        ----------
        end : int
            Where the name, or its suffix, ends.
        verbs : bool
            Stop at verbs and adverbs too.

        Returns
        -------
        int
            ``end`` where nothing before it can be part of a name.
        """
        position, floor = end, max(0, end - _LONGEST_NAME)
        while position > floor:
            before = self.text[position - 1]
            if before == ")" and (m := _BRACKETED_PLACE.search(self.text, max(0, position - 10), position)):
                if all(is_place(p) for p in self.inside(m.start() + 1, position - 1)):
                    position = m.start()
                    continue
                break
            if before in _DATE_UNITS and _DATE_EDGE.search(self.text, max(0, position - 2), position):
                position += self.text.startswith("度", position)  # 2021年度
                break
            if before == " " and self._joins_latin(position - 1):
                position -= 1
                continue
            token = self.at(position - 1)
            if not verbs and (joined := self._conjoined(token)):
                position = joined
                continue
            if _is_edge(token.text, verbs=verbs and not (position == end and token.text in suffixes())) and not (
                not verbs and self._is_syllable(token)
            ):
                break
            position = token.start
            if token.text[0] in _GLUED and len(token.text) > 2 and not is_word(token.text):
                return position + 1
            if token.text[0] in _DATE_UNITS and _DATE_EDGE.match(self.text, max(0, position - 1), position + 1):
                return position + 1  # 2024年智谱 may be cut as 2024, 年智谱
        return min(max(position, floor), end)

    def _conjoined(self, token: Token) -> int:
        """Where the words before a conjunction begin that is part of an office's name; 0 where it is none."""
        if token.text not in ("和", "与", "及"):
            return 0
        for before, behind in table("org_conjunctions", 2):
            start = token.start - len(before)
            if self.text.startswith(behind, token.end) and self.text.startswith(before, max(start, 0)):
                return start
        return 0

    def _is_syllable(self, token: Token) -> bool:
        """Whether a function word is the second character of a name that the segmenter does not know: 佳|都|科技."""
        if len(token.text) > 1 or not token.text.isalpha() or token.start < 1 or token.text in _PREPOSITIONS:
            return False
        before = self.at(token.start - 1)
        return len(before.text) == 1 and before.text.isalpha() and before.text not in stops("function", "verb")

    def right_edge(self, start: int) -> int:
        """Walk right from the beginning of a name to where it must have ended."""
        position, ceiling = start, min(len(self.text), start + _LONGEST_NAME)
        while position < ceiling:
            if self.text[position] == " " and self._joins_latin(position):
                position += 1
                continue
            token = self.at(position)
            verbs = position == start or token.text not in suffixes()
            if (
                _is_edge(token.text, verbs=verbs)
                or token.text in generic_words("head")
                or token.text in triggers("right")
            ):
                break
            if not is_word(token.text) and (m := _FUNCTION_CHARACTER.search(token.text, 1)):
                return token.start + m.start()  # a guess of the segmenter that runs on: 证券来
            position = token.end
        return position

    def _joins_latin(self, space: int) -> bool:
        """Whether a space stands between two words of a Latin name."""
        if not 0 < space < len(self.text) - 1:
            return False
        left, right = self.text[space - 1], self.text[space + 1]
        return left.isascii() and left.isalnum() and right.isascii() and right.isupper()

    def trim(self, start: int, end: int, *, whole: bool = False) -> int:
        """Move the start of a run of words past what only describes a name: 云平台Vercel, 知名车企某某汽车.

        Parameters
        ----------
        start, end : int
            The run.
        whole : bool
            The run may consist of common nouns, as the names of associations do (供应商协会); only words that never
            begin a name are taken off.

        Returns
        -------
        int
            Where the name begins: behind the last head noun that is not at the end, behind a verb or a closed
            legal name that something like a name follows, and behind a country that describes.
        """
        position = begin = start
        verb = False
        while position < end:
            token_end = min(self.at(position).end, end)
            word = self.text[position:token_end]
            head = word in generic_words("head") and token_end < end
            if head and not self._is_description(token_end, end, whole=whole):
                head = False
            if head or _closes(word) or (position == begin and word in _leading(whole)):
                begin = token_end
            elif verb and (is_place(word) or is_invented(word)):
                begin = position
            verb = _tag(word) in _VERB_TAGS and word not in suffixes()
            position = token_end
        if end - begin > 2 and self.text[begin] in _GLUED and not is_word(self.inside(begin, end)[0]):
            begin += 1
        return begin if whole else begin + self.country(begin, end)

    def _is_description(self, start: int, end: int, *, whole: bool) -> bool:
        """Whether a head noun that ends at ``start`` describes what follows, and is no part of it.

        企业 is a part of 企业管理有限公司, and in names of common nouns every head noun is, unless a place begins
        the name proper: 供应商协会, but 部门虹口区教育局.
        """
        following = self.text[start : min(self.at(start).end, end)]
        if whole:
            return is_place(following)
        return following not in generic_words("qualifier") and not following.startswith(tuple(stops("trade")))

    def country(self, start: int, end: int) -> int:
        """Length of a country's name that stands before a name that is one without it."""
        first = self.text[start : min(self.at(start).end, end)] if start < end else ""
        rest = start + len(first)
        if first not in countries() or end - rest <= (2 if first == "中国" else 0):
            return 0
        follower = self.text[rest:end]
        return (
            len(first)
            if follower[0].isascii() or any(is_invented(p) or _tag(p) in _NAME_TAGS for p in self.inside(rest, end))
            else 0
        )


@cache
def _beside_names() -> frozenset[str]:
    """Words that stand beside names and that a dictionary joins to their last word: 银行|行长."""
    return frozenset(triggers("right")) | generic_words("head") | generic_words("person")


@cache
def _leading(whole: bool) -> frozenset[str]:
    """Words that stand before names and never begin one; with ``whole`` those before names of common nouns."""
    outside = stops("function", "verb")
    return outside if whole else outside | generic_words("head") | generic_words("status") | {"全球", "世界"}


@cache
def countries() -> frozenset[str]:
    """Return the names of countries and regions."""
    return frozenset(word for row in table("countries", 1) for word in row[0].split())


def _closes(word: str) -> bool:
    """Whether a word ends another organisation's name inside a run: 某某有限公司告某某."""
    suffix = suffixes().get(word)
    return suffix is not None and suffix.strength == "legal"


@cache
def _descriptive() -> frozenset[str]:
    return generic_words("head") | generic_words("qualifier") | generic_words("status") | generic_words("whole")


def is_description(parts: tuple[str, ...]) -> bool:
    """Whether words only describe, as in 标的公司, and name nothing."""
    return all(p in _descriptive() for p in parts)


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
    if name in generic_words("whole") or not 2 <= len(name) <= _LONGEST_NAME:
        return -2.0
    if _ROUND.match(name) or _NEVER_ENDS.search(name) or (_FUNCTION | _GLUED).issuperset(name):
        return -2.0
    if all(is_place(p) or p in _descriptive() for p in parts) or ROLE.search(name):
        return -2.0
    suffix = longest_suffix(name)
    if suffix and suffix.kind in _PLACED_KINDS and not is_place(parts[0]):
        return -1.0
    core = name[: len(name) - len(suffix.word)] if suffix else name
    if suffix and (
        core in generic_words("qualifier") or (core.isascii() and suffix.word in generic_words("technical"))
    ):
        return -1.0
    if any(p in generic_words("status") for p in parts):
        return -1.0
    weight = 0.0 if suffix is None else 0.25 if suffix.strength == "vague" else 0.4
    if _ACRONYM.fullmatch(name) or _NUMBERED.search(name):
        weight -= 0.3
    elif any(is_invented(p) for p in parts) or _singles(parts):
        weight += 0.25 if len(name) == 2 else 0.4
    elif any(_tag(p) in _NAME_TAGS for p in parts):
        weight += 0.3
    elif all(_tag(p) in _COMMON_TAGS for p in parts):
        weight -= 0.3 if suffix else 0.5
    if len(parts) > 1 and is_place(parts[0]) and parts[0] not in countries():
        weight += 0.2
    return weight - _faults(parts, name, suffix)


def _faults(parts: tuple[str, ...], name: str, suffix: Suffix | None) -> float:
    """Weigh what speaks against a name: a person's form, the look of a phrase, words glued to an edge."""
    weight = 0.6 if is_person(name) else 0.0
    phrase = len(parts) > 1 and len(name) > 4 and suffix is None and _tag(parts[-1]) in _COMMON_TAGS
    if not name.isascii() and (phrase or (len(name) > 8 and not (suffix and is_place(parts[0])))):
        weight += 0.5
    if name[-1] in _FUNCTION or any(len(p) > 1 and not is_word(p) and _FUNCTION.intersection(p) for p in parts):
        weight += 0.3
    return weight


def is_invented(word: str) -> bool:
    """Whether a word is not in the dictionary: a coinage, or a Latin name."""
    if _LATIN.fullmatch(word):
        return any(c.isupper() for c in word) and not _ACRONYM.fullmatch(word)
    if word in generic_words("whole"):
        return False
    return len(word) > 1 and not is_word(word) and word[-1] not in _ABSTRACT and not _FUNCTION.intersection(word)


def _singles(parts: tuple[str, ...]) -> bool:
    """Whether two single characters stand together, as what a segmenter leaves of an unknown name."""
    return any(
        len(a) == len(b) == 1 and not _FUNCTION.intersection(a + b) and not {_tag(a), _tag(b)} & _SINGLE_TAGS
        for a, b in pairwise(parts)
    )
