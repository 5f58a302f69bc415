"""What is frozen says so, in one way: whatever is set or deleted, known or not."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import NoReturn, TypeVar

__all__ = ["refuse_changes"]

_Class = TypeVar("_Class", bound=type)


def refuse_changes(cls: _Class) -> _Class:
    """Make every change of an object raise ``FrozenInstanceError``, an ``AttributeError``.

    A dataclass that is frozen and has slots does so for its fields only: with any other name Python before 3.14 fails
    inside the method that it made, with a ``TypeError`` about ``super``.

    Parameters
    ----------
    cls : type

    Returns
    -------
    type
        The same class.

    Examples
    --------
    >>> import extractor
    >>> facts = extractor.extract("融资3亿元")
    >>> facts.note = "checked"
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: Facts is frozen: 'note' cannot be set
    """

    def set_(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - as Python calls it
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name!r} cannot be set")

    def delete(self: object, name: str) -> NoReturn:
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name!r} cannot be deleted")

    cls.__setattr__ = set_  # type: ignore[method-assign, assignment]
    cls.__delattr__ = delete  # type: ignore[method-assign, assignment]
    return cls
