"""Time zones by name (时区), from the IANA database and from nowhere else."""

import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from .errors import InvalidTimeError
from .reading import whole_match

# Every part begins with a capital: keeps out paths, "posix/", "right/" (leap seconds) and "localtime".
_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]{0,31}(/[A-Z][A-Za-z0-9_+-]{0,31}){0,2}")


def zone(name: str | ZoneInfo) -> ZoneInfo:
    """Return the time zone (时区) of that name, spelled as the IANA database spells it.

    Errors: `InvalidTimeError` "unknown_zone" for anything else, paths and nameless zones included.

    >>> zone("Asia/Shanghai")
    zoneinfo.ZoneInfo(key='Asia/Shanghai')
    """
    key = name.key if isinstance(name, ZoneInfo) else name
    if whole_match(_NAME, key, longest=64) is None or key not in _names():
        raise InvalidTimeError("unknown_zone", name)
    return _zone(key)


@cache
def _names() -> frozenset[str]:
    # Some file systems ignore case: only this list keeps "ASIA/Shanghai" out everywhere.
    return frozenset(available_timezones())


@cache
def _zone(key: str) -> ZoneInfo:
    # One object per name: zones compare by identity.
    return ZoneInfo(key)


__all__ = ["zone"]
