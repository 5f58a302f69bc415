"""Scores of events: type, whose it is and the amount right, and each part alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from extractor.errors import GoldError
from extractor.evaluation import chosen_gold
from extractor.event_values import EVENT_TYPES, Event
from extractor.facts import Facts
from extractor.figure_scoring import alike
from extractor.gold import Gold
from extractor.lexicon import read_rows
from extractor.pipeline import Pipeline, load
from extractor.relation_report import RelationReport

__all__ = ["EventLabel", "EventPair", "EventReport", "evaluate_events"]

LABELS = "events.tsv"  # beside the gold files
_IDS = ("amount", "share", "after", "price")
_NO_SIDES = frozenset({*_IDS, "round", "date", "released", "direction"})  # fields that name nobody


@dataclass(frozen=True, slots=True)
class EventLabel:
    """An event as a hand or a rule tells it.

    Parameters
    ----------
    type : str
    subject : str or None
        Who raises, lists, buys, pledges, wins, trades or pays.
    others : frozenset of str
        Names of the other sides.
    amount, share : str or None
        Texts of the facts.
    date : str or None
        TIMEX3 value.
    planned : bool
    """

    type: str
    subject: str | None
    others: frozenset[str]
    amount: str | None
    share: str | None
    date: str | None
    planned: bool


@dataclass(frozen=True, slots=True)
class EventPair:
    """A gold event and the found one that tells of the same, or one of them alone."""

    document: str
    gold: EventLabel | None
    found: EventLabel | None

    @property
    def parts(self) -> dict[str, bool]:
        """Which parts are right; none where one of the two is missing."""
        gold, found = self.gold, self.found
        if gold is None or found is None:
            return {}
        sides = not gold.others or any(alike(a, b) for a in gold.others for b in found.others)
        same = {part: getattr(gold, part) == getattr(found, part) for part in ("amount", "share", "date", "planned")}
        return {"subject": alike(gold.subject, found.subject), "others": sides, **same}

    @property
    def right(self) -> bool:
        """Whether subject and amount are."""
        return bool(self.parts) and self.parts["subject"] and self.parts["amount"]


class EventReport(RelationReport[EventPair]):
    """What an evaluation of events came to."""

    WHAT = "event"
    PARTS = ("subject", "others", "amount", "share", "date", "planned")

    def to_errors_text(self) -> str:
        """Return what is wrong, an event a line."""
        wrong = (pair for pair in self.pairs if not pair.right)
        return "".join(f"{p.document}  gold {_told(p.gold)}, found {_told(p.found)}\n" for p in wrong)


def _told(event: EventLabel | None) -> str:
    if event is None:
        return "nothing"
    sides = "+".join(sorted(event.others)) or "-"
    told = (event.type, event.subject or "-", sides, event.amount or "-", event.share or "-", event.date or "-")
    return f"({', '.join(told)}{', planned' if event.planned else ''})"


def evaluate_events(
    gold_paths: Sequence[str],
    split: Literal["all", "dev", "test"] = "all",
    pipeline: Pipeline | None = None,
) -> EventReport:
    """Score the events that the pipeline finds against the tables ``events.tsv`` beside gold files.

    Parameters
    ----------
    gold_paths : sequence of str
        Gold files, and folders of them. Documents of a folder whose table has none of them are passed over with it.
    split : {"all", "dev", "test"}
    pipeline : Pipeline or None
        None: the usual one.

    Returns
    -------
    EventReport

    Raises
    ------
    GoldError
        A file is wrong, or no document has labelled events.
    """
    pipeline, pairs, documents = pipeline or load(), list[EventPair](), 0
    labels: dict[str, dict[str, list[EventLabel]]] = {}
    for gold in chosen_gold(gold_paths, split, pipeline.types):
        folder = os.path.dirname(gold.path)
        known = labels.setdefault(folder, _read(os.path.join(folder, LABELS)))
        if gold.id in known:
            facts = pipeline.extract(gold.raw, id=gold.id, reference_date=gold.reference_date)
            pairs += _paired(gold, known[gold.id], [_label(event, facts) for event in facts.events])
            documents += 1
    if not documents:
        raise GoldError("none of the gold files has labelled events", f"events are labelled in {LABELS} beside them")
    return EventReport(tuple(pairs), documents)


def _read(path: str) -> dict[str, list[EventLabel]]:
    """Read a table of events, by document; none where there is no table."""
    found: dict[str, list[EventLabel]] = {}
    for row in read_rows(path, 8) if os.path.exists(path) else ():
        document, kind, *rest = (None if cell == "-" else cell for cell in row)
        if document is None or kind not in EVENT_TYPES:
            raise GoldError(f"{path}: {kind!r} is no type of event", f"use one of {', '.join(EVENT_TYPES)}")
        subject, others, amount, share, date, planned = rest
        sides = frozenset(others.split("+") if others else ())
        label = EventLabel(kind, subject, sides, amount, share, date, planned == "planned")
        found.setdefault(document, []).append(label)
    return found


def _label(event: Event, facts: Facts) -> EventLabel:
    """Put an event of the output into the form of the labels."""
    texts = {fact.id: fact.text for fact in facts}
    told = {f.name: getattr(event.value, f.name) for f in fields(event.value)}
    subject = next(iter(told.values()))
    sides = {name for key, value in [*told.items()][1:] if key not in _NO_SIDES and value for name in _listed(value)}
    amount, share = (texts.get(told.get(key) or "") for key in ("amount", "share"))
    return EventLabel(event.type, subject, frozenset(sides), amount, share, told.get("date"), event.planned)


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _paired(gold: Gold, labels: Sequence[EventLabel], found: Iterable[EventLabel]) -> list[EventPair]:
    """Pair events of one type, those with more in common first."""
    left, rest, pairs = list(labels), list(found), list[EventPair]()
    while left and rest:
        together = [EventPair(gold.id, a, b) for a in left for b in rest if a.type == b.type]
        best = max(together, key=lambda p: (p.right, p.parts["subject"], sum(p.parts.values())), default=None)
        if best is None or not (best.parts["subject"] or best.parts["amount"]):
            break
        pairs.append(best)
        left.remove(best.gold)  # type: ignore[arg-type]
        rest.remove(best.found)  # type: ignore[arg-type]
    return [*pairs, *(EventPair(gold.id, a, None) for a in left), *(EventPair(gold.id, None, b) for b in rest)]
