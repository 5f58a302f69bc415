"""Figures: cases tell subject, metric, period and change of every amount."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from extractor.lexicon import read_rows
from extractor.pipeline import load

PIPELINE = load()
CASES = [tuple(row) for row in read_rows(str(ROOT / "tests" / "cases" / "figures.tsv"), 2)]


@pytest.mark.parametrize(("marked", "wanted"), CASES, ids=[row[0] for row in CASES])
def test_says_what_the_case_says(marked: str, wanted: str) -> None:
    marked = marked.replace("\\n", "\n")
    facts = PIPELINE.extract(re.sub("[⟦⟧]", "", marked))
    figures = {figure.fact: figure for figure in facts.figures}
    amounts = [fact for fact in facts if fact.type in ("money", "percent")]
    assert [fact.text for fact in amounts] == re.findall("⟦(.*?)⟧", marked)
    told = [figures.get(fact.id) for fact in amounts]
    parts = [f and [getattr(f, part) or "-" for part in ("subject", "metric", "period", "change")] for f in told]
    assert " | ".join(", ".join(p) if p else "nothing" for p in parts) == wanted


def test_evidence_is_where_the_article_tells_it() -> None:
    raw = "青禾銀行2023年營收(shōu)為3億元。"
    (figure,) = PIPELINE.extract(raw).figures
    assert [(e.part, raw[e.start : e.end]) for e in figure.evidence] == [
        ("subject", "青禾銀行"),
        ("metric", "營收"),
        ("period", "2023年"),
    ]


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("2024年经济增速为3%。", "经济增长率"),
        ("2024年通货膨胀率为2.4%。", "通胀率"),
        ("2024年一般公共预算收入为3亿元。", "财政收入"),
        ("2024年一般公共预算支出为3亿元。", "财政支出"),
        ("2024年财政支出总额为3亿元。", "财政支出"),
    ],
)
def test_variants_of_a_metric_share_a_form(raw: str, canonical: str) -> None:
    (figure,) = PIPELINE.extract(raw).figures
    assert figure.canonical == canonical
