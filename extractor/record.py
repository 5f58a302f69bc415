"""A JSON object with facts, as gold files and outputs are: read, with the place of all that is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from extractor.errors import GoldError
from extractor.facts import FACT_TYPES
from extractor.json_places import line_of_item, line_of_key, line_of_repeated_key
from extractor.labels import Label, as_text, is_of_value
from extractor.terminal import visible

__all__ = ["Record", "read_text"]


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object with facts, and where it stands: the source of every message about it.

    Parameters
    ----------
    path : str
        Of the file.
    text : str
        The JSON text.
    line : int
        On which it begins.
    data : mapping
        What it holds.
    types : sequence of str
        The fact types that are known.
    """

    path: str
    text: str
    line: int
    data: Mapping[str, Any]
    types: Sequence[str] = field(default=FACT_TYPES, kw_only=True)

    @classmethod
    def parse(cls, path: str, text: str, line: int = 1, types: Sequence[str] = FACT_TYPES) -> Record:
        """Read a record from its JSON text, which begins at a line of its file; raises a GoldError."""
        try:
            data = json.loads(text, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            told = error.lineno if isinstance(error, json.JSONDecodeError) else line_of_repeated_key(text)
            at = line + told - 1
            what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise GoldError(f"{path}:{at}: this is no JSON that can be used: {what}", "repair the file") from None
        record = cls(path, text, line, data if isinstance(data, dict) else {}, types=types)
        if not isinstance(record.data.get("facts"), list):
            raise record.error('there is no list "facts"', 'write an object {"id": "…", "facts": [{"type": …}, …]}')
        for key in ("id", "sha256", "article", "kind"):
            if not isinstance(record.head.get(key), str | None):
                raise record.error(f'"{key}" is no string', f'write "{key}" as a string, or leave it out')
        return record

    @property
    def head(self) -> Mapping[str, Any]:
        """What is told of the document: on top, as gold has it, or under ``document``, as an output has it."""
        document = self.data.get("document")
        return {**document, **self.data} if isinstance(document, dict) else self.data

    @property
    def id(self) -> str | None:
        """Of the document; None where none is told."""
        return self.head.get("id") or None

    def error(self, what: str, hint: str) -> GoldError:
        """Return an error that names the file and the line of the record."""
        return GoldError(f"{self.path}:{self.line}: {what}", hint)

    def key_error(self, key: str, what: str, hint: str) -> GoldError:
        """Return an error that names the file and the line of a key."""
        return GoldError(f"{self.path}:{self.line + line_of_key(self.text, key) - 1}: {what}", hint)

    def fact_error(self, index: int, what: str, hint: str) -> GoldError:
        """Return an error that names the file, the line and the fact of that index."""
        fact = self.data["facts"][index]
        name = f"fact {index + 1}"
        if isinstance(fact, dict):
            own = fact.get("id")
            told = f"{own}: " if isinstance(own, str) and own else ""
            span = f"{fact.get('type')} {fact.get('text')!r} at {fact.get('start')}:{fact.get('end')}"
            name += f" ({visible(told + span)})"
        line = self.line + line_of_item(self.text, "facts", index) - 1
        return GoldError(f"{self.path}:{line}: {name}: {what}", hint)

    def figure_place(self, index: int) -> str:
        """Return the file, the line and the number of the figure of that index."""
        line = self.line + line_of_item(self.text, "figures", index) - 1
        return f"{self.path}:{line}: figure {index + 1}"

    def labels(self) -> Iterator[Label]:
        """Read the facts; of their values only the form is checked here."""
        for index, fact in enumerate(self.data["facts"]):
            if not isinstance(fact, dict):
                raise self.fact_error(index, "this is no object", 'write {"type": …, "start": …, "end": …, "text": …}')
            for key in ("type", "start", "end", "text"):
                if key not in fact:
                    raise self.fact_error(index, f'the field "{key}" is missing', "give type, start, end and text")
            fact_type, start, end, text = fact["type"], fact["start"], fact["end"], fact["text"]
            if fact_type not in self.types:
                hint = f"choose from {', '.join(self.types)}; a type of your own is known where its extractor is named"
                raise self.fact_error(index, f"unknown type {fact_type!r}", hint)
            if not (_is_offset(start) and _is_offset(end) and start < end):
                raise self.fact_error(
                    index, f"{start}:{end} is no span", "count code points of the article from 0, start before end"
                )
            optional = fact.get("optional", False)
            if not isinstance(text, str) or not isinstance(optional, bool):
                raise self.fact_error(index, '"text" or "optional" has a wrong type', "write a string; true or false")
            values = {k: as_text(v) for k, v in fact.items() if is_of_value(fact_type, k)}
            rule = fact.get("rule")
            yield Label(fact_type, start, end, text, values, optional, rule if isinstance(rule, str) else None)


def read_text(path: str) -> str:
    """Read a file in UTF-8; raises a GoldError that names it."""
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise GoldError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'"{twice}" is told twice in the object of {result.get("text", "the file")!r}')
    return result


def _is_offset(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
