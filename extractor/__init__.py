"""Money, percentages, dates, durations and organisations from Chinese news.

Every fact is normalised and grounded in the exact characters of the article.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to import than all else here; type checkers take the name as true
if TYPE_CHECKING:
    from typing import Any

    from extractor.document import Document
    from extractor.errors import ExtractorError
    from extractor.extractors import Extractor
    from extractor.facts import Date, Duration, Entity, Fact, Facts, Fields, Money, Organization, Percent
    from extractor.mentions import Mention, Rule
    from extractor.pipeline import Pipeline, extract, load

__all__ = [
    "Date",
    "Document",
    "Duration",
    "Entity",
    "Extractor",
    "ExtractorError",
    "Fact",
    "Facts",
    "Fields",
    "Mention",
    "Money",
    "Organization",
    "Percent",
    "Pipeline",
    "Rule",
    "__version__",
    "extract",
    "load",
]
__version__ = "0.1.0"

_HOMES = {
    "Document": "document",
    "Extractor": "extractors",
    "ExtractorError": "errors",
    "Mention": "mentions",
    "Pipeline": "pipeline",
    "Rule": "mentions",
    "extract": "pipeline",
    "load": "pipeline",
    **dict.fromkeys("Date Duration Entity Fact Facts Fields Money Organization Percent".split(), "facts"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import extractor`` costs next to nothing."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"extractor.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
