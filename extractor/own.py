"""Extractors of one's own: what is wrong with one is told with its name, before it can spoil a result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from extractor.document import Document
from extractor.errors import InvariantError, OptionError
from extractor.extractors import Extractor, installed_extractor
from extractor.facts import FACT_TYPES, SPAN
from extractor.mentions import Mention

__all__ = ["check_type", "checked_extractors", "checked_mentions"]

_TAKEN = (*FACT_TYPES, "all", "event")  # the last two stand for other things in scores and in ids
# Fields that the output, a table or a gold file has for every fact.
_NOT_OF_A_VALUE = (*SPAN, "document", "optional", "note", "figure")


def checked_extractors(given: Mapping[str, Extractor] | Iterable[str] | None) -> dict[str, Extractor]:
    """Look at extractors before they are used; those that are given by name are loaded.

    Parameters
    ----------
    given : mapping of str to Extractor, iterable of str, or None
        By the fact type that they find; or names of installed ones.

    Returns
    -------
    dict of str to Extractor

    Raises
    ------
    OptionError
        No extractor of that name is installed, it is none, or its name is taken.
    """
    if isinstance(given, str) or not isinstance(given, Iterable | None):
        hint = 'give a list of names, ["stock"], or a mapping from fact types to extractors, {"stock": Stocks()}'
        raise OptionError(f"extractors is {given!r}", hint)
    own = given if isinstance(given, Mapping) else {name: installed_extractor(name) for name in given or ()}
    for name, extractor in own.items():
        check_type(name)
        lacking = [part for part in ("RULES", "find") if not hasattr(extractor, part)]
        if lacking:
            raise OptionError(f"the extractor {name!r} has no {lacking[0]}", "see help(extractor.Extractor)")
        if isinstance(extractor, type):
            raise OptionError(f"the extractor {name!r} is a class", f"give an object of it: {extractor.__name__}()")
    return dict(own)


def check_type(name: object) -> str:
    """Check the name of a fact type of one's own.

    Parameters
    ----------
    name : object

    Raises
    ------
    OptionError
        It is no identifier in lower case, or it is taken.
    """
    if not isinstance(name, str) or not name.isidentifier() or name != name.lower() or name in _TAKEN:
        hint = f"take an identifier in lower case that is none of {', '.join(_TAKEN)}; for example stock_code"
        raise OptionError(f"{name!r} cannot name a fact type of your own", hint)
    return name


def checked_mentions(name: str, extractor: Extractor, document: Document) -> Iterator[Mention[Any]]:
    """Run an extractor of one's own, and look at all that it gives.

    Parameters
    ----------
    name : str
        The fact type.
    extractor : Extractor
    document : Document

    Yields
    ------
    Mention

    Raises
    ------
    InvariantError
        It raises, or gives what is no mention: the message names the extractor and says what it gave.
    """
    try:
        found = list(extractor.find(document))
    except Exception as error:
        what = f"the extractor {name!r} failed: {type(error).__name__}: {error}"
        raise InvariantError(what, f"mend it, or leave it out; it failed in {_place(error)}") from error
    for mention in found:
        if (wrong := _wrong(mention, len(document.text))) is not None:
            raise InvariantError(f"the extractor {name!r} gave {wrong[0]}", wrong[1])
        yield mention


def _place(error: Exception) -> str:
    """Tell where an error was raised: file and line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "its code"


def _wrong(mention: object, length: int) -> tuple[str, str] | None:
    """Say what is wrong with a mention and what would be right; None where nothing is."""
    if not isinstance(mention, Mention):
        return f"{mention!r}, which is no mention", "yield extractor.Mention(start, end, rule, value)"
    start, end, value = cast("object", mention.start), cast("object", mention.end), mention.value
    if not (type(start) is type(end) is int and 0 <= start < end <= length):
        return f"the span {start}:{end}", f"its spans are whole numbers of document.text, here from 0 to {length}"
    if not isinstance(cast("object", mention.rule), str) or not mention.rule:
        return f"the rule {mention.rule!r}", "name the rule, for example 'stock.code'"
    if value is None:
        return None
    if not callable(getattr(value, "to_dict", None)):
        return f"the value {value!r}, which has no to_dict", "give extractor.Fields(code=…), or a class with to_dict()"
    return _wrong_fields(value.to_dict())


def _wrong_fields(fields: object) -> tuple[str, str] | None:
    if not isinstance(fields, dict) or not all(isinstance(name, str) and name for name in fields):
        return f"a value whose to_dict() is {fields!r}", "return a dict from names of fields to what JSON can hold"
    if taken := [name for name in fields if name in _NOT_OF_A_VALUE]:
        return f"a value with the field {taken[0]!r}", f"name it otherwise: {', '.join(_NOT_OF_A_VALUE)} are taken"
    try:
        json.dumps(fields, allow_nan=False)
    except (TypeError, ValueError) as error:
        return f"the value {fields!r}, which JSON cannot hold: {error}", "give texts, numbers, lists and dicts"
    return None
