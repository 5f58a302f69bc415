"""Inline markup: an article with its facts marked in place, ``⟦540億港元|money|value=54000000000;currency=HKD⟧``.

A figure stands among the fields of its amount, as ``subject=…;metric=…;period=…;change=…``.
It is made to be edited by hand: no offset is counted, and all that is not markup is the article, to the character.
A backslash takes its meaning from ``⟦ ⟧`` anywhere, from ``|`` in a label and from ``;`` in a label's values; before
any other character it is a backslash. Backslashes in front of such a sign are doubled, and only there.
"""

from __future__ import annotations

import difflib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.errors import GoldError
from extractor.facts import FACT_TYPES
from extractor.figure_labels import AMOUNTS, FIGURE, PARTS
from extractor.gold_check import fact_violations
from extractor.labels import EXPECTED, MUST_TELL, Expected, as_text, is_of_value
from extractor.terminal import visible

__all__ = ["as_gold", "compile_markup", "first_difference", "mark", "markup_violations"]

_OPEN, _CLOSE, _PART, _ITEM = "⟦", "⟧", "|", ";"
_OUTSIDE, _INSIDE = _OPEN + _CLOSE, _OPEN + _CLOSE + _PART
# The look-behind keeps long runs of backslashes linear.
_OUTSIDE_SIGN, _INSIDE_SIGN, _ITEM_SIGN = (
    re.compile(rf"(?<!\\)(\\*)([{signs}])") for signs in (_OUTSIDE, _INSIDE, _ITEM)
)
_TRAILING = re.compile(r"(?<!\\)\\+\Z")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NULL, _OPTIONAL, _NOTE, _VAGUE = "null", "optional", "note", "vague"

# The fields that people label; the rest of an output follows from them. One that stands without its name is told by
# what it says, since no two fields of a type that are read so can hold the same.
_LABELLED = ("name", "value", "low", "high", "currency", "unit", "modifier", "direction", "mod")
_FIELD = re.compile(r"[a-z_]{1,40} {0,9}=")
_NAMELESS = tuple(key for key in _LABELLED if key not in ("low", "high"))
_SYNTAX = f"write {_OPEN}text|type|value=…{_CLOSE}, with a backslash before {_OPEN} {_CLOSE} | ; that are text"
_WINDOW, _SHOWN = 60, 12


def as_gold(fact: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fact of a gold file or of an output as gold tells it.

    Parameters
    ----------
    fact : mapping
        A fact as in JSON. Of one that a rule made, only what people label is kept, and null only where it says
        something.

    Returns
    -------
    dict
        ``start``, ``end``, ``text``, ``type``, the value fields, ``optional``, ``note`` and ``figure`` if told.
    """
    told = {key: fact[key] for key in fact if is_of_value(fact["type"], key) and key != FIGURE}
    if "rule" in fact and fact["type"] in EXPECTED:
        if told.get("value") is not None or told.get("modifier") == _VAGUE:  # the bounds of 30多万 and 几十万 follow
            told = {k: v for k, v in told.items() if k not in ("low", "high")}
        must = () if told.get("low") is not None else MUST_TELL[fact["type"]]
        told = {k: v for k, v in told.items() if k in _LABELLED and (v is not None or k in must)}
    extra = {key: fact[key] for key in (_OPTIONAL, _NOTE, FIGURE) if fact.get(key)}
    return {"start": fact["start"], "end": fact["end"], "text": fact["text"], "type": fact["type"], **told, **extra}


def mark(text: str, facts: Iterable[Mapping[str, Any]] = ()) -> str:
    """Write an article with its facts marked.

    Parameters
    ----------
    text : str
        The article, raw.
    facts : iterable of mapping
        Facts as in a gold file or an output; none: the article, ready to be labelled.

    Returns
    -------
    str
        Marked text; :func:`compile_markup` gives the facts back.

    Raises
    ------
    GoldError
        A fact's text is not the slice, or two facts share a character, which markup cannot show.

    Examples
    --------
    >>> mark("增长5%", [{"type": "percent", "start": 2, "end": 4, "text": "5%", "value": "5", "unit": "percent"}])
    '增长⟦5%|percent|value=5;unit=percent⟧'
    """
    pieces, position, facts = [], 0, list(facts)
    for fact in facts:
        _refuse_untellable(fact)
    for fact in sorted(map(as_gold, facts), key=lambda fact: (fact["start"], fact["end"])):
        start, end = fact["start"], fact["end"]
        span = f"{fact['type']} {fact['text']!r} at {start}:{end}"
        if start < position:
            raise GoldError(f"the {span} overlaps the fact before it", "keep one of the two: marks cannot overlap")
        if text[start:end] != fact["text"]:
            raise GoldError(f"the {span} is not what the article has: {text[start:end]!r}", "check the fact's offsets")
        pieces += [_escape(text[position:start], _OUTSIDE), _label(fact)]
        position = end
    return "".join([*pieces, _escape(text[position:], _OUTSIDE, ends=False)])


def compile_markup(
    marked: str, article: str, path: str = "marked text", types: Sequence[str] = FACT_TYPES
) -> list[dict[str, Any]]:
    """Read the facts from marked text.

    Parameters
    ----------
    marked : str
        What :func:`mark` wrote, labelled by hand.
    article : str
        The article, raw.
    path : str
        Of the marked text, for messages.
    types : sequence of str
        The fact types that are known: with extractors of one's own, those of the pipeline.

    Returns
    -------
    list of dict
        Facts as in a gold file, in the order of the text; an amount's figure is its field ``figure``.

    Raises
    ------
    GoldError
        The text without markup is not the article, or a label is wrong: the first of what
        :func:`markup_violations` gives. The message names file, line and column.

    Examples
    --------
    >>> (fact,) = compile_markup("增长⟦5%|percent|5;percent⟧", "增长5%")
    >>> fact["start"], fact["value"]
    (2, '5')
    """
    for error in markup_violations(marked, article, path, types):
        raise error
    return [label.fact() for label in _parse(_Source(path, marked, types))[1]]


def markup_violations(
    marked: str, article: str, path: str = "marked text", types: Sequence[str] = FACT_TYPES
) -> Iterator[GoldError]:
    """Check marked text.

    Parameters
    ----------
    marked, article, path, types
        As for :func:`compile_markup`.

    Yields
    ------
    GoldError
        Broken markup or a changed text, the first place only; else all that is wrong with the labels.
    """
    source = _Source(path, marked, types)
    try:
        chunks, labels = _parse(source)
    except GoldError as error:
        yield error
        return
    if "".join(chunk.text for chunk in chunks) != article:
        yield _difference(source, chunks, article)
        return
    facts, places = [], []
    for label in labels:
        try:
            facts.append(label.fact())
            places.append(source.place(label.at))
        except GoldError as error:
            yield error
    yield from fact_violations(facts, places, article, types)


def first_difference(one: str, other: str) -> int:
    """Return the position of the first character in which two texts differ; where the shorter ends if in none."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@dataclass(frozen=True)
class _Source:
    """Marked text, its name and the types that it may have: the source of every message about it."""

    path: str
    text: str
    types: Sequence[str]

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Where each line begins."""
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    def line_and_column(self, at: int) -> str:
        line = bisect_right(self.lines, at)
        return f"{line}:{at - self.lines[line - 1] + 1}"

    def place(self, at: int) -> str:
        return f"{self.path}:{self.line_and_column(at)}"

    def error(self, at: int, what: str, hint: str) -> GoldError:
        return GoldError(f"{self.place(at)}: {what}", hint)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in marked text: where it opens there, where its text begins in the article, and its parts."""

    source: _Source
    at: int
    start: int
    text: str
    type: str
    items: tuple[str, ...]

    def error(self, what: str, hint: str) -> GoldError:
        return self.source.error(self.at, f"{visible(self.type)} {self.text!r}: {what}", hint)

    def fact(self) -> dict[str, Any]:
        """Return the fact as in a gold file."""
        if self.type not in self.source.types:
            hint = (
                f"choose from {', '.join(self.source.types)}; a type of your own is known where its extractor is named"
            )
            raise self.error("this is no type", hint)
        expected: Mapping[str, Expected] = EXPECTED.get(self.type, {})
        fields: dict[str, Any] = {}
        figure: dict[str, Any] = {}
        for item in self.items:
            key, value = self._field(item, expected, fields)
            told = figure if key in PARTS and self.type in AMOUNTS else fields
            if key in told:
                raise self.error(f'"{key}" is told twice', "keep one of the two")
            told[key] = value
        for key in MUST_TELL.get(self.type, ()):
            if key not in fields and not (key == "value" and "low" in fields):
                null = f", or {key}={_NULL} where nothing tells it" if expected[key].nullable else ""
                raise self.error(f'"{key}" is missing', f"write {key}=…{null}")
        if figure:
            fields[FIGURE] = {part: figure.get(part) for part in PARTS}
        end = self.start + len(self.text)
        return {"start": self.start, "end": end, "text": self.text, "type": self.type, **fields}

    def _field(self, item: str, expected: Mapping[str, Expected], told: Mapping[str, Any]) -> tuple[str, Any]:
        if item == _OPTIONAL:
            return _OPTIONAL, True
        key, equals, value = (part.strip() for part in item.partition("="))
        if equals and (self._has(key) or key == _NOTE or (key in PARTS and self.type in AMOUNTS)):
            if key != _NOTE and self.type not in EXPECTED:
                return key, _own_value(value)
            return key, None if value == _NULL else value
        for key in () if _FIELD.match(item) else _NAMELESS:  # a misspelt field is no name
            if key in expected and key not in told and (item == _NULL or expected[key].accepts(item)):
                return key, None if item == _NULL else item
        own = PARTS if self.type in AMOUNTS else ()
        fields = ", ".join([*(key for key in _LABELLED if key in expected), *own])
        fields = fields or "those of its extractor"
        raise self.error(f"{item!r} means nothing", f"write FIELD=…; the fields are {fields}, {_NOTE}; or {_OPTIONAL}")

    def _has(self, key: str) -> bool:
        """Whether the type has a value field of that name; one's own has all but those that are told otherwise."""
        return is_of_value(self.type, key) and key not in ("", FIGURE)


def _escape(text: str, signs: str, *, ends: bool = True) -> str:
    """Put a backslash before signs; ``ends``: whether a sign that is markup follows."""
    escaped = re.sub(rf"(?<!\\)(\\*)([{signs}])", r"\1\1\\\2", text)
    return _TRAILING.sub(lambda run: run[0] * 2, escaped) if ends else escaped


def _refuse_untellable(fact: Mapping[str, Any]) -> None:
    """Refuse a fact of a type of one's own with a field that would come back as another, or not at all."""
    for key in fact:
        if not key or key != key.strip() or "=" in key or (key == FIGURE and fact["type"] not in AMOUNTS):
            span = f"{fact['type']} {fact['text']!r} at {fact['start']}:{fact['end']}"
            raise GoldError(f"the {span} has a field {key!r}, which markup cannot tell", "rename the field")


def _own_value(told: str) -> Any:
    """Read a field of a type of one's own: JSON where it is JSON, else a string as it stands."""
    try:
        return json.loads(told)
    except (ValueError, RecursionError):
        return told


def _told(value: Any, *, as_json: bool) -> str:
    """Write a field; a string stands bare unless the field is read as JSON and would come back as something else."""
    if as_json and isinstance(value, str) and (value != value.strip() or _own_value(value) != value):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value) or ("" if value == "" else _NULL)


def _label(fact: Mapping[str, Any]) -> str:
    told = {key: value for key, value in fact.items() if key not in ("start", "end", "text", "type", FIGURE)}
    if FIGURE in fact:
        parts_told = {part: value for part, value in fact[FIGURE].items() if value is not None}
        told |= parts_told or {PARTS[0]: None}
    own = fact["type"] not in EXPECTED
    items = [
        key if key == _OPTIONAL else f"{key}={_told(value, as_json=own and key != _NOTE)}"
        for key, value in told.items()
    ]
    parts = [_escape(fact["text"], _INSIDE), fact["type"]]
    if items:
        parts.append(_ITEM.join(_escape(item, _INSIDE + _ITEM) for item in items))
    return f"{_OPEN}{_PART.join(parts)}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A piece of the article in marked text: where it begins in the article and in the marked text."""

    start: int
    at: int
    text: str
    signs: str


def _until(text: str, at: int, signs: re.Pattern[str]) -> tuple[str, str, int]:
    """Read up to the next sign that is markup; give what stands before it, the sign, and where it ends."""
    before = list[str]()
    while sign := signs.search(text, at):
        escapes, char = sign.groups()
        before += text[at : sign.start()], escapes[: len(escapes) // 2]
        at = sign.end()
        if len(escapes) % 2 == 0:
            return "".join(before), char, at
        before.append(char)
    return "".join([*before, text[at:]]), "", len(text)


def _parse(source: _Source) -> tuple[list[_Chunk], list[_Label]]:
    """Take marked text apart: the pieces of the article, and the labels."""
    marked, chunks, labels, length, at = source.text, list[_Chunk](), list[_Label](), 0, 0

    def keep(text: str, at: int, signs: str) -> None:
        nonlocal length
        chunks.append(_Chunk(length, at, text, signs))
        length += len(text)

    while True:
        begin = at
        text, sign, at = _until(marked, begin, _OUTSIDE_SIGN)
        keep(text, begin, _OUTSIDE)
        if not sign:
            return chunks, labels
        opened, parts = at - 1, list[str]()
        if sign == _CLOSE:
            raise source.error(opened, f"this {_CLOSE} closes nothing", _SYNTAX)
        while sign != _CLOSE:
            text, sign, at = _until(marked, at, _INSIDE_SIGN)
            if sign == _OPEN:
                what = f"this {_OPEN} is not closed before the next one, at {source.line_and_column(at - 1)}"
                raise source.error(opened, what, f"labels cannot stand in each other; {_SYNTAX}")
            if not sign:
                raise source.error(opened, f"this {_OPEN} is not closed", _SYNTAX)
            parts.append(text)
        labels.append(_labelled(source, opened, length, parts))
        keep(parts[0], opened + 1, _INSIDE)


def _labelled(source: _Source, at: int, start: int, parts: Sequence[str]) -> _Label:
    if not parts[0]:
        raise source.error(at, "this label has no text", _SYNTAX)
    if len(parts) not in (2, 3):
        raise source.error(at, f"{parts[0]!r} has {len(parts)} parts, not text, type and values", _SYNTAX)
    return _Label(source, at, start, parts[0], parts[1].strip(), tuple(_items("".join(parts[2:]))))


def _items(values: str) -> Iterator[str]:
    at, sign = 0, _ITEM
    while sign:
        item, sign, at = _until(values, at, _ITEM_SIGN)
        if item.strip():
            yield item.strip()


def _difference(source: _Source, chunks: Sequence[_Chunk], article: str) -> GoldError:
    """Tell where the text without marks leaves the article, and what stands there in either."""
    plain = "".join(chunk.text for chunk in chunks)
    at = first_difference(plain, article)
    windows = article[at : at + _WINDOW], plain[at : at + _WINDOW]
    opcodes = difflib.SequenceMatcher(None, *windows, autojunk=False).get_opcodes()
    _, a, b, c, d = next(code for code in opcodes if code[0] != "equal")
    has, found = windows[0][a:b][:_SHOWN], windows[1][c:d][:_SHOWN]
    what = f"the article has {has!r} here, the marked text {found!r}"
    if not has:
        what = f"{found!r} is not in the article"
    elif not found:
        what = f"{has!r} of the article is missing here"
    hint = f"mark the article, do not correct it; its own {_OPEN} and {_CLOSE} are written \\{_OPEN} and \\{_CLOSE}"
    if _LINE_END.sub("\n", plain).rstrip("\n") == _LINE_END.sub("\n", article).rstrip("\n"):
        hint = "only line ends differ: set the editor to keep them as they are"
    return source.error(_place(chunks, at + c), what, hint)


def _place(chunks: Sequence[_Chunk], position: int) -> int:
    """Turn a position in the text without marks into one in the marked text."""
    chunk = next(chunk for chunk in reversed(chunks) if chunk.start <= position)
    return chunk.at + len(_escape(chunk.text[: position - chunk.start], chunk.signs, ends=False))
