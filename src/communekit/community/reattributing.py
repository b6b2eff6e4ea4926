"""Attributing anew (重新归因): a further version, and the difference booked where the amounts lie now."""

from collections.abc import Iterator

from communekit.attribution import Attribution, reattribute, write_attribution
from communekit.commission import Assessment, assess, journal, write_assessment
from communekit.ids import EntryId, derived_id
from communekit.ledger import Account, Entry, Posting
from communekit.ledger.claims import take_back
from communekit.orders import Credits
from communekit.storage import place

from .crediting import basis_of
from .desk import Desk
from .errors import InvalidTermsError, NotHereError, NotReattributedError
from .fact import Reattribute
from .guarding import note
from .happening import OrderReattributed
from .known import Known
from .order_file import OrderFile
from .selling import mind_hold
from .standing_rows import standing_in

REATTRIBUTED = "commission.reattributed"
"""The kind of entries that book the difference between two versions."""


def attribute_anew(desk: Desk, fact: Reattribute, key: str) -> None:
    """Work an order out anew from what is known now, and keep that with its reason.

    Raises:
        NotHereError: The order was told with its credits.
        InvalidTermsError: The community has no rule of attribution.
        AttributionConflictError: "other_policy", "edited_policy", "too_early", "erased".
        NotReattributedError: Credits would move, and what was booked since cannot move with them.
    """
    file, policy = desk.order(fact.order), desk.terms.attribution
    before = standing_attribution(desk, file)
    if policy is None:
        raise InvalidTermsError("attribution", None)
    known, made = basis_of(desk, file.order, policy)
    change = reattribute(before, file.order, policy, known, at=fact.at, why=fact.why)
    assessed, tags = file.assessed, list[str]()
    if change.moves_credit:
        result = _assess(desk, file, change.after.credits)
        desk.post(_differences(desk, desk.assessment(file.id), result, fact, change.after))
        desk.assessed(result)
        assessed = write_assessment(result)
        parties = {credit.party for credit in result.credits} | {each.party for _, each in result.accruals}
        tags = [place("party", party) for party in sorted(parties)]
    after = change.after
    happening = OrderReattributed(
        fact, write_attribution(after), after.scheme, after.policy_version, after.version, assessed
    )
    desk.keep(place("order", fact.order), key, happening, fact.at, tags)
    note(desk, fact.order, made, fact.at, key)
    mind_hold(desk, file.id)


def standing_attribution(desk: Desk, file: OrderFile) -> Attribution:
    """Return the attribution of an order as it stands; of a buyer who was forgotten since, without its trace.

    Raises:
        NotHereError: The order was told with its credits.
    """
    found = file.attribution
    if found is None:
        raise NotHereError("attribution", file.id)
    member = file.order.member
    forgotten = None if member is None else Known(desk).forgotten_at(member)
    return found if forgotten is None or forgotten < found.at else found.erased()


def _assess(desk: Desk, file: OrderFile, credits_: Credits) -> Assessment:
    """Share an order out under other credits, by the plan that it was sold under.

    Raises:
        NotReattributedError: "refunded", "corrected", "measured".
    """
    if file.refunded or file.corrected:
        raise NotReattributedError(file.id, "refunded" if file.refunded else "corrected")
    plan, standing = desk.plan_versions.version(file.sale.plan_version), standing_in(desk)
    result = assess(plan, file.order, credits_, standing=standing)
    if result.moved or assess(plan, file.order, file.credits, standing=standing).moved:
        raise NotReattributedError(file.id, "measured")
    return result


def _differences(
    desk: Desk, before: Assessment, after: Assessment, fact: Reattribute, version: Attribution
) -> Iterator[Entry]:
    """Yield what is booked line by line: what the one gave is taken back, what the other gives is given."""
    community = desk.terms.community
    old = {entry.id: entry for entry in journal(before, community=community)}
    for entry in journal(after, community=community):
        sums = dict[Account, int]()
        for sign, postings in ((1, entry.postings), (-1, old[entry.id].postings)):
            for posting in postings:
                sums[posting.account] = sums.get(posting.account, 0) + sign * posting.minor
        moved = [Posting(account, minor) for account, minor in sums.items() if minor]
        if moved:
            id_ = EntryId(derived_id(REATTRIBUTED, version.id, entry.id))
            told = Entry(id_, REATTRIBUTED, fact.at, moved, refers_to=entry.id)
            yield take_back(desk.claim(entry.id), told, desk.unit.book)


__all__ = ["REATTRIBUTED", "attribute_anew", "standing_attribution"]
