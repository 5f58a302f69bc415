"""Recorded edits, and the map between a source text and the text that the edits make of it.

Only edits that change the length need a place in the map: between them, both texts run in step. So the map of
an article is as small as its damage, and a look-up is a binary search.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Alignment", "Edit", "apply_edits"]


class Edit(NamedTuple):
    """Replace ``source[start:end]`` by ``replacement``.

    Parameters
    ----------
    start, end : int
        Code points into the text that the edit is applied to; ``start < end``.
    replacement : str
        Empty for a deletion.
    """

    start: int
    end: int
    replacement: str = ""


# A stretch of both texts that an edit (or several that touch) covers: source start and end, target start and end.
Block = tuple[int, int, int, int]


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, Alignment]:
    """Apply edits and record them.

    Parameters
    ----------
    text : str
    edits : sequence of Edit
        In order, not overlapping.

    Returns
    -------
    tuple of (str, Alignment)
        The edited text, and the map from ``text`` to it.

    Raises
    ------
    ValueError
        Edits overlap, are out of order or out of the text.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    position = shift = 0
    for edit in edits:
        if not position <= edit.start < edit.end <= len(text):
            raise ValueError(f"edit {edit} is out of order or outside a text of {len(text)}")
        parts += (text[position : edit.start], edit.replacement)
        target = edit.start + shift
        if len(edit.replacement) != edit.end - edit.start:
            blocks.append((edit.start, edit.end, target, target + len(edit.replacement)))
            shift += len(edit.replacement) - (edit.end - edit.start)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts), Alignment(len(text), len(text) + shift, blocks)


class Alignment:
    """A monotone, total map between the offsets of a source text and a target text.

    Parameters
    ----------
    source_length, target_length : int
        Lengths of the two texts in code points.
    blocks : iterable of (source_start, source_end, target_start, target_end)
        The places where the texts do not run in step, in order.
    """

    __slots__ = ("_blocks", "_source_ends", "_source_starts", "_target_ends", "_target_starts",
                 "source_length", "target_length")  # fmt: skip

    def __init__(self, source_length: int, target_length: int, blocks: Iterable[Block] = ()) -> None:
        self.source_length = source_length
        self.target_length = target_length
        self._blocks = tuple(blocks)
        self._source_starts = [b[0] for b in self._blocks]
        self._source_ends = [b[1] for b in self._blocks]
        self._target_starts = [b[2] for b in self._blocks]
        self._target_ends = [b[3] for b in self._blocks]
        self._check()

    def _check(self) -> None:
        ends = (self.source_length, self.source_length, self.target_length, self.target_length)
        for a, b in pairwise((*self._blocks, ends)):
            if not (a[0] <= a[1] <= b[0] and a[2] <= a[3] <= b[2] and b[0] - a[1] == b[2] - a[3]):
                raise ValueError(f"blocks {a} and {b} do not run in step")

    def __repr__(self) -> str:
        return f"Alignment({self.source_length}, {self.target_length}, {list(self._blocks)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alignment):
            return NotImplemented
        mine = (self.source_length, self.target_length, self._blocks)
        return mine == (other.source_length, other.target_length, other._blocks)

    __hash__ = None  # type: ignore[assignment]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the target to the span of the source that it was made of.

        Parameters
        ----------
        start, end : int
            Code points into the target, ``0 <= start <= end <= target_length``.

        Returns
        -------
        tuple of (int, int)
            Code points into the source. What was deleted at the borders of the span stays outside; a span that
            touches the replacement of an edit covers all that the edit replaced.

        Raises
        ------
        ValueError
            The span is not inside the target.
        """
        if not 0 <= start <= end <= self.target_length:
            raise ValueError(f"span {start}:{end} is outside a text of {self.target_length}")
        i = bisect_right(self._target_starts, start) - 1
        if i < 0:
            source_start = start
        elif start < self._target_ends[i]:
            source_start = self._source_starts[i]
        else:
            source_start = start - self._target_ends[i] + self._source_ends[i]
        if start == end:
            return source_start, source_start
        last = end - 1
        i = bisect_right(self._target_starts, last) - 1
        if i < 0:
            source_end = end
        elif last < self._target_ends[i]:
            source_end = self._source_ends[i]
        else:
            source_end = end - self._target_ends[i] + self._source_ends[i]
        return source_start, source_end

    def to_target(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the source to the span of the target that was made of it.

        Parameters
        ----------
        start, end : int
            Code points into the source, ``0 <= start <= end <= source_length``.

        Returns
        -------
        tuple of (int, int)
            Code points into the target; empty where all of the span was deleted. A span that ends inside an edit
            covers all of the edit's replacement.

        Raises
        ------
        ValueError
            The span is not inside the source.
        """
        if not 0 <= start <= end <= self.source_length:
            raise ValueError(f"span {start}:{end} is outside a text of {self.source_length}")
        i = bisect_right(self._source_starts, start) - 1
        if i < 0:
            target_start = start
        elif start < self._source_ends[i]:
            target_start = self._target_starts[i]
        else:
            target_start = start - self._source_ends[i] + self._target_ends[i]
        if start == end:
            return target_start, target_start
        i = bisect_left(self._source_starts, end) - 1
        if i < 0:
            target_end = end
        elif end <= self._source_ends[i]:
            target_end = self._target_ends[i]
        else:
            target_end = end - self._source_ends[i] + self._target_ends[i]
        return target_start, max(target_start, target_end)

    def then(self, following: Alignment) -> Alignment:
        """Chain two maps: this one's target is the source of the following one.

        Parameters
        ----------
        following : Alignment

        Returns
        -------
        Alignment
            From this map's source to the target of the following one.

        Raises
        ------
        ValueError
            The lengths of the text between them differ.
        """
        if self.target_length != following.source_length:
            raise ValueError(f"maps do not meet: {self.target_length} and {following.source_length}")
        if not following._blocks:
            return self
        if not self._blocks:
            return following
        return Alignment(self.source_length, following.target_length, _chain(self._blocks, following._blocks))


def _chain(first: Sequence[Block], second: Sequence[Block]) -> list[Block]:
    """Merge two block lists by their offsets in the text between them.

    Blocks that overlap there become one. Blocks that only touch stay apart, so that a deletion beside another
    edit remains a deletion and no span has to take it in.
    """
    merged: list[Block] = []
    i = j = 0
    source_shift = target_shift = 0  # source - middle, and target - middle, behind the last block taken
    while i < len(first) or j < len(second):
        take_first = j == len(second) or (i < len(first) and first[i][2:] <= second[j][:2])
        low, high = first[i][2:] if take_first else second[j][:2]
        source_low, target_low = low + source_shift, low + target_shift
        more = True
        while more:  # grow the cluster until nothing overlaps it any more
            more = False
            if i < len(first) and _clash(low, high, first[i][2], first[i][3], take_first):
                high = max(high, first[i][3])
                source_shift = first[i][1] - first[i][3]
                i += 1
                more = True
            if j < len(second) and _clash(low, high, second[j][0], second[j][1], not take_first):
                high = max(high, second[j][1])
                target_shift = second[j][3] - second[j][1]
                j += 1
                more = True
        merged.append((source_low, high + source_shift, target_low, high + target_shift))
    return merged


def _clash(low: int, high: int, start: int, end: int, own: bool) -> bool:
    """Whether a block at start:end of the middle text belongs to the cluster low:high."""
    if own and (start, end) == (low, high):
        return True  # the block that opened the cluster
    if start == end:
        return low < start < high
    return start < high and low < end
