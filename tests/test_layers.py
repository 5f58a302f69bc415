"""Imports go down the layers and in no circle, and the command loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

# From the ground up. A module imports from the layers below its own; inside a layer, in no circle.
LAYERS = (
    (
        "errors",
        "values",
        "relations",
        "event_values",
        "facts",
        "mentions",
        "frozen",
        "characters",
        "terminal",
        "completion",
        "patterns",
        "pattern_cache",
    ),
    ("given", "lexicon", "alignment", "finder", "timex", "labels", "telling"),
    (
        "numerals",
        "holidays",
        "pinyin",
        "one_text",
        "segment",
        "currency_names",
        "surroundings",
        "cut_lines",
        "wrapping",
    ),
    ("normalize",),
    ("gazetteer",),
    ("document",),
    ("quantities", "modifiers", "money_context", "small_units", "refusing"),
    ("extractors",),
    ("resolve", "anchors", "yearless", "parts", "placement", "bounds"),
    ("tenses", "weeks"),
    ("dateline", "publication", "currencies", "anchoring", "entities"),
    ("explain", "figures", "invariants"),
    ("events",),
    ("own",),
    ("pipeline",),
    ("reading", "formats", "figure_labels", "json_places", "assignment", "corpus"),
    ("record", "label_checks", "gold", "spacy_components"),
    ("matching", "scoring", "clusters", "bootstrap", "breakdown", "rendering", "results", "evaluation", "comparison"),
    ("relation_report",),
    ("figure_scoring",),
    ("event_scoring",),
    ("gold_check", "markup", "exchange"),
    ("labelling", "report"),
    ("batch",),
    ("cli",),
)
LAYER = {module: number for number, layer in enumerate(LAYERS) for module in layer}
PACKAGE = ROOT / "extractor"
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}
MODULES = sorted(FILES)
HEAVY = ("jieba", "spacy", "numpy", "pandas", "pyarrow", "pyspark", "duckdb", "zstandard", "polars")


def _imported(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it, in full."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _own(path: Path) -> set[str]:
    """The modules of the package that a file imports, without the package's name."""
    found = set()
    for name in _imported(path):
        parts = name.split(".")
        if parts[0] == "extractor":
            inner = [".".join(parts[1:end]) for end in range(len(parts), 1, -1)]
            found |= {next((i for i in inner if i in FILES), "")}
    return found - {""}


def _layer(module: str) -> int:
    return LAYER.get(module.split(".", maxsplit=1)[0], -1)


@pytest.mark.parametrize("module", MODULES)
def test_has_a_layer(module: str) -> None:
    assert _layer(module) >= 0, "give it a place in LAYERS"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    assert [name for name in _own(FILES[module]) if _layer(name) > _layer(module)] == []


def test_imports_go_in_no_circle() -> None:
    list(TopologicalSorter({module: _own(path) - {module} for module, path in FILES.items()}).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_extractors_know_nothing_of_each_other(module: str) -> None:
    """Modules of one extractor share the beginning of their name; one that two extractors need lies below them."""
    types = ("money", "percent", "date", "duration", "org")
    family = next((t for t in types if module.startswith(f"extractors.{t}")), None)
    if family:
        inside = [name.split(".")[1] for name in _own(FILES[module]) if name.startswith("extractors.")]
        assert all(name.startswith(family) for name in inside)


@pytest.mark.parametrize("module", MODULES)
def test_extractors_know_nothing_of_figures(module: str) -> None:
    """Figures stand on the facts: only the pipeline and what shows them know of them."""
    if module.split(".", maxsplit=1)[0] in ("extractors", "anchors", "placement", "currencies", "resolve", "entities"):
        assert not any(name.startswith("figures") for name in _own(FILES[module]))


@pytest.mark.parametrize("module", MODULES)
def test_imports_nothing_heavy(module: str) -> None:
    """Heavy packages are imported by the modules that are for them alone."""
    spacy = {name: {"spacy"} for name in MODULES if name.startswith("spacy_components") or name == "exchange.docbin"}
    lazily = {"segment": {"jieba"}, "facts": {"pandas"}}  # where rjieba is missing; for a table
    allowed = (spacy | lazily).get(module, set())
    assert {name.split(".")[0] for name in _imported(FILES[module])} & set(HEAVY) <= allowed


def _loaded(script: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys; print(*sys.modules, sep='\\n', file=sys.stderr)"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
    )
    return set(result.stderr.split())


def test_the_command_loads_nothing_heavy() -> None:
    article = str(CORPUS["model-ipo"])
    loaded = _loaded(f"from extractor.cli import main; assert main([{article!r}, '--date', '2026-01-08']) == 0")
    assert "extractor.pipeline" in loaded
    assert "extractor.one_text" in loaded
    assert not loaded & {*HEAVY, "rjieba"}


def test_to_import_the_package_costs_next_to_nothing() -> None:
    loaded = {name for name in _loaded("import extractor") if name.startswith("extractor")}
    assert loaded == {"extractor"}
