"""What became of a fact, as a sign and as a line."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.report.subject import Row
from extractor.telling import details, value

__all__ = ["outcome_sign", "tip"]

# Shown beside a colour, for those who do not see it.
_SIGNS: Mapping[str, str] = {
    "right": "✓",
    "missed": "−",
    "spurious": "+",
    "boundary": "↔",
    "type": "⇄",
    "value": "≠",
    "optional": "○",
}


def outcome_sign(outcome: str) -> str:
    """Return the sign of an outcome."""
    return _SIGNS[outcome]


def tip(row: Row) -> str:
    """Tell a row in one line: outcome, type, value, details, rule, and gold where it differs."""
    label = row.label
    parts = [label.type, value(label), ", ".join(details(label)), f"rule {label.rule}" if label.rule else ""]
    if row.outcome and row.outcome != "right":
        parts.insert(0, f"{_SIGNS[row.outcome]} {row.outcome}")
    if row.found and row.gold and row.outcome != "right":
        parts.append(f"gold: {row.gold.type} {row.gold.text} {value(row.gold)}")
    return " · ".join(filter(None, parts))
