"""Readings in brackets behind a character, as in ``來(lái)``: which brackets hold one."""

from __future__ import annotations

import unicodedata
from functools import cache

from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["is_reading"]

_MARKED = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
# v for ü, the Latin alpha and script g of phonetic type, and a breve where a caron belongs.
_LOOK_ALIKE = str.maketrans("vɑɡăĕĭŏŭ", "üagǎěǐǒǔ")
# Bopomofo with its tone marks (Unicode block 3100-312F), the reading notes of Taiwan.
_BOPOMOFO = lazy(r"˙?[\u3105-\u312f]{1,3}[ˊˇˋ˙]?")
_CODE = lazy(
    "[A-Za-z][0-9]|[A-Z][A-Za-z][0-9]|[A-Z]{2,40}[0-9]"
)  # 奥迪(A4), 氦(He3), 穆迪评级(Ba1): no tone of a syllable


def _tone_forms(syllable: str) -> list[str]:
    """Write a syllable in its four tones: the mark stands on a or e, on the o of ou, else on the last vowel."""
    vowels = [i for i, c in enumerate(syllable) if c in _MARKED]
    place = next((i for i in vowels if syllable[i] in "ae"), None)
    if place is None:
        place = syllable.index("ou") if "ou" in syllable else vowels[-1]
    return [syllable[:place] + mark + syllable[place + 1 :] for mark in _MARKED[syllable[place]]]


@cache
def _plain() -> frozenset[str]:
    return frozenset(s for _, syllables in table("pinyin_syllables", 2) for s in syllables.split())


@cache
def _toned() -> frozenset[str]:
    marked = {form for syllable in _plain() for form in _tone_forms(syllable)}
    # 嗯 and 呣 have no vowel; a tone may also be told by a digit.
    return frozenset(marked | set("ńňǹḿ") | {s + tone for s in _plain() for tone in "12345"})


@cache
def _readings_of() -> frozenset[tuple[str, str]]:
    return frozenset((c, syllable) for syllable, chars in table("pinyin_of", 2) for c in chars.split())


_LONGEST_SYLLABLE = 7  # zhuang and a tone


def _syllables(note: str) -> list[str]:
    """Cut a note into syllables, the longest first; an empty list where it is not made of syllables."""
    found, place = [], 0
    while place < len(note):
        if note[place] in " '’-":
            place += 1
            continue
        lengths = range(min(_LONGEST_SYLLABLE, len(note) - place), 0, -1)
        syllable = next((note[place : place + n] for n in lengths if note[place : place + n] in _any_tone()), None)
        if syllable is None:
            return []
        found.append(syllable)
        place += len(syllable)
    return found


@cache
def _any_tone() -> frozenset[str]:
    return _toned() | _plain()


def is_reading(note: str, before: str) -> bool:
    """Tell whether the note in brackets is a reading of the characters before it.

    Parameters
    ----------
    note : str
        What the brackets hold.
    before : str
        The Han characters that stand directly before the bracket, at least one; or a digit.

    Returns
    -------
    bool
        True for a syllable of the closed table with a tone (``lái``, ``lai2``, ``ㄌㄞˊ``), for a toneless syllable
        behind a character of the neutral tone (``個(ge)``), and for as many syllables as there are characters to
        read, at least one of them with a tone mark (``zhì pǔ``).
    """
    if before[-1].isdecimal():
        return (before[-1], note.strip().lower()) in _readings_of()
    if _CODE.fullmatch(note.strip()):
        return False
    note = unicodedata.normalize("NFC", unicodedata.normalize("NFC", note.strip().lower()).translate(_LOOK_ALIKE))
    if note in _toned() or (before[-1], note) in _readings_of() or _BOPOMOFO.fullmatch(note):
        return True
    if before[-1] in "儿兒" and len(before) > 1 and note.endswith("r") and note[:-1] in _toned():
        return True
    parts = note.split()
    if len(parts) > 1 and all(_BOPOMOFO.fullmatch(part) for part in parts):
        return len(parts) <= len(before)
    if len(note) < 3 or (note.isascii() and not any(c.isdigit() for c in note)):
        return False
    syllables = _syllables(note)
    # Only a last syllable may be without a tone, or words of other languages would pass (Panamá, résumé).
    toned = len(syllables) > 1 and all(s in _toned() for s in syllables[:-1])
    return toned and len(syllables) <= len(before)
