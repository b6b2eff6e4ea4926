"""What a community and a vault hold about one person (个人信息权利): handed out, or erased as far as the law lets it."""

from collections.abc import Iterable
from datetime import datetime

from communekit.attribution import Consent, Merge, SignIn
from communekit.attribution.bonds import HandOver, Offer, Register, Release
from communekit.attribution.guards import CodeAttempt, Mark
from communekit.codec import Plain, read_json
from communekit.parties import Touch
from communekit.storage import CN_DEAL, Erasure, RetentionFloor, Vault, write_value
from communekit.storage.values import VALUE_LIMITS

from .known import Known
from .reader import CommunityReader
from .views import MemberView, PartyView


def export_person(community: CommunityReader, vault: Vault, party: str) -> dict[str, Plain]:
    """Return all that is held about a person, as plain data (查阅、复制权): from the vault, and from the community.

    His touches and what is known of his devices and accounts are in it; of a device that others used, what he did alone. What
    others earn on the person's orders is theirs, and not in it. Write it with `codec.write_json`.

    Args:
        community: Where the person buys and earns.
        vault: Where the personal data is.
        party: Who; one person may buy and earn under one id.
    """
    mine = MemberView(community, party)
    purchases = mine.purchases()
    view = PartyView(community, party)
    own = community.ask(lambda desk: Known(desk).person(party))
    return {
        "party": party,
        "personal": vault.export(party),
        "touches": [_plain(fact) for fact in own if isinstance(fact, Touch)],
        "identities": [_plain(fact) for fact in own if isinstance(fact, SignIn | Merge)],
        "consents": [_plain(fact) for fact in own if isinstance(fact, Consent)],
        "marks": [_plain(fact) for fact in own if isinstance(fact, Mark)],
        "attempts": [_plain(fact) for fact in own if isinstance(fact, CodeAttempt)],
        "bonds": [_plain(fact) for fact in own if isinstance(fact, Offer | Register | Release | HandOver)],
        "seats": [_plain(seat) for seat in mine.seats()],
        "orders": [_plain(one.order) for one in purchases],
        "refunds": [_plain(refund) for one in purchases for refund in one.refunds],
        "earnings": [
            {"order": share.order, "earned": _plain(share.earned), "taken_back": _plain(share.taken_back)}
            for share in view.shares()
        ],
        "balances": [
            {"bucket": account.bucket, "amount": _plain(money)} for account, money in view.balances().items()
        ],
    }


def erase_person(
    community: CommunityReader,
    vault: Vault,
    party: str,
    *,
    at: datetime,
    deal_fields: Iterable[str] = (),
    floor: RetentionFloor = CN_DEAL,
) -> Erasure:
    """Erase a person (删除权): what is free goes at once; what records of deals need is kept as long as it must be.

    Books and log stay as they are: they know opaque ids, of members and of devices, which nobody can tell any more. What is
    said beside an id (a channel, a campaign, a reason) must not be personal. That touches and identities count no more and
    are handed out no more is told to the community with `Forget`.

    Args:
        community: Where the person bought, and joined group buys.
        vault: Where the personal data is.
        party: Who.
        at: When.
        deal_fields: The fields of the vault that are part of the record of a deal.
        floor: How long that record must be kept after the last deal was completed.

    Raises:
        UnknownFieldError: Nothing is held under such a name.
    """
    mine = MemberView(community, party)
    deals = [purchase.received_at or purchase.order.paid_at for purchase in mine.purchases()]
    # A seat that runs, or whose deposit was kept, is a deal as well; one that was paid back whole is none.
    deals += [at if seat.state.is_running else seat.at for seat in mine.seats() if seat.kept]
    fields = tuple(deal_fields)
    if deals and fields:
        vault.keep(party, fields, floor.kept(max(deals)))
    return vault.erase(party, at=at)


def _plain(value: object) -> Plain:
    return read_json(write_value(value), limits=VALUE_LIMITS)


__all__ = ["erase_person", "export_person"]
