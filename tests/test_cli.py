"""The command as its users meet it: a process, its streams and its exit status."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, ROOT, Command, corpus_text

from extractor import __version__
from extractor.facts import FACT_TYPES

ARTICLE = CORPUS["model-ipo"]
OTHER = CORPUS["earnings"]
RAW = ARTICLE.read_bytes().decode()
BYTES = ARTICLE.read_bytes()
LINE = b'{"id": "a", "text": "\xe8\x90\xa5\xe6\x94\xb6\xe5\xa2\x9e\xe9\x95\xbf5%\xe3\x80\x82"}\n'


def _one_line(result: subprocess.CompletedProcess[bytes], status: int = 2) -> str:
    """Check that a command failed as it should, and return what it said."""
    told = result.stderr.decode()
    assert result.returncode == status, told
    assert told.count("\n") == 1
    assert told.startswith("extract: ")
    assert "Traceback" not in told
    return told


def _refused(result: subprocess.CompletedProcess[bytes]) -> str:
    told = _one_line(result)
    assert result.stdout == b""
    assert told.startswith("extract: error: ")
    assert "; " in told  # what is wrong; what to do next
    return told


def _object(result: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert (result.returncode, result.stderr) == (0, b"")
    facts: dict[str, Any] = json.loads(result.stdout)
    return facts


def test_one_article_gives_one_object(command: Command) -> None:
    facts = _object(command(ARTICLE))
    assert facts["schema"] == "facts/1"
    assert facts["document"]["id"] == "model-ipo"
    assert facts["document"]["chars"] == len(RAW)
    assert facts["extractor"] == {"version": __version__}
    assert {f["type"] for f in facts["facts"]} == set(FACT_TYPES)
    assert all(f["text"] == RAW[f["start"] : f["end"]] for f in facts["facts"])


def test_several_articles_give_a_line_each_in_order(command: Command) -> None:
    result = command(OTHER, ARTICLE, OTHER)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["document"]["id"] for line in lines] == ["earnings", "model-ipo", "earnings"]
    assert lines[1] == _object(command(ARTICLE))


def test_reads_standard_input(command: Command) -> None:
    piped, named = _object(command("-", stdin=BYTES)), _object(command(ARTICLE))
    assert piped["document"].pop("id") == "stdin"
    assert named["document"].pop("id") == "model-ipo"
    assert piped == named


def test_a_date_places_relative_dates(command: Command) -> None:
    document = _object(command("-", "--date", "2026-01-08", stdin="今日开盘涨3%。".encode()))["document"]
    assert (document["reference_date"], document["reference_date_source"]) == ("2026-01-08", "option")
    document = _object(command("-", stdin="今日开盘涨3%。".encode()))["document"]
    assert (document["reference_date"], document["reference_date_source"]) == (None, None)


def test_types_select_facts_and_change_none(command: Command) -> None:
    everything = _object(command(ARTICLE))
    some = _object(command(ARTICLE, "--types", "org, money"))
    assert some["facts"] == [f for f in everything["facts"] if f["type"] in ("org", "money")]
    assert some["entities"] == everything["entities"]
    assert _object(command(ARTICLE, "--types=date"))["entities"] == []


def test_relations_are_left_out_where_they_are_not_wanted(command: Command, tmp_path: Path) -> None:
    everything, alone = _object(command(ARTICLE)), _object(command(ARTICLE, "--no-relations"))
    assert everything["figures"]
    assert everything["events"]
    assert alone == everything | {"figures": [], "events": []}
    _rows(tmp_path / "in", {"id": alone["document"]["id"], "text": ARTICLE.read_text("utf-8")})
    command("batch", "in", "out", "--no-relations")
    batch = json.loads((tmp_path / "out").read_bytes())
    assert [batch[part] for part in ("facts", "figures", "events")] == [alone["facts"], [], []]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(codecs.BOM_UTF8 + BYTES, id="utf-8 with a mark"),
        pytest.param(RAW.encode("gb18030"), id="gb18030"),
        pytest.param(RAW.encode("utf-16"), id="utf-16"),
        pytest.param(RAW.encode("utf-16-be"), id="utf-16-be without a mark"),
    ],
)
def test_the_encoding_changes_no_fact(command: Command, data: bytes) -> None:
    expected, found = _object(command("-", stdin=BYTES)), _object(command("-", stdin=data))
    assert found["document"].pop("sha256") != expected["document"].pop("sha256")
    assert found == expected


def test_an_encoding_that_is_named_is_used(command: Command) -> None:
    facts = _object(command("-", "--encoding", "big5hkscs", stdin="營收增長5%。".encode("big5hkscs")))
    assert facts["facts"][0]["start"] == 4
    assert "no text in utf-8" in _refused(command("-", "--encoding", "utf-8", stdin="营收".encode("gbk")))


def test_tells_its_version(command: Command) -> None:
    result = command("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"extract {__version__}\n".encode(), b"")


@pytest.mark.parametrize("arguments", [["--help"], ["batch", "--help"], ["evaluate", "--help"]])
def test_helps(command: Command, arguments: list[str]) -> None:
    result = command(*arguments)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"usage: extract")


def test_help_has_examples_that_are_commands_of_it(command: Command) -> None:
    told = command("--help").stdout.decode()
    assert "extract article.txt > facts.json" in told
    for option in ("--date", "--types", "--encoding", "--version", "extract batch", "extract evaluate"):
        assert option in told


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "required: ARTICLE"),
        (["none.txt"], "cannot read none.txt: No such file"),
        (["empty.txt"], "empty.txt is empty"),
        (["folder"], "cannot read folder: Is a directory"),
        (["a.pdf"], "a.pdf: this is a PDF file"),
        (["binary"], "binary: "),
        (["cut.txt"], "cut.txt: this is no text"),
        (["good.txt", "none.txt"], "cannot read none.txt"),
        (["good.txt", "good.txt", "a.pdf"], "a.pdf: "),
        (["good.txt", "--date", "2026-13-01"], "'2026-13-01' is no date"),
        (["good.txt", "--date", "昨天"], "'昨天' is no date"),
        (["good.txt", "--date", ""], "'' is no date"),
        (["good.txt", "--date"], "--date"),
        (["evalute", "gold"], "there is no command and no file evalute; did you mean `extract evaluate`?"),
        (["reports"], "did you mean `extract report`?"),
        (
            ["explain", "good.txt", "--text", "龘"],
            "give characters that stand in it, or --at OFFSET",
        ),
        (["explain", "good.txt"], "one place is wanted; give --at OFFSET or --text TEXT"),
        (["good.txt", "--types", "mony"], "unknown fact type 'mony'; choose from money, percent"),
        (["good.txt", "--types", ","], "no fact type given"),
        (["good.txt", "--max-bytes", "9"], "good.txt is longer than 9 bytes; raise the limit with --max-bytes"),
        (["good.txt", "--max-bytes", "0"], "--max-bytes is 1 or more"),
        (["good.txt", "--frobnicate"], "--frobnicate"),
        (["good.txt", "--encoding", "klingon"], "no encoding 'klingon'"),
        (["-", "-"], "standard input is named twice"),
        (["-"], "standard input is empty"),
        (["two\nlines.txt"], "cannot read two lines.txt"),
        (["evaluate", "folder", "--fail-under", "90"], "'90' is no share from 0 to 1"),
        (["evaluate", "folder", "--fail-under", "nan"], "'nan' is no share from 0 to 1"),
        (["batch"], "required: IN, OUT"),
        (["batch", "none.jsonl", "out"], "cannot read none.jsonl"),
        (["batch", "binary", "rows.jsonl.out"], "binary is no text in UTF-8"),
        (["batch", "wide.jsonl", "rows.jsonl.out"], "wide.jsonl is no text in UTF-8"),
        (["batch", "gbk.jsonl", "rows.jsonl.out"], "gbk.jsonl is no text in UTF-8"),
        (["batch", "rows.jsonl", "none/out"], "cannot write none/out"),
        (["batch", "rows.jsonl", "folder"], "cannot write folder"),
        (["batch", "rows.jsonl", "out", "--date", "x"], "'x' is no date"),
        (["batch", "rows.jsonl", "out", "--types", "x"], "unknown fact type 'x'"),
        (["batch", "rows.jsonl", "out", "--max-bytes", "0"], "--max-bytes and --workers are 1 or more"),
        (["batch", "rows.jsonl", "out", "--workers", "0"], "--max-bytes and --workers are 1 or more"),
        (["batch", "rows.jsonl", "out", "--master", "local"], "--master is for Spark; add --engine spark"),
        (["batch", "rows.jsonl", "out", "--engine", "spark", "--resume"], "Spark has its own workers"),
        (["batch", "-", "-", "out"], "standard input is named twice"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_tells_bad_input_in_one_line(command: Command, tmp_path: Path, arguments: list[str], what: str) -> None:
    (tmp_path / "good.txt").write_bytes(BYTES)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "cut.txt").write_bytes(BYTES[:1000] + b"\xe4")
    (tmp_path / "rows.jsonl").write_bytes(LINE)
    (tmp_path / "wide.jsonl").write_bytes(LINE.decode().encode("utf-16"))
    (tmp_path / "gbk.jsonl").write_bytes('{"id": "1", "text": "公司营收3亿元"}\n'.encode("gb18030"))
    before = sorted(os.listdir(tmp_path))
    assert what in _refused(command(*arguments))
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("data", [b"\n", b" \r\n\t\xe3\x80\x80", codecs.BOM_UTF8])
def test_an_article_without_words_has_no_facts(command: Command, data: bytes) -> None:
    facts = _object(command("-", stdin=data))
    assert (facts["facts"], facts["entities"]) == ([], [])


def _shell(script: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $EXTRACT is the command."""
    environment = {"EXTRACT": f"{sys.executable} -m extractor.cli", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        ["sh", "-c", script],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env={**os.environ, **environment},
    )


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    articles = " ".join([str(ARTICLE)] * 20)  # more than a pipe holds
    result = _shell(f"$EXTRACT {articles} | head -c 10", tmp_path)
    assert result.stdout == b'{"schema":'
    assert result.stderr == b""


def test_a_reader_that_goes_away_ends_a_batch(tmp_path: Path) -> None:
    (tmp_path / "rows").write_bytes(LINE * 3000)
    result = _shell("$EXTRACT batch rows - | head -c 10", tmp_path)
    assert (result.stdout, result.stderr) == (b'{"schema":', b"")


@pytest.mark.parametrize(
    "call",
    [
        "$EXTRACT {article} >/dev/full",
        "$EXTRACT batch rows - >/dev/full",
        "$EXTRACT --help >/dev/full",
        "$EXTRACT --version >/dev/full",
    ],
)
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, call: str) -> None:
    (tmp_path / "rows").write_bytes(LINE)
    result = _shell(call.format(article=ARTICLE), tmp_path)
    assert "cannot write" in _one_line(result)


@pytest.mark.parametrize(
    "call",
    [
        "$EXTRACT - <&-",
        "$EXTRACT {article} >&-",
        "$EXTRACT batch - out <&-",
        "$EXTRACT --help >&-",
        "$EXTRACT --version >&-",
    ],
)
def test_a_closed_stream_is_told_in_one_line(tmp_path: Path, call: str) -> None:
    _one_line(_shell(call.format(article=ARTICLE), tmp_path))


PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}


def test_a_plain_locale_changes_no_byte(command: Command) -> None:
    assert command(ARTICLE, **PLAIN).stdout == command(ARTICLE, PYTHONUTF8="1").stdout
    assert "No such file" in _refused(command("没有.txt", **PLAIN))


def test_the_name_of_a_file_is_its_id_in_a_plain_locale(command: Command, tmp_path: Path) -> None:
    (tmp_path / "营收.txt").write_bytes(BYTES)
    assert _object(command("营收.txt", **PLAIN))["document"]["id"] == "营收"


def test_helps_in_a_plain_locale(command: Command) -> None:
    result = command("--help", **PLAIN)
    assert (result.returncode, result.stderr) == (0, b"")


def test_the_seed_of_hashes_changes_no_byte(command: Command) -> None:
    results = {command(*CORPUS.values(), PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "4242")}
    assert len(results) == 1
    assert results.pop().count(b"\n") == len(CORPUS)


def test_a_file_that_is_called_like_a_command(command: Command, tmp_path: Path) -> None:
    (tmp_path / "batch").write_bytes(BYTES)
    assert _object(command("./batch"))["document"]["id"] == "batch"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_tells_a_file_that_it_may_not_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BYTES)
    (tmp_path / "a.txt").chmod(0)
    assert "cannot read a.txt: Permission denied" in _refused(command("a.txt"))


def _rows(path: Path, *rows: dict[str, Any] | str) -> None:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")


def test_a_batch_gives_what_single_articles_give(command: Command, tmp_path: Path) -> None:
    texts = {name: corpus_text(name) for name in CORPUS}
    _rows(tmp_path / "in", *({"id": n, "text": t, "reference_date": "2026-01-08"} for n, t in texts.items()))
    result = command("batch", "in", "out")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    batch = [json.loads(line) for line in (tmp_path / "out").read_bytes().splitlines()]
    single = command(*CORPUS.values(), "--date", "2026-01-08").stdout
    assert [b["facts"] for b in batch] == [json.loads(line)["facts"] for line in single.splitlines()]
    assert [b["document"]["id"] for b in batch] == list(texts)
    assert {b["document"]["reference_date_source"] for b in batch} == {"row"}
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]


def test_a_batch_tells_bad_rows_and_keeps_the_others(command: Command, tmp_path: Path) -> None:
    _rows(tmp_path / "in", {"id": "a", "text": "增长5%"}, "{", {"id": "c", "text": 5}, {"id": "d", "text": "增长6%"})
    told = _one_line(command("batch", "in", "out"), status=1)
    assert told == "extract: 2 of 4 rows failed; see out.errors.jsonl\n"
    lines = (tmp_path / "out").read_bytes().splitlines()
    assert [json.loads(line)["document"]["id"] for line in lines] == ["a", "d"]
    assert [json.loads(e)["line"] for e in (tmp_path / "out.errors.jsonl").read_text().splitlines()] == [2, 3]
    assert sorted(os.listdir(tmp_path)) == ["in", "out", "out.errors.jsonl"]


def test_a_batch_through_pipes(command: Command, tmp_path: Path) -> None:
    result = command("batch", "-", "-", "--date", "2026-01-08", "--types", "percent", stdin=LINE + b"{\n" + LINE)
    assert result.returncode == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["document"]["reference_date"] for line in lines] == ["2026-01-08"] * 2
    assert [line["facts"][0]["text"] for line in lines] == ["5%"] * 2
    failure, summary = result.stderr.decode().splitlines()
    assert json.loads(failure)["line"] == 2
    assert summary == "extract: 1 of 3 rows failed; see standard error"
    assert os.listdir(tmp_path) == []


def test_main_is_a_function_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from extractor.cli import main  # noqa: PLC0415

    run: Callable[[list[str]], int] = main
    assert run([str(ARTICLE), "--types", "money"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["document"]["id"] == "model-ipo"
    assert run(["none.txt"]) == 2
