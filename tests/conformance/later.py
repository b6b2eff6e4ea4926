"""What comes later: kinds of the vector files whose part of the library is not there yet."""

from collections.abc import Mapping
from typing import Final

LOYALTY: Final = "part 6 (loyalty)"
LIVESTREAMS: Final = "a later part (livestreams)"
COMMONS: Final = "a later part (commons)"
INSIGHT: Final = "a later part (insight)"

LATER: Final[Mapping[str, str]] = {
    "leader.grade": LOYALTY,
    "point_expiry": LOYALTY,
    "points_earn": LOYALTY,
    "points_redeem": LOYALTY,
    "points_refund": LOYALTY,
    "tier": LOYALTY,
    "ugc_reward": LOYALTY,
    "law.live_host_age": LIVESTREAMS,
    "live.room_window": LIVESTREAMS,
    "live.status": LIVESTREAMS,
    "prorated_quota": COMMONS,
    "quorum": COMMONS,
    "law.privacy_portrait": INSIGHT,
}

LATER_FAMILIES: Final[Mapping[str, str]] = {
    "points": LOYALTY,
    "checkin": LOYALTY,
    "member": LOYALTY,
}
"""By the word before the point: `points.earn`, `member.level`."""


def reason_of(kind: str) -> str:
    """Return why a kind without an adapter is not run."""
    family, point, _ = kind.partition(".")
    part = LATER.get(kind) or (LATER_FAMILIES.get(family) if point else None)
    return f"unknown kind: {kind}" if part is None else f"comes with {part}"
