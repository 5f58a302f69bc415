"""How long a table of many names takes to load, and what it costs an article: ``python benchmarks/lexicon.py``."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from extractor.gazetteer import load_gazetteer
from extractor.pipeline import load
from extractor.reading import read_article

NAMES = 300_000
CHARACTERS = (
    "天地元黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光"
)
TYPES = ("科技", "生物", "资本", "股份有限公司", "集团", "传媒", "电子")
ARTICLE = Path(__file__).resolve().parent.parent / "corpus" / "funding-round.txt"


def main() -> None:
    """Print the seconds of loading and of one article, with the package's names and with many more."""
    draw = random.Random(7)
    rows = {"".join(draw.choices(CHARACTERS, k=draw.randint(2, 4))) + draw.choice(TYPES) for _ in range(NAMES)}
    text, _ = read_article(str(ARTICLE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.tsv"
        path.write_text("\n".join(sorted(rows)), "utf-8")
        started = time.perf_counter()
        load_gazetteer(str(path))
        print(f"load {len(rows)} names: {time.perf_counter() - started:.2f} s")
        for name, pipeline in (("package", load()), ("with them", load(str(path)))):
            pipeline.extract(text)
            started = time.perf_counter()
            for _ in range(20):
                pipeline.extract(text)
            print(f"article, {name}: {(time.perf_counter() - started) / 20 * 1000:.1f} ms")


if __name__ == "__main__":
    main()
