"""Spark gives the rows of the local engine, on a real cluster, also where a worker is killed in mid-job."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import CORPUS, corpus_text
from spark_cluster import Cluster, cluster, missing

from extractor.batch import run_batch
from extractor.errors import OptionError

LACKS = missing()
if LACKS:
    # Said aloud: a run without these tests must not pass for one with them.
    print(f"\nSPARK IS NOT TESTED: {LACKS} not installed", file=sys.__stderr__)
needs_spark = pytest.mark.skipif(LACKS is not None, reason=f"Spark is not tested: {LACKS} not installed")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("spark")) as started:
        yield started


def _write(path: Path, count: int) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    names, records = list(CORPUS), []
    for i in range(count):
        text = None if i % 100 == 9 else corpus_text(names[i % len(names)])
        records.append({"id": f"{i:05d}", "text": text, "url": f"u{i}"})
    path.mkdir()
    # Files are tasks: enough of them, so that a kill meets some.
    for part in range(8):
        parquet.write_table(arrow.Table.from_pylist(records[part::8]), path / f"part-{part}.parquet")


def _rows(path: Path) -> list[str]:
    parquet = pytest.importorskip("pyarrow.parquet")
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    rows = [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]
    rows.sort(key=lambda row: (row["document"], row["start_char"]))
    return [json.dumps(row, default=str, ensure_ascii=False) for row in rows]


@contextmanager
def _extract(running: Cluster, source: Path, target: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a batch on the cluster. Its driver and the driver's JVM end with the test, however that ends."""
    call = [sys.executable, "-m", "extractor.cli", "batch", "--engine", "spark", "--master", running.master]
    process = subprocess.Popen(
        [*call, str(source), str(target)],
        env=running.environment,
        stderr=subprocess.PIPE,
        cwd=target.parent,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@needs_spark
def test_a_killed_worker_costs_no_row_and_doubles_none(running: Cluster, tmp_path: Path) -> None:
    _write(tmp_path / "in", 400)
    with _extract(running, tmp_path / "in", tmp_path / "spark") as process:
        deadline = time.monotonic() + 240  # a machine with other work starts Spark slowly
        while not list((tmp_path / "spark").rglob("*.parquet")):  # the first task has begun to write
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        running.kill_worker()
        assert process.poll() is None, "the job was over before the kill"
        told = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 1, told
    assert "4 of 400 rows failed" in told
    summary = run_batch([str(tmp_path / "in")], str(tmp_path / "local.parquet"), workers=1)
    assert (summary.done, summary.failed) == (396, 4)
    rows = _rows(tmp_path / "spark")
    assert rows == _rows(tmp_path / "local.parquet")
    assert any(json.loads(row)["events"] for row in rows), "no list of structs was there to compare"
    errors = [json.loads(e) for e in (tmp_path / "spark.errors.jsonl").read_bytes().splitlines()]
    assert [e["id"] for e in errors] == [f"{i:05d}" for i in range(9, 400, 100)]
    assert (tmp_path / "spark" / "_SUCCESS").exists()
    # Lost was something: Spark says so in its log.
    assert "Lost" in told or "lost" in told


def test_a_row_that_fails_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What Spark calls in its workers, without Spark."""
    arrow = pytest.importorskip("pyarrow")
    from extractor.batch.spark import extract  # noqa: PLC0415

    batch = arrow.record_batch({"id": ["a", "b", None], "text": ["增长5%", None, "增长6%"]})
    frame = SimpleNamespace(mapInArrow=lambda work, schema: list(work(iter([batch]))))
    (facts,) = extract(frame)
    assert facts["text"].to_pylist() == ["5%"]
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["row b failed", "row None failed"]


def test_relations_are_left_out_where_they_are_not_wanted() -> None:
    arrow = pytest.importorskip("pyarrow")
    from extractor.batch import Settings  # noqa: PLC0415
    from extractor.batch.spark import extract  # noqa: PLC0415

    batch = arrow.record_batch({"id": ["a"], "text": [corpus_text("earnings")]})
    frame = SimpleNamespace(mapInArrow=lambda work, schema: list(work(iter([batch]))))
    (everything,), (alone,) = extract(frame), extract(frame, Settings(relations=False))
    relations = ["subject", "metric", "canonical", "metric_kind", "period", "change", "events"]
    assert any(everything["metric"].to_pylist())
    assert not any(alone["metric"].to_pylist())
    assert everything.drop_columns(relations) == alone.drop_columns(relations)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
def test_the_day_of_a_moment_is_that_of_the_local_engine(tmp_path: Path, zone: str) -> None:
    """Spark gives moments in the zone of its session, whatever the file says."""
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    from extractor.batch.spark import extract  # noqa: PLC0415

    moment = arrow.array([dt.datetime(2024, 5, 1, 23, 30)], arrow.timestamp("us", "UTC"))
    table = arrow.table({"id": ["a"], "text": ["昨日增长5%"], "reference_date": moment, "at": moment})
    parquet.write_table(table, tmp_path / "in.parquet")
    run_batch([str(tmp_path / "in.parquet")], str(tmp_path / "out.parquet"))
    local = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    (given,) = table.cast(table.schema.set(2, arrow.field("reference_date", arrow.timestamp("us", zone)))).to_batches()
    facts, *_ = extract(SimpleNamespace(mapInArrow=lambda work, schema: list(work(iter([given])))))
    assert [row["reference_date"] for row in local] == [dt.date(2024, 5, 1)] * 2
    assert facts.to_pylist() == local


def test_tells_what_spark_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from extractor.batch import Settings  # noqa: PLC0415
    from extractor.batch.spark import run_spark  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(OptionError, match=r"needs pyspark; in the folder of the package: pip install '\.\[spark\]'"):
        run_spark([str(tmp_path)], str(tmp_path / "out"), Settings())
