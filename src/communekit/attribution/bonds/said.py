"""How bonds are spoken of (锁客用语): deeds and moments in both languages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from communekit.errors import Texts, language_of
from communekit.period import instant
from communekit.period import zone as named_zone

_DEEDS: Final[Mapping[str, Texts]] = {
    "ad": {"en": "an ad", "zh": "广告"},
    "code": {"en": "a code that was typed", "zh": "口令"},
    "content": {"en": "content", "zh": "内容"},
    "coupon": {"en": "a coupon", "zh": "优惠券"},
    "first_order": {"en": "the first order", "zh": "首单"},
    "hand_over": {"en": "handed over by hand", "zh": "人工交接"},
    "invitation": {"en": "an invitation", "zh": "邀请"},
    "leader_exit": {"en": "the leader before left", "zh": "原团长退出"},
    "link": {"en": "a shared link", "zh": "分享链接"},
    "live": {"en": "a livestream", "zh": "直播间"},
    "order": {"en": "an order", "zh": "下单"},
    "qr": {"en": "a code in a picture", "zh": "海报二维码"},
    "registration": {"en": "registration", "zh": "注册"},
    "scan": {"en": "a scan in the store", "zh": "到店扫码"},
}


def deed_said(deed: str, locale: str) -> str:
    """Return a deed in a language; a host's own word as it is.

    >>> deed_said("link", "zh"), deed_said("courier_card", "zh")
    ('分享链接', 'courier_card')
    """
    return _DEEDS.get(deed, {}).get(language_of(locale), str(deed))


def moment_said(at: datetime, zone: str | ZoneInfo) -> str:
    """Return a moment by the clocks of a zone, to the minute, or as finely as it has to be.

    >>> moment_said(instant("2026-03-01T00:00:00Z"), "Asia/Shanghai")
    '2026-03-01 08:00'
    """
    local = instant(at).astimezone(named_zone(zone)).replace(tzinfo=None)
    return local.isoformat(" ", "auto" if local.second or local.microsecond else "minutes")


__all__ = ["deed_said", "moment_said"]
