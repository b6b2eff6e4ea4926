"""The clock (读时间): times as a file writes them, to instants; each text read once."""

from datetime import datetime
from typing import Final

from communekit.cli.errors import ImportRowError
from communekit.period import InvalidTimeError, local, parse_instant

from .columns import ISO, Times
from .number import KNOWN_MAX

_SEPARATOR: Final = 10
"""Where ISO 8601 has its "T"; files often have a blank there."""


class Clock:
    """Times of a file as instants."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._known: dict[str, datetime] = {}

    def read(self, text: str, row: int, column: str) -> datetime:
        """Return the instant that a cell names.

        Raises:
            ImportRowError: It is empty, or not of the stated format.
            InvalidTimeError: The clocks of the zone skip it, or show it twice and the map does not say which.
        """
        found = self._known.get(text)
        if found is None:
            if not text:
                raise ImportRowError(row, "missing", column)
            try:
                found = self._instant(text)
            except (ValueError, OverflowError):
                raise ImportRowError(row, "unreadable_time", column, text) from None
            except InvalidTimeError as error:
                if error.problem in ("gap", "fold"):
                    raise
                raise ImportRowError(row, "unreadable_time", column, text) from None
            if len(self._known) >= KNOWN_MAX:
                self._known.clear()
            self._known[text] = found
        return found

    def _instant(self, text: str) -> datetime:
        times = self._times
        if times.format != ISO:
            read = datetime.strptime(text, times.format)  # noqa: DTZ007  # the zone follows, where the text has none
            if read.tzinfo is None:
                return local(read, times.zone, fold=times.fold)
            return parse_instant(read.isoformat())
        iso = (
            f"{text[:_SEPARATOR]}T{text[_SEPARATOR + 1 :]}"
            if text[_SEPARATOR : _SEPARATOR + 1] == " "
            else text
        )
        try:
            return local(iso, times.zone, fold=times.fold)
        except InvalidTimeError as error:
            if error.problem != "not_local":
                raise
        return parse_instant(iso)


__all__ = ["Clock"]
