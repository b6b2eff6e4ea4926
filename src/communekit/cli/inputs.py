"""Inputs (输入): plans and maps of columns, read from files; what is refused is told with the file's name."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from communekit.codec import LIMITS
from communekit.commission import InvalidPlanError, Plan, Plans, read_plans
from communekit.errors import CommunekitError

from .errors import RefusedFileError, RefusedInputError
from .intake import Columns, read_columns

T = TypeVar("T")


def read_plan_file(path: Path) -> Plans:
    """Return the plan of a file, TOML or JSON by its suffix: one version or several.

    Raises:
        RefusedInputError: The file is not there, cannot be read, or is of no known kind.
        RefusedFileError: What stands in it is refused.
    """
    match path.suffix.lower():
        case ".toml":
            plans = _read(path, lambda document: read_plans(document, format="toml"))
        case ".json":
            plans = _read(path, lambda document: read_plans(document, format="json"))
        case _:
            raise RefusedInputError(str(path), "kind", (".toml", ".json"))
    first = plans.versions[0]
    for plan in plans.versions:
        if (plan.currency, plan.zone) != (first.currency, first.zone):
            refused = InvalidPlanError("versions", "one currency and one zone", plan.name)
            raise RefusedFileError(path.name, refused)
    return plans


def read_columns_file(path: Path) -> Columns:
    """Return the map of columns of a TOML file; errors as for plans."""
    return _read(path, read_columns)


def newest(plans: Plans) -> Plan:
    """Return the newest version of a plan."""
    return plans.versions[-1]


def _read(path: Path, reader: Callable[[bytes], T]) -> T:
    if not path.exists():
        raise RefusedInputError(str(path), "not_found")
    if not path.is_file():
        raise RefusedInputError(str(path), "not_a_file")
    try:
        with path.open("rb") as file:
            document = file.read(LIMITS.bytes_max + 1)
    except OSError as error:
        raise RefusedInputError(str(path), "unreadable", error.strerror or "") from error
    try:
        return reader(document)
    except CommunekitError as refused:
        raise RefusedFileError(path.name, refused) from refused


__all__ = ["newest", "read_columns_file", "read_plan_file"]
