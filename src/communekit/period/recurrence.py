"""Recurrences: cycles that no word names, as rules of RFC 5545 (循环规则).

"From the 26th to the 25th" is `FREQ=MONTHLY;BYMONTHDAY=26`; "every second Friday" is
`FREQ=WEEKLY;INTERVAL=2;BYDAY=FR`. The start is always the first occurrence, as RFC 5545 says of DTSTART.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

import attrs
from dateutil.rrule import rrulestr

from .errors import InvalidTimeError
from .local import read_local

_WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "(DAILY|WEEKLY|MONTHLY|YEARLY)",
    "INTERVAL": "[1-9][0-9]{0,2}",
    "BYMONTH": "(1[0-2]|[1-9])",
    "BYMONTHDAY": "-?(3[01]|[12][0-9]|[1-9])",
    "BYDAY": f"([+-]?[1-5]?[0-9])?{_WEEKDAY}",
    "BYSETPOS": "-?[1-9][0-9]{0,2}",
    "BYYEARDAY": "-?[1-9][0-9]{0,2}",
    "BYWEEKNO": "-?[1-9][0-9]?",
    "WKST": _WEEKDAY,
}
_RULE_CHARACTERS = 300

# The calendar repeats every 400 years, weekdays included. Rules run in the last such era before the year
# 9999, where the search for a rule that never comes round soon ends by itself.
_ERA = 400 * 19


@attrs.frozen
class Recurrence:
    """A recurrence (循环规则): an RFC 5545 rule, and the local time of its first occurrence.

    Rules are daily or slower, and run for ever: COUNT, UNTIL and BYHOUR are refused; the time of day is
    that of the start.

    Errors: `InvalidTimeError` "malformed_rule", "no_occurrence", "date_only", "not_local", "out_of_range".

    >>> cycle = Recurrence("FREQ=MONTHLY;BYMONTHDAY=26", datetime(2026, 1, 10))
    >>> [f"{clock:%m-%d}" for clock in cycle.clocks(2026)][:3]
    ['01-10', '01-26', '02-26']
    """

    rule: str
    start: datetime

    def __attrs_post_init__(self) -> None:
        _check_rule(self.rule)
        if not isinstance(read_local(self.start), datetime):
            raise InvalidTimeError("date_only", self.start)
        if next(_later(self), None) is None:
            raise InvalidTimeError("no_occurrence", self.rule)

    def clocks(self, year: int) -> Iterator[datetime]:
        """Yield the local times at which it occurs, in order, from the start to the end of a year."""
        yield self.start
        yield from takewhile(lambda clock: clock.year <= year, _later(self))


def _check_rule(rule: object) -> None:
    """Refuse what is not a rule that we read: the library beneath passes over some mistakes in silence."""
    if not isinstance(rule, str) or len(rule) > _RULE_CHARACTERS:
        raise InvalidTimeError("malformed_rule", rule)
    pairs = [part.partition("=")[::2] for part in rule.split(";")]
    parts = dict(pairs)
    is_sound = (
        len(parts) == len(pairs)
        and "FREQ" in parts
        and all(key in _PARTS for key in parts)
        and all(re.fullmatch(_PARTS[key], word) for key, words in pairs for word in words.split(","))
        and not any("," in parts.get(key, "") for key in ("FREQ", "INTERVAL", "WKST"))
        # "The third Monday" means something within a month or a year only.
        and (parts["FREQ"] in {"MONTHLY", "YEARLY"} or not re.search("[0-9]", parts.get("BYDAY", "")))
    )
    if not is_sound:
        raise InvalidTimeError("malformed_rule", rule)


def _later(recurrence: Recurrence) -> Iterator[datetime]:
    """Yield the local times after the start, in order."""
    start = recurrence.start.replace(year=recurrence.start.year + _ERA)
    try:
        rule = rrulestr(recurrence.rule, dtstart=start)
    except ValueError:
        raise InvalidTimeError("malformed_rule", recurrence.rule) from None
    yield from (clock.replace(year=clock.year - _ERA) for clock in rule if clock > start)


__all__ = ["Recurrence"]
