"""Clues from repetition: works that a place has, and the houses of a company in several places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_vocabulary import (
    VERB_TAGS,
    countries,
    generic_words,
    is_place,
    part_of_speech,
    stops,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
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
    found: dict[str, list[int]] = defaultdict(list)
    end = text.find(_WORKS) + 1
    while end:
        if words.at(end - 1).end == end and (start := _works_start(words, end)) < end:
            found[text[start:end]].append(start)
        end = text.find(_WORKS, end) + 1
    for name, starts in found.items():
        founded = any(_NAMED.search(text, max(0, start - _LONGEST_NAMED), start) for start in starts)
        if founded or len(starts) >= _OFTEN:
            yield Clue(starts[0], starts[0] + len(name), "org.body_form", CERTAIN)


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
    names = {hit.entry.name for hit in hits if hit.sure and hit.entry.kind == "company"}
    cores = {core for name in names for core in _cores(name)}
    known = {hit.start: hit.end for hit in reversed(hits)}
    houses: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for start, end in Finder(cores, once=True).spans(words.text) if cores else ():
        whole = known.get(start, end) == end and not words.text.startswith("中国", max(0, start - 2))
        if whole and (place := _place_behind(words, end)):
            houses[words.text[start:end]][place].append(start)
    for core, places in houses.items():
        if len(places) >= _OFTEN:
            for place, starts in places.items():
                yield from (Clue(s, s + len(core) + len(place), "org.unit_form", CERTAIN) for s in starts)


@lru_cache(maxsize=1 << 12)
def _cores(name: str) -> tuple[str, ...]:
    """Return what a known name is called without 中国 before it, or without its line of business."""
    ends = (end for end in generic_words("dropped") if name.endswith(end))
    found = (name.removeprefix("中国"), *(name[: -len(end)] for end in ends))
    return tuple(
        core
        for core in dict.fromkeys(found)
        if core != name and len(core) in _CORES and not is_place(core) and core not in generic_words("whole")
    )


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
