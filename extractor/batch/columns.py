"""Facts as columns: the one place that knows the tables of Parquet, DuckDB and Spark."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from extractor.batch.extras import require
from extractor.event_values import EVENT_CLASSES, EventValue
from extractor.facts import FACT_TYPES, SPAN, Facts, Money, Percent

__all__ = [
    "SPARK_SCHEMA",
    "decode_tables",
    "dictionary_schema",
    "empty_tables",
    "encode_facts",
    "encode_tables",
    "facts_batch",
    "row_groups",
    "with_dictionaries",
]

_DECIMAL = (38, 10)
_STEP = Decimal(1).scaleb(-_DECIMAL[1])
_EXACT = Context(prec=_DECIMAL[0], traps=[Inexact, InvalidOperation])
_ROW_GROUP = 50_000

# Columns and their types. A row of facts has null in the columns that belong to other types of facts; those of a figure
# stand at its amount, and ``events`` tells of which events the fact is what part. ``fields`` has the value of a type of
# one's own as JSON: whatever it holds, the tables stay the same.
_FACTS = {
    "document": "string",
    "reference_date": "date",
    "id": "string",
    "type": "word",
    "start_char": "int",
    "end_char": "int",
    "text": "string",
    "normalized": "string",
    "value": "string",
    "low": "string",
    "high": "string",
    "number": "decimal",
    "number_low": "decimal",
    "number_high": "decimal",
    "unit": "word",
    "currency": "word",
    "currency_basis": "word",
    "modifier": "word",
    "direction": "word",
    "mod": "word",
    "date_from": "date",
    "date_to": "date",
    "basis": "word",
    "anchor": "string",
    "name": "string",
    "kind": "word",
    "entity": "string",
    "subject": "string",
    "metric": "string",
    "canonical": "word",
    "metric_kind": "word",
    "period": "string",
    "change": "word",
    "events": "parts",
    "rule": "word",
    "fields": "string",
    "metadata": "string",
}
_EVENT_FIELDS = {"investors": "strings", "released": "bool"}  # the others are strings


def _names(kind: type[EventValue]) -> list[str]:
    return [field.name for field in fields(kind)]


_DOCUMENTS = {
    "id": "string",
    "sha256": "string",
    "chars": "int",
    "reference_date": "date",
    "reference_date_source": "word",
    "version": "word",
    "metadata": "string",
}
_ENTITIES = {"document": "string", "id": "string", "name": "string", "aliases": "strings", "mentions": "strings"}
_EVENTS = {
    "document": "string",
    "id": "string",
    "type": "string",
    "planned": "bool",
    **{name: _EVENT_FIELDS.get(name, "string") for kind in EVENT_CLASSES.values() for name in _names(kind)},
    "rule": "string",
}
_TABLES = {"documents": _DOCUMENTS, "facts": _FACTS, "entities": _ENTITIES, "events": _EVENTS}

_SPARK = {
    "string": "string",
    "word": "string",
    "int": "int",
    "date": "date",
    "decimal": "decimal({}, {})",
    "parts": "array<struct<id: string, type: string, part: string>>",
}
SPARK_SCHEMA = ", ".join(f"{name} {_SPARK[kind].format(*_DECIMAL)}" for name, kind in _FACTS.items())
_RENAMED = {"start": "start_char", "end": "end_char"}


def _schema(columns: dict[str, str], word: Any = None) -> Any:
    arrow = require("pyarrow", "parquet")
    types = {
        "string": arrow.string(),
        "word": word or arrow.string(),
        "int": arrow.int32(),
        "date": arrow.date32(),
        "decimal": arrow.decimal128(*_DECIMAL),
        "strings": arrow.list_(arrow.string()),
        "bool": arrow.bool_(),
        "parts": arrow.list_(arrow.struct([(name, arrow.string()) for name in ("id", "type", "part")])),
    }
    return arrow.schema([(name, types[kind]) for name, kind in columns.items()])


def dictionary_schema() -> Any:
    """Return the schema of facts with columns of few words as dictionaries."""
    arrow = require("pyarrow", "parquet")
    return _schema(_FACTS, arrow.dictionary(arrow.int32(), arrow.string()))


def _clean(text: str | None) -> str | None:
    """Replace lone surrogates, which neither Arrow nor any database holds."""
    if text is None or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _day(text: str | None) -> dt.date | None:
    """Read the day of a date or moment."""
    return None if text is None else dt.date.fromisoformat(text[:10])


def _number(value: Decimal | None) -> Decimal | None:
    """Return a number that fits its column exactly; the others are told by their string alone."""
    try:
        return None if value is None else value.quantize(_STEP, context=_EXACT)
    except (Inexact, InvalidOperation):
        return None


def _metadata(facts: Facts) -> str | None:
    return None if facts.metadata is None else json.dumps(facts.metadata, ensure_ascii=False)


def _fact_rows(facts: Facts) -> Iterator[dict[str, Any]]:
    shared = {
        "document": facts.id,
        "reference_date": _day(facts.reference_date),
        "metadata": _metadata(facts),
    }
    figures, parts = {figure.fact: figure for figure in facts.figures}, _event_parts(facts)
    for fact in facts:
        told = fact.to_dict()
        if fact.type not in FACT_TYPES:
            own = json.dumps(fact.value.to_dict(), ensure_ascii=False)
            told = {**{name: told[name] for name in SPAN}, "fields": own}
        row = {_RENAMED.get(name, name): value for name, value in told.items() if name not in ("from", "to")}
        row["date_from"], row["date_to"] = _day(told.get("from")), _day(told.get("to"))
        if isinstance(fact.value, Money | Percent):
            for column, name in (("number", "value"), ("number_low", "low"), ("number_high", "high")):
                row[column] = _number(getattr(fact.value, name))
        if figure := figures.get(fact.id):
            row |= {name: getattr(figure, name) for name in ("subject", "metric", "canonical", "period", "change")}
            row["metric_kind"] = figure.kind
        row["events"] = parts.get((fact.start, fact.end))
        yield {**row, **shared}


def _event_parts(facts: Facts) -> dict[tuple[int, int], list[dict[str, str]]]:
    """Return of which events the facts are what parts, by their spans."""
    parts: dict[tuple[int, int], list[dict[str, str]]] = {}
    for event in facts.events:
        for evidence in event.evidence:
            part = {"id": event.id, "type": event.type, "part": evidence.part}
            parts.setdefault((evidence.start, evidence.end), []).append(part)
    return parts


def _event_rows(facts: Facts) -> Iterator[dict[str, Any]]:
    for event in facts.events:
        yield {"document": facts.id, **event.to_dict()}


def _document_rows(facts: Facts) -> Iterator[dict[str, Any]]:
    yield {
        **facts.to_dict()["document"],
        "reference_date": _day(facts.reference_date),
        "version": facts.version,
        "metadata": _metadata(facts),
    }


def _entity_rows(facts: Facts) -> Iterator[dict[str, Any]]:
    for entity in facts.entities:
        yield {"document": facts.id, **entity.to_dict()}


_ROWS = {"documents": _document_rows, "facts": _fact_rows, "entities": _entity_rows, "events": _event_rows}


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    return [_value(item) for item in value] if isinstance(value, list) else value


def _batch(table: str, documents: Iterable[Facts]) -> Any:
    """Make a record batch; fields that the table has no column for are left out."""
    arrow = require("pyarrow", "parquet")
    schema = _schema(_TABLES[table])
    cells: dict[str, list[Any]] = {name: [] for name in schema.names}
    for facts in documents:
        for row in _ROWS[table](facts):
            for name, column in cells.items():
                column.append(_value(row.get(name)))
    arrays = [arrow.array(cells[field.name], field.type) for field in schema]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def facts_batch(documents: Iterable[Facts]) -> Any:
    """Return the facts of documents as a ``pyarrow.RecordBatch``, a row a fact.

    Parameters
    ----------
    documents : iterable of Facts
    """
    return _batch("facts", documents)


def _write(batch: Any, file: io.BytesIO) -> None:
    ipc = require("pyarrow", "parquet").ipc
    with ipc.new_stream(file, batch.schema, options=ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch)


def encode_facts(documents: Iterable[Facts]) -> bytes:
    """Write the facts of documents as an Arrow stream.

    Parameters
    ----------
    documents : iterable of Facts
    """
    file = io.BytesIO()
    _write(facts_batch(documents), file)
    return file.getvalue()


def encode_tables(documents: Iterable[Facts]) -> bytes:
    """Write all tables of documents as Arrow streams, one behind the other.

    Parameters
    ----------
    documents : iterable of Facts
    """
    kept, file = list(documents), io.BytesIO()
    for table in _TABLES:
        _write(_batch(table, kept), file)
    return file.getvalue()


def decode_tables(part: bytes) -> dict[str, Any]:
    """Read what :func:`encode_tables` wrote.

    Parameters
    ----------
    part : bytes

    Returns
    -------
    dict of str to pyarrow.Table
    """
    arrow = require("pyarrow", "parquet")
    file = arrow.BufferReader(part)
    return {table: arrow.ipc.open_stream(file).read_all() for table in _TABLES}


def empty_tables() -> dict[str, Any]:
    """Return the tables without rows."""
    return {name: _schema(columns).empty_table() for name, columns in _TABLES.items()}


def row_groups(parts: Iterable[bytes], length: int = _ROW_GROUP) -> Iterator[Any]:
    """Join parts of :func:`encode_facts` and cut them anew, into tables of one length.

    Parameters
    ----------
    parts : iterable of bytes
    length : int

    Yields
    ------
    pyarrow.Table
    """
    arrow = require("pyarrow", "parquet")
    held = _schema(_FACTS).empty_table()
    for part in parts:
        held = arrow.concat_tables([held, arrow.ipc.open_stream(part).read_all()])
        while len(held) >= length:
            yield held.slice(0, length)
            held = held.slice(length)
    if len(held):
        yield held


def with_dictionaries(table: Any) -> Any:
    """Encode the columns of few words as dictionaries.

    Parameters
    ----------
    table : pyarrow.Table
    """
    for index, (name, kind) in enumerate(_FACTS.items()):
        if kind == "word":
            table = table.set_column(index, name, table[name].combine_chunks().dictionary_encode())
    return table.cast(dictionary_schema())
