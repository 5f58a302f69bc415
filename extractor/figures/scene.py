"""The article as figures are read from it: sentences with their amounts, names and dates, cut into clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from extractor.document import Document
from extractor.facts import FactType
from extractor.figures.metrics import Hit, find_metrics
from extractor.mentions import Mention
from extractor.resolve import Candidate

__all__ = ["Piece", "Scene", "Sentence"]

_CLAUSE_MARK = re.compile("[,:]")
_AMOUNTS = ("money", "percent")


class Piece(NamedTuple):
    """Words of the article that tell a part of a figure."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """A sentence.

    Parameters
    ----------
    index : int
        Its place among the sentences.
    start, end : int
        Code points of the normalised text.
    amounts, orgs, dates, durations : list of Mention
        That begin in it, in order.
    clauses : list of int
        Where its clauses begin.
    hits : list of Hit
        The metrics in it; only where it has amounts.
    heads_paragraph : bool
        Whether a paragraph begins with it.
    """

    index: int
    start: int
    end: int
    amounts: list[Mention[Any]]
    orgs: list[Mention[Any]]
    dates: list[Mention[Any]]
    durations: list[Mention[Any]]
    clauses: list[int] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    heads_paragraph: bool = False

    def clause_at(self, offset: int) -> int:
        """Return where the clause of an offset begins."""
        return self.clauses[max(0, bisect_right(self.clauses, offset) - 1)]

    def clause_end(self, offset: int) -> int:
        """Return where the clause of an offset ends."""
        at = bisect_right(self.clauses, offset)
        return self.clauses[at] - 1 if at < len(self.clauses) else self.end

    @property
    def hit_ends(self) -> frozenset[int]:
        """Where the metrics end."""
        return frozenset(hit.end for hit in self.hits)

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """Return the metrics that lie in a stretch of the text."""
        return [hit for hit in self.hits if start <= hit.start and hit.end <= end]


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
    """

    def __init__(self, document: Document, settled: Iterable[Candidate]) -> None:
        self.document = document
        self.text = document.text
        self._mentions: dict[FactType | str, list[Mention[Any]]] = {
            t: [] for t in ("amount", "org", "date", "duration")
        }
        self.types: dict[int, FactType] = {}
        for fact_type, mention in settled:
            self._mentions["amount" if fact_type in _AMOUNTS else fact_type].append(mention)
            self.types[mention.start] = fact_type
        self._starts = {t: [m.start for m in found] for t, found in self._mentions.items()}

    @property
    def orgs(self) -> list[Mention[Any]]:
        """All mentions of organisations."""
        return self._mentions["org"]

    @property
    def amounts(self) -> list[Mention[Any]]:
        """All mentions of money and percentages."""
        return self._mentions["amount"]

    def is_percent(self, amount: Mention[Any]) -> bool:
        """Tell whether an amount is a percentage."""
        return self.types[amount.start] == "percent"

    def within(self, kind: str, start: int, end: int) -> list[Mention[Any]]:
        """Return the mentions of a kind that begin in a stretch of the text."""
        starts = self._starts[kind]
        return self._mentions[kind][bisect_left(starts, start) : bisect_left(starts, end)]

    def piece(self, start: int, end: int) -> Piece:
        """Return a stretch of the text."""
        return Piece(self.text[start:end], start, end)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences; those with amounts are cut into clauses and searched for metrics."""
        found = []
        for index, (start, end) in enumerate(self.document.sentences):
            kinds = ("amount", "org", "date", "duration")
            sentence = Sentence(index, start, end, *(self.within(kind, start, end) for kind in kinds))
            sentence.heads_paragraph = start == 0 or "\n" in self.text[start - 1 : start + 1]
            sentence.clauses = self._clauses(sentence) if sentence.amounts or sentence.orgs else [start]
            if sentence.amounts:
                sentence.hits = find_metrics(self.text, start, end)
            found.append(sentence)
        return found

    def _clauses(self, sentence: Sentence) -> list[int]:
        inside = [*sentence.amounts, *sentence.dates, *sentence.orgs]
        covered = {at for m in inside for at in range(m.start, m.end)}
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
