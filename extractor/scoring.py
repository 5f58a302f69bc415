"""Scores: what pairs of labels come to, in each scheme.

A further way to score is a line in ``SCHEMES``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractor.errors import OptionError
from extractor.facts import in_order
from extractor.labels import Label
from extractor.matching import ERRORS, Outcome, Pair, align

__all__ = ["SCHEMES", "Counts", "Scheme", "Score", "by_type", "check_schemes", "count", "macro", "score", "total"]

Scheme = Literal["strict", "exact", "partial", "type", "value"]

# What a pair is worth to gold and found alike. The first four are those of SemEval 2013 task 9.1.
SCHEMES: Mapping[Scheme, Callable[[Pair], float]] = {
    "strict": lambda pair: float(pair.same_type and pair.same_span),
    "exact": lambda pair: float(pair.same_span),
    "partial": lambda pair: 1.0 if pair.same_span else 0.5 if pair.gold and pair.found else 0.0,
    "type": lambda pair: float(pair.same_type),
    "value": lambda pair: float(pair.outcome == "right"),
}


def check_schemes(names: Iterable[str]) -> tuple[Scheme, ...]:
    """Check names of schemes.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    tuple of Scheme
        In the order given, each once.

    Raises
    ------
    OptionError
        A name means nothing, or there is none.
    """
    chosen = tuple(dict.fromkeys(names))
    unknown = [name for name in chosen if name not in SCHEMES]
    if unknown or not chosen:
        raise OptionError(f"unknown scheme {(*unknown, '')[0]!r}", f"choose from {', '.join(SCHEMES)}")
    return tuple(scheme for name in chosen for scheme in SCHEMES if scheme == name)


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, from 0 to 1; None where undefined.

    Parameters
    ----------
    precision : float or None
        None where nothing was found.
    recall : float or None
        None where there is no gold.
    f1 : float or None
        None where there is neither.
    """

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts there are, how many were found, and what they are worth.

    Parameters
    ----------
    gold, found : int
        Optional gold facts, and found facts that answer one, are in neither.
    credit : mapping of Scheme to float
        The worth of all pairs.
    errors : mapping of Outcome to int
        How many of each class in ``ERRORS``.
    """

    gold: int = 0
    found: int = 0
    credit: Mapping[Scheme, float] = field(default_factory=dict)
    errors: Mapping[Outcome, int] = field(default_factory=dict)

    def score(self, scheme: Scheme) -> Score:
        """Return precision, recall and F1.

        Parameters
        ----------
        scheme : {"strict", "exact", "partial", "type", "value"}
        """
        credit = self.credit.get(scheme, 0.0)
        both = self.gold + self.found
        return Score(
            precision=credit / self.found if self.found else None,
            recall=credit / self.gold if self.gold else None,
            f1=2 * credit / both if both else None,
        )


def count(pairs: Iterable[Pair]) -> Counts:
    """Count pairs.

    Parameters
    ----------
    pairs : iterable of Pair
        Of any number of documents, and of any types.
    """
    pairs = list(pairs)
    errors = Counter(pair.outcome for pair in pairs)
    return Counts(
        gold=sum(pair.gold is not None for pair in pairs),
        found=sum(pair.found is not None for pair in pairs),
        credit={scheme: sum(map(worth, pairs)) for scheme, worth in SCHEMES.items()},
        errors={outcome: errors[outcome] for outcome in ERRORS},
    )


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up, so that each fact counts the same (micro average)."""
    counts = list(counts)
    return Counts(
        gold=sum(c.gold for c in counts),
        found=sum(c.found for c in counts),
        credit={scheme: sum(c.credit.get(scheme, 0.0) for c in counts) for scheme in SCHEMES},
        errors={outcome: sum(c.errors.get(outcome, 0) for c in counts) for outcome in ERRORS},
    )


def macro(scores: Iterable[Score]) -> Score:
    """Average scores, so that each group counts the same.

    Parameters
    ----------
    scores : iterable of Score
        Of the groups.

    Returns
    -------
    Score
        The means of what is defined; of F1 too, the mean is taken, and not made from the other two.
    """
    scores = list(scores)
    return Score(
        precision=_mean(s.precision for s in scores),
        recall=_mean(s.recall for s in scores),
        f1=_mean(s.f1 for s in scores),
    )


def _mean(numbers: Iterable[float | None]) -> float | None:
    defined = [number for number in numbers if number is not None]
    return sum(defined) / len(defined) if defined else None


def by_type(pairs: Iterable[Pair]) -> dict[str, Counts]:
    """Count pairs by type, as if the facts of each type were alone.

    Parameters
    ----------
    pairs : iterable of Pair
        Of any number of documents.

    Returns
    -------
    dict of str to Counts
        The types that occur, in the order of the output. Of a pair that differs in type, each fact counts for its
        own type, is worth nothing there, and the error stands with gold's.
    """
    halves: dict[str, list[Pair]] = defaultdict(list)
    strangers = Counter[str]()
    for pair in pairs:
        if pair.gold and pair.found and not pair.same_type:
            halves[pair.gold.type].append(pair._replace(found=None))
            strangers[pair.found.type] += 1
        else:
            halves[pair.label.type].append(pair)
    counts = {t: count(halves[t]) for t in in_order([*halves, *strangers])}
    return {t: Counts(c.gold, c.found + strangers[t], c.credit, c.errors) for t, c in counts.items()}


def score(gold: Iterable[Label], found: Iterable[Label]) -> dict[str, Counts]:
    """Score the found facts of one document by type.

    Parameters
    ----------
    gold, found : iterable of Label
        Of the same text, in any order.

    Returns
    -------
    dict of str to Counts
        Counts of several documents add up (:func:`total`).

    Examples
    --------
    >>> import extractor
    >>> from extractor.labels import Label
    >>> found = [Label.of(fact) for fact in extractor.extract("净利润3亿元，增长5%。")]
    >>> score(found[:1], found)["percent"].found
    1
    """
    return by_type(align(gold, found))
