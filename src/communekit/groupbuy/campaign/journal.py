"""The journal of a campaign (团购记账): what members paid, what went back, and where the rest went, as balanced entries.

As long as a seat is not decided, what is kept of its money lies on its member's `deposit`. A seat that failed leaves
nothing there. One that became an order hands all of it to that: from then on the order's own entries tell of it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from communekit.ids import PartyId, identifier
from communekit.ledger import Account, Entry, Posting
from communekit.ledger.bucket import AVAILABLE, DEPOSIT, PAYMENT
from communekit.money import Money

from .event import CampaignEvent, PaymentStrayed, PaymentTaken
from .moving import SeatMoved, moves
from .seat import Seat, SeatState
from .state import CampaignState

PAID: Final = "groupbuy.paid"
"""The kind of entries by which a member's payment comes in (付款)."""

REFUNDED: Final = "groupbuy.refunded"
"""The kind of entries by which it goes back (退款)."""

APPLIED: Final = "groupbuy.applied"
"""The kind of entries by which it is handed to the order that the seat became (转为货款)."""

FORFEITED: Final = "groupbuy.forfeited"
"""The kind of entries by which a deposit stays with the store (定金不退)."""

_UNDECIDED: Final = frozenset((SeatState.RESERVED, SeatState.JOINED, SeatState.OWING))


def journal(
    state: CampaignState,
    events: Iterable[CampaignEvent],
    *,
    community: PartyId | str,
    keeper: PartyId | str | None = None,
) -> tuple[Entry, ...]:
    """Return the entries of facts that followed one another from a state (团购分录).

    The same facts give the same entries with the same ids, so that booking twice is booking once. Refunds are booked when
    they are decided; the money leaves through the host's channel (`RefundMoney`). What comes back of a seat that has
    become an order is a refund of that order, and booked with it; see `refund_of`.

    Args:
        state: Before the first of the facts.
        events: The facts, as `decide` gave them.
        community: Whose `outside.payment` account stands for the world outside.
        keeper: Who keeps forfeited deposits, as available money; None is the seat's store, or the community where the
            seat names none.

    >>> from communekit.groupbuy.campaign import Draft
    >>> journal(Draft(), (), community="riverside")
    ()
    """
    outside = PartyId(identifier(community, what="party id"))
    return tuple(entry for moved in moves(state, events) for entry in _entries(moved, outside, keeper))


def deposit_of_seat(seat: Seat) -> Money:
    """Return what of a seat's money lies on its member's `deposit` (预付余额): all that is kept until it is decided.

    A member's account holds the sum over all her seats.
    """
    return seat.kept if seat.state in _UNDECIDED else seat.kept - seat.kept


def _entries(moved: SeatMoved, community: PartyId, keeper: PartyId | str | None) -> Iterator[Entry]:
    before, seat, event = moved.before, moved.seat, moved.event
    currency = seat.paid.currency
    outside = Account(community, PAYMENT, currency)
    deposit = Account(seat.member, DEPOSIT, currency)
    fact = (moved.state.campaign.id, seat.id)
    held = deposit_of_seat(before).minor

    def entry(kind: str, minor: int, into: Account, *more: str | int) -> Entry:
        legs = (Posting(deposit, -minor), Posting(into, minor))
        return Entry.derived(kind, event.at, legs, fact=(*fact, *more))

    if isinstance(event, PaymentTaken | PaymentStrayed):
        held += event.amount.minor
        yield entry(PAID, -event.amount.minor, outside, event.payment)
    back = seat.refunded.minor - before.refunded.minor
    if back and held:  # What is not held here any more comes back with the order.
        held -= back
        yield entry(REFUNDED, back, outside, seat.refunded.minor)
    held -= deposit_of_seat(seat).minor
    if held and seat.state is SeatState.FORFEITED:
        store = PartyId(keeper) if keeper is not None else seat.store or community
        yield entry(FORFEITED, held, Account(store, AVAILABLE, currency))
    elif held:
        yield entry(APPLIED, held, outside)


__all__ = ["APPLIED", "FORFEITED", "PAID", "REFUNDED", "deposit_of_seat", "journal"]
