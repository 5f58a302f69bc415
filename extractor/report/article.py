"""The report of one article: its text with the facts in it, and tables of facts, entities and scores."""

from __future__ import annotations

from collections import Counter

from extractor.facts import FACT_TYPES, in_order
from extractor.matching import ERRORS
from extractor.report.elements import Html, element, join, type_class
from extractor.report.outcomes import outcome_sign
from extractor.report.page import page
from extractor.report.relations import events_table, figures_table
from extractor.report.subject import Subject
from extractor.report.tables import counts_by_type, entities_table, facts_table, scores_table
from extractor.report.text import article_text

__all__ = ["article_report"]


def article_report(subject: Subject) -> str:
    """Write the report of one article.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    str
        A page of HTML on its own.
    """
    name = str(subject.head.get("id") or "article")
    tables = [facts_table(subject.rows)]
    entities = subject.data.get("entities") or []
    if entities:
        tables.append(entities_table(entities, subject.rows))
    # Of an output; those of gold are told by their spans.
    if figures := [f for f in subject.data.get("figures") or () if "fact" in f]:
        tables.insert(1, figures_table(figures, subject.rows))
    if events := subject.data.get("events"):
        tables.insert(1, events_table(events, subject.rows))
    if subject.gold is not None:
        counts = counts_by_type(subject.pairs)
        tables.insert(0, scores_table("Scores against gold", ["type"], (([t], counts[t]) for t in counts)))
    article = element("article", article_text(subject.raw, subject.rows), class_="text", id="text")
    text = element("section", article, class_="pane", aria_label="article", tabindex=0)
    return page(
        f"{name}: facts",
        join(
            element("a", "Skip to the tables", href="#tables", class_="skip", lang="en"),
            _header(name, subject),
            element(
                "main",
                text,
                element("section", *tables, class_="pane", id="tables", aria_label="tables", tabindex=0, lang="en"),
                class_="panes",
            ),
        ),
    )


def _header(name: str, subject: Subject) -> Html:
    head = subject.head
    reference = head.get("reference_date")
    source = head.get("reference_date_source")
    version = (subject.data.get("extractor") or {}).get("version")
    told = [
        f"{len(subject.raw):,} characters",
        f"{sum(row.found is not None for row in subject.rows):,} facts",
        f"published {reference}" + (f" (told by the {source})" if source else "") if reference else "",
        f"extract {version}" if version else "",
        f"sha256 {str(head['sha256'])[:12]}…" if head.get("sha256") else "",
    ]
    return element(
        "header",
        element("h1", name, lang="zh"),
        element("p", " · ".join(filter(None, told)), class_="head"),
        _legend(subject),
        lang="en",
    )


def _legend(subject: Subject) -> Html:
    """Say what colours and signs mean; the boxes hide a type, in text and table. Types of one's own share a box."""
    types = Counter(row.label.type for row in subject.rows)
    own = [t for t in in_order(types) if t not in FACT_TYPES]
    looks: list[tuple[str, str, int]] = [(t, t, types[t]) for t in FACT_TYPES if types[t]]
    looks += [(type_class(own[0]), ", ".join(own), sum(types[t] for t in own))] if own else []
    boxes = [
        element(
            "label",
            element("input", type="checkbox", id=f"show-{look}", checked=True),
            element("span", name, class_=f"badge {look}"),
            f" {number}",
        )
        for look, name, number in looks
    ]
    if subject.gold is not None:
        outcomes = Counter[str](row.outcome for row in subject.rows if row.outcome)
        boxes += [_outcome(o, outcomes[o]) for o in ("right", *ERRORS, "optional") if outcomes[o]]
    return element("fieldset", element("legend", "Show"), *boxes, class_="legend")


def _outcome(outcome: str, number: int) -> Html:
    sign = element("span", outcome_sign(outcome), aria_hidden="true")
    return element("span", sign, f" {outcome} {number}", class_=f"outcome {outcome}")
