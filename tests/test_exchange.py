"""Other tools' formats: gold goes out and comes back byte for byte; what the tools change is taken over."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import spacy
from conftest import ROOT, Command
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from extractor.errors import GoldError, OptionError
from extractor.exchange import brat, docbin, doccano, label_studio
from extractor.exchange.labelled import Imported, Labelled, Offsets, one_line_json
from extractor.figure_labels import joined
from extractor.labelling import FORMATS, export_gold, gold_json, import_gold

# Beyond the BMP before and in spans, CRLF and lone CR, tabs, quotes, a reading in a span, line ends that are none.
ARTICLE = '📈𠮷野(yě)茶業"融資"3億\r\n元，\t增長12%。\r歷時5年,到2024年\u20286月\x0b💰\n'


def fact(text: str, type_: str, **fields: Any) -> dict[str, Any]:
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, "type": type_, **fields}


FACTS = [
    fact("𠮷野(yě)茶業", "org", name='吉野\t"茶业"\''),
    fact("3億\r\n元", "money", value="300000000", currency="CNY", note="两行\n\u2028;|⟦⟧\\ \x85"),
    fact("12%", "percent", low="10", high="12.50", unit="percent", optional=True),
    fact("5年", "duration", value="P5Y", modifier="about"),
    fact("2024年\u20286月", "date", value=None),
    fact("💰", "org", name="钱𠮷"),
]
FIGURES = [
    {**fact("12%", ""), "subject": "吉野\t茶业;\u2028", "metric": "增长", "period": None, "change": "other"},
    {**fact("3億\r\n元", ""), "subject": None, "metric": None, "period": "2025-01", "change": None},
]
GOLD = gold_json("tea", "2025-01-08", hashlib.sha256(ARTICLE.encode()).hexdigest(), joined(FACTS, FIGURES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the article and its gold."""
    (tmp_path / "tea.txt").write_bytes(ARTICLE.encode())
    (tmp_path / "tea.gold.json").write_bytes(GOLD.encode())
    return tmp_path


def out(to: Any, folder: Path, *paths: str, **options: Any) -> str:
    target = folder / f"out-{to}"
    export_gold(paths or [str(folder)], to, str(target), **options)
    return str(target)


def back(from_: Any, folder: Path, source: str, **options: Any) -> Any:
    return json.loads(import_gold(from_, source, str(folder / "tea.txt"), **options))


@pytest.mark.parametrize("to", FORMATS)
def test_gold_comes_back_byte_for_byte(to: Any, folder: Path) -> None:
    assert import_gold(to, out(to, folder), str(folder / "tea.txt")) == GOLD


@pytest.mark.parametrize("to", FORMATS)
def test_what_the_head_of_gold_tells_comes_back(to: Any, folder: Path) -> None:
    sha256 = hashlib.sha256(ARTICLE.encode()).hexdigest()
    gold = gold_json("tea/2025", "2025-01-08", sha256, FACTS, article="tea.txt", kind="行情")
    (folder / "tea.gold.json").write_bytes(gold.encode())
    assert import_gold(to, out(to, folder), str(folder / "tea.txt")) == gold


@pytest.mark.parametrize("to", FORMATS)
def test_the_whole_corpus_comes_back_byte_for_byte(to: Any, tmp_path: Path) -> None:
    target = out(to, tmp_path, str(ROOT / "gold"))
    paths = sorted((ROOT / "gold").glob("*.gold.json"))
    for path in paths[:: 6 if to == "docbin" else 1]:  # a DocBin is read whole for each article
        article = ROOT / "corpus" / path.name.replace(".gold.json", ".txt")
        assert import_gold(to, target, str(article)).encode() == path.read_bytes()


@pytest.mark.parametrize("to", FORMATS)
def test_an_article_in_another_encoding_comes_back(to: Any, tmp_path: Path) -> None:
    text = "青禾科技宣布完成三億元融資，由多家機構共同投資，公司成立於二零一八年。\r\n"
    (tmp_path / "tea.txt").write_bytes(text.encode("big5hkscs"))
    org = {"start": 0, "end": 4, "text": "青禾科技", "type": "org", "name": "青禾科技"}
    gold = gold_json("tea", None, hashlib.sha256(text.encode("big5hkscs")).hexdigest(), [org])
    (tmp_path / "tea.gold.json").write_text(gold, "utf-8")
    assert import_gold(to, out(to, tmp_path), str(tmp_path / "tea.txt")) == gold


@pytest.mark.parametrize("to", FORMATS)
def test_gold_without_facts_comes_back_byte_for_byte(to: Any, folder: Path) -> None:
    gold = gold_json("tea/2025", "2025-01-08", hashlib.sha256(ARTICLE.encode()).hexdigest(), [])
    (folder / "tea.gold.json").write_bytes(gold.encode())
    assert import_gold(to, out(to, folder), str(folder / "tea.txt")) == gold


@pytest.mark.parametrize("to", FORMATS)
def test_a_date_that_is_given_stands(to: Any, folder: Path) -> None:
    source = out(to, folder)
    assert back(to, folder, source, date="2024-12-31")["reference_date"] == "2024-12-31"
    with pytest.raises(OptionError):
        back(to, folder, source, date="today")


TEXTS = st.text(st.sampled_from("億a𠮷💰 \t\r\n\x85\u2028\"'\\{;"), max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> Labelled:
    """A text with spans that neither start nor end with a blank, and any name and note."""
    raw, facts = draw(TEXTS), []
    for middle in draw(st.lists(TEXTS, max_size=5)):
        text = f"億{middle}元"
        span = {"start": len(raw), "end": len(raw) + len(text), "text": text, "type": "org"}
        told = {"name": draw(TEXTS), "note": draw(TEXTS), "optional": True}
        facts.append({**span, **{key: told[key] for key in draw(st.permutations(["name", "note"]))}})
        if draw(st.booleans()):
            facts[-1]["optional"] = True
        raw += text + draw(TEXTS)
    head = {"id": "a", "reference_date": draw(st.none() | st.just("2025-01-08")), "sha256": "0"}
    return Labelled("a", head, raw, tuple(facts))


def same(document: Labelled, found: Imported) -> None:
    assert found.text in (document.raw, None)
    assert sorted(found.facts, key=lambda f: f["start"]) == list(document.facts)
    assert found.head.get("reference_date") == document.head["reference_date"]


@given(documents())
def test_any_text_comes_back(document: Labelled) -> None:
    same(document, brat.read(brat.write(document), "a.ann", document.raw))
    same(document, doccano.read(doccano.write([document]), "a.jsonl")[0])
    for unit in ("utf-16", "code-point"):
        same(document, label_studio.read(label_studio.write([document], unit), "a.json")[0])


@settings(max_examples=20)
@given(st.lists(documents(), min_size=1, max_size=3))
def test_any_text_comes_back_from_spacy(given_: list[Labelled]) -> None:
    for document, found in zip(given_, docbin.read(docbin.write(given_), "a.spacy"), strict=True):
        same(document, found)


@given(st.text(st.sampled_from("a億𠮷💰"), max_size=20))
def test_utf_16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    offsets = Offsets(text, "utf-16")
    for at in range(len(text) + 1):
        unit = len(text[:at].encode("utf-16-le")) // 2
        assert offsets.to_unit(at) == unit
        assert offsets.to_code_point(unit) == at
        if text[at : at + 1] > "\uffff":
            assert offsets.to_code_point(unit + 1) is None
    for wrong in (-1, len(text) * 2 + 1, None, True, "0", 0.0):
        assert offsets.to_code_point(wrong) is None


def test_json_has_no_line_ends_of_any_kind() -> None:
    text = "a\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029b"
    written = one_line_json([text])
    assert len(written.splitlines()) == 1
    assert json.loads(written) == [text]


# ---- brat -----------------------------------------------------------------------------------------------------------


def test_brat_gets_text_annotations_and_its_configuration(folder: Path) -> None:
    target = Path(out("brat", folder))
    assert sorted(path.name for path in target.iterdir()) == ["annotation.conf", "tea.ann", "tea.txt"]
    text = (target / "tea.txt").read_bytes().decode()
    assert text == ARTICLE.replace("\r", " ")
    lines = (target / "tea.ann").read_text("utf-8").splitlines()
    assert lines[1] == "T2\tmoney 13 15;17 18\t3億 元"
    assert "A1\toptional T3" in lines
    for line in lines[: len(FACTS)]:  # what brat checks
        edges = [int(edge) for edge in re.findall(r"(?<=[ ;])\d+", line.split("\t")[1])]
        parts = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        assert " ".join(parts) == line.split("\t", 2)[2]


def test_brat_annotations_by_people_are_read(folder: Path) -> None:
    source = folder / "tea.ann"
    lines = [
        "T1\torg 1 9\t𠮷野(yě)茶業",
        "R1\tOrigin Arg1:T1 Arg2:T1",
        "A1\toptional T1",
        "A2\tConfidence T1 high",
        "N1\tReference T1 Wikidata:Q1\tx",
        "#1\tAnnotatorNotes T1\tsieht wie eine Firma aus",
    ]
    source.write_bytes("\r\n".join(lines).encode())
    (found,) = back("brat", folder, str(source))["facts"]
    assert found == fact("𠮷野(yě)茶業", "org", optional=True, note="sieht wie eine Firma aus")


def test_the_head_outlives_every_annotation_in_brat(folder: Path) -> None:
    """Removing an annotation there removes the notes that name it."""
    target = Path(out("brat", folder))
    lines = (target / "tea.ann").read_text("utf-8").splitlines(keepends=True)
    numbers = {line.split("\t")[0] for line in lines if line.startswith("T")}
    left = [line for line in lines if not numbers & set(line.split())]
    (target / "tea.ann").write_text("".join(left), "utf-8")
    found = back("brat", folder, str(target))
    head = {key: told for key, told in json.loads(GOLD).items() if key not in ("facts", "figures")}
    assert found == {**head, "facts": []}


def test_two_articles_of_one_name_are_refused_for_brat(folder: Path) -> None:
    (folder / "other").mkdir()
    for name in ("tea.txt", "tea.gold.json"):
        (folder / "other" / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(GoldError, match="two articles are called tea"):
        out("brat", folder, str(folder), str(folder / "other"))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("T1\torg 1 9", "tea.ann:1: the article has"),
        ("\nT1\torg 1 9\t吉野(yě)茶業", "tea.ann:2: the article has"),
        ("T1\torg 1-9\t𠮷野(yě)茶業", "tea.ann:1: this is no text-bound annotation"),
        ("T1 org 1 9 𠮷野(yě)茶業", "tea.ann:1: this is no text-bound annotation"),
        ("T1\torg 1 2;3 4\t𠮷 茶", "tea.ann:1: 1 2;3 4 is no span"),
        ("T1\torg 1 999\t𠮷", "tea.ann:1: 1 999 is no span"),
        ("T1\torg 9 1\t𠮷", "tea.ann:1: 9 1 is no span"),
        ("T1\tfirm 1 9\t𠮷野(yě)茶業", "tea.ann:1: firm '𠮷野(yě)茶業': unknown type"),
        (
            'T1\tdate 1 9\t𠮷野(yě)茶業\n#1\tAnnotatorNotes T1\t{"value": "2024-13"}',
            "tea.ann:1: date '𠮷野(yě)茶業': \"value\"",
        ),
        (
            'T1\torg 1 9\t𠮷野(yě)茶業\n#1\tAnnotatorNotes T1\t{"colour": 1}',
            "tea.ann:1: org '𠮷野(yě)茶業': org has no field",
        ),
        ("T1\torg 1 9\t𠮷野(yě)茶業\nT2\torg 1 2\t𠮷", "overlaps the org"),
        ("#1\tAnnotatorNotes T1\tx", "tea.ann:1: there is no annotation 'T1'"),
    ],
)
def test_wrong_brat_annotations_are_told(folder: Path, lines: str, told: str) -> None:
    (folder / "tea.ann").write_text(lines, "utf-8")
    with pytest.raises(GoldError) as caught:
        back("brat", folder, str(folder))
    assert told in caught.value.message
    assert caught.value.hint


def test_brat_cannot_hold_a_span_that_ends_with_a_line_end() -> None:
    span = {"start": 0, "end": 2, "text": "甲\n", "type": "org", "name": "甲"}
    with pytest.raises(GoldError, match="line end"):
        brat.write(Labelled("a", {}, "甲\n", (span,)))


# ---- doccano --------------------------------------------------------------------------------------------------------


def test_doccano_counts_utf_16_units(folder: Path) -> None:
    (row,) = map(json.loads, Path(out("doccano", folder)).read_text("utf-8").splitlines())
    assert row["text"] == ARTICLE
    assert row["label"][0] == [2, 11, "org"]
    units = ARTICLE.encode("utf-16-le")
    assert [units[2 * a : 2 * b].decode("utf-16-le") for a, b, _ in row["label"]] == [f["text"] for f in FACTS]


def test_doccano_spans_are_doccanos(folder: Path) -> None:
    """One label is moved, one removed, one new; the others keep their values."""
    source = Path(out("doccano", folder))
    row = json.loads(source.read_text("utf-8"))
    row |= {"id": 7, "Comments": ["?"], "label": [[2, 5, "org"], *row["label"][2:], [0, 2, "org"]]}
    source.write_text(json.dumps(row), "utf-8")
    found = back("doccano", folder, str(source))["facts"]
    new = [
        {"start": 0, "end": 1, "text": "📈", "type": "org"},
        {"start": 1, "end": 3, "text": "𠮷野", "type": "org"},
    ]
    assert found == [*new, *FACTS[2:]]


@pytest.mark.parametrize(
    "labels",
    [{"labels": [[2, 11, "org"]]}, {"entities": [{"id": 1, "label": "org", "start_offset": 2, "end_offset": 11}]}],
)
def test_doccano_labels_may_have_other_shapes(folder: Path, labels: dict[str, Any]) -> None:
    (folder / "a.jsonl").write_text(json.dumps({"text": ARTICLE, **labels}), "utf-8")
    (found,) = back("doccano", folder, str(folder / "a.jsonl"))["facts"]
    assert found == fact("𠮷野(yě)茶業", "org")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("{", "a.jsonl:1: this is no JSON"),
        ("\n[]", "a.jsonl:2: there is no text"),
        ('{"text": "a"}', 'a.jsonl:1: there is no list "label"'),
        ('{"text": "𠮷a", "label": [[1, 2, "org"]]}', "a.jsonl:1: label 1 is [1, 2,"),
        ('{"text": "𠮷a", "label": [[0, 9, "org"]]}', "a.jsonl:1: label 1 is [0, 9,"),
        ('{"text": "𠮷a", "label": [[0, 2]]}', "a.jsonl:1: label 1 is [0, 2]"),
        ('{"text": "𠮷a", "label": ["x"]}', 'a.jsonl:1: label 1 is "x"'),
        ('{"text": "甲", "label": []}', "a.jsonl:1: its text is not the article: at 0 it has '甲'"),
        ('{"text": "甲", "label": []}\n{"text": "乙", "label": []}', "0 of 2 documents have the text"),
        ("", "0 of 0 documents have the text"),
    ],
)
def test_wrong_doccano_lines_are_told(folder: Path, lines: str, told: str) -> None:
    (folder / "a.jsonl").write_text(lines, "utf-8")
    with pytest.raises(GoldError) as caught:
        back("doccano", folder, str(folder / "a.jsonl"))
    assert told in caught.value.message
    assert caught.value.hint


def test_wrong_values_from_doccano_are_told_with_their_label(folder: Path) -> None:
    row = {"text": ARTICLE, "label": [[2, 11, "org"]], "facts": [{**FACTS[0], "name": 3}], "document": "?"}
    (folder / "a.jsonl").write_text(json.dumps(row), "utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl:1: label 1: org .*: \"name\" is 3"):
        back("doccano", folder, str(folder / "a.jsonl"))


# ---- Label Studio ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "first"), [("utf-16", (2, 11)), ("code-point", (1, 9))])
def test_label_studio_counts_in_the_unit_asked_for(folder: Path, unit: Any, first: tuple[int, int]) -> None:
    source = out("label-studio", folder, offsets=unit)
    (task,) = json.loads(Path(source).read_text("utf-8"))
    region = task["annotations"][0]["result"][0]
    assert (region["value"]["start"], region["value"]["end"]) == first
    assert region["value"]["labels"] == ["org"]
    assert import_gold("label-studio", source, str(folder / "tea.txt")) == GOLD


def test_the_command_takes_the_unit_of_label_studio(folder: Path, command: Command) -> None:
    starts = []
    for unit in ((), ("--offsets", "utf-16"), ("--offsets", "code-point")):
        done = command("gold", "export", "--to", "label-studio", *unit, folder / "tea.gold.json", folder / "tasks.json")
        assert (done.returncode, done.stderr) == (0, b"")
        (task,) = json.loads((folder / "tasks.json").read_text("utf-8"))
        starts.append(task["annotations"][0]["result"][0]["value"]["start"])
    assert starts == [2, 2, 1]


def test_the_manual_names_every_option_and_no_other(command: Command) -> None:
    verbs = ("mark", "compile", "check", "export", "import")
    helps = "".join(command("gold", verb, "--help").stdout.decode() for verb in verbs)
    told = (ROOT / "docs" / "labelling.md").read_text("utf-8")
    assert set(re.findall(r"--[a-z]+", helps)) - {"--help"} == set(re.findall(r"--[a-z]+", told))


def region(start: int, end: int, text: str | None, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": ["org"]} | ({} if text is None else {"text": text})
    return {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def tasks(*regions: Any, **more: Any) -> str:
    return json.dumps([{"id": 5, "data": {"text": ARTICLE}, "annotations": [{"result": regions}], **more}])


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (region(1, 9, "𠮷野(yě)茶業"), {}),
        (region(2, 11, "𠮷野(yě)茶業"), {}),
        (region(1, 9, None), {}),
        (region(1, 9, "𠮷野(yě)茶業", meta={"text": "一家茶行"}), {"note": "一家茶行"}),
        (region(1, 9, "𠮷野(yě)茶業", meta={"text": ["一家", "茶行"]}), {"note": "一家\n茶行"}),
        (region(1, 9, "𠮷野(yě)茶業", meta={"text": ['{"name": "吉野"}']}), {"name": "吉野"}),
    ],
)
def test_label_studio_regions_by_people_are_read(folder: Path, told: dict[str, Any], fields: dict[str, Any]) -> None:
    (folder / "a.json").write_text(tasks(told, {"type": "choices", "value": {}}), "utf-8")
    assert back("label-studio", folder, str(folder / "a.json"))["facts"] == [fact("𠮷野(yě)茶業", "org", **fields)]


def test_label_studio_writes_line_ends_in_its_own_way(folder: Path) -> None:
    told = region(13, 18, "3億\\n\\n元")
    told["value"]["labels"] = ["money"]
    (folder / "a.json").write_text(tasks(told), "utf-8")
    assert back("label-studio", folder, str(folder / "a.json"))["facts"][0]["text"] == "3億\r\n元"


def test_a_cancelled_annotation_is_passed_over(folder: Path) -> None:
    annotations = [{"was_cancelled": True, "result": [region(0, 1, "📈")]}, {"result": []}]
    (folder / "a.json").write_text(tasks(annotations=annotations), "utf-8")
    assert back("label-studio", folder, str(folder / "a.json"))["facts"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "a.json: this is no JSON"),
        ("{}", "a.json: this is no list of tasks"),
        ("[3]", "a.json: task 1: there is no text"),
        ('[{"data": {"image": "x.png"}}]', "a.json: task 1: there is no text"),
        (tasks(annotations=[]), "a.json: task 1: there are 0 annotations"),
        (tasks(annotations=[{}, {}]), "a.json: task 1: there are 2 annotations"),
        (tasks(region(1, 9, "吉野")), "a.json: task 1, region r: '吉野' does not stand at 1:9"),
        (tasks(region(1, 999, None)), "a.json: task 1, region r: None does not stand at 1:999"),
        (tasks({"type": "labels", "value": {"start": 1, "end": 2}}), "a.json: task 1, region 1: it has not just one"),
        (tasks(annotations=3), "a.json: task 1: there are 0 annotations"),
        (tasks({"type": "labels"}), "a.json: task 1, region 1: it has not just one"),
    ],
)
def test_wrong_tasks_are_told(folder: Path, text: str, told: str) -> None:
    (folder / "a.json").write_text(text, "utf-8")
    with pytest.raises(GoldError) as caught:
        back("label-studio", folder, str(folder / "a.json"))
    assert told in caught.value.message
    assert caught.value.hint


# ---- spaCy ----------------------------------------------------------------------------------------------------------


def test_a_docbin_holds_reference_docs(folder: Path) -> None:
    data = Path(out("docbin", folder)).read_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert doc.text == ARTICLE
    certain = [f for f in FACTS if not f.get("optional")]
    assert [(s.label_, s.text) for s in doc.spans["facts"]] == [(f["type"].upper(), f["text"]) for f in certain]
    assert [(e.start_char, e.end_char) for e in doc.ents] == [(f["start"], f["end"]) for f in certain]
    assert doc.user_data["reference_date"] == "2025-01-08"


@pytest.mark.parametrize("group", [True, False])
def test_docs_by_people_are_read(folder: Path, group: bool) -> None:
    nlp = spacy.blank("zh")
    doc = nlp(ARTICLE)
    span = doc.char_span(1, 9, label="ORG")
    assert span is not None
    if group:
        doc.spans["facts"] = [span]
    else:
        doc.ents = [span]
    (folder / "a.spacy").write_bytes(DocBin(docs=[doc]).to_bytes())
    (found,) = back("docbin", folder, str(folder / "a.spacy"))["facts"]
    assert found == fact("𠮷野(yě)茶業", "org")


@pytest.mark.parametrize("data", [b"", b"{}", b"x\x9cabc"])
def test_what_is_no_docbin_is_told(folder: Path, data: bytes) -> None:
    (folder / "a.spacy").write_bytes(data)
    with pytest.raises(GoldError, match="no DocBin"):
        back("docbin", folder, str(folder / "a.spacy"))


# ---- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", FORMATS)
def test_files_that_cannot_be_used_are_told(to: Any, folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(GoldError, match="cannot write"):
        export_gold([str(folder)], to, str(folder / "file" / "below"))
    with pytest.raises(GoldError, match="cannot read"):
        back(to, folder, str(folder / "none"))
    (folder / "tea.gold.json").write_text('{"sha256": "0", "facts": []}', "utf-8")
    with pytest.raises(GoldError, match="changed"):
        out(to, folder)
