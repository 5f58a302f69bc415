"""Clues from Latin letters: names that end in a legal form or a line of business, and names before their Latin form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.characters import HAN
from extractor.extractors.org_clues import CERTAIN, LONGEST_TOLD, Clue
from extractor.extractors.org_declared import LATIN_JOINT
from extractor.extractors.org_shape import is_description
from extractor.extractors.org_vocabulary import countries, longest_suffix
from extractor.extractors.org_words import Words
from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["gloss_clues", "latin_clues"]

# One Latin word: a person's name in Latin letters has two.
_GLOSSED = lazy(
    rf"(?<={HAN}) ?\((?=[A-Z])(?:[A-Za-z\u00c0-\u024f]{{4,20}}|"
    r"[A-Za-z\u00c0-\u024f&.' \-]{4,60}?(?:Inc|Ltd|Corp|Group|AG|Co|S\.A|"
    r"Holdings|Technologies|Ratings|Securities|Capital|Bank|LLP)\.?)[),]"
)

# Of several words, behind the word for a company or an institution: 某某公司(Palm Oil Analytics).
_GLOSSED_BODY = lazy(
    rf"\((?:[A-Z][A-Za-z\u00c0-\u024f]{{1,20}} (?:{LATIN_JOINT}){{0,2}}){{1,6}}[A-Z][A-Za-z\u00c0-\u024f]{{1,20}}[),]"
)

_ABROAD = lazy(rf"(?<={HAN})[A-Z][A-Za-z]{{2,20}}(?![A-Za-z0-9]|[ \-.][A-Za-z0-9])")
_OF_COUNTRY = 0.6


@cache
def _latin_form() -> re.Pattern[str]:
    endings = "|".join(sorted((re.escape(row[0]) for row in table("org_latin_endings", 1)), key=len, reverse=True))
    word = r"[A-Z][A-Za-z\u00c0-\u024f0-9'&\-]{0,40}"
    joint = r"(?: |, ?| & | of | de | do | del )"
    return lazy(
        rf"(?<![A-Za-z0-9&])(?=[A-Z]){word}(?:{joint}(?!(?:{endings})(?![A-Za-z])){word}){{0,5}}"
        rf"(?:,? (?:{endings})(?![A-Za-z])){{1,3}}"
    )


def latin_clues(text: str) -> Iterator[Clue]:
    """Tell names such as Acme Holdings Ltd."""
    for m in _latin_form().finditer(text):
        yield Clue(m.start(), m.end(), "org.latin_form", CERTAIN)


def gloss_clues(words: Words) -> Iterator[Clue]:
    """Tell the name before its Latin form in brackets; all the more where a country stands before it."""
    for m in _GLOSSED.finditer(words.text):
        if words.text[m.start() + 1 : m.end() - 1].strip(" (").isupper():
            continue
        end = m.start()
        run = words.left_edge(end, verbs=True)
        start = words.trim(run, end)
        described = words.text[run:start] in countries()
        if start < end and words.at(start).text in countries():
            start, described = words.at(start).end, True
        if 2 <= end - start <= LONGEST_TOLD:
            legal = _latin_form().match(words.text, m.start() + 1) is not None
            yield Clue(start, end, "org.latin_gloss", 1.0 if legal or described else 0.6)
    for m in _ABROAD.finditer(words.text):
        if words.at(m.start() - 1).text in countries() and not m.group().isupper():
            yield Clue(*m.span(), "org.latin_gloss", _OF_COUNTRY)  # 日本DyDo
    for m in _GLOSSED_BODY.finditer(words.text):
        end = m.start() - (words.text[m.start() - 1 : m.start()] == " ")
        suffix = longest_suffix(words.text[max(0, end - LONGEST_TOLD) : end])
        start = words.trim(words.left_edge(end), end, whole=True)
        if suffix is None or suffix.strength != "body" or end - start > LONGEST_TOLD:
            continue
        core = words.inside(start, end - len(suffix.word))
        if core and not (is_description(core) or countries().issuperset(core)):
            yield Clue(start, end, "org.latin_gloss", CERTAIN)
