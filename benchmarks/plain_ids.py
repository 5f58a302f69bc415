"""Number the cases of a test, for ``benchmarks/mutation.py``: mutmut names tests by id, and few sentences are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize = metafunc.parametrize

    def numbered(names: Any, values: Iterable[Any], **options: Any) -> None:
        cases = list(values)
        parametrize(names, cases, **{**options, "ids": [str(i) for i in range(len(cases))]})

    metafunc.parametrize = numbered  # type: ignore[method-assign]
