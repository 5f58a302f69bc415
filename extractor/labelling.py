"""The tools of labellers, from files to files: mark an article, compile marked text, check gold files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.errors import ExtractorError, GoldError
from extractor.evaluation import _gold_files
from extractor.gold import _article_path, _read, _Record, _reference_date
from extractor.gold_check import violations
from extractor.markup import as_gold, compile_markup, mark, markup_violations
from extractor.pipeline import parse_date
from extractor.reading import read_article

__all__ = ["check_gold", "compile_article", "gold_json", "mark_article", "marked_violations"]

_BOM = "\ufeff"


def mark_article(article: str, gold: str | None = None) -> str:
    """Write an article as marked text.

    Parameters
    ----------
    article : str
        Path of the article.
    gold : str or None
        Path of a gold file or an output of it, whose facts are marked; None: no marks.

    Returns
    -------
    str
        To be saved as UTF-8, line ends as they stand.

    Raises
    ------
    InputError
        The article cannot be read.
    GoldError
        The gold file cannot be used, or its facts overlap.
    """
    raw, sha256 = read_article(article)
    if gold is None:
        return mark(raw)
    record = _Record.parse(gold, _read(gold))
    for error in _record_violations(record, raw, sha256, article):
        raise error
    try:
        return mark(raw, record.data["facts"])
    except GoldError as error:
        raise GoldError(f"{gold}: {error.message}", error.hint) from None


def compile_article(marked: str, article: str, date: str | None = None) -> str:
    """Turn marked text into a gold file.

    Parameters
    ----------
    marked, article : str
        Paths of the marked text and of the article.
    date : str or None
        Day of publication that an extractor shall be given, ISO 8601; None where the article has to tell it.

    Returns
    -------
    str
        The gold file, one fact a line.

    Raises
    ------
    InputError
        The article cannot be read.
    OptionError
        The date is none.
    GoldError
        The first of what :func:`marked_violations` gives.
    """
    if date is not None:
        parse_date(date)
    raw, sha256 = read_article(article)
    facts = compile_markup(_read_marked(marked, raw), raw, marked)
    return gold_json(os.path.splitext(os.path.basename(article))[0], date, sha256, facts)


def marked_violations(marked: str, article: str) -> list[GoldError]:
    """Check marked text.

    Parameters
    ----------
    marked, article : str
        Paths of the marked text and of the article.

    Returns
    -------
    list of GoldError
        All that is wrong, each with file, line and column; none where :func:`compile_article` succeeds.

    Raises
    ------
    InputError
        The article cannot be read.
    GoldError
        The marked text cannot be read.
    """
    raw, _ = read_article(article)
    return list(markup_violations(_read_marked(marked, raw), raw, marked))


def check_gold(paths: Iterable[str]) -> list[GoldError]:
    """Check gold files: slices, hash, field names, values, spans.

    Parameters
    ----------
    paths : iterable of str
        Of gold files, or of folders of them.

    Returns
    -------
    list of GoldError
        All violations, in the order of the files, each with file and line.

    Raises
    ------
    GoldError
        A folder cannot be read or holds no gold file.
    """
    return [error for path in _gold_files(paths) for error in _file_violations(path)]


def gold_json(
    id: str,
    reference_date: str | None,
    sha256: str,
    facts: Iterable[Mapping[str, Any]],
) -> str:
    """Write a gold file, one fact a line.

    Parameters
    ----------
    id, sha256 : str
        Of the article.
    reference_date : str or None
        Day of publication that an extractor is given, ISO 8601.
    facts : iterable of mapping
        Facts as in JSON.

    Returns
    -------
    str
        JSON text.
    """
    head: dict[str, Any] = {"id": id, "reference_date": reference_date, "sha256": sha256, "facts": []}
    in_order = sorted(facts, key=lambda fact: (fact["start"], -fact["end"], fact["type"]))
    lines = ",\n".join(json.dumps(as_gold(fact), ensure_ascii=False) for fact in in_order)
    return f"{json.dumps(head, ensure_ascii=False)[:-2]}\n{lines}\n]}}\n"


def _read_marked(path: str, raw: str) -> str:
    """Read marked text, without the byte order mark that an editor may have put before it."""
    try:
        with open(path, "rb") as file:
            marked = file.read().decode("utf-8")
    except OSError as error:
        raise GoldError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise GoldError(
            f"{path} is not UTF-8: {error.reason} at byte {error.start}",
            "save marked text as UTF-8, whatever the encoding of the article",
        ) from None
    return marked if raw.startswith(_BOM) else marked.removeprefix(_BOM)


def _record_violations(record: _Record, raw: str, sha256: str, article: str) -> Iterator[GoldError]:
    told = record.head.get("sha256")
    if told is not None and told != sha256:
        yield record.error(
            f"the sha256 of {article} is {sha256}, the labels were made for {told}",
            "restore the article, or check every label against it and write its new sha256",
        )
    yield from violations(record, raw)


def _file_violations(path: str) -> Iterator[GoldError]:
    try:
        record = _Record.parse(path, _read(path))
    except GoldError as error:
        yield error
        return
    try:
        _reference_date(record)
    except GoldError as error:
        yield error
    try:
        article = _article_path(record)
        raw, sha256 = read_article(article)
    except GoldError as error:
        yield error
    except ExtractorError as error:
        yield record.error(f"cannot use the article: {error.message}", error.hint)
    else:
        yield from _record_violations(record, raw, sha256, article)
