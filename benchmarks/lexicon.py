"""How long a table of many names takes to load, and what it costs an article: ``python benchmarks/lexicon.py``."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from extractor.pipeline import load
from extractor.reading import read_article

NAMES = 300_000
CHARACTERS = (
    "天地元黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光"
)
TYPES = ("科技", "生物", "资本", "股份有限公司", "集团", "传媒", "电子")
ARTICLE = Path(__file__).resolve().parent.parent / "corpus" / "funding-round.txt"


def draw_names(count: int) -> list[str]:
    """Draw so many names, all different."""
    draw = random.Random(7)
    names: set[str] = set()
    while len(names) < count:
        names.add("".join(draw.choices(CHARACTERS, k=draw.randint(2, 6))) + draw.choice(TYPES))
    return sorted(names)


def main() -> None:
    """Print the seconds of loading, and what the first article and further ones cost with more names and without."""
    text, _ = read_article(str(ARTICLE))
    load().extract(text)  # reads the dictionary of words and the package's tables
    names = draw_names(NAMES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.tsv"
        rows = [f"{name}\tcompany\t{name[:-2]}甲\t600000.SH\t" for name in names]
        for what, lines in (("names", names), ("names with kind, alias and code", rows)):
            path.write_text("\n".join(lines), "utf-8")
            started, busy = time.perf_counter(), time.process_time()
            load(str(path))
            wall, busy = time.perf_counter() - started, time.process_time() - busy
            print(f"load {NAMES} {what}: {wall:.2f} s, of them {busy:.2f} s of processor")
        for name, pipeline in (("package", load()), ("with them", load(str(path)))):
            times = []
            for _ in range(20):
                started = time.perf_counter()
                pipeline.extract(text)
                times.append(time.perf_counter() - started)
            slowest, least = max(times) * 1000, min(times) * 1000
            print(f"article, {name}: first {times[0] * 1000:.1f} ms, slowest {slowest:.1f} ms, least {least:.1f} ms")


if __name__ == "__main__":
    main()
