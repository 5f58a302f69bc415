"""The commands by their names, each a module that is imported when it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import cast

from extractor.cli.options import DESCRIBE, Described

__all__ = ["COMMANDS", "command", "parsers"]

COMMANDS = ("batch", "figures", "evaluate", "gold", "report", "explain")

Command = Callable[[Sequence[str]], int]


def command(name: str) -> Command:
    """Import what runs a command.

    Parameters
    ----------
    name : str
        One of ``COMMANDS``, or ``extract``.

    Returns
    -------
    callable
        From the arguments behind its name to the exit status.
    """
    return cast("Command", import_module(f"extractor.cli.{name}").run)


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command, and its parser: each makes its own, and hands it over when asked.

    Yields
    ------
    tuple of (str, ArgumentParser)
        The command's name, such as ``gold mark``; of ``extract`` itself the empty one.
    """
    for name in ("extract", *COMMANDS):
        try:
            command(name)([DESCRIBE])
        except Described as told:
            parser: argparse.ArgumentParser = told.args[0]
            yield "" if name == "extract" else name, parser
            for action in parser._actions:
                if isinstance(action, argparse._SubParsersAction):
                    yield from ((f"{name} {verb}", inner) for verb, inner in action.choices.items())
