"""The named rules of dates, each with what it finds and what it must leave alone."""

from __future__ import annotations

from extractor.mentions import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
