"""Assessments: what came of an order under a plan (分佣结果), complete to the last unit, or the reason why not."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from communekit.errors import CommunekitError
from communekit.ids import OrderId, PartyId
from communekit.money import Money
from communekit.orders import Credits, Line, Order
from communekit.parties import Role

from .accrual import Accrual
from .decision import Decision, Lost, Unknown
from .plan import Plan
from .standing import Key, Row


@attrs.frozen
class AssessedLine:
    """One line shared out: accruals + tax + residual = what there was to share.

    `distributed_minor` is goods and freight, `tax_minor` what was set aside of it, `shortfall_minor` what the
    plan's bearer puts in where the rules promise more than there is.
    """

    line: Line
    accruals: tuple[Accrual, ...]
    distributed_minor: int
    tax_minor: int
    residual_minor: int
    residual_party: PartyId
    shortfall_minor: int = 0
    bearer_party: PartyId = PartyId("")
    lost: tuple[Lost, ...] = ()
    decision: Decision = attrs.field(kw_only=True, eq=False, repr=False)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """The rules whose conditions could not be answered, and so did not apply: said here, never passed over."""
        return self.decision.unknown

    @property
    def paid_out_minor(self) -> int:
        """What all accruals of the line add up to."""
        return sum(accrual.amount_minor for accrual in self.accruals)


@attrs.frozen
class Assessment:
    """An order under a plan (分佣结果): every line shared out, and what moved in the standing of the period."""

    plan: Plan = attrs.field(repr=lambda plan: plan.name)
    order: Order
    credits: Credits
    lines: tuple[AssessedLine, ...]
    moved: Mapping[Key, Row] = attrs.field(factory=dict, repr=False)

    @property
    def accruals(self) -> Iterator[tuple[AssessedLine, Accrual]]:
        """Every accrual with its line, in the order of lines."""
        return ((line, accrual) for line in self.lines for accrual in line.accruals)

    def earned(self, role: Role) -> Money:
        """Return what a role earns on the order."""
        minor = sum(accrual.amount_minor for _, accrual in self.accruals if accrual.role == role)
        return Money(minor, self.plan.currency)

    def earned_by(self, party: str) -> Money:
        """Return what a party earns on the order by rules, its residual apart."""
        minor = sum(accrual.amount_minor for _, accrual in self.accruals if accrual.party == party)
        return Money(minor, self.plan.currency)

    @property
    def residual(self) -> Money:
        """What the residual party keeps."""
        return Money(sum(line.residual_minor for line in self.lines), self.plan.currency)


class LeftOut(NamedTuple):
    """An order that was not assessed: which, and why, with the data of the error (未计入)."""

    order: OrderId
    reason: CommunekitError

    @property
    def code(self) -> str:
        """The stable word of the reason."""
        return self.reason.code
