"""Scores of figures: subject, metric and period of each amount right, and each part alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.evaluation import answers, chosen_gold
from extractor.facts import Facts, Figure
from extractor.figure_labels import PARTS, FigureLabel
from extractor.gold import Gold
from extractor.pipeline import Pipeline, load
from extractor.relation_report import RelationReport
from extractor.telling import sentence

__all__ = ["FigurePair", "FigureReport", "alike", "evaluate_figures", "pair_figures"]

_DROPPED = str.maketrans("", "", "的总年 \u3000")
_DECIDING = ("subject", "metric", "period")


def alike(gold: str | None, found: str | None) -> bool:
    """Tell whether two namings are of one thing: one is part of the other, but for 的, 总, 年 and 公司.

    Parameters
    ----------
    gold, found : str or None
    """
    if not gold or not found:
        return not gold and not found
    a, b = (text.translate(_DROPPED).replace("公司", "") for text in (gold, found))
    return a == b or bool(a and b and (a in b or b in a))


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A gold figure and the one found for the same amount, or one of them alone; ``place`` is the amount's span."""

    document: Gold
    place: tuple[int, int]
    gold: FigureLabel | None
    found: Figure | FigureLabel | None

    @property
    def parts(self) -> dict[str, bool]:
        """Which parts are right; none where one of the two is missing."""
        gold, found = self.gold, self.found
        if gold is None or found is None:
            return {}
        return {
            "subject": alike(gold.subject, found.subject),
            "metric": alike(gold.metric, found.metric),
            "period": gold.period == found.period,
            "change": gold.change == found.change,
        }

    @property
    def right(self) -> bool:
        """Whether subject, metric and period are."""
        parts = self.parts
        return bool(parts) and all(parts[part] for part in _DECIDING)


def pair_figures(gold: Gold, figures: Mapping[tuple[int, int], Figure | FigureLabel]) -> list[FigurePair]:
    """Pair the figures of one document by the spans of their amounts; one that is optional in gold is left out."""
    optional = {(f.start, f.end) for f in gold.facts if f.optional}
    found = {span: figure for span, figure in figures.items() if figure.subject or figure.metric}
    sure = {(g.start, g.end): g for g in gold.figures if g.subject or g.metric}
    places = sorted((sure.keys() | found.keys()) - (optional - sure.keys()))
    return [FigurePair(gold, place, sure.get(place), found.get(place)) for place in places]


def _by_span(facts: Facts) -> dict[tuple[int, int], Figure]:
    spans = {fact.id: (fact.start, fact.end) for fact in facts}
    return {spans[figure.fact]: figure for figure in facts.figures}


class FigureReport(RelationReport[FigurePair]):
    """What an evaluation of figures came to."""

    WHAT = "figure"
    PARTS = PARTS

    def to_errors_text(self) -> str:
        """Return what is wrong, two lines each: the parts of both, and the sentence."""
        return "".join(_error(pair) for pair in self.pairs if not pair.right)


def _error(pair: FigurePair) -> str:
    gold, found = _told(pair.gold), _told(pair.found)
    shown = sentence(pair.document.raw, *pair.place)
    return f"{pair.document.id}:{pair.place[0]}  gold {gold}, found {found}\n    {shown}\n"


def _told(figure: Figure | FigureLabel | None) -> str:
    return "nothing" if figure is None else "(" + ", ".join(str(getattr(figure, p) or "-") for p in PARTS) + ")"


def evaluate_figures(
    gold_paths: Sequence[str],
    split: Literal["all", "dev", "test"] = "all",
    pipeline: Pipeline | None = None,
    facts_paths: Sequence[str] | None = None,
) -> FigureReport:
    """Score figures, or those that the pipeline tells, against gold.

    Parameters
    ----------
    gold_paths : sequence of str
        Gold files, and folders of them. Files that label no figures are passed over.
    split : {"all", "dev", "test"}
    pipeline : Pipeline or None
        Which runs where no facts are given, and whose types are known; None means that of ``load()``.
    facts_paths : sequence of str, or None
        Outputs or gold files with figures, paired with gold as ``evaluation.evaluate`` does; None: the pipeline runs.

    Returns
    -------
    FigureReport

    Raises
    ------
    GoldError
        A file is wrong, or facts and gold cannot be paired.
    """
    pipeline = pipeline or load()
    golds = [gold for gold in chosen_gold(gold_paths, split, pipeline.types) if gold.labels_figures]
    found: Iterable[Mapping[tuple[int, int], Figure | FigureLabel]]
    if facts_paths is None:
        found = (_by_span(pipeline.extract(g.raw, id=g.id, reference_date=g.reference_date)) for g in golds)
    else:
        told = answers(golds, facts_paths, pipeline.types, figures=True)
        found = ({(f.start, f.end): f for f in prediction.figures} for prediction in told)
    pairs = [pair for gold, figures in zip(golds, found, strict=True) for pair in pair_figures(gold, figures)]
    return FigureReport(tuple(pairs), len(golds))
