"""How much of what is found stays the same when an article's characters change: ``python benchmarks/invariance.py``.

``--differences CHANGE`` lists what went and came with one change. Where paragraphs move, dates that other words place
are left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from conftest import CORPUS, corpus_text
from metamorphic import CHANGES, Tally, apply, compare, reordered, total

from extractor.facts import FACT_TYPES
from extractor.pipeline import load

DATE = "2026-01-08"
MOVED = "paragraphs moved"


def main() -> None:
    """Print the share of facts that stay, by change and type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differences", choices=[*CHANGES, MOVED])
    parser.add_argument("--only", choices=[*CHANGES, MOVED], nargs="+", default=[*CHANGES, MOVED], metavar="CHANGE")
    options = parser.parse_args()
    chosen = options.differences
    pipeline = load()
    print(f"{'change':36}{'articles':>9}" + "".join(f"{t:>10}" for t in FACT_TYPES))
    everything: list[Tally] = []
    for name in options.only:
        tallies: list[Tally] = []
        for article in CORPUS:
            text = corpus_text(article)
            changed = reordered(text, seed=7) if name == MOVED else apply(CHANGES[name], text, seed=7)
            if changed is None:
                continue
            before, after = (pipeline.extract(t, reference_date=DATE) for t in (text, changed.text))
            tally, differences = compare(before, after, changed, context=name != MOVED)
            tallies.append(tally)
            if name == chosen:
                for what, label in differences:
                    print(f"    {article}: {what} {label.type} {label.text!r} {dict(label.fields)}")
        summed = total(tallies)
        everything.append(summed)
        print(f"{name:36}{len(tallies):>9}" + "".join(f"{summed.share(t):>10.4f}" for t in FACT_TYPES))
    print(f"{'all':36}{'':>9}" + "".join(f"{total(everything).share(t):>10.4f}" for t in FACT_TYPES))


if __name__ == "__main__":
    main()
