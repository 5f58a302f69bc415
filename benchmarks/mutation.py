"""Mutation testing: ``python benchmarks/mutation.py [TARGET ...]``, with the extra ``mutation`` installed.

Each target is some modules with the tests that know them best: mutmut breaks the modules in every way it knows, one at
a time, and a mutant that all the tests let pass has survived. The survivors are told as diffs. ``--sample N`` takes N
mutants of each module, drawn by ``--seed``: tests written for the survivors of one sample are judged by another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = [sys.executable, "-m", "mutmut"]


class Target(NamedTuple):
    """Modules of the package, and tests of them by the names of their files."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


TARGETS = {
    "numerals": Target(("numerals",), ("numerals",)),
    "alignment": Target(("alignment",), ("alignment",)),
    "scoring": Target(("scoring",), ("scoring",)),
    "dates": Target(
        (
            "timex",
            "holidays",
            "anchors",
            "yearless",
            "parts",
            "placement",
            "tenses",
            "dateline",
            "publication",
            "weeks",
            "anchoring",
        ),
        ("timex", "placement", "yearless", "anchoring", "publication", "bounds", "dates"),
    ),
}


def configure(folder: Path, target: Target) -> None:
    """Make a copy of the project that mutmut may work in."""
    kept = ("extractor", "tests", "benchmarks", "corpus", "gold", "docs")
    for name in kept:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "source_paths": ["extractor"],
        "only_mutate": [f"extractor/{module}.py" for module in target.modules],
        "also_copy": list(kept[1:]),
        # Sentences as ids of tests are none that a command line can name. Cases that run once more, in a process of
        # their own, find nothing more.
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "benchmarks.mutation_plugin", "-k", "not in_a_process"],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in target.tests],
        "timeout_multiplier": 5.0,
    }
    tables = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    (folder / "pyproject.toml").write_text(
        (ROOT / "pyproject.toml").read_text("utf-8") + f"\n[tool.mutmut]\n{tables}\n"
    )


def mutate(folder: Path, sample: int | None, seed: int, children: int) -> dict[str, str]:
    """Run mutmut; return what became of each mutant."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutation", "PYTHONPATH": ""}

    def run(*arguments: str) -> str:
        call = [*MUTMUT, *arguments]
        done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    chosen: list[str] = []
    if sample is not None:
        run("run", "--max-children", "1", "none.such.mutant")  # makes the mutants, and runs none
        for path in sorted((folder / "mutants").rglob("*.meta")):
            names = sorted(_results(path))
            chosen += random.Random(seed).sample(names, min(sample, len(names)))
    told = run("run", "--max-children", str(children), *chosen)
    results = {name: what for path in (folder / "mutants").rglob("*.meta") for name, what in _results(path).items()}
    done = {name: what for name, what in results.items() if what is not None}
    if not done:
        raise SystemExit(told[-3000:])
    for name, what in sorted(done.items()):
        if what not in KILLED:
            print(f"\n{name}: exit code {what}\n" + re.sub(r"\A.*?(?=^@@)", "", run("show", name), flags=re.S | re.M))
    return done


# Exit codes of a mutant: failed tests, a crash of the run, a time that ran out, an endless loop that was stopped.
KILLED = (1, 3, -24, 24, 36, 152, 255)


def _results(path: Path) -> dict[str, int | None]:
    return json.loads(path.read_text())["exit_code_by_key"]


def main() -> int:
    """Tell the share of mutants killed, a module a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--children", type=int, default=1)
    told = parser.parse_args()
    lines = []
    for name in told.targets or TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            configure(Path(folder), TARGETS[name])
            done = mutate(Path(folder), told.sample, told.seed, told.children)
        for module in TARGETS[name].modules:
            killed = [what in KILLED for mutant, what in done.items() if mutant.startswith(f"extractor.{module}.")]
            if killed:
                lines.append(f"{module:12} {sum(killed)} of {len(killed)} killed, {sum(killed) / len(killed):.1%}")
                print(lines[-1], flush=True)
    print("\n".join(["", *lines]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
