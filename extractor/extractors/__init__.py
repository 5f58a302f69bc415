"""The extractors, one module a fact type.

Each module has the same two things: ``RULES``, its named rules with their examples, and ``find(document)``, which
yields mentions in the order of the text. What a module refuses it may yield too, as a mention without a value.
Extractors know nothing of each other; overlaps, currencies and dates are settled by the layers above.

Extractors of one's own look the same: a module, or any object, with ``RULES`` and ``find``. A package offers one by an
entry point of the group ``extractor.extractors``, whose name is the fact type.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Protocol, cast

from extractor.document import Document
from extractor.errors import OptionError
from extractor.facts import FactType
from extractor.mentions import Mention, Rule

__all__ = ["ENTRY_POINTS", "Extractor", "extractor_for", "installed_extractor", "installed_version"]

ENTRY_POINTS = "extractor.extractors"

_MODULES: dict[FactType, str] = {
    "money": "money",
    "percent": "percent",
    "date": "dates",
    "duration": "durations",
    "org": "organizations",
}


class Extractor(Protocol):
    r"""What finds the facts of one type: a module, or any object, with these two things.

    Examples
    --------
    Stock codes as a fact type of its own. A value is any frozen thing with ``to_dict``:

    >>> import re
    >>> from dataclasses import asdict, dataclass
    >>> import extractor
    >>> @dataclass(frozen=True)
    ... class Stock:
    ...     code: str
    ...     to_dict = asdict
    >>> class Stocks:
    ...     RULES = (extractor.Rule("stock.code", ("贵州茅台(⟦600519⟧)",), ("邮编600519",)),)
    ...     def find(self, document):
    ...         for m in re.finditer(r"(?<=\()[036][0-9]{5}(?=\))", document.text):
    ...             yield extractor.Mention(*m.span(), "stock.code", Stock(m[0]))
    >>> pipeline = extractor.load(extractors={"stock": Stocks()})
    >>> [(f.id, f.text, f.value.code) for f in pipeline.extract("贵州茅台（６００５１９）上涨", types=["stock"])]
    [('stock-1', '６００５１９', '600519')]
    """

    @property
    def RULES(self) -> tuple[Rule, ...]:  # noqa: N802 - the name that modules have
        """The named rules with their examples, which ``explain`` tells; may be empty.

        Examples
        --------
        >>> from extractor.extractors import extractor_for
        >>> extractor_for("money").RULES[0].name
        'money.currency_amount'
        """

    def find(self, document: Document) -> Iterable[Mention[Any]]:
        """Yield the mentions of one type, in the order of the text.

        Parameters
        ----------
        document : Document
            Its ``text`` is the normalised article, into which the spans of mentions count.

        Examples
        --------
        >>> import extractor
        >>> from extractor.extractors import extractor_for
        >>> [mention.rule for mention in extractor_for("percent").find(extractor.Document("成都三成受访者"))]
        ['percent.tenths']
        """


def extractor_for(fact_type: FactType) -> Extractor:
    """Import the extractor of a fact type.

    Parameters
    ----------
    fact_type : FactType

    Returns
    -------
    Extractor
    """
    return cast("Extractor", import_module(f"{__name__}.{_MODULES[fact_type]}"))


def installed_extractor(name: str) -> Extractor:
    """Load an extractor that an installed package offers by an entry point.

    Parameters
    ----------
    name : str
        Of the entry point, which is the fact type.

    Returns
    -------
    Extractor

    Raises
    ------
    OptionError
        No package offers one of that name, or it cannot be imported.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - only for those who have extractors of their own

    offered = entry_points(group=ENTRY_POINTS)
    if name not in offered.names:
        known = ", ".join(sorted(offered.names)) or "none"
        raise OptionError(f"no extractor {name!r} is installed", f"install its package; installed are: {known}")
    point = offered[name]
    try:
        return cast("Extractor", point.load())
    except Exception as error:
        what = f"the extractor {name!r} cannot be loaded: {type(error).__name__}: {error}"
        raise OptionError(what, f"mend {point.value}, which its package names") from error


def installed_version(name: str) -> tuple[str, ...]:
    """Tell which extractor an installed package offers: its name, its place, and the package with its version.

    Parameters
    ----------
    name : str
        Of the entry point.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - only for those who have extractors of their own

    for point in entry_points(group=ENTRY_POINTS, name=name):
        return (name, point.value, *((point.dist.name, point.dist.version) if point.dist else ()))
    return (name,)
