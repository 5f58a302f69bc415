"""The options that commands share, and a parser that tells errors in one line and completes itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from extractor.errors import OptionError
from extractor.facts import FACT_TYPES
from extractor.formats import encode
from extractor.reading import write_out
from extractor.terminal import coloured, paint

__all__ = [
    "BAD_INPUT",
    "DESCRIBE",
    "FAILED",
    "Described",
    "Listed",
    "Parser",
    "add_extractors",
    "add_lexicon",
    "add_relations",
    "add_types",
    "document_id",
    "names",
]

FAILED, BAD_INPUT = 1, 2  # exit statuses
DESCRIBE = "---describe"  # an option that no other one abbreviates to

_STYLES = {
    r"^[a-z][a-z ]*:(?= |$)": "bold",
    r"#.*$": "dim",
    r"(?<![\w-])--?[a-zA-Z][\w-]*": "cyan",
    r"(?<=^  )extract(?: (?:batch|figures|evaluate|gold|report|explain))?\b": "green",
}


class Described(Exception):  # noqa: N818 - no error
    """Carries the parser of a command to the one who asked for it."""


class _Describe(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise Described(parser)


class Listed(argparse.Action):
    """Stores the names of a list, of which a shell offers some that may be chosen."""

    def __init__(self, *, offered: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(**settings)
        self.offered = tuple(offered)

    def __call__(self, _: object, options: argparse.Namespace, value: Any, *__: object) -> None:
        """Store them."""
        setattr(options, self.dest, value)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """A formatter that asks for the width of the terminal itself: argparse loads shutil for that, at every start."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        if not columns.isdecimal():
            try:
                columns = str(os.get_terminal_size(1).columns)
            except OSError:
                columns = "80"
        super().__init__(prog, width=max(40, int(columns)) - 2)


class Parser(argparse.ArgumentParser):
    """A parser that tells errors in one line, with what to do next, and help in colours on a terminal."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Formatter, **settings)
        self.color = False  # Python 3.14 has colours of its own
        self.add_argument(DESCRIBE, action=_Describe, nargs=0, help=argparse.SUPPRESS)

    def format_help(self) -> str:
        """Return the help, for a terminal in colours."""
        text = super().format_help()
        return paint(text, _STYLES) if coloured(sys.stdout) else text

    def _print_message(self, message: str, file: Any = None) -> None:
        # Help and version; argparse would not tell where they cannot be written.
        if message and file is not sys.stderr:
            write_out(encode(message))

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the options."""
        raise OptionError(message, f"see {self.prog} --help")


def names(text: str) -> list[str]:
    """Read a list of names from an option."""
    return [name.strip() for name in text.split(",") if name.strip()]


def add_types(parser: Parser) -> None:
    """Add the choice of fact types."""
    parser.add_argument(
        "--types",
        metavar="T,...",
        type=names,
        action=Listed,
        offered=FACT_TYPES,
        help=f"only facts of these types, of {', '.join(FACT_TYPES)} (default: all)",
    )


def add_relations(parser: Parser) -> None:
    """Add the choice of facts alone."""
    parser.add_argument(
        "--no-relations",
        dest="relations",
        action="store_false",
        help="facts alone, in two thirds of the time: no figures and no events",
    )


def add_lexicon(parser: Parser) -> None:
    """Add the table of organisations of one's own."""
    parser.add_argument(
        "--lexicon", metavar="FILE", help="table of organisations of your own: a name a line; see docs/lexicon.md"
    )


def add_extractors(parser: argparse.ArgumentParser) -> None:
    """Add the extractors of one's own."""
    parser.add_argument(
        "--extractors",
        metavar="NAME,...",
        type=names,
        help="fact types of your own, from installed packages; see docs/extending.md",
    )


def document_id(path: str) -> str:
    """Name a document after its file, - after standard input; in UTF-8, whatever the locale made of its bytes."""
    if path == "-":
        return "stdin"
    return os.fsencode(os.path.splitext(os.path.basename(path))[0]).decode("utf-8", "replace")
