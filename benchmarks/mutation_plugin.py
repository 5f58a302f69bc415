"""What pytest needs for ``benchmarks/mutation.py``: plain ids of tests, and no results of the unbroken code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import pytest


def pytest_sessionstart() -> None:
    """Forget what functions remember of their results: a mutant runs in a fork of the run that was right."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("extractor.") else ():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                value.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Number the cases of a test: mutmut names tests by id, and few sentences are one."""
    parametrize = metafunc.parametrize

    def numbered(names: Any, values: Iterable[Any], **options: Any) -> None:
        cases = list(values)
        parametrize(names, cases, **{**options, "ids": [str(i) for i in range(len(cases))]})

    metafunc.parametrize = numbered  # type: ignore[method-assign]
