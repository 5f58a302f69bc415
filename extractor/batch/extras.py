"""Libraries that only some batches need: imported when they are, and missed in one line that says what to do."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from extractor.errors import OptionError

__all__ = ["require"]


def require(module: str, extra: str) -> Any:
    """Import a library that an optional extra of the package brings.

    Parameters
    ----------
    module : str
    extra : str
        Name of the extra in ``pyproject.toml``.

    Raises
    ------
    OptionError
        It is not installed.
    """
    # Arrow's own pool keeps what it freed: 34 MB of a worker's, on an article of 1 MB.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        return import_module(module)
    except ImportError:
        name = module.split(".", maxsplit=1)[0]
        raise OptionError(f"this needs {name}", f"in the folder of the package: pip install '.[{extra}]'") from None
