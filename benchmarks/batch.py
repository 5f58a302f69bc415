"""What a batch does a second, by workers, and what memory a worker takes: ``python benchmarks/batch.py [ARTICLES]``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extractor.reading import read_article

ROOT = Path(__file__).resolve().parent.parent
BAR = 250  # MB, of a worker
WORKER = """
import sys
from extractor.batch.sinks import sink_for
from extractor.batch.items import Reading
from extractor.batch.sources import Reader
from extractor.batch.work import Settings, Work, cut
settings = Settings()
work = Work(settings, sink_for(sys.argv[2]))
pipeline = settings.load(None)
for chunk in cut(Reader([sys.argv[1]], Reading())):
    work.run(pipeline, chunk.items)
print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024)
"""


def write_articles(path: Path, count: int) -> int:
    """Write the corpus over and over, each time with other figures; return the bytes of text."""
    texts = [read_article(str(p))[0] for p in sorted((ROOT / "corpus").glob("*.txt"))]
    total = 0
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            text = texts[i % len(texts)].replace("1", str(i % 9 + 1)).replace("5", str(i // 9 % 9 + 1))
            total += len(text.encode())
            file.write(json.dumps({"id": str(i), "text": text}, ensure_ascii=False) + "\n")
    return total


def write_long(path: Path) -> None:
    """Write articles that are as long as the limit lets them be."""
    text = "".join(read_article(str(p))[0] for p in sorted((ROOT / "corpus").glob("*.txt")))
    text = (text * 20).encode()[:999_000].decode("utf-8", "ignore")
    path.write_text(json.dumps({"id": "long", "text": text}) + "\n", "utf-8")


def seconds(*arguments: str) -> tuple[float, float]:
    """Time a batch in a process of its own: by the clock, and of processors, which a busy machine changes less."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "extractor.cli", "batch", *arguments], check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, used


def memory(source: Path, target: str) -> int:
    """Return the peak memory of a worker, in MB."""
    told = subprocess.run(
        [sys.executable, "-c", WORKER, str(source), target], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def main() -> None:
    """Print both tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_articles(folder / "in.jsonl", count)
        print(f"{count} articles, {size / 1e6:.1f} MB of text, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for form in ("jsonl", "parquet"):
            for workers in (1, 2):
                took, used = seconds(str(folder / "in.jsonl"), str(folder / f"out.{form}"), "--workers", str(workers))
                rates = f"{count / took:4.0f} articles/s, {size / took / 1e6:4.2f} MB/s"
                print(f"{form:8} --workers {workers}: {rates}; {count / used:4.0f} articles a processor's second")
        write_long(folder / "long.jsonl")
        sources = (folder / "in.jsonl", folder / "long.jsonl")
        peaks = [memory(source, f"x.{form}") for source in sources for form in ("jsonl", "parquet")]
        print(f"peak of a worker: {peaks[:2]} MB on the articles, {peaks[2:]} MB on one of 1 MB (JSON Lines, Parquet)")
    if max(peaks) > BAR:
        sys.exit(f"a worker takes more than {BAR} MB")


if __name__ == "__main__":
    main()
