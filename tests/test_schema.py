"""The JSON Schema of the output: it ships, real output keeps to it, and it has the names of the code."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from extractor import facts as model
from extractor.event_values import EVENT_CLASSES, EVENT_TYPES, Event, EventType
from extractor.pipeline import extract
from extractor.reading import read_article

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((files("extractor") / "data" / "facts.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
VALUES: dict[model.FactType, model.Value] = {
    "money": model.Money(Decimal("350000000"), currency="CNY", currency_basis="explicit", modifier="over"),
    "percent": model.Percent(None, Decimal("-1.20"), Decimal("3"), "percentage_point", direction="up"),
    "date": model.Date("2025-03", "END", "2025-03-01", "2025-04-01", "context", "date-1"),
    "duration": model.Duration("P0.5Y", modifier="about"),
    "org": model.Organization("青禾", "company"),
}


def output(text: str, date: str | None = None) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(extract(text, reference_date=date).to_json())
    return result


def example(kind: model.FactType) -> dict[str, Any]:
    """Return an output with one fact."""
    fact = model.Fact(f"{kind}-1", kind, 0, 2, "青禾", "青禾", f"{kind}.example", VALUES[kind])
    return model.Facts("a", "0" * 64, 2, None, None, "0.1.0", (fact,)).to_dict()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("date", [None, "2025-06-01", "2025-06-01T08:30:00"])
def test_real_output_keeps_to_it(path: Path, date: str | None) -> None:
    found = output(read_article(str(path))[0], date)
    assert found["facts"]
    VALIDATOR.validate(found)


def test_an_empty_article_keeps_to_it() -> None:
    VALIDATOR.validate(output(""))


@pytest.mark.parametrize("kind", model.FACT_TYPES)
def test_it_has_the_fields_of_the_code_and_no_other(kind: model.FactType) -> None:
    fact, shape = example(kind)["facts"][0], SCHEMA["$defs"][kind]
    assert list(shape["properties"]) == shape["required"] == list(fact)
    VALIDATOR.validate(example(kind))


def test_a_figure_has_the_fields_of_the_code_and_no_other() -> None:
    evidence = (model.Evidence("subject", 0, 2),)
    figure = model.Figure("money-1", "青禾", "收入", "营业收入", "flow", "2024-H1", "yoy", evidence)
    wrapped = example("money") | {"figures": [figure.to_dict()]}
    VALIDATOR.validate(wrapped)
    shape = SCHEMA["$defs"]["figure"]
    assert list(shape["properties"]) == shape["required"] == list(figure.to_dict())
    for key in figure.to_dict():
        wrapped["figures"][0] = {k: v for k, v in figure.to_dict().items() if k != key}
        assert not VALIDATOR.is_valid(wrapped), key


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_an_event_has_the_fields_of_the_code_and_no_other(kind: EventType) -> None:
    value = EVENT_CLASSES[kind](*["青禾", "up" if kind == "shareholding" else None])
    event = Event("event-1", kind, value, True, f"{kind}.example", (model.Evidence("trigger", 0, 2),))
    wrapped = example("money") | {"events": [event.to_dict()]}
    VALIDATOR.validate(wrapped)
    assert Event.from_dict(event.to_dict()) == event
    shape = SCHEMA["$defs"][kind]
    assert list(shape["properties"]) == shape["required"] == list(event.to_dict())
    for key in event.to_dict():
        wrapped["events"][0] = {k: v for k, v in event.to_dict().items() if k != key}
        assert not VALIDATOR.is_valid(wrapped), key


@pytest.mark.parametrize(
    ("place", "literal", "nullable"),
    [
        (("modifier",), model.Modifier, False),
        (("direction",), model.Direction, False),
        (("money", "properties", "currency_basis"), model.CurrencyBasis, False),
        (("percent", "properties", "unit"), model.PercentUnit, False),
        (("date", "properties", "mod"), model.DateMod, True),
        (("date", "properties", "basis"), model.DateBasis, False),
        (("figure", "properties", "change"), model.Change, True),
        (("figure", "properties", "kind"), model.MetricKind, True),
    ],
)
def test_it_has_the_names_of_the_code(place: tuple[str, ...], literal: Any, nullable: bool) -> None:
    shape = SCHEMA["$defs"]
    for key in place:
        shape = shape[key]
    assert shape["enum"] == [*get_args(literal), *([None] if nullable else [])]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("money", {"value": 350000000}),
        ("money", {"value": "3.5e8"}),
        ("money", {"currency": "人民币"}),
        ("money", {"start": -1}),
        ("money", {"text": ""}),
        ("money", {"unit": "percent"}),
        ("percent", {"unit": None}),
        ("date", {"value": "去年"}),
        ("date", {"from": "2025"}),
        ("duration", {"value": "5 years"}),
        ("org", {"name": None}),
        ("org", {"rule": "money.currency_amount"}),
        ("org", {"type": "person"}),
    ],
)
def test_what_is_no_fact_is_refused(kind: model.FactType, change: dict[str, Any]) -> None:
    wrong = example(kind)
    wrong["facts"][0].update(change)
    assert not VALIDATOR.is_valid(wrong)


@pytest.mark.parametrize("kind", model.FACT_TYPES)
def test_a_fact_that_lacks_a_field_is_refused(kind: model.FactType) -> None:
    for key in example(kind)["facts"][0]:
        wrong = example(kind)
        del wrong["facts"][0][key]
        assert not VALIDATOR.is_valid(wrong), key
