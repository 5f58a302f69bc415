"""What is written is JSON in UTF-8, one object a line; what is read is told by line."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Entity, Fact, Facts, Organization, Percent
from extractor.formats import facts_document, facts_line

TEXT = st.text(max_size=8)


@st.composite
def facts_objects(draw: st.DrawFn) -> Facts:
    text = draw(TEXT)
    values = st.sampled_from([Percent(Decimal("12.50")), Organization(text)])
    facts = [
        Fact(f"x-{i}", "org", i, i + 1, draw(TEXT), draw(TEXT), "a.rule", draw(values))
        for i in range(draw(st.integers(0, 3)))
    ]
    entities = draw(st.sampled_from([(), (Entity(text, (text,), ("org-1",)),)]))
    return Facts(draw(TEXT), "0" * 64, 9, None, None, "0", tuple(facts), entities)


@given(facts_objects())
def test_both_forms_hold_the_same_object(facts: Facts) -> None:
    line, document = facts_line(facts), facts_document(facts)
    assert json.loads(line) == json.loads(document) == facts.to_dict()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert document.endswith(b"}\n")


@given(facts_objects())
def test_a_document_has_one_line_a_fact(facts: Facts) -> None:
    lines = facts_document(facts).decode().split("\n")
    written = [json.loads(line.strip().rstrip(",")) for line in lines if line.startswith('  {"id"')]
    assert written == [item.to_dict() for item in (*facts.facts, *facts.entities)]


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    facts = Facts("a\ud800", "0" * 64, 2, None, None, "0", ())
    assert b'"a\\ud800"' in facts_line(facts)
    assert json.loads(facts_line(facts))["document"]["id"] == "a\ud800"


def test_chinese_is_written_as_it_is() -> None:
    assert "智谱".encode() in facts_line(Facts("智谱", "0" * 64, 2, None, None, "0", ()))
