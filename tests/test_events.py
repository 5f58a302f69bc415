"""Events: every rule finds its examples and refuses its counter-examples; cases tell all fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from conftest import ROOT

from extractor.event_values import EVENT_CLASSES, EVENT_TYPES, Event
from extractor.events.rules import RULES, EventRule
from extractor.facts import Facts
from extractor.lexicon import read_rows
from extractor.pipeline import load

PIPELINE = load()
CASES = list(read_rows(str(ROOT / "tests" / "cases" / "events.tsv"), 4))


def told(event: Event, facts: Facts) -> str:
    """Write an event as the cases have it, its amounts by their texts."""
    texts = {fact.id: fact.text for fact in facts}
    parts = [event.type, *(["planned"] if event.planned else [])]
    for field in fields(event.value):
        value: Any = getattr(event.value, field.name)
        if isinstance(value, bool):
            parts += [field.name] if value else []
        elif value:
            shown = "+".join(value) if isinstance(value, tuple) else texts.get(value, value)
            parts.append(f"{field.name}={shown}")
    return " ".join(parts)


def in_order(case: str) -> str:
    """Put the fields of a case in the order of their class."""
    kind, *parts = case.split(" ")
    names = [field.name for field in fields(EVENT_CLASSES[next(t for t in EVENT_TYPES if t == kind)])]
    return " ".join([kind, *sorted(parts, key=lambda p: -1 if p == "planned" else names.index(p.partition("=")[0]))])


@pytest.mark.parametrize(("sentence", "cases"), [(row[0], row[1:]) for row in CASES], ids=[row[0] for row in CASES])
def test_says_what_the_case_says(sentence: str, cases: tuple[str, ...]) -> None:
    facts = PIPELINE.extract(sentence)
    assert [told(event, facts) for event in facts.events] == [in_order(case) for case in cases if case]


@pytest.mark.parametrize(("rule", "text"), [pytest.param(r, t, id=f"{r.name}: {t}") for r in RULES for t in r.examples])
def test_finds_its_example(rule: EventRule, text: str) -> None:
    events = [event for event in PIPELINE.extract(text).events if event.type == rule.type]
    assert len(events) == (2 if rule.name in ("funding.first", "funding.second") else 1)  # an item of a list each
    names = [group for group in rule.compiled.groupindex if group not in ("trigger", "amount2")]
    if rule.adds:
        assert any(getattr(events[0].value, name) for name in names)


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.name}: {t}") for r in RULES for t in r.counter_examples]
)
def test_refuses_its_counter_example(rule: EventRule, text: str) -> None:
    assert [event for event in PIPELINE.extract(text).events if event.type == rule.type] == []


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_evidence_is_in_the_article(path: Any) -> None:
    raw = path.read_bytes().decode("utf-8", "replace")
    facts = PIPELINE.extract(raw)
    known = {fact.id for fact in facts}
    for event in facts.events:
        assert event.evidence[0].part == "trigger"
        assert all(0 <= e.start < e.end <= len(raw) for e in event.evidence)
        ids = {name: getattr(event.value, name, None) for name in ("amount", "price", "share", "after")}
        assert {id_ for id_ in ids.values() if id_} <= known


def test_events_are_told_where_all_that_they_join_is_wanted() -> None:
    text = "证监会对青禾科技有限公司处以300万元罚款。"
    assert PIPELINE.extract(text, types=["money", "percent", "date", "org"]).events
    assert PIPELINE.extract(text, types=["money", "org"]).events == ()


def test_what_is_told_twice_is_one_event() -> None:
    text = "青禾科技有限公司融资3亿元\n青禾科技有限公司完成B轮融资，金额3亿元，由君联资本领投。"
    facts = PIPELINE.extract(text)
    assert [told(event, facts) for event in facts.events] == [
        "funding company=青禾科技有限公司 round=B轮 amount=3亿元 investors=君联资本"
    ]
