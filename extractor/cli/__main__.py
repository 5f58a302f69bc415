"""The process of the command: ``extract`` and ``python -m extractor.cli``."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from extractor.cli import main
from extractor.cli.commands import COMMANDS

__all__ = ["run"]


def run() -> NoReturn:
    """Run the command and end the process.

    One that extracted from articles is not taken to pieces, which takes a tenth of its time for nothing. Other
    commands may have threads, processes and databases to close.
    """
    status = main()
    if sys.argv[1:2] and sys.argv[1] not in COMMANDS:
        with suppress(OSError, ValueError):  # a pipe that is closed; Python tells of it
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            atexit._run_exitfuncs()
            os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    run()
