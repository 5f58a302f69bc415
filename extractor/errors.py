"""The exception tree: every error says what is wrong and what to do next."""

from __future__ import annotations

__all__ = [
    "ExtractorError",
    "GoldError",
    "InputError",
    "InvariantError",
    "LexiconError",
    "MissingPackageError",
    "OptionError",
]


class ExtractorError(Exception):
    """Base of all errors that this package raises on purpose.

    Parameters
    ----------
    message : str
        What is wrong, in one line.
    hint : str
        What the user can do next, in one line. Arguments in it, such as ``max_bytes=``, the command tells as options.

    Attributes
    ----------
    code : str
        A stable identifier of the kind of error, for programs.

    Examples
    --------
    >>> import extractor
    >>> try:
    ...     extractor.extract("增长5%", types=["price"])
    ... except extractor.ExtractorError as error:
    ...     print(error.code, error.message)
    E200 unknown fact type 'price'
    """

    code = "E000"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[type[ExtractorError], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class InputError(ExtractorError):
    """An article or a row of a batch cannot be read."""

    code = "E100"


class OptionError(ExtractorError):
    """An option or argument has a value that means nothing."""

    code = "E200"


class LexiconError(ExtractorError):
    """A table of language knowledge is malformed."""

    code = "E300"


class GoldError(ExtractorError):
    """A gold file does not agree with its article or with the format."""

    code = "E400"


class MissingPackageError(ExtractorError, ImportError):
    """An optional package is wanted and not installed."""

    code = "E500"


class InvariantError(ExtractorError):
    """The package broke a promise of its own: a bug that should be reported."""

    code = "E900"
