"""Every order's part of a seller attributed to those who won him and shared out, one after another, and counted."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import attrs

from communekit.attribution import Attribution, AttributionPolicy, Facts, attribute
from communekit.commission import Assessment, Plan, Rule, assess_all
from communekit.errors import CommunekitError
from communekit.money import Rate
from communekit.orders import Credits, Order
from communekit.parties import Role
from tests.attribution.recruiters import NO_SALE, QUALIFIER, RECRUITER, Part, bonds_of, parts, table

PERCENT: Final = {RECRUITER: 3, QUALIFIER: 1}

SCHEMES: Final = {
    role: AttributionPolicy(str(role), 1, order=("bond",), role=role, referral=(), co_credits=())
    for role in PERCENT
}
"""Who closed the deal and who qualified the lead: an order has one attribution under each."""

PLAN: Final = Plan(
    "recruiting",
    1,
    "BRL",
    residual=Role.STORE,
    zone="America/Sao_Paulo",
    rules=[Rule(str(role), role, Rate.percent(str(percent))) for role, percent in PERCENT.items()],
)


@attrs.define
class Account:
    """What became of every order's part of a seller: exactly one thing."""

    read: Counter[str] = attrs.field(factory=Counter)
    """Parts, lines and centavos of goods."""
    left_out: Counter[str] = attrs.field(factory=Counter)
    """Parts that were no sale, and why; and those parts' lines and centavos of goods."""
    left_out_won: Counter[str] = attrs.field(factory=Counter)
    """Of what was left out, what belongs to sellers who were won by somebody."""
    won: Counter[str] = attrs.field(factory=Counter)
    """Parts, lines and centavos of sellers who were won by somebody."""
    organic: Counter[str] = attrs.field(factory=Counter)
    """Those of sellers who came by themselves."""
    sellers: dict[str, set[str]] = attrs.field(factory=dict)
    shares: dict[Role, Counter[str]] = attrs.field(factory=lambda: {role: Counter() for role in PERCENT})
    """Centavos, by role and person."""
    kept: Counter[str] = attrs.field(factory=Counter)
    """Centavos of goods and freight, by seller."""
    freight: int = 0
    unbalanced: int = 0

    def book(self, by_role: dict[Role, Attribution], assessment: Assessment) -> None:
        """Count a part that was shared out."""
        word = by_role[RECRUITER].word
        assert by_role[QUALIFIER].word == word
        order = assessment.order
        (self.organic if word == "organic" else self.won).update(counted(order))
        self.sellers.setdefault(word, set()).add(str(order.member))
        self.kept[order.store] += assessment.residual.minor
        self.freight += order.freight.minor
        for assessed in assessment.lines:
            due = assessed.line.paid.minor + assessed.line.freight.minor
            self.unbalanced += assessed.paid_out_minor + assessed.residual_minor != due
            for accrual in assessed.accruals:
                self.shares[accrual.role][accrual.party] += accrual.amount_minor


def counted(order: Order) -> Counter[str]:
    """Return an order as counts."""
    return Counter(parts=1, lines=len(order.lines), goods=order.paid.minor)


def ran(folder: Path) -> Account:
    """Attribute and share out every order's part of a seller, one after another."""
    account = Account()
    facts = {role: Facts(bonds=bonds_of(folder, role)) for role in PERCENT}
    deals = {row["seller_id"] for row in table(folder, "closed_deals")}
    pending: list[dict[Role, Attribution]] = []

    def sales() -> Iterator[tuple[Order, Credits]]:
        for part in parts(folder):
            order = taken(part, account, deals)
            if order is not None:
                by_role = {role: attribute(order, SCHEMES[role], facts[role]) for role in PERCENT}
                pending.append(by_role)
                yield order, Credits([credit for result in by_role.values() for credit in result.credits])

    for assessed in assess_all(PLAN, sales()):
        assert isinstance(assessed, Assessment)
        account.book(pending.pop(), assessed)
    return account


def taken(part: Part, account: Account, deals: Collection[str]) -> Order | None:
    """Return a part as an order; None where it was no sale, counted with the reason."""
    try:
        order = part.as_order()
    except CommunekitError as reason:
        account.read.update(parts=1)
        account.left_out.update({f"{reason.code} {getattr(reason, 'problem', '')}": 1})
        return None
    counts = counted(order)
    account.read.update(counts)
    if part.status not in NO_SALE:
        return order
    account.left_out.update({part.status: 1, "lines": counts["lines"], "goods": counts["goods"]})
    if part.seller in deals:
        account.left_out_won.update(counts)
    return None


__all__ = ["PERCENT", "PLAN", "SCHEMES", "Account", "ran"]
