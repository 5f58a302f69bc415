"""Rows of CSV: a quote that is wrong costs the rows that it swallows, which are told, and invents none."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import Settings, run_batch
from extractor.batch.csv_rows import csv_rows
from extractor.batch.items import Reading
from extractor.facts import Facts
from extractor.pipeline import Pipeline


class Stub(Pipeline):
    """Finds nothing."""

    def extract(self, text: str, **options: Any) -> Facts:
        return Facts(options["id"], "0" * 64, len(text), None, None, "0", ())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(data: str | bytes, **reading: Any) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the ids of what was done, and what failed."""
    Path("in.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    run_batch(["in.csv"], "out", Settings(reading=Reading(**reading), load=lambda *_: Stub()))
    done = [json.loads(line)["document"]["id"] for line in Path("out").read_bytes().splitlines()]
    errors = Path("out.errors.jsonl")
    return done, [json.loads(e) for e in errors.read_bytes().splitlines()] if errors.exists() else []


def _rows(*rows: str) -> str:
    return "\n".join(["id,text", *rows]) + "\n"


def test_a_stray_quote_tells_the_rows_that_it_swallows() -> None:
    rows = [f"a{i},增长{i}%" for i in range(1000)]
    rows[98] = 'a98,"增长98%'
    done, (error,) = _run(_rows(*rows))
    assert done == [f"a{i}" for i in range(98)]
    assert error["line"] == 1001
    assert "lines 100 to 1001: a quote is opened that nothing closes" in error["error"]


def test_a_stray_quote_in_a_file_with_quotes_costs_two_rows() -> None:
    rows = [f'"a{i}","增长{i}%,\n是"' for i in range(20)]
    rows[7] = '"a7","增长7%,\n是'
    done, (error,) = _run(_rows(*rows))
    assert done == [f"a{i}" for i in range(20) if i not in (7, 8)]
    assert "lines 16 to 19" in error["error"]


def test_a_stray_quote_in_the_header_is_told() -> None:
    done, (error,) = _run('id,"text\n' + "a,增长5%\n" * 3000)
    assert not done
    assert "lines 1 to 3001" in error["error"]


@pytest.mark.parametrize("data", ["id,te\rxt\na,增长5%\n", "id,text\ra,增长5%\r"])
def test_a_header_that_is_none_stops_nothing(data: str) -> None:
    Path("good.jsonl").write_text('{"id": "b", "text": "增长6%"}\n', "utf-8")
    Path("in.csv").write_bytes(data.encode())
    summary = run_batch(["in.csv", "good.jsonl"], "out")
    assert (summary.done, summary.failed) == (1, 1)
    assert "no row of CSV" in Path("out.errors.jsonl").read_text("utf-8")


@pytest.mark.parametrize("end", ["\n", ""], ids=["many lines", "one line"])
def test_an_article_over_the_limit_is_skipped_to_its_closing_quote(end: str) -> None:
    inside = f'a, line ""of it""{end}' * 20_000
    done, (error,) = _run(_rows("a,x", f'b,"{inside}"', *(f"c{i},x" for i in range(50))), max_bytes=20_000)
    assert done == ["a", *(f"c{i}" for i in range(50))]
    assert "--max-bytes" in error["error"]


@pytest.mark.parametrize("quoted", ['他说"好"，走了,\nb, 走了', '他说"好\nb, 走了'])
def test_a_quote_that_is_not_doubled_invents_no_article(quoted: str) -> None:
    done, (error,) = _run(_rows("a,x", f'b,"{quoted}"', "c,x"))
    assert done == ["a", "c"]
    assert "lines 3 to 4: no row of CSV" in error["error"]


def test_a_file_that_ends_inside_quotes_invents_no_article() -> None:
    done, (error,) = _run(_rows("a,x", 'b,"增长,\nc, x'))
    assert done == ["a"]
    assert "lines 3 to 4" in error["error"]


def test_rows_are_those_of_the_standard_library() -> None:
    draw = random.Random(1)
    compared = 0
    for length in itertools.chain.from_iterable(itertools.repeat(range(1, 12), 2000)):
        text = "".join(draw.choices('",\na', k=length))
        try:
            expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            continue
        compared += 1
        found = list(csv_rows(io.BytesIO(text.encode()), "utf-8", 1000))
        assert [row.cells for row in found] == expected, text
        assert not any(row.error for row in found)
    assert compared > 1000
