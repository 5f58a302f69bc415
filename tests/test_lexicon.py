"""Tables are read whole, and a malformed one is told by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import LexiconError
from extractor.lexicon import DATA, read_rows, table

TABLES = sorted(Path(DATA).rglob("*.tsv"))


def _read(folder: Path, content: str, columns: int = 3) -> list[tuple[str, ...]]:
    path = folder / "t.tsv"
    path.write_bytes(content.encode())
    return list(read_rows(str(path), columns))


def test_reads_rows_and_fills_up_short_ones(tmp_path: Path) -> None:
    assert _read(tmp_path, "# comment\n甲\t乙\t丙\n\n甲\n甲\t\t丙\r\n") == [("甲", "乙", "丙"), ("甲", "", ""), ("甲", "", "丙")]


@pytest.mark.parametrize("content", ["# c\n1\t2\t3\t4\n", "# c\n\t2\n"])
def test_tells_the_line_of_a_malformed_row(tmp_path: Path, content: str) -> None:
    with pytest.raises(LexiconError, match=r"t\.tsv, line 2: "):
        _read(tmp_path, content)


def test_tells_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"cannot read the table .*none\.tsv"):
        list(read_rows(str(tmp_path / "none.tsv"), 1))
    (tmp_path / "t.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(LexiconError, match="cannot read the table"):
        list(read_rows(str(tmp_path / "t.tsv"), 1))


def test_a_table_is_read_once() -> None:
    assert table("pinyin_neutral", 2) is table("pinyin_neutral", 2)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_each_table_says_what_it_holds(path: Path) -> None:
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines[0].startswith("# ")
    assert lines[-1] == ""
    assert not any("\r" in line or line != line.rstrip(" ") for line in lines)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_no_table_has_a_row_twice(path: Path) -> None:
    rows = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    assert len(rows) == len(set(rows))
