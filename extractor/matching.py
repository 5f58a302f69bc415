"""Matching: which found fact of a document answers which gold one, and what is wrong with it.

Everything that is scored is a sum over the pairs that ``align`` makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from extractor.assignment import assign
from extractor.errors import InvariantError
from extractor.labels import Label

__all__ = ["COMPARED", "ERRORS", "Outcome", "Pair", "align", "compared", "differences"]

# What makes the normalised value of a fact. Modifiers, directions and names are told, but are not part of it.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "money": ("value", "low", "high", "currency"),
    "percent": ("value", "low", "high", "unit"),
    "date": ("value",),
    "duration": ("value",),
    "org": (),
}

Outcome = Literal["right", "value", "type", "boundary", "missed", "spurious"]
ERRORS: tuple[Outcome, ...] = ("missed", "spurious", "boundary", "type", "value")


class Pair(NamedTuple):
    """A gold fact and the found fact that answers it, or one of them alone.

    Parameters
    ----------
    outcome : Outcome
        ``right``; ``value`` (type and span agree, the value does not); ``type`` (the spans agree or overlap, the
        types differ); ``boundary`` (the type agrees, the spans overlap); ``missed`` (gold alone); ``spurious``
        (found alone).
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

    @property
    def same_type(self) -> bool:
        """Whether there are two facts, of one type."""
        return self.gold is not None and self.found is not None and self.gold.type == self.found.type

    @property
    def same_span(self) -> bool:
        """Whether there are two facts, of one span."""
        return self.gold is not None and self.found is not None and _same_span(self.gold, self.found)


def compared(label: Label) -> tuple[str, ...]:
    """Name the fields that make the normalised value of a fact; of a type of one's own, all that it tells.

    Parameters
    ----------
    label : Label
    """
    return COMPARED.get(label.type, tuple(label.fields))


def differences(gold: Label, found: Label) -> tuple[str, ...]:
    """Name the value fields in which a found fact differs from a gold one of its type.

    Parameters
    ----------
    gold, found : Label

    Returns
    -------
    tuple of str
        Fields that gold does not tell are not compared. Numbers are equal as numbers (``0.80`` and ``0.8``), but for
        types of one's own, whose codes may begin with zeros. A null date agrees with one of unknown parts
        (``XXXX-05-18``): both say that nothing places it.
    """
    return tuple(
        key
        for key in compared(gold)
        if key in gold.fields and not _same(gold.type, gold.fields[key], found.fields.get(key))
    )


def _same(fact_type: str, gold: str | None, found: str | None) -> bool:
    if gold == found:
        return True
    if gold is None or found is None:
        return fact_type == "date" and gold is None and "X" in (found or "")
    if fact_type not in COMPARED:
        return False
    try:
        return Decimal(gold) == Decimal(found)
    except InvalidOperation:
        return False


def align(gold: Iterable[Label], found: Iterable[Label]) -> list[Pair]:
    """Pair the found facts of one document with its gold facts.

    Of all one-to-one assignments the best is taken: with most right pairs, then most that differ in value alone,
    then in type alone, then in boundaries alone, then in both, then with most characters shared. The order of the
    labels does not matter.

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
    return sorted(_pairs(sure, kept), key=lambda pair: _order(pair.label))


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


def _same_span(a: Label, b: Label) -> bool:
    return (a.start, a.end) == (b.start, b.end)


# The better of two ways to pair labels has more pairs of the greatest rank, then more of the next, and so on.
_RANKS: Mapping[tuple[Outcome, bool], int] = {
    ("right", True): 5,
    ("value", True): 4,
    ("type", True): 3,
    ("boundary", False): 2,
    ("type", False): 1,
}


def _outcome(gold: Label, found: Label) -> Outcome:
    """Say what a pair of labels that share characters would be."""
    if gold.type != found.type:
        return "type"
    if not _same_span(gold, found):
        return "boundary"
    return "value" if differences(gold, found) else "right"


def _overlapping(gold: list[Label], found: list[Label]) -> Iterator[tuple[int, int]]:
    """Give the gold and found labels that share characters, by their places in the lists, which are in order."""
    sides = (gold, found)
    open_: tuple[list[int], list[int]] = ([], [])
    places = [(0, i) for i in range(len(gold))] + [(1, j) for j in range(len(found))]
    for side, place in sorted(places, key=lambda at: sides[at[0]][at[1]].start):
        others = open_[1 - side]
        others[:] = [other for other in others if sides[1 - side][other].end > sides[side][place].start]
        for other in others:
            yield (place, other) if side == 0 else (other, place)
        open_[side].append(place)


def _pairs(gold: list[Label], found: list[Label]) -> Iterator[Pair]:
    # More than all shared characters and all pairs together, so that no number of pairs of lesser rank makes up for
    # one of a greater.
    base = 1 + sum(label.end - label.start for label in (*gold, *found))
    worth = {kind: base**rank for kind, rank in _RANKS.items()}
    outcomes: list[dict[int, Outcome]] = [{} for _ in gold]
    rows: list[list[tuple[int, int]]] = [[] for _ in gold]
    for i, j in _overlapping(gold, found):
        g, f = gold[i], found[j]
        outcome = outcomes[i][j] = _outcome(g, f)
        rows[i].append((j, worth[outcome, _same_span(g, f)] + _shared(g, f)))
    answered: set[int] = set()
    for i, column in enumerate(assign(rows)):
        if column is None:
            yield Pair("missed", gold[i], None)
        else:
            answered.add(column)
            yield Pair(outcomes[i][column], gold[i], found[column])
    yield from (Pair("spurious", None, f) for j, f in enumerate(found) if j not in answered)
