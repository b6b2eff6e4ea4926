"""Words of the ledger: entries, claims, settlement (账本).

A book writes its own entries more briefly, as `ledger.entry` (`write_entry`); here is an entry as a value among others.
"""

from collections.abc import Mapping
from typing import Final

from communekit.ledger import Account, Closings, Entry, Limit, Limits, Posting, Reservation, Tampering
from communekit.ledger.claims import Claim, HoldPolicy, Liability, Milestones, Ruling
from communekit.ledger.settlement import Exit, Flow, Held, Item, Late, Line, Movement, Statement

LEDGER: Final[Mapping[str, type]] = {
    "ledger.account": Account,
    "ledger.closings": Closings,
    "ledger.entry_value": Entry,
    "ledger.limit": Limit,
    "ledger.limits": Limits,
    "ledger.posting": Posting,
    "ledger.reservation": Reservation,
    "ledger.tampering": Tampering,
    "claims.claim": Claim,
    "claims.hold_policy": HoldPolicy,
    "claims.liability": Liability,
    "claims.milestones": Milestones,
    "claims.ruling": Ruling,
    "settlement.exit": Exit,
    "settlement.flow": Flow,
    "settlement.held": Held,
    "settlement.item": Item,
    "settlement.late": Late,
    "settlement.line": Line,
    "settlement.movement": Movement,
    "settlement.statement": Statement,
}

__all__ = ["LEDGER"]
