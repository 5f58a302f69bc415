"""Offices of the state, an open class: a place or a body, a field of government, and the word for an office.

No list has them all (卫生健康局, 退役军人事务厅). What stands before 局 or 厅 names a field in words of the
language and begins with a place, a level of government or a body that is known. The offices of governments and
parties, and those who inspect for them, have names of one form each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from extractor.characters import HAN
from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_forms import PLACED
from extractor.extractors.org_vocabulary import (
    CONJUNCTIONS,
    countries,
    generic_affixes,
    generic_words,
    is_place,
    longest_suffix,
    part_of_speech,
    stops,
)
from extractor.extractors.org_words import Words
from extractor.gazetteer import Hit
from extractor.patterns import lazy

__all__ = ["office_clues"]

_DEPARTMENT = lazy("[局厅]")
_LONGEST_SUFFIX = 8
_BODIES = frozenset(("agency", "ministry", "regulator"))
_NO_OFFICE = 2  # characters of a word of the dictionary that ends in 局 or 厅 and names no office: 布局, 餐厅
_FIELD_TAGS = frozenset("n vn v an a ad j l b s nz nr ns d x".split())
_FIELD_WORD = lazy(f"{HAN}{{1,6}}")
_MOST_WORDS, _SHORTEST_FIELD = 4, 2
_PROVINCES = ("省", "自治区")
_GOVERNMENT_OFFICE = lazy("办公[室厅]|巡[视察]组|团[省市县区]委(?![员托])")
_GOVERNMENT = lazy(
    "(?:(?:自治[区州县]|[省市县区州镇乡])(?:党委|委|人民政府|政府)|中央)(?:第[一二三四五六七八九十]{1,3})?\\Z"
)
_LONGEST_GOVERNMENT = 11
_INSPECTORS = lazy("纪检监察组|纪检组")
_STATIONED = lazy(f"(?:派驻|驻)(?P<where>{HAN}{{2,20}}?)\\Z")
_SENDER = lazy("(?:中央|自治[区州县]|[省市县区州])?纪委(?:(?:国家|[省市县区州])?监委)?\\Z")
_LONGEST_WHERE, _LONGEST_SENDER = 22, 12


def office_clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell the offices of the state that have the form of one.

    Parameters
    ----------
    words : Words
    hits : list of Hit
        Of the gazetteer.

    Yields
    ------
    Clue
    """
    yield from chain(_departments(words, hits), _of_government(words), _stationed(words))


def _departments(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell a department of a place, a level of government or a body: 杭州市卫生健康局, 省科学技术厅, 公安部交管局."""
    bodies = {hit.end: hit for hit in hits if hit.sure and hit.entry.kind in _BODIES}
    known = {hit.end for hit in hits if hit.sure}
    for m in _DEPARTMENT.finditer(words.text):
        last = words.at(m.start())
        if last.end != m.end() or m.end() in known or len(last.text) == _NO_OFFICE:
            continue
        form = longest_suffix(words.text[max(0, m.start() - _LONGEST_SUFFIX) : m.end()])
        if form and words.text[m.end() - len(form.word) - 1] not in CONJUNCTIONS:
            continue  # its form tells it
        begin = last.start
        for _ in range(_MOST_WORDS):
            if begin in bodies or not begin or _begins_office(words, begin) < begin:
                break
            word = words.at(begin - 1).text
            joins = word in CONJUNCTIONS and begin - len(word) not in known  # 金管局与旅游局
            joins = joins and m.start() - begin >= _SHORTEST_FIELD and _is_of_field(words.at(begin - 2).text)
            if not joins and not _is_of_field(word):
                break
            begin -= len(word)
        if m.start() - begin < _SHORTEST_FIELD:
            continue
        if begin in bodies and m.group() == "局":
            yield Clue(bodies[begin].start, m.end(), "org.unit_form", CERTAIN)
            continue
        start = _begins_office(words, begin)
        if start == begin and m.group() == "局" and begin and words.at(begin - 1).text in countries():
            start = words.at(begin - 1).start  # 巴西咖啡局
        if start < begin and (m.group() == "局" or words.text.endswith(_PROVINCES, 0, begin)):
            yield Clue(start, m.end(), "org.body_form", PLACED)


def _is_of_field(word: str) -> bool:
    """Whether a word may name a field of government."""
    if not _FIELD_WORD.fullmatch(word) or is_place(word) or word in stops("function", "verb"):
        return False
    return part_of_speech(word) in _FIELD_TAGS


def _begins_office(words: Words, end: int) -> int:
    """Where the place or the level of government begins that ends at an offset; the offset itself where none does."""
    start = _places(words, end)
    if start == end and end and words.at(end - 1).text in generic_words("level"):
        start = _places(words, words.at(end - 1).start)
    return end if words.text.endswith(generic_affixes("each"), 0, start) else start


def _places(words: Words, end: int) -> int:
    """Where the run of places begins that ends at an offset."""
    start = end
    while start and is_place(word := words.at(start - 1).text) and word not in countries():
        start = words.at(start - 1).start
    return start


def _of_government(words: Words) -> Iterator[Clue]:
    """Tell the offices of governments and parties: 杭州市人民政府办公厅, 省委第三巡视组."""
    for m in _GOVERNMENT_OFFICE.finditer(words.text):
        of = _GOVERNMENT.search(words.text, max(0, m.start() - _LONGEST_GOVERNMENT), m.start())
        begin = of.start() if of else m.start() if m.group()[0] == "团" else None
        start = None if begin is None else _from_place(words, begin)
        if start is not None and words.at(m.end() - 1).end == m.end():
            yield Clue(start, m.end(), "org.body_form", PLACED)


def _from_place(words: Words, start: int) -> int | None:
    """Where a name begins with its place, of which the level of government may be a part; None inside a word."""
    begin = words.at(start).start
    if begin < start and not is_place(words.text[begin : start + 1]):
        return None
    begin = _places(words, begin)
    return None if words.text.endswith(generic_affixes("each"), 0, begin) else begin


def _stationed(words: Words) -> Iterator[Clue]:
    """Tell those who watch over a body for the discipline organs: 驻交通运输部纪检监察组."""
    for m in _INSPECTORS.finditer(words.text):
        at = _STATIONED.search(words.text, max(0, m.start() - _LONGEST_WHERE), m.start())
        if at is None or any(word in stops("function") for word in words.inside(at.start("where"), m.start())):
            continue
        start = at.start()
        if sender := _SENDER.search(words.text, max(0, start - _LONGEST_SENDER), start):
            begin = _from_place(words, sender.start())
            start = sender.start() if begin is None else begin
        yield Clue(start, m.end(), "org.body_form", CERTAIN)
