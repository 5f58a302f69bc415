"""Promises of the output are checked on every extraction: a broken one is a bug that is told, never output."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import cli
from extractor.batch import run_batch
from extractor.errors import InvariantError
from extractor.event_values import Buyback, Event
from extractor.extractors import extractor_for
from extractor.facts import Date, Duration, Evidence, Fact, Figure, Money, Organization, Percent
from extractor.invariants import check_facts, check_relations
from extractor.mentions import Mention
from extractor.pipeline import Pipeline, load

RAW = "去年融资3亿元，增长5%。"
FACTS = load().extract(RAW, reference_date="2026-01-08").facts
DATE, MONEY, PERCENT = FACTS
FIGURE = Figure("money-1", None, None, None, None, None, None, (Evidence("metric", 2, 4),))
EVENT = Event("event-1", "buyback", Buyback("青禾"), False, "event.test", (Evidence("who", 0, 2),))


def _money(**change: Any) -> Fact:
    return replace(MONEY, **change)


BROKEN = {
    "outside": [_money(end=99)],
    "before the text": [_money(start=-1)],
    "empty": [_money(end=MONEY.start)],
    "not the slice": [_money(text="4亿元")],
    "out of order": [MONEY, DATE],
    "twice": [MONEY, MONEY],
    "overlap": [MONEY, _money(start=MONEY.start + 1, text=MONEY.text[1:], id="money-2")],
    "an id twice": [MONEY, replace(PERCENT, id="money-1")],
    "not a number": [_money(value=Money(Decimal("NaN")))],
    "infinite": [replace(PERCENT, value=Percent(Decimal("Infinity")))],
    "no currency": [_money(value=Money(Decimal(3), currency="元"))],
    "no modifier": [_money(value=Money(Decimal(3), modifier="circa"))],  # type: ignore[arg-type]
    "no unit": [replace(PERCENT, value=Percent(Decimal(3), unit=None))],  # type: ignore[arg-type]
    "no day": [replace(DATE, value=Date("2025-02-30"))],
    "no date": [replace(DATE, value=Date("last year"))],
    "no anchor": [replace(DATE, value=Date("2025", anchor="date-7"))],
    "no length": [replace(DATE, type="duration", value=Duration("P"))],
    "no name": [replace(DATE, type="org", value=Organization(""))],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_fact_is_told_with_its_rule(name: str) -> None:
    with pytest.raises(InvariantError, match=r"of rule (money|percent|date)\..*; this is a bug: please report"):
        check_facts(BROKEN[name], RAW)


@pytest.mark.parametrize(
    ("figures", "events"),
    [
        ([replace(FIGURE, fact="money-9")], []),
        ([replace(FIGURE, evidence=(Evidence("metric", 3, 3),))], []),
        ([replace(FIGURE, evidence=(Evidence("metric", -1, 3),))], []),
        ([], [replace(EVENT, evidence=(Evidence("who", 0, 99),))]),
    ],
)
def test_a_broken_relation_is_told(figures: list[Figure], events: list[Event]) -> None:
    with pytest.raises(InvariantError, match="this is a bug: please report"):
        check_relations(figures, events, FACTS, RAW)


def test_what_holds_passes() -> None:
    check_facts(FACTS, RAW)
    check_relations([FIGURE], [EVENT], FACTS, RAW)


def test_types_of_ones_own_tell_what_they_like() -> None:
    class Price:
        def to_dict(self) -> dict[str, Any]:
            return {"price": 3}

    check_facts([replace(MONEY, type="price", value=Price())], RAW)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Make the rules for money break a promise, or break down."""

    def breaks(value: object) -> None:
        def find(document: object) -> list[Mention[Any]]:
            if isinstance(value, Exception):
                raise value
            return [Mention(0, 2, "money.broken", value)]

        monkeypatch.setattr(extractor_for("money"), "find", find)

    return breaks


def test_every_extraction_is_checked(broken: Callable[[object], None]) -> None:
    broken(Money(Decimal("NaN")))
    with pytest.raises(InvariantError, match=r"money 0:2 of rule money.broken has the value 'NaN'"):
        Pipeline().extract("甲乙丙")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Money(Decimal("NaN")), "of rule money.broken has the value 'NaN'; this is a bug: please report"),
        (ZeroDivisionError(), "ZeroDivisionError in "),
    ],
)
def test_the_command_tells_a_bug_and_writes_nothing(
    broken: Callable[[object], None], tmp_path: Path, capfd: pytest.CaptureFixture[str], value: object, told: str
) -> None:
    (tmp_path / "a.txt").write_text("甲乙丙", "utf-8")
    broken(value)
    assert cli.main([str(tmp_path / "a.txt")]) == 70
    out, err = capfd.readouterr()
    assert out == ""
    assert told in err.splitlines()[-1]


def test_a_batch_tells_a_bug_and_goes_on(broken: Callable[[object], None], tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"text": "甲乙丙"}\n{"text": "\\n"}\n', "utf-8")
    broken(Money(Decimal("NaN")))
    assert run_batch([str(tmp_path / "in")], str(tmp_path / "out")).failed == 2
    errors = [json.loads(line) for line in (tmp_path / "out.errors.jsonl").read_text("utf-8").splitlines()]
    assert [error["code"] for error in errors] == ["E900", "E900"]
