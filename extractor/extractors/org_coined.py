"""Clues from coined names: an invented word, the line of business behind it, and what it belongs to before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from extractor.characters import HAN
from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_shape import descriptive_words, is_coined
from extractor.extractors.org_vocabulary import (
    COMPANY,
    CONJUNCTIONS,
    VERB_TAGS,
    business_nouns,
    common_characters,
    countries,
    generic_affixes,
    generic_words,
    is_place,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.extractors.org_words import PREMISES, Words
from extractor.finder import Finder
from extractor.gazetteer import Hit
from extractor.patterns import lazy
from extractor.segment import is_word

__all__ = ["coined_clues", "local_clues"]

_VERBAL = VERB_TAGS | {"vn"}
_PROPER = frozenset(("nr", "nrt", "nrfg", "nz", "nt"))
_LENGTHS = (2, 3)  # characters of a coinage
_MOST_ENDINGS = 4
_SHARES = lazy(r"股份的?\d")  # 某某股份300万股: what is held of it
_LONGEST_PLACE = 4
_ITEM_ENDS = ("、", "等")
_KINDS_OF_COINED = frozenset(("company", "bank", "fund", "institute"))
# A trade makes a company (某某朗屿科技), a vague ending or a common noun as often a product (某某朗屿系统).
_BEHIND_COMMON_WORD = 0.8
_PRODUCTS_TOO = {"vague": 0.3, "noun": 0.5}  # behind a known name
_ALONE = {"trade": 0.15, "vague": 0.15, "noun": 0.05}
_COMPANY_ALONE = 0.6
_REPEATED, _OFTEN = 0.6, 2  # of what opens clauses so often
_STANDS_ALONE = 0.05  # of a name that no noun stands beside, as one before a name of a product (朗屿光学镜头) does


@cache
def _local() -> Finder:
    """Build the finder of the words behind a place that name its own company."""
    return Finder(generic_words("local"))


@cache
def _endings() -> Finder:
    """Build the finder of the words that end coined names, but for legal forms, before which anything is a name."""
    endings = {
        s.word
        for s in suffixes().values()
        if s.word[0].isalnum() and (s.strength in _ALONE or (s.strength != "legal" and s.kind in _KINDS_OF_COINED))
    }
    return Finder(endings | business_nouns())


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
    acts = triggers("left").keys() | triggers("right").keys()
    stop = 0
    headed: dict[str, list[Clue]] = defaultdict(list)
    for begin, end in _endings().spans(words.text):
        heads = not (words.text[begin - 3 : begin - 2].isalnum() and words.text[begin - 4 : begin - 3].isalnum())
        if heads and (start := _subject_start(words, begin, end)) < begin:
            headed[words.text[start:end]].append(Clue(start, end, "org.coined_form", _REPEATED))
        ending = words.text[begin:end]
        strength = "noun" if ending in business_nouns() else suffixes()[ending].strength
        core = None if begin < stop or begin in fronts else _core(words, begin, fronts, proper=strength == "trade")
        if core is None or words.text[core : core + 2] in acts:
            continue  # 某某创投领投霁云
        if not (last := _behind_endings(words, end)):
            continue
        stop = last
        if _SHARES.match(words.text, begin):
            continue
        company = words.text[stop - 2 : stop] in COMPANY and stop > end
        if front := fronts.get(core):
            yield Clue(front.start, stop, "org.coined_form", _owned(front, strength, company=company))
        elif weight := _alone(words.text[core:begin], ending, strength, company=company) or _listed(words, core, stop):
            start = _behind_place(words, core)
            weight += _STANDS_ALONE if ending != "股份" and words.is_part(start, stop) else 0.0
            yield Clue(start, stop, "org.coined_form", weight)
    for clues in headed.values():
        yield from clues if len(clues) >= _OFTEN else ()


def _subject_start(words: Words, begin: int, end: int) -> int:
    """Where a name without a noun beside it begins that opens a clause and that a verb follows; ``begin`` if none does.

    Its core is a word that is a name elsewhere (嘉禾食品未按规定披露), and neither a place nor a verb.
    """
    text = words.text
    start = next((begin - n for n in _LENGTHS if begin >= n and not text[begin - n - 1 : begin - n].isalnum()), begin)
    if start == begin or end >= len(text) or not words.are_whole(start, end):
        return begin
    core, following = words.inside(start, begin), words.at(end).text
    acts = following in stops("function", "verb", "between") or part_of_speech(following) in VERB_TAGS
    return start if acts and _is_proper(core) and not is_place(core[0]) else begin


def local_clues(words: Words) -> Iterator[Clue]:
    """Tell what a place's own companies are called: 盐城城投, but not 江苏城投, which are many."""
    text = words.text
    for begin, end in _local().spans(text):
        start = _place_before(words, begin)
        many = text[begin:end] in generic_words("city") and text[start:begin] in generic_words("province")
        if start == begin or many or not words.are_free(start, end) or text.startswith(generic_affixes("many"), end):
            continue
        wider = _place_before(words, start)
        if text[wider:start] not in generic_words("province"):
            start = wider
        yield Clue(start, end + 2 * (text[end : end + 2] in COMPANY), "org.coined_form", CERTAIN)


def _place_before(words: Words, end: int) -> int:
    """Where the place begins that ends before the own company of it, however they are cut (岳|阳城|投)."""
    for start in range(max(0, end - _LONGEST_PLACE), end - 1):
        if words.at(start).start == start and _is_of_place(words.text[start:end]):
            return start
    return end


def _is_of_place(word: str) -> bool:
    """Whether a word is a place that has companies of its own."""
    return is_place(word) and word not in countries() and word not in generic_words("region")


def _owned(front: Hit, strength: str, *, company: bool) -> float:
    """Weigh a coinage and its endings behind a known name."""
    if strength in _PRODUCTS_TOO and not company:
        return _PRODUCTS_TOO[strength]
    return CERTAIN if front.sure else _BEHIND_COMMON_WORD


def _alone(coinage: str, ending: str, strength: str, *, company: bool) -> float:
    """Weigh a coinage and its endings; new words of common characters describe a company too (具身智能公司)."""
    if company:
        described = strength not in ("trade", "vague") or common_characters().issuperset(coinage)
        return 0.0 if described else _COMPANY_ALONE
    return 0.0 if part_of_speech(ending) in _VERBAL and strength != "noun" else _ALONE.get(strength, 0.0)


def _listed(words: Words, start: int, end: int) -> float:
    """Weigh a coinage and a verb that stand in a list, where the verb is a line of business: 、汀岚建设、."""
    marked = words.text[start - 1 : start] == "、" or words.text.startswith(_ITEM_ENDS, end)
    return _ALONE["vague"] if marked else 0.0


def _behind_place(words: Words, core: int) -> int:
    """Where the place begins that stands before a coinage, or the coinage where none does."""
    before = words.at(core - 1) if core else None
    if before is None or before.end != core or before.text in stops("verb") or before.text in countries():
        return core
    return before.start if is_place(before.text) else core


def _core(words: Words, end: int, fronts: dict[int, Hit], *, proper: bool) -> int | None:
    """Where the coinage, or with ``proper`` a word that is a name elsewhere, begins that ends at ``end``."""
    for length in _LENGTHS:
        if end - length in fronts and words.text[end - length] not in CONJUNCTIONS:
            parts = words.inside(end - length, end)
            if is_coined(parts) or _is_proper(parts):
                return end - length
    token = words.at(end - 1) if end else None
    if token is None:
        return None
    if len(token.text) > 1 and is_word(token.text):
        return token.start if proper and token.end == end and _is_proper((token.text,)) else None  # 康晋|电气
    single = end - token.start == 1 and token.start > 0  # 鸿|景智行 too, where the segmenter joins it to what follows
    start = words.at(token.start - 1).start if single else token.start
    start = words.behind_glue(start)
    start += end - start == _LENGTHS[-1] and words.text[start] in generic_words("said")  # 占|启岳股份
    shares = words.text.startswith("股份", start - 1)  # 股|份下|物业
    return start if is_coined(words.inside(start, end)) and not shares else None


def _is_proper(parts: tuple[str, ...]) -> bool:
    """Whether a word is a name elsewhere, as 嘉禾 in 华润嘉禾信托; behind a known name it may be a part of one."""
    word = parts[0]
    common = word in suffixes() or word in descriptive_words() or word in triggers("right")
    return len(parts) == 1 and part_of_speech(word) in _PROPER and not common


def _behind_endings(words: Words, position: int) -> int:
    """Where the endings of a name end of which the first ends here: 科技|公司, 基金|管理|公司, 文化|传媒.

    What is a verb too ends a name only before 公司 or 集团: 朗屿科技投资了澜图. Zero where a legal form goes on, which
    tells the name itself, or the name of a place (电子城).
    """
    stop = position
    for _ in range(_MOST_ENDINGS):
        if position >= len(words.text):
            break
        end = words.at(position).end
        word = words.text[position:end]
        company, trade = word in COMPANY, word in suffixes() and suffixes()[word].strength == "trade"
        if not (company or trade or word in generic_words("qualifier")):
            break
        if company and words.text.startswith(generic_affixes("corporate"), position):
            break
        if words.text[position : end + len("公司")] in generic_words("head"):
            break  # 孙|公司
        position = end
        if company or (trade and part_of_speech(word) not in _VERBAL):
            stop = position
    joined = words.text[stop : words.at(stop - 1).end]
    runs_on = (
        joined and joined != "公司" and (is_word(words.at(stop - 1).text) or joined not in stops("function", "verb"))
    )
    return 0 if runs_on or words.text.startswith(PREMISES, stop) or _legal_form().match(words.text, position) else stop


@cache
def _legal_form() -> re.Pattern[str]:
    forms = "|".join(re.escape(s.word) for s in suffixes().values() if s.strength == "legal")
    return lazy(rf"{HAN}{{0,4}}?(?:\({HAN}{{2,8}}\))?(?:{forms})")
