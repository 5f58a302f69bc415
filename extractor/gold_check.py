"""Every violation of a gold file, not just the first: what labellers need to see at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.errors import GoldError
from extractor.facts import FACT_TYPES
from extractor.gold import _check_fields, _check_slice, _check_spans, _Record
from extractor.labels import Label

__all__ = ["violations"]


@dataclass(frozen=True, slots=True)
class _Part(_Record):
    """Some facts of a record, checked by themselves; errors name them as facts of the whole."""

    whole: _Record
    indexes: tuple[int, ...]

    @classmethod
    def of(cls, whole: _Record, *indexes: int) -> _Part:
        facts = [whole.data["facts"][index] for index in indexes]
        return cls(whole.path, whole.text, whole.line, {**whole.data, "facts": facts}, whole, indexes)

    def fact_error(self, index: int, what: str, hint: str) -> GoldError:
        return self.whole.fact_error(self.indexes[index], what, hint)


def violations(record: _Record, raw: str) -> Iterator[GoldError]:
    """Check all facts of a record against their article and the format.

    Parameters
    ----------
    record : _Record
        Facts as a gold file or marked text tells them.
    raw : str
        The article.

    Yields
    ------
    GoldError
        One a fact that is wrong in itself, then one a fact that shares characters with another of its type.
    """
    sound: dict[int, Label] = {}
    for index in range(len(record.data["facts"])):
        part = _Part.of(record, index)
        try:
            (label,) = part.labels()
            _check_fields(part, 0, label)
            _check_slice(part, 0, label, raw)
        except GoldError as error:
            yield error
        else:
            sound[index] = label
    yield from _overlaps(record, sound)


def _overlaps(record: _Record, labels: dict[int, Label]) -> Iterator[GoldError]:
    for fact_type in FACT_TYPES:
        furthest: tuple[int, Label] | None = None
        of_type = [(index, label) for index, label in labels.items() if label.type == fact_type]
        for index, label in sorted(of_type, key=lambda item: (item[1].start, item[1].end)):
            if furthest is not None:
                try:
                    _check_spans(_Part.of(record, furthest[0], index), (furthest[1], label))
                except GoldError as error:
                    yield error
            if furthest is None or label.end > furthest[1].end:
                furthest = index, label
