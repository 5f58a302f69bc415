"""Short forms of legal names that are common words, where they act as companies: 自如 of 上海自如企业管理有限公司."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.extractors.org_clues import MOSTLY
from extractor.extractors.org_context import acts_behind
from extractor.extractors.org_shape import descriptive_words
from extractor.extractors.org_short import bare_core, is_legal, short_forms
from extractor.extractors.org_vocabulary import (
    business_nouns,
    generic_words,
    is_person,
    is_place,
    part_of_speech,
    stops,
    suffixes,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.segment import words as cut

__all__ = ["common_forms"]

_LEGAL = 6  # characters of the shortest legal names
_SHORTEST, _LONGEST, _MOST_WORDS = 2, 5, 2
_NEVER = frozenset("t d m p c f u y".split())  # tags of words that open clauses by themselves: 未来, 原来


def common_forms(words: Words, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Find where the article calls a company that it names in full by a common word.

    Such a word is a name only where it opens a clause and nothing but companies do or have what follows it
    (自如宣布裁员, 自如创始人); everywhere else it is a word.

    Parameters
    ----------
    words : Words
    names : iterable of str
        Sure names.

    Yields
    ------
    tuple of (int, int, str)
        Start and end, and the name in full.
    """
    forms = {form: name for name in names if len(name) >= _LEGAL and is_legal(name) and (form := _common_form(name))}
    for start, end in Finder(forms).spans(words.text) if forms else ():
        opens = not words.text[start - 1 : start].isalnum()
        if opens and words.are_whole(start, end) and acts_behind(words, end) >= MOSTLY:
            yield start, end, forms[words.text[start:end]]


def _common_form(name: str) -> str:
    """Return the core of a legal name where it is made of words that are no names, and empty where it is not."""
    form = bare_core(name)
    parts = cut(form)
    if not _SHORTEST <= len(form) <= _LONGEST or len(parts) > _MOST_WORDS or form in short_forms(name):
        return ""
    general = any(p in suffixes() or p in business_nouns() or p in descriptive_words() or is_place(p) for p in parts)
    if general or is_person(form) or form in stops("function", "verb", "trade") | generic_words("status"):
        return ""
    return form if part_of_speech(parts[0]) not in _NEVER else ""
