"""What the manual says of batches runs, and gives what it says."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_cli import _shell

PAGE = (ROOT / "docs" / "scale.md").read_text("utf-8")
ROWS = [
    {"id": "a", "text": "青禾科技有限公司投资3.5亿元，同比增长30%。", "url": "https://example.org/a"},
    {"id": "b", "text": "营收为12亿元，同比下降2%。", "url": "https://example.org/b"},
]


def test_the_page_of_the_manual_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("duckdb", "pandas", "polars", "pyarrow"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    Path("articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    names: dict[str, Any] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    blocks = re.findall(r"^```(pycon|bash)\n(.*?)^```$", PAGE, re.M | re.S)
    assert len(blocks) == 5
    for language, block in blocks:
        if language == "bash":
            done: subprocess.CompletedProcess[bytes] = _shell(block.replace("extract ", "$EXTRACT "), tmp_path)
            assert (done.returncode, done.stderr) == (0, b"")
            continue
        problems: list[str] = []
        test = doctest.DocTestParser().get_doctest(block, names, "docs/scale.md", None, None)
        runner.run(test, out=problems.append, clear_globs=False)
        names = test.globs
        assert not problems, "".join(problems)
    assert Path("big.jsonl").read_bytes() == Path("facts.jsonl").read_bytes()


def test_the_page_names_every_column() -> None:
    from extractor.batch.columns import SPARK_SCHEMA  # noqa: PLC0415

    for column in re.findall(r"(?:^|, )([a-z_]+) ", SPARK_SCHEMA):
        assert f"`{column}`" in PAGE
