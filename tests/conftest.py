"""What the tests share: the corpus, the command, and how long hypothesis may search."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parent.parent
# Nothing is written to the home of who runs the tests.
os.environ["EXTRACTOR_CACHE"] = os.path.join(tempfile.gettempdir(), "extractor-tests")
CORPUS = {path.stem: path for path in sorted((ROOT / "corpus").glob("*.txt"))}

# The same examples in every run, so that a change is judged by what it changed; other profiles and benchmarks/fuzz.py
# search where none has looked.
settings.register_profile(
    "default", deadline=None, max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("default"), derandomize=False, max_examples=2000)
# A mutant is killed by any example, not by the least one; and the same examples kill the same mutants.
settings.register_profile(
    "mutation",
    settings.get_profile("default"),
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

with open(ROOT / "corpus" / "manifest.tsv", encoding="utf-8") as manifest:
    ENCODINGS = {row[0]: row[3] for row in (line.split("\t") for line in manifest if not line.startswith("#"))}


def corpus_text(name: str) -> str:
    """Read an article of the corpus, line ends as they stand."""
    return CORPUS[name].read_bytes().decode(ENCODINGS[name])


@contextmanager
def no_collector() -> Iterator[None]:
    """Keep the collector of garbage out of a measurement: it walks all that the tests before have left."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.fixture(params=CORPUS)
def article(request: pytest.FixtureRequest) -> str:
    """Each article of the corpus."""
    return corpus_text(request.param)


Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run ``extract`` in a process of its own, in an empty folder; keywords are environment variables."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "extractor.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )

    return run


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package with an entry point: a module, and what an installer writes beside it."""
    (tmp_path / "zh_stocks.py").write_text(
        "import re\n"
        "from extractor import Fields, Mention, Rule\n"
        "RULES = (Rule('stock.code', ('贵州茅台(⟦600519⟧)',)),)\n"
        "def find(document):\n"
        "    for m in re.finditer(r'(?<=\\()[036][0-9]{5}(?=\\))', document.text):\n"
        "        yield Mention(*m.span(), 'stock.code', Fields(code=m[0]))\n",
        "utf-8",
    )
    info = tmp_path / "zh_stocks-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zh-stocks\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[extractor.extractors]\nstock = zh_stocks\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path
