"""Kinds of ids (标识类型): plain text at run time, told apart by the type checker.

>>> OrderId("20260301-0007")
'20260301-0007'
"""

from typing import NewType

PartyId = NewType("PartyId", str)
OrderId = NewType("OrderId", str)
LineId = NewType("LineId", str)
RefundId = NewType("RefundId", str)
EntryId = NewType("EntryId", str)
PlanId = NewType("PlanId", str)
RuleId = NewType("RuleId", str)
ProductId = NewType("ProductId", str)
SessionId = NewType("SessionId", str)
