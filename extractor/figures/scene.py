"""The article as figures are read from it: sentences with their amounts, names and dates, cut into clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple, TypeVar

from extractor.document import Document
from extractor.facts import Date, Duration, Organization, Percent
from extractor.figures.metrics import Hit, find_metrics
from extractor.figures.things import find_things
from extractor.resolve import Candidate

__all__ = ["Amount", "Org", "Piece", "Scene", "Sentence", "When"]

_CLAUSE_MARK = re.compile("[,:]")


class Piece(NamedTuple):
    """Words of the article that tell a part of a figure."""

    text: str
    start: int
    end: int


class Amount(NamedTuple):
    """An amount of money or a percentage."""

    start: int
    end: int
    percent: bool


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
        Where they end.
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
        return self.clauses[max(0, bisect_right(self.clauses, offset) - 1)]

    def clause_end(self, offset: int) -> int:
        """Return where the clause of an offset ends."""
        at = bisect_right(self.clauses, offset)
        return self.clauses[at] - 1 if at < len(self.clauses) else self.end

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """Return the metrics that lie in a stretch of the text."""
        return [hit for hit in self.hits if start <= hit.start and hit.end <= end]


_Placed = TypeVar("_Placed", Amount, Org, When)


def _within(found: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return the mentions that begin in a stretch of the text."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


_start = itemgetter(0)


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
        for _, mention in settled:
            value, span = mention.value, (mention.start, mention.end)
            if isinstance(value, Organization):
                self.orgs.append(Org(*span, value.name, value.kind))
            elif isinstance(value, Date):
                self.dates.append(When(*span, value.value, value.mod))
            elif isinstance(value, Duration):
                self.durations.append(When(*span, value.value))
            else:
                self.amounts.append(Amount(*span, isinstance(value, Percent)))

    def orgs_in(self, start: int, end: int) -> list[Org]:
        """Return the organisations that begin in a stretch of the text."""
        return _within(self.orgs, start, end)

    def piece(self, start: int, end: int) -> Piece:
        """Return a stretch of the text."""
        return Piece(self.text[start:end], start, end)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences; those with amounts are cut into clauses and searched for metrics."""
        found = []
        for index, (start, end) in enumerate(self.document.sentences):
            sentence = Sentence(
                index,
                start,
                end,
                _within(self.amounts, start, end),
                self.orgs_in(start, end),
                _within(self.dates, start, end),
                _within(self.durations, start, end),
            )
            if sentence.amounts:
                self._add_things(sentence)
            sentence.clauses = self._clauses(sentence) if sentence.amounts or sentence.orgs else [start]
            if sentence.amounts:
                sentence.hits = find_metrics(self.text, start, end)
                sentence.hit_ends = frozenset(hit.end for hit in sentence.hits)
            found.append(sentence)
        return found

    def _add_things(self, sentence: Sentence) -> None:
        """Put indices, commodities and places beside the organisations, where none of these covers them."""
        covered = [*((m.start, m.end) for m in sentence.orgs), *((m.start, m.end) for m in sentence.amounts)]
        for start, end, kind in find_things(self.text, sentence.start, sentence.end):
            if any(first < end and start < last for first, last in covered):
                continue
            if kind == "place":
                sentence.places.append(self.piece(start, end))
            else:
                sentence.orgs.append(Org(start, end, self.text[start:end], kind))
        sentence.orgs.sort()

    def _clauses(self, sentence: Sentence) -> list[int]:
        inside = (sentence.amounts, sentence.dates, sentence.orgs)
        covered = {at for mentions in inside for m in mentions for at in range(m[0], m[1])}
        starts = {m.start for m in sentence.amounts}
        marks = (m.start() for m in _CLAUSE_MARK.finditer(self.text, sentence.start, sentence.end))
        # A colon before an amount parts nothing: 占比分别为:17%、58%
        return [
            sentence.start,
            *(at + 1 for at in marks if at not in covered and not (self.text[at] == ":" and at + 1 in starts)),
        ]

    def continued(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that a semicolon parts from another."""
        if sentence.index == 0 or self.text[sentence.start - 1 : sentence.start] != ";":
            return None
        return self.sentences[sentence.index - 1]

    @cached_property
    def word_starts(self) -> list[int]:
        """Where the words begin, as the article is cut for organisations."""
        return self.document.word_starts

    def word_before(self, offset: int) -> Piece:
        """Return the word that ends at an offset, or its part before the offset."""
        starts = self.word_starts
        at = bisect_left(starts, offset) - 1
        start = starts[at] if at >= 0 else 0
        return self.piece(start, offset)
