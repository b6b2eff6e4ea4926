"""Attribute: facts in, one attribution out (归因). One order, or a stream of any length."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from communekit.errors import CommunekitError
from communekit.ids import OrderId, derived_id
from communekit.orders import Credit, Credits, Order
from communekit.period import instant_text

from .attribution import ORGANIC, Attribution
from .beside import beside
from .buyer import Buyer
from .errors import AttributionConflictError, InvalidFactError
from .facts import Facts
from .listed import checked
from .paper import digest_of
from .policy import AttributionPolicy
from .precedence import Choice, choose
from .shares import SHARES, TouchShares
from .signals import signals_of
from .slices import Slice, credits_from, slices_of
from .trace import Fate, Traced
from .visits import VISIT, lines_of, visit_of

NOTHING = Facts()


def attribute(
    order: Order,
    policy: AttributionPolicy,
    facts: Facts = NOTHING,
    *,
    shares: Mapping[str, TouchShares] = SHARES,
) -> Attribution:
    """Say who is credited with an order under a rule, and why (单笔归因).

    The same facts give the same attribution, in whatever order they arrived. What does not bear on it (a touch outside
    its window, after the order, or of somebody else) changes nothing but the trace.

    Args:
        order: The order, as it was placed.
        policy: The rule that was in force then.
        facts: All that was told.
        shares: The ways of sharing that the rule may name, beside "last".

    Raises:
        TouchSharesError: The rule names a way that is not there, or its shares are not parts of one whole.

    >>> from communekit.attribution import Touches
    >>> from communekit.orders import Line
    >>> from communekit.parties import Touch
    >>> order = Order("O1", "S1", [Line.of("1", "tea", "30.00")], "2026-03-02T04:00Z", "2026-03-02T04:01Z", member="M1")
    >>> facts = Facts(touches=Touches([Touch("t-1", "2026-03-01T04:00Z", "link", "M1", "L1")]))
    >>> result = attribute(order, AttributionPolicy("main", 1), facts)
    >>> result.word, result.leaders
    ('click', ('L1',))
    """
    checked(order, Order, "order")
    checked(policy, AttributionPolicy, "policy")
    checked(facts, Facts, "facts")
    buyer = Buyer(order, policy, facts)
    signals = list(signals_of(buyer, policy))
    choice = choose(signals, policy, shares)
    credits_, trace, word = _credited(choice, beside(signals, buyer, policy), buyer, policy)
    hold = facts.held.get(order.id, "")
    digest = _digest(order, policy, buyer, word, credits_, trace, hold)
    return Attribution(
        id=_id(order.id, policy, 1, digest),
        order=order.id,
        scheme=policy.id,
        policy_version=policy.version,
        at=buyer.at,
        word=word,
        role=policy.role,
        credits=Credits(credits_),
        trace=trace,
        digest=digest,
        hold=hold,
        rule=digest_of(policy),
    )


def as_version(attribution: Attribution, before: Attribution, policy: AttributionPolicy) -> Attribution:
    """Return an attribution as the next version after another."""
    version = before.version + 1
    id_ = _id(attribution.order, policy, version, attribution.digest)
    return attrs.evolve(attribution, id=id_, version=version, replaces=before.id)


@attrs.frozen
class NotAttributed:
    """An order that was left out of a batch (未归因), and why."""

    order: OrderId
    reason: CommunekitError


def attribute_all(
    orders: Iterable[Order],
    policy: AttributionPolicy,
    facts: Facts = NOTHING,
    *,
    shares: Mapping[str, TouchShares] = SHARES,
) -> Iterator[Attribution | NotAttributed]:
    """Attribute a stream of orders (批量归因): an `Attribution`, or a `NotAttributed` with its reason, for each in turn.

    An order to which nothing leads is attributed to nobody ("organic"), not left out. An order that comes twice is
    left out the second time. The cut of a stream into batches changes nothing else.

    Raises:
        InvalidFactError: Something in the stream is no order, and so has no id to be left out under.
    """
    if not isinstance(orders, Iterable):
        raise InvalidFactError("list of orders", orders)
    checked(policy, AttributionPolicy, "policy")
    seen: set[OrderId] = set()
    for order in orders:
        if not isinstance(order, Order):
            raise InvalidFactError("order", order)
        try:
            if order.id in seen:
                raise AttributionConflictError(order.id, policy.id, "twice")
            seen.add(order.id)
            yield attribute(order, policy, facts, shares=shares)
        except CommunekitError as reason:
            yield NotAttributed(order.id, reason)


def _credited(
    choice: Choice, co_credits: tuple[list[Slice], list[Traced]], buyer: Buyer, policy: AttributionPolicy
) -> tuple[tuple[Credit, ...], tuple[Traced, ...], str]:
    """Return the credits, the whole trace, and the word that won."""
    own, above = slices_of(choice.winners, buyer, policy)
    co_credited, co_trace = co_credits
    beside_ids = {traced.id for traced in co_trace if traced.source == "touch"}
    trace = [
        traced for traced in choice.trace if traced.fate is not Fate.OTHER_ROLE or traced.id not in beside_ids
    ]
    add_ons = policy.add_ons
    store_lines = () if add_ons is None else lines_of(buyer.order, add_ons)
    visitors, visits = visit_of(buyer, policy, add_ons) if add_ons is not None and store_lines else ([], [])
    if not visitors:
        credits_ = credits_from([*own, *co_credited])
        return tuple(credits_), (*trace, *above, *co_trace, *visits), choice.word or ORGANIC
    brought, above_visit = slices_of(visitors, buyer, policy)
    visited = {one.id for one in visits if one.is_kept}
    trace = [one for one in trace if one.is_kept or one.source != "touch" or one.id not in visited]
    # Line by line, so that nobody above the one leader is paid for the lines of the other.
    by_line = [
        credit
        for line in buyer.order.lines
        for credit in credits_from(brought if line.id in store_lines else own, line.id)
    ]
    word = choice.word or VISIT
    if len(store_lines) == len(buyer.order.lines):  # Nothing is left for what would have won.
        word, above = VISIT, []
        trace = [attrs.evolve(one, fate=Fate.LOWER_PRECEDENCE) if one.is_kept else one for one in trace]
    credits_ = [*by_line, *credits_from(co_credited)]
    return tuple(credits_), (*trace, *above, *co_trace, *visits, *above_visit), word


def _digest(
    order: Order,
    policy: AttributionPolicy,
    buyer: Buyer,
    word: str,
    credits_: tuple[Credit, ...],
    trace: tuple[Traced, ...],
    hold: str,
) -> str:
    """Return the digest of the rule and of all that bore on the result. The buyer has no part in it."""
    parts = [digest_of(policy), order.id, order.store, instant_text(buyer.at), word, hold]
    for credit in credits_:
        line = "" if credit.line is None else f"line {credit.line}"
        parts += [credit.role, credit.party, str(credit.share.share), line, str(credit.active), credit.why]
    for traced in trace:
        if traced.is_kept:
            at = "" if traced.at is None else instant_text(traced.at)
            parts += [traced.source, traced.fate.value, traced.id, traced.word, at, traced.reason]
    return derived_id("attribution.digest", *map(str, parts))


def _id(order: str, policy: AttributionPolicy, version: int, digest: str) -> str:
    return derived_id("attribution", order, policy.id, policy.version, version, digest)


__all__ = ["NotAttributed", "as_version", "attribute", "attribute_all"]
