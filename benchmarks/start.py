"""What the start and an article cost, each the least of several runs: ``python benchmarks/start.py``."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor.pipeline import load
from extractor.reading import read_article

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ARTICLE = str(CORPUS / "funding-round.txt")
PROCESSES = {
    "python alone": ("-c", "pass"),
    "import extractor": ("-c", "import extractor"),
    "extract ARTICLE, cold": ("-m", "extractor.cli", ARTICLE),
    "jieba.initialize(), for comparison": ("-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()"),
    "import spacy, for comparison": ("-c", "import spacy"),
}


def least(run: Callable[[], object], times: int = 7) -> float:
    """Return the seconds of the fastest run."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    """Print a line a measurement."""
    for name, arguments in PROCESSES.items():
        command = [sys.executable, *arguments]
        seconds = least(lambda c=command: subprocess.run(c, check=True, capture_output=True))  # type: ignore[misc]
        print(f"{name:36} {1000 * seconds:8.0f} ms")
    pipeline = load()
    texts = [read_article(str(path), None)[0] for path in sorted(CORPUS.glob("*.txt"))]
    seconds = least(lambda: list(pipeline.pipe(texts)), 3)
    characters = sum(map(len, texts))
    print(f"{'an article of the corpus, warm':36} {1000 * seconds / len(texts):8.1f} ms")
    print(f"{'its characters':36} {characters // len(texts):8}")
    print(f"{'characters a second, one core':36} {characters / seconds:8,.0f}")


if __name__ == "__main__":
    main()
