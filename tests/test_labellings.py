"""The two blind labellings of the corpus: whole, clean, and as much alike as gold/README.md tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from extractor.evaluation import evaluate
from extractor.gold import load_gold
from extractor.labelling import check_gold
from extractor.results import Report

GOLD = ROOT / "gold"
FOLDERS = {"gold": GOLD, "first": GOLD / "agreement" / "first", "second": GOLD / "agreement" / "second"}
PAIRS = [("first", "second"), ("gold", "first"), ("gold", "second")]
LABELLINGS = ["first", "second"]
# What two labellings must reach, as F1 of spans and of values.
BARS = {"money": 0.93, "percent": 0.93, "date": 0.93, "duration": 0.93, "org": 0.90}


def _files(name: str) -> list[Path]:
    return sorted(FOLDERS[name].glob("*.gold.json"))


def _figures(report: Report, fact_type: str) -> list[float]:
    """Return F1 of spans and of values."""
    figures = [report.f1(fact_type, scheme) for scheme in ("strict", "value")]
    return [figure for figure in figures if figure is not None]


@pytest.fixture(scope="module", params=PAIRS, ids=", ".join)
def compared(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """Two labellings, the second scored against the first: the head of their row, and the scores."""
    gold, facts = request.param
    return f"{gold}, {facts}", evaluate([str(FOLDERS[gold])], [str(path) for path in _files(facts)])


@pytest.mark.parametrize("name", LABELLINGS)
def test_a_labelling_holds_every_article(name: str) -> None:
    assert [path.name for path in _files(name)] == [f"{article}.gold.json" for article in CORPUS]
    assert check_gold([str(FOLDERS[name])]) == []


@pytest.mark.parametrize("path", _files("gold"), ids=lambda path: path.name.partition(".")[0])
def test_all_labellings_are_of_the_same_text(path: Path) -> None:
    golds = [load_gold(str(folder / path.name)) for folder in FOLDERS.values()]
    assert len({(gold.id, gold.raw, gold.reference_date) for gold in golds}) == 1
    assert all(gold.facts for gold in golds)


def test_agreement_is_what_the_readme_tells(compared: tuple[str, Report]) -> None:
    head, report = compared
    figures = [" / ".join(f"{figure:.3f}" for figure in _figures(report, column)) for column in (*BARS, "all")]
    lines = (GOLD / "README.md").read_text("utf-8").splitlines()
    assert f"| | {' | '.join((*BARS, 'all'))} |" in lines
    assert f"| {' | '.join((head, *figures))} |" in lines


def test_agreement_reaches_the_bar(compared: tuple[str, Report]) -> None:
    _, report = compared
    assert {kind: len(_figures(report, kind)) for kind in BARS} == dict.fromkeys(BARS, 2)
    assert [kind for kind, bar in BARS.items() if min(_figures(report, kind)) < bar] == []


@pytest.mark.parametrize(
    ("path", "told", "figures"),
    [
        ("README.md", "labelled by language models of one family", "## How good it is"),
        ("README.zh-CN.md", "都出自同一系列的语言模型", "## 效果"),
        ("gold/README.md", "all labellers were language models of one family", "## Agreement"),
    ],
)
def test_who_labelled_is_told_beside_the_figures(path: str, told: str, figures: str) -> None:
    section = (ROOT / path).read_text("utf-8").partition(f"{figures}\n")[2].partition("\n## ")[0]
    assert told in section
