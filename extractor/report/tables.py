"""Tables of a report: facts, entities, scores, errors. Each is read without a script, and sorted with one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractor.gold import Gold
from extractor.labels import Label
from extractor.matching import ERRORS, Pair
from extractor.report.elements import Html, element, join, type_class
from extractor.report.outcomes import outcome_sign
from extractor.report.subject import Row
from extractor.results import DEFAULT_SCHEMES
from extractor.scoring import Counts, by_type, count
from extractor.telling import details, sentence_parts, sort_key, value

__all__ = ["counts_by_type", "entities_table", "errors_table", "facts_table", "score", "scores_table", "table"]


def table(caption: str, head: Sequence[str], body: Iterable[Html], *, numbers: Collection[int] = ()) -> Html:
    """Write a table whose columns can be sorted.

    Parameters
    ----------
    caption : str
    head : sequence of str
        Names of the columns.
    body : iterable of Html
        Rows.
    numbers : collection of int
        The columns that hold numbers, counted from 0.

    Returns
    -------
    Html
        Inside an element that scrolls where the table is wider than the page.
    """
    cells = [element("th", name, scope="col", class_="number" if i in numbers else None) for i, name in enumerate(head)]
    inner = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *cells)),
        element("tbody", *body),
        class_="sortable",
    )
    return element("div", inner, class_="scroll", role="region", aria_label=caption, tabindex=0)


def facts_table(rows: Sequence[Row]) -> Html:
    """List the facts, linked to the text; with gold also what gold says of them.

    Parameters
    ----------
    rows : sequence of Row
        Row ``i`` becomes the element ``r-i``.
    """
    head = ["№", "type", "text", "value", "details", "rule", "place"]
    if any(row.outcome for row in rows):
        head[1:1] = ["outcome"]
    places = {row.id: i for i, row in reversed(list(enumerate(rows)))}
    return table("Facts", head, (_fact(i, row, places) for i, row in enumerate(rows)), numbers=(0, len(head) - 1))


def _fact(i: int, row: Row, places: Mapping[str, int]) -> Html:
    label = row.label
    differs = _gold_says(row)
    gold = [element("div", f"gold: {differs}", class_="gold")] if differs else []
    cells = [
        element("th", element("a", str(i + 1), href=f"#t-{i}", title=row.id), scope="row", class_="number"),
        element("td", element("span", label.type, class_=f"badge {type_class(label.type)}"), lang="en"),
        element("td", element("a", label.text, href=f"#t-{i}"), class_="text"),
        element("td", value(label), *gold, class_="value", data_sort=sort_key(label)),
        element("td", *_details(label, places), lang="en"),
        element("td", _rule(label), lang="en", class_="rule"),
        element("td", f"{label.start}–{label.end}", class_="number", data_sort=label.start),
    ]
    if row.outcome:
        cells.insert(1, _outcome(row.outcome))
    return element("tr", *cells, id=f"r-{i}", class_=f"row {type_class(label.type)} {row.outcome or ''}".strip())


def _outcome(outcome: str) -> Html:
    sign = element("span", outcome_sign(outcome), aria_hidden="true")
    return element("td", sign, f" {outcome}", class_=f"outcome {outcome}", lang="en")


def _rule(label: Label | None) -> str:
    """Write the name of a rule so that a line may break behind its type."""
    return (label.rule or "").replace(".", ".\u200b") if label else ""


def _details(label: Label, places: Mapping[str, int]) -> list[Html]:
    """Write the details so that lines break between them only, with a link to the date that placed another."""
    parts = [element("span", part, class_="part") for part in details(label)]
    anchor = label.fields.get("anchor") or ""
    if anchor in places:
        parts.append(element("a", f"by №\u2060{places[anchor] + 1}", href=f"#r-{places[anchor]}", class_="part"))
    return [join(part, ", " * (part is not parts[-1])) for part in parts]


def _gold_says(row: Row) -> str:
    """Tell gold where it differs from what was found."""
    gold = row.gold
    if gold is None or row.found is None or row.outcome == "right":
        return ""
    same_span = (gold.start, gold.end) == (row.found.start, row.found.end)
    parts = ["" if gold.type == row.found.type else gold.type, "" if same_span else gold.text, value(gold)]
    return " ".join(filter(None, parts))


def entities_table(entities: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> Html:
    """List the organisations, each with links to its mentions.

    Parameters
    ----------
    entities : sequence of mapping
        As in a facts object.
    rows : sequence of Row
        The facts that they mention.
    """
    places = {row.id: i for i, row in reversed(list(enumerate(rows)))}
    body = []
    for entity in entities:
        mentions = [m for m in entity.get("mentions") or () if m in places]
        links = [join(element("a", str(places[m] + 1), href=f"#t-{places[m]}"), " ") for m in mentions]
        body.append(
            element(
                "tr",
                element("th", str(entity["name"]), scope="row"),
                element("td", "、".join(map(str, entity.get("aliases") or ()))),
                element("td", str(len(mentions)), class_="number", data_sort=len(mentions)),
                element("td", *links),
            )
        )
    return table("Entities", ["name", "also", "mentions", "places"], body, numbers=(2,))


def counts_by_type(pairs: Iterable[Pair]) -> dict[str, Counts]:
    """Count pairs by type, and all of them under ``all``.

    Parameters
    ----------
    pairs : iterable of Pair
    """
    pairs = list(pairs)
    return dict([*by_type(pairs).items(), ("all", count(pairs))])


def score(number: float | None) -> str:
    """Write a score with three digits, a dash where it is undefined."""
    return "–" if number is None else f"{number:.3f}"


def scores_table(caption: str, first: Sequence[str], lines: Iterable[tuple[Sequence[str], Counts]]) -> Html:
    """List counts, scores and classes of errors.

    Parameters
    ----------
    caption : str
    first : sequence of str
        Names of the columns that say what a line is about.
    lines : iterable of (sequence of str, Counts)
        What the line is about, and its counts.
    """
    parts = [f"{scheme} {part}" for scheme in DEFAULT_SCHEMES for part in ("P", "R", "F1")]
    head = ["gold", "found", *parts, *ERRORS]
    body = (
        element(
            "tr",
            element("th", about[0], scope="row"),
            *(element("td", text) for text in about[1:]),
            *(element("td", text, class_="number") for text in _counts(counts)),
        )
        for about, counts in lines
    )
    return table(caption, [*first, *head], body, numbers=range(len(first), len(first) + len(head)))


def _counts(counts: Counts) -> Iterator[str]:
    yield from (str(counts.gold), str(counts.found))
    yield from (score(number) for scheme in DEFAULT_SCHEMES for number in counts.score(scheme))
    yield from (str(counts.errors.get(outcome, 0)) for outcome in ERRORS)


def errors_table(errors: Iterable[tuple[Gold, Pair]]) -> Html:
    """List what is wrong in many documents, each with its sentence.

    Parameters
    ----------
    errors : iterable of (Gold, Pair)
    """
    return table("Errors", ["document", "outcome", "type", "sentence", "gold", "found", "rule"], map(_error, errors))


def _error(item: tuple[Gold, Pair]) -> Html:
    gold, pair = item
    label = pair.label
    before, inside, after = sentence_parts(gold.raw, label.start, label.end)
    differs = bool(pair.gold and pair.found)
    return element(
        "tr",
        element("th", f"{gold.id}:{label.start}", scope="row"),
        _outcome(pair.outcome),
        element("td", element("span", label.type, class_=f"badge {type_class(label.type)}"), lang="en"),
        element("td", before, element("mark", inside, class_=type_class(label.type)), after, class_="text"),
        element("td", value(pair.gold) if pair.gold else "", class_="value"),
        element("td", f"{pair.found.text if differs else ''} {value(pair.found)}".strip() if pair.found else ""),
        element("td", _rule(pair.found), lang="en", class_="rule"),
    )
