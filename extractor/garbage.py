"""How often Python looks for garbage, in processes that are the package's own."""

from __future__ import annotations

import gc

__all__ = ["collect_rarely"]

_OBJECTS = 100_000  # made between two looks; Python's own 700 cost a fifteenth of a start, and find nothing


def collect_rarely() -> None:
    """Look for garbage rarely: rules and tables are many things that stay, and what an article leaves is in no circle.

    For the command and for the workers of a batch; a library leaves its caller's process as it is.
    """
    gc.set_threshold(_OBJECTS)
