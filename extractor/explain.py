"""Why a place of an article is a fact, or is none: what each rule said there, and what decided between them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractor.document import Document
from extractor.errors import OptionError
from extractor.extractors import Extractor, date_refusals, duration_refusals, money_refusals, percent_refusals
from extractor.extractors.org_trace import Trace
from extractor.extractors.organizations import SURE, Evidence, evidence, refused
from extractor.facts import Date, Fact, Facts, Money, Organization
from extractor.frozen import refuse_changes
from extractor.labels import Label
from extractor.mentions import Rule
from extractor.normalize import normalize
from extractor.resolve import Candidate
from extractor.telling import sentence, value

__all__ = ["Decision", "Explanation", "explain", "explanation_dict", "explanation_text"]

_SCHEMA = "explain/1"

Verdict = Literal["fact", "lost", "refused"]

_CURRENCY_TOLD = {
    "explicit": "told at the amount itself",
    "shared": "told by a neighbour in its list or range",
    "context": "told by the article: an amount before it in its sentence, else the article's other amounts and place",
    "none": "told by nothing",
}
_REFUSALS = (
    ("money", money_refusals.refusals),
    ("percent", percent_refusals.refusals),
    ("date", date_refusals.refusals),
    ("duration", duration_refusals.refusals),
)
_DATE_TOLD = {
    "explicit": "told in full by its own words",
    "context": "placed against what the article told before",
    "reference": "placed against the day of publication",
    "none": "placed by nothing: what is unknown is X or null",
}


@refuse_changes
@dataclass(frozen=True, slots=True)
class Decision:
    """What one rule said of one span.

    Parameters
    ----------
    verdict : {"fact", "lost", "refused"}
        It made a fact; it would have, had the span not overlapped another; it looked and said no.
    type : str
    start, end : int
        Code points into the raw text.
    text : str
    rule : str
        Name of the rule.
    id : str or None
        Of the fact.
    reasons : tuple of str
        What decided, a sentence each.
    """

    verdict: Verdict
    type: str
    start: int
    end: int
    text: str
    rule: str
    id: str | None
    reasons: tuple[str, ...]


@refuse_changes
@dataclass(frozen=True, slots=True)
class Explanation:
    """What the rules said of one place.

    Parameters
    ----------
    start, end : int
        The place that was asked for, in code points of the raw text.
    text, sentence : str
    removed : bool
        Whether normalisation took the place out, as it does with readings and markup.
    decisions : tuple of Decision
        Of all rules that looked there; facts first.
    names : tuple of Evidence
        The strings there that some clue takes for an organisation's name.
    silent : tuple of str
        The types of which no rule looked there.
    """

    start: int
    end: int
    text: str
    sentence: str
    removed: bool
    decisions: tuple[Decision, ...]
    names: tuple[Evidence, ...]
    silent: tuple[str, ...]


def explain(
    document: Document,
    candidates: Iterable[Candidate],
    facts: Facts,
    extractors: Sequence[tuple[str, Extractor]],
    *,
    at: int | None = None,
    text: str | None = None,
) -> tuple[Explanation, ...]:
    """Explain what was made of a place; :meth:`extractor.Pipeline.explain` calls it.

    Parameters
    ----------
    document : Document
    candidates : iterable of (str, Mention)
        All that the extractors found or refused in it.
    facts : Facts
        What became of that.
    extractors : sequence of (str, Extractor)
        Those that ran, with their types.
    at : int or None
        Offset of the place, in code points of the raw text.
    text : str or None
        What stands there; each of its occurrences is explained. Where the article has it in another script, width
        or with readings in it, it is found all the same.

    Returns
    -------
    tuple of Explanation
        In the order of the text.

    Raises
    ------
    OptionError
        The offset is outside of the article, or the text is not in it; not one of both is given.

    Examples
    --------
    >>> import extractor
    >>> (place,) = extractor.load().explain("成都三成受访者", at=2)
    >>> place.decisions[0].text, place.decisions[0].rule
    ('三成', 'percent.tenths')
    """
    places = list(_places(document, at, text))
    article = _Article(document, list(_with_refusals(document, candidates)), facts, extractors)
    return tuple(article.explain(start, end) for start, end in places)


def _with_refusals(document: Document, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Add to what the extractors say why other numbers and words are no facts and other names no organisations."""
    decided: dict[str, list[tuple[int, int]]] = {}
    for fact_type, mention in candidates:
        if mention.rule == money_refusals.UNGOVERNED:
            continue
        decided.setdefault(fact_type, []).append((mention.start, mention.end))
        yield fact_type, mention
    for fact_type, refusals in _REFUSALS:
        for refusal in refusals(document, decided.get(fact_type, ())):
            yield fact_type, refusal
    for name in refused(document):
        yield "org", name


def _places(document: Document, at: int | None, text: str | None) -> Iterator[tuple[int, int]]:
    if (at is None) == (text is None):
        raise OptionError("one place is wanted", "give at=OFFSET or text=TEXT")
    if at is not None:
        if not 0 <= at < len(document.raw):
            raise OptionError(f"offset {at} is outside of the article", f"it has {len(document.raw)} characters")
        yield at, at + 1
        return
    wanted = text or ""
    places = [m.span() for m in re.finditer(re.escape(wanted), document.raw)] if wanted else []
    if not places and (plain := normalize(wanted)[0]):
        spans = (m.span() for m in re.finditer(re.escape(plain), document.text))
        places = [document.alignment.to_source(*span) for span in spans]
    if not places:
        raise OptionError(f"{wanted!r} is not in the article", "give characters that stand in it, or at=OFFSET")
    yield from places


class _Article:
    """An article with all that its rules said."""

    def __init__(
        self,
        document: Document,
        candidates: Sequence[Candidate],
        facts: Facts,
        extractors: Sequence[tuple[str, Extractor]],
    ) -> None:
        self.document = document
        self.candidates = candidates
        self.facts = facts
        self.types = tuple(dict.fromkeys(fact_type for fact_type, _ in extractors))
        self.rules = {rule.name: rule for _, extractor in extractors for rule in extractor.RULES}
        self.evidence = evidence(document)
        self.trace = Trace(document)

    def explain(self, start: int, end: int) -> Explanation:
        first, last = self.document.alignment.to_target(start, end)
        near = [c for c in self.candidates if _touches(c[1].start, c[1].end, first, last)]
        decisions = sorted(map(self._decision, near), key=lambda d: (d.verdict, d.start, -d.end))
        forms = {self.document.text[m.start : m.end] for t, m in near if t == "org"}
        names = {m.value.name for _, m in near if isinstance(m.value, Organization)}
        told = tuple(
            e
            for e in self.evidence
            if e.name in forms | names
            or forms.intersection(e.forms)
            or any(_touches(*span, first, last) for span in e.spans)
        )
        seen = {d.type for d in decisions} | ({"org"} if told else set())
        return Explanation(
            start=start,
            end=end,
            text=self.document.raw[start:end],
            sentence=sentence(self.document.raw, start, end),
            removed=first == last,
            decisions=tuple(decisions),
            names=told,
            silent=tuple(t for t in self.types if t not in seen),
        )

    def _decision(self, candidate: Candidate) -> Decision:
        fact_type, mention = candidate
        start, end = self.document.alignment.to_source(mention.start, mention.end)
        over = [f for f in self.facts if f.start < end and start < f.end]
        fact = next((f for f in over if _is(f, fact_type, start, end, mention.rule)), None)
        verdict: Verdict = "refused" if mention.refused else "fact" if fact else "lost"
        if mention.refused:
            reasons = tuple(_meaning(self.rules.get(mention.rule)))
        elif fact:
            reasons = tuple(self._made(fact))
        else:
            reasons = tuple(_lost(f, end - start) for f in over)
        if fact_type == "org" and (told := self.trace.walked(mention.end)):
            reasons = (*reasons, told)
        text = self.document.raw[start:end]
        return Decision(verdict, fact_type, start, end, text, mention.rule, fact.id if fact else None, reasons)

    def _made(self, fact: Fact) -> Iterator[str]:
        """Say what a fact is worth, and what told it."""
        yield f"value: {value(Label.of(fact))}"
        if isinstance(fact.value, Money):
            yield f"currency: {_CURRENCY_TOLD[fact.value.currency_basis]}"
            if fact.value.currency_basis in ("context", "none"):
                yield f"amounts that tell theirs: {self._currencies() or 'none'}"
        elif isinstance(fact.value, Date):
            yield f"date: {_DATE_TOLD[fact.value.basis]}"
            anchor = next((f for f in self.facts if f.id == fact.value.anchor), None)
            if anchor:
                yield f"anchor: {_named(anchor)}, {value(Label.of(anchor))}"
            if fact.value.basis == "reference":
                yield f"day of publication: {self.facts.reference_date}, by the {self.facts.reference_date_source}"
        yield from _meaning(self.rules.get(fact.rule))

    def _currencies(self) -> str:
        told = Counter(
            f.value.currency for f in self.facts if isinstance(f.value, Money) and f.value.currency_basis == "explicit"
        )
        return ", ".join(f"{code} {number}" for code, number in told.most_common())


def _touches(start: int, end: int, first: int, last: int) -> bool:
    """Whether a span shares a character with another; with an empty one, whether it lies around it."""
    return start < last and first < end if first < last else start < first < end


def _is(fact: Fact, fact_type: str, start: int, end: int, rule: str) -> bool:
    return (fact.type, fact.start, fact.end, fact.rule) == (fact_type, start, end, rule)


def _named(fact: Fact) -> str:
    return f"{fact.id} ⟦{fact.text}⟧ at {fact.start}:{fact.end}"


def _lost(winner: Fact, length: int) -> str:
    why = "is longer" if winner.end - winner.start > length else "comes first"
    return f"overlaps {_named(winner)} by {winner.rule}, which {why}"


def _meaning(rule: Rule | None) -> Iterator[str]:
    """Tell a rule by its examples."""
    if rule and rule.examples:
        yield f"the rule finds: {' · '.join(rule.examples)}"
    if rule and rule.counter_examples:
        yield f"the rule refuses: {' · '.join(rule.counter_examples)}"


# --- for people and for programs ---------------------------------------------------------------------------------


def explanation_text(explanations: Iterable[Explanation]) -> str:
    """Write explanations as aligned plain text.

    Parameters
    ----------
    explanations : iterable of Explanation

    Examples
    --------
    >>> import extractor
    >>> told = explanation_text(extractor.load().explain("成都三成受访者", text="三成"))
    >>> told.splitlines()[1].split()
    ['fact', 'percent-1', '2:4', '三成', 'percent.tenths']
    """
    return "\n".join("".join(f"{line}\n" for line in _lines(e)) for e in explanations)


def _lines(e: Explanation) -> Iterator[str]:
    yield f"{e.start}:{e.end}  {e.sentence}"
    if e.removed:
        yield "  normalisation takes this out before the rules look: a reading, markup, or a character nobody sees"
    rows = [(d.verdict, d.id or d.type, f"{d.start}:{d.end}", d.text, d.rule) for d in e.decisions]
    for decision, line in zip(e.decisions, _aligned(rows), strict=True):
        yield f"  {line}"
        yield from (f"      {reason}" for reason in decision.reasons)
    if e.silent:
        yield f"  no rule looked: {', '.join(e.silent)}"
    if e.names:
        yield f"  names, by clues of the whole article; sure from {SURE:.2f}"
    for name in e.names:
        sure = "sure" if name.total >= SURE else "not sure"
        yield f"    {name.name}  {name.total:.2f}  {sure}: {name.reason}"
        yield from (f"      {weight:5.2f}  {rule}" for rule, weight in name.clues)
        yield f"      {name.shape:5.2f}  shape: how much the string looks like a name"
        if name.forms:
            yield f"      found too as {'、'.join(name.forms)}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Pad the cells of rows so that columns stand below each other, a Chinese character as wide as two letters."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text if not unicodedata.combining(c))


def explanation_dict(explanations: Iterable[Explanation]) -> dict[str, Any]:
    """Return explanations for programs.

    Parameters
    ----------
    explanations : iterable of Explanation

    Examples
    --------
    >>> import extractor
    >>> told = explanation_dict(extractor.load().explain("成都三成受访者", text="三成"))
    >>> told["places"][0]["decisions"][0]["rule"]
    'percent.tenths'
    """
    return {"schema": _SCHEMA, "sure": SURE, "places": [_place_dict(e) for e in explanations]}


def _place_dict(e: Explanation) -> dict[str, Any]:
    return {
        "start": e.start,
        "end": e.end,
        "text": e.text,
        "sentence": e.sentence,
        "removed": e.removed,
        "decisions": [
            {
                "verdict": d.verdict,
                "type": d.type,
                "id": d.id,
                "start": d.start,
                "end": d.end,
                "text": d.text,
                "rule": d.rule,
                "reasons": list(d.reasons),
            }
            for d in e.decisions
        ],
        "silent": list(e.silent),
        "names": [
            {
                "name": n.name,
                "total": round(n.total, 4),
                "sure": n.total >= SURE,
                "reason": n.reason,
                "shape": round(n.shape, 4),
                "clues": [{"rule": rule, "weight": weight} for rule, weight in n.clues],
                "forms": list(n.forms),
            }
            for n in e.names
        ],
    }
