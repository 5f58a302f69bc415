"""A batch keeps the order and the ids of its rows, tells what failed, and leaves no half of a file."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import Settings, Summary, run_batch
from extractor.errors import ExtractorError, InputError, InvariantError, OptionError
from extractor.facts import Facts
from extractor.pipeline import Pipeline, load

GOOD = [{"id": f"row-{i}", "text": f"营收增长{i}%。", "reference_date": "2026-01-08"} for i in range(20)]


class Stub(Pipeline):
    """Raises what a text says it should; else finds nothing."""

    raises: type[Exception] = InvariantError

    def extract(self, text: str, **options: Any) -> Facts:
        if text == "raise":
            raise self.raises("broken")
        return Facts(
            options["id"], "0" * 64, len(text), options["reference_date"], options["reference_date_source"], "0", ()
        )


def _write(path: Path, rows: Iterable[Any]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_bytes("\n".join(lines).encode())
    return path


def _run(source: Path, target: Path, pipeline: Pipeline | None = None, date: str | None = None) -> Summary:
    return run_batch([str(source)], str(target), Settings(reference_date=date, load=lambda *_: pipeline or Stub()))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def test_keeps_order_and_ids(tmp_path: Path) -> None:
    summary = _run(_write(tmp_path / "in", GOOD), tmp_path / "out", load())
    results = _lines(tmp_path / "out")
    assert summary == Summary(20, 0, None)
    assert [r["document"]["id"] for r in results] == [row["id"] for row in GOOD]
    assert [r["facts"][0]["value"] for r in results] == [str(i) for i in range(20)]
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]


def test_the_date_of_a_row_comes_before_that_of_the_batch(tmp_path: Path) -> None:
    rows = [{"text": "甲", "reference_date": "2026-01-08"}, {"text": "甲"}]
    _run(_write(tmp_path / "in", rows), tmp_path / "out", date="2020-02-02")
    told = [(r["document"]["reference_date"], r["document"]["reference_date_source"]) for r in _lines(tmp_path / "out")]
    assert told == [("2026-01-08", "row"), ("2020-02-02", "option")]


def test_tells_what_failed_and_goes_on(tmp_path: Path) -> None:
    rows = [GOOD[0], "{", {"id": "b", "text": "甲", "reference_date": "2026-13-01"}, {"id": "c"}, "", GOOD[1]]
    summary = _run(_write(tmp_path / "in", rows), tmp_path / "out", load())
    failures = _lines(tmp_path / "out.errors.jsonl")
    assert summary == Summary(2, 3, f"{tmp_path / 'out'}.errors.jsonl")
    assert [r["document"]["id"] for r in _lines(tmp_path / "out")] == ["row-0", "row-1"]
    assert [(f["line"], f["id"], f["code"]) for f in failures] == [
        (2, None, "E100"),
        (3, "b", "E200"),
        (4, "c", "E100"),
    ]
    assert all(f["error"] for f in failures)


def test_a_broken_promise_of_the_package_fails_one_row(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "raise"}, {"id": "b", "text": "甲"}]
    assert _run(_write(tmp_path / "in", rows), tmp_path / "out").failed == 1
    assert _lines(tmp_path / "out.errors.jsonl") == [{"line": 1, "id": "a", "code": "E900", "error": "broken"}]


def test_a_lone_surrogate_is_text(tmp_path: Path) -> None:
    _write(tmp_path / "in", ['{"id": "\\ud800", "text": "智谱\\ud800公司增长5%"}'])
    assert _run(tmp_path / "in", tmp_path / "out", load()) == Summary(1, 0, None)
    (result,) = _lines(tmp_path / "out")
    assert (result["document"]["id"], result["facts"][-1]["text"]) == ("\ud800", "5%")


def test_the_errors_of_an_earlier_run_go(tmp_path: Path) -> None:
    _run(_write(tmp_path / "in", ["{"]), tmp_path / "out")
    assert (tmp_path / "out.errors.jsonl").exists()
    _run(_write(tmp_path / "in", GOOD), tmp_path / "out")
    assert not (tmp_path / "out.errors.jsonl").exists()


def test_an_empty_batch_is_an_empty_result(tmp_path: Path) -> None:
    assert _run(_write(tmp_path / "in", []), tmp_path / "out") == Summary(0, 0, None)
    assert (tmp_path / "out").read_bytes() == b""


def test_a_run_that_breaks_off_before_a_part_is_done_leaves_nothing(tmp_path: Path) -> None:
    pipeline = Stub()
    pipeline.raises = KeyboardInterrupt  # type: ignore[assignment]
    (tmp_path / "out").write_text("earlier")
    with pytest.raises(KeyboardInterrupt):
        _run(_write(tmp_path / "in", [*GOOD, {"text": "raise"}]), tmp_path / "out", pipeline)
    assert (tmp_path / "out").read_text() == "earlier"
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]


@pytest.mark.parametrize(("source", "what"), [("none", "none: No such file"), ("folder", "holds no")])
def test_tells_a_batch_that_it_cannot_read(tmp_path: Path, source: str, what: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=what):
        _run(tmp_path / source, tmp_path / "out")
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.parametrize(("target", "what"), [("none/out", "No such file"), ("folder", "Is a directory")])
def test_tells_a_result_that_it_cannot_write(tmp_path: Path, target: str, what: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OptionError, match=f"cannot write .*{target}: {what}") as caught:
        _run(_write(tmp_path / "in", GOOD), tmp_path / target)
    assert isinstance(caught.value, ExtractorError)
    assert sorted(os.listdir(tmp_path)) == ["folder", "in"]


def test_a_pipe_with_a_name_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out")
    reader = threading.Thread(target=(tmp_path / "out").read_bytes, daemon=True)
    reader.start()
    _run(_write(tmp_path / "in", GOOD), tmp_path / "out")
    assert (tmp_path / "out").is_fifo()
    reader.join(2)
    assert not reader.is_alive()


def test_what_fails_on_the_way_into_a_pipe_is_told_at_once(tmp_path: Path) -> None:
    pipeline = Stub()
    pipeline.raises = KeyboardInterrupt  # type: ignore[assignment]
    os.mkfifo(tmp_path / "out")
    (tmp_path / "out.errors.jsonl").write_text("of an earlier run")
    reader = threading.Thread(target=(tmp_path / "out").read_bytes, daemon=True)
    reader.start()
    with pytest.raises(KeyboardInterrupt):
        _run(_write(tmp_path / "in", ["{", *GOOD * 20, {"text": "raise"}]), tmp_path / "out", pipeline)
    assert [failure["line"] for failure in _lines(tmp_path / "out.errors.jsonl")] == [1]
    reader.join(2)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").touch()
    (tmp_path / "out").symlink_to(tmp_path / "target")
    _run(_write(tmp_path / "in", GOOD), tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert len(_lines(tmp_path / "target")) == 20


def test_does_not_write_over_its_input(tmp_path: Path) -> None:
    rows = _write(tmp_path / "in", GOOD)
    with pytest.raises(OptionError, match="is the input too"):
        _run(rows, tmp_path / "in")
    assert _lines(tmp_path / "in")
