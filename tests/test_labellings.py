"""The blind labellings of facts and of figures: whole, clean, and as much alike as gold/README.md tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from extractor.evaluation import evaluate
from extractor.figure_labels import PARTS
from extractor.figure_scoring import FigureReport, evaluate_figures
from extractor.gold import load_gold
from extractor.labelling import check_gold
from extractor.results import Report

GOLD = ROOT / "gold"
FOLDERS = {"gold": GOLD, "first": GOLD / "agreement" / "first", "second": GOLD / "agreement" / "second"}
PAIRS = [("first", "second"), ("gold", "first"), ("gold", "second")]
LABELLINGS = ["first", "second"]
FIGURES = {"gold": GOLD} | {name: GOLD / "agreement" / f"figures-{name}" for name in LABELLINGS}
# What two labellings must reach, as F1 of spans and of values.
BARS = {"money": 0.93, "percent": 0.93, "date": 0.93, "duration": 0.93, "org": 0.90}
FIGURE_BARS = {"all": 0.85, "subject": 0.92, "metric": 0.92, "period": 0.92, "change": 0.95}


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


@pytest.fixture(scope="module", params=PAIRS, ids=", ".join)
def figures_compared(request: pytest.FixtureRequest) -> tuple[str, FigureReport]:
    """As ``compared``, of figures."""
    gold, found = request.param
    facts = [str(path) for path in sorted(FIGURES[found].glob("*.gold.json"))]
    return f"{gold}, {found}", evaluate_figures([str(FIGURES[gold])], facts_paths=facts)


@pytest.mark.parametrize("name", LABELLINGS)
def test_a_labelling_of_figures_holds_every_amount(name: str) -> None:
    folder = FIGURES[name]
    assert check_gold([str(folder)]) == []
    assert {path.name for path in folder.glob("*.gold.json")} == {path.name for path in _files("gold")}
    for path in _files("gold"):
        told, gold = load_gold(str(folder / path.name)), load_gold(str(path))
        assert (told.raw, told.reference_date) == (gold.raw, gold.reference_date)
        assert [(f.start, f.end, f.text) for f in told.figures] == [(f.start, f.end, f.text) for f in gold.figures]


def test_agreement_of_figures_is_what_the_readme_tells(figures_compared: tuple[str, FigureReport]) -> None:
    head, report = figures_compared
    scores = [report.score(part).f1 for part in ("all", *PARTS)]
    lines = (GOLD / "README.md").read_text("utf-8").splitlines()
    assert f"| figures | right | {' | '.join(PARTS)} |" in lines
    assert f"| {' | '.join((head, *(f'{f1:.3f}' for f1 in scores if f1 is not None)))} |" in lines


def test_agreement_of_figures_reaches_the_bar(figures_compared: tuple[str, FigureReport]) -> None:
    _, report = figures_compared
    assert {part: bar for part, bar in FIGURE_BARS.items() if (report.score(part).f1 or 0) < bar} == {}


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
