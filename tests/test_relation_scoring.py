"""Scores of figures and events against gold made for the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.errors import GoldError
from extractor.event_scoring import evaluate_events
from extractor.figure_scoring import alike, evaluate_figures
from extractor.labelling import compile_article, mark_article
from extractor.pipeline import load

TEXT = "青禾银行2023年营收3亿元，同比增长5%。2024年6月，青禾银行被证监会罚款300万元。"
PARTS = ("start", "end", "text", "subject", "metric", "period", "change")
FIGURES = (
    (TEXT.index("3亿元"), "3亿元", "青禾银行", "营收", "2023", None),
    (TEXT.index("5%"), "5%", "青禾银行", "营收", "2022", "yoy"),
    (TEXT.index("300万元"), "300万元", "青禾银行", "罚款", "2024-06", None),
)
HEAD = "# head\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with an article, its gold with a wrong period, and a table of events."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    facts = [
        {"start": at, "end": at + len(text), "text": text, "type": "percent" if text.endswith("%") else "money"}
        for at, text, *_ in FIGURES
    ]
    figures = [dict(zip(PARTS, (at, at + len(text), text, *rest), strict=True)) for at, text, *rest in FIGURES]
    told = {"id": "a", "reference_date": None, "facts": facts, "figures": figures}
    (tmp_path / "a.gold.json").write_text(json.dumps(told), encoding="utf-8")
    rows = (
        "a\tpenalty\t青禾银行\t证监会\t300万元\t-\t2024-06\t-",
        "a\tipo\t青禾银行\t港交所\t-\t-\t-\tplanned",
    )
    (tmp_path / "events.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_namings_of_one_thing() -> None:
    assert alike("青禾", "青禾银行")
    assert alike("营业总收入", "营业收入")
    assert alike(None, None)
    assert not alike("青禾", None)
    assert not alike("青禾", "白杨")


def test_figures(gold: Path) -> None:
    report = evaluate_figures([str(gold)])
    assert report.counts == {"gold": 3, "found": 3, "all": 2, "subject": 3, "metric": 3, "period": 2, "change": 3}
    assert report.score().f1 == pytest.approx(2 / 3)
    assert report.to_errors_text().startswith(
        "a:19  gold (青禾银行, 营收, 2022, yoy), found (青禾银行, 营收, 2023, yoy)"
    )
    assert report.to_dict()["parts"]["period"]["right"] == 2


def test_figures_of_a_file(gold: Path) -> None:
    path = gold / "a.gold.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["figures"][0]["metric"] = "利润"
    told["figures"].pop()
    (gold / "b.json").write_text(json.dumps(told), encoding="utf-8")
    report = evaluate_figures([str(gold)], facts_paths=[str(gold / "b.json")])
    assert report.counts == {"gold": 3, "found": 2, "all": 1, "subject": 2, "metric": 1, "period": 2, "change": 2}
    (gold / "b.json").write_text(json.dumps({**told, "figures": [{**told["figures"][0], "metric": 3}]}), "utf-8")
    with pytest.raises(GoldError, match="its figure: metric is 3"):
        evaluate_figures([str(gold)], facts_paths=[str(gold / "b.json")])


def test_figures_of_an_output_are_scored_as_the_pipeline_tells_them(gold: Path, tmp_path: Path) -> None:
    facts = load().extract(TEXT, id="a")
    (tmp_path / "a.json").write_text(facts.to_json(), encoding="utf-8")
    report = evaluate_figures([str(gold)], facts_paths=[str(tmp_path / "a.json")])
    assert report.counts == evaluate_figures([str(gold)]).counts


def test_events(gold: Path) -> None:
    report = evaluate_events([str(gold)])
    assert report.documents == 1
    assert report.counts["gold"] == 2
    assert report.counts["found"] == report.counts["all"] == report.counts["others"] == report.counts["date"] == 1
    assert report.to_errors_text() == "a  gold (ipo, 青禾银行, 港交所, -, -, -, planned), found nothing\n"
    assert report.to_dict()["parts"]["all"]["precision"] == 1


def test_an_unknown_type_is_refused(gold: Path) -> None:
    row = "a\tmerger\t青禾银行\t-\t-\t-\t-\t-\n"
    (gold / "events.tsv").write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(GoldError, match="merger"):
        evaluate_events([str(gold)])


def test_that_no_gold_article_has_events_is_told(gold: Path) -> None:
    (gold / "events.tsv").write_text(HEAD, encoding="utf-8")
    with pytest.raises(GoldError, match="none of the gold files has labelled events"):
        evaluate_events([str(gold)])


def test_command(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--events", "--fail-under", "0.6"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["all", "2", "1", "1", "1.000", "0.500", "0.667"]
    assert main(["evaluate", str(gold), "--figures", "--format", "json", "--fail-under", "0.9"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "figure-evaluation/1"
    assert main(["evaluate", str(gold), "--figures", "--facts", str(gold / "a.gold.json"), "--fail-under", "1"]) == 0
    assert main(["evaluate", str(gold), "--events", "--figures"]) == 2
    assert main(["evaluate", str(gold), "--events", "--facts", str(gold / "a.gold.json")]) == 2


def test_an_empty_list_of_figures_goes_through_markup(gold: Path) -> None:
    path = gold / "a.gold.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["facts"] = [{**fact, "value": "3", **_more(fact)} for fact in told["facts"]]
    path.write_text(json.dumps({**told, "figures": []}), encoding="utf-8")
    (gold / "a.marked.txt").write_text(mark_article(str(gold / "a.txt"), str(path)), encoding="utf-8")
    again = json.loads(compile_article(str(gold / "a.marked.txt"), str(gold / "a.txt")))
    assert again["figures"] == []
    path.write_text(json.dumps({key: told[key] for key in ("id", "facts")}), encoding="utf-8")
    (gold / "a.marked.txt").write_text(mark_article(str(gold / "a.txt"), str(path)), encoding="utf-8")
    assert "figures" not in json.loads(compile_article(str(gold / "a.marked.txt"), str(gold / "a.txt")))


def _more(fact: dict[str, object]) -> dict[str, str]:
    return {"unit": "percent"} if fact["type"] == "percent" else {"currency": "CNY"}
