"""Gold files: what is right is read, what is wrong is refused with file, line, fact and what was expected."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import GoldError
from extractor.facts import Date, Duration, Money, Organization, Percent
from extractor.figure_labels import joined
from extractor.gold import load_facts, load_gold
from extractor.labelling import check_gold, mark_article
from extractor.labels import EXPECTED, Label
from extractor.lexicon import table
from extractor.markup import compile_markup
from extractor.pipeline import extract

ROOT = Path(__file__).parents[1]
ARTICLE = "青禾科技2024年营收3.5亿元，同比增长12%，5年来首次盈利。\n𠮷野茶业融资800万元。\n"
MONEY = {"type": "money", "start": 11, "end": 16, "text": "3.5亿元", "value": "350000000", "currency": "CNY"}
ORG = {"type": "org", "start": 0, "end": 4, "text": "青禾科技", "name": "青禾科技"}
DATE = {"type": "date", "start": 4, "end": 9, "text": "2024年", "value": "2024"}
PERCENT = {"type": "percent", "start": 21, "end": 24, "text": "12%", "value": "12", "unit": "percent"}
DURATION = {"type": "duration", "start": 25, "end": 27, "text": "5年", "value": "P5Y"}
ASTRAL = {"type": "org", "start": 34, "end": 38, "text": "𠮷野茶业", "name": "𠮷野茶业"}
ALL = [ORG, DATE, MONEY, PERCENT, DURATION, ASTRAL]


def write(folder: Path, facts: Any, article: str | None = ARTICLE, **head: Any) -> str:
    """Write a gold file with one fact a line, the first one on line 2, and its article."""
    if article is not None:
        (folder / "tea.txt").write_bytes(article.encode())
    lines = ",\n".join(map(json.dumps, facts))
    start = json.dumps({"id": "tea", **head}, ensure_ascii=False)[:-1]
    path = folder / "tea.gold.json"
    path.write_bytes(f'{start}, "facts": [\n{lines}\n]}}\n'.encode())
    return str(path)


def refusal(path: str) -> str:
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert caught.value.hint
    assert path in caught.value.message
    return str(caught.value)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(ARTICLE.encode()).hexdigest()
    facts = [*ALL[:-1], {**ASTRAL, "optional": True}]
    gold = load_gold(write(tmp_path, facts, sha256=sha256, reference_date="2025-01-20"))
    assert (gold.id, gold.reference_date, gold.sha256, gold.raw) == ("tea", "2025-01-20", sha256, ARTICLE)
    assert [f.text for f in gold.facts] == [f["text"] for f in ALL]
    assert [f.optional for f in gold.facts] == [False] * 5 + [True]
    assert gold.facts[2] == Label("money", 11, 16, "3.5亿元", {"value": "350000000", "currency": "CNY"})


def test_line_ends_and_a_byte_order_mark_do_not_move_labels(tmp_path: Path) -> None:
    path = write(tmp_path, [{**ASTRAL, "start": 35, "end": 39}], ARTICLE.replace("\n", "\r\n"))
    Path(path).write_bytes(b"\xef\xbb\xbf" + Path(path).read_bytes())
    assert load_gold(path).facts[0].start == 35


def test_the_article_may_be_in_another_encoding(tmp_path: Path) -> None:
    path = write(tmp_path, ALL)
    (tmp_path / "tea.txt").write_bytes(ARTICLE.encode("gb18030"))
    assert load_gold(path).raw == ARTICLE


def test_the_article_may_stand_in_a_sibling_folder_or_be_named(tmp_path: Path) -> None:
    for folder in ("gold", "corpus", "news"):
        (tmp_path / folder).mkdir()
    path = write(tmp_path / "gold", ALL, article=None)
    (tmp_path / "corpus" / "tea.txt").write_bytes(ARTICLE.encode())
    assert load_gold(path).article == str(tmp_path / "corpus" / "tea.txt")
    (tmp_path / "news" / "other.txt").write_bytes(ARTICLE.encode())
    path = write(tmp_path / "gold", ALL, article=None, id="tea")
    named = Path(path).read_text("utf-8").replace('"id": "tea"', '"id": "tea", "article": "../news/other.txt"')
    Path(path).write_text(named, "utf-8")
    assert load_gold(path).article == str(tmp_path / "news" / "other.txt")


BOUNDED = "青禾科技融资30多万元，还有几十万元，增长百分之十几，已三十多年。"


@pytest.mark.parametrize("article", [ARTICLE, BOUNDED])
def test_an_output_is_gold_as_it_stands(tmp_path: Path, article: str) -> None:
    facts = extract(article, reference_date="2025-01-20").to_dict()
    assert len(facts["facts"]) >= 4, "the example must hold facts"
    (tmp_path / "tea.txt").write_bytes(article.encode())
    path = tmp_path / "tea.gold.json"
    path.write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    gold = load_gold(str(path))
    assert (gold.id, gold.reference_date) == ("tea", "2025-01-20")
    assert len(gold.facts) == len(facts["facts"])


def test_a_number_that_a_word_leaves_open_is_gold_with_its_bounds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("融资13億多元".encode())
    (tmp_path / "a.gold.json").write_text(extract("融资13億多元").to_json(), "utf-8")
    (label,) = load_gold(str(tmp_path / "a.gold.json")).facts
    assert (label.fields["value"], label.fields["low"]) == ("1300000000", "1300000000")
    marked = mark_article(str(tmp_path / "a.txt"), str(tmp_path / "a.gold.json"))
    assert "value=1300000000;currency" in marked
    (fact,) = compile_markup(marked, "融资13億多元")
    assert "low" not in fact


FIGURE = {"start": 0, "end": 1, "text": "a", "subject": None, "metric": None, "period": None, "change": None}


@pytest.mark.parametrize("figure", [{"fact": [1]}, {**FIGURE, "start": [0]}, {**FIGURE, "end": {}}])
def test_a_figure_that_names_no_fact_is_refused(tmp_path: Path, figure: dict[str, Any]) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps({"facts": [], "figures": [figure]}), "utf-8")
    if "start" in figure:
        with pytest.raises(GoldError, match="no amount of this file"):
            load_gold(str(path))
    assert joined([{"id": [1], "start": [0], "end": 1}], [figure]) == [{"id": [1], "start": [0], "end": 1}]


def test_the_value_fields_are_those_of_the_output() -> None:
    values = {
        "money": Money(None),
        "percent": Percent(None),
        "date": Date(None),
        "duration": Duration(None),
        "org": Organization("青禾"),
    }
    assert {t: set(fields) for t, fields in EXPECTED.items()} == {t: set(v.to_dict()) for t, v in values.items()}


def test_every_currency_that_is_found_may_be_labelled() -> None:
    codes = {code for (code,) in table("iso_4217", 1)}
    assert len(codes) == len(table("iso_4217", 1))
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)
    found = {row[0] for row in table("currencies", 4)} | {row[1] for row in table("currency_shared", 3)} - {""}
    assert found <= codes
    assert "RMB" not in codes


# A wrong fact on the third line, behind a right one, and what the message must say about it.
WRONG_FACTS = {
    "shifted": ({**MONEY, "start": 10, "end": 15}, r"the article has '收3.5亿' there.*'3.5亿元' stands at 11:16"),
    "other text": ({**MONEY, "text": "4亿元"}, r"money '4亿元' at 11:16\).*the article has '3.5亿元' there"),
    "behind the end": ({**MONEY, "start": 990, "end": 995}, r"the article has '' there"),
    "unknown type": ({**MONEY, "type": "weight"}, r"unknown type 'weight'.*money, percent, date, duration, org"),
    "type is a list": ({**MONEY, "type": ["money"]}, r"unknown type \['money'\]"),
    "no end": ({k: v for k, v in MONEY.items() if k != "end"}, r'the field "end" is missing'),
    "no text": ({k: v for k, v in MONEY.items() if k != "text"}, r'the field "text" is missing'),
    "empty span": ({**MONEY, "end": 11}, r"11:11 is no span"),
    "negative": ({**MONEY, "start": -2}, r"-2:16 is no span"),
    "offset as text": ({**MONEY, "start": "11"}, r"is no span"),
    "offset as truth": ({**MONEY, "start": True}, r"is no span"),
    "offset as float": ({**MONEY, "start": 11.0}, r"is no span"),
    "text is a number": ({**MONEY, "text": 3}, r'"text" or "optional" has a wrong type'),
    "optional as text": ({**MONEY, "optional": "yes"}, r'"text" or "optional" has a wrong type'),
    "no object": ("3.5亿元", r"this is no object"),
    "misspelt field": ({**MONEY, "vaule": "350000000"}, r'money has no field "vaule".*value, low, high, currency'),
    "field of another type": ({**MONEY, "unit": "percent"}, r'money has no field "unit"'),
    "float value": ({**MONEY, "value": 350000000.0}, r'"value" is 350000000.0.*a decimal number as a string'),
    "exponent": ({**MONEY, "value": "3.5e8"}, r'"value" is "3.5e8".*decimal'),
    "not a number": ({**MONEY, "value": "NaN"}, r'"value" is "NaN"'),
    "commas": ({**MONEY, "value": "350,000,000"}, r'"value" is "350,000,000"'),
    "full-width digits": ({**MONEY, "value": "３"}, r'"value" is "３"'),
    "value and range": ({**MONEY, "low": "1", "high": "2"}, r"it tells high and low and value"),
    "range from high to low": (
        {**MONEY, "value": None, "low": "5", "high": "3.5"},
        r'"low" 5 is not less than "high" 3.5; give the ends',
    ),
    "half a range": ({**MONEY, "value": None, "low": "1"}, r'it tells low; give "value" for one amount'),
    "currency in words": ({**MONEY, "currency": "人民币"}, r'"currency" is "人民币".*ISO 4217'),
    "currency in lower case": ({**MONEY, "currency": "cny"}, r'"currency" is "cny"'),
    "currency by a code that is none": ({**MONEY, "currency": "RMB"}, r'"currency" is "RMB".*ISO 4217'),
    "half a character": ({**ORG, "name": "\ud842"}, r"it holds half a character"),
    "note as number": ({**MONEY, "note": 5}, r'"note" is no string'),
    "modifier": ({**MONEY, "modifier": "circa"}, r'"modifier" is "circa".*over, under, about'),
    "unit": ({**PERCENT, "unit": "bp"}, r'"unit" is "bp".*percentage_point'),
    "no unit": ({**PERCENT, "unit": None}, r'"unit" is null; it must be one of [a-z_, ]+$'),
    "direction": ({**PERCENT, "direction": "flat"}, r'"direction" is "flat".*up, down'),
    "date in words": ({**DATE, "value": "2024年"}, r'"value" is "2024年".*TIMEX3'),
    "no such month": ({**DATE, "value": "2024-13"}, r'"value" is "2024-13"'),
    "no such day": ({**DATE, "value": "2023-02-29"}, r'"value" is "2023-02-29"'),
    "no such week": ({**DATE, "value": "2024-W53"}, r'"value" is "2024-W53"'),
    "week zero": ({**DATE, "value": "2024-W00"}, r'"value" is "2024-W00"'),
    "no such hour": ({**DATE, "value": "2024-05-01T24:30"}, r'"value" is "2024-05-01T24:30"'),
    "no such end": ({**DATE, "to": "2024-02-30"}, r'"to" is "2024-02-30"; it must be a date or a time'),
    "end in words": ({**DATE, "from": "2024-02-03起"}, r'"from" is "2024-02-03起"'),
    "two slashes": ({**DATE, "value": "2023/2024/2025"}, r'"value" is "2023/2024/2025"'),
    "years from last to first": ({**DATE, "value": "2023/2022"}, r'"value" is "2023/2022".*ranges in their order'),
    "days from last to first": ({**DATE, "value": "2024-05-03/2024-05-01"}, r"ranges in their order"),
    "a month to a quarter before it": ({**DATE, "value": "2024-06/2024-Q1"}, r"ranges in their order"),
    "an hour that nobody knows": ({**DATE, "value": "2024-05-01TXX"}, r'"value" is "2024-05-01TXX"'),
    "mod": ({**DATE, "mod": "EARLY"}, r'"mod" is "EARLY".*START, MID, END, APPROX'),
    "duration in words": ({**DURATION, "value": "5Y"}, r'"value" is "5Y".*ISO 8601'),
    "duration of nothing": ({**DURATION, "value": "P"}, r'"value" is "P"'),
    "time of nothing": ({**DURATION, "value": "P1DT"}, r'"value" is "P1DT"'),
    "length from more to less": (
        {**DURATION, "value": None, "low": "P9D", "high": "P3D"},
        r'"low" P9D is not less than "high" P3D; give the ends',
    ),
    "months from more to less": ({**DURATION, "value": None, "low": "P1Y1M", "high": "P12M"}, r"is not less than"),
    "hours of more than days": ({**DURATION, "value": None, "low": "PT48H", "high": "P1D"}, r"is not less than"),
    "length and range": ({**DURATION, "low": "P3D", "high": "P9D"}, r"it tells high and low and value"),
    "its own id": ({**MONEY, "id": "money-7", "value": 3}, r"fact 2 \(money-7: money '3.5亿元' at 11:16\)"),
    "option as name": (
        {**ASTRAL, "name": "--name茶"},
        r'"name" is "--name茶"; it must be a name, not beginning with --',
    ),
    "span of another type": (
        {**DATE, "start": 0, "end": 4, "text": "青禾科技"},
        r"it overlaps the org '青禾科技' at 0:4; keep one",
    ),
    "empty name": ({**ASTRAL, "name": " "}, r'"name" is " "; it must be a name, not'),
    "same span": (ORG, r"a second org has this span.*keep one"),
    "overlap": ({**ORG, "start": 2, "text": "科技"}, r"it overlaps the org '青禾科技' at 0:4"),
    "overlap with another type": ({**DATE, "start": 3, "text": "技2024年"}, r"it overlaps the org '青禾科技' at 0:4"),
    "inside": ({**ORG, "start": 1, "end": 3, "text": "禾科"}, r"it overlaps the org '青禾科技' at 0:4"),
}


@pytest.mark.parametrize("name", WRONG_FACTS)
def test_a_wrong_fact_is_refused_where_it_stands(tmp_path: Path, name: str) -> None:
    fact, expected = WRONG_FACTS[name]
    message = refusal(write(tmp_path, [ORG, fact]))
    assert re.search(expected, message), message
    assert "tea.gold.json:3: fact 2" in message


RIGHT_VALUES = [
    *[
        (DATE, value)
        for value in ("20", "199", "2024-Q3", "XXXX-Q1", "2025-H1", "2013-W06", "2024-W10-WE", "2024-SP", "2020-W53")
    ],
    *[
        (DATE, value)
        for value in ("2021-03-29TEV", "2019-06-11T09:00", "2020-11-16T18:30:00", "2024-W10-5TMO", "2024-05-01T24:00")
    ],
    *[
        (DATE, value)
        for value in ("XXXX-05-18", "XXXX-XX-XXT09:00", "2025/2026", "2024-01/2024-09", "2024-02-29", None)
    ],
    *[(MONEY, value) for value in ("-7447173.00", "0", "+3", None)],
    *[(DURATION, value) for value in ("P5Y", "P12D", "PT36H", "P2W", "P1Y6M", "P0.5Y", None)],
]


@pytest.mark.parametrize(("fact", "value"), RIGHT_VALUES)
def test_every_form_of_value_is_accepted(tmp_path: Path, fact: dict[str, Any], value: str | None) -> None:
    assert load_gold(write(tmp_path, [{**fact, "value": value}])).facts[0].fields["value"] == value


@pytest.mark.parametrize(("low", "high"), [("P1M", "P30D"), ("P30D", "P2M"), ("P0.5Y", "P1Y"), ("PT36H", "P2D")])
def test_a_length_may_range_over_units(tmp_path: Path, low: str, high: str) -> None:
    range_ = {k: v for k, v in DURATION.items() if k != "value"} | {"low": low, "high": high}
    assert load_gold(write(tmp_path, [range_])).facts[0].fields == {"low": low, "high": high}


@pytest.mark.parametrize(
    "value", ["XXXX-12-31/XXXX-01-02", "2024-05-01T22:00/2024-05-02", "2024-SP/2024-WI", "199/200"]
)
def test_a_range_of_dates_may_be_open_to_the_calendar(tmp_path: Path, value: str) -> None:
    assert load_gold(write(tmp_path, [{**DATE, "value": value}])).facts[0].fields["value"] == value


def test_a_misspelt_key_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, ALL)
    Path(path).write_text(Path(path).read_text("utf-8")[:-2] + ',\n"referencedate": "2025-01-01"}\n', "utf-8")
    assert f'{path}:9: a gold file has no key "referencedate"; choose from id, reference_date' in refusal(path)
    assert len(check_gold([path])) == 1


def test_two_files_of_one_folder_cannot_label_one_document(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    paths = [write(one, ALL), write(other, ALL)]
    assert check_gold([*paths, paths[0]]) == []
    (one / "two.gold.json").write_bytes(Path(paths[0]).read_bytes())
    (one / "two.txt").write_bytes(ARTICLE.encode())
    (error,) = check_gold([str(one)])
    assert error.message == f"{one / 'two.gold.json'}:1: its id 'tea' is that of {paths[0]} too"


def test_without_its_article_a_file_is_checked_as_far_as_it_can_be(tmp_path: Path) -> None:
    wrong = [{**ORG, "type": "firm"}, {**MONEY, "value": 3}, {**DATE, "text": "什么"}]
    missing, *others = check_gold([write(tmp_path, wrong, article=None)])
    assert "its article is missing" in missing.message
    assert [str(error).split("tea.gold.json:")[1][:9] for error in others] == ["2: fact 1", "3: fact 2"]


def test_the_line_is_found_in_any_layout(tmp_path: Path) -> None:
    path = write(tmp_path, [])
    wrong = {**MONEY, "currency": "yuan"}
    data = {"figures": [{"facts": [1, 2]}], "facts": [ORG, DATE, wrong], "id": "tea"}
    Path(path).write_text(json.dumps(data, ensure_ascii=False, indent=2), "utf-8")
    lines = Path(path).read_text("utf-8").split("\n")
    line = lines.index('      "text": "3.5亿元",') + 1 - 4  # behind {, type, start and end
    assert f"tea.gold.json:{line}: fact 3" in refusal(path)


FIGURE = {
    "start": 11,
    "end": 16,
    "text": "3.5亿元",
    "subject": "青禾",
    "metric": "营收",
    "period": "2024",
    "change": None,
}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ([3], "figure 2: it has other fields than it should; give start, end, text, subject"),
        ([{**FIGURE, "vaule": "3"}], "figure 2: it has other fields"),
        ([FIGURE], r"figure 2: it is about no amount of this file, or about one twice: '3.5亿元' at 11:16"),
        ([{**FIGURE, "start": 4, "end": 9, "text": "2024年"}], "figure 2: it is about no amount"),
        ([{**FIGURE, "start": [4]}], "figure 2: it is about no amount"),
        ([{**FIGURE, "start": 21, "end": 24, "text": "12%", "subject": " "}], "subject is ' '; it must be a name, not"),
        ([{**FIGURE, "start": 21, "end": 24, "text": "12%", "subject": "\ud842"}], "subject is "),
        ([{**FIGURE, "start": 21, "end": 24, "text": "12%", "metric": 3}], "metric is 3; it must be words of the art"),
        (
            [{**FIGURE, "start": 21, "end": 24, "text": "12%", "period": "去年"}],
            "period is '去年'; it must be a TIMEX3",
        ),
        ([{**FIGURE, "start": 21, "end": 24, "text": "12%", "change": "y"}], "change is 'y'; it must be one of yoy"),
    ],
)
def test_a_wrong_figure_is_refused_where_it_stands(tmp_path: Path, wrong: list[Any], expected: str) -> None:
    path = Path(write(tmp_path, ALL))
    lines = ",\n".join(map(json.dumps, [FIGURE, *wrong, *wrong]))
    path.write_text(path.read_text("utf-8").replace("\n]}", f'\n],\n"figures": [\n{lines}\n]}}'), "utf-8")
    message = refusal(str(path))
    assert re.search(expected, message), message
    assert f"tea.gold.json:{len(ALL) + 5}: figure 2" in message
    told = check_gold([str(path)])
    assert str(told[0]) == message
    assert [error.message.split(": figure")[0].rsplit(":", 1)[1] for error in told] == ["11", "12"]


def test_figures_that_are_no_list_are_refused(tmp_path: Path) -> None:
    assert '"figures" is no list; write [{"start"' in refusal(write(tmp_path, ALL, figures={"a": 1}))


def test_a_second_fact_is_refused_on_its_own_line_in_any_layout(tmp_path: Path) -> None:
    path = write(tmp_path, [])
    text = json.dumps({"facts": [MONEY, ORG, DATE, ORG]}, ensure_ascii=False, indent=1)
    Path(path).write_text(text, "utf-8")
    line = text[: text.rindex('"org"')].count("\n")  # of the brace before it
    assert f"{path}:{line}: fact 4 (org" in refusal(path)
    assert [f"{path}:{line}: fact 4" in str(error) for error in check_gold([path])] == [True]


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("820萬", None),
        ("820萬(wàn)元", None),
        ("820萬(wàn)", "ends"),
        ("820萬(wà", "ends"),
        ("820萬(", "ends"),
        ("(wàn)元", "begins"),
        ("àn)元", "begins"),
        (")元(CNY)", "begins"),
        ("元(CNY)", None),
    ],
)
def test_a_span_never_cuts_a_reading_nor_ends_with_one(tmp_path: Path, text: str, edge: str | None) -> None:
    article = "該廠去年收入820萬(wàn)元(CNY)。"
    start = article.index(text)
    fact = {**MONEY, "start": start, "end": start + len(text), "text": text}
    path = write(tmp_path, [fact], article)
    if edge is None:
        assert load_gold(path).facts[0].text == text
    else:
        assert f"it {edge} in the reading in brackets at 10:15" in refusal(path)
    assert len(check_gold([path])) == (edge is not None)


def test_a_changed_article_is_refused(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, ALL, sha256="0" * 64))
    assert "changed: its sha256 is " + hashlib.sha256(ARTICLE.encode()).hexdigest() in message
    assert "0" * 64 in message


def test_a_missing_article_is_refused_with_the_places_looked_at(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, ALL, article=None))
    assert str(tmp_path / "tea.txt") in message
    assert str(tmp_path.parent / "corpus" / "tea.txt") in message


def test_an_article_is_named_relative_to_the_gold_file(tmp_path: Path) -> None:
    path = write(tmp_path, ALL)
    told = json.dumps(str(tmp_path / "tea.txt"))
    Path(path).write_text(Path(path).read_text("utf-8").replace('"id":', f'"article": {told}, "id":'), "utf-8")
    assert "is no relative path; name it relative to the gold file" in refusal(path)


def test_an_article_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, ALL)
    (tmp_path / "tea.txt").write_bytes(b"%PDF-1.7")
    assert "cannot use the article" in refusal(path)


def test_escaped_characters_beyond_the_bmp_are_text(tmp_path: Path) -> None:
    path = write(tmp_path, [ASTRAL, ORG])
    Path(path).write_text(json.dumps({"facts": [ASTRAL, {**ORG, "note": "\\ud83d 📈"}]}), "utf-8")
    assert "\\ud842" in Path(path).read_text("utf-8")
    assert len(load_gold(path).facts) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{\n"facts": [,]}', "tea.gold.json:2: this is no JSON"),
        (b"", "this is no JSON"),
        (b"[" * 100_000, "this is no JSON"),
        (b"[]", 'there is no list "facts"'),
        (b'{"facts": {}}', 'there is no list "facts"'),
        (b'{"id": 3, "facts": []}', '"id" is no string'),
        (b'{"sha256": 3, "facts": []}', '"sha256" is no string'),
        (b'{"facts": [{"text": "5%", "value": "5", "value": "6"}]}', "\"value\" is told twice in the object of '5%'"),
        (b'{"reference_date": "8 Jan", "facts": []}', "\"reference_date\" '8 Jan' is no date"),
        (b'{"reference_date": 2025, "facts": []}', '"reference_date" 2025 is no date'),
        (
            b'{\n"facts": [\n{"text": "5%"},\n{"a": "{\\"",\n"n": {"a": 1},\n"\\u0061": 2}]}',
            "tea.gold.json:6: this is no",
        ),
        (b'{\n"facts": [],\n"id": "a",\n"facts": []}', "tea.gold.json:4: this is no JSON that can be used"),
        ('{"facts": [], "id": "茶"}'.encode("gb18030"), "is not UTF-8: "),
    ],
)
def test_a_file_that_is_no_gold_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    path = write(tmp_path, ALL)
    Path(path).write_bytes(content)
    assert expected in refusal(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "cannot read" in refusal(str(tmp_path / "none.gold.json"))


def test_facts_are_read_from_json_and_json_lines(tmp_path: Path) -> None:
    first, second = extract("青禾科技2024年营收3.5亿元。").to_dict(), extract("费率为12%。").to_dict()
    first["document"]["id"], second["document"]["id"] = "a", "b"
    one, many = tmp_path / "one.json", tmp_path / "many.jsonl"
    one.write_text(json.dumps(second, ensure_ascii=False, indent=1), "utf-8")
    many.write_text("\n\n".join(json.dumps(f, ensure_ascii=False) for f in (first, second)) + "\n", "utf-8")
    (alone,) = load_facts(str(one))
    a, b = load_facts(str(many))
    assert (a.id, b.id, b.where) == ("a", "b", f"{many}:3")
    assert alone.facts == b.facts
    assert b.facts == tuple(Label.of(fact) for fact in extract("费率为12%。"))
    assert b.facts[0].rule


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"facts": []}\n{"facts": [', "f.json:2: this is no JSON"),
        ('{"facts": []}\n{"error": "x"}', 'f.json:2: there is no list "facts"'),
        ('{"facts": []}\n\n{"facts": [{"type": "weight", "start": 0, "end": 1, "text": "x"}]}', "f.json:3: fact 1"),
        (
            '{"facts": [{"type": "a\\nb", "start": 0, "end": "1\\n2", "text": "x"}]}',
            "f.json:1: fact 1 (a b 'x' at 0:1 2)",
        ),
        ('{\n"facts": [}', "f.json:2: this is no JSON"),
        ("no JSON\nat all", "f.json:1: this is no JSON"),
    ],
)
def test_a_file_that_holds_no_facts_is_refused(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(content, "utf-8")
    with pytest.raises(GoldError) as caught:
        load_facts(str(path))
    assert expected in str(caught.value)


@pytest.mark.parametrize("path", sorted((ROOT / "gold").glob("*.gold.json")), ids=lambda path: path.name)
def test_the_gold_of_the_project_is_right(path: Path) -> None:
    assert load_gold(str(path)).facts


@pytest.mark.parametrize(
    ("fact_type", "fields", "missing"),
    [
        ("money", {"value": "3"}, "currency"),
        ("money", {"currency": "CNY"}, "value"),
        ("percent", {"low": "1", "high": "3"}, "unit"),
        ("date", {"mod": "END"}, "value"),
        ("org", {}, "name"),
    ],
)
def test_a_label_without_its_value_is_no_gold(
    tmp_path: Path, fact_type: str, fields: dict[str, str], missing: str
) -> None:
    (tmp_path / "a.txt").write_text("三亿元", encoding="utf-8")
    fact = {"type": fact_type, "start": 0, "end": 3, "text": "三亿元", **fields}
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps({"facts": [fact]}), encoding="utf-8")
    (error,) = check_gold([str(path)])
    assert f'"{missing}" is missing' in error.message
    assert error.message.startswith(f"{path}:1: fact 1")
