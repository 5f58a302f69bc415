"""Sources of a batch: each format gives the same articles; what is damaged is told and stops nothing."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import Settings, Summary, run_batch
from extractor.batch.files import find_files
from extractor.batch.items import Reading
from extractor.batch.rows import Fields
from extractor.batch.sources import Reader
from extractor.batch.work import cut
from extractor.errors import InputError, OptionError

RECORDS = [{"id": f"a{i}", "text": f"营收{i}亿元，\n同比增长{i}%。", "url": f"u{i}"} for i in range(200)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _json_lines(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()


def _csv(records: list[dict[str, Any]], encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, records[0])
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode(encoding)


def _write(path: str, data: bytes) -> None:
    if path.endswith(".gz"):
        data = gzip.compress(data)
    elif path.endswith(".zst"):
        zstd = pytest.importorskip("zstandard")
        data = zstd.compress(data[:100]) + zstd.compress(data[100:])  # two frames are one file
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_bytes(data)


def _parquet(path: str, records: list[dict[str, Any]]) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.Table.from_pylist(records), path)


def _run(*sources: str, **reading: Any) -> tuple[Summary, list[dict[str, Any]], list[dict[str, Any]]]:
    summary = run_batch(sources, "out", Settings(reading=Reading(**reading)))
    done = [json.loads(line) for line in Path("out").read_bytes().splitlines()]
    errors = Path("out.errors.jsonl")
    return summary, done, [json.loads(e) for e in errors.read_bytes().splitlines()] if errors.exists() else []


def _expected() -> list[dict[str, Any]]:
    _write("expected.jsonl", _json_lines(RECORDS))
    return _run("expected.jsonl")[1]


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst", "in.csv", "in.csv.gz", "in.csv.zst", "in"])
def test_each_format_gives_the_same_result(name: str) -> None:
    _write(name, _csv(RECORDS) if ".csv" in name else _json_lines(RECORDS))
    summary, done, _ = _run(name)
    assert summary == Summary(200, 0, None)
    assert done == _expected()
    assert done[7]["document"]["metadata"] == {"url": "u7"}


def test_parquet_gives_the_same_result() -> None:
    _parquet("in.parquet", RECORDS)
    assert _run("in.parquet")[1] == _expected()


def test_a_folder_gives_its_articles_in_the_order_of_their_names() -> None:
    for record in RECORDS[:5]:
        _write(f"news/{record['id']}.txt", record["text"].encode("gb18030"))
    _write("news/z.txt.gz", "增长5%".encode())
    _write("news/_hidden.txt", b"a")
    _write("news/readme.md", b"a")
    _, done, _ = _run("news")
    assert [d["document"]["id"] for d in done] == ["a0", "a1", "a2", "a3", "a4", "z"]
    assert [d["facts"] for d in done[:5]] == [d["facts"] for d in _expected()[:5]]


def test_a_result_inside_its_source_is_no_source() -> None:
    _write("news/a.jsonl", _json_lines(RECORDS[:3]))
    for _ in range(2):
        assert run_batch(["news"], "news/out.jsonl") == Summary(3, 0, None)
    for own in ("out.jsonl", "out.jsonl.errors.jsonl"):
        Path(f"news/{own}").touch()
        with pytest.raises(OptionError, match="is the input too"):
            run_batch(["news", f"news/{own}"], "news/out.jsonl")


def test_pipes_in_a_folder_are_passed_over() -> None:
    _write("news/a.txt", "营收3亿元。".encode())
    os.mkfifo("news/b.txt")
    os.symlink("b.txt", "news/c.txt")
    os.symlink("nowhere", "news/d.txt")
    assert [os.path.basename(file.path) for file in find_files(["news"], Reading())] == ["a.txt", "d.txt"]


def test_links_to_folders_are_followed_once() -> None:
    _write("elsewhere/b.txt", "增长5%".encode())
    _write("news/a.txt", "增长6%".encode())
    for link, to in (("news/far", "../elsewhere"), ("news/farther", "../elsewhere"), ("news/up", "..")):
        Path(link).symlink_to(to)
    Path("elsewhere/round").symlink_to("../news")
    summary, done, _ = _run("news")
    assert [d["document"]["id"] for d in done] == ["a", "far/b"]
    assert summary.failed == 0


def test_several_sources_follow_one_another() -> None:
    _write("a.jsonl", b'{"text": "a"}\n{\n')
    _write("b.csv", "text\n增长5%\n".encode())
    summary, done, errors = _run("a.jsonl", "b.csv")
    assert [d["document"]["id"] for d in done] == ["a.jsonl:1", "b.csv:2"]
    assert (summary.failed, errors[0]["source"], errors[0]["line"]) == (1, "a.jsonl", 2)


def test_fields_have_the_names_that_options_give_them() -> None:
    _write("in.csv", "key,body,day,x,y\nk,今日涨5%,2026-01-08,1,2\n".encode())
    _, (document,), _ = _run("in.csv", fields=Fields("key", "body", "day", ("y",)))
    told = document["document"]
    assert (told["id"], told["reference_date"], told["metadata"]) == ("k", "2026-01-08", {"y": "2"})


def test_dates_and_decimals_of_parquet_are_carried_as_text() -> None:
    import datetime as dt  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415

    day = dt.date(2026, 1, 8)
    _parquet("in.parquet", [{"id": "a", "text": "今日", "reference_date": day, "price": Decimal("1.50"), "at": day}])
    _, (document,), _ = _run("in.parquet")
    assert document["document"]["reference_date"] == "2026-01-08"
    assert document["document"]["metadata"] == {"price": "1.50", "at": "2026-01-08"}


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst"])
def test_a_cut_file_loses_nothing_that_stood_before_the_cut(name: str) -> None:
    _write(name, _json_lines(RECORDS))
    Path(name).write_bytes(Path(name).read_bytes()[:-8])
    _write("next.jsonl", _json_lines(RECORDS[:2]))
    summary, done, errors = _run(name, "next.jsonl")
    assert summary.failed == 1
    assert "cannot be read from line" in errors[0]["error"]
    assert [d["document"]["id"] for d in done[-2:]] == ["a0", "a1"]


def test_a_damaged_parquet_file_is_told() -> None:
    _parquet("a.parquet", RECORDS)
    Path("a.parquet").write_bytes(Path("a.parquet").read_bytes()[:-9])
    _write("b.jsonl", _json_lines(RECORDS[:2]))
    summary, _, errors = _run("a.parquet", "b.jsonl")
    assert (summary.done, summary.failed, errors[0]["source"]) == (2, 1, "a.parquet")


@pytest.mark.parametrize("bad", ["text", "metadata", "time"])
def test_a_row_of_parquet_that_python_cannot_hold_fails_alone(bad: str) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")

    def strings(broken: bool) -> Any:
        cells = [b"5%" if i != 70 or not broken else b"\xff%" for i in range(200)]
        return arrow.StringArray.from_buffers(200, *arrow.array(cells, arrow.binary()).buffers()[1:])

    seconds = [0 if i != 70 or bad != "time" else 10**12 for i in range(200)]
    table = arrow.table(
        {
            "id": [f"a{i}" for i in range(200)],
            "text": strings(bad == "text"),
            "url": strings(bad == "metadata"),
            "at": arrow.array(seconds, arrow.timestamp("s")),
        }
    )
    parquet.write_table(table, "in.parquet")
    summary, done, (error,) = _run("in.parquet")
    assert (summary.done, summary.failed, error["line"]) == (199, 1, 71)
    assert {"text": '"text"', "metadata": '"url"', "time": '"at"'}[bad] in error["error"]
    assert "a70" not in [d["document"]["id"] for d in done]


def test_a_row_of_parquet_that_is_too_long_fails_before_python_holds_it() -> None:
    rows = [{"id": str(i), "text": "5%", "url": ["u"]} for i in range(3)]
    rows[1]["text"] = "增长5%。" * 30_000
    _parquet("in.parquet", rows)
    summary, _, (error,) = _run("in.parquet", max_bytes=200_000)
    assert (summary.done, error["line"], "--max-bytes" in error["error"]) == (2, 2, True)


def test_a_row_nested_all_but_too_deep_stops_nothing() -> None:
    rows = [b'{"text": "5%%", "x": %s1%s}' % (b"[" * deep, b"]" * deep) for deep in range(900, 1000)]
    _write("in.jsonl", b"\n".join([*rows, b'{"text": "5%"}']))
    summary, done, _ = _run("in.jsonl")
    assert summary.done + summary.failed == 101
    assert done[-1]["document"]["id"] == "101"


def test_bad_rows_of_csv_fail_alone() -> None:
    rows = ["id,text", "a,增长5%", "b", "c,x,y", "d,"]
    _write("in.csv", "\n".join(rows).encode() + b"\ne,\xd4\xf6\n" + "f,增长6%\n".encode())
    summary, done, errors = _run("in.csv")
    assert [d["document"]["id"] for d in done] == ["a", "f"]
    assert [e["line"] for e in errors] == [3, 4, 5, 6]
    assert summary.failed == 4


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_csv_in_another_encoding(encoding: str) -> None:
    _write("in.csv", _csv(RECORDS, encoding))
    assert _run("in.csv", encoding=encoding)[1] == _expected()


def test_half_a_character_of_utf_16_fails_its_row_and_a_cut_one_the_rest() -> None:
    rows = "text\n5%\n".encode("utf-16-le") + b"\x00\xd8" + "\n6%\n".encode("utf-16-le")
    _write("in.csv", rows + b"7")
    _, done, errors = _run("in.csv", encoding="utf-16-le")
    assert [d["document"]["id"] for d in done] == ["2", "4"]
    assert [e["line"] for e in errors] == [3, 5]


@pytest.mark.parametrize("encoding", ["no-such", "rot13", "a\0b"])
@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.txt", "news"])
def test_an_unknown_encoding_is_an_error_of_the_option(name: str, encoding: str) -> None:
    _write("news/a.txt", b"5%")
    with pytest.raises(OptionError, match="there is no encoding"):
        _run(name, encoding=encoding)


def test_a_chunk_is_as_long_as_its_articles_are_when_they_are_not_compressed() -> None:
    for i in range(5):
        _write(f"news/{i}.txt.gz", b"5%\n" * 50_000)
    _parquet("in.parquet", [{"text": "5%", "tags": ["x" * 50_000], "more": {"a": "x" * 50_000}} for _ in range(5)])
    for source in ("news", "in.parquet"):
        chunks = list(cut(Reader([source], Reading()), 250_000))
        assert [len(chunk.items) for chunk in chunks] == [2, 2, 1] if source == "news" else [1] * 5


def test_an_article_that_is_too_long_fails_and_is_never_held() -> None:
    long = "增长5%。" * 30_000
    _write("in.jsonl", _json_lines([RECORDS[0], {"id": "long", "text": long * 4}, RECORDS[1]]))
    _write("more.csv", _csv([RECORDS[2], {"id": "long", "text": long, "url": ""}]))
    _write("c.txt", (long * 4).encode())
    summary, _, errors = _run("in.jsonl", "more.csv", "c.txt", max_bytes=200_000)
    assert (summary.done, summary.failed) == (3, 3)
    assert all("--max-bytes" in e["error"] for e in errors)
    sizes = [item.size() for item in Reader(["in.jsonl"], Reading(max_bytes=200_000))]
    assert max(sizes) < 1000


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_may_not_be_read_inside_a_folder_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is made by hand."""
    _write("news/a.txt", "增长5%".encode())
    _write("news/shut/b.txt", "增长6%".encode())
    shut = os.path.join("news", "shut") if kind == "folder" else os.path.join("news", "shut", "b.txt")
    call = "os.scandir" if kind == "folder" else "builtins.open"
    real = os.scandir if kind == "folder" else open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if path == shut:
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments, **options)  # type: ignore[operator]

    monkeypatch.setattr(call, refuse)
    summary, done, errors = _run("news")
    assert (summary.failed, [d["document"]["id"] for d in done]) == (1, ["a"])
    assert (errors[0]["source"], "Permission denied" in errors[0]["error"]) == (shut, True)


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyarrow", "pyarrow.parquet", "duckdb", "zstandard"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    Path("in.parquet").write_bytes(b"PAR1")
    Path("in.jsonl").write_bytes(b"")
    with pytest.raises(OptionError, match=r"needs pyarrow; in the folder of the package: pip install '\.\[parquet\]'"):
        run_batch(["in.parquet"], "out")
    for target in ("out.parquet", "out.duckdb"):
        with pytest.raises(OptionError, match="pip install"):
            run_batch(["in.jsonl"], target)
    assert sorted(os.listdir()) == ["in.jsonl", "in.parquet"]


def test_refuses_what_it_does_not_read_or_write() -> None:
    (Path("empty")).mkdir()
    _write("a.jsonl", bz2.compress(b"a"))
    _write("b.jsonl", b"[1]")
    with pytest.raises(InputError, match="holds no articles"):
        run_batch(["empty"], "out")
    with pytest.raises(OptionError, match=r"not written as \.gz"):
        run_batch(["b.jsonl"], "out.jsonl.gz")
    with pytest.raises(InputError, match=r"a\.jsonl is no text in UTF-8"):
        run_batch(["a.jsonl"], "out")
    assert run_batch(["b.jsonl"], "out").done == 0


def test_signs_of_damage_that_a_crawler_wrote_are_text() -> None:
    _write(
        "a.jsonl",
        b"".join(json.dumps({"id": i, "text": "\ufffd" * 40}, ensure_ascii=False).encode() + b"\n" for i in "ab"),
    )
    assert run_batch(["a.jsonl"], "out").done == 2


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst"])
def test_standard_input_may_be_compressed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(name, _json_lines(RECORDS[:20]))
    with open(name, "rb") as file:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(_Pipe(file.read()))))
        summary, done, _ = _run("-")
    assert summary == Summary(20, 0, None)
    assert done == _expected()[:20]


class _Pipe(io.RawIOBase):
    """Gives its bytes once, and has no position."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._file.readinto(buffer)


def test_a_large_row_group_of_parquet_is_never_held() -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = [f"{i:06}" * 500 for i in range(10_000)]  # 30 MB
    parquet.write_table(arrow.table({"text": texts}), "in.parquet", compression="none", use_dictionary=False)
    assert parquet.read_metadata("in.parquet").num_row_groups == 1
    before = arrow.total_allocated_bytes()
    held = [arrow.total_allocated_bytes() - before for _ in Reader(["in.parquet"], Reading())]
    assert len(held) == 10_000
    assert max(held) < 10_000_000


def test_zstd_that_holds_much_in_little_is_never_held() -> None:
    zstd = pytest.importorskip("zstandard")
    Path("in.jsonl.zst").write_bytes(zstd.compress(b'{"text": "' + b"a" * 50_000_000 + b'"}\n{"text": "b"}\n'))
    tracemalloc.start()
    try:
        sizes = [item.size() for item in Reader(["in.jsonl.zst"], Reading())]
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()
    assert sizes == [0, len('{"text": "b"}\n')]


def test_a_row_that_fails_is_told_by_its_own_id() -> None:
    nested = "[" * 990 + "]" * 990
    lines = ['{"id": "a"}', '{"id": 7, "text": "5%", "reference_date": 3}', "{", f'{{"id": {nested}}}', '{"text": 3}']
    _write("a.jsonl", "\n".join(lines).encode())
    _write("b.csv", b"id,text\nc,\n")
    long = "增长5%。" * 30_000
    _parquet("c.parquet", [{"id": "d", "text": None}, {"id": "e", "text": long}, {"id": None, "text": None}])
    _, _, errors = _run("a.jsonl", "b.csv", "c.parquet", max_bytes=200_000)
    assert [e["id"] for e in errors] == ["a", "7", None, None, None, "c", "d", "e", None]


def test_an_empty_text_is_an_article_without_facts_and_none_fails() -> None:
    _write("a.jsonl", b'{"id": "a", "text": ""}\n{"id": "no", "text": null}\n')
    _write("b.txt", b"")
    _parquet("c.parquet", [{"id": "c", "text": ""}, {"id": "no", "text": None}])
    _write("d.csv", b'id,text\nno,""\n')
    _, done, errors = _run("a.jsonl", "b.txt", "c.parquet", "d.csv")
    assert [(d["document"]["id"], d["facts"]) for d in done] == [("a", []), ("b", []), ("c", [])]
    assert [e["id"] for e in errors] == ["no"] * 3


def test_text_that_parquet_holds_as_bytes_is_read_as_utf_8() -> None:
    rows = [{"id": b"a", "text": "增长5%".encode(), "reference_date": b"2026-01-08"}, {"id": b"b", "text": b"\xff%"}]
    _parquet("in.parquet", rows)
    _, (document,), (error,) = _run("in.parquet")
    assert [fact["text"] for fact in document["facts"]] == ["5%"]
    assert (document["document"]["id"], document["document"]["reference_date"]) == ("a", "2026-01-08")
    assert (error["id"], '"text" is no UTF-8' in error["error"]) == ("b", True)


def test_parquet_that_cannot_be_read_from_its_end_is_refused_in_words() -> None:
    _parquet("in.parquet", RECORDS[:3])
    _write("news/a.parquet.gz", Path("in.parquet").read_bytes())
    _write("news/b.txt", b"5%")
    with pytest.raises(InputError, match="inside gzip or zstd; unpack it"):
        _run("news/a.parquet.gz")
    with pytest.raises(InputError, match="from standard input; name the file"):
        _run("-", format="parquet")
    summary, _, (error,) = _run("news")
    assert (summary.done, "inside gzip" in error["error"]) == (1, True)


def test_suffixes_are_read_in_any_case() -> None:
    Path("news").mkdir()
    Path("news/e.TXT.GZ").write_bytes(gzip.compress("增长5%".encode()))
    assert [d["document"]["id"] for d in _run("news")[1]] == ["e"]
