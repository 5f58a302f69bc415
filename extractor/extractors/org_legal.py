"""Where a legal name begins whose core or line of business holds words that end names elsewhere.

A legal name has, by the rules for registering one, a place, a core, a line of business and a legal form. What is only a
line of business behind a word that ends names (控制|技术|有限公司) is therefore no name, and the word is part of it; so
is a word right behind the place (苏州|和|林微纳|科技…), if it is none that a clause goes on with behind one.
"""

from __future__ import annotations

from extractor.characters import HAN
from extractor.extractors.org_shape import begins_name, descriptive_words, is_invented
from extractor.extractors.org_vocabulary import (
    CONJUNCTIONS,
    LONGEST_NAME,
    VERB_TAGS,
    business_nouns,
    countries,
    generic_words,
    is_place,
    longest_suffix,
    part_of_speech,
    stops,
    suffixes,
)
from extractor.extractors.org_words import Words
from extractor.patterns import lazy

__all__ = ["has_core", "legal_start", "place_before"]

_MOST_SINGLE = 3  # words of one character behind a place: 是 and 我 in 北京是我科技
_TWO_WORDS = 4  # characters of a word that is two lines of business
_LISTED = lazy(f"{HAN}{{0,8}}?(?:公司|企业|社)(?:、|等)")  # with its legal form: 北京有某某有限公司、某某有限公司
_JOINING = CONJUNCTIONS | {"以及", "、"}
_HAN = lazy(f"{HAN}{{1,6}}")
_CLAUSE_TAGS = frozenset("p c u y e t".split())


def legal_start(words: Words, ending: int) -> tuple[int, int]:
    """Walk left from a legal form to where its name begins.

    Parameters
    ----------
    words : Words
    ending : int
        Where the legal form begins.

    Returns
    -------
    tuple of int
        Where it can begin at the earliest, further left than ``Words.left_edge`` where a word that ends names elsewhere
        is part of this one; and where it begins without what only describes it.
    """
    edge = words.left_edge(ending)
    start = words.trim(edge, ending)
    walked = edge, start
    while True:  # each time further left, as far as names reach
        parts = words.inside(start, ending)
        if len(parts) > 1 and _is_of_country(parts[0]):
            return edge, start
        stop = words.at(start - 1) if start else None
        if stop is None or stop.end > start or ending - stop.start > LONGEST_NAME:
            return walked
        if (placed := _placed(words, start, parts, ending)) is not None:
            return placed, placed
        if not _may_belong(stop.text):
            return walked
        place, core = place_before(words, stop.start), has_core(parts)
        if place < stop.start and not (_is_of_phrase(stop.text, parts) if core else stop.text in stops("verb")):
            return place, words.trim(place, ending)
        if core or stop.text in stops("founding"):
            return walked
        edge = words.left_edge(stop.start) if place == stop.start else place
        start = min(words.trim(edge, ending), stop.start)
        parts = words.inside(start, ending)
        if len(parts) > 1 and begins_name(parts) and parts[0] not in countries():
            walked = edge, start


def _placed(words: Words, start: int, parts: tuple[str, ...], ending: int) -> int | None:
    """Where the place begins behind which single words that end names elsewhere begin one; None where none does.

    They do where without them a mere line of business would be left, or that and one character (上海|与|德|科技,
    上海|自|在|企业管理); as adverbs without a verb (杭州|不|二家食品); and behind a place that takes no part in the
    clause by itself, since a party stands before it (原告上海|与|海同行食品). With 有 only what follows tells
    (北京有某某公司、某某公司).
    """
    core, position = has_core(parts), start
    while parts and position and start - position < (1 if core else _MOST_SINGLE):
        word = words.at(position - 1).text
        if len(word) > 1 or not word.isalpha() or word in stops("determiner"):
            break
        position -= 1
    place = place_before(words, position)
    if position in (place, start):
        return None
    first, before = words.text[position], words.at(place - 1).text if place else ""
    named = not core or before in stops("party") or before in descriptive_words()
    named = named or (first in stops("adverb") and part_of_speech(parts[0]) not in VERB_TAGS)
    return place if named or (first == "有" and not _LISTED.match(words.text, ending)) else None


def _is_of_country(word: str) -> bool:
    """Whether a word is the name of a place in a country, and no country itself."""
    return is_place(word) and word not in countries()


def _may_belong(word: str) -> bool:
    """Whether a word that ends names elsewhere may be part of one."""
    return (
        _HAN.fullmatch(word) is not None
        and word not in stops("clause", "determiner")
        and word[-1] not in generic_words("measure")
    )  # 这家, 三家


def _is_of_phrase(word: str, behind: tuple[str, ...]) -> bool:
    """Whether a word only stands between a place and a name: 知名, 目前, 连同; 有 before a coinage, but not 和.

    Names that begin with 和 (和辉) are more common than legal names that a place is coordinated with.
    """
    if len(word) > 1:
        return word in stops("function", "verb") or part_of_speech(word) in _CLAUSE_TAGS
    return word in stops("verb") or (word != "和" and begins_name(behind))


def has_core(parts: tuple[str, ...]) -> bool:
    """Whether there is more than a line of business in what stands before a legal form."""
    return bool(parts) and (begins_name(parts) or not all(map(_is_of_business, parts)))


def _is_of_business(word: str) -> bool:
    if len(word) == _TWO_WORDS and longest_suffix(word):
        return all(map(_is_of_business, (word[:2], word[2:])))  # 网络科技
    ends = word in suffixes() or word in business_nouns() or word in stops("trade")
    describes = any(word in generic_words(kind) for kind in ("qualifier", "line", "head"))
    return (ends or describes or len(word) == 1) and not is_invented(word)


def place_before(words: Words, end: int, *, joined: bool = False) -> int:
    """Where the places begin that stand before an offset; the offset itself where none does, or one tells where.

    With ``joined`` a place behind a conjunction tells no more than one without.
    """
    start = end
    while start and end - start < LONGEST_NAME:
        token = words.at(start - 1)
        if not _is_of_country(token.text):
            break
        start = token.start
    before = words.at(start - 1).text if start else ""
    return end if start < end and before in stops("locative") and not (joined and before in _JOINING) else start
