"""Facts in a doc: kept as JSON text, which is all that spaCy has for storing docs, and read through ``._.``."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span, Token

if TYPE_CHECKING:
    from extractor.event_values import Event
    from extractor.facts import Fact, Facts, Figure

__all__ = ["facts_of", "install_extensions", "write_facts"]

FACTS_KEY = "zh_facts"


def install_extensions() -> None:
    """Make ``doc._.facts``, ``span._.fact`` and ``token._.is_note`` known to spaCy.

    Components and the tokenizer do it by themselves. Call it to read stored docs in a process that makes neither.

    Raises
    ------
    ValueError
        Another package has an attribute of that name (spaCy's E090).

    Examples
    --------
    >>> from spacy.tokens import Doc
    >>> from extractor.spacy_components import install_extensions
    >>> install_extensions()
    >>> Doc.has_extension("facts")
    True
    """
    wanted: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (Doc, "facts", {"getter": facts_of}),
        (Span, "fact", {"getter": _fact_of}),
        (Token, "is_note", {"default": False}),
    )
    for owner, name, how in wanted:
        ours = (how.get("default"), None, how.get("getter"), None)  # as spaCy keeps it
        if owner.get_extension(name) != ours:
            owner.set_extension(name, **how)


def facts_of(doc: Doc) -> "Facts | None":
    """Return the facts of a doc; None where no component looked for any."""
    stored = doc.user_data.get(FACTS_KEY)
    return None if stored is None else read(stored)


def _fact_of(span: Span) -> "Fact | None":
    """Return the fact that a span was made for, or that has just its offsets; None for any other span."""
    stored = span.doc.user_data.get(FACTS_KEY)
    if stored is None:
        return None
    index = _index(stored)
    start, end = span.start_char, span.end_char
    # A doc that was cut out of another may carry the facts of the whole, whose offsets are not its own.
    fact = index.get(span.id_)
    if fact is not None and start <= fact.start and fact.end <= end and fact.text in span.text:
        return fact
    fact = index.get((start, end))
    return fact if fact is not None and fact.text == span.text else None


@lru_cache(maxsize=128)
def _index(stored: str) -> "dict[object, Fact]":
    facts = read(stored)
    return {f.id: f for f in facts} | {(f.start, f.end): f for f in facts}


@lru_cache(maxsize=128)
def read(stored: str) -> "Facts":
    """Turn stored JSON into facts. They are frozen, so that all who ask may share them."""
    from extractor.facts import Facts  # noqa: PLC0415 - nobody pays for it who does not use it

    return Facts.from_dict(json.loads(stored))


def write_facts(doc: Doc, facts: "Facts", types: Iterable[str]) -> None:
    """Store facts beside those that components for other types stored before.

    Parameters
    ----------
    doc : Doc
    facts : Facts
    types : iterable of str
        The types that were looked for.
    """
    before = facts_of(doc)
    if before is not None:
        kept = {fact.id: fact for fact in before if fact.type not in types}
        figures = (figure for figure in before.figures if figure.fact in kept)
        events = facts.events or before.events  # their ids are the same: they do not depend on the types wanted
        facts = _with_facts(facts, [*facts, *kept.values()], [*facts.figures, *figures], events)
    doc.user_data[FACTS_KEY] = facts.to_json()


def _with_facts(
    head: "Facts", facts: "Iterable[Fact]", figures: "Iterable[Figure]", events: "Iterable[Event]"
) -> "Facts":
    from dataclasses import replace  # noqa: PLC0415

    from extractor.entities import group_entities  # noqa: PLC0415

    ordered = tuple(sorted(facts, key=lambda f: (f.start, -f.end)))
    places = {fact.id: place for place, fact in enumerate(ordered)}
    told = tuple(sorted(figures, key=lambda figure: places[figure.fact]))
    return replace(head, facts=ordered, entities=group_entities(ordered), figures=told, events=tuple(events))
