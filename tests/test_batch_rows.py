"""Rows of a batch: which field is what, and what a bad one is told to be."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from extractor.batch.items import Reading
from extractor.batch.rows import Row
from extractor.batch.sources import Reader
from extractor.errors import InputError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _read(data: bytes) -> list[tuple[int | None, Row | InputError]]:
    Path("in.jsonl").write_bytes(data)
    read: list[tuple[int | None, Row | InputError]] = []
    for item in Reader(["in.jsonl"], Reading()):
        try:
            read.append((item.place.line, item.row(Reading())))
        except InputError as error:
            read.append((item.place.line, error))
    return read


@pytest.mark.usefixtures("folder")
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
        ('{"text": "甲", "more": [1]}', Row("1", "甲", None, {"more": [1]})),
        ('{"id": null, "text": "甲"}', Row("1", "甲", None)),
        ('{"text": "甲", "x": [NaN, -Infinity, -1e999, 1.5]}', Row("1", "甲", None, {"x": [None, None, None, 1.5]})),
        ('{"id": "a", "text": "\\ud800"}', Row("a", "\ud800", None)),
        ('{"id": true, "text": "甲"}', Row("true", "甲", None)),
        ('{"id": {"a": "甲"}, "text": "甲"}', Row('{"a": "甲"}', "甲", None)),
    ],
)
def test_reads_a_row(line: str, row: Row) -> None:
    assert _read(line.encode()) == [(1, row)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "line 1 is no JSON"),
        (b"\xff{", "line 1 is no JSON"),
        (b'{"text": "\xd3"}', "line 1 is no JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "line 1 "),
        (b'{"text": NaN}', 'line 1 has no "text"'),
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


@pytest.mark.usefixtures("folder")
def test_tells_a_row_that_is_nested_too_deep() -> None:
    ((_, error),) = _read(b"[" * 200_000)
    assert isinstance(error, InputError)


@pytest.mark.usefixtures("folder")
def test_goes_on_after_a_bad_row_and_counts_lines() -> None:
    rows = _read(codecs.BOM_UTF8 + b'{"text": "a"}\r\n\n  \n{\n{"text": "b"}')
    assert [number for number, _ in rows] == [1, 4, 5]
    assert [isinstance(row, Row) and row.id for _, row in rows] == ["1", False, "5"]
