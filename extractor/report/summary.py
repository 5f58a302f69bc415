"""The summary over many documents with gold: scores by type, kind and document, and every error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from extractor.corpus import Split
from extractor.evaluation import evaluate
from extractor.gold import Gold
from extractor.matching import Pair
from extractor.pipeline import Pipeline
from extractor.rendering import show_interval
from extractor.report.elements import Html, element, join
from extractor.report.page import page
from extractor.report.plot import plot_f1
from extractor.report.tables import counts_by_type, errors_table, score, scores_table
from extractor.results import Report
from extractor.scoring import Counts, Scheme, count

__all__ = ["kind_of", "summary_report"]

_NUMBER = re.compile(r"[-_ ]?[0-9]{1,40}\Z")
_EVERY_KIND = "all kinds"


def summary_report(
    gold: Sequence[str],
    facts: Sequence[str] | None = None,
    split: Split | Literal["all"] = "all",
    pipeline: Pipeline | None = None,
) -> str:
    """Score many documents and write a page about it.

    Parameters
    ----------
    gold : sequence of str
        Gold files, and folders of them.
    facts : sequence of str, or None
        What was found, in files; None: it is extracted now.
    split : {"all", "dev", "test"}
        The part of the gold files scored, as ``split.tsv`` beside them tells.
    pipeline : Pipeline or None
        Which runs where no facts are given, and whose types are known; None means that of ``load()``.

    Returns
    -------
    str
        A page of HTML on its own.

    Raises
    ------
    GoldError
        A file is wrong, or facts and gold cannot be paired.
    LexiconError
        A manifest beside the articles cannot be read.
    """
    report = evaluate(gold, facts, split=split, pipeline=pipeline)
    documents = [(document.gold, document.pairs) for document in report.documents]
    pairs = [pair for _, answers in documents for pair in answers]
    by_kind: dict[str, list[Pair]] = {}
    for labelled, answers in documents:
        by_kind.setdefault(kind_of(labelled), []).extend(answers)
    overall = counts_by_type(pairs)
    kinds = {kind: counts_by_type(by_kind[kind]) for kind in sorted(by_kind)}
    plotted = {_EVERY_KIND: overall, **(kinds if len(kinds) > 1 else {})}
    errors = [(labelled, pair) for labelled, answers in documents for pair in answers if pair.outcome != "right"]
    body = join(
        _header(overall["all"], report, len(kinds)),
        element(
            "main",
            element(
                "section",
                element("h2", "F1 by type and by kind of article"),
                element("div", plot_f1(plotted), class_="scroll", tabindex=0, role="region", aria_label="plot"),
            ),
            scores_table("By type", ["type"], (([name], counts) for name, counts in overall.items())),
            scores_table("By kind of article", ["kind", "type"], _kind_lines(kinds)),
            scores_table(
                "By document",
                ["document", "kind"],
                (([labelled.id, kind_of(labelled)], count(answers)) for labelled, answers in documents),
            ),
            element(
                "details", element("summary", f"{len(errors):,} errors, each with its sentence"), errors_table(errors)
            ),
            class_="summary",
        ),
    )
    return page("Scores against gold", element("div", body, lang="en"))


def kind_of(gold: Gold) -> str:
    """Tell the kind of a labelled article.

    Parameters
    ----------
    gold : Gold

    Returns
    -------
    str
        As gold or the manifest tells it, else the name of the document without the number at its end.
    """
    return gold.kind or _NUMBER.sub("", gold.id) or gold.id


def _header(counts: Counts, report: Report, kinds: int) -> Html:
    documents = len(report.documents)
    intervals = report.breakdown(ci=True).micro.intervals

    def told_f1(scheme: Scheme) -> str:
        interval = intervals.get(scheme, {}).get("f1")
        return score(counts.score(scheme).f1) + (f" (95 % {show_interval(interval)})" if interval else "")

    told = [
        *([f"the {report.split} part"] if report.split != "all" else []),
        f"{documents:,} document{'s' * (documents != 1)} of {kinds} kind{'s' * (kinds != 1)}",
        f"{counts.gold:,} gold facts",
        f"{counts.found:,} found",
        f"F1 of spans {told_f1('strict')}, with values {told_f1('value')}",
    ]
    return element("header", element("h1", "Scores against gold"), element("p", " · ".join(told), class_="head"))


def _kind_lines(kinds: Mapping[str, Mapping[str, Counts]]) -> Iterator[tuple[Sequence[str], Counts]]:
    return (([kind, name], counts[name]) for kind, counts in kinds.items() for name in counts)
