"""The article as a whole: lists, and every occurrence of a sure name and of its short forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import cache
from itertools import pairwise

from extractor.characters import HAN
from extractor.extractors.org_clues import Clue
from extractor.extractors.org_known import is_behind_byline
from extractor.extractors.org_shape import is_coined, is_invented, shape
from extractor.extractors.org_short import short_forms
from extractor.extractors.org_vocabulary import (
    LONGEST_PERSON,
    NAME_TAGS,
    PERSON_TITLE,
    ROLE,
    VERB_TAGS,
    countries,
    generic_words,
    has_double_surname,
    is_frequent_surname,
    is_person,
    is_place,
    is_surname,
    part_of_speech,
    partnerships,
    triggers,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.patterns import any_of, lazy
from extractor.segment import is_word

__all__ = ["Lists", "occurrences"]

_BETWEEN_MARKS, _AROUND_ITEMS = 40, "、,。;:!?\n"
_ITEM = rf"[^{_AROUND_ITEMS}]{{1,{_BETWEEN_MARKS}}}"
_LIST = lazy(f"{_ITEM}(?:、{_ITEM})+")
_MARK = lazy("、")
_LAST_TWO = lazy(r"以及|和|及|与")
_IN_BRACKETS = lazy(r"\([^()]{0,20}\)")
_BRACKETS = lazy(rf"{_IN_BRACKETS.pattern}\Z")

# With so many sure names, and so large a share of them, a list is one of organisations whatever the rest looks like.
_MANY, _MOST = 3, 0.6
_PAIRED, _BETWEEN = 0.6, 0.8
_BESIDE = 0.5  # the share of sure names beside which a coinage is one, be it of a person's form
_SURE, _GOVERNING = 0.8, 0.6  # the weight of words that govern a list alone, and with a verb
_LONGEST_GOVERNOR = 12
# Behind a list, what only investors do.
_BACKED = lazy("等?(?:联合|共同|分别)?(?:领投|跟投|参投|(?:投资|出资)(?!者|人|方|机构))|的(?:联合|共同)?(?:投资|注资)")
_SHORT_NAME = 4
_ACRONYM = lazy("[A-Z]{2,5}")
_NO_BEGINNING = frozenset(("公司", "集团", "企业", "机构", "其他", "其它", "部分", "多家"))  # of an item that is a name
_LONGEST_FIRST = 32  # characters of the first item of a list and of the words that govern it
_LONGEST_ITEM = 8
_TITLE = 2  # characters of a person's title
_COUNTRY_LENGTHS = (2, 3, 4)

_KNOWN = "org.gazetteer"
_NAMING_TAGS = NAME_TAGS | {"nr", "nrt", "nrfg", "ns", "x"}  # of words that name something

Spans = dict[tuple[int, int], str]


@cache
def _summed_up() -> re.Pattern[str]:
    """Build the pattern of the words behind a list that say what its items are: 等多家知名投资机构."""
    return lazy(rf"等{HAN}{{0,8}}?(?:{any_of(generic_words('sum'))})")


@cache
def _governed() -> re.Pattern[str]:
    """Build the pattern of the words before a list that say what its items are: 投资方包括, 领投方为; 客户有."""

    def either(least: float) -> str:
        words = (word for word, weight in triggers("left").items() if weight >= least)
        return any_of(words)

    verb = "包括|包含|涵盖|有|如"
    return lazy(f"(?:(?P<sure>{either(_SURE)})(?:{verb}|分别[为是]|[为是])?|(?:{either(_GOVERNING)})(?:{verb})):?")


def _lists(text: str) -> Iterator[re.Match[str]]:
    """Find the lists of a text by their first mark, as ``_LIST.finditer`` would from character to character."""
    end, mark = 0, text.find("、")
    while mark >= 0:
        floor = max(end, mark - _BETWEEN_MARKS)
        start = max(floor, *(text.rfind(other, floor, mark) + 1 for other in _AROUND_ITEMS))
        if m := _LIST.match(text, start):
            yield m
            end = m.end()
        mark = text.find("、", max(end, mark + 1))


class Lists:
    """Lists of names: what stands beside organisations and looks like one is one.

    Parameters
    ----------
    words : Words
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self._sure: Spans = {}

    def clues(self, sure: Spans, candidates: Spans) -> Iterator[Clue]:
        """Yield a clue for each item of a list in which there are sure names.

        Parameters
        ----------
        sure : dict of span to rule
        candidates : dict of span to rule
            Spans that some clue points at; they tell where the first and the last item end.

        Yields
        ------
        Clue
            Its weight grows with the share of sure names in the list.
        """
        self._sure = sure
        starts = dict(sorted(candidates))
        ends = {end: start for start, end in sure}
        begins = dict(sorted(sure))
        places = sorted(ends)
        known_ends = sorted(end for (_, end), rule in candidates.items() if rule == _KNOWN)
        text = self.words.text
        for m in _lists(text):
            i = bisect_right(places, m.start())
            first, last = text.find("、", *m.span()), text.rfind("、", *m.span())
            summed_up = _summed_up().search(text, last, m.end())
            named = i < len(places) and places[i] <= m.end()  # a sure name ends in it
            told = named or summed_up or _BACKED.search(text, last, m.end())
            if not (told or _governed().search(text, max(m.start(), first - _LONGEST_FIRST), first)):
                i = bisect_right(known_ends, m.start())
                if i + 1 >= len(known_ends) or known_ends[i + 1] > m.end():
                    continue
            items = list(self._items(m.start(), m.end(), ends, starts))
            known = [item for item in items if item in sure]
            surely = self._told(items, summed_up.start() if summed_up else -1) if items else 0.0
            # A known name that is a common word too (小米, 金山) speaks half as loud, and alone only among its like.
            words_too = sum(item not in sure and candidates.get(item) == _KNOWN for item in items)
            if not (known or surely or words_too == len(items)) or len(items) < 2:
                continue
            if not (known or words_too) and all(self._is_kind(*item) for item in items):
                continue  # 纺织、服装等企业
            share = (len(known) + words_too / 2) / len(items)
            weight = 1.2 if len(known) >= _MANY and share >= _MOST else min(0.9, 0.55 + 0.7 * max(share, surely > 0))
            beside = share >= _BESIDE
            whole = surely >= 1 and self._are_names(
                items, {i for i in items if i in sure or candidates.get(i) == _KNOWN}
            )
            for start, end in items:
                known_word = candidates.get((start, end)) == _KNOWN
                if (start, end) not in sure and (known_word or self._fits(start, end, begins.get(start, end))):
                    name = text[start:end]
                    coined = is_invented(name) or (len(known) == len(items) - 1 and _ACRONYM.fullmatch(name))
                    odd = beside and coined and shape(self.words.inside(start, end), name) <= 0
                    certain = whole or odd
                    yield Clue(start, end, "org.list", 1.2 if certain and self._is_short(start, end) else weight)

    def _told(self, items: list[tuple[int, int]], summed_up: int) -> float:
        """Tell how surely words around a list say that its items are organisations.

        One where nothing else stands (投资方包括…, …等机构, …跟投), less where products or persons may (客户包括…).
        """
        text, (first, last) = self.words.text, (items[0][0], items[-1][1])
        if last == summed_up or _BACKED.match(text, last):
            return 1.0
        governor = _governed().search(text, max(0, first - _LONGEST_GOVERNOR), first)
        if governor is None or governor.end() != first:
            return 0.0
        return 1.0 if governor["sure"] else _GOVERNING

    def _is_kind(self, start: int, end: int) -> bool:
        """Whether an item is made of common words, as lines of business are: 纺织, 新能源汽车."""
        return all(is_word(p) and part_of_speech(p) not in _NAMING_TAGS for p in self.words.inside(start, end))

    def _are_names(self, items: list[tuple[int, int]], known: Set[tuple[int, int]]) -> bool:
        """Whether most items of a list are known or look like names."""
        inside, text = self.words.inside, self.words.text
        like = sum(
            span in known or shape(inside(*span), text[slice(*span)]) > 0 or self._is_short(*span) for span in items
        )
        return like >= _MOST * len(items)

    def _is_short(self, start: int, end: int) -> bool:
        """Whether an item is a single word, coined or a noun that no list of kinds has, as short names are.

        So are two characters of which the first is no surname that many persons have (华控).
        """
        name, parts = self.words.text[start:end], self.words.inside(start, end)
        if len(name) > _SHORT_NAME or (is_person(name) and is_frequent_surname(name[0])):
            return False
        single = len(parts) == 1 and part_of_speech(name) not in VERB_TAGS and name not in generic_words("sum")
        odd = len(name) == LONGEST_PERSON and len(parts) == 2 and any(is_place(p) for p in parts)  # 普|瑞金
        return single or odd or is_coined(parts) or (len(name) == len(parts) == 2 and not is_word(name))

    def pairs(self, sure: Spans, candidates: Spans) -> Iterator[Clue]:
        """Yield a clue for each known name that is a common word too and that a conjunction joins to a sure name.

        So is one that stands between two sure names with nothing between them, as in headlines (蔚来理想小鹏).

        Parameters
        ----------
        sure : dict of span to rule
        candidates : dict of span to rule

        Yields
        ------
        Clue
        """
        starts, ends = dict(sorted(candidates)), {end: start for start, end in sorted(candidates, reverse=True)}
        sure_starts, sure_ends = {start for start, _ in sure}, {end for _, end in sure}
        for span, rule in candidates.items():
            if rule == _KNOWN and span not in sure and span[0] in sure_ends and span[1] in sure_starts:
                yield Clue(*span, "org.list", _BETWEEN)
        for m in _LAST_TWO.finditer(self.words.text):
            before, behind = (ends.get(m.start(), -1), m.start()), (m.end(), starts.get(m.end(), -1))
            for span, other in ((before, behind), (behind, before)):
                if other in sure and span not in sure and candidates.get(span) == _KNOWN:
                    yield Clue(*span, "org.list", _PAIRED)

    def _fits(self, start: int, end: int, known_end: int) -> bool:
        """Whether an item, with a sure name up to ``known_end`` at its front, looks like a name."""
        name, parts = self.words.text[start:end], self.words.inside(start, end)
        if not 2 <= len(name) <= 16 or not name[0].isalnum() or not any(map(str.isalpha, name)):
            return False
        rest = self.words.inside(known_end, end) if known_end < end else ()
        if rest and (all(is_place(p) for p in rest) or "".join(rest).isascii()):
            return False  # 证监会上海、深圳监管局; 清华大学MBA
        before = self.words.at(start - 1).text if start else ""
        introduced = before in generic_words("person") and before not in triggers("left")  # 副部长某某
        if introduced or PERSON_TITLE.search(self.words.text, start, end + _TITLE) or ROLE.search(name):
            return False
        described = all(is_place(p) or p in generic_words("head") for p in parts) or name[:2] in _NO_BEGINNING
        if described or "的" in parts or name in generic_words("whole"):
            return False
        return not is_person(name) or (is_invented(name) and not has_double_surname(name))

    def _items(self, start: int, end: int, ends: dict[int, int], starts: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Cut a list at its separators; of the first item only the end, of the last only the beginning is certain."""
        marks = [m.start() for m in _MARK.finditer(self.words.text, start, end)]
        stop = self._without_brackets(start, marks[0])
        first = ends.get(stop) or self.words.trim(self.words.left_edge(stop, verbs=True), stop)
        first += self.words.text[first] == "有" and stop - first > _TITLE  # 参展的有某某、某某
        if max(first, start) < stop:
            yield max(first, start), stop
        for mark, following in pairwise(marks):
            stop = self._without_brackets(mark + 1, following)
            start = self._behind_description(mark + 1, stop)
            if stop - start > _LONGEST_ITEM:  # the names end in it, and a list of figures begins
                stop = min(stop, starts.get(start) or self.words.right_edge(start))
            stop = self.words.business_end(start, stop)
            if starts.get(start, stop) < stop and (ended := self.words.right_edge(start)) < stop:
                stop = ended  # 乙 of 甲、乙分列二、三位
            if start < stop:
                yield start, stop
        yield from self._last(marks[-1] + 1, end, starts)

    def _behind_description(self, start: int, stop: int) -> int:
        """Step over what describes an item, and over no character that may be the first of its name (自澜坊)."""
        start += self.words.text[start : start + 1] == " " and start < stop
        begin = self.words.trim(start, stop)
        described = begin == stop or any(len(word) > 1 for word in self.words.inside(start, begin))
        if (begin, stop) not in self._sure:  # 某国|空客, which the segmenter may join
            rest = next((begin + n for n in _COUNTRY_LENGTHS if self.words.text[begin : begin + n] in countries()), 0)
            if (rest, stop) in self._sure:
                return rest
        return begin if described else start

    def _without_brackets(self, start: int, stop: int) -> int:
        m = _BRACKETS.search(self.words.text, start, stop)
        end = m.start() if m else stop
        return end - (end > start and self.words.text[end - 1] == " ")

    def _last(self, begin: int, stop: int, starts: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Yield the last item, or the last two where they are joined by a conjunction."""
        text = self.words.text
        begin += text[begin : begin + 1] == " "
        end = starts.get(begin) or self.words.right_edge(begin)
        end = min(end, stop)
        begin = self._behind_description(begin, end)
        if begin < end:
            yield begin, end
        bracket = _IN_BRACKETS.match(text, end, stop)
        if m := _LAST_TWO.match(text, bracket.end() if bracket else end, stop):
            begin = m.end()
            end = min(starts.get(begin) or self.words.right_edge(begin), stop)
            begin = self._behind_description(begin, end)
            if begin < end:
                yield begin, end


def occurrences(
    words: Words, names: dict[str, str], sure: Spans, refused: frozenset[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Find every occurrence of sure names and of their short forms.

    Parameters
    ----------
    words : Words
    names : dict of str to str
        Sure names and the rule that made them so.
    sure : dict of span to rule
        Where they were found already.
    refused : frozenset of span
        Where a known name is none.

    Returns
    -------
    list of (start, end, rule)
        In order, the longest of those that overlap.
    """
    text = words.text
    forms = {short: "org.short_form" for name in names for short in short_forms(name)}
    forms |= names
    spans = dict(sure)
    for start, end in Finder(forms, once=True).spans(text):
        rule = forms[text[start:end]]
        if (start, end) in spans or (start, end) in refused:
            continue
        bond = text[max(0, start - 1) : start].isdigit() and _SERIES.match(text, end)
        if rule == "org.short_form" and (_is_persons(words, start, end) or bond or _PRODUCT.match(text, end)):
            continue
        if _stands_free(words, start, end):
            spans[start, end] = rule
    spans = _widened(words, spans)
    kept: list[tuple[int, int, str]] = []
    for (start, end), rule in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
        if kept and start < kept[-1][1]:
            if end - start <= kept[-1][1] - kept[-1][0]:
                continue
            kept.pop()
        kept.append((start, end, rule))
    return kept


# Behind a short form, what it is the name of instead: the third satellite, a bond.
_PRODUCT = lazy(r"[一二三四五六七八九十\d]{1,3}[号型]|转债|转\d")
_SERIES = lazy(r"(?:[A-Z]{1,4})?\d")  # of bonds: 21汇澜01, 22汇澜MTN001
_DISTRICT = lazy(rf"{HAN}{{1,5}}[省市区县州]")
_GLUED_LATIN = lazy(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{3,20}\Z")


def _widened(words: Words, spans: Spans) -> Spans:
    """Widen names by a partnership's legal form, a Latin form before them (LANTING岚汀), an office kept elsewhere."""
    text, widened = words.text, {}
    for (start, end), rule in spans.items():
        form = next((form for form in partnerships() if text.startswith(form, end)), "")
        latin = None if text[start].isascii() else _GLUED_LATIN.search(text, max(0, start - 24), start)
        begin = latin.start() if latin else start
        while is_place(words.at(start).text) and begin and _DISTRICT.fullmatch(words.at(begin - 1).text):
            begin = words.at(begin - 1).start  # 江苏省 before 苏州市中级人民法院
        widened[begin, _kept_office(words, end) or end + len(form)] = rule
    return widened


def _kept_office(words: Words, position: int) -> int:
    """Where the office of a house in a place ends that begins here: 上海代表处; 0 where none does."""
    place = words.at(position) if position < len(words.text) else None
    if place is None or place.start != position or not is_place(place.text):
        return 0
    office = words.at(place.end % len(words.text)).text
    return place.end + len(office) if office in generic_words("kept") else 0


def _is_persons(words: Words, start: int, end: int) -> bool:
    """Whether a short form names a person here: a surname (沈听澜 of 听澜科技), a role or a title stands beside it."""
    if start and is_surname(words.text[start - 1]):
        return True
    if not is_person(words.text[start:end]):
        return False
    role = start and words.at(start - 1).text in generic_words("person")
    return bool(role or PERSON_TITLE.match(words.text, end))


def _stands_free(words: Words, start: int, end: int) -> bool:
    text = words.text
    for a, b in ((start - 1, start), (end - 1, end)):
        if a >= 0 and b < len(text) and all(c.isascii() and c.isalnum() for c in (text[a], text[b])):
            return False
    return not words.splits_word(start, end) or is_behind_byline(text, start, end)
