"""What an extractor finds: a span of the normalised text, a rule, and a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from extractor.frozen import refuse_changes

__all__ = ["Mention", "Rule"]

V_co = TypeVar("V_co", covariant=True)


@refuse_changes
@dataclass(frozen=True, slots=True)
class Rule:
    """A named piece of language knowledge with its own examples.

    Parameters
    ----------
    name : str
        ``type.what``, for example ``money.currency_amount``. Facts carry it, so that an error can be traced.
    examples : tuple of str
        Sentences in which the rule must fire; what it finds stands between ``⟦`` and ``⟧``.
    counter_examples : tuple of str
        Sentences in which no fact of the type may be found but those between the marks, which other rules find.

    Examples
    --------
    >>> import extractor
    >>> extractor.Rule("stock.code", ("贵州茅台(⟦600519⟧)",), ("邮编600519",)).name
    'stock.code'
    """

    name: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@refuse_changes
@dataclass(frozen=True, slots=True)
class Mention(Generic[V_co]):
    """A span of the normalised text that a rule takes for a fact, or refuses.

    Parameters
    ----------
    start, end : int
        Code points into the normalised text, ``end`` exclusive.
    rule : str
        Name of the rule that decided.
    value : V or None
        What the span says; None where the rule refuses the span. A refused mention blocks no other type,
        and becomes no fact; it is kept so that a decision can be explained.

    Examples
    --------
    >>> import extractor
    >>> extractor.Mention(3, 9, "stock.code", None).refused
    True
    """

    start: int
    end: int
    rule: str
    value: V_co | None

    @property
    def refused(self) -> bool:
        """Whether the rule looked at the span and said no.

        Examples
        --------
        >>> import extractor
        >>> extractor.Mention(3, 9, "stock.code", None).refused
        True
        """
        return self.value is None
