"""Many codes at once (批量核销): a result for each, and none stands in the way of another."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from communekit.errors import CommunekitError, LimitExceededError
from communekit.ids import derived_id

from .code_book import CodeBook
from .command import Redeem
from .decider import PICKUP_LIFE
from .errors import UnknownPickupCodeError
from .event import PickupEvent
from .hand_over import HandOver
from .state import NotOpened, PickupStanding, PickupState
from .terms import Way
from .value_check import kinds

CODES_MAX = 1_000


@attrs.frozen
class Redeemed:
    """What came of one code of a batch (核销结果).

    Args:
        text: As it was typed.
        pickup: Whose code it is; None where it is nobody's here.
        events: What follows; nothing where it was carried out before, or refused.
        hand_over: What was handed out; also where the same request had been carried out before.
        refusal: Why not.
    """

    text: str
    pickup: str | None = None
    events: tuple[PickupEvent, ...] = ()
    hand_over: HandOver | None = None
    refusal: CommunekitError | None = attrs.field(default=None, eq=False)

    @property
    def is_done(self) -> bool:
        """Whether the goods were handed out, now or before under this request."""
        return self.refusal is None


@attrs.frozen
class Redemption:
    """What came of a batch (批量核销结果): a result for each code, in order, and the states after it."""

    results: tuple[Redeemed, ...]
    states: Mapping[str, PickupStanding]

    @property
    def done(self) -> tuple[Redeemed, ...]:
        """The codes on which goods were handed out."""
        return tuple(one for one in self.results if one.is_done)

    @property
    def refused(self) -> tuple[Redeemed, ...]:
        """The codes that were refused, each with its reason."""
        return tuple(one for one in self.results if not one.is_done)


def redeem_all(
    codes: Iterable[str],
    book: CodeBook,
    states: Mapping[str, PickupState],
    *,
    at: datetime | str,
    by: str,
    key: str,
    staff_of: Iterable[str] = (),
    way: Way = Way.COUNTER,
) -> Redemption:
    """Return what comes of many codes (批量核销), each by itself; nothing is saved.

    Each code is a request of its own for all that is due, whose key follows from the batch's and the pick-up: the same
    batch once more does nothing twice, nor does a code that stands in it twice.

    Args:
        codes: As they were typed or scanned, 1,000 at most.
        book: The live codes of the store.
        states: The pick-ups by id; those of the codes are enough.
        at: When.
        by: Who hands out.
        key: Of the batch.
        staff_of: The stores whose staff that person is now.
        way: At the counter, or brought by the leader.

    Raises:
        LimitExceededError: More than 1,000 codes.
        InvalidPickupError: "unlike": the codes are one text.
        InvalidIdError, InvalidTimeError: What goes for all of them is not valid.
    """
    typed = kinds("codes", codes, object)
    if len(typed) > CODES_MAX:
        raise LimitExceededError("codes of a batch", len(typed), CODES_MAX)
    request = Redeem(key, at, by, key, staff_of=staff_of, way=way)
    after: dict[str, PickupStanding] = {}
    results = tuple(_redeemed(text, book, states, request, after) for text in typed)
    return Redemption(results, after)


def _redeemed(
    text: object,
    book: CodeBook,
    states: Mapping[str, PickupState],
    request: Redeem,
    after: dict[str, PickupStanding],
) -> Redeemed:
    """Return what comes of one code, and note the state after it."""
    shown, pickup = str(text), None
    try:
        pickup = book.find(text)
        asked = attrs.evolve(request, pickup=pickup, key=derived_id("redeem", request.key, pickup))
        events, then = PICKUP_LIFE.handle(asked, after.get(pickup) or states.get(pickup, NotOpened()))
    except CommunekitError as refusal:
        return Redeemed(shown, pickup, refusal=refusal)
    if isinstance(then, NotOpened):  # Nothing that is not opened is handed out.
        return Redeemed(shown, pickup, refusal=UnknownPickupCodeError(shown))
    after[pickup] = then
    return Redeemed(shown, pickup, events, then.hand_over(asked.key))


__all__ = ["CODES_MAX", "Redeemed", "Redemption", "redeem_all"]
