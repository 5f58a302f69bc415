"""Facts are grounded in the raw text, and what damages a text does not change what is found in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest
from damage import WORDS, Damaged, damaged_articles
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.errors import ExtractorError, InvariantError, OptionError
from extractor.extractors import extractor_for
from extractor.facts import FACT_TYPES, Fact, Facts, Money, Value
from extractor.mentions import Mention
from extractor.pipeline import Pipeline, extract, load, parse_date

PIPELINE = load()
TOLD = WORDS
TOLD += [
    "5.3亿元",
    "营业收入3,000万元",
    "同比增长12.5%",
    "2024年3月15日",
    "两年",
    "3个月",
    "中国人民银行",
    "百度",
    "7成",
    "HK$5亿",
    "2018年底",
]


def _grounded(facts: Facts, raw: str) -> None:
    position = 0
    for fact in facts:
        assert position <= fact.start < fact.end <= len(raw)
        assert fact.text == raw[fact.start : fact.end]
        position = fact.end


def _told(fact: Fact) -> tuple[str, str, str, Value]:
    """What a fact says; the currency of a bare amount may depend on the script, as a sign of the place."""
    value = fact.value
    if isinstance(value, Money):
        value = replace(value, currency=None, currency_basis="none")
    return fact.id, fact.normalized, fact.rule, value


@given(damaged_articles(TOLD))
def test_damage_changes_nothing_but_the_spans(article: Damaged) -> None:
    clean, damaged = PIPELINE.extract(article.clean), PIPELINE.extract(article.raw)
    _grounded(damaged, article.raw)
    assert [_told(f) for f in damaged] == [_told(f) for f in clean]
    assert [(f.start, f.end) for f in damaged] == [article.raw_span(f.start, f.end) for f in clean]
    assert damaged.entities == clean.entities


def test_the_facts_of_the_corpus_are_grounded(article: str) -> None:
    facts = PIPELINE.extract(article)
    assert len(facts) > 10
    _grounded(facts, article)
    assert facts.chars == len(article)
    assert facts.sha256 == hashlib.sha256(article.encode()).hexdigest()


@pytest.mark.parametrize("types", [[t] for t in FACT_TYPES] + [["org", "money"]], ids=",".join)
def test_what_is_found_of_a_type_does_not_depend_on_the_others(article: str, types: list[str]) -> None:
    everything = PIPELINE.extract(article, reference_date="2026-01-08")
    wanted = PIPELINE.extract(article, reference_date="2026-01-08", types=types)
    assert wanted.facts == tuple(f for f in everything if f.type in types)
    assert wanted.entities == (everything.entities if "org" in types else ())


def test_relations_are_left_out_and_change_no_fact(article: str) -> None:
    everything = PIPELINE.extract(article, id="1", reference_date="2026-01-08")
    alone = replace(everything, figures=(), events=())
    assert everything.figures
    assert PIPELINE.extract(article, id="1", reference_date="2026-01-08", relations=False) == alone
    assert list(PIPELINE.pipe([article], reference_date="2026-01-08", relations=False)) == [alone]


def test_ids_count_each_type_in_the_order_of_the_text(article: str) -> None:
    facts = PIPELINE.extract(article)
    for fact_type in FACT_TYPES:
        ids = [f.id for f in facts if f.type == fact_type]
        assert ids == [f"{fact_type}-{n}" for n in range(1, len(ids) + 1)]


def test_entities_name_facts(article: str) -> None:
    facts = PIPELINE.extract(article)
    named = [id_ for entity in facts.entities for id_ in entity.mentions]
    assert sorted(named) == sorted(f.id for f in facts if f.type == "org")


@given(
    st.text(
        st.one_of(
            st.characters(exclude_categories=["Cs"]), st.sampled_from("0123456789一二三万亿元年月日%.,-至到约超 甲公司")
        ),
        max_size=60,
    )
)
def test_is_total(raw: str) -> None:
    _grounded(PIPELINE.extract(raw), raw)


def test_a_lone_surrogate_is_text() -> None:
    raw = "\ud800智谱\udc00公司增长5%"
    _grounded(PIPELINE.extract(raw), raw)


@pytest.mark.parametrize("raw", ["", " \n\r\n\u3000\u200b", "![]()", "(lái)"])
def test_an_article_without_facts_has_an_empty_list(raw: str) -> None:
    facts = PIPELINE.extract(raw)
    assert (facts.facts, facts.entities, facts.chars) == ((), (), len(raw))


def test_holds_no_state(article: str) -> None:
    before = PIPELINE.extract(article)
    PIPELINE.extract("5亿美元。" * 9, reference_date="1999-09-09")
    assert PIPELINE.extract(article) == before == extract(article) == extractor.load().extract(article)


@pytest.mark.parametrize(
    ("given_date", "date", "source"),
    [
        (None, None, None),
        ("2026-01-08", "2026-01-08", "option"),
        ("2026-01-08T09:30:00", "2026-01-08", "option"),
        (dt.date(2026, 1, 8), "2026-01-08", "option"),
        (dt.datetime(2026, 1, 8, 9), "2026-01-08", "option"),
    ],
)
def test_tells_the_date_it_was_given(given_date: str | dt.date | None, date: str | None, source: str | None) -> None:
    facts = PIPELINE.extract("营收增长5%。", reference_date=given_date)
    assert (facts.reference_date, facts.reference_date_source) == (date, source)


def test_tells_who_gave_the_date_and_the_id_and_the_digest() -> None:
    facts = PIPELINE.extract("甲", id="a", reference_date="2026-01-08", reference_date_source="row", sha256="f" * 64)
    assert (facts.id, facts.reference_date_source, facts.sha256) == ("a", "row", "f" * 64)


@pytest.mark.parametrize("types", [["mony"], [], ["money", "Org"]])
def test_refuses_unknown_types(types: list[str]) -> None:
    with pytest.raises(OptionError, match="fact type"):
        PIPELINE.extract("甲", types=types)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-01-08", dt.date(2026, 1, 8)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("2026-01-08T09:30", dt.datetime(2026, 1, 8, 9, 30)),
        ("2026-01-08T23:30:00Z", dt.datetime(2026, 1, 8, 23, 30)),
        ("2026-01-08 09:30:00+08:00", dt.datetime(2026, 1, 8, 9, 30)),
    ],
)
def test_reads_dates(text: str, date: dt.date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "x", "2026", "2026-1-8", "2026/01/08", "2023-02-29", "2026-13-01", "昨天", "2026-01-08T25:00"]
)
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(OptionError, match="is no date"):
        parse_date(text)


@pytest.mark.parametrize("text", ["20260108", "2026-W02-4", "2026W024"])
def test_refuses_the_same_dates_on_every_python(text: str) -> None:
    with pytest.raises(OptionError, match="is no date"):
        parse_date(text)


def _find(mentions: list[Mention[Money]]) -> Callable[[object], list[Mention[Money]]]:
    return lambda document: mentions


@pytest.mark.parametrize("span", [(0, 99), (-1, 2)])
def test_a_span_outside_the_text_is_a_bug_and_no_fact(monkeypatch: pytest.MonkeyPatch, span: tuple[int, int]) -> None:
    monkeypatch.setattr(extractor_for("money"), "find", _find([Mention(*span, "money.broken", Money(None))]))
    with pytest.raises((InvariantError, ValueError)):
        Pipeline().extract("甲乙丙")


def test_candidates_hold_what_was_refused() -> None:
    from extractor.document import Document  # noqa: PLC0415

    refused = [m for _, m in PIPELINE.candidates(Document("注册用户400万，付费开发者超过15万。")) if m.refused]
    assert refused
    assert all(m.rule for m in refused)


def _errors(base: type[ExtractorError]) -> list[type[ExtractorError]]:
    return [base, *(e for sub in base.__subclasses__() for e in _errors(sub))]


def test_every_error_has_a_code_of_its_own_and_says_what_next() -> None:
    errors = _errors(ExtractorError)
    assert len({e.code for e in errors}) == len(errors)
    for error in errors:
        raised = error("what is wrong", "what to do next")
        assert str(raised) == "what is wrong; what to do next"
        assert str(error("what is wrong")) == "what is wrong"
        copy = pickle.loads(pickle.dumps(raised))
        assert (type(copy), copy.message, copy.hint) == (error, raised.message, raised.hint)
