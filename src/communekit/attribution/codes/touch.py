"""What was used becomes a fact (使用口令或链接): a touch, filled in from the code or the token.

Whichever way somebody came, by the link, the picture or the code that was typed because the camera failed, the owner,
his role, the store and the campaign are those that were issued: nothing is taken from the visitor.
"""

from datetime import datetime

from communekit.parties import Touch, TouchKind
from communekit.period import instant

from .errors import UnknownCodeError
from .fitting import fitting
from .issued_code import IssuedCode
from .share_token import ShareToken


def touch_of(
    token: ShareToken,
    id: str,  # noqa: A002 - the same word as the field of the touch
    *,
    at: datetime,
    by: str,
    kind: str = TouchKind.LINK,
    is_view: bool = False,
    channel: str | None = None,
) -> Touch:
    """Return the touch that a link, or a picture of it, gives (触点).

    Args:
        token: What `read_token` returned: from nowhere else.
        id: The host's id of the touch.
        at: When it was followed.
        by: Who followed it: a member, or a visitor.
        kind: `TouchKind.LINK`; `TouchKind.QR` where a camera read it, `TouchKind.LIVE`, `TouchKind.INVITATION`.
        is_view: Whether it was only seen.
        channel: Its channel in reports; the kind unless said otherwise.

    Errors: those of `Touch`; `InvalidCodeArgumentError`.

    >>> noon = instant("2026-03-01T12:00:00Z")
    >>> token = ShareToken("share", "riverside", "L1", noon, instant("2026-03-31T12:00:00Z"), campaign="spring")
    >>> touch = touch_of(token, "t-1", at=noon, by="V7")
    >>> touch.owner, touch.kind, touch.campaign
    ('L1', TouchKind("link"), 'spring')
    """
    fitting(token, ShareToken, "token")
    return Touch(
        id,
        at,
        TouchKind(kind),
        by,
        token.owner,
        role=token.role,
        is_view=is_view,
        channel=str(kind) if channel is None else channel,
        store=token.store,
        session=token.session,
        share=token.share,
        content=token.content,
        campaign=token.campaign,
    )


def touch_of_code(
    issued: IssuedCode,
    id: str,  # noqa: A002 - the same word as the field of the touch
    *,
    at: datetime,
    by: str,
    order: str | None = None,
    store: str | None = None,
    channel: str | None = None,
) -> Touch:
    """Return the touch that a code gives which somebody typed (触点).

    Args:
        issued: What `find` returned.
        id: The host's id of the touch.
        at: When it was typed.
        by: Who typed it.
        order: The order at whose checkout it was typed.
        store: The store in which it was used; where the code is for one store, that one.
        channel: Its channel in reports; "code" unless said otherwise.

    Raises:
        UnknownCodeError: It is not valid at this instant, or in this store.

    Errors: those of `Touch`; `InvalidCodeArgumentError`.

    >>> from communekit.period import Window
    >>> issued = IssuedCode("7K3M9P2X0", "L1", Window.parse("2026-03-01T00:00:00Z/.."))
    >>> touch_of_code(issued, "t-2", at=instant("2026-03-08T12:00:00Z"), by="V7", order="O-9").code
    '7K3M9P2X0'
    """
    if not fitting(issued, IssuedCode, "issued").is_valid(instant(at), store=store):
        raise UnknownCodeError(str(issued.share_code))
    return Touch(
        id,
        at,
        TouchKind.CODE,
        by,
        issued.owner,
        role=issued.role,
        channel=str(TouchKind.CODE) if channel is None else channel,
        store=store if issued.store is None else issued.store,
        session=issued.session,
        code=str(issued.share_code),
        content=issued.content,
        campaign=issued.campaign,
        order=order,
    )


__all__ = ["touch_of", "touch_of_code"]
