"""The HTML reports: what they hold without a browser, and what Chromium makes of them where there is one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import browser as chromium
import pytest
from conftest import CORPUS, ROOT, Command, corpus_text
from hypothesis import given
from hypothesis import strategies as st
from made_labels import label

from extractor.errors import ExtractorError, GoldError
from extractor.facts import FACT_TYPES
from extractor.formats import facts_document
from extractor.labels import Label
from extractor.matching import align
from extractor.pipeline import extract, load
from extractor.report import article_report, read_subject, save, summary_report
from extractor.report.elements import Html, element, escape
from extractor.report.page import asset
from extractor.report.plot import plot_f1
from extractor.report.relations import events_table
from extractor.report.subject import Row
from extractor.report.text import article_text
from extractor.scoring import count
from extractor.telling import details, value

# Every way in which an article might become code of the page, or lose a character.
NASTY = (
    "<script>alert(1)</script><!-- & &amp; &lt; -->\"'`</article></style></script>$title ${body} $$\r\n"
    "引号\u2028行\u2029\x0b\x0c\x85零\u200b宽\u202e倒\u202c<img src=x onerror=alert(1)>"
    "收入5740萬(wàn)元，增3成。\U0001f600\r"
)
GOLD_TEXT = (
    "沐禾电器昨日公告，收入(约)5740萬(wàn)元，同比增3成。江苏沐禾电器有限公司明年3月投产，共3年；中国竹藤协会参与。"
)
GOLD = (
    ("org", "沐禾电器", {"name": "沐禾电器"}, "right"),
    ("date", "昨日", {"value": "2024-05-05"}, "right"),
    ("money", "(约)5740萬(wàn)元", {"value": "57400000", "currency": "CNY"}, "boundary"),
    ("percent", "3成", {"value": "40", "unit": "percent"}, "value"),
    ("date", "共3年", {"value": "2025"}, "type"),
    ("org", "参与", {"name": "参与"}, "missed"),
)


class Reader(HTMLParser):
    """What a parser makes of a page: its elements with attributes, and the text of the article."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data

    def ids(self) -> list[str]:
        return [told["id"] for _, told in self.elements if told.get("id")]  # type: ignore[misc]

    def links(self) -> list[str]:
        return [told["href"] for tag, told in self.elements if tag == "a" and told.get("href")]  # type: ignore[misc]

    def facts(self) -> list[dict[str, str | None]]:
        return [told for tag, told in self.elements if tag == "a" and "fact" in (told.get("class") or "").split()]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold file for whose article the pipeline makes every kind of error."""
    (tmp_path / "tea.txt").write_text(GOLD_TEXT, encoding="utf-8")
    facts = [
        {"type": t, "start": GOLD_TEXT.index(text), "end": GOLD_TEXT.index(text) + len(text), "text": text, **fields}
        for t, text, fields, _ in GOLD
    ]
    path = tmp_path / "tea.gold.json"
    path.write_text(json.dumps({"id": "tea", "reference_date": "2024-05-06", "facts": facts}), encoding="utf-8")
    return path


def written(tmp_path: Path, raw: str) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(raw.encode())
    return path


# --- the article -------------------------------------------------------------------------------------------------


def test_the_article_stands_in_the_page_to_the_character(article: str, tmp_path: Path) -> None:
    page = Reader(article_report(read_subject(str(written(tmp_path, article)))))
    assert page.text == article


def test_an_article_never_becomes_code(tmp_path: Path) -> None:
    html = article_report(read_subject(str(written(tmp_path, NASTY))))
    page = Reader(html)
    assert page.text == NASTY
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "base", "form"} & set(tags)
    assert not [name for _, told in page.elements for name in told if name.startswith("on") or name == "style"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_any_text_survives(text: str) -> None:
    assert Reader(f"<article>{article_text(text, ())}</article>").text == text
    (told,) = (told for _, told in Reader(element("p", data_tip=text)).elements)
    assert told == {"data-tip": text}


def test_readings_are_ruby() -> None:
    html = article_text("達(dá)晨、智譜(zhì pǔ)與(L1-L5)都來(lái)了", ())
    assert "<ruby>達<rp>(</rp><rt>dá</rt><rp>)</rp></ruby>晨" in html
    assert "<ruby>智譜<rp>(</rp><rt>zhì pǔ</rt><rp>)</rp></ruby>" in html
    assert "與(L1-L5)都" in html
    assert html.count("<ruby>") == 3


def test_markup_that_normalisation_takes_out_is_no_ruby() -> None:
    raw = "图![](http://a.cn/1.jpg)<script>来(lái)</script>。"
    assert article_text(raw, ()) == escape(raw)


def test_a_reading_belongs_to_the_fact_whose_character_it_reads() -> None:
    raw = "收入5740萬(wàn)，增長(zhǎng)"
    html = article_text(raw, [Row("money-1", None, Label("money", 2, 7, "5740萬", {"value": "57400000"}), None)])
    assert re.search(r"<a [^>]*>5740<ruby>萬<rp>\(</rp><rt>wàn</rt><rp>\)</rp></ruby></a>，增", html)


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(1, 12), st.sampled_from(FACT_TYPES)), max_size=8))
def test_facts_of_any_spans_keep_the_text_and_their_places(spans: list[tuple[int, int, Any]]) -> None:
    raw = "資本人民幣10.0百萬(wàn)元來(lái)了，達(dá)晨。"
    rows = []
    for i, (start, length, fact_type) in enumerate(spans):
        end = min(start + length, len(raw))
        rows.append(Row(f"x-{i}", None, Label(fact_type, start, end, raw[start:end]), None))
    page = Reader(f"<article>{article_text(raw, rows)}</article>")
    assert page.text == raw
    assert sorted(page.ids()) == sorted(f"t-{i}" for i in range(len(rows)))
    for outer, inner in pairwise(page.elements):
        assert not (outer[0] == inner[0] == "a" and outer is inner)


# --- links, values, tables ---------------------------------------------------------------------------------------


def test_every_link_leads_somewhere_and_every_fact_has_both_ends(article: str, tmp_path: Path) -> None:
    subject = read_subject(str(written(tmp_path, article)))
    page = Reader(article_report(subject))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.links()} <= set(ids)
    assert {f"{side}-{i}" for i in range(len(subject.rows)) for side in "tr"} <= set(ids)
    assert all(link.startswith("#") for link in page.links())


def test_a_fact_tells_value_and_rule() -> None:
    subject = read_subject(str(CORPUS["model-ipo"]), date="2026-01-08")
    tips = {f["data-tip"] for f in Reader(article_report(subject)).facts() if f.get("id")}
    assert len(tips) > 5
    assert all(re.search(r" · rule [a-z]+\.[a-z_]+$", tip or "") for tip in tips)


@pytest.mark.parametrize(
    ("fact_type", "fields", "told"),
    [
        ("money", {"value": "57400000", "currency": "CNY"}, "57,400,000 CNY"),
        ("money", {"low": "3", "high": "5.50", "currency": None}, "3 to 5.50"),
        ("money", {"value": None}, "null"),
        ("percent", {"value": "-1.20", "unit": "percent"}, "-1.20%"),
        ("percent", {"value": "25", "unit": "basis_point"}, "25 bp"),
        ("date", {"value": "2018", "mod": "END"}, "2018 END"),
        ("duration", {"value": "P5Y"}, "P5Y"),
        ("org", {"name": "沐禾", "kind": "company"}, "沐禾"),
    ],
)
def test_values_are_told_exactly(fact_type: Any, fields: dict[str, str | None], told: str) -> None:
    assert value(Label(fact_type, 0, 1, "x", fields)) == told


def test_details_tell_the_rest() -> None:
    label = Label("date", 0, 1, "x", {"value": "2018", "from": "2018-01-01", "to": None, "basis": "context"})
    assert details(label) == ["2018-01-01 to …", "basis context"]


def test_entities_lead_to_their_mentions() -> None:
    subject = read_subject(str(CORPUS["funding-round"]))
    page = article_report(subject)
    for entity in subject.data["entities"]:
        assert f">{escape(entity['name'])}</th>" in page
    mentions = sum(len(entity["mentions"]) for entity in subject.data["entities"])
    table = page[page.index("<caption>Entities") :]
    assert table.count('href="#t-') == mentions


# --- gold --------------------------------------------------------------------------------------------------------


def test_gold_tells_right_and_wrong(gold: Path, tmp_path: Path) -> None:
    subject = read_subject(str(tmp_path / "tea.txt"), gold=str(gold))
    outcomes = {row.gold.text: row.outcome for row in subject.rows if row.gold}
    assert outcomes == {text: outcome for _, text, _, outcome in GOLD}
    assert {row.outcome for row in subject.rows if row.gold is None} == {"spurious"}
    html = article_report(subject)
    page = Reader(html)
    assert page.text == GOLD_TEXT
    classes = {name for fact in page.facts() for name in (fact["class"] or "").split()}
    assert {"right", "boundary", "value", "type", "missed", "spurious"} <= classes
    assert "gold: 40%" in html
    assert "Scores against gold" in html


def test_optional_gold_is_told_as_such(tmp_path: Path) -> None:
    raw = "沐禾电器有限公司涨3%。"
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    fact = {"type": "org", "start": 0, "end": 8, "text": raw[:8], "name": "沐禾", "optional": True}
    (tmp_path / "a.gold.json").write_text(json.dumps({"facts": [fact]}), encoding="utf-8")
    subject = read_subject(str(tmp_path / "a.txt"), gold=str(tmp_path / "a.gold.json"))
    assert [row.outcome for row in subject.rows] == ["optional", "spurious"]


def test_a_span_that_is_told_twice_is_right_once(gold: Path, tmp_path: Path) -> None:
    told = {"type": "org", "start": 0, "end": 4, "text": "沐禾电器", "name": "沐禾电器"}
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": [{**told, "id": "a"}, {**told, "id": "b"}]}), encoding="utf-8")
    rows = read_subject(str(path), gold=str(gold)).rows
    assert sorted(row.outcome or "" for row in rows if row.found) == ["right", "spurious"]


ENTITY = {"name": "沐禾", "aliases": ["沐禾电器"], "mentions": ["org-1"]}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"document": ["tea"]}, '"document" is no object'),
        ({"extractor": "0.1"}, '"extractor" is no object'),
        ({"entities": 5}, '"entities" is no list of objects'),
        ({"entities": [ENTITY, "沐禾"]}, '"entities" is no list of objects'),
        ({"entities": [{"mentions": []}]}, 'an entity has no "name"'),
        ({"entities": [{**ENTITY, "mentions": [["org-1"]]}]}, "\"mentions\" of '沐禾' is no list of strings"),
        ({"entities": [{**ENTITY, "aliases": "沐禾"}]}, "\"aliases\" of '沐禾' is no list of strings"),
        ({"figures": ["fact"]}, '"figures" is no list of objects'),
        ({"events": {"type": "loan"}}, '"events" is no list of objects'),
    ],
)
def test_parts_of_another_form_are_refused(parts: dict[str, Any], told: str, tmp_path: Path) -> None:
    article, path = written(tmp_path, GOLD_TEXT), tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": [], **parts}), encoding="utf-8")
    with pytest.raises(GoldError, match=r"facts\.json:1: ") as refused:
        read_subject(str(path), article=str(article))
    assert told in refused.value.message
    assert "as `extract`" in refused.value.hint


def test_parts_that_are_null_or_left_out_are_none(tmp_path: Path) -> None:
    article, path = written(tmp_path, GOLD_TEXT), tmp_path / "facts.json"
    parts = dict.fromkeys(("document", "extractor", "entities", "figures", "events"))
    pages = []
    for told in (parts, {"extractor": {}, "entities": [{"name": "沐禾"}]}):
        path.write_text(json.dumps({"facts": [], **told}), encoding="utf-8")
        pages.append(article_report(read_subject(str(path), article=str(article))))
    assert "<caption>Entities" not in pages[0]
    assert "<caption>Entities" in pages[1]


def test_facts_of_a_file_are_those_of_the_article(tmp_path: Path) -> None:
    raw = corpus_text("earnings")
    path = tmp_path / "facts.json"
    (tmp_path / "earnings.txt").write_bytes(raw.encode())
    path.write_bytes(facts_document(load().extract(raw, id="earnings")))
    of_file, of_article = read_subject(str(path)), read_subject(str(tmp_path / "earnings.txt"))
    assert article_report(of_file) == article_report(of_article)
    moved = tmp_path / "elsewhere.txt"
    (tmp_path / "earnings.txt").rename(moved)
    assert read_subject(str(path), article=str(moved)).rows == of_file.rows
    with pytest.raises(GoldError, match="article is missing"):
        read_subject(str(path))


def test_the_line_of_a_batch_is_a_facts_file(tmp_path: Path) -> None:
    written(tmp_path, GOLD_TEXT).rename(tmp_path / "tea.txt")
    line = json.dumps(load().extract(GOLD_TEXT, id="tea").to_dict()) + "\n"
    path = tmp_path / "facts.jsonl"
    path.write_text(line, encoding="utf-8")
    assert read_subject(str(path)).raw == GOLD_TEXT
    path.write_text(line + line, encoding="utf-8")
    with pytest.raises(GoldError, match="has facts of 2 documents"):
        read_subject(str(path))


def test_gold_itself_can_be_read(gold: Path) -> None:
    subject = read_subject(str(gold))
    assert [row.label.text for row in subject.rows] == [text for _, text, _, _ in GOLD]


@pytest.mark.parametrize("change", ["text", "hash", "gold"])
def test_facts_of_another_article_are_refused(change: str, gold: Path, tmp_path: Path) -> None:
    facts = extract(GOLD_TEXT).to_dict()
    if change == "text":
        facts["facts"][0]["text"] = "别的"
        del facts["document"]["sha256"]
    path, other = tmp_path / "facts.json", written(tmp_path, GOLD_TEXT + "。" * (change == "hash"))
    path.write_text(json.dumps(facts), encoding="utf-8")
    if change == "gold":
        other.write_text("另一篇。", encoding="utf-8")
        with pytest.raises(GoldError, match="another article"):
            read_subject(str(other), gold=str(gold))
        return
    with pytest.raises(GoldError, match=r"facts\.json:1: ") as refused:
        read_subject(str(path), article=str(other))
    assert "article=" in refused.value.hint


# --- the summary -------------------------------------------------------------------------------------------------


def test_the_summary_plots_types_and_kinds(gold: Path) -> None:
    html = summary_report([str(gold)])
    page = Reader(html)
    assert [tag for tag, _ in page.elements if tag == "svg"] == ["svg"]
    bars = [told for tag, told in page.elements if tag == "rect" and "bar" in (told["class"] or "")]
    assert {(bar["class"] or "").split()[1] for bar in bars} == {"all", *FACT_TYPES}
    assert all(0 <= float(bar["width"] or "") <= 84 for bar in bars)
    assert "<mark" in html
    assert "errors, each with its sentence" in html


@pytest.mark.parametrize(
    ("right", "wrong", "floor", "width"),
    [(187, 13, "0.8", 56.7), (199, 1, "0.8", 81.9), (1, 1, "0.4", 14.0), (0, 2, "0.0", 0)],
)
def test_bars_of_good_scores_differ_in_length(right: int, wrong: int, floor: str, width: float) -> None:
    pairs = [
        (label("org", 9 * i, 9 * i + 4), label("org", 9 * i, 9 * i + 4 - (i < wrong))) for i in range(right + wrong)
    ]
    counts = count(align(*([pair[side] for pair in pairs] for side in (0, 1))))
    plotted = Reader(plot_f1({"all kinds": {"all": counts}}))
    assert f"bars from {floor} to 1" in plot_f1({"all kinds": {"all": counts}})
    (bar,) = [told for tag, told in plotted.elements if tag == "rect" and "bar" in (told["class"] or "")]
    assert float(bar["width"] or "") == pytest.approx(width, abs=0.06)


def test_a_link_skips_the_text_with_its_facts(gold: Path) -> None:
    page = Reader(article_report(read_subject(str(gold))))
    first = next(told for tag, told in page.elements if tag == "a")
    assert (first["href"], first["class"]) == ("#tables", "skip")
    assert "tables" in page.ids()


def test_an_error_is_marked_in_its_sentence_whatever_the_sentence_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("  見⟦附註⟧，\n 營收 \u3000⟦3\n億元⟧ 。", encoding="utf-8")
    fact = {"type": "org", "start": 15, "end": 17, "text": "3\n", "name": "沐禾"}
    (tmp_path / "a.gold.json").write_text(json.dumps({"facts": [fact]}), encoding="utf-8")
    (tmp_path / "none.json").write_text(json.dumps({"id": "a", "facts": []}), encoding="utf-8")
    html = summary_report([str(tmp_path / "a.gold.json")], [str(tmp_path / "none.json")])
    assert re.findall('<td class="text">(.*?)</td>', html) == ['營收 ⟦<mark class="org">3 </mark>億元⟧ 。']


def test_the_summary_tells_intervals_and_the_part() -> None:
    html = summary_report([str(ROOT / "gold")], split="dev")
    assert "the dev part" in html
    assert re.search(r"F1 of spans 0\.\d{3} \(95 % 0\.\d+", html)


def test_the_summary_parts_kinds(tmp_path: Path) -> None:
    for name in ("note-1", "note-2", "filing-1"):
        (tmp_path / f"{name}.txt").write_text("涨3%。", encoding="utf-8")
        fact = {"type": "percent", "start": 1, "end": 3, "text": "3%", "value": "3", "unit": "percent"}
        text = json.dumps({"id": name, "facts": [] if name == "note-2" else [fact]})
        (tmp_path / f"{name}.gold.json").write_text(text, encoding="utf-8")
    html = summary_report([str(tmp_path)])
    titles = re.findall(r"<title>([^<]*: F1[^<]*)</title>", html)
    assert "filing, percent: F1 1.000, 1 gold, 1 found" in titles
    assert "note, percent: F1 0.667, 1 gold, 2 found" in titles
    assert "all kinds, all: F1 0.800, 2 gold, 3 found" in titles


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_needs_no_network_and_no_script(tmp_path: Path) -> None:
    html = article_report(read_subject(str(written(tmp_path, "今日涨3%。"))))
    assert '<html lang="zh">' in html
    assert "default-src 'none'" in html
    told = [value for _, told in Reader(html).elements for key, value in told.items() if key in ("src", "href")]
    assert all((link or "").startswith(("#", "data:,")) for link in told)
    assert "@import" not in asset("style.css")
    assert "url(" not in asset("style.css")
    assert not re.search(r"innerHTML|fetch|XMLHttpRequest|eval|document\.write", asset("script.js"))


def test_elements_escape_what_is_no_markup() -> None:
    assert element("p", "a<b", Html("<br>"), class_='x"y', data_n=1, hidden=True, id=None) == (
        '<p class="x&quot;y" data-n="1" hidden>a&lt;b<br></p>'
    )
    assert element("br") == "<br>"
    with pytest.raises(ValueError, match="no attribute"):
        element("p", **{"on click": "x"})


def colours(scheme: str) -> dict[str, str]:
    """The custom properties of the style, as one of the two schemes has them."""
    light, dark = (block.split("}")[0] for block in asset("style.css").split(":root {")[1:3])
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        darker = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
        assert darker.keys() == found.keys()
        return darker
    return found


def contrast(a: str, b: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str) -> None:
    c = colours(scheme)
    text = [(ink, paper) for ink in ("ink", "muted", "link", "bad", "good") for paper in ("paper",)]
    text += [("ink", "panel"), ("muted", "panel"), ("ink", "target"), ("link", "target"), ("bad", "target")]
    text += [("good", "target"), ("muted", "paper"), ("paper", "ink"), ("paper", "bad")]
    text += [("ink", t) for t in FACT_TYPES]
    shapes = [(f"{t}-edge", ground) for t in FACT_TYPES for ground in ("paper", t)]
    shapes += [
        ("focus", "paper"),
        ("bad", "paper"),
        ("all-edge", "track"),
        *((f"{t}-edge", "track") for t in FACT_TYPES),
    ]
    for a, b in text:
        assert contrast(c[a], c[b]) >= 4.5, (a, b, contrast(c[a], c[b]))
    for a, b in shapes:
        assert contrast(c[a], c[b]) >= 3, (a, b, contrast(c[a], c[b]))


def test_colours_are_named_in_one_place() -> None:
    rules = asset("style.css").split("\n* {", 1)[1]
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?! *[{,:)])|rgba?\(", rules)


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="cannot write"):
        save("x", str(tmp_path / "no" / "page.html"))


def test_fields_of_an_event_are_apart_and_nothing_is_behind_the_last() -> None:
    event = {"id": "event-1", "type": "going_public", "company": "青禾", "exchange": "港交所", "evidence": []}
    cell = events_table([event], ()).partition("</th><td>")[2].partition("</td>")[0]
    assert re.sub("<[^>]*>", "", cell) == "company: 青禾; exchange: 港交所"


# --- the command -------------------------------------------------------------------------------------------------


def test_the_command_writes_a_page(command: Command, tmp_path: Path, gold: Path) -> None:
    result = command("report", CORPUS["model-ipo"], "--date", "2026-01-08", "-o", tmp_path / "report.html")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    result = command("report", tmp_path / "tea.txt", "--gold", gold)
    assert result.stdout.startswith(b"<!DOCTYPE html>")
    assert b"published 2024-05-06 (told by the gold)" in result.stdout
    result = command("report", tmp_path / "tea.txt", "--gold", gold, "--date", "2024-05-07")
    assert b"published 2024-05-07 (told by the option)" in result.stdout
    result = command("report", "--summary", gold, "-o", tmp_path / "summary.html")
    assert (result.returncode, result.stderr) == (0, b"")
    assert "<svg" in (tmp_path / "summary.html").read_text("utf-8")


def test_options_of_the_other_page_are_told(command: Command, gold: Path) -> None:
    refused = command("report", "--summary", gold, "--date", "2026-01-08")
    assert refused.returncode == 2
    assert b"--date does nothing with --summary" in refused.stderr
    refused = command("report", "article.txt", "--facts", "facts.json")
    assert refused.returncode == 2
    assert b"--facts does nothing without --summary" in refused.stderr


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--summary", "b.gold.json"), ("missing.txt",), ("missing.json",)])
def test_the_command_tells_what_is_wrong(command: Command, arguments: tuple[str, ...]) -> None:
    result = command("report", *arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert result.stderr.startswith(b"extract: error: ")
    assert result.stderr.count(b"\n") == 1


# --- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[chromium.Browser]:
    if not (chromium.BROWSER and chromium.DRIVER):
        capture = request.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            print("\nSKIPPED: no report was opened in a browser; install chromium and chromium-driver for that")
        pytest.skip("there is no chromium with its chromedriver")
    with chromium.browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def report(window: chromium.Browser, tmp_path: Path) -> chromium.Browser:
    """The report of an article, open in the browser."""
    page = tmp_path / "report.html"
    save(article_report(read_subject(str(CORPUS["model-ipo"]), date="2026-01-08")), str(page))
    window.prefer("light")
    window.open(page)
    return window


def test_every_fact_can_be_clicked(report: chromium.Browser) -> None:
    # Chromium stops a page that follows 200 links in ten seconds, so of the rest it is asked what a click would hit.
    bad = report.run("""
        return [...document.querySelectorAll("a.fact, a[href^='#t-'], a[href^='#r-']")].filter((link, i) => {
          const target = document.getElementById(link.getAttribute("href").slice(1));
          link.scrollIntoView({ block: "center" });
          const box = link.getClientRects()[0];
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          if (!target || !link.contains(hit)) return true;
          if (i >= 120) return false;
          link.click();
          return document.querySelector(":target") !== target;
        }).map((link) => link.outerHTML);""")
    assert bad == []
    for i in (0, 3):
        report.click(f"#t-{i}")
        assert report.run("return location.hash") == f"#r-{i}"
        assert (
            report.run("return getComputedStyle(document.querySelector(':target')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
        report.click(f"#r-{i} td.text a")
        assert report.run("return location.hash") == f"#t-{i}"
    assert report.messages() == []


def test_the_keyboard_reaches_facts_and_tells_them(report: chromium.Browser) -> None:
    report.run("document.querySelector('#t-1').focus()")
    told = report.run("const tip = document.querySelector('#tip'); return [tip.hidden, tip.textContent]")
    assert told == [False, report.run("return document.querySelector('#t-1').dataset.tip")]
    report.press("\ue00c")  # Escape
    assert report.run("return document.querySelector('#tip').hidden")
    report.press("\ue004")  # Tab
    assert report.run("return document.activeElement.id") == "t-2"
    report.press("\ue007")  # Enter
    assert report.run("return location.hash") == "#r-2"
    inside = report.run("""
        const facts = [...document.querySelectorAll(".fact[data-n]")];
        return facts.every((fact) => {
          fact.focus();
          const box = document.querySelector("#tip").getBoundingClientRect();
          return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
        });""")
    assert inside
    report.run("scrollTo(0, 0); [...document.querySelectorAll('.fact[data-n]')].at(-1).focus()")
    report.run("return new Promise((done) => setTimeout(done, 200))")
    assert not report.run("return document.querySelector('#tip').hidden")
    assert report.messages() == []


def test_tables_are_sorted_by_number_and_by_word(report: chromium.Browser) -> None:
    column = "return [...document.querySelectorAll('table tbody')[0].rows].map((row) => row.cells[%d].textContent)"
    before = report.run(column % 0)
    report.click("table thead th:nth-child(7) button")
    places = report.run(column % 6)
    assert places == sorted(places, key=lambda place: int(place.split("–")[0]))
    report.click("table thead th:nth-child(2) button")
    types = report.run(column % 1)
    assert types == sorted(types)
    report.click("table thead th:nth-child(2) button")
    assert report.run(column % 1) == sorted(types, reverse=True)
    assert report.run("return document.querySelector('th[aria-sort]').getAttribute('aria-sort')") == "descending"
    report.click("table thead th:nth-child(1) button")
    assert report.run(column % 0) == before


def test_a_type_can_be_hidden(report: chromium.Browser) -> None:
    shown = "return [...document.querySelectorAll('tr.row.org')].filter((row) => row.getClientRects().length).length"
    assert report.run(shown)
    report.click("#show-org")
    assert report.run(shown) == 0


def test_both_schemes_and_print(report: chromium.Browser) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert report.run(ground) == "rgb(255, 255, 255)"
    report.prefer("dark")
    assert report.run(ground) == "rgb(22, 23, 27)"
    report.prefer("dark", "print")
    assert report.run(ground) == "rgb(255, 255, 255)"
    number = report.run("return getComputedStyle(document.querySelector('#t-0'), '::after').content")
    assert number in ('"\u2060" attr(data-n)', '"\u20601"')  # which keeps it on the line of its fact
    report.prefer("light")


def test_the_browser_runs_nothing_of_an_article(window: chromium.Browser, tmp_path: Path) -> None:
    page = tmp_path / "nasty.html"
    save(article_report(read_subject(str(written(tmp_path, NASTY)))), str(page))
    window.open(page)
    # innerText would tell line ends as the style shows them; textContent is what stands in the page.
    assert window.run("return document.querySelector('article').textContent") == NASTY
    assert window.run("return document.scripts.length") == 1
    assert window.messages() == []


def _errors(gold: Path) -> int:
    rows = read_subject(str(gold).replace(".gold.json", ".txt"), gold=str(gold)).rows
    return sum(row.outcome != "right" for row in rows)


def test_the_summary_opens(window: chromium.Browser, tmp_path: Path, gold: Path) -> None:
    page = tmp_path / "summary.html"
    save(summary_report([str(gold)]), str(page))
    window.open(page)
    assert window.run("return document.querySelector('svg').getBoundingClientRect().height") > 20
    window.click("details summary")
    assert window.run("return document.querySelectorAll('details tbody tr').length") == _errors(gold)
    window.click("details summary")
    content = "return getComputedStyle(document.querySelector('details'), '::details-content').contentVisibility"
    assert window.run(content) == "hidden"
    window.prefer("light", "print")
    assert window.run(content) == "visible"
    window.prefer("light")
    assert window.messages() == []


def test_a_printed_page_is_as_wide_as_the_paper(window: chromium.Browser, tmp_path: Path, gold: Path) -> None:
    page = tmp_path / "page.html"
    article = str(gold).replace(".gold.json", ".txt")
    window.resize(688)  # A4 between its margins
    window.prefer("light", "print")
    for html in (
        article_report(read_subject(article, gold=str(gold))),
        summary_report([str(ROOT / "gold")], split="dev"),
    ):
        save(html, str(page))
        window.open(page)
        assert window.run("return document.documentElement.scrollWidth") <= 688
    window.prefer("light")
    window.full_size()


def test_the_manual_names_every_option(command: Command) -> None:
    told = (ROOT / "docs" / "report.md").read_text("utf-8")
    for name in ("report", "explain"):
        options = set(re.findall(r"--[a-z]+", command(name, "--help").stdout.decode())) - {"--help"}
        assert {option for option in options if f"`{option}" not in told and f" {option} " not in told} == set()
