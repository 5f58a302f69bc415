"""Money, percentages, dates, durations and organisations from Chinese news.

Every fact is normalised and grounded in the exact characters of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.facts import Fact, Facts
    from extractor.pipeline import Pipeline, extract, load

__all__ = ["Fact", "Facts", "Pipeline", "__version__", "extract", "load"]
__version__ = "0.1.0"

_HOMES = {"Fact": "facts", "Facts": "facts", "Pipeline": "pipeline", "extract": "pipeline", "load": "pipeline"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import extractor`` costs next to nothing."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"extractor.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
