"""The manual and the READMEs: every block of code runs, tables are fresh, pages are in the navigation."""

from __future__ import annotations

import doctest
import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from extractor.pipeline import load

# scale.md runs on articles of its own, in test_scale_page.py.
ALL_PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")])
PAGES = [page for page in ALL_PAGES if page.name != "scale.md"]
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
# What is shown and not run: output, tables and settings of other programs.
SHOWN = {"text", "json", "ini", "toml", "xml", "tsv"}
TWO_COMMANDS = "python3 -m venv .venv"  # .ci/run runs them as they stand, in a fresh clone
# What takes hours or a tool of its own runs here shorter, or tells its options, among which those of the page must be.
STAND_INS = {
    "-m pytest": "-m pytest --version",
    "fuzz.py --minutes 60": "fuzz.py --help",
    "hostile.py --chars 25000": "hostile.py --chars 200 --kind digits",
    "mutation.py numerals alignment scoring": "mutation.py --help",
    "mutation.py dates --sample 80 --seed 73": "mutation.py --help",
    "faults.py --rounds 20": "faults.py --help",
}
# Stands for the peer of docs/comparison.md, and finds nothing.
PEER = """
class ner:
    extract_money = extract_time = staticmethod(lambda text, **_: [])
"""
# What pip is told to install beside this clone.
REQUIREMENTS = {"jionlp==1.5.31", "venv-pack", "click<8.2"}
OWN = "\n".join(["岚汀坊\tcompany", "?柚果", "!红杉林", ""])


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages talk of, where ``extract`` is this package's."""
    for folder in ("gold", "corpus", "benchmarks"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    article = (ROOT / "corpus" / "hongkong-business.txt").read_bytes()
    gold = json.loads((ROOT / "gold" / "hongkong-business.gold.json").read_bytes())
    (tmp_path / "news").mkdir()
    for name in ("article.txt", "news/a.txt", "news/b.txt"):
        (tmp_path / name).write_bytes(article)
    for name in ("article.gold.json", "old.json"):
        (tmp_path / name).write_text(json.dumps(gold | {"id": "article"}), "utf-8")
    (tmp_path / "big5.txt").write_bytes("營收增長5%。".encode("big5hkscs"))
    row = json.dumps({"id": "a", "text": "融资3亿元"}) + "\n"
    for name in ("articles.jsonl", "in.jsonl"):
        (tmp_path / name).write_text(row, "utf-8")
    found = load().extract(article.decode(), id="article")
    (tmp_path / "facts.jsonl").write_text(found.to_json() + "\n", "utf-8")
    (tmp_path / "my.tsv").write_text(OWN, "utf-8")
    (tmp_path / "jionlp.py").write_text(PEER)
    programs = tmp_path / "bin"
    programs.mkdir()
    shims = {
        "extract": f'exec "{sys.executable}" -m extractor.cli "$@"',
        "python": f'exec "{sys.executable}" "$@"',
        # An environment has the programs of this sandbox; what pip would install is under test here.
        "python3": 'mkdir -p "$3/bin" && cp bin/* "$3/bin"',
        "pip": '[ "$1" = install ]',
        "curl": "cat article.txt",  # tests have no network
    }
    for name, line in shims.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{tmp_path}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_block_runs(page: Path, sandbox: Path) -> None:
    text = page.read_text("utf-8")
    for word, library in {"pandas": "pandas", "duckdb": "duckdb", "arrow": "pyarrow", "parquet": "pyarrow"}.items():
        if word in text:
            pytest.importorskip(library)
    names: dict[str, Any] = {"__name__": page.stem}
    for language, block in BLOCK.findall(text):
        assert language in {"python", "pycon", "sh", *SHOWN}, f"a block of {language!r}: is it to run?"
        if language == "sh":
            _run_commands(block)
        elif language == "python":
            exec(compile(block, page.name, "exec", dont_inherit=True), names)
        elif language == "pycon":
            _run_session(block, names, page.name)


def _run_commands(block: str) -> None:
    shown = set(re.findall(r"(?<= )--[a-z]+", "".join(told for told in STAND_INS if told in block)))
    code = block
    for told, here in STAND_INS.items():
        code = code.replace(told, here)
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, block + done.stderr
    if "--help" in code:
        assert [option for option in shown if option not in done.stdout] == [], block


def _run_session(block: str, names: dict[str, Any], page: str) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    test = doctest.DocTestParser().get_doctest(block, names, page, None, None)
    told: list[str] = []
    runner.run(test, out=told.append, clear_globs=False)
    names.update(test.globs)
    assert not told, "".join(told)


def test_nothing_that_could_run_is_only_shown() -> None:
    """A command in a block of text would pass for checked."""
    told = [block for page in PAGES for language, block in BLOCK.findall(page.read_text("utf-8")) if language in SHOWN]
    assert [block for block in told if re.search(r"^(?:pip|python3?|extract|spacy|mkdocs|>>>) ", block, re.M)] == []


def test_stand_ins_and_requirements_are_of_use() -> None:
    text = "".join(page.read_text("utf-8") for page in ALL_PAGES)
    assert [told for told in [*STAND_INS, *REQUIREMENTS] if told not in text] == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: path.name)
def test_pip_is_told_to_install_what_there_is(page: Path) -> None:
    """The package is on no index: pages install it from the clone, with extras that it has."""
    extras = set(re.findall(r"^([a-z]+) = \[", _table("project.optional-dependencies"), re.M))
    for command in re.findall(r"pip install ([^`\n|&]+)", page.read_text("utf-8")):
        for wanted in shlex.split(command):
            if wanted.startswith("."):
                assert set(re.findall("[a-z]+", wanted)) <= extras, command
            else:
                assert wanted == "--quiet" or wanted in REQUIREMENTS, command


def _table(name: str) -> str:
    return (ROOT / "pyproject.toml").read_text("utf-8").split(f"[{name}]\n")[1].split("\n[")[0]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_tables_of_rules_are_fresh(page: Path) -> None:
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs" / "tables.py")
    assert spec
    assert spec.loader
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    text = page.read_text("utf-8")
    assert text == tables.refreshed(text), "run: python docs/tables.py"


def test_both_readmes_have_the_two_commands() -> None:
    commands = [
        [line for line in path.read_text("utf-8").splitlines() if line.startswith(TWO_COMMANDS)]
        for path in sorted(ROOT.glob("README*.md"))
    ]
    assert len(commands) == 2
    assert len(commands[0]) == 2
    assert commands[0] == commands[1]


def _skeleton(page: Path) -> dict[str, list[str]]:
    """What a translation has in common with its original: code but for its comments, numbers, links, the form."""
    text = page.read_text("utf-8")
    prose = BLOCK.sub("", text)
    code = [re.sub(r"#.*", "", block) for language, block in BLOCK.findall(text) if language != "text"]
    return {
        "code": ["\n".join(line.rstrip() for line in block.splitlines()) for block in code],
        "headings": re.findall(r"^#+ ", prose, re.M),
        "tables": [str(row.count("|")) for row in re.findall(r"^\|.*", prose, re.M)],
        "links": [link for link in re.findall(r"\]\(([^)]+)\)", prose) if not link.startswith("README")],
        "names": sorted(name for name in re.findall(r"`([^`]+)`", prose) if name.isascii()),
        "numbers": sorted(re.findall(r"\d+\.\d+", prose)),
    }


def test_both_readmes_say_the_same() -> None:
    english, chinese = _skeleton(ROOT / "README.md"), _skeleton(ROOT / "README.zh-CN.md")
    for part, told in english.items():
        assert chinese[part] == told, part


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", BLOCK.sub("", page.read_text("utf-8"))):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: path.name)
def test_files_of_this_repository_exist(page: Path) -> None:
    folders = "benchmarks|docs|extractor|gold|tests|[.]ci"
    named = re.findall(rf"`(?:python |pytest )?((?:{folders})/[\w./-]*)", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_manual_builds_without_warnings(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert pages <= {path.name for path in (tmp_path / "site").iterdir()}
    told = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [page for page in pages if f"{page}.md" not in told] == [], "put it into nav of mkdocs.yml"
