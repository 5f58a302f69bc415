"""What callers give: a day of publication and a text, or an error that says what to give instead."""

from __future__ import annotations

import datetime as dt

from extractor.errors import InputError, OptionError
from extractor.patterns import lazy

__all__ = ["day_of", "no_text", "parse_date"]

# What datetime reads on every Python that we support; later ones read more.
_DAY = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
_MOMENT = lazy(rf"{_DAY.pattern}[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?")


def parse_date(text: str) -> dt.datetime | dt.date:
    """Read an ISO 8601 date, of a day or with a time behind it.

    Parameters
    ----------
    text : str
        ``2026-01-08`` or ``2026-01-08T09:30:00``. An offset to UTC is dropped: the date is the place's own.

    Raises
    ------
    OptionError
        The text is no date.
    """
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
        raise ValueError
    except ValueError:
        raise OptionError(f"{text!r} is no date", "write it as YYYY-MM-DD, for example 2026-01-08") from None


def day_of(given: object) -> dt.datetime | dt.date | None:
    """Return a reference date that was given as a date or as text.

    Parameters
    ----------
    given : object

    Raises
    ------
    OptionError
        It is neither.
    """
    if isinstance(given, str):
        return parse_date(given)
    if given is None:
        return None
    # Not a time, as a table holds it where a date is missing, calls itself a datetime.
    if not isinstance(given, dt.date) or given != given:  # noqa: PLR0124
        hint = "give a datetime.date or text such as '2026-01-08'; None where it is not known"
        raise OptionError(f"{given!r} is no date", hint)
    return given


def no_text(given: object, where: str = "the article") -> InputError:
    """Return an error that says what to do with an article that is no text.

    Parameters
    ----------
    given : object
        What came in its place.
    where : str
        Which article.
    """
    if given is None:
        return InputError(f"{where} has no text", 'give a str, or a row such as {"id": "a", "text": "…"}')
    how = "decode it first: extractor.reading.decode(data) finds the encoding"
    hint = how if isinstance(given, bytes) else "give a str"
    return InputError(f"{where} is {type(given).__name__}, not text", hint)
