"""Ids: identifiers and names (标识与名称) that are safe to compare, to store and to show.

An identifier names one thing in one scope; a name is what people read and need not be unique. Neither is
repaired here: what is not fit is refused, with the reason. Ids are never drawn at random: the host brings
its own, or one is derived from what the thing is.
"""

from .derived import derived_id, framed
from .distinct import distinct
from .errors import InvalidIdError, InvalidTextError
from .identifier import identifier
from .kinds import EntryId, LineId, OrderId, PartyId, PlanId, ProductId, RefundId, RuleId, SessionId
from .name import name_text
from .parties import party_ids

__all__ = [
    "EntryId",
    "InvalidIdError",
    "InvalidTextError",
    "LineId",
    "OrderId",
    "PartyId",
    "PlanId",
    "ProductId",
    "RefundId",
    "RuleId",
    "SessionId",
    "derived_id",
    "distinct",
    "framed",
    "identifier",
    "name_text",
    "party_ids",
]
