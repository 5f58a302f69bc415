"""What is written is JSON in UTF-8, one object a line; what is read is told by line."""

from __future__ import annotations

import codecs
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.facts import Entity, Fact, Facts, Organization, Percent
from extractor.formats import Row, facts_document, facts_line, read_batch

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


def _read(data: bytes) -> list[tuple[int, Row | InputError]]:
    return list(read_batch(io.BytesIO(data)))


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


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ('{"id": "a", "text": "甲"}', Row("a", "甲", None)),
        ('{"id": "a", "text": "甲", "reference_date": "2026-01-08"}', Row("a", "甲", "2026-01-08")),
        ('{"id": "a", "text": "甲", "reference_date": null}', Row("a", "甲", None)),
        ('{"id": "a", "text": "甲", "reference_date": ""}', Row("a", "甲", None)),
        ('{"id": 7, "text": ""}', Row("7", "", None)),
        ('{"id": 0, "text": ""}', Row("0", "", None)),
        ('{"id": "", "text": ""}', Row("", "", None)),
        ('{"text": "甲", "more": [1]}', Row("1", "甲", None)),
        ('{"id": null, "text": "甲"}', Row("1", "甲", None)),
        ('{"id": "a", "text": "\\ud800"}', Row("a", "\ud800", None)),
    ],
)
def test_reads_a_row(line: str, row: Row) -> None:
    assert _read(line.encode()) == [(1, row)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "line 1 is no JSON"),
        (b"\xff\xfe{", "line 1 is no JSON"),
        ('{"text": "营收"}'.encode("gbk"), "line 1 is no JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "line 1 "),
        (b"[]", 'line 1 has no "text"'),
        (b'"text"', 'line 1 has no "text"'),
        (b'{"id": "a"}', 'line 1 has no "text"'),
        (b'{"text": null}', 'line 1 has no "text"'),
        (b'{"text": "a", "reference_date": 20260108}', 'line 1: "reference_date" is no string'),
    ],
)
def test_tells_a_bad_row(line: bytes, what: str) -> None:
    ((number, error),) = _read(line)
    assert number == 1
    assert isinstance(error, InputError)
    assert error.message.startswith(what)
    assert error.hint


def test_tells_a_row_that_is_nested_too_deep() -> None:
    ((_, error),) = _read(b"[" * 200_000)
    assert isinstance(error, InputError)


def test_goes_on_after_a_bad_row_and_counts_lines() -> None:
    rows = _read(codecs.BOM_UTF8 + b'{"text": "a"}\r\n\n  \n{\n{"text": "b"}')
    assert [number for number, _ in rows] == [1, 4, 5]
    assert [isinstance(row, Row) and row.id for _, row in rows] == ["1", False, "5"]
