"""Breakdowns: the pairs of many documents summed up by type, document, kind of article or rule.

A further grouping is a name in ``By`` and a branch in ``_groups``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from extractor.bootstrap import Interval, bootstrap
from extractor.facts import in_order
from extractor.gold import Gold
from extractor.labels import Label
from extractor.matching import Outcome, Pair
from extractor.scoring import SCHEMES, Counts, Scheme, Score, by_type, count, macro, total

__all__ = ["GROUPINGS", "Breakdown", "By", "DocumentPairs", "Row", "break_down"]

By = Literal["type", "document", "kind", "rule"]
GROUPINGS: tuple[By, ...] = get_args(By)

_NOT_TOLD = "-"


@dataclass(frozen=True, slots=True)
class DocumentPairs:
    """One document of an evaluation.

    Parameters
    ----------
    gold : Gold
    pairs : tuple of Pair
        Its gold facts and what was found for them, of the types scored.
    found : tuple of Label
        All that was found, of any type.
    """

    gold: Gold
    pairs: tuple[Pair, ...]
    found: tuple[Label, ...] = ()


class Row(NamedTuple):
    """A line of a breakdown.

    Parameters
    ----------
    gold, found : int or None
        None where facts cannot be counted: for averages, and the gold of a rule.
    scores : mapping of Scheme to Score
    errors : mapping of Outcome to int
        Empty for averages.
    intervals : mapping of Scheme to mapping of str to Interval
        By scheme and part of the score (``precision``, ``recall``, ``f1``); what is not known is missing.
    """

    gold: int | None
    found: int | None
    scores: Mapping[Scheme, Score]
    errors: Mapping[Outcome, int]
    intervals: Mapping[Scheme, Mapping[str, Interval]] = {}


class Breakdown(NamedTuple):
    """Scores of groups of facts.

    Parameters
    ----------
    rows : mapping of str to Row
        A row a group; facts without a kind or a rule are the group ``-``.
    micro : Row
        All facts together, each counting the same.
    macro : Row
        The means of the rows, each row counting the same.
    """

    rows: Mapping[str, Row]
    micro: Row
    macro: Row

    @property
    def lines(self) -> Iterator[tuple[str, str, Row]]:
        """All rows, each with what it is (``row``, ``micro`` or ``macro``) and the name of its group."""
        for name, row in self.rows.items():
            yield "row", name, row
        yield "micro", "all", self.micro
        yield "macro", "macro", self.macro


class _Sums(NamedTuple):
    """What a document adds to a breakdown: the counts of its groups, and of all its facts."""

    groups: Mapping[str, Counts]
    all: Counts


def break_down(documents: Iterable[DocumentPairs], by: By, *, ci: bool = False) -> Breakdown:
    """Sum pairs up by group.

    Parameters
    ----------
    documents : iterable of DocumentPairs
    by : {"type", "document", "kind", "rule"}
        By rule, facts belong to the rule that found them. What was missed has none, so only precision is defined.
    ci : bool
        Whether to compute 95 % confidence intervals, by the bootstrap over documents. A group that occurs in fewer
        than two documents has none.

    Returns
    -------
    Breakdown
    """
    sums = [_Sums(_groups(document, by), count(document.pairs)) for document in documents]
    result = _add_up(sums, by)
    return _with_intervals(result, sums, by) if ci else result


def _groups(document: DocumentPairs, by: By) -> Mapping[str, Counts]:
    if by == "type":
        return by_type(document.pairs)
    if by == "rule":
        rules: dict[str, list[Pair]] = defaultdict(list)
        for pair in document.pairs:
            if pair.found:
                rules[pair.found.rule or _NOT_TOLD].append(pair)
        return {rule: count(pairs) for rule, pairs in rules.items()}
    name = document.gold.id if by == "document" else document.gold.kind or _NOT_TOLD
    return {name: count(document.pairs)}


def _add_up(sums: Sequence[_Sums], by: By) -> Breakdown:
    groups: dict[str, list[Counts]] = defaultdict(list)
    for document in sums:
        for name, counts in document.groups.items():
            groups[name].append(counts)
    rows = {name: _row(total(groups[name]), by) for name in _ordered(groups, by)}
    averaged = list(rows.values())
    if by == "document":  # one that the bootstrap drew twice is two
        averaged = [_row(counts, by) for document in sums for counts in document.groups.values()]
    means = {scheme: macro(row.scores[scheme] for row in averaged) for scheme in SCHEMES}
    return Breakdown(rows, _row(total(document.all for document in sums), "type"), Row(None, None, means, {}))


def _ordered(names: Iterable[str], by: By) -> list[str]:
    if by == "document":
        return list(names)
    return in_order(names) if by == "type" else sorted(names)


def _row(counts: Counts, by: By) -> Row:
    scores = {scheme: counts.score(scheme) for scheme in SCHEMES}
    if by == "rule":
        precisions = {scheme: Score(score.precision, None, None) for scheme, score in scores.items()}
        return Row(None, counts.found, precisions, counts.errors)
    return Row(counts.gold, counts.found, scores, counts.errors)


def _with_intervals(breakdown: Breakdown, sums: Sequence[_Sums], by: By) -> Breakdown:
    found = bootstrap(sums, lambda drawn: _numbers(_add_up(drawn, by)))
    intervals: dict[tuple[str, str], dict[Scheme, dict[str, Interval]]] = defaultdict(lambda: defaultdict(dict))
    for (line, name, scheme, part), interval in found.items():
        intervals[line, name][scheme][part] = interval
    spread = Counter(name for document in sums for name in document.groups)
    rows, micro, macro_row = breakdown
    return Breakdown(
        {n: row._replace(intervals=intervals["row", n]) if spread[n] > 1 else row for n, row in rows.items()},
        micro._replace(intervals=intervals["micro", "all"]),
        macro_row._replace(intervals=intervals["macro", "macro"]),
    )


def _numbers(breakdown: Breakdown) -> dict[tuple[str, str, Scheme, str], float | None]:
    return {
        (line, name, scheme, part): number
        for line, name, row in breakdown.lines
        for scheme, score in row.scores.items()
        for part, number in score._asdict().items()
    }
