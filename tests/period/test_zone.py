"""Zones: names of the database, and nothing that reaches for a file."""

import io
import struct
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest

from communekit.period import InvalidTimeError, zone


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../../etc/passwd",
        "Asia/../Asia/Shanghai",
        "/usr/share/zoneinfo/UTC",
        "Asia",
        "Asia/",
        "Asia/Atlantis",
        "asia/shanghai",
        "ASIA/SHANGHAI",
        "Asia/Shanghai\n",
        "Asia/Shanghai\0",
        "posix/UTC",
        "right/UTC",
        "localtime",
        "tzdata.zi",
        "A" * 1_000_000,
        8,
        None,
        b"UTC",
    ],
)
def test_other_names_are_refused(name: Any) -> None:
    """Empty, unknown, misspelt names and paths are refused, with the one error."""
    with pytest.raises(InvalidTimeError) as refused:
        zone(name)
    assert refused.value.problem == "unknown_zone"


def test_every_zone_of_the_database_is_known() -> None:
    """All names of the database are taken as they are."""
    assert all(zone(name).key == name for name in available_timezones() if name != "localtime")


def test_one_object_per_zone() -> None:
    """Zones compare by identity, so a name always gives the same one."""
    assert zone(ZoneInfo.no_cache("Asia/Shanghai")) is zone("Asia/Shanghai")


def test_zones_without_a_name_are_refused() -> None:
    """A zone that cannot be written down cannot be kept."""
    header = b"TZif" + bytes(16) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    nameless = ZoneInfo.from_file(io.BytesIO(header + bytes(6) + b"UTC\0"))
    with pytest.raises(InvalidTimeError):
        zone(nameless)
