"""What a community and a vault hold about one person (个人信息权利): handed out, or erased as far as the law lets it."""

from collections.abc import Iterable
from datetime import datetime

from communekit.codec import Plain, read_json
from communekit.storage import CN_DEAL, Erasure, RetentionFloor, Vault, write_value
from communekit.storage.values import VALUE_LIMITS

from .reader import CommunityReader
from .views import MemberView, PartyView


def export_person(community: CommunityReader, vault: Vault, party: str) -> dict[str, Plain]:
    """Return all that is held about a person, as plain data (查阅、复制权): from the vault, and from the community.

    What others earn on the person's orders is theirs, and not in it. Write it with `codec.write_json`.

    Args:
        community: Where the person buys and earns.
        vault: Where the personal data is.
        party: Who; one person may buy and earn under one id.
    """
    purchases = MemberView(community, party).purchases()
    view = PartyView(community, party)
    return {
        "party": party,
        "personal": vault.export(party),
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

    Books and log stay as they are: they know an opaque id, which nobody can tell any more.

    Args:
        community: Where the person bought.
        vault: Where the personal data is.
        party: Who.
        at: When.
        deal_fields: The fields of the vault that are part of the record of a deal.
        floor: How long that record must be kept after the last deal was completed.

    Raises:
        UnknownFieldError: Nothing is held under such a name.
    """
    deals = [
        purchase.received_at or purchase.order.paid_at
        for purchase in MemberView(community, party).purchases()
    ]
    fields = tuple(deal_fields)
    if deals and fields:
        vault.keep(party, fields, floor.kept(max(deals)))
    return vault.erase(party, at=at)


def _plain(value: object) -> Plain:
    return read_json(write_value(value), limits=VALUE_LIMITS)


__all__ = ["erase_person", "export_person"]
