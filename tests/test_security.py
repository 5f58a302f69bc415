"""What SECURITY.md promises: no code from outside, no network, nothing escapes its place, no pattern backtracks."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT, Command

from extractor.labelling import export_gold

FILES = sorted((ROOT / "extractor").rglob("*.py"))
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
FORBIDDEN_MODULES = {
    "code", "ctypes", "dbm", "ftplib", "http", "imaplib", "marshal", "pickle", "poplib", "pty", "runpy", "shelve",
    "smtplib", "socket", "socketserver", "ssl", "subprocess", "telnetlib", "urllib", "xml", "xmlrpc",
    "requests", "yaml",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_runs_no_code_from_outside_and_speaks_to_nobody(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, ast.unparse(node)
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not {name.split(".")[0] for name in names} & FORBIDDEN_MODULES, ast.unparse(node)


# Whatever library asks, an audit hook hears of it, and cannot be taken away again.
OFFLINE = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        raise AssertionError(f"{event} {arguments}")

sys.addaudithook(refuse)
from extractor.cli import main

for call in CALLS:
    assert main(call) in (0, 1), call
"""


def test_no_command_uses_the_network(tmp_path: Path) -> None:
    article, other = str(CORPUS["funding-round"]), str(CORPUS["earnings"])
    calls = [
        [article],
        ["report", article, "-o", "page.html"],
        ["explain", article, "--at", "20"],
        ["figures", article],
        ["evaluate", str(ROOT / "gold" / "earnings.gold.json")],
        ["gold", "check", str(ROOT / "gold" / "earnings.gold.json")],
        ["batch", article, other, "out.jsonl"],
    ]
    code = textwrap.dedent(OFFLINE).replace("CALLS", repr(calls))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").exists()
    assert (tmp_path / "out.jsonl").exists()


def test_the_name_of_a_file_is_text_in_a_page(command: Command, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>&amp;'\".txt"
    (tmp_path / name).write_text("融资3亿元<script>alert(2)</script>", "utf-8")
    assert command("report", name, "-o", "page.html").returncode == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<img" not in page
    assert "alert(2)</script>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_ids_of_rows_and_gold_are_no_paths(command: Command, tmp_path: Path) -> None:
    away = "../../escaped"
    (tmp_path / "inner").mkdir()
    rows = json.dumps({"id": away, "text": "融资3亿元", "reference_date": None}) + "\n"
    (tmp_path / "inner" / "in.jsonl").write_text(rows, "utf-8")
    assert command("batch", "inner/in.jsonl", "inner/out.jsonl").returncode == 0
    assert json.loads((tmp_path / "inner" / "out.jsonl").read_text("utf-8"))["document"]["id"] == away
    (tmp_path / "inner" / "a.txt").write_text("融资3亿元", "utf-8")
    (tmp_path / "inner" / "a.gold.json").write_text(json.dumps({"id": away, "facts": []}), "utf-8")
    export_gold([str(tmp_path / "inner" / "a.gold.json")], "brat", str(tmp_path / "inner" / "brat"))
    assert sorted(path.name for path in (tmp_path / "inner" / "brat").iterdir()) == [
        "a.ann",
        "a.txt",
        "annotation.conf",
    ]
    assert not list(tmp_path.parent.rglob("escaped*"))


def test_what_is_in_a_terminal_is_no_command_to_it(command: Command, tmp_path: Path) -> None:
    text = "融资\x1b]0;owned\x073亿元，\x1b[2J增长5%"
    (tmp_path / "a.txt").write_text(text + "，公司称经营正常" * 40, "utf-8")
    for call in (["a.txt"], ["figures", "a.txt"], ["explain", "a.txt", "--text", "5%"]):
        told = command(*call)
        assert told.returncode == 0, told.stderr
        assert b"\x1b" not in told.stdout, call


def test_no_pattern_backtracks() -> None:
    script = str(ROOT / "tests" / "patterns.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, encoding="utf-8")
    *slow, last = done.stdout.splitlines()
    assert slow == []
    assert int(last.split()[0]) > 400


def test_no_pattern_is_exponential() -> None:
    """The same by the tool regexploit, which reads the patterns instead of running them."""
    pytest.importorskip("regexploit", reason="regexploit is not installed (extra lint)", exc_type=ImportError)
    script = str(ROOT / "tests" / "patterns.py")
    call = [sys.executable, "-W", "ignore", script, "--regexploit"]
    done = subprocess.run(call, capture_output=True, text=True, check=True, encoding="utf-8")
    *slow, last = done.stdout.splitlines()
    assert slow == []
    assert int(last.split()[0]) > 400
