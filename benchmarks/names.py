"""What the rules find without any known name: ``python benchmarks/names.py``.

Scores the organisations of the project's gold labels with the package's names and with none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from extractor.evaluation import evaluate
from extractor.gazetteer import Gazetteer
from extractor.pipeline import Pipeline, load

GOLD = str(Path(__file__).resolve().parent.parent / "gold")
SPLITS: tuple[Literal["dev", "test"], ...] = ("dev", "test")


def main() -> None:
    """Print precision, recall and F1 of spans, by part of the gold and with and without names."""
    for split in SPLITS:
        for name, pipeline in (("package's names", load()), ("no names", Pipeline(Gazetteer(())))):
            score = evaluate([GOLD], types=["org"], split=split, pipeline=pipeline).counts["org"].score("strict")
            print(f"{split}, {name}: P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")


if __name__ == "__main__":
    main()
