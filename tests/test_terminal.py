"""The command at a terminal: completion in three shells, colours where they belong and nowhere else."""

from __future__ import annotations

import ast
import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT, Command

from extractor.cli.commands import parsers
from extractor.completion import SHELLS, completion_script
from extractor.errors import GoldError, OptionError
from extractor.labels import EXPECTED
from extractor.pipeline import load
from extractor.scoring import SCHEMES
from extractor.terminal import paint, tell_error

pty = pytest.importorskip("pty")
ESCAPE = re.compile("\x1b\\[[0-9]*m")


def _complete(tmp_path: Path, script: str, line: str) -> list[str]:
    """Ask bash what may stand at the end of a line."""
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    ask = (
        f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _extract; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(["bash", "-uc", ask], cwd=tmp_path, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("extract ev", {"evaluate"}),
        ("extract bat", {"batch", "batch of mine.txt"}),
        ("extract --lexicon bat", {"batch of mine.txt"}),
        ("extract --date e", set()),
        ("extract --comp", {"--completion"}),
        ("extract --completion ", {"bash", "zsh", "fish"}),
        ("extract evaluate --split ", {"dev", "test", "all"}),
        ("extract evaluate --fail", {"--fail-under"}),
        ("extract evaluate bat", {"batch of mine.txt"}),
        ("extract --types m", {"money"}),
        ("extract batch --types money,d", {"money,date", "money,duration"}),
        ("extract evaluate --scheme st", {"strict"}),
        ("extract gold c", {"compile", "check"}),
        ("extract gold export --t", {"--to"}),
        ("extract gold export --to b", {"brat"}),
        ("extract gold --t", set()),
        ("extract gold mark bat", {"batch of mine.txt"}),
    ],
)
def test_bash_completes(tmp_path: Path, line: str, told: set[str]) -> None:
    (tmp_path / "batch of mine.txt").touch()
    script = completion_script("bash", dict(parsers()))
    assert set(_complete(tmp_path, script, line)) - {""} == told


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("extract ev", "evaluate"),
        ("extract evaluate --split t", "test"),
        ("extract --types m", "money"),
        ("extract --types money,d", "money,date money,duration"),
        ("extract gold c", "check compile"),
        ("extract gold export --to b", "brat"),
        ("extract evaluate --fail", "--fail-under"),
    ],
)
def test_fish_completes(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "script").write_text(completion_script("fish", dict(parsers())))
    ask = ["fish", "--no-config", "-c", f"source script; complete -C '{line}'"]
    done = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert " ".join(sorted(row.split("\t")[0].split("=")[-1] for row in done.stdout.splitlines())) == told


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_scripts(command: Command, tmp_path: Path, shell: str) -> None:
    done = command("--completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    for name, parser in parsers():
        assert all(part in text for part in name.split())
        options = [s for action in parser._actions for s in action.option_strings if s.startswith("--")]
        assert all(option.lstrip("-") in text for option in options if option != "---describe")
    assert "---describe" not in text
    if shutil.which(shell):
        (tmp_path / "script").write_text(text)
        subprocess.run([shell, "-n", "script"], cwd=tmp_path, check=True)


def test_the_shells_offered_are_those_that_there_are(command: Command) -> None:
    assert f"{{{','.join(SHELLS)}}}" in command("--help").stdout.decode().replace("\n", "")
    assert command("--completion", "tcsh").returncode == 2


def _at_a_terminal(arguments: list[str], **environment: str) -> str:
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    if "NO_COLOR" not in environment:
        env.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "extractor.cli", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        told = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # how Linux tells that the other side has gone
                break
            if not part:
                break
            told += part
        process.wait(60)
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


EXPLAIN = ["explain", str(CORPUS["hongkong-business"]), "--text", "98億"]


@pytest.mark.parametrize("arguments", [["--help"], ["gold", "mark", "--help"], ["none.txt"], EXPLAIN])
def test_colours_at_a_terminal(command: Command, arguments: list[str]) -> None:
    told = _at_a_terminal(arguments, COLUMNS="80")
    assert ESCAPE.search(told)
    plain = command(*arguments, COLUMNS="80")
    assert ESCAPE.sub("", told) == (plain.stdout + plain.stderr).decode()
    assert b"\x1b" not in plain.stdout + plain.stderr


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_none_are_wanted(environment: dict[str, str]) -> None:
    assert "\x1b" not in _at_a_terminal(["--help"], **environment)


def test_facts_have_no_colours() -> None:
    assert "\x1b" not in _at_a_terminal([str(CORPUS["hongkong-business"])])


def test_paint() -> None:
    assert paint("a b\na", {"^a": "red"}) == "\x1b[31ma\x1b[0m b\n\x1b[31ma\x1b[0m"


def test_hints_name_arguments_in_python_and_options_in_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OptionError) as refused:
        load().explain("融资3亿元")
    assert str(refused.value) == "one place is wanted; give at=OFFSET or text=TEXT"
    tell_error(refused.value)
    tell_error(GoldError("x=1 is none", 'take split="all", max_bytes= or resume=True'))
    tell_error(GoldError("a name is missing", "write name=…, or Fields(code=…)"))
    assert capsys.readouterr().err.splitlines() == [
        "extract: error: one place is wanted; give --at OFFSET or --text TEXT",
        'extract: error: x=1 is none; take --split "all", --max-bytes or --resume',
        "extract: error: a name is missing; write name=…, or Fields(code=…)",
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "extractor").glob("*.py")), ids=lambda path: path.stem)
def test_no_hint_of_a_function_names_an_option(path: Path) -> None:
    for call in (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "").endswith("Error"):
            told = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            assert [text for text in told if re.search("(?<!evaluate )--[a-z]", text)] == []


def test_every_argument_that_a_hint_names_is_told_as_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    fields = {key for of_type in EXPECTED.values() for key in of_type} | {
        "code"
    }  # of labels, and of types of one's own
    for path in (ROOT / "extractor").rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)):
            if (getattr(call.func, "id", "") or getattr(call.func, "attr", "")).endswith(("Error", "error")):
                told = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                for argument in set(re.findall(r"\b([a-z_]+)=", " ".join(told[1:]))) - fields:
                    tell_error(OptionError("x", f"give {argument}="))
                    assert f"--{argument.replace('_', '-')}" in capsys.readouterr().err


def test_shells_offer_the_schemes_that_there_are() -> None:
    (action,) = [a for a in dict(parsers())["evaluate"]._actions if a.dest == "scheme"]
    assert getattr(action, "offered", ()) == tuple(SCHEMES)
