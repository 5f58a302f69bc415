"""The tools of labellers, from files to files: mark, compile, check; export to other tools and import from them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from extractor.errors import GoldError
from extractor.evaluation import gold_files
from extractor.exchange import brat, doccano, label_studio
from extractor.exchange.labelled import Imported, Labelled, Unit
from extractor.facts import FACT_TYPES
from extractor.figure_labels import joined, parted
from extractor.gold import load_gold
from extractor.gold_check import (
    fact_violations,
    file_violations,
    hash_violations,
    id_violations,
    record_violations,
)
from extractor.markup import as_gold, compile_markup, first_difference, mark, markup_violations
from extractor.pipeline import parse_date
from extractor.reading import read_article
from extractor.record import Record, read_text

__all__ = [
    "FORMATS",
    "check_gold",
    "compile_article",
    "export_gold",
    "gold_json",
    "import_gold",
    "mark_article",
    "marked_violations",
]

Format = Literal["brat", "doccano", "label-studio", "docbin"]
FORMATS: tuple[Format, ...] = get_args(Format)

_BOM = "\ufeff"
_TOLD_BY_SOME = ("article", "kind")  # keys of gold files that most leave out


def mark_article(article: str, gold: str | None = None, types: Sequence[str] = FACT_TYPES) -> str:
    """Write an article as marked text.

    Parameters
    ----------
    article : str
        Path of the article.
    gold : str or None
        Path of a gold file or an output of it, whose facts are marked; None: no marks.
    types : sequence of str
        The fact types that are known: with extractors of one's own, those of the pipeline.

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
    record = Record.parse(gold, read_text(gold), types=types)
    for error in (*hash_violations(record, sha256, article), *record_violations(record, raw)):
        raise error
    try:
        return mark(raw, joined(record.data["facts"], record.data.get("figures")))
    except GoldError as error:
        raise GoldError(f"{gold}: {error.message}", error.hint) from None


def compile_article(marked: str, article: str, date: str | None = None, types: Sequence[str] = FACT_TYPES) -> str:
    """Turn marked text into a gold file.

    Parameters
    ----------
    marked, article : str
        Paths of the marked text and of the article.
    date : str or None
        Day of publication that an extractor shall be given, ISO 8601; None where the article has to tell it.
    types : sequence of str
        As for :func:`mark_article`.

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
    facts = compile_markup(_read_marked(marked, raw), raw, marked, types)
    return gold_json(_stem(article), date, sha256, facts)


def marked_violations(marked: str, article: str, types: Sequence[str] = FACT_TYPES) -> list[GoldError]:
    """Check marked text.

    Parameters
    ----------
    marked, article : str
        Paths of the marked text and of the article.
    types : sequence of str
        As for :func:`mark_article`.

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
    return list(markup_violations(_read_marked(marked, raw), raw, marked, types))


def check_gold(paths: Iterable[str], types: Sequence[str] = FACT_TYPES) -> list[GoldError]:
    """Check gold files: slices, hash, field names, values, spans.

    Parameters
    ----------
    paths : iterable of str
        Of gold files, or of folders of them.
    types : sequence of str
        As for :func:`mark_article`.

    Returns
    -------
    list of GoldError
        All violations, in the order of the files, each with file and line; then the ids that files of one folder
        share.

    Raises
    ------
    GoldError
        A folder cannot be read or holds no gold file.
    """
    files = gold_files(paths)
    return [*(error for path in files for error in file_violations(path, types)), *id_violations(files)]


def export_gold(
    paths: Iterable[str], to: Format, target: str, offsets: Unit = "utf-16", types: Sequence[str] = FACT_TYPES
) -> None:
    """Write gold files and their articles in another tool's format.

    Parameters
    ----------
    paths : iterable of str
        Of gold files, or of folders of them.
    to : {"brat", "doccano", "label-studio", "docbin"}
    target : str
        File to write; for brat, a folder.
    offsets : {"utf-16", "code-point"}
        What Label Studio counts: UTF-16 units in its first versions, code points since then. Of no effect on the
        other formats.
    types : sequence of str
        As for :func:`mark_article`.

    Raises
    ------
    GoldError
        A gold file is wrong, or the target cannot be written.
    """
    documents = [_labelled(path, types) for path in gold_files(paths)]
    if to == "brat":
        files = _brat_files(documents, target, types)
    elif to == "docbin":
        from extractor.exchange import docbin  # noqa: PLC0415 - it imports spaCy

        files = {target: docbin.write(documents)}
    else:
        text = doccano.write(documents) if to == "doccano" else label_studio.write(documents, offsets)
        files = {target: text.encode()}
    try:
        if to == "brat":
            os.makedirs(target, exist_ok=True)
        for path, data in files.items():
            with open(path, "wb") as file:
                file.write(data)
    except OSError as error:
        raise GoldError(
            f"cannot write {error.filename}: {error.strerror}", "check the path and its permissions"
        ) from None


def import_gold(
    source_format: Format, source: str, article: str, date: str | None = None, types: Sequence[str] = FACT_TYPES
) -> str:
    """Turn what another tool exported into a gold file.

    Parameters
    ----------
    source_format : {"brat", "doccano", "label-studio", "docbin"}
    source : str
        The tool's file, of one or more documents; for brat, ``NAME.ann`` or a folder of such files.
    article : str
        Path of the article: the document that has its text is taken.
    date : str or None
        Day of publication, ISO 8601; None: as it was when the gold file was exported.
    types : sequence of str
        As for :func:`mark_article`.

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
        The file is malformed, has not just one document with the article's text, or a label is wrong.
    """
    if date is not None:
        parse_date(date)
    raw, sha256 = read_article(article)
    document = _with_text(_imported(source_format, source, article, raw), raw, source)
    for error in fact_violations(document.facts, document.places, raw, types):
        raise error
    told = {key: value for key, value in document.head.items() if isinstance(value, str)}
    more = {key: told[key] for key in _TOLD_BY_SOME if key in told}
    reference_date = date or told.get("reference_date")
    return gold_json(told.get("id") or _stem(article), reference_date, sha256, document.facts, **more)


def gold_json(
    id: str,
    reference_date: str | None,
    sha256: str,
    facts: Iterable[Mapping[str, Any]],
    **more: str,
) -> str:
    """Write a gold file, one fact a line.

    Parameters
    ----------
    id, sha256 : str
        Of the article.
    reference_date : str or None
        Day of publication that an extractor is given, ISO 8601.
    facts : iterable of mapping
        Facts as in JSON; figures as :func:`~extractor.figure_labels.joined` puts them into their facts.
    **more : str
        ``article`` and ``kind``, if they are to be told.

    Returns
    -------
    str
        JSON text.
    """
    head: dict[str, Any] = {"id": id, "reference_date": reference_date, "sha256": sha256, **more, "facts": []}
    in_order = sorted(facts, key=lambda fact: (fact["start"], -fact["end"], fact["type"]))
    plain, figures = parted(map(as_gold, in_order))
    text = f"{json.dumps(head, ensure_ascii=False)[:-2]}\n{_lines(plain)}\n]"
    if not figures:
        return f"{text}}}\n" if figures is None else f'{text},\n "figures": []\n}}\n'
    return f'{text},\n "figures": [\n{_lines(figures, "  ")}\n ]\n}}\n'


def _lines(records: Iterable[Mapping[str, Any]], indent: str = "") -> str:
    return ",\n".join(indent + json.dumps(record, ensure_ascii=False) for record in records)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _labelled(path: str, types: Sequence[str]) -> Labelled:
    gold = load_gold(path, types)
    record = Record.parse(path, read_text(path))
    facts = [as_gold(fact) for fact in joined(record.data["facts"], record.data.get("figures"))]
    more = {key: record.head[key] for key in _TOLD_BY_SOME if record.head.get(key)}
    head = {"id": gold.id, "reference_date": gold.reference_date, "sha256": gold.sha256, **more}
    return Labelled(_stem(gold.article), head, gold.raw, tuple(sorted(facts, key=lambda f: (f["start"], -f["end"]))))


def _brat_files(documents: Iterable[Labelled], folder: str, types: Sequence[str]) -> dict[str, bytes]:
    files = {os.path.join(folder, "annotation.conf"): brat.configuration(types).encode()}
    for document in documents:
        path = os.path.join(folder, document.name)
        if f"{path}.ann" in files:
            raise GoldError(f"two articles are called {document.name}", "export them to folders of their own")
        files[f"{path}.txt"] = brat.text_of(document.raw).encode()
        files[f"{path}.ann"] = brat.write(document).encode()
    return files


def _imported(source_format: Format, source: str, article: str, raw: str) -> list[Imported]:
    if source_format == "brat":
        path = os.path.join(source, f"{_stem(article)}.ann") if os.path.isdir(source) else source
        return [brat.read(read_text(path), path, raw)]
    if source_format == "docbin":
        from extractor.exchange import docbin  # noqa: PLC0415 - it imports spaCy

        return docbin.read(_read_bytes(source), source)
    read = doccano.read if source_format == "doccano" else label_studio.read
    return read(read_text(source), source)


def _with_text(documents: Sequence[Imported], raw: str, source: str) -> Imported:
    """Return the document that has the article's text."""
    found = [document for document in documents if document.text in (raw, None)]
    if len(found) == 1:
        return found[0]
    if len(found) > 1 or len(documents) != 1:
        raise GoldError(
            f"{source}: {len(found)} of {len(documents)} documents have the text of the article",
            "give the article's file as it was exported, and each article once",
        )
    text = documents[0].text or ""
    at = first_difference(text, raw)
    raise GoldError(
        f"{documents[0].place}: its text is not the article: at {at} it has {text[at : at + 12]!r}, "
        f"the article {raw[at : at + 12]!r}",
        "give the article that was labelled, to the character",
    )


def _read_marked(path: str, raw: str) -> str:
    """Read marked text, without the byte order mark that an editor may have put before it."""
    try:
        marked = _read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(
            f"{path} is not UTF-8: {error.reason} at byte {error.start}",
            "save marked text as UTF-8, whatever the encoding of the article",
        ) from None
    return marked if raw.startswith(_BOM) else marked.removeprefix(_BOM)


def _read_bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise GoldError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
