"""What the manual says of batches and of Spark runs, and gives what it says."""

from __future__ import annotations

import doctest
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from spark_cluster import environment
from test_batch_spark import needs_spark
from test_cli import _shell

PAGE = (ROOT / "docs" / "scale.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.M | re.S)
SPARK = [block for language, block in BLOCKS if language == "python" or (language == "sh" and "spark" in block)]
# What stands here for other machines: Spark in one process for the managers of clusters, a folder for their files.
STAND_INS = {
    "--master spark://host:7077": "--master local[2]",
    "--master yarn --deploy-mode cluster": "--master local[2]",
    "--master k8s://https://host:6443 --deploy-mode cluster": "--master local[2]",
    "local:///app/job.py": "job.py",
    "hdfs:///": "",
}
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
    assert {language for language, _ in BLOCKS} <= {"sh", "pycon", "python"}, "a block of another kind: is it to run?"
    for language, block in BLOCKS:
        if block in SPARK:
            continue
        if language == "sh":
            done: subprocess.CompletedProcess[bytes] = _shell(block.replace("extract ", "$EXTRACT "), tmp_path)
            assert (done.returncode, done.stderr) == (0, b"")
            continue
        problems: list[str] = []
        test = doctest.DocTestParser().get_doctest(block, names, "docs/scale.md", None, None)
        runner.run(test, out=problems.append, clear_globs=False)
        names = test.globs
        assert not problems, "".join(problems)
    assert Path("big.jsonl").read_bytes() == Path("facts.jsonl").read_bytes()


@needs_spark
def test_what_the_page_says_of_spark_runs(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (tmp_path / "news").mkdir()
    parquet.write_table(arrow.Table.from_pylist(ROWS), tmp_path / "news" / "part.parquet")
    with tarfile.open(tmp_path / "env.tar.gz", "w:gz") as packed:
        packed.add(sys.executable, "env/bin/python")
    (tmp_path / "spark-defaults.conf").write_text("spark.ui.enabled false\n")
    programs = Path(environment(tmp_path)["SPARK_HOME"]) / "bin"
    shims = {"extract": f'exec "{sys.executable}" -m extractor.cli', "spark-submit": f'exec "{programs}/spark-submit"'}
    for name, call in shims.items():
        (tmp_path / name).write_text(f'#!/bin/sh\n{call} "$@"\n')
        (tmp_path / name).chmod(0o755)
    session = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.master('local[2]').getOrCreate()\n"
    for block in SPARK:
        code = block
        for told, here in STAND_INS.items():
            code = code.replace(told, here)
        if "SystemExit" in code:
            (tmp_path / "job.py").write_text(code)
            continue
        call = ["sh", "-c", code] if "--" in code else [sys.executable, "-c", session + code]
        search = {"PATH": f"{tmp_path}:{environment(tmp_path)['PATH']}"}
        done = subprocess.run(
            call, env=environment(tmp_path) | search, cwd=tmp_path, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, block + done.stderr.decode()
        found = parquet.read_table(tmp_path / "facts").to_pylist()
        assert sorted(row["text"] for row in found) == ["12亿元", "2%", "3.5亿元", "30%", "青禾科技有限公司"], block
        shutil.rmtree(tmp_path / "facts")


def test_stand_ins_stand_for_what_the_page_says() -> None:
    assert [told for told in STAND_INS if not any(told in block for block in SPARK)] == []


def test_the_page_names_every_column() -> None:
    from extractor.batch.columns import SPARK_SCHEMA  # noqa: PLC0415

    for column in re.findall(r"(?:^|, )([a-z_]+) ", SPARK_SCHEMA):
        assert f"`{column}`" in PAGE
