"""Cases: the lines of a vector file, read strictly; what cannot be read is a case too, with the reason."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from communekit.codec import read_json
from communekit.errors import CommunekitError

MALFORMED = "malformed"
"""The kind under which lines are counted that are not of the documented form."""


class UnsupportedError(Exception):
    """A case that the library does not mean to offer, or that cannot be read: the reason, in a sentence."""


@attrs.frozen
class Case:
    """A worked figure: what goes in, what the source says comes out. A broken one says why it cannot be run."""

    id: str
    kind: str
    source: str = ""
    given: Mapping[str, Any] = attrs.field(factory=dict)
    expected: Mapping[str, Any] = attrs.field(factory=dict)
    broken: str = ""


def cases_of(path: Path) -> Iterator[Case]:
    """Yield the cases of a file, line by line; empty lines are passed over.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield read_case(line.rstrip(b"\r\n"), f"{path.name}:{number}")


def read_case(line: bytes, place: str) -> Case:
    """Return the case that a line holds; `place` names it where the line does not."""
    try:
        read = read_json(line)
    except CommunekitError as error:
        return Case(place, MALFORMED, broken=str(error))
    if not isinstance(read, dict):
        return Case(place, MALFORMED, broken="not a JSON object")
    for name, wanted in (("id", str), ("kind", str), ("input", dict), ("expected", dict)):
        if not isinstance(read.get(name), wanted) or (not read[name] and wanted is str):
            return Case(place, MALFORMED, broken=f"{name!r} is missing, or of another kind")
    source = read.get("source")
    return Case(
        str(read["id"]),
        str(read["kind"]),
        source if isinstance(source, str) else "",
        as_table(read["input"]),
        as_table(read["expected"]),
    )


def as_table(value: object) -> dict[str, Any]:
    """Return a value that is known to be a JSON object."""
    if not isinstance(value, dict):
        raise UnsupportedError("not a JSON object")
    return value
