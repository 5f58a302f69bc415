"""What the rules find without any known name: ``python benchmarks/names.py [GOLD...]``.

Scores the organisations of gold labels, the project's own or those of other folders, with the package's names and with
none.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from extractor.evaluation import evaluate
from extractor.gazetteer import Gazetteer
from extractor.pipeline import Pipeline, load

GOLD = Path(__file__).resolve().parent.parent / "gold"
SPLITS: tuple[Literal["dev", "test"], ...] = ("dev", "test")
WHOLE: tuple[Literal["all"]] = ("all",)  # of a folder that is not parted


def main() -> None:
    """Print precision, recall and F1 of spans, by folder and part of the gold, with and without names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD], help="folders of gold labels")
    for folder in parser.parse_args().gold:
        for split in SPLITS if (folder / "split.tsv").exists() else WHOLE:
            for name, pipeline in (("package's names", load()), ("no names", Pipeline(Gazetteer(())))):
                counts = evaluate([str(folder)], types=["org"], split=split, pipeline=pipeline).counts
                score = counts["org"].score("strict")
                print(
                    f"{folder.name} {split}, {name}: P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
                )


if __name__ == "__main__":
    main()
