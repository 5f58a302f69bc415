"""What every output promises, checked on every extraction: a broken promise is a bug, and ends as one.

The checks know nothing of what made the facts. They cost a small part of what it takes to find them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.errors import InvariantError
from extractor.facts import Fact, Figure
from extractor.labels import EXPECTED

if TYPE_CHECKING:
    from extractor.event_values import Event

__all__ = ["check_facts", "check_relations"]

_HINT = "this is a bug: please report it with the article"


def check_facts(facts: Iterable[Fact], raw: str) -> None:
    """Check that facts are sorted, unique, inside the article and slices of it, and that their values parse.

    Parameters
    ----------
    facts : iterable of Fact
    raw : str
        The article.

    Raises
    ------
    InvariantError
        One does not hold; the message names the rule that made the fact.
    """
    position, ids, anchors = 0, set[str](), dict[str, Fact]()
    for fact in facts:
        if not position <= fact.start < fact.end <= len(raw) or fact.id in ids:
            raise _broken(fact, "is outside the text, or not behind the fact before it")
        if fact.text != raw[fact.start : fact.end]:
            raise _broken(fact, f"has the text {fact.text!r}")
        position = fact.end
        ids.add(fact.id)
        if fact.type not in EXPECTED:  # a type of one's own
            continue
        for key, told in fact.value.to_dict().items():
            if not _may_hold(fact.type, key, told):
                raise _broken(fact, f"has the {key} {told!r}")
            if key == "anchor" and told is not None:
                anchors[told] = fact
    for anchor, fact in anchors.items():
        if anchor not in ids:
            raise _broken(fact, f"is placed by {anchor}, which is no fact")


@lru_cache(maxsize=1 << 14)
def _may_hold(fact_type: str, key: str, told: str | None) -> bool:
    """Tell whether a field may hold what is told; articles tell the same days, units and kinds again and again."""
    expected = EXPECTED[fact_type][key]
    return expected.nullable if told is None else bool(expected.accepts(told))


def check_relations(figures: Iterable[Figure], events: Iterable[Event], facts: Iterable[Fact], raw: str) -> None:
    """Check that figures and events speak of facts, and that their evidence is inside the article.

    Parameters
    ----------
    figures : iterable of Figure
    events : iterable of Event
    facts : iterable of Fact
        All that were found.
    raw : str
        The article.

    Raises
    ------
    InvariantError
        One does not hold.
    """
    ids = {fact.id for fact in facts}
    told = [(f"the figure of {figure.fact}", figure.evidence) for figure in figures]
    told += [(f"the event {event.id} of rule {event.rule}", event.evidence) for event in events]
    for figure in figures:
        if figure.fact not in ids:
            raise InvariantError(f"a figure is about {figure.fact}, which is no fact", _HINT)
    for name, evidence in told:
        for place in evidence:
            if not 0 <= place.start < place.end <= len(raw):
                raise InvariantError(f"{name} has its {place.part} at {place.start}:{place.end}", _HINT)


def _broken(fact: Fact, what: str) -> InvariantError:
    return InvariantError(f"{fact.type} {fact.start}:{fact.end} of rule {fact.rule} {what}", _HINT)
