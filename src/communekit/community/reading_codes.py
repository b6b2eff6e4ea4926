"""Reading the codes that orders tell (随单口令识别): each becomes a touch, which is kept and counts as any other."""

from communekit.ids import derived_id

from .desk import Desk
from .errors import InvalidTermsError
from .fact import Sale
from .happening import DeedTold
from .signal import signal_key, signal_stream, signal_tags


def tell_code(desk: Desk, sale: Sale) -> None:
    """Keep the touch that the code of an order gives, if it tells one; of a passer-by it is the order's own visitor.

    Raises:
        InvalidTermsError: The community has no code book.
        UnknownCodeError: The code is nobody's, here and then.
    """
    if sale.code == "":
        return
    if desk.terms.codes is None:
        raise InvalidTermsError("codes", None)
    order = sale.order
    touch = desk.terms.codes.touch(
        sale.code,
        derived_id("community.order_code", order.id),
        at=order.placed_at,
        by=derived_id("community.order_visitor", order.id) if order.member is None else order.member,
        community=desk.terms.community,
        store=order.store,
        order=order.id,
    )
    key = signal_key(touch, lambda _: "")
    desk.keep(signal_stream(touch), key, DeedTold(touch), touch.at, signal_tags(touch))


__all__ = ["tell_code"]
