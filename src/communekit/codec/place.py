"""Places (位置): where in a document something was refused."""

import re

from communekit.errors import CommunekitError, excerpt

from .errors import InvalidDocumentError, UnknownKeyError

_BARE = re.compile(r"[\w-]{1,60}\Z")
_NOTE = "at "


class at:  # noqa: N801 - reads as a word: with at("rule")
    """Say in every refusal from within that it happened at a key, or at an element counted from 0.

    Errors of documents carry the place as a field; those of other rooms as a note.

    >>> with at("rule"), at(2):
    ...     raise InvalidDocumentError("missing_key", "", "share")
    Traceback (most recent call last):
        ...
    communekit.codec.errors.InvalidDocumentError: rule[2]: the key 'share' is missing
    """

    __slots__ = ("_step",)

    def __init__(self, step: str | int) -> None:
        self._step = step

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Put the place before the one that a refusal names already."""
        if isinstance(error, InvalidDocumentError | UnknownKeyError):
            raise error.under(_shown(self._step)) from error.__cause__
        if isinstance(error, CommunekitError):
            _annotate(error, _shown(self._step))


def line_and_column(source: str, index: int) -> str:
    r"""Return the place of a character as line:column, both counted from 1.

    >>> line_and_column("a\nbc", 3)
    '2:2'
    """
    return f"{source.count(chr(10), 0, index) + 1}:{index - source.rfind(chr(10), 0, index)}"


def _shown(step: str | int) -> str:
    """Return a step as it stands in a path, hostile keys made safe."""
    if isinstance(step, int):
        return f"[{step}]"
    return step if _BARE.match(step) else excerpt(step)


def _annotate(error: CommunekitError, step: str) -> None:
    """Put a step before the note that says where."""
    notes: list[str] = getattr(error, "__notes__", [])
    if notes and notes[-1].startswith(_NOTE):
        inner = notes.pop().removeprefix(_NOTE)
        step = f"{step}{inner}" if inner.startswith("[") else f"{step}.{inner}"
    error.add_note(f"{_NOTE}{step}")
