"""The result of an evaluation, as table, as list of errors and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.bootstrap import Interval, bootstrap
from extractor.breakdown import GROUPINGS, Breakdown, By, DocumentPairs, Row, break_down
from extractor.clusters import b_cubed, count_clusters
from extractor.facts import FACT_TYPES
from extractor.gold import Gold
from extractor.matching import ERRORS, Pair
from extractor.rendering import aligned, error_dict, error_text, score_dict, show, show_interval
from extractor.scoring import SCHEMES, Counts, Scheme, Score, by_type, count

__all__ = ["DEFAULT_SCHEMES", "Report"]

DEFAULT_SCHEMES: tuple[Scheme, ...] = ("strict", "value")

_SCHEMA = "evaluation/2"


@dataclass(frozen=True)
class Report:
    """What an evaluation came to.

    Parameters
    ----------
    documents : tuple of DocumentPairs
        In the order of the gold files.
    types : tuple of str
        The types scored.
    split : str
        The part of the gold files scored: ``dev``, ``test`` or ``all``.
    known : tuple of str
        The types that files may tell.
    """

    documents: tuple[DocumentPairs, ...]
    types: tuple[str, ...]
    split: str = "all"
    known: tuple[str, ...] = FACT_TYPES

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """Counts over all documents by type, and of all types together under ``all``."""
        pairs = [pair for document in self.documents for pair in document.pairs]
        return {**by_type(pairs), "all": count(pairs)}

    def f1(self, fact_type: str = "all", scheme: Scheme = "value") -> float | None:
        """Return an F1 over all documents, each fact counting the same.

        Parameters
        ----------
        fact_type : str
            A fact type, or ``all``.
        scheme : {"strict", "exact", "partial", "type", "value"}

        Returns
        -------
        float or None
            0 to 1; None where there is neither gold nor anything found.
        """
        return self.counts.get(fact_type, Counts()).score(scheme).f1

    @property
    def errors(self) -> Iterator[tuple[Gold, Pair]]:
        """Every pair that is not right, with its document."""
        return ((d.gold, pair) for d in self.documents for pair in d.pairs if pair.outcome != "right")

    @property
    def entities(self) -> Score:
        """How well mentions of organisations are grouped into entities, by B-cubed."""
        return b_cubed(count_clusters(document.pairs) for document in self.documents)

    @property
    def entity_intervals(self) -> Mapping[str, Interval]:
        """The 95 % confidence intervals of :attr:`entities`, by the part of the score."""
        clusters = [count_clusters(document.pairs) for document in self.documents]
        return bootstrap(clusters, lambda drawn: b_cubed(drawn)._asdict())

    def breakdown(self, by: By = "type", *, ci: bool = False) -> Breakdown:
        """Sum the facts up by group.

        Parameters
        ----------
        by : {"type", "document", "kind", "rule"}
        ci : bool
            Whether to compute 95 % confidence intervals.
        """
        return break_down(self.documents, by, ci=ci)

    def to_table(self, by: By = "type", schemes: Sequence[Scheme] = DEFAULT_SCHEMES, *, ci: bool = False) -> str:
        """Return counts, scores and classes of errors, a group a line, as aligned plain text.

        Parameters
        ----------
        by : {"type", "document", "kind", "rule"}
        schemes : sequence of Scheme
        ci : bool
            Whether to tell the 95 % confidence intervals of F1; by rule, of precision.
        """
        part = "precision" if by == "rule" else "f1"
        parts = ("P", "R", "F1", "95%") if ci else ("P", "R", "F1")
        rows = [[by, "gold", "found", *(f"{scheme} {part}" for scheme in schemes for part in parts), *ERRORS]]
        for _, name, row in self.breakdown(by, ci=ci).lines:
            cells = [_cell(row.gold), _cell(row.found)]
            for scheme in schemes:
                cells += map(show, row.scores[scheme])
                cells += [show_interval(row.intervals.get(scheme, {}).get(part))] if ci else []
            rows.append([name, *cells, *(_cell(row.errors.get(outcome)) for outcome in ERRORS)])
        return aligned(rows) + self._entities_line(ci)

    def _entities_line(self, ci: bool) -> str:
        precision, recall, f1 = self.entities
        if f1 is None:
            return ""
        line = f"entities of org (B-cubed): P {show(precision)}  R {show(recall)}  F1 {show(f1)}"
        return f"{line}  95% {show_interval(self.entity_intervals.get('f1'))}\n" if ci else f"{line}\n"

    def to_errors_text(self) -> str:
        """Return the errors for people: a line that says what is wrong, and a line with the sentence."""
        return "".join(error_text(gold, pair) for gold, pair in self.errors)

    def to_dict(
        self, *, errors: bool = False, schemes: Iterable[Scheme] = tuple(SCHEMES), ci: bool = False
    ) -> dict[str, Any]:
        """Return the report for programs, with all breakdowns.

        Parameters
        ----------
        errors : bool
            Whether to list the errors.
        schemes : iterable of Scheme
        ci : bool
            Whether to tell 95 % confidence intervals.

        Returns
        -------
        dict
            Scores are rounded to four digits, None where undefined.
        """
        schemes = tuple(schemes)
        told = {by: self.breakdown(by, ci=ci) for by in GROUPINGS}
        kinds = {document.gold.id: document.gold.kind for document in self.documents}

        def dicts(by: By) -> dict[str, dict[str, Any]]:
            return {name: _row_dict(row, schemes, ci) for name, row in told[by].rows.items()}

        result: dict[str, Any] = {
            "schema": _SCHEMA,
            "split": self.split,
            "types": {**dicts("type"), "all": _row_dict(told["type"].micro, schemes, ci)},
            "documents": [{"id": id_, "kind": kinds[id_], **row} for id_, row in dicts("document").items()],
            "kinds": [{"kind": kind, **row} for kind, row in dicts("kind").items()],
            "rules": [{"rule": rule, **row} for rule, row in dicts("rule").items()],
            "macro": {by: _scores_dict(told[by].macro, schemes, ci) for by in GROUPINGS},
            "entities": score_dict(self.entities, self.entity_intervals if ci else None),
        }
        if errors:
            result["errors"] = [error_dict(gold, pair) for gold, pair in self.errors]
        return result


def _cell(number: int | None) -> str:
    return "-" if number is None else str(number)


def _row_dict(row: Row, schemes: Iterable[Scheme], ci: bool) -> dict[str, Any]:
    return {"gold": row.gold, "found": row.found, **_scores_dict(row, schemes, ci), "errors": dict(row.errors)}


def _scores_dict(row: Row, schemes: Iterable[Scheme], ci: bool) -> dict[str, Any]:
    return {s: score_dict(row.scores[s], row.intervals.get(s, {}) if ci else None) for s in schemes}
