"""Inline markup: what is marked comes back, to the character; what is wrong is told with its place."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import GoldError, InputError, OptionError
from extractor.gold import load_gold
from extractor.labelling import check_gold, compile_article, gold_json, mark_article, marked_violations
from extractor.markup import compile_markup, mark, markup_violations
from extractor.pipeline import extract

GOLD = sorted((ROOT / "gold").glob("*.gold.json"))
# Signs of the markup, line ends of all kinds, blanks at the end, beyond the BMP, a reading inside a span.
ARTICLE = "\ufeff𠮷野茶業(yè)融資3億(yì)元|A輪;\r\n見⟦附註⟧\\⟦二⟧，C:\\新\\。\r增長\t12%  \n\n"


def fact(text: str, type_: str, **fields: Any) -> dict[str, Any]:
    """A fact of ARTICLE, at the first place where its text stands."""
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, "type": type_, **fields}


FACTS = [
    fact("𠮷野茶業", "org", name="吉野茶业"),
    fact("3億(yì)元", "money", value="300000000", currency="CNY"),
    fact("|A輪;", "org", name="a|b;c=⟦d⟧\\", optional=True),
    fact("見⟦附註", "date", value=None, note="看不出;\\| 是哪天\n或許"),
    fact(
        "12%",
        "percent",
        value="12",
        unit="percent",
        modifier=None,
        figure={"subject": "吉野;|⟦茶⟧\\", "metric": "增长", "period": None, "change": "yoy"},
    ),
]


def errors(marked: str, article: str) -> list[str]:
    found = list(markup_violations(marked, article, "m.txt"))
    assert all(error.hint and error.message.startswith("m.txt:") for error in found)
    if found:
        with pytest.raises(GoldError) as caught:
            compile_markup(marked, article, "m.txt")
        assert str(caught.value) == str(found[0])
    return [error.message for error in found]


def test_no_facts_leave_the_article_as_it_is() -> None:
    assert mark("𠮷野 50% \\ | ; [x]\r\n\t\n") == "𠮷野 50% \\ | ; [x]\r\n\t\n"


def test_marks_are_read_as_they_were_written() -> None:
    marked = mark(ARTICLE, FACTS)
    assert "⟦3億(yì)元|money|value=300000000;currency=CNY⟧" in marked
    assert compile_markup(marked, ARTICLE) == FACTS


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_gold_comes_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    article = str(ROOT / "corpus" / path.name.replace(".gold.json", ".txt"))
    marked = tmp_path / "marked.txt"
    marked.write_bytes(mark_article(article, str(path)).encode())
    gold = json.loads(path.read_bytes())
    compiled = compile_article(str(marked), article, gold["reference_date"])
    assert compiled.encode() == path.read_bytes()
    assert marked_violations(str(marked), article) == []


TEXTS = st.text(st.sampled_from("⟦⟧|;\\=億a𠮷 \r\n"), max_size=12)
VALUES = TEXTS.map(str.strip).filter(lambda text: text not in ("", "null"))


@given(st.lists(st.tuples(TEXTS, TEXTS.filter(bool), VALUES, st.none() | VALUES, st.booleans())), TEXTS)
def test_any_text_and_value_comes_back(pieces: list[tuple[str, str, str, str | None, bool]], rest: str) -> None:
    article, facts = "", []
    for before, text, name, note, optional in pieces:
        start = len(article + before)
        article += before + text
        extra = {"optional": True} if optional else {}
        label = {"start": start, "end": len(article), "text": text, "type": "org", "name": name, **extra}
        facts.append(label if note is None else {**label, "note": note})
    article += rest
    assert compile_markup(mark(article, facts), article) == facts
    assert compile_markup(mark(article), article) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | TEXTS
    | st.sampled_from(["1", "007", "null", "[1]", '"a"', "1.10"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["amount", "value", "name", "字 段"]), JSON))
def test_fields_of_a_type_of_ones_own_come_back(fields: dict[str, Any]) -> None:
    fact = {"start": 1, "end": 3, "text": "三头", "type": "count", **fields}
    (found,) = compile_markup(mark("养三头牛", [fact]), "养三头牛", types=["count"])
    assert json.dumps(found) == json.dumps(fact)  # 1 is not 1.0, nor true


@pytest.mark.parametrize("key", ["", " a", "a=b", "figure"])
def test_a_field_that_markup_cannot_tell_is_refused(key: str) -> None:
    with pytest.raises(GoldError, match="which markup cannot tell"):
        mark("三头", [{"start": 0, "end": 2, "text": "三头", "type": "count", key: "3"}])


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("3億元|money|300000000;CNY", {"value": "300000000", "currency": "CNY"}),
        ("3億元|money| over ; USD ; 3 ", {"modifier": "over", "currency": "USD", "value": "3"}),
        (
            "3億元|money|null;HKD;vague;optional",
            {"value": None, "currency": "HKD", "modifier": "vague", "optional": True},
        ),
        ("3億元|money|low=1;high=3;CNY", {"low": "1", "high": "3", "currency": "CNY"}),
        ("3億元|percent|3;basis_point;up", {"value": "3", "unit": "basis_point", "direction": "up"}),
        ("3億元|date|2024-06;START", {"value": "2024-06", "mod": "START"}),
        ("3億元|date|null", {"value": None}),
        ("3億元|duration|P3Y;about", {"value": "P3Y", "modifier": "about"}),
        ("3億元|org|三亿元", {"name": "三亿元"}),
        ("3億元|org|name=A=B;note=c=d", {"name": "A=B", "note": "c=d"}),
        ("3億元| org |三亿元;", {"name": "三亿元"}),
    ],
)
def test_fields_may_stand_without_their_names(label: str, fields: dict[str, Any]) -> None:
    (found,) = compile_markup(f"籌⟦{label}⟧", "籌3億元")
    assert found == {"start": 1, "end": 4, "text": "3億元", "type": label.split("|")[1].strip(), **fields}


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("甲公司\n投资⟦3亿元|money", "m.txt:2:3: this ⟦ is not closed"),
        ("甲公司\n投⟦资⟦3亿元|money|3;CNY⟧", "m.txt:2:2: this ⟦ is not closed before the next one, at 2:4"),
        ("⟦甲公司\n投资⟦3亿元|money|3;CNY⟧|org|甲⟧", "m.txt:1:1: this ⟦ is not closed before the next one, at 2:3"),
        ("甲公司\n投资3亿元⟧", "m.txt:2:6: this ⟧ closes nothing"),
        ("甲公司\n投资⟦3亿元⟧", "m.txt:2:3: '3亿元' has 1 parts"),
        ("甲公司\n投资⟦3亿元|money|3|CNY⟧", "m.txt:2:3: '3亿元' has 4 parts"),
        ("甲公司\n投资⟦|money|3⟧3亿元", "m.txt:2:3: this label has no text"),
        ("甲公司\n投资⟦3亿元|Money|3⟧", "m.txt:2:3: Money '3亿元': this is no type"),
        ("甲公司\n投资⟦3亿元|money⟧", "m.txt:2:3: money '3亿元': \"value\" is missing"),
        ("甲公司\n投资⟦3亿元|money|300000000⟧", "m.txt:2:3: money '3亿元': \"currency\" is missing"),
        ("甲公司\n投资⟦3亿元|money|3亿;CNY⟧", "m.txt:2:3: money '3亿元': '3亿' means nothing"),
        ("甲公司\n投资⟦3亿元|money|value=3亿;CNY⟧", 'm.txt:2:3: money \'3亿元\': "value" is "3亿"'),
        ("甲公司\n投资⟦3亿元|money|value=;CNY⟧", 'm.txt:2:3: money \'3亿元\': "value" is ""'),
        ("甲公司\n投资⟦3亿元|money|vaule=3;CNY⟧", "m.txt:2:3: money '3亿元': 'vaule=3' means nothing"),
        ("甲公司\n投资⟦3亿元|money|start=3;CNY⟧", "m.txt:2:3: money '3亿元': 'start=3' means nothing"),
        ("甲公司\n投资⟦3亿元|money|3;4;CNY⟧", "m.txt:2:3: money '3亿元': '4' means nothing"),
        ("甲公司\n投资⟦3亿元|money|3;value=4;CNY⟧", "m.txt:2:3: money '3亿元': \"value\" is told twice"),
        ("⟦甲公司|org|nmae=甲⟧\n投资3亿元", "m.txt:1:1: org '甲公司': 'nmae=甲' means nothing"),
        ("甲公司\n投资⟦3亿元|money|low=3;CNY⟧", "m.txt:2:3: money '3亿元': it tells low"),
        ("⟦甲公司|org|null⟧\n投资3亿元", "m.txt:1:1: org '甲公司': \"name\" is null"),
        ("甲公司\n投資3亿元", "m.txt:2:2: the article has '资' here, the marked text '資'"),
        ("甲公司\n⟦投资|org|a⟧亿元", "m.txt:2:11: '3' of the article is missing here"),
        ("甲公司\n⟦投资了|org|a⟧3亿元", "m.txt:2:4: '了' is not in the article"),
        ("甲公司\n投资3亿元\n", "m.txt:2:6: '\\n' is not in the article"),
        ("甲公司投资3亿元", "m.txt:1:4: '\\n' of the article is missing here"),
        ("\ufeff甲公司\n投资3亿元", "m.txt:1:1: '\\ufeff' is not in the article"),
        ("甲公司\r\n投资3亿元", "m.txt:1:4: '\\r' is not in the article"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(marked: str, told: str) -> None:
    (message,) = errors(marked, "甲公司\n投资3亿元")
    assert message.startswith(told)


def test_all_wrong_labels_are_told_at_once() -> None:
    found = errors("⟦甲公司|firm⟧\n投资⟦3亿元|money|3⟧，⟦12%|percent|low=1;percent⟧", "甲公司\n投资3亿元，12%")
    assert [message.split(":")[1:3] for message in found] == [["1", "1"], ["2", "3"], ["2", "17"]]


@pytest.mark.parametrize("marked", ["甲\n乙\n", "甲\r\n乙", "甲\r\n乙\r\n\r\n"])
def test_a_changed_line_end_is_told_as_such(marked: str) -> None:
    (error,) = markup_violations(marked, "甲\r\n乙\r\n")
    assert "line ends" in error.hint


def test_columns_count_in_the_marked_text_behind_escapes() -> None:
    (message,) = errors("\\⟦甲\\⟧乙", "⟦甲⟧丙")
    assert message.startswith("m.txt:1:6: the article has '丙' here, the marked text '乙'")


def test_marks_cannot_overlap_nor_leave_the_article() -> None:
    org = {"start": 0, "end": 3, "text": "甲公司", "type": "org", "name": "甲"}
    with pytest.raises(GoldError, match="overlaps"):
        mark("甲公司", [org, {**org, "start": 1, "text": "公司"}])
    with pytest.raises(GoldError, match="not what the article has"):
        mark("乙公司", [org])


def test_an_output_is_marked_with_what_people_label(tmp_path: Path) -> None:
    text = "甲乙科技有限公司2024年营收3亿元，增长12%至15%，历时5年。\n"
    article, facts, marked = (tmp_path / name for name in ("a.txt", "facts.json", "m.txt"))
    article.write_bytes(text.encode())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts.write_text(json.dumps(extract(text).to_dict() | {"sha256": sha256}), "utf-8")
    told = mark_article(str(article), str(facts))
    assert "⟦3亿元|money|value=300000000;currency=CNY;subject=" in told
    assert "⟦12%至15%|percent|low=12;high=15;unit=percent;direction=up;subject=" in told
    marked.write_bytes(told.encode())
    gold = json.loads(compile_article(str(marked), str(article), "2025-01-02"))
    assert [label["text"] for label in gold["facts"]] == [found.text for found in extract(text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"])
def test_marked_text_is_utf_8_whatever_the_article(encoding: str, tmp_path: Path) -> None:
    text = "香港公司今日公佈業績，營業額為三億港元，按年增加一成二，股東應佔溢利亦告上升。\r\n"
    article, marked, gold = (tmp_path / name for name in ("a.txt", "m.txt", "a.gold.json"))
    article.write_bytes(text.encode(encoding))
    assert mark_article(str(article)) == text
    # Some editors put a byte order mark before a text.
    marked.write_bytes(text.replace("三億港元", "⟦三億港元|money|300000000;HKD⟧").encode("utf-8-sig"))
    gold.write_text(compile_article(str(marked), str(article)), "utf-8")
    assert [(label.start, label.text) for label in load_gold(str(gold)).facts] == [(15, "三億港元")]
    assert check_gold([str(tmp_path)]) == []


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    article, marked = tmp_path / "a.txt", tmp_path / "m.txt"
    article.write_bytes("甲公司".encode())
    marked.write_bytes("甲公司".encode("gb18030"))
    with pytest.raises(GoldError, match=r"m\.txt is not UTF-8"):
        compile_article(str(marked), str(article))
    with pytest.raises(GoldError, match="cannot read"):
        compile_article(str(tmp_path / "none"), str(article))
    with pytest.raises(InputError, match="cannot read"):
        compile_article(str(marked), str(tmp_path / "none"))
    with pytest.raises(OptionError, match="no date"):
        compile_article(str(marked), str(article), "8 January")


def test_check_lists_every_violation(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲公司投资3亿元".encode())
    org = {"start": 0, "end": 3, "text": "甲公司", "type": "org", "name": "甲"}
    wrong = [
        {**org, "end": 2},
        org,
        {**org, "type": "firm"},
        {"start": 5, "end": 8, "text": "3亿元", "type": "money", "value": 3},
        {**org, "start": 1, "text": "公司"},
        {**org, "colour": "red"},
    ]
    lines = ",\n".join(json.dumps(fact, ensure_ascii=False) for fact in wrong)
    path, other = tmp_path / "a.gold.json", tmp_path / "b.gold.json"
    path.write_text(f'{{"reference_date": "soon", "sha256": "0", "facts": [\n{lines}\n]}}', "utf-8")
    other.write_text("{", "utf-8")
    found = [error.message.removeprefix(f"{tmp_path}/") for error in check_gold([str(tmp_path)])]
    places = [message.split(":")[:2] for message in found]
    assert places == [[path.name, str(line)] for line in (1, 1, 2, 4, 5, 7, 6)] + [[other.name, "1"]]
    assert "second" not in found[-2]
    assert "overlaps" in found[-2]


def test_gold_is_sorted() -> None:
    facts = [{"start": s, "end": e, "text": "x", "type": "org", "name": "x"} for s, e in ((3, 4), (0, 1), (0, 2))]
    written = json.loads(gold_json("a", None, "0", facts))
    assert [(label["start"], label["end"]) for label in written["facts"]] == [(0, 2), (0, 1), (3, 4)]
    assert json.loads(gold_json("a", None, "0", []))["facts"] == []


@pytest.mark.parametrize("text", ["\\" * 100_000, "\\⟦" * 50_000, "⟦甲|org|a⟧" * 10_000, "⟦甲|org|" + "\\;" * 50_000])
def test_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    list(markup_violations(text, "甲" * 10_000))
    mark(text)
    assert time.perf_counter() - start < 5


def test_bounds_that_follow_are_not_marked(tmp_path: Path) -> None:
    article, output, marked = tmp_path / "a.txt", tmp_path / "a.json", tmp_path / "m.txt"
    article.write_text("融资30多万元，还有几十万元，增长3%到5%。", "utf-8")
    output.write_text(extract(article.read_text("utf-8")).to_json(), "utf-8")
    text = mark_article(str(article), str(output))
    assert "⟦30多万元|money|value=300000;currency=CNY;modifier=over" in text
    assert "⟦几十万元|money|value=null;currency=CNY;modifier=vague" in text
    assert "⟦3%到5%|percent|low=3;high=5;unit=percent" in text
    marked.write_text(text, "utf-8")
    assert marked_violations(str(marked), str(article)) == []


def test_figures_of_an_output_are_marked(tmp_path: Path) -> None:
    article, output = tmp_path / "a.txt", tmp_path / "a.json"
    article.write_text("青禾银行2023年净利润3亿元。", "utf-8")
    output.write_text(extract(article.read_text("utf-8")).to_json(), "utf-8")
    marked = mark_article(str(article), str(output))
    assert "⟦3亿元|money|value=300000000;currency=CNY;subject=青禾银行;metric=净利润;period=2023⟧" in marked
    told = compile_markup("⟦5%|percent|5;percent;subject=null⟧", "5%")
    assert told[0]["figure"] == dict.fromkeys(("subject", "metric", "period", "change"))


def test_what_a_figure_cannot_say_is_told() -> None:
    assert errors("⟦5%|percent|5;percent;change=up⟧", "5%") == ["m.txt:1:1: percent '5%': change is 'up'"]
    (wrong,) = errors("⟦青禾|org|青禾;metric=收入⟧", "青禾")
    assert "means nothing" in wrong


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("org", '"name" is missing; write name=…'),
        ("money|3", '"currency" is missing; write currency=…, or currency=null where nothing tells it'),
        ("", "write ⟦text|type|value=…⟧, with a backslash"),
        ("org|--name青禾银行", "means nothing; write FIELD=…"),
        ("org|name=--青禾", '"name" is "--青禾"; it must be a name, not beginning with --'),
    ],
)
def test_the_command_tells_the_syntax_of_markup(command: Command, tmp_path: Path, label: str, told: str) -> None:
    (tmp_path / "a.txt").write_text("青禾银行", "utf-8")
    (tmp_path / "m.txt").write_text(f"⟦青禾银行|{label}⟧" if label else "⟦青禾银行", "utf-8")
    done = command("gold", "compile", "m.txt", "a.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
