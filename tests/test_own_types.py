"""A fact type of one's own is at home wherever the package's are: output, gold, scores, reports, batches, spaCy."""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import spacy
from conftest import ROOT, Command
from jsonschema import Draft202012Validator
from spacy.language import Language
from spacy.tokens import DocBin

import extractor
from extractor.batch import Settings, run_batch
from extractor.errors import GoldError, InputError, InvariantError, OptionError
from extractor.evaluation import evaluate
from extractor.facts import Facts, Fields, in_order
from extractor.gold import load_facts, load_gold
from extractor.labelling import check_gold, compile_article, export_gold, import_gold, mark_article
from extractor.matching import differences
from extractor.pipeline import Pipeline, load
from extractor.report import article_report, read_subject, summary_report
from extractor.spacy_components import reference_doc

SCHEMA = Draft202012Validator(json.loads((files("extractor") / "data" / "facts.schema.json").read_text("utf-8")))
TEXT = "貴州茅台（６００５１９）漲5%，平安银行（000001）跌3%。"


class Stocks:
    """Codes of shares in brackets."""

    RULES = (extractor.Rule("stock.code", ("贵州茅台(⟦600519⟧)上涨",), ("邮编600519",)),)

    def find(self, document: extractor.Document) -> Iterator[extractor.Mention[Fields]]:
        for m in re.finditer(r"(?<=\()[036][0-9]{5}(?=\))", document.text):
            yield extractor.Mention(*m.span(), "stock.code", Fields(code=m[0], digits=6))


@pytest.fixture
def pipeline() -> Pipeline:
    return load(extractors={"stock": Stocks()})


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "shares.txt"
    path.write_text(TEXT, "utf-8")
    return path


# ---- the value: an open mapping


def test_a_value_is_an_open_mapping_that_nobody_changes() -> None:
    value = Fields(code="600519", items=[1])
    assert (value.code, value["code"], dict(value)) == ("600519", "600519", {"code": "600519", "items": [1]})
    assert (value == Fields(code="600519", items=[1]), hash(value)) == (True, hash(Fields(items=[1], code="600519")))
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(value) == "Fields(code='600519', items=[1])"
    with pytest.raises(AttributeError, match="frozen"):
        value.code = "1"
    with pytest.raises(AttributeError, match="no field 'board'"):
        _ = value.board


def test_the_output_is_valid_and_is_read_again(pipeline: Pipeline) -> None:
    facts = pipeline.extract(TEXT)
    told = json.loads(facts.to_json())
    SCHEMA.validate(told)
    assert [(f["id"], f["code"], f["digits"]) for f in told["facts"] if f["type"] == "stock"] == [
        ("stock-1", "600519", 6),
        ("stock-2", "000001", 6),
    ]
    assert Facts.from_dict(told) == facts


def test_what_is_no_facts_object_is_not_read() -> None:
    with pytest.raises(InputError, match="no facts object"):
        Facts.from_dict({"facts": []})


@pytest.mark.parametrize(
    "change", [{"id": "org-1"}, {"start": -1}, {"text": ""}, {"rule": None}, {"id": "stock"}, {"type": ""}]
)
def test_what_is_no_fact_of_ones_own_is_not_valid(pipeline: Pipeline, change: dict[str, Any]) -> None:
    told = json.loads(pipeline.extract(TEXT, types=["stock"]).to_json())
    told["facts"][0].update(change)
    assert not SCHEMA.is_valid(told)


def test_the_other_facts_and_what_is_told_of_them_stay_the_same(pipeline: Pipeline) -> None:
    facts, plain = pipeline.extract(TEXT), extractor.extract(TEXT)
    assert tuple(f for f in facts if f.type != "stock") == plain.facts
    assert (facts.figures, facts.events, facts.entities) == (plain.figures, plain.events, plain.entities)


def test_types_are_told_in_the_order_of_the_output() -> None:
    assert in_order(["stock", "org", "person", "money", "org"]) == ["money", "org", "person", "stock"]


# ---- what is wrong with an extractor is told with its name


class Gives:
    """Finds what a test says."""

    RULES = ()

    def __init__(self, found: Any) -> None:
        self.found = found

    def find(self, document: extractor.Document) -> Any:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def mention(value: Any, start: Any = 0, end: Any = 1, rule: Any = "stock.code") -> list[extractor.Mention[Any]]:
    return [extractor.Mention(start, end, rule, value)]


class Value:
    def __init__(self, fields: Any) -> None:
        self.fields = fields

    def to_dict(self) -> Any:
        return self.fields


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (ValueError("boom"), r"failed: ValueError: boom; .* it failed in .*test_own_types\.py:\d+"),
        (None, "failed: TypeError"),
        ([(0, 1)], r"gave \(0, 1\), which is no mention; yield extractor.Mention"),
        (mention(Fields(), 0, 99), "gave the span 0:99; .* from 0 to 2"),
        (mention(Fields(), 1, 1), "gave the span 1:1"),
        (mention(Fields(), -1), "gave the span -1:1"),
        (mention(Fields(), 0.0), "gave the span 0.0:1"),
        (mention(Fields(), rule=None), "gave the rule None; name the rule"),
        (mention({"code": "1"}), "has no to_dict; give extractor.Fields"),
        (mention(Value(["1"])), r"to_dict\(\) is \['1'\]; return a dict"),
        (mention(Value({1: "1"})), "return a dict"),
        (mention(Fields(start=1)), "the field 'start'; name it otherwise"),
        (mention(Fields(figure=1)), "the field 'figure'"),
        (mention(Fields(code={1})), "JSON cannot hold"),
        (mention(Fields(code=float("nan"))), "JSON cannot hold"),
    ],
)
def test_a_wrong_extractor_is_named_and_what_to_do_is_told(found: Any, told: str) -> None:
    with pytest.raises(InvariantError, match=f"^the extractor 'stock' {told}|^the extractor 'stock' gave .*{told}"):
        load(extractors={"stock": Gives(found)}).extract("甲乙")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("stock", "give a list of names"),
        ({"Stock": Stocks()}, "identifier in lower case"),
        ({"all": Stocks()}, "cannot name"),
        ({"stock": Stocks}, r"is a class; give an object of it: Stocks\(\)"),
        ({"stock": object()}, "has no RULES"),
    ],
)
def test_what_is_no_extractor_is_refused_at_once(given: Any, told: str) -> None:
    with pytest.raises(OptionError, match=told):
        load(extractors=given)


def test_an_installed_extractor_that_cannot_be_imported_is_told(package: Path) -> None:
    points = package / "zh_stocks-1.0.dist-info" / "entry_points.txt"
    points.write_text("[extractor.extractors]\nstock = zh_none\n")
    with pytest.raises(OptionError, match=r"cannot be loaded: ModuleNotFoundError: .*; mend zh_none"):
        load(extractors=["stock"])


# ---- gold: labelled, checked, scored


def test_gold_is_labelled_in_markup_and_scored(pipeline: Pipeline, article: Path, tmp_path: Path) -> None:
    facts, marked, gold = tmp_path / "facts.json", tmp_path / "shares.marked", tmp_path / "shares.gold.json"
    facts.write_text(pipeline.extract(TEXT, types=["stock", "percent"]).to_json(), "utf-8")
    text = mark_article(str(article), str(facts), pipeline.types)
    assert '（⟦６００５１９|stock|code="600519";digits=6⟧）' in text
    marked.write_text(text.replace("code=000001", "code=1").replace("（⟦６００", "⟦（６００"), "utf-8")
    gold.write_text(compile_article(str(marked), str(article), types=pipeline.types), "utf-8")
    assert check_gold([str(gold)], pipeline.types) == []
    report = evaluate([str(gold)], pipeline=pipeline)
    assert report.counts["stock"].errors["value"] == 1  # codes are no numbers: 000001 is not 1
    assert report.counts["stock"].errors["boundary"] == 1
    assert report.f1("percent") == 1.0
    assert "found code=000001 by stock.code" in report.to_errors_text()
    assert [line.split()[0] for line in report.to_table().splitlines()[1:-1]] == [
        "percent", "org", "stock", "all", "macro",
    ]  # fmt: skip
    of_file = evaluate([str(gold)], [str(facts)], pipeline=pipeline, types=["stock"])
    assert of_file.counts["stock"] == report.counts["stock"]
    (prediction,) = load_facts(str(facts), pipeline.types)
    first, second = (label for label in prediction.facts if label.type == "stock")
    assert differences(first, second) == ("code",)


@pytest.mark.parametrize("to", ["brat", "doccano", "label-studio", "docbin"])
def test_gold_goes_through_the_tools_of_others(pipeline: Pipeline, article: Path, tmp_path: Path, to: Any) -> None:
    gold, target = tmp_path / "shares.gold.json", str(tmp_path / "out")
    gold.write_text(compile_article(_marked(pipeline, article), str(article), types=pipeline.types), "utf-8")
    export_gold([str(gold)], to, target, types=pipeline.types)
    if to == "brat":
        assert "stock\n" in Path(target, "annotation.conf").read_text()
    assert import_gold(to, target, str(article), types=pipeline.types) == gold.read_text("utf-8")


def _marked(pipeline: Pipeline, article: Path) -> str:
    marked = article.with_suffix(".marked")
    marked.write_text(TEXT.replace("６００５１９", "⟦６００５１９|stock|code=600519;note=主板⟧"), "utf-8")
    return str(marked)


def test_a_type_that_nobody_registered_is_told(pipeline: Pipeline, article: Path, tmp_path: Path) -> None:
    gold = tmp_path / "shares.gold.json"
    gold.write_text(compile_article(_marked(pipeline, article), str(article), types=pipeline.types), "utf-8")
    told = "unknown type 'stock'; choose from money, .*; a type of your own is known where its extractor is named"
    for read in (load_gold, load_facts):
        with pytest.raises(GoldError, match=told):
            read(str(gold))
    with pytest.raises(GoldError, match=r"this is no type; choose from .*org; a type of your own"):
        compile_article(_marked(pipeline, article), str(article))
    with pytest.raises(OptionError, match="unknown fact type 'stock'"):
        evaluate([str(gold)], types=["stock"])
    assert len(load_gold(str(gold), pipeline.types).facts) == 1


def test_markup_that_means_nothing_is_told(pipeline: Pipeline, article: Path, tmp_path: Path) -> None:
    marked = tmp_path / "wrong"
    marked.write_text(TEXT.replace("６００５１９", "⟦６００５１９|stock|600519⟧"), "utf-8")
    with pytest.raises(GoldError, match="'600519' means nothing; write FIELD=…; the fields are those of its extractor"):
        compile_article(str(marked), str(article), types=pipeline.types)


# ---- reports


def test_reports_show_it(pipeline: Pipeline, article: Path, tmp_path: Path) -> None:
    page = article_report(read_subject(str(article), pipeline=pipeline))
    assert 'id="show-own"' in page
    assert '<span class="badge own">stock</span>' in page
    assert "code 600519, digits 6" in page
    assert page.count('class="fact own"') == 2
    gold = tmp_path / "shares.gold.json"
    gold.write_text(compile_article(_marked(pipeline, article), str(article), types=pipeline.types), "utf-8")
    assert '"bar own"' in summary_report([str(gold)], pipeline=pipeline)


# ---- the command and batches, with an installed package


def test_the_commands_know_it(package: Path, article: Path, tmp_path: Path, command: Command) -> None:
    where = f"{ROOT}:{package}"

    def run(*arguments: str, status: int = 0) -> bytes:
        done = command(*arguments, PYTHONPATH=where)
        assert done.returncode == status, done.stderr
        return done.stdout or done.stderr

    own = ("--extractors", "stock")
    (tmp_path / "facts.json").write_bytes(run("shares.txt", *own))
    (tmp_path / "marked").write_bytes(run("gold", "mark", "shares.txt", "--gold", "facts.json", *own))
    (tmp_path / "shares.gold.json").write_bytes(run("gold", "compile", "marked", "shares.txt", *own))
    assert run("gold", "check", "shares.gold.json", *own) == b""
    assert b"unknown type 'stock'" in run("gold", "check", "shares.gold.json", status=2)
    scores = json.loads(run("evaluate", "shares.gold.json", *own, "--types", "stock", "--format", "json"))
    assert scores["types"]["stock"]["value"]["f1"] == 1.0
    told = run("evaluate", "shares.gold.json", *own, "--save", "old.jsonl", "--baseline", "facts.json")
    assert b"stock" in told
    assert b"stock-1" in run("report", "facts.json", "--article", "shares.txt", *own)
    assert b"unknown fact type 'stock'" in run("shares.txt", "--types", "stock", status=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_has_it(package: Path, tmp_path: Path, command: Command, workers: int) -> None:
    rows = [json.dumps({"id": str(i), "text": TEXT}) + "\n" for i in range(300)]
    (tmp_path / "in.jsonl").write_text("".join(rows), "utf-8")
    call = ("batch", "in.jsonl", "out.jsonl", "--extractors", "stock", "--workers", str(workers))
    done = command(*call, "--types", "stock", PYTHONPATH=f"{ROOT}:{package}")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [fact["code"] for line in lines for fact in line["facts"]] == ["600519", "000001"] * 300
    done = command("batch", "in.jsonl", "out.jsonl", "--extractors", "phone", PYTHONPATH=f"{ROOT}:{package}")
    assert (done.returncode, b"no extractor 'phone' is installed" in done.stderr) == (2, True)


class Clashing(Stocks):
    """Whose values have the names of columns, and other kinds of content."""

    def find(self, document: extractor.Document) -> Iterator[extractor.Mention[Fields]]:
        for m in super().find(document):
            yield extractor.Mention(m.start, m.end, m.rule, Fields(value=5, name=["甲"], metadata=None))


def _clashing(lexicon: str | None, names: tuple[str, ...]) -> Pipeline:
    return load(lexicon, {"stock": Clashing()})


def test_columns_hold_it_whatever_its_fields_are_called(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", "utf-8")
    out = tmp_path / "out.parquet"
    assert run_batch([str(tmp_path / "in.jsonl")], str(out), Settings(load=_clashing)).failed == 0
    rows = parquet.read_table(str(out)).to_pylist()
    told = [(row["text"], row["value"], json.loads(row["fields"])) for row in rows if row["type"] == "stock"]
    fields = {"value": 5, "name": ["甲"], "metadata": None}
    assert told == [("６００５１９", None, fields), ("000001", None, fields)]
    assert {row["fields"] for row in rows if row["type"] != "stock"} == {None}


# ---- spaCy


@spacy.registry.misc("extractor_zh.tests.stocks")
def _stocks() -> Stocks:
    return Stocks()


STOCKS = {"stock": {"@misc": "extractor_zh.tests.stocks"}}


def _nlp(**config: Any) -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zh_facts", config={"extractors": STOCKS, **config})
    return nlp


def _told(spans: Any) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


def test_spans_and_entities_have_it(pipeline: Pipeline, tmp_path: Path) -> None:
    doc = _nlp()(TEXT)
    assert doc._.facts == pipeline.extract(TEXT)
    assert _told(doc.ents)[1] == ("６００５１９", "STOCK")
    assert doc.spans["facts"][1]._.fact.value.code == "600519"
    assert _told(_nlp(types=["stock"], labels={"stock": "CODE"})(TEXT).ents) == [
        ("６００５１９", "CODE"),
        ("000001", "CODE"),
    ]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs")
    (read,) = DocBin().from_disk(tmp_path / "docs").get_docs(spacy.blank("zh").vocab)
    assert read._.facts == doc._.facts


def test_spacy_pipelines_with_it_survive(tmp_path: Path) -> None:
    nlp = _nlp()
    nlp.to_disk(tmp_path / "pipeline")
    expected = _told(nlp(TEXT).ents)
    assert _told(spacy.load(tmp_path / "pipeline")(TEXT).ents) == expected
    assert [_told(doc.ents) for doc in nlp.pipe([TEXT] * 3, n_process=2)] == [expected] * 3


def test_spacy_takes_an_installed_extractor_by_name(package: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zh_facts", config={"extractors": ["stock"], "types": ["stock"]})
    assert len(nlp(TEXT).ents) == 2
    assert _told(pickle.loads(pickle.dumps(nlp))(TEXT).ents) == _told(nlp(TEXT).ents)
    with pytest.raises(OptionError, match="no extractor 'phone' is installed"):
        nlp.add_pipe("zh_facts", name="other", config={"extractors": ["phone"]})


def test_gold_of_it_is_a_reference_doc(pipeline: Pipeline, article: Path, tmp_path: Path) -> None:
    gold = tmp_path / "shares.gold.json"
    gold.write_text(compile_article(_marked(pipeline, article), str(article), types=pipeline.types), "utf-8")
    doc = reference_doc(spacy.blank("zh"), load_gold(str(gold), pipeline.types))
    assert _told(doc.ents) == [("６００５１９", "STOCK")]


# ---- a lexicon in spaCy

NAME = "他去了岚汀坊。"


def test_a_lexicon_is_saved_with_the_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my.tsv").write_text("岚汀坊\tcompany\n", "utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe("zh_organizations", config={"lexicon": "my.tsv"})
    expected = [("岚汀坊", "ORG")]
    assert _told(nlp(NAME).ents) == expected
    assert spacy.blank("zh").add_pipe("zh_organizations").types == ("org",)
    nlp.to_disk("pipeline")
    os.remove("my.tsv")
    again = spacy.load("pipeline")
    assert _told(again(NAME).ents) == expected
    again.to_disk("again")
    assert _told(spacy.load("again")(NAME).ents) == expected
    assert [_told(doc.ents) for doc in again.pipe([NAME] * 3, n_process=2)] == [expected] * 3
    assert _told(pickle.loads(pickle.dumps(again))(NAME).ents) == expected
    other = spacy.blank("zh")
    other.add_pipe("zh_organizations", config={"lexicon": "my.tsv"})
    assert _told(other.from_bytes(nlp.to_bytes())(NAME).ents) == expected


def test_a_lexicon_that_is_missing_or_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    nlp = spacy.blank("zh")
    nlp.add_pipe("zh_organizations", config={"lexicon": "none.tsv"})
    with pytest.raises(extractor.ExtractorError, match=r"cannot read the table none\.tsv: .*; check the path"):
        nlp(NAME)
    Path("wrong.tsv").write_text("岚汀坊\tcompanny\n", "utf-8")
    with pytest.raises(extractor.ExtractorError, match=r"wrong\.tsv: 'companny' is no kind"):
        spacy.blank("zh").add_pipe("zh_organizations", config={"lexicon": "wrong.tsv"})


def test_fields_are_frozen_all_through() -> None:
    tags = ["a"]
    value = Fields(tags=tags)
    before = hash(value)
    tags.append("b")
    value.tags.append("c")
    value["tags"].append("d")
    value.to_dict()["tags"].append("e")
    assert value.to_dict() == {"tags": ["a"]}
    assert hash(value) == before


@pytest.mark.parametrize(
    "told", [[], None, {}, {"schema": "facts/1"}, {"schema": "facts/1", "document": 1, "extractor": {"version": "1"}}]
)
def test_what_is_no_facts_object_is_refused(told: Any) -> None:
    with pytest.raises(InputError, match="no facts object"):
        Facts.from_dict(told)


def test_a_fact_without_its_text_is_refused() -> None:
    told = extractor.extract("增长5%").to_dict()
    del told["facts"][0]["text"]
    with pytest.raises(InputError, match="'text' is missing"):
        Facts.from_dict(told)
