"""Clues from coined names: an invented word, the line of business behind it, and what it belongs to before it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_shape import is_coined
from extractor.extractors.org_vocabulary import VERB_TAGS, generic_words, is_place, part_of_speech, suffixes
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.gazetteer import Hit

__all__ = ["coined_clues"]

_LENGTHS = (2, 3)  # characters of a coinage
_MOST_ENDINGS = 4
_COMPANY = frozenset(("公司", "集团"))
_HOUSES = frozenset(("company", "bank", "fund", "institute"))
# Behind a known name a trade makes a company (某某朗屿科技), a vague ending as often a product (某某朗屿系统).
_TRADE, _VAGUE, _ALONE = 0.8, 0.3, 0.15


@cache
def _endings() -> Finder:
    """Build the finder of the words that end coined names, but for legal forms, before which anything is a name."""
    return Finder(
        s.word
        for s in suffixes().values()
        if s.word[0].isalnum() and (s.strength in ("trade", "vague") or (s.strength != "legal" and s.kind in _HOUSES))
    )


def coined_clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell names of a coinage and a line of business, with the known name or the place before them.

    Behind a known name both are one organisation, a subsidiary (用友澜图软件); the known name alone is none there.

    Parameters
    ----------
    words : Words
    hits : list of Hit
        Of the gazetteer.

    Yields
    ------
    Clue
    """
    fronts = {hit.end: hit for hit in hits}
    stop = 0
    for begin, end in _endings().spans(words.text):
        if begin < stop or (core := _core(words, begin, fronts)) is None:
            continue
        ending, stop = suffixes()[words.text[begin:end]], _behind_endings(words, end)
        front = fronts.get(core)
        company = ending.strength != "vague" or words.text[stop - 2 : stop] in _COMPANY
        if front and front.sure:
            yield Clue(front.start, stop, "org.coined_form", CERTAIN if company else _VAGUE)
        elif front:
            yield Clue(front.start, stop, "org.coined_form", _TRADE if company else _VAGUE)
        elif ending.strength in ("trade", "vague"):
            before = words.at(core - 1) if core else None
            placed = before is not None and before.end == core and is_place(before.text)
            yield Clue(before.start if before and placed else core, stop, "org.coined_form", _ALONE)


def _core(words: Words, end: int, fronts: dict[int, Hit]) -> int | None:
    """Where the coinage begins that ends at ``end``; None where none does."""
    for length in _LENGTHS:
        if end - length in fronts and is_coined(words.inside(end - length, end)):
            return end - length
    token = words.at(end - 1) if end else None
    if token is None or token.end != end:
        return None
    start = words.at(token.start - 1).start if len(token.text) == 1 and token.start else token.start
    return start if is_coined(words.inside(start, end)) else None


def _behind_endings(words: Words, position: int) -> int:
    """Where the endings of a name end of which the first ends here: 科技|公司, 基金|管理|公司, 文化|传媒.

    What is a verb too ends a name only before 公司 or 集团: 朗屿科技投资了澜图.
    """
    stop = position
    for _ in range(_MOST_ENDINGS):
        if position >= len(words.text) or (token := words.at(position)).start != position:
            break
        company, suffix = token.text in _COMPANY, suffixes().get(token.text)
        if not (company or token.text in generic_words("qualifier") or (suffix and suffix.strength == "trade")):
            break
        position = token.end
        verbal = part_of_speech(token.text) in VERB_TAGS | {"vn"}
        if company or (suffix and suffix.strength == "trade" and not verbal):
            stop = position
        if company:
            break
    return stop
