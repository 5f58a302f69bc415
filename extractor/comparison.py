"""What a change of rules did: gains and losses against facts that were found before, fact by fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from extractor.bootstrap import Interval, bootstrap
from extractor.breakdown import DocumentPairs
from extractor.errors import InvariantError, OptionError
from extractor.evaluation import rescore
from extractor.facts import in_order
from extractor.formats import encode
from extractor.gold import Gold
from extractor.matching import Pair, differences
from extractor.rendering import aligned, label_dict, rounded, show, state
from extractor.results import Report
from extractor.scoring import SCHEMES, Counts, Scheme, count, total
from extractor.telling import sentence

__all__ = ["Change", "Comparison", "compare", "save_facts"]

Verdict = Literal["gain", "loss", "change"]
_PLURALS: Mapping[Verdict, str] = {"gain": "gains", "loss": "losses", "change": "changes"}


class Change(NamedTuple):
    """A fact that fares otherwise than before.

    Parameters
    ----------
    verdict : {"gain", "loss", "change"}
        ``change``: worth the same, but told otherwise, such as missed before and now found with a wrong value.
    gold : Gold
        The document.
    before, after : Pair or None
        None where a spurious fact was not found.
    """

    verdict: Verdict
    gold: Gold
    before: Pair | None
    after: Pair | None

    @property
    def pair(self) -> Pair:
        """The pair after the change, else the one before."""
        pair = self.after or self.before
        if pair is None:
            raise InvariantError("a change of nothing", "please report what was compared")
        return pair

    def to_text(self) -> str:
        """Return the change for people: a line that says what it is, and a line with the sentence."""
        label = self.pair.label
        return (
            f"{self.verdict} {self.gold.id}:{label.start}  {label.type} {label.text!r}  "
            f"{state(self.before)} -> {state(self.after)}\n    {sentence(self.gold.raw, label.start, label.end)}\n"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the change for programs."""
        label = self.pair.label
        return {
            "document": self.gold.id,
            "before": _state_dict(self.before),
            "after": _state_dict(self.after),
            "gold": label_dict(self.pair.gold),
            "sentence": sentence(self.gold.raw, label.start, label.end),
        }


def _state_dict(pair: Pair | None) -> dict[str, Any] | None:
    return None if pair is None else {"outcome": pair.outcome, "found": label_dict(pair.found)}


@dataclass(frozen=True)
class Comparison:
    """Two evaluations of the same documents against the same gold.

    Parameters
    ----------
    name : str
        Of the facts found before.
    scheme : Scheme
        What makes a fact right.
    before, after : Report
    left_out : int
        How many documents were not compared, since nothing is known of them before.
    """

    name: str
    scheme: Scheme
    before: Report
    after: Report
    left_out: int

    @property
    def changes(self) -> Iterator[Change]:
        """The facts that fare otherwise, in the order of the documents and their text."""
        for before, after in zip(self.before.documents, self.after.documents, strict=True):
            yield from _changes(before, after, self.scheme)

    def interval(self) -> Interval | None:
        """Compute the 95 % confidence interval of the difference of F1; None for fewer than two documents.

        Both sides are drawn together, so that what is hard or easy about a document cancels out.
        """
        sides = zip(self.before.documents, self.after.documents, strict=True)
        documents = [(count(before.pairs), count(after.pairs)) for before, after in sides]

        def difference(drawn: Sequence[tuple[Counts, Counts]]) -> dict[str, float | None]:
            before, after = (total(side).score(self.scheme).f1 for side in zip(*drawn, strict=True))
            return {"f1": None if before is None or after is None else after - before}

        return bootstrap(documents, difference).get("f1")

    def to_text(self, *, ci: bool = False) -> str:
        """Return the comparison for people: F1 by type, then each gain, loss and change with its sentence.

        Parameters
        ----------
        ci : bool
            Whether to tell the confidence interval of the difference.
        """
        changes = list(self.changes)
        rows = [["type", "before", "after", "difference", *_PLURALS.values()]]
        for name in self._names:
            before, after = self._f1(name)
            difference = "-" if before is None or after is None else f"{after - before:+.3f}"
            numbers = Counter(c.verdict for c in changes if name in ("all", c.pair.label.type))
            rows.append([name, show(before), show(after), difference, *(str(numbers[v]) for v in _PLURALS)])
        head = f"\nF1 ({self.scheme}) compared with {self.name}"
        head += f", {self.left_out} documents left out that are not in it:\n" if self.left_out else ":\n"
        interval = self.interval() if ci else None
        tail = f"difference of all, 95%: {interval.low:+.3f} to {interval.high:+.3f}\n" if interval else ""
        return head + aligned(rows) + tail + "".join(change.to_text() for change in changes)

    def to_dict(self, *, ci: bool = False) -> dict[str, Any]:
        """Return the comparison for programs.

        Parameters
        ----------
        ci : bool
            Whether to tell the confidence interval of the difference.
        """
        changes = list(self.changes)
        result: dict[str, Any] = {
            "name": self.name,
            "scheme": self.scheme,
            "left_out": self.left_out,
            "f1": {
                name: dict(zip(("before", "after"), map(rounded, self._f1(name)), strict=True)) for name in self._names
            },
            **{plural: [c.to_dict() for c in changes if c.verdict == v] for v, plural in _PLURALS.items()},
        }
        if ci:
            interval = self.interval()
            result["ci"] = [rounded(end) for end in interval] if interval else None
        return result

    @property
    def _names(self) -> list[str]:
        return [*in_order({*self.before.counts, *self.after.counts} - {"all"}), "all"]

    def _f1(self, name: str) -> tuple[float | None, float | None]:
        return self.before.f1(name, self.scheme), self.after.f1(name, self.scheme)


def compare(report: Report, facts_path: str, scheme: Scheme = "value") -> Comparison:
    """Compare an evaluation with facts that were found before.

    Parameters
    ----------
    report : Report
    facts_path : str
        What :func:`save_facts`, ``extract`` or ``extract batch`` wrote. It is scored against the gold of today, so
        that a change of gold is no gain.
    scheme : Scheme
        What makes a fact right.

    Returns
    -------
    Comparison

    Raises
    ------
    GoldError
        The file is wrong, or has facts of none of the documents.

    Examples
    --------
    >>> from extractor.comparison import compare, save_facts
    >>> from extractor.evaluation import evaluate
    >>> report = evaluate(["gold/earnings.gold.json"])
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_facts(report, f"{folder}/before.jsonl")
    ...     list(compare(report, f"{folder}/before.jsonl").changes)
    []
    """
    before = rescore(report, facts_path)
    known = {document.gold.id for document in before.documents}
    after = replace(report, documents=tuple(d for d in report.documents if d.gold.id in known))
    return Comparison(facts_path, scheme, before, after, len(report.documents) - len(known))


def _changes(before: DocumentPairs, after: DocumentPairs, scheme: Scheme) -> Iterator[Change]:
    worth = SCHEMES[scheme]
    old, new = _by_fact(before.pairs), _by_fact(after.pairs)
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield Change("loss" if was is None else "gain", after.gold, was, now)
        elif worth(was) != worth(now):
            yield Change("gain" if worth(now) > worth(was) else "loss", after.gold, was, now)
        elif _fares(was) != _fares(now):
            yield Change("change", after.gold, was, now)


def _by_fact(pairs: tuple[Pair, ...]) -> dict[tuple[int, int, str, int], Pair]:
    """Name each gold fact and each spurious one: by its span and type and, where several have them, by number."""
    seen, result = Counter[tuple[int, int, str, bool]](), dict[tuple[int, int, str, int], Pair]()
    for pair in pairs:
        label, is_gold = pair.label, pair.gold is not None
        place = (label.start, label.end, label.type, is_gold)
        seen[place] += 1
        result[label.start, label.end, label.type, 0 if is_gold else seen[place]] = pair
    return result


def _fares(pair: Pair) -> tuple[object, ...]:
    """Tell what makes a change: that a right fact or a spurious one has another rule makes none."""
    found = pair.found
    if pair.gold is None or found is None or pair.outcome == "right":
        return (pair.outcome,)
    wrong = [found.fields.get(key) for key in differences(pair.gold, found)] if pair.outcome == "value" else []
    return pair.outcome, found.type, found.start, found.end, wrong


def save_facts(report: Report, path: str) -> None:
    """Write what was found, as a later evaluation is compared with it.

    Parameters
    ----------
    report : Report
    path : str
        JSON Lines, a document a line: a facts file.

    Raises
    ------
    OptionError
        The file cannot be written.
    """
    lines = (
        {
            "document": {"id": document.gold.id, "sha256": document.gold.sha256},
            "facts": [label_dict(label) for label in document.found],
        }
        for document in report.documents
    )
    data = encode("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    try:
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise OptionError(f"cannot write {path}: {error.strerror}", "check the path and its permissions") from None
