"""Clues from repetition: works that a place has, and the houses of a company in several places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_vocabulary import (
    VERB_TAGS,
    countries,
    generic_affixes,
    generic_words,
    is_place,
    part_of_speech,
    stops,
)
from extractor.extractors.org_words import Words
from extractor.gazetteer import Hit
from extractor.patterns import lazy
from extractor.segment import is_word

__all__ = ["house_clues", "works_clues"]

_WORKS, _SHORTEST_PRODUCT = "厂", 2
_NAMED = lazy(r"(?:成立|设立|创办|创立|创建|组建|兴办|前身)了?[为是系]?[“\"「『]?\Z")
_LONGEST_NAMED = 6  # characters of the words before a name that is founded
_OFTEN = 2  # so many times, or places
_CORES = (2, 3)  # characters of what a company is called in short


def _is_city(word: str) -> bool:
    """Whether a word is a place, and no country, province or part of the world."""
    other = word in countries() or word in generic_words("region") or word in generic_words("province")
    return is_place(word) and not other


def works_clues(words: Words) -> Iterator[Clue]:
    """Tell works of a place by what they make, where they are founded or named again (常州示波器厂)."""
    text = words.text
    end = text.find(_WORKS) + 1
    while end:
        word = words.at(end - 1)
        if word.end == end and (start := _works_start(words, end)) < end:
            named = _NAMED.search(text, max(0, start - _LONGEST_NAMED), start)
            if named or text.count(text[start:end]) >= _OFTEN:
                yield Clue(start, end, "org.body_form", CERTAIN)
        end = text.find(_WORKS, end) + 1


def _works_start(words: Words, end: int) -> int:
    """Where the place begins that stands before a product and 厂; ``end`` where there is none."""
    text, position = words.text, end - 1
    token = words.at(position)
    position = token.start if token.start < position else words.at(max(0, position - 1)).start
    product = text[position : end - 1]
    if len(product) < _SHORTEST_PRODUCT or not position or product in generic_words("plant"):
        return end
    noun = is_word(product) and part_of_speech(product) in ("n", "nz")
    place = words.at(position - 1)
    return place.start if noun and _is_city(place.text) and place.end == position else end


def house_clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell the houses that a company has in several places, each called after it: 中芯北京, 中芯上海.

    One place behind the name may only tell where something is (腾讯深圳大楼).
    """
    inside = {position for hit in hits for position in range(hit.start + 1, hit.end)}
    for core in sorted({core for hit in hits if hit.sure and hit.entry.kind == "company" for core in _cores(hit)}):
        houses: dict[str, list[int]] = defaultdict(list)
        start = words.text.find(core)
        while start >= 0:
            end = start + len(core)
            if start not in inside and (place := _place_behind(words, end)):
                houses[place].append(start)
            start = words.text.find(core, end)
        if len(houses) >= _OFTEN:
            for place, starts in houses.items():
                yield from (Clue(s, s + len(core) + len(place), "org.unit_form", CERTAIN) for s in starts)


def _cores(hit: Hit) -> Iterator[str]:
    """Yield what a known name is called without 中国 before it, or without its line of business."""
    name = hit.entry.name
    for core in (name.removeprefix("中国"), *(name.removesuffix(end) for end in generic_affixes("dropped"))):
        if core != name and len(core) in _CORES and not is_place(core) and core not in generic_words("whole"):
            yield core


def _place_behind(words: Words, position: int) -> str:
    """Return the city that stands at a position where a clause goes on behind it; empty where none does."""
    if position >= len(words.text) or words.at(position).start != position:
        return ""
    city = words.at(position)
    if not _is_city(city.text):
        return ""
    following = words.at(city.end).text if city.end < len(words.text) else ""
    closed = not following or not following[0].isalnum() or part_of_speech(following) in VERB_TAGS
    return city.text if closed or following in stops("function", "verb", "between") else ""
