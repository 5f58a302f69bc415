"""Runs of a batch: the same bytes for any number of workers and after any kill; what is finished stays."""

from __future__ import annotations

import errno
import json
import os
import pty
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, ROOT, Command, corpus_text

from extractor.batch import Settings, run_batch
from extractor.batch.journal import Journal
from extractor.batch.progress import Progress
from extractor.errors import OptionError
from extractor.facts import Facts
from extractor.pipeline import Pipeline

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
NAMES = list(CORPUS)


def write_articles(path: Path, count: int) -> None:
    """Write varied articles, some of which fail."""
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            name = NAMES[i * 7 % len(NAMES)]
            row = {"id": f"{name}-{i}", "text": corpus_text(name)[: 200 + i * 37 % 600], "n": i}
            file.write("{\n" if i % 50 == 9 else json.dumps(row, ensure_ascii=False) + "\n")


class Deadly(Pipeline):
    """Ends its process on one text, and breaks on another."""

    def extract(self, text: str, **options: Any) -> Facts:
        if text == "die":
            os._exit(1)
        if text == "break":
            raise ZeroDivisionError("broken")
        return Facts(options["id"], "0" * 64, len(text), None, None, "0", ())


def _deadly(lexicon: str | None, extractors: tuple[str, ...]) -> Pipeline:
    return Deadly()


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_workers_change_no_byte(tmp_path: Path, suffix: str) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    write_articles(tmp_path / "in", 400)
    results = set()
    for workers in (1, 2, 3):
        out = tmp_path / f"out-{workers}.{suffix}"
        assert run_batch([str(tmp_path / "in")], str(out), workers=workers).failed == 8
        results.add((out.read_bytes(), Path(f"{out}.errors.jsonl").read_bytes()))
    assert len(results) == 1


def test_parquet_has_types_and_duckdb_its_tables(tmp_path: Path) -> None:
    parquet, duckdb = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("duckdb")
    write_articles(tmp_path / "in", 300)
    for name in ("out.jsonl", "out.parquet", "out.duckdb"):
        run_batch([str(tmp_path / "in")], str(tmp_path / name), workers=2)
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    facts = [(d["document"]["id"], f["id"], f["text"]) for d in told for f in d["facts"]]
    table = parquet.read_table(tmp_path / "out.parquet")
    assert list(zip(*(table[c].to_pylist() for c in ("document", "id", "text")), strict=True)) == facts
    kinds = {name: str(table.schema.field(name).type).split("<")[0] for name in ("number", "date_from", "currency")}
    assert kinds == {"number": "decimal128(38, 10)", "date_from": "date32[day]", "currency": "dictionary"}
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as database:
        assert database.execute("SELECT document, id, text FROM facts").fetchall() == facts
        assert database.execute("SELECT count(*) FROM documents").fetchall() == [(len(told),)]
        entities = [(d["document"]["id"], e["name"], e["mentions"]) for d in told for e in d["entities"]]
        assert database.execute("SELECT document, name, mentions FROM entities").fetchall() == entities
        figures = [(d["document"]["id"], f["fact"], f["subject"], f["period"]) for d in told for f in d["figures"]]
        columns = "document, id, subject, period"
        found = database.execute(f"SELECT {columns} FROM facts WHERE metric IS NOT NULL").fetchall()
        assert set(found) <= set(figures)
        assert len(found) > len(figures) // 2
        events = [(d["document"]["id"], e["id"], e["type"], e["planned"]) for d in told for e in d["events"]]
        assert database.execute("SELECT document, id, type, planned FROM events").fetchall() == events


def test_numbers_are_exact_or_null() -> None:
    pytest.importorskip("pyarrow")
    from extractor.batch.columns import facts_batch  # noqa: PLC0415
    from extractor.pipeline import extract  # noqa: PLC0415

    figures = ("增长5.12345678901%", "投资3亿元", "涨0.30%", "\ud800" + "9" * 40 + "元", "9" * 28 + ".9999999999元")
    facts = extract("，".join((*figures, "金额为12345678901234567890.123456789012元", "涨0.300000000000%")))
    rows = facts_batch([facts]).to_pylist()
    assert [row["value"] for row in rows] == [fact.value.to_dict()["value"] for fact in facts]
    for row in rows:
        digits = row["value"]
        fits = len(digits.split(".")[0]) <= 28 and len(digits.partition(".")[2].rstrip("0")) <= 10
        assert (row["number"] is not None) == fits, row
        assert row["number"] in (None, Decimal(digits))


class Unwritable(Pipeline):
    """Gives metadata that no format holds, for one text."""

    def extract(self, text: str, **options: Any) -> Facts:
        metadata = {"a": object()} if text == "unwritable" else None
        return Facts(options["id"], "0" * 64, len(text), None, None, "0", (), metadata=metadata)


@pytest.mark.parametrize("suffix", ["jsonl", "parquet", "duckdb"])
def test_a_document_that_cannot_be_written_fails_alone(tmp_path: Path, suffix: str) -> None:
    for library in {"parquet": ("pyarrow",), "duckdb": ("pyarrow", "duckdb")}.get(suffix, ()):
        pytest.importorskip(library)
    texts = ["unwritable" if i == 7 else "x" for i in range(20)]
    (tmp_path / "in").write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)))
    settings = Settings(load=lambda *_: Unwritable())
    summary = run_batch([str(tmp_path / "in")], str(tmp_path / f"out.{suffix}"), settings)
    (error,) = map(json.loads, (tmp_path / f"out.{suffix}.errors.jsonl").read_bytes().splitlines())
    assert (error["line"], error["id"], error["code"]) == (8, "7", "E900")
    assert (summary.done, summary.failed) == (19, 1)


def test_a_document_that_kills_its_worker_fails_alone(tmp_path: Path) -> None:
    rows = [{"id": str(i), "text": "die" if i == 300 else "break" if i == 5 else "x"} for i in range(600)]
    (tmp_path / "in").write_text("".join(json.dumps(r) + "\n" for r in rows))
    summary = run_batch([str(tmp_path / "in")], str(tmp_path / "out"), Settings(load=_deadly), workers=2)
    assert (summary.done, summary.failed) == (598, 2)
    errors = [json.loads(e) for e in (tmp_path / "out.errors.jsonl").read_bytes().splitlines()]
    assert [(e["line"], e["code"]) for e in errors] == [(6, "E900"), (301, "E100")]
    assert "ZeroDivisionError: broken" in errors[0]["error"]


def _start(tmp_path: Path, *options: str) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "extractor.cli", "batch", "in", *options]
    # A job in the background of a script ignores interrupts, and what it starts would too.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return subprocess.Popen(
            call, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
    finally:
        signal.signal(signal.SIGINT, before)


def _until_parts(tmp_path: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while len(list(tmp_path.glob("out*.parts/part-*"))) < count and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("out", ["out.jsonl", "out.parquet"])
def test_a_killed_run_is_resumed_without_loss_or_duplicates(tmp_path: Path, command: Command, out: str) -> None:
    if out == "out.parquet":
        pytest.importorskip("pyarrow")
    write_articles(tmp_path / "in", 600)
    run_batch([str(tmp_path / "in")], str(tmp_path / f"whole{out}"))
    draw, kills = random.Random(out), 0
    for attempt in range(4):
        process = _start(tmp_path, out, "--workers", "2", "--resume")
        if attempt:
            time.sleep(draw.uniform(0.5, 1.5))
        else:
            _until_parts(tmp_path, 1, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
    assert kills
    if not (tmp_path / out).exists():
        assert b"--resume" in command("batch", "in", out).stderr  # never begins anew unasked
    assert command("batch", "in", out, "--workers", "2", "--resume").returncode == 1  # some rows fail
    for suffix in ("", ".errors.jsonl"):
        assert (tmp_path / f"{out}{suffix}").read_bytes() == (tmp_path / f"whole{out}{suffix}").read_bytes()
    assert not list(tmp_path.glob("*.part*"))


def test_an_interrupt_keeps_what_is_finished(tmp_path: Path, command: Command) -> None:
    write_articles(tmp_path / "in", 600)
    process = _start(tmp_path, "out", "--workers", "2")
    _until_parts(tmp_path, 2, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told.decode() == "extract: interrupted; what is finished is kept, go on with --resume\n"
    kept = len(list(tmp_path.glob("out.parts/part-*")))
    assert kept >= 2
    assert not (tmp_path / "out").exists()
    assert command("batch", "in", "out", "--resume").returncode == 1
    assert len((tmp_path / "out").read_bytes().splitlines()) == 588


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a run that met a full disk after two parts."""
    write_articles(tmp_path / "in", 600)
    real, added = Journal.add, []

    def add(journal: Journal, *arguments: Any) -> None:
        if len(added) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(journal, *arguments)
        added.append(arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", add)
        with pytest.raises(OptionError, match=r"cannot write .*No space left.*resume=True"):
            run_batch([str(tmp_path / "in")], str(tmp_path / "out"))
    return tmp_path


def test_a_full_disk_keeps_what_is_finished(stopped: Path) -> None:
    assert len(list(stopped.glob("out.parts/part-*"))) == 2
    run_batch([str(stopped / "in")], str(stopped / "whole"))
    run_batch([str(stopped / "in")], str(stopped / "out"), resume=True)
    assert (stopped / "out").read_bytes() == (stopped / "whole").read_bytes()


def test_a_real_full_disk(tmp_path: Path, command: Command) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        write_articles(tmp_path / "in", 600)
        result = command("batch", "in", "disk/out", "--workers", "2")
        assert result.returncode == 2
        assert b"No space left" in result.stderr
        assert list(disk.glob("out.parts/part-*"))
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert command("batch", "in", "disk/out", "--resume").returncode == 1
        assert len((disk / "out").read_bytes().splitlines()) == 588
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("size", ["1m", "2m"], ids=["while rows are added", "while they are brought to the disk"])
def test_a_disk_that_is_full_when_duckdb_writes(tmp_path: Path, size: str) -> None:
    pytest.importorskip("duckdb")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        write_articles(tmp_path / "in", 100)
        sources, target = [str(tmp_path / "in")], str(disk / "out.duckdb")
        with pytest.raises(OptionError, match=r"cannot write .*No space left.*resume=True"):
            run_batch(sources, target)
        assert os.listdir(disk) == ["out.duckdb.parts"]
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert run_batch(sources, target, resume=True).done == 98
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("option", "other options.*: types;"),
        ("relations", "other options.*: relations;"),
        ("changed", "has changed"),
        ("shorter", "is shorter"),
    ],
)
def test_resumes_no_other_run(stopped: Path, change: str, what: str) -> None:
    rows = (stopped / "in").read_bytes()
    if change == "changed":
        (stopped / "in").write_bytes(rows.replace("的".encode(), "之".encode(), 1))
    elif change == "shorter":
        (stopped / "in").write_bytes(b"\n".join(rows.split(b"\n")[:128]) + b"\n")
    settings = Settings(types=("money",) if change == "option" else None, relations=change != "relations")
    with pytest.raises(OptionError, match=what):
        run_batch([str(stopped / "in")], str(stopped / "out"), settings, resume=True)
    assert len(list(stopped.glob("out.parts/part-*"))) == 2


@pytest.mark.parametrize("change", ["article", "lexicon", "extractor", "nothing", "place of the lexicon"])
def test_resumes_no_run_over_other_articles_names_or_extractors(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for i in range(300):
        Path(f"news/{i:03}.txt").write_text(f"增长{i % 9}%", "utf-8")
    Path("names.txt").write_text("青禾科技\n", "utf-8")
    real = Journal.add

    def add(journal: Journal, *arguments: Any) -> None:
        if journal.parts == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(journal, *arguments)

    def run(lexicon: str) -> None:
        run_batch(["news"], "out", Settings(lexicon=lexicon, extractors=("stock",)), resume=True)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", add)
        with pytest.raises(OptionError, match="No space left"):
            run("names.txt")
    lexicon = Path("others.txt" if change.startswith("place") else "names.txt")
    lexicon.write_text("青木科技\n" if change == "lexicon" else "青禾科技\n", "utf-8")
    if change == "article":
        Path("news/007.txt").write_text("增长8%", "utf-8")  # as long as before
    elif change == "extractor":
        (entry,) = package.glob("*.dist-info/METADATA")
        entry.write_text(entry.read_text("utf-8").replace("Version: ", "Version: 9."), "utf-8")
    if change in ("article", "lexicon", "extractor"):
        with pytest.raises(OptionError, match="has changed" if change == "article" else "other options"):
            run(str(lexicon))
    else:
        run(str(lexicon))
        assert len(Path("out").read_bytes().splitlines()) == 300


def test_what_duckdb_left_beside_a_database_is_no_part_of_the_next(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    write_articles(tmp_path / "in", 20)
    (tmp_path / "out.duckdb.part.wal").write_bytes(b"of a run that was killed")
    assert run_batch([str(tmp_path / "in")], str(tmp_path / "out.duckdb")).done == 19
    assert sorted(os.listdir(tmp_path)) == ["in", "out.duckdb", "out.duckdb.errors.jsonl"]


@pytest.mark.parametrize("damage", ["torn line", "line of NULs", "lost part", "changed part"])
def test_what_is_damaged_is_done_again(stopped: Path, damage: str) -> None:
    manifest = stopped / "out.parts" / "manifest.jsonl"
    if damage == "torn line":
        with open(manifest, "ab") as file:
            file.write(b'{"part": 2, "inp')
    elif damage == "line of NULs":  # what a file system may leave of it when the power fails
        *lines, last = manifest.read_bytes().splitlines(keepends=True)
        manifest.write_bytes(b"".join(lines) + b"\0" * (len(last) - 1) + b"\n")
    else:
        part = stopped / "out.parts" / "part-00000001"
        part.unlink() if damage == "lost part" else part.write_bytes(b"x")
    run_batch([str(stopped / "in")], str(stopped / "whole"))
    run_batch([str(stopped / "in")], str(stopped / "out"), resume=True, workers=2)
    assert (stopped / "out").read_bytes() == (stopped / "whole").read_bytes()


def test_two_runs_do_not_write_one_result(stopped: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with open(stopped / "out.parts" / "manifest.jsonl", "rb") as manifest:
        fcntl.flock(manifest, fcntl.LOCK_EX)
        with pytest.raises(OptionError, match="another run"):
            run_batch([str(stopped / "in")], str(stopped / "out"), resume=True)


def test_a_broken_pipe_ends_the_workers_quietly(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 600)
    call = f"{sys.executable} -m extractor.cli batch in - --workers 2 | head -c 10"
    result = subprocess.run(["sh", "-c", call], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False)
    assert result.stdout == b'{"schema":'
    # Of rows that failed before the pipe broke, and nothing else.
    assert {json.loads(line)["code"] for line in result.stderr.splitlines()} <= {"E100"}


def _article_of_100_mb(path: Path, suffix: str) -> None:
    """Write it between two short ones."""
    piece, times = ("增长五成，" * 50 + "\n") * 1300, 100
    if suffix == "parquet":
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        table = arrow.table({"id": ["a", "long", "b"], "text": ["增长5%", piece * times, "增长6%"]})
        parquet.write_table(table, path)
        return
    if suffix == "csv":
        before, after = 'id,text\na,增长5%\nlong,"', '"\nb,增长6%\n'
    else:
        piece = piece.replace("\n", "\\n")
        before, after = '{"id": "a", "text": "增长5%"}\n{"id": "long", "text": "', '"}\n{"id": "b", "text": "增长6%"}\n'
    opened = pytest.importorskip("zstandard").open if suffix == "jsonl.zst" else open
    with opened(path, "wb") as file:
        for part in (before, *[piece] * times, after):
            file.write(part.encode())


@pytest.mark.parametrize(
    ("suffix", "most"), [("jsonl", 250_000), ("jsonl.zst", 250_000), ("csv", 250_000), ("parquet", 700_000)]
)
def test_an_article_of_100_mb_fails_in_little_memory(tmp_path: Path, suffix: str, most: int) -> None:
    """Of Parquet a cell is whole in memory before anybody sees its length."""
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc that tells the memory of a process")
    _article_of_100_mb(tmp_path / f"in.{suffix}", suffix)
    call = (
        "from extractor.cli import main; print(main(['batch', '--workers', '1', *__import__('sys').argv[1:]]));"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    arguments = [sys.executable, "-c", call, f"in.{suffix}", "out"]
    run = subprocess.run(arguments, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True)
    status, peak = map(int, run.stdout.split())
    assert status == 1
    done = [json.loads(line)["document"]["id"] for line in (tmp_path / "out").read_bytes().splitlines()]
    (error,) = map(json.loads, (tmp_path / "out.errors.jsonl").read_bytes().splitlines())
    assert (done, "--max-bytes" in error["error"]) == (["a", "b"], True)
    assert peak < most


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_tells_rate_and_time_left() -> None:
    times: Iterator[float] = iter([0.0, 10.0, 10.1, 20.0])
    terminal = _Terminal()
    progress = Progress(1000, terminal, lambda: next(times))
    progress.show(100, 2, 250)
    progress.show(110, 2, 260)  # too soon
    progress.show(200, 2, 500)
    assert terminal.getvalue() == (
        "\r 25% [######..................] 100 documents, 10/s, 2 failed, 0:00:30 left\x1b[K"
        "\r 50% [############............] 200 documents, 10/s, 2 failed, 0:00:20 left\x1b[K"
    )


def test_progress_is_for_a_terminal_alone(tmp_path: Path, command: Command) -> None:
    write_articles(tmp_path / "in", 300)
    assert b"documents" not in command("batch", "in", "out").stderr
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "extractor.cli", "batch", "in", "out"]
    process = subprocess.Popen(call, cwd=tmp_path, env=ENVIRONMENT, stderr=theirs)
    os.close(theirs)
    told = b""
    while True:
        try:
            told += os.read(ours, 1000)
        except OSError:  # the terminal is gone
            break
    os.close(ours)
    assert process.wait() == 1
    assert b"documents, " in told
    assert b" left" in told


def test_an_unreadable_file_among_thousands_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for i in range(2000):
        (folder / f"{i:04}.txt").write_bytes(b"\xff\xff\xff" if i == 700 else f"涨{i}%".encode())
    (folder / "0900.txt").unlink()
    (folder / "0900.txt").symlink_to("nowhere")
    real = open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if str(path).endswith("0800.txt"):  # root may read whatever the mode says
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path, *arguments, **options)

    monkeypatch.setattr("builtins.open", refuse)
    summary = run_batch([str(folder)], str(tmp_path / "out"))
    done = [json.loads(line)["document"]["id"] for line in (tmp_path / "out").read_bytes().splitlines()]
    errors = [json.loads(line)["error"] for line in (tmp_path / "out.errors.jsonl").read_bytes().splitlines()]
    told = " ".join(errors)
    assert all(name in told for name in ("0700.txt", "0800.txt", "0900.txt")), told
    assert (summary.done, summary.failed) == (1997, 3)
    assert len(done) == len(set(done)) == 1997


@pytest.mark.parametrize("moment", [0.0, 4e9])
def test_a_wrong_clock_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    write_articles(tmp_path / "in", 60)
    run_batch([str(tmp_path / "in")], str(tmp_path / "right"))
    backwards = iter(range(10_000_000, 0, -1000))
    monkeypatch.setattr(time, "time", lambda: moment)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(backwards)))
    os.utime(tmp_path / "in", (moment, moment))
    run_batch([str(tmp_path / "in")], str(tmp_path / "wrong"))
    monkeypatch.undo()
    for suffix in ("", ".errors.jsonl"):
        assert (tmp_path / f"right{suffix}").read_bytes() == (tmp_path / f"wrong{suffix}").read_bytes()


def test_a_folder_that_lets_nothing_be_written_is_told(tmp_path: Path, command: Command) -> None:
    write_articles(tmp_path / "in", 20)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        result = command("batch", "in", "disk/out")
        assert result.returncode == 2
        assert b"cannot write" in result.stderr
        assert result.stderr.count(b"\n") == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("victim", ["worker", "parent"])
def test_a_process_that_is_killed_costs_nothing(tmp_path: Path, command: Command, victim: str) -> None:
    write_articles(tmp_path / "in", 300)
    run_batch([str(tmp_path / "in")], str(tmp_path / "whole"))
    process = _start(tmp_path, "out", "--workers", "2")
    _until_parts(tmp_path, 1, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("no /proc that tells the workers of a process")
    pids = [int(pid) for pid in children.read_text().split()]
    workers = [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    for pid in workers[:1] if victim == "worker" else [process.pid]:
        os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=60)
    if victim == "parent":
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in workers):  # they end when nobody asks any more
            assert time.monotonic() < deadline, "a worker outlives its parent"
            time.sleep(0.05)
        if process.returncode == -signal.SIGKILL:  # it was not done before
            command("batch", "in", "out", "--workers", "2", "--resume")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "whole").read_bytes()
