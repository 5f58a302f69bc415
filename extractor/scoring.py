"""Scores of labels against gold labels: which found fact answers which gold one, and what that comes to.

``align`` pairs the labels of one document; everything else is a sum over its pairs. A further way to score is a line
in ``SCHEMES``, a further grouping a key over the pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from extractor.assignment import assign
from extractor.errors import InvariantError
from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label

__all__ = [
    "COMPARED",
    "ERRORS",
    "SCHEMES",
    "Counts",
    "Outcome",
    "Pair",
    "Scheme",
    "Score",
    "align",
    "differences",
    "score",
    "sentence",
    "tally",
    "total",
]

# What makes the normalised value of a fact. Modifiers, directions and names are told, but are not part of it.
COMPARED: Mapping[FactType, tuple[str, ...]] = {
    "money": ("value", "low", "high", "currency"),
    "percent": ("value", "low", "high", "unit"),
    "date": ("value",),
    "duration": ("value",),
    "org": (),
}

Outcome = Literal["right", "value", "type", "boundary", "missed", "spurious"]
ERRORS: tuple[Outcome, ...] = ("missed", "spurious", "boundary", "type", "value")
# The better of two ways to pair labels has more of the first of these outcomes, then more of the second, and so on.
_RANK: Mapping[Outcome, int] = {"right": 4, "value": 3, "type": 2, "boundary": 1}

Scheme = Literal["strict", "value"]


class Pair(NamedTuple):
    """A gold fact and the found fact that answers it, or one of them alone.

    Parameters
    ----------
    outcome : Outcome
        ``right``; ``value`` (type and span agree, the value does not); ``type`` (the span agrees, the type does not);
        ``boundary`` (the type agrees, the spans overlap); ``missed`` (gold alone); ``spurious`` (found alone).
    gold, found : Label or None
    """

    outcome: Outcome
    gold: Label | None
    found: Label | None

    @property
    def label(self) -> Label:
        """The gold fact, or the found one where there is no gold."""
        label = self.gold or self.found
        if label is None:
            raise InvariantError("a pair without facts", "please report what was scored")
        return label


# What a pair is worth to gold and found alike, a way to score each.
SCHEMES: Mapping[Scheme, Callable[[Pair], float]] = {
    "strict": lambda pair: float(pair.outcome in ("right", "value")),
    "value": lambda pair: float(pair.outcome == "right"),
}


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, from 0 to 1; None where undefined.

    Parameters
    ----------
    precision : float or None
        None where nothing was found.
    recall : float or None
        None where there is no gold.
    f1 : float or None
        None where there is neither.
    """

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts there are, how many were found, and what they are worth.

    Parameters
    ----------
    gold, found : int
        Optional gold facts, and found facts that answer one, are in neither.
    credit : mapping of Scheme to float
        The worth of all pairs.
    errors : mapping of Outcome to int
        How many of each class in ``ERRORS``.
    """

    gold: int = 0
    found: int = 0
    credit: Mapping[Scheme, float] = field(default_factory=dict)
    errors: Mapping[Outcome, int] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.gold + other.gold,
            self.found + other.found,
            {s: self.credit.get(s, 0.0) + other.credit.get(s, 0.0) for s in SCHEMES},
            {e: self.errors.get(e, 0) + other.errors.get(e, 0) for e in ERRORS},
        )

    def score(self, scheme: Scheme) -> Score:
        """Return precision, recall and F1.

        Parameters
        ----------
        scheme : {"strict", "value"}
        """
        credit = self.credit.get(scheme, 0.0)
        both = self.gold + self.found
        return Score(
            precision=credit / self.found if self.found else None,
            recall=credit / self.gold if self.gold else None,
            f1=2 * credit / both if both else None,
        )


def differences(gold: Label, found: Label) -> tuple[str, ...]:
    """Name the value fields in which a found fact differs from a gold one of its type.

    Parameters
    ----------
    gold, found : Label

    Returns
    -------
    tuple of str
        Fields that gold does not tell are not compared. Numbers are equal as numbers (``0.80`` and ``0.8``). A null
        date agrees with one of unknown parts (``XXXX-05-18``): both say that nothing places it.
    """
    return tuple(
        key
        for key in COMPARED[gold.type]
        if key in gold.fields and not _same(gold.type, gold.fields[key], found.fields.get(key))
    )


def _same(fact_type: FactType, gold: str | None, found: str | None) -> bool:
    if gold == found:
        return True
    if gold is None or found is None:
        return fact_type == "date" and gold is None and "X" in (found or "")
    try:
        return Decimal(gold) == Decimal(found)
    except InvalidOperation:
        return False


def align(gold: Iterable[Label], found: Iterable[Label]) -> list[Pair]:
    """Pair the found facts of one document with its gold facts.

    Of all one-to-one assignments the best is taken: with most right pairs, then most that differ in value alone,
    then in type alone, then in boundaries, then with most characters shared. The order of the labels does not matter.

    Parameters
    ----------
    gold, found : iterable of Label
        Of the same text.

    Returns
    -------
    list of Pair
        In the order of the text; each fact stands in one pair. Optional gold facts are in none, nor are found facts
        that overlap one of their type unless they have type and span of a gold fact that is not optional.
    """
    gold = list(gold)
    sure = sorted((g for g in gold if not g.optional), key=_order)
    kept = sorted(_without_optional(sure, [g for g in gold if g.optional], found), key=_order)
    pairs = [pair for cluster in _clusters(sure, kept) for pair in _align_cluster(*cluster)]
    return sorted(pairs, key=lambda pair: _order(pair.label))


def _order(label: Label) -> tuple[int, int, str, str, str]:
    """Order as in the text; labels that tell the same count as one place, so that the order given does not matter."""
    return label.start, label.end, label.type, repr(sorted(label.fields.items())), label.rule or ""


def _without_optional(sure: list[Label], optional: list[Label], found: Iterable[Label]) -> Iterator[Label]:
    wanted = {(g.type, g.start, g.end) for g in sure}
    for f in found:
        if (f.type, f.start, f.end) in wanted or not any(g.type == f.type and _shared(g, f) for g in optional):
            yield f


def _shared(a: Label, b: Label) -> int:
    """Count the characters that two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _outcome(gold: Label, found: Label) -> Outcome | None:
    """Say what a pair of labels would be; None where they have nothing to do with each other."""
    if (gold.start, gold.end) == (found.start, found.end):
        if gold.type != found.type:
            return "type"
        return "value" if differences(gold, found) else "right"
    return "boundary" if gold.type == found.type and _shared(gold, found) else None


def _clusters(gold: list[Label], found: list[Label]) -> Iterator[tuple[list[Label], list[Label]]]:
    """Part the labels where no span goes on: labels of different clusters share no character."""
    cluster: tuple[list[Label], list[Label]] = ([], [])
    end = 0
    for label, side in sorted([(g, 0) for g in gold] + [(f, 1) for f in found], key=lambda item: _order(item[0])):
        if label.start >= end and (cluster[0] or cluster[1]):
            yield cluster
            cluster = ([], [])
        cluster[side].append(label)
        end = max(end, label.end)
    if cluster[0] or cluster[1]:
        yield cluster


def _align_cluster(gold: list[Label], found: list[Label]) -> Iterator[Pair]:
    # More than all shared characters and all pairs together, so that no number of lesser outcomes makes up for a
    # better one.
    base = 1 + sum(label.end - label.start for label in (*gold, *found))
    outcomes = [[_outcome(g, f) for f in found] for g in gold]
    weights = [
        [base ** _RANK[outcome] + _shared(g, f) if outcome else 0 for f, outcome in zip(found, row, strict=True)]
        for g, row in zip(gold, outcomes, strict=True)
    ]
    answered: set[int] = set()
    for i, j in enumerate(assign(weights)):
        outcome = None if j is None else outcomes[i][j]
        if j is None or outcome is None:
            yield Pair("missed", gold[i], None)
        else:
            answered.add(j)
            yield Pair(outcome, gold[i], found[j])
    for j, f in enumerate(found):
        if j not in answered:
            yield Pair("spurious", None, f)


def tally(pairs: Iterable[Pair]) -> dict[FactType, Counts]:
    """Count pairs by type.

    Parameters
    ----------
    pairs : iterable of Pair
        Of any number of documents.

    Returns
    -------
    dict of FactType to Counts
        The types that occur, in the order of the output. Of a pair that differs in type, each fact counts for its
        own type and the error for gold's.
    """
    gold, found = Counter[FactType](), Counter[FactType]()
    credit: dict[FactType, dict[Scheme, float]] = {t: dict.fromkeys(SCHEMES, 0.0) for t in FACT_TYPES}
    errors: dict[FactType, Counter[Outcome]] = {t: Counter() for t in FACT_TYPES}
    for pair in pairs:
        fact_type = pair.label.type
        if pair.gold:
            gold[pair.gold.type] += 1
        if pair.found:
            found[pair.found.type] += 1
        for scheme, worth in SCHEMES.items():
            credit[fact_type][scheme] += worth(pair)
        if pair.outcome != "right":
            errors[fact_type][pair.outcome] += 1
    return {t: Counts(gold[t], found[t], credit[t], errors[t]) for t in FACT_TYPES if gold[t] or found[t]}


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up, so that each fact counts the same (micro average)."""
    return sum(counts, Counts())


def score(gold: Iterable[Label], found: Iterable[Label]) -> dict[FactType, Counts]:
    """Score the found facts of one document by type.

    Parameters
    ----------
    gold, found : iterable of Label
        Of the same text, in any order.

    Returns
    -------
    dict of FactType to Counts
        Counts of several documents add up (:func:`total`).
    """
    return tally(align(gold, found))


_SENTENCE_MARKS = "。！？!?；;\n"
_WINDOW = 60


def sentence(text: str, start: int, end: int) -> str:
    """Show a span in its sentence.

    Parameters
    ----------
    text : str
        The raw article.
    start, end : int

    Returns
    -------
    str
        One line: the span between ``⟦`` and ``⟧`` with up to 60 characters of its sentence on each side, ``…`` where
        more of it is cut off.
    """
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    first = 1 + max(before.rfind(mark) for mark in _SENTENCE_MARKS)
    ends = [at for mark in _SENTENCE_MARKS if (at := after.find(mark)) >= 0]
    head = before[first:] if first or start <= _WINDOW else f"…{before}"
    tail = after[: min(ends) + 1] if ends else after if end + _WINDOW >= len(text) else f"{after}…"
    return " ".join(f"{head}⟦{text[start:end]}⟧{tail}".split())
