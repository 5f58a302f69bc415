"""Labels made up for the tests of scoring."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label




def test_a_document_worked_out_by_hand() -> None:
    gold = [
        money(0, 4, "100"),  # found
        money(10, 14, "200"),  # found with another value
        money(20, 24, "300"),  # found with one character too few



