"""Return windows: how long a member may send goods back without a reason (七日无理由退货)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from communekit.period import InvalidTimeError, instant, start_of_day, zone

DAYS_MAX: Final = 3_660
EXCEPTED: Final = ("custom_made", "fresh_perishable", "digital_unsealed", "newspaper")
"""消费者权益保护法 (Law on the Protection of Consumer Rights) art. 25: goods that need not be taken back without a reason."""


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return zone(given) if isinstance(given, str) else given


@attrs.frozen(kw_only=True)
class ReturnWindow:
    """How long a member may send goods back without a reason (七日无理由退货), and which goods are excepted.

    The day of receipt is not counted; the window ends with the last day, at midnight in `zone`. Goods that are not
    suitable by nature may be excepted too, but only if the member confirmed it when buying.

    Source: 消费者权益保护法 art. 25 for the default of seven days and the exceptions. Errors: `InvalidTimeError`
    "not_a_duration".

    >>> window = ReturnWindow()
    >>> window.until("2026-03-03T18:00:00+08:00").isoformat()
    '2026-03-10T16:00:00+00:00'
    >>> window.allows("2026-03-03T18:00:00+08:00", "2026-03-10T23:59:59+08:00", kind="fresh_perishable")
    False
    """

    days: int = 7
    excepted: tuple[str, ...] = EXCEPTED
    zone: ZoneInfo = attrs.field(factory=lambda: zone("Asia/Shanghai"), converter=_zone)

    def __attrs_post_init__(self) -> None:
        if type(self.days) is not int or not 0 <= self.days <= DAYS_MAX:
            raise InvalidTimeError("not_a_duration", self.days)

    def until(self, received_at: datetime | str) -> datetime:
        """Return the end of the window for goods received at a moment: half-open, in UTC."""
        day = instant(received_at).astimezone(self.zone).date()
        return start_of_day(day + timedelta(days=self.days + 1), self.zone)

    def allows(
        self,
        received_at: datetime | str,
        at: datetime | str,
        *,
        kind: str = "",
        confirmed_unsuitable: bool = False,
    ) -> bool:
        """Whether goods may be sent back without a reason at a moment.

        Args:
            received_at: When they were received.
            at: The moment.
            kind: What kind of goods, in the words of `excepted`; empty for ordinary ones.
            confirmed_unsuitable: The member confirmed at purchase that they are not taken back.
        """
        if kind in self.excepted or confirmed_unsuitable:
            return False
        return instant(received_at) <= instant(at) < self.until(received_at)


__all__ = ["EXCEPTED", "ReturnWindow"]
