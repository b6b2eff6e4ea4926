"""Kinds: a field of a plan holds a value of its own kind, so that a stray word is refused, never read as something else."""

from .errors import InvalidPlanError


def check_kind(where: str, what: str, value: object, kind: type | tuple[type, ...]) -> None:
    """Refuse a value of another kind.

    Raises:
        InvalidPlanError: Says where, of what, and the value.

    >>> check_kind("rule base", "rounding", "down", str)
    """
    if not isinstance(value, kind):
        raise InvalidPlanError(f"{where}, {what}", "is of another kind", value)


def check_number(where: str, what: str, value: object) -> None:
    """Refuse anything but a whole number of zero or more."""
    if type(value) is not int or value < 0:
        raise InvalidPlanError(f"{where}, {what}", "is not a whole number of zero or more", value)


__all__ = ["check_kind", "check_number"]
