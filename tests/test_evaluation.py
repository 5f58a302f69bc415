"""Evaluation over documents: what is paired with what, and the report as table, JSON and list of errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import GoldError, OptionError
from extractor.evaluation import Report, evaluate
from extractor.pipeline import extract

TEA = "青禾茶业今年营收3亿元，增长12%。"
RICE = "稻田集团融资500万元。"
TEA_FACTS: list[dict[str, Any]] = [
    {"type": "org", "start": 0, "end": 4, "text": "青禾茶业", "name": "青禾茶业"},
    {"type": "date", "start": 4, "end": 6, "text": "今年", "value": "2025"},
    {"type": "money", "start": 8, "end": 11, "text": "3亿元", "value": "300000000", "currency": "CNY"},
    {"type": "percent", "start": 14, "end": 17, "text": "12%", "value": "12", "unit": "percent"},
]
RICE_FACTS: list[dict[str, Any]] = [
    {"type": "org", "start": 0, "end": 4, "text": "稻田集团", "name": "稻田集团"},
    {"type": "money", "start": 6, "end": 11, "text": "500万元", "value": "5000000", "currency": "CNY"},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with two documents, tea and rice."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, text, facts in (("tea", TEA, TEA_FACTS), ("rice", RICE, RICE_FACTS)):
        (folder / f"{name}.txt").write_bytes(text.encode())
        data = {"id": name, "reference_date": "2025-06-01", "facts": facts}
        data |= {"kind": "drinks"} if name == "tea" else {}
        (folder / f"{name}.gold.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder


def write(path: Path, *documents: tuple[str | None, list[dict[str, Any]]]) -> str:
    """Write facts, a document a line."""
    lines = [json.dumps({"document": {"id": id_}, "facts": facts}, ensure_ascii=False) for id_, facts in documents]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def imperfect(gold: Path, tmp_path: Path) -> Report:
    """Tea: money with a wrong value, percent one short, date as duration. Rice: money missed, a date too many."""
    tea = [
        TEA_FACTS[0],
        {"type": "duration", "start": 4, "end": 6, "text": "今年", "value": "P1Y", "rule": "duration.count"},
        {**TEA_FACTS[2], "value": "30000", "rule": "money.currency_amount"},
        {**TEA_FACTS[3], "end": 16, "text": "12", "rule": "percent.sign"},
    ]
    rice = [RICE_FACTS[0], {"type": "date", "start": 4, "end": 6, "text": "融资", "value": None}]
    return evaluate([str(gold)], [write(tmp_path / "f.jsonl", ("rice", rice), ("tea", tea))])


TABLE = """\
type      gold  found  strict P  strict R  strict F1  value P  value R  value F1  missed  spurious  boundary  type  value
money        2      1     1.000     0.500      0.667    0.000    0.000     0.000       1         0         0     0      1
percent      1      1     0.000     0.000      0.000    0.000    0.000     0.000       0         0         1     0      0
date         1      1     0.000     0.000      0.000    0.000    0.000     0.000       0         1         0     1      0
duration     0      1     0.000         -      0.000    0.000        -     0.000       0         0         0     0      0
org          2      2     1.000     1.000      1.000    1.000    1.000     1.000       0         0         0     0      0
all          6      6     0.500     0.500      0.500    0.333    0.333     0.333       1         1         1     1      1
macro        -      -     0.400     0.375      0.333    0.200    0.250     0.200       -         -         -     -      -
entities of org (B-cubed): P 1.000  R 1.000  F1 1.000
"""  # noqa: E501 - as it is seen


def test_the_table(gold: Path, tmp_path: Path) -> None:
    assert imperfect(gold, tmp_path).to_table() == TABLE


def test_the_table_by_rule_of_all_schemes(gold: Path, tmp_path: Path) -> None:
    table = imperfect(gold, tmp_path).to_table("rule", ("exact", "type"))
    lines = [line.split() for line in table.splitlines()[:-1]]
    assert lines[0][:9] == ["rule", "gold", "found", "exact", "P", "exact", "R", "exact", "F1"]
    assert [line[:9] for line in lines[1:]] == [
        ["-", "-", "3", "0.667", "-", "-", "0.667", "-", "-"],
        ["duration.count", "-", "1", "1.000", "-", "-", "0.000", "-", "-"],
        ["money.currency_amount", "-", "1", "1.000", "-", "-", "1.000", "-", "-"],
        ["percent.sign", "-", "1", "0.000", "-", "-", "1.000", "-", "-"],
        ["all", "6", "6", "0.667", "0.667", "0.667", "0.667", "0.667", "0.667"],
        ["macro", "-", "-", "0.667", "-", "-", "0.667", "-", "-"],
    ]


def test_rows_by_document_and_kind(gold: Path, tmp_path: Path) -> None:
    report = imperfect(gold, tmp_path)
    rows = report.breakdown("document").rows
    assert {name: (row.gold, row.found, row.scores["strict"].f1) for name, row in rows.items()} == {
        "rice": (2, 2, 0.5),
        "tea": (4, 4, 0.5),
    }
    assert {name: row.gold for name, row in report.breakdown("kind").rows.items()} == {"-": 2, "drinks": 4}
    assert report.breakdown("kind").macro.scores["value"].f1 == pytest.approx((1 / 2 + 1 / 4) / 2)


def test_intervals(gold: Path, tmp_path: Path) -> None:
    report = imperfect(gold, tmp_path)
    types = report.breakdown(ci=True)
    # One of two documents has a value F1 of 1/2, the other of 1/4: so all samples lie between.
    assert types.micro.intervals["value"]["f1"] == pytest.approx((1 / 4, 1 / 2))
    assert types.rows["org"].intervals["strict"]["recall"] == (1.0, 1.0)
    assert types.rows["percent"].intervals == {}  # only one document has any
    assert report.breakdown("document", ci=True).rows["tea"].intervals == {}
    assert report.breakdown("document", ci=True).macro.intervals["value"]["f1"] == pytest.approx((1 / 4, 1 / 2))
    head, *lines = report.to_table(schemes=["value"], ci=True).splitlines()
    assert head.split()[3:11] == ["value", "P", "value", "R", "value", "F1", "value", "95%"]
    shown = [line.split()[6] for line in lines[:-1]]
    assert shown[:6] == ["0.000-0.000", "-", "0.000-0.000", "-", "1.000-1.000", "0.250-0.500"]
    assert lines[-1].endswith("F1 1.000  95% 1.000-1.000")


def test_the_errors(gold: Path, tmp_path: Path) -> None:
    assert imperfect(gold, tmp_path).to_errors_text() == (
        "rice:4  spurious date  '融资'\n"
        "    稻田集团⟦融资⟧500万元。\n"
        "rice:6  missed money  '500万元' value=5000000 currency=CNY\n"
        "    稻田集团融资⟦500万元⟧。\n"
        "tea:4  type date  '今年' found as duration by duration.count\n"
        "    青禾茶业⟦今年⟧营收3亿元，增长12%。\n"
        "tea:8  value money  '3亿元' gold value=300000000, found value=30000 by money.currency_amount\n"
        "    青禾茶业今年营收⟦3亿元⟧，增长12%。\n"
        "tea:14  boundary percent  '12%' found as '12' by percent.sign\n"
        "    青禾茶业今年营收3亿元，增长⟦12%⟧。\n"
    )


def test_the_json(gold: Path, tmp_path: Path) -> None:
    report = imperfect(gold, tmp_path)
    told = json.loads(json.dumps(report.to_dict(errors=True)))
    assert told["schema"] == "evaluation/2"
    assert told["split"] == "all"
    assert told["types"]["money"] == {
        "gold": 2,
        "found": 1,
        "strict": {"precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "exact": {"precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "partial": {"precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "type": {"precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "value": {"precision": 0.0, "recall": 0.0, "f1": 0.0},
        "errors": {"missed": 1, "spurious": 0, "boundary": 0, "type": 0, "value": 1},
    }
    assert list(told["types"]) == ["money", "percent", "date", "duration", "org", "all"]
    assert told["types"]["duration"]["strict"]["recall"] is None
    assert told["types"]["all"]["exact"]["f1"] == 0.6667
    assert told["types"]["all"]["partial"]["f1"] == 0.75
    documents = [(d["id"], d["kind"], d["gold"], d["strict"]["f1"]) for d in told["documents"]]
    assert documents == [("rice", None, 2, 0.5), ("tea", "drinks", 4, 0.5)]
    assert [(k["kind"], k["gold"]) for k in told["kinds"]] == [("-", 2), ("drinks", 4)]
    sign = next(r for r in told["rules"] if r["rule"] == "percent.sign")
    assert (sign["gold"], sign["found"], sign["errors"]["boundary"]) == (None, 1, 1)
    assert sign["partial"] == {"precision": 0.5, "recall": None, "f1": None}
    assert told["macro"]["document"]["strict"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert told["entities"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert [e["error"] for e in told["errors"]] == ["spurious", "missed", "type", "value", "boundary"]
    assert told["errors"][3] == {
        "document": "tea",
        "error": "value",
        "gold": TEA_FACTS[2],
        "found": {**TEA_FACTS[2], "value": "30000", "rule": "money.currency_amount"},
        "sentence": "青禾茶业今年营收⟦3亿元⟧，增长12%。",
    }
    assert "errors" not in report.to_dict()


def test_the_json_with_intervals_of_one_scheme(gold: Path, tmp_path: Path) -> None:
    told = json.loads(json.dumps(imperfect(gold, tmp_path).to_dict(schemes=["value"], ci=True)))
    assert set(told["types"]["all"]) == {"gold", "found", "value", "errors"}
    assert told["types"]["all"]["value"]["ci"]["f1"] == [0.25, 0.5]
    assert told["types"]["percent"]["value"]["ci"] == {"precision": None, "recall": None, "f1": None}
    assert told["entities"]["ci"]["f1"] == [1.0, 1.0]


def test_f1_of_one_type_and_of_all(gold: Path, tmp_path: Path) -> None:
    report = imperfect(gold, tmp_path)
    assert report.f1() == pytest.approx(1 / 3)
    assert report.f1(scheme="strict") == pytest.approx(1 / 2)
    assert report.f1("org") == 1.0
    assert evaluate([str(gold)], types=["duration"]).f1("duration") is None


def test_a_split_selects(gold: Path) -> None:
    (gold / "split.tsv").write_text("# id\tsplit\ntea\tdev\nrice\ttest\nother\ttest\n", "utf-8")
    for split, ids in (("dev", ["tea"]), ("test", ["rice"]), ("all", ["rice", "tea"])):
        report = evaluate([str(gold)], split=split)  # type: ignore[arg-type]
        assert (report.split, [d.gold.id for d in report.documents]) == (split, ids)
    with pytest.raises(GoldError, match="none of the gold files belongs to test"):
        evaluate([str(gold / "tea.gold.json")], split="test")
    (gold / "split.tsv").write_text("tea\tdev\n", "utf-8")
    with pytest.raises(GoldError, match=r"split\.tsv does not say to which part the document 'rice' belongs"):
        evaluate([str(gold)], split="dev")


def test_types_select(gold: Path, tmp_path: Path) -> None:
    facts = write(tmp_path / "f.jsonl", ("tea", TEA_FACTS[1:]), ("rice", RICE_FACTS))
    report = evaluate([str(gold)], [facts], types=["money", "percent"])
    assert (list(report.counts), report.f1()) == (["money", "percent", "all"], 1.0)
    with pytest.raises(OptionError, match="unknown fact type 'weight'"):
        evaluate([str(gold)], types=["weight"])


def test_without_facts_the_pipeline_runs_with_the_reference_date(gold: Path) -> None:
    run = evaluate([str(gold)])
    made = [extract(text, reference_date="2025-06-01") for text in (RICE, TEA)]
    assert [len([p for p in d.pairs if p.found]) for d in run.documents] == [len(facts) for facts in made]
    date = next(p.found for p in run.documents[1].pairs if p.label.type == "date")
    assert date is not None
    assert date.fields["value"] == "2025"


def test_facts_are_paired_by_id_in_any_order_and_number(gold: Path, tmp_path: Path) -> None:
    facts = [("none", []), ("rice", RICE_FACTS), ("tea", TEA_FACTS)]
    assert evaluate([str(gold)], [write(tmp_path / "f.jsonl", *facts)]).f1() == 1.0
    files = [write(tmp_path / f"{id_}.json", (id_, found)) for id_, found in facts]
    assert evaluate([str(gold)], files[::-1]).f1() == 1.0
    assert evaluate([str(gold / "tea.gold.json")], files).f1() == 1.0


def test_facts_without_known_id_are_paired_by_order(gold: Path, tmp_path: Path) -> None:
    paths = [str(gold / "tea.gold.json"), str(gold / "rice.gold.json")]
    facts = write(tmp_path / "f.jsonl", ("1", TEA_FACTS), (None, RICE_FACTS))
    assert evaluate(paths, [facts]).f1() == 1.0


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("tea", TEA_FACTS)], r"no facts for .*rice.gold.json: no document has the id 'rice' \(1 in all\)"),
        ([("tea", TEA_FACTS), ("tea", TEA_FACTS), ("rice", RICE_FACTS)], r"'tea' has facts twice: .*:1 and .*:2"),
        ([("1", TEA_FACTS)], r"1 documents with facts cannot be paired with 2 gold files"),
        ([("1", RICE_FACTS), ("2", TEA_FACTS), ("3", [])], r"3 documents with facts cannot be paired"),
        (
            [("1", TEA_FACTS), ("2", RICE_FACTS)],
            r":1: these facts were not made from .*rice.txt: '青禾茶业' is told at 0:4",
        ),
        ([("tea", RICE_FACTS), ("rice", RICE_FACTS)], r":1: these facts were not made from .*tea.txt"),
    ],
)
def test_facts_that_cannot_be_paired_are_refused(
    gold: Path, tmp_path: Path, documents: list[tuple[str | None, list[dict[str, Any]]]], expected: str
) -> None:
    with pytest.raises(GoldError, match=expected):
        evaluate([str(gold)], [write(tmp_path / "f.jsonl", *documents)])


def test_a_folder_without_gold_and_a_document_twice_are_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError, match="empty has no gold file"):
        evaluate([str(tmp_path / "empty")])
    with pytest.raises(GoldError, match="two gold files label the document 'tea'"):
        evaluate([str(gold), str(gold / "tea.gold.json")])
