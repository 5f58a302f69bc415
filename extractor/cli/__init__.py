"""The command ``extract``: a module for each command reads its options and calls one function."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from extractor import __version__
from extractor.cli.commands import COMMANDS, command
from extractor.cli.options import BAD_INPUT
from extractor.errors import ExtractorError, InvariantError, OptionError
from extractor.pattern_cache import cached_patterns
from extractor.terminal import tell_error

__all__ = ["main"]

_BUG = 70  # EX_SOFTWARE of sysexits.h
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, or None
        Without the program's name; None: from ``sys.argv``.

    Returns
    -------
    int
        Exit status: 0; 1 where a result falls short (failed rows, a score below its bar); 2 for bad input or
        options, told in one line on standard error; 70 for a bug of the package; 130 when interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given.pop(0) if given and given[0] in COMMANDS else "extract"
    try:
        if name == "extract" and given:
            _check_command(given[0])
        with cached_patterns():
            return command(name)(given)
    except InvariantError as error:
        tell_error(error)
        return _BUG
    except ExtractorError as error:
        tell_error(error)
        return BAD_INPUT
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away, as `head` does. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except Exception as error:
        import traceback  # noqa: PLC0415 - once in a bug's life

        traceback.print_exc()
        what = f"{type(error).__name__} in {__version__} on Python {sys.version.split()[0]}"
        tell_error(InvariantError(what, "this is a bug: please report it with the lines above and the article"))
        return _BUG


def _check_command(word: str) -> None:
    """Raise an error where the first word is no file, and nearly a command."""
    if word.startswith("-") or os.path.exists(word):
        return
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is no file

    for meant in get_close_matches(word, COMMANDS, n=1, cutoff=0.75):
        raise OptionError(f"there is no command and no file {word}", f"did you mean `extract {meant}`?")
