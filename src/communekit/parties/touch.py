"""Touches (触点): somebody met the community through somebody: a link, a poster, a livestream, a visit.

A touch is a fact that the host hands in. What it is worth is said in `communekit.attribution`.
"""

from datetime import datetime
from typing import ClassVar, Self

import attrs

from communekit.ids import PartyId, identifier, name_text
from communekit.period import instant

from .errors import InvalidTouchError
from .party_id import party_id, party_id_or_none
from .role import Role, is_word

PRIORITY_MAX = 1_000_000


class TouchKind(str):
    """How somebody was met (触点类型): a usual word of the trade, or a host's own: `TouchKind("courier_card")`.

    Errors: `InvalidTouchError` "kind" when the word is not lower-case letters, digits and underscores, 1 to 40.

    >>> TouchKind.LIVE
    TouchKind("live")
    """

    __slots__ = ()

    LINK: ClassVar["TouchKind"]
    QR: ClassVar["TouchKind"]
    LIVE: ClassVar["TouchKind"]
    COUPON: ClassVar["TouchKind"]
    CODE: ClassVar["TouchKind"]
    CONTENT: ClassVar["TouchKind"]
    SCAN: ClassVar["TouchKind"]
    INVITATION: ClassVar["TouchKind"]
    AD: ClassVar["TouchKind"]

    def __new__(cls, word: str) -> Self:
        """Return the kind, once its word is checked."""
        if isinstance(word, cls):
            return word
        if not is_word(word):
            raise InvalidTouchError("kind", word)
        return super().__new__(cls, word)

    def __repr__(self) -> str:
        return f'TouchKind("{self!s}")'

    def __str__(self) -> str:
        return str.__str__(self)


TouchKind.LINK = TouchKind("link")
TouchKind.QR = TouchKind("qr")
TouchKind.LIVE = TouchKind("live")
TouchKind.COUPON = TouchKind("coupon")
TouchKind.CODE = TouchKind("code")
TouchKind.CONTENT = TouchKind("content")
TouchKind.SCAN = TouchKind("scan")
TouchKind.INVITATION = TouchKind("invitation")
TouchKind.AD = TouchKind("ad")


def _touch_id(text: str) -> str:
    return identifier(text, what="touch id")


def _channel(text: str) -> str:
    return name_text(text, what="channel")


def _session(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="session id")


def _share(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="share key")


def _code(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="code")


def _content(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="content id")


def _campaign(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="campaign id")


def _order(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="order id")


@attrs.frozen
class Touch:
    """Somebody met the community at an instant, through somebody or on his own (触点).

    Args:
        id: The host's id of the touch; the same id told twice is one touch.
        at: When; kept in UTC.
        kind: How: a link (分享链接), a code in a picture (海报二维码), the entry of a livestream (直播间入口), a coupon
            (优惠券), a code that was typed (口令), content (内容), a scan in the store (到店扫码), an invitation (邀请),
            an ad (广告).
        by: Who: a member, or a visitor who is known by nothing but this id yet.
        owner: Whom it leads to; None where it is nobody's: an ad of the community, a coupon that the store gave out.
        role: In which capacity the owner is credited: leader (团长) unless said otherwise; host (主播) of a livestream,
            creator (内容作者) of a clip.
        is_view: Whether it was only seen (曝光); otherwise clicked, entered, scanned, used (点击).
        channel: Its channel in reports, any text; the kind where none is given.
        store: In which store, or for which; None for the whole community.
        session: The livestream.
        share: The key under which somebody shared it (分享键).
        code: The code, coupon or token that was used.
        content: The clip, post or poster.
        campaign: The campaign.
        order: The one order that it belongs to: a coupon used on it, a code typed at its checkout.
        priority: Of two at one instant the higher one is the later; 0 unless said otherwise.

    Errors: `InvalidTouchError`, `InvalidIdError`, `InvalidTextError`, `InvalidTimeError`, `InvalidRoleError`.

    >>> Touch("t-1", "2026-03-01T12:00:00Z", "link", "V7", "L1").channel
    'link'
    """

    id: str = attrs.field(converter=_touch_id)
    at: datetime = attrs.field(converter=instant)
    kind: TouchKind = attrs.field(converter=TouchKind)
    by: PartyId = attrs.field(converter=party_id)
    owner: PartyId | None = attrs.field(default=None, converter=party_id_or_none)
    role: Role = attrs.field(default=Role.LEADER, kw_only=True, converter=Role)
    is_view: bool = attrs.field(default=False, kw_only=True)
    channel: str = attrs.field(
        default=attrs.Factory(lambda touch: str(touch.kind), takes_self=True),
        kw_only=True,
        converter=_channel,
    )
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    session: str | None = attrs.field(default=None, kw_only=True, converter=_session)
    share: str | None = attrs.field(default=None, kw_only=True, converter=_share)
    code: str | None = attrs.field(default=None, kw_only=True, converter=_code)
    content: str | None = attrs.field(default=None, kw_only=True, converter=_content)
    campaign: str | None = attrs.field(default=None, kw_only=True, converter=_campaign)
    order: str | None = attrs.field(default=None, kw_only=True, converter=_order)
    priority: int = attrs.field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.is_view) is not bool:
            raise InvalidTouchError("is_view", self.is_view)
        if type(self.priority) is not int or abs(self.priority) > PRIORITY_MAX:
            raise InvalidTouchError("priority", self.priority)

    @property
    def place(self) -> tuple[datetime, int, str]:
        """Where it stands among others: by instant, then priority, then id; in whatever order they arrived."""
        return self.at, self.priority, self.id


__all__ = ["PRIORITY_MAX", "Touch", "TouchKind"]
