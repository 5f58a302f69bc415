"""The article as figures are read from it: sentences with their amounts, names and dates, cut into clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from extractor.document import Document
from extractor.facts import Date, Duration, Money, Organization, Percent
from extractor.figures.metrics import Hit, find_metrics
from extractor.figures.things import FUND_WORDS, find_things
from extractor.figures.words import endings_of, words_of
from extractor.patterns import lazy
from extractor.resolve import Candidate

__all__ = [
    "Amount", "Org", "Piece", "Scene", "Sentence", "When",
    "beginning", "covering", "first_from", "last_before", "lying",
]  # fmt: skip

_CLAUSE_MARK = lazy(",(?:(?<![0-9],)|(?![0-9]{3}))|:")  # no comma inside a number
_LONGEST_SENTENCE = 1000  # characters; what has no end is cut, so that looking around in a sentence stays cheap
_COUNTERPART = frozenset("对向自从与和同较比于占赴")  # before a place that deals with the one that is told of
_CLOCK = lazy("T[^/]*")
_ANY_YEAR = "XXXX-"  # in values of dates whose year nothing tells
_PARTING = ",、 "
# Behind where news is from: 7月18日电; no 电子, 讯息.
_DATELINE = lazy(
    r"(?:[0-9]{1,4}[年月日]){1,3}(?:\([^()]{1,20}\))?[电讯]|[电讯](?![子信商力机动报息]|[\u4e00-\u9fff]{0,2}业)"
)


class Piece(NamedTuple):
    """Words of the article that tell a part of a figure."""

    text: str
    start: int
    end: int


class Amount(NamedTuple):
    """An amount of money or a percentage; no number is told of ranges."""

    start: int
    end: int
    percent: bool
    number: Decimal | None = None


class Org(NamedTuple):
    """A mention of an organisation."""

    start: int
    end: int
    name: str
    kind: str | None

    @property
    def piece(self) -> Piece:
        """Its name, and where it stands."""
        return Piece(self.name, self.start, self.end)


class When(NamedTuple):
    """A date, or a length of time: its value as in the output."""

    start: int
    end: int
    value: str | None
    mod: str | None = None

    @property
    def known(self) -> str | None:
        """The value without time of day; None where more of it is unknown than the year."""
        value = self.value
        if value is None or "X" in value.replace(_ANY_YEAR, ""):
            return None
        return _CLOCK.sub("", value) if "T" in value else value


@dataclass(slots=True)
class Sentence:
    """A sentence.

    Parameters
    ----------
    index : int
        Its place among the sentences.
    start, end : int
        Code points of the normalised text.
    amounts : list of Amount
    orgs : list of Org
    dates, durations : list of When
        What begins in it, in order.
    clauses : list of int
        Where its clauses begin.
    hits : list of Hit
        The metrics in it; only where it has amounts.
    hit_ends : frozenset of int
        Where they and the names end, before which no word is taken off: 达 in 英伟达.
    places : list of Piece
        Names of places in it.
    """

    index: int
    start: int
    end: int
    amounts: list[Amount]
    orgs: list[Org]
    dates: list[When]
    durations: list[When]
    clauses: list[int] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    hit_ends: frozenset[int] = frozenset()
    places: list[Piece] = field(default_factory=list)

    def clause_at(self, offset: int) -> int:
        """Return where the clause of an offset begins."""
        at = bisect_right(self.clauses, offset)
        return self.clauses[at - 1 if at else 0]

    def clause_end(self, offset: int) -> int:
        """Return where the clause of an offset ends."""
        at = bisect_right(self.clauses, offset)
        return self.clauses[at] - 1 if at < len(self.clauses) else self.end

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """Return the metrics that lie in a stretch of the text."""
        return lying(self.hits, start, end)


_start, _end = itemgetter(0), itemgetter(1)
_Placed = TypeVar("_Placed", Amount, Org, When, Hit, Piece)


def beginning(found: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return the mentions that begin in a stretch of the text.

    Parameters
    ----------
    found : list
        In the order of the text, none over another.
    start, end : int
    """
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def lying(found: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return the mentions that lie wholly in a stretch of the text."""
    return found[bisect_left(found, start, key=_start) : bisect_right(found, end, key=_end)]


def last_before(found: list[_Placed], offset: int) -> _Placed | None:
    """Return the last mention that ends before an offset or there."""
    at = bisect_right(found, offset, key=_end)
    return found[at - 1] if at else None


def first_from(found: list[_Placed], offset: int) -> _Placed | None:
    """Return the first mention that begins at an offset or behind it."""
    at = bisect_left(found, offset, key=_start)
    return found[at] if at < len(found) else None


def covering(found: list[_Placed], offset: int) -> _Placed | None:
    """Return the mention in which a character stands."""
    at = bisect_right(found, offset, key=_start)
    return found[at - 1] if at and offset < found[at - 1][1] else None


def _overlapped(found: list[_Placed], start: int, end: int) -> bool:
    return covering(found, start) is not None or bool(beginning(found, start, end))


def _kind_of(name: str) -> str | None:
    """Return the kind of an authority that only its name tells."""
    if name.endswith("法院"):
        return "court"
    return "agency" if name.endswith(endings_of("authority_names")) else None


class Scene:
    """An article and what was found in it.

    Parameters
    ----------
    document : Document
    settled : iterable of (FactType, Mention)
        Its facts, in the order of the text.

    Attributes
    ----------
    text : str
        The normalised text, into which all offsets go.
    amounts : list of Amount
    orgs : list of Org
    dates, durations : list of When
    """

    def __init__(self, document: Document, settled: Iterable[Candidate]) -> None:
        self.document = document
        self.text = document.text
        self.amounts: list[Amount] = []
        self.orgs: list[Org] = []
        self.dates: list[When] = []
        self.durations: list[When] = []
        for fact_type, mention in settled:  # types of one's own are passed over, whatever their values are
            value, span = mention.value, (mention.start, mention.end)
            if fact_type in ("money", "percent"):
                number = value.value if isinstance(value, Money | Percent) else None
                self.amounts.append(Amount(*span, fact_type == "percent", number))
            elif fact_type == "org" and isinstance(value, Organization):
                self.orgs.append(Org(*span, value.name, value.kind or _kind_of(value.name)))
            elif fact_type == "date" and isinstance(value, Date):
                self.dates.append(When(*span, value.value, value.mod))
            elif fact_type == "duration" and isinstance(value, Duration):
                self.durations.append(When(*span, value.value))

    def orgs_in(self, start: int, end: int) -> list[Org]:
        """Return the organisations that begin in a stretch of the text."""
        return beginning(self.orgs, start, end)

    def piece(self, start: int, end: int) -> Piece:
        """Return a stretch of the text."""
        return Piece(self.text[start:end], start, end)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences; those with amounts are cut into clauses and searched for metrics."""
        found = []
        for index, (start, end) in enumerate(self._stretches()):
            sentence = Sentence(
                index,
                start,
                end,
                beginning(self.amounts, start, end),
                self.orgs_in(start, end),
                beginning(self.dates, start, end),
                beginning(self.durations, start, end),
            )
            if sentence.amounts or self._tells_of_funds:
                self._add_things(sentence)
            sentence.clauses = self._clauses(sentence) if sentence.amounts or sentence.orgs else [start]
            if sentence.amounts:
                sentence.hits = list(self._metrics(sentence))
                sentence.hit_ends = frozenset(
                    [*(hit.end for hit in sentence.hits), *(org.end for org in sentence.orgs)]
                )
            found.append(sentence)
        return found

    @cached_property
    def _tells_of_funds(self) -> bool:
        """Whether an article names funds, whose names no organisation has."""
        return any(word in self.text for word in FUND_WORDS)

    def _metrics(self, sentence: Sentence) -> Iterator[Hit]:
        """Find the metrics of a sentence outside of names and dates: 收入 in 今年收入, not 年收入."""
        named = self.orgs_in(sentence.start, sentence.end)
        for hit in find_metrics(self.text, sentence.start, sentence.end):
            date = covering(sentence.dates, hit.start)
            if date is not None:
                yield from find_metrics(self.text, date.end, hit.end)
            elif covering(named, hit.start) is None:
                yield hit

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Yield where sentences begin and end, those that go on and on in parts."""
        for begin, end in self.document.sentences:
            start = begin
            while end - start > _LONGEST_SENTENCE:
                last = start + _LONGEST_SENTENCE
                mark = max(self.text.rfind(mark, start + 1, last) for mark in _PARTING)
                yield start, mark + 1 if mark > start else last
                start = mark + 1 if mark > start else last
            yield start, end

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence in which something stands."""
        return self.sentences[bisect_right(self.sentences, offset, key=attrgetter("start")) - 1]

    def _add_things(self, sentence: Sentence) -> None:
        """Put indices, commodities and places beside the organisations, where none of these covers them."""
        things: list[Org] = []
        for first, end, kind in find_things(self.text, sentence.start, sentence.end):
            place = sentence.places[-1] if kind == "group" and sentence.places else None
            start = place.start if place and place.end == first else first  # 中国三大运营商
            if kind in ("product", "commodity"):  # a fund, whose name begins with that of its company; LME铜
                sentence.orgs = [org for org in sentence.orgs if not (start <= org.start and org.end <= end)]
            if _overlapped(sentence.orgs, start, end) or _overlapped(sentence.amounts, start, end):
                continue
            if _overlapped(things, start, end):
                continue
            if kind == "place":
                if self.text[start - 1 : start] in _COUNTERPART and start > sentence.start:
                    continue  # 对美国出口
                if _DATELINE.match(self.text, end):
                    continue  # 新华社北京7月18日电
                sentence.places.append(self.piece(start, end))
            else:
                insort(things, Org(start, end, self.text[start:end], kind))
        sentence.orgs = sorted([*sentence.orgs, *things])

    def _clauses(self, sentence: Sentence) -> list[int]:
        marks = [m.start() for m in _CLAUSE_MARK.finditer(self.text, sentence.start, sentence.end)]
        if not marks:
            return [sentence.start]
        amounts, dates, orgs = sentence.amounts, sentence.dates, sentence.orgs
        starts = {m.start for m in amounts}
        return [
            sentence.start,
            *(
                at + 1
                for at in marks
                if not (covering(amounts, at) or covering(dates, at) or covering(orgs, at))
                # A colon before an amount parts nothing: 占比分别为:17%、58%
                and not (self.text[at] == ":" and at + 1 in starts)
            ),
        ]

    def continued(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that one goes on with: a semicolon parts them, or it tells parts of the whole."""
        if sentence.index == 0:
            return None
        before = self.text[sentence.start - 1 : sentence.start]
        parts = before != "\n" and words_of("parts").beginning(self.text, sentence.start, sentence.end)
        return self.sentences[sentence.index - 1] if before == ";" or parts else None

    @cached_property
    def word_starts(self) -> list[int]:
        """Where the words begin, as the article is cut for organisations."""
        return self.document.word_starts

    def word_from(self, offset: int) -> Piece:
        """Return the word that begins at an offset, or its part from the offset on."""
        starts = self.word_starts
        at = bisect_right(starts, offset)
        return self.piece(offset, starts[at] if at < len(starts) else len(self.text))

    def word_before(self, offset: int) -> Piece:
        """Return the word that ends at an offset, or its part before the offset."""
        starts = self.word_starts
        at = bisect_left(starts, offset) - 1
        start = starts[at] if at >= 0 else 0
        return self.piece(start, offset)
