"""Gains and losses against facts found before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from extractor.comparison import Comparison, compare, save_facts
from extractor.errors import GoldError, OptionError
from extractor.evaluation import evaluate
from extractor.scoring import Scheme

ARTICLE = "青禾茶业今年营收3亿元，增长12%。稻田集团5年来融资500万元。"
ORG = {"type": "org", "start": 0, "end": 4, "text": "青禾茶业", "name": "青禾茶业"}
DATE = {"type": "date", "start": 4, "end": 6, "text": "今年", "value": "2025"}
MONEY = {"type": "money", "start": 8, "end": 11, "text": "3亿元", "value": "300000000", "currency": "CNY"}
PERCENT = {"type": "percent", "start": 14, "end": 17, "text": "12%", "value": "12", "unit": "percent"}
RICE = {"type": "org", "start": 18, "end": 22, "text": "稻田集团", "name": "稻田集团"}
LOAN = {"type": "money", "start": 27, "end": 32, "text": "500万元", "value": "5000000", "currency": "CNY"}
FACTS: list[dict[str, Any]] = [ORG, DATE, MONEY, PERCENT, RICE, LOAN]
YEARS = {"type": "duration", "start": 22, "end": 24, "text": "5年", "value": "P5Y", "rule": "duration.count"}

BEFORE: list[dict[str, Any]] = [
    # the first organisation is missed
    DATE,
    {**MONEY, "value": "3", "rule": "money.amount"},
    {**PERCENT, "end": 16, "text": "12", "rule": "percent.sign"},
    RICE,
    LOAN,
    YEARS,  # spurious
]
AFTER: list[dict[str, Any]] = [
    {**ORG, "rule": "org.suffix"},
    {**DATE, "value": "2024", "rule": "date.word"},
    {**MONEY, "value": "30000", "rule": "money.amount"},
    PERCENT,
    {**RICE, "rule": "org.suffix"},  # right as before, by another rule
    # the loan is missed
    {"type": "date", "start": 24, "end": 25, "text": "来", "value": None, "rule": "date.word"},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("tea", "rice"):
        (folder / f"{name}.txt").write_bytes(ARTICLE.encode())
        (folder / f"{name}.gold.json").write_text(json.dumps({"facts": FACTS}), "utf-8")
    return folder


def write(path: Path, **documents: list[dict[str, Any]]) -> str:
    lines = [json.dumps({"document": {"id": id_}, "facts": facts}) for id_, facts in documents.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def comparison(gold: Path, tmp_path: Path, scheme: Scheme = "value") -> Comparison:
    before = write(tmp_path / "old.jsonl", tea=BEFORE)
    report = evaluate([str(gold)], [write(tmp_path / "new.jsonl", tea=AFTER, rice=FACTS)])
    return compare(report, before, scheme)


def test_the_text(gold: Path, tmp_path: Path) -> None:
    assert comparison(gold, tmp_path).to_text() == (
        f"\nF1 (value) compared with {tmp_path}/old.jsonl, 1 documents left out that are not in it:\n"
        "type      before  after  difference  gains  losses  changes\n"
        "money      0.500  0.000      -0.500      0       1        1\n"
        "percent    0.000  1.000      +1.000      1       0        0\n"
        "date       1.000  0.000      -1.000      0       2        0\n"
        "duration   0.000      -           -      1       0        0\n"
        "org        0.667  1.000      +0.333      1       0        0\n"
        "all        0.500  0.500      +0.000      3       3        1\n"
        "gain tea:0  org '青禾茶业'  missed -> right by org.suffix\n"
        "    ⟦青禾茶业⟧今年营收3亿元，增长12%。\n"
        "loss tea:4  date '今年'  right -> value, found value=2024 by date.word\n"
        "    青禾茶业⟦今年⟧营收3亿元，增长12%。\n"
        "change tea:8  money '3亿元'  value, found value=3 by money.amount"
        " -> value, found value=30000 by money.amount\n"
        "    青禾茶业今年营收⟦3亿元⟧，增长12%。\n"
        "gain tea:14  percent '12%'  boundary, found as '12' by percent.sign -> right\n"
        "    青禾茶业今年营收3亿元，增长⟦12%⟧。\n"
        "gain tea:22  duration '5年'  spurious value=P5Y by duration.count -> not found\n"
        "    稻田集团⟦5年⟧来融资500万元。\n"
        "loss tea:24  date '来'  not found -> spurious by date.word\n"
        "    稻田集团5年⟦来⟧融资500万元。\n"
        "loss tea:27  money '500万元'  right -> missed\n"
        "    稻田集团5年来融资⟦500万元⟧。\n"
    )


@pytest.mark.parametrize(
    ("scheme", "verdicts"),
    [
        ("strict", {0: "gain", 4: "change", 8: "change", 14: "gain", 22: "gain", 24: "loss", 27: "loss"}),
        ("partial", {0: "gain", 4: "change", 8: "change", 14: "gain", 22: "gain", 24: "loss", 27: "loss"}),
        ("type", {0: "gain", 4: "change", 8: "change", 14: "change", 22: "gain", 24: "loss", 27: "loss"}),
    ],
)
def test_the_scheme_says_what_is_a_gain(gold: Path, tmp_path: Path, scheme: Scheme, verdicts: dict[int, str]) -> None:
    changes = comparison(gold, tmp_path, scheme).changes
    assert {change.pair.label.start: change.verdict for change in changes} == verdicts


def test_the_json(gold: Path, tmp_path: Path) -> None:
    told = json.loads(json.dumps(comparison(gold, tmp_path).to_dict(ci=True)))
    assert (told["scheme"], told["left_out"], told["ci"]) == ("value", 1, None)
    assert told["f1"]["org"] == {"before": 0.6667, "after": 1.0}
    assert told["f1"]["duration"] == {"before": 0.0, "after": None}
    assert [len(told[key]) for key in ("gains", "losses", "changes")] == [3, 3, 1]
    assert told["gains"][0] == {
        "document": "tea",
        "before": {"outcome": "missed", "found": None},
        "after": {"outcome": "right", "found": {**ORG, "rule": "org.suffix"}},
        "gold": ORG,
        "sentence": "⟦青禾茶业⟧今年营收3亿元，增长12%。",
    }
    assert told["losses"][1]["before"] is None


def test_what_was_saved_makes_no_difference(gold: Path, tmp_path: Path) -> None:
    report = evaluate([str(gold)], [write(tmp_path / "new.jsonl", tea=AFTER, rice=BEFORE)], types=["org", "money"])
    saved = str(tmp_path / "saved.json")
    save_facts(report, saved)
    same = compare(report, saved)
    assert (same.left_out, list(same.changes)) == (0, [])
    assert same.interval() == (0.0, 0.0)
    assert same.before.types == ("money", "org")
    # Facts of all types are saved, so that a later comparison may be of others.
    everything = compare(evaluate([str(gold)], [str(tmp_path / "new.jsonl")]), saved)
    assert list(everything.changes) == []


def test_the_interval_draws_both_sides_together(gold: Path, tmp_path: Path) -> None:
    report = evaluate([str(gold)], [write(tmp_path / "new.jsonl", tea=FACTS, rice=FACTS)])
    better = compare(report, write(tmp_path / "old.jsonl", tea=BEFORE, rice=FACTS))
    assert better.interval() == pytest.approx((0.0, 0.5))
    assert "difference of all, 95%: +0.000 to +0.500\n" in better.to_text(ci=True)


def test_a_change_of_gold_is_no_gain(gold: Path, tmp_path: Path) -> None:
    facts = write(tmp_path / "facts.jsonl", tea=BEFORE, rice=BEFORE)
    for name in ("tea", "rice"):
        (gold / f"{name}.gold.json").write_text(json.dumps({"facts": [*FACTS, YEARS]}), "utf-8")
    assert list(compare(evaluate([str(gold)], [facts]), facts).changes) == []


def test_files_that_cannot_be_used_are_refused(gold: Path, tmp_path: Path) -> None:
    report = evaluate([str(gold)], [write(tmp_path / "new.jsonl", tea=AFTER, rice=FACTS)])
    with pytest.raises(GoldError, match="has facts of none of the documents scored; give what `extract"):
        compare(report, write(tmp_path / "old.jsonl", other=[]))
    (tmp_path / "report.json").write_text(json.dumps(report.to_dict(errors=True)), "utf-8")
    with pytest.raises(GoldError, match="give what `extract"):
        compare(report, str(tmp_path / "report.json"))
    with pytest.raises(OptionError, match=r"cannot write .*none/saved"):
        save_facts(report, str(tmp_path / "none" / "saved"))


def test_the_command(command: Command, gold: Path) -> None:
    saved = command("evaluate", gold, "--save", "old.jsonl")
    assert (saved.returncode, saved.stderr) == (0, b"")
    result = command("evaluate", gold, "--baseline", "old.jsonl", "--scheme", "exact,type", "--by", "document", "--ci")
    assert (result.returncode, result.stderr) == (0, b"")
    told = result.stdout.decode()
    assert told.startswith("document  gold  found  exact P")
    assert "F1 (exact) compared with old.jsonl:\n" in told
    assert "difference of all, 95%: +0.000 to +0.000\n" in told
    data = command("evaluate", gold, "--baseline", "old.jsonl", "--scheme", "value", "--format", "json", "--errors")
    assert json.loads(data.stdout)["baseline"]["gains"] == []
    refused = command("evaluate", gold, "--scheme", "lenient")
    assert refused.returncode == 2
    assert refused.stderr.startswith(b"extract: error: unknown scheme 'lenient'; choose from")
    assert command("evaluate", gold, "--split", "dev").returncode == 2
