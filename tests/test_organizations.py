"""Organisations: where they are named, what all forms of one are called, and everything that looks like a name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from amounts import CASES, MARK, PIPELINE
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document
from extractor.extractors.org_refusals import REFUSALS
from extractor.extractors.organizations import RULES, SURE, Evidence, evidence, find, refused
from extractor.facts import Fact, Organization
from extractor.gazetteer import Gazetteer
from extractor.lexicon import read_rows


class Case(NamedTuple):
    """A text without its marks; start, text and name of each organisation that was marked."""

    text: str
    expected: list[tuple[int, str, str]]
    wrong: str


def _read_cases(path: Path) -> list[Case]:
    cases = []
    for row in read_rows(str(path), 3):
        text, names, wrong = row[0].replace("\\n", "\n"), row[1], row[2]
        marks = list(MARK.finditer(text))
        called = names.split(" | ") if names else [m.group(1) for m in marks]
        expected = [
            (m.start() - 2 * i, m.group(1), name) for i, (m, name) in enumerate(zip(marks, called, strict=True))
        ]
        cases.append(Case(MARK.sub(r"\1", text), expected, wrong))
    return cases


ALL = _read_cases(CASES / "organizations.tsv")
RIGHT = [pytest.param(case, id=case.text) for case in ALL if not case.wrong]
WRONG = [
    pytest.param(case, id=case.text, marks=pytest.mark.xfail(strict=True, reason=case.wrong))
    for case in ALL
    if case.wrong
]


def _facts(text: str) -> list[Fact]:
    return list(PIPELINE.extract(text, types=["org"]))


def _found(text: str) -> list[tuple[int, str, str]]:
    return [(fact.start, fact.text, _value(fact).name) for fact in _facts(text)]


def _value(fact: Fact) -> Organization:
    assert isinstance(fact.value, Organization)
    return fact.value


@pytest.mark.parametrize("case", [*RIGHT, *WRONG])
def test_case(case: Case) -> None:
    assert _found(case.text) == case.expected


def test_most_sentences_with_look_alikes_name_no_organisation() -> None:
    assert sum(not case.expected for case in ALL) >= 60


def test_a_sentence_stands_once_in_the_cases() -> None:
    assert len({case.text for case in ALL}) == len(ALL)


def test_every_rule_of_the_facts_is_registered_and_has_a_case() -> None:
    carried = {fact.rule for case in ALL for fact in _facts(case.text)}
    assert carried == {rule.name for rule in RULES if rule.examples}


def test_a_name_that_the_users_own_table_blocks_is_refused() -> None:
    text = "屹澜科技董事长辞职。屹澜科技停产。"
    gazetteer = Gazetteer([("!屹澜科技", "company", "", "", ""), ("沐澄", "company", "", "", "")])
    assert [(m.rule, m.value) for m in find(Document(text, None, gazetteer))] == [("org.blocked", None)] * 2
    assert [fact.text for fact in _facts(text)] == ["屹澜科技"] * 2


def test_a_users_own_table_may_do_nothing_but_block() -> None:
    gazetteer = Gazetteer([("!屹澜科技", "company", "", "", "")])
    (mention,) = find(Document("屹澜科技董事长辞职", None, gazetteer))
    assert mention.refused


def test_an_organisation_has_the_kind_that_the_gazetteer_tells() -> None:
    kinds = {
        fact.text: _value(fact).kind for fact in _facts("工商银行与清华大学签约。据《人民日报》报道。工行没有回应。")
    }
    assert kinds == {"工商银行": "bank", "清华大学": "university", "人民日报": "media", "工行": "bank"}


def test_an_organisation_has_a_kind_whatever_it_is_called() -> None:
    assert {_value(fact).kind for fact in _facts("工行昨日下调利率。")} == {"bank"}


# --- how clues are added up ---------------------------------------------------------------------------------------


def _evidence(text: str, name: str) -> Evidence:
    return next(told for told in evidence(Document(text)) if told.name == name)


def test_a_clue_of_one_or_more_decides_alone() -> None:
    told = _evidence("沐澄科技有限公司昨日停产", "沐澄科技有限公司")
    assert told.clues == (("org.legal_form", told.total),)
    assert told.total >= SURE
    assert told.spans == ((0, 8),)
    assert set(told.forms) == {"沐澄科技", "沐澄"}


def test_the_two_best_clues_count_in_full_and_each_further_one_a_tenth() -> None:
    told = _evidence("青山科宣布好。青山科公布好。青山科认为好。青山科指出好。", "青山科")
    weights = [weight for _, weight in told.clues]
    assert len(weights) == 4
    assert told.total == pytest.approx(told.shape + sum(weights[:2]) + 0.2)


def test_a_common_word_needs_more_context_than_a_preposition() -> None:
    alone, told = _evidence("他和苹果在一起", "苹果"), _evidence("他和苹果在一起。苹果发布手机", "苹果")
    assert alone.total < SURE <= told.total
    assert "preposition" in alone.reason


def test_context_alone_makes_no_name_of_a_string_that_does_not_look_like_one() -> None:
    told = _evidence("生产线宣布停产", "生产线")
    assert told.shape <= 0
    assert told.total == 0


def test_only_a_sure_name_has_short_forms() -> None:
    unsure = _evidence("他和Alderwick Orrin，很熟", "Alderwick Orrin")
    assert 0 < unsure.total < SURE
    assert unsure.forms == ()
    assert _evidence("全资子公司Alderwick Orrin，搬走了", "Alderwick Orrin").forms == ("Alderwick",)


def test_evidence_stands_in_the_order_of_the_text() -> None:
    names = [told.name for told in evidence(Document("沐澄科技有限公司入股腾讯。沐澄科技有限公司停产"))]
    assert names[:2] == ["沐澄科技有限公司", "腾讯"]


# --- any text -------------------------------------------------------------------------------------------------------


@given(
    st.text(
        "屹澜科技公司银行集团省市公安厅与和、,。(“”)《》AaB1 2年度*ST:\n被告以下简称董事长王建平讯昆山德国", max_size=60
    )
)
def test_is_total(text: str) -> None:
    position = 0
    for fact in _facts(text):
        assert position <= fact.start < fact.end
        assert fact.text == text[fact.start : fact.end]
        position = fact.end


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r.name, t, id=f"{r.name}: {t}") for r in REFUSALS for t in r.counter_examples]
)
def test_what_only_looks_like_a_name_is_refused_by_a_rule(rule: str, text: str) -> None:
    assert rule in {mention.rule for mention in refused(Document(text))}


@pytest.mark.parametrize("case", RIGHT[:80])
def test_a_refusal_shares_no_character_with_an_organisation(case: Case) -> None:
    document = Document(case.text)
    found = list(find(document))
    told = [(m.start, m.end) for m in refused(document)]
    assert len(told) == len(set(told))
    assert not [1 for a, b in told for m in found if a < m.end and m.start < b]
