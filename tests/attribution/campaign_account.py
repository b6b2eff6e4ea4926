"""Every basket of a grocer attributed and shared out, one after another, and counted."""

from collections import Counter, deque
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import attrs

from communekit.attribution import (
    Attribution,
    AttributionPolicy,
    Facts,
    Lookback,
    Lookbacks,
    NotAttributed,
    attribute_all,
)
from communekit.commission import Assessment, LeftOut, Plan, Rule, assess_all, line
from communekit.commission import order as of_order
from communekit.errors import CommunekitError
from communekit.money import Rate
from communekit.orders import About, Credits, Order
from communekit.parties import Role
from tests.attribution.baskets import GOODS, Sums, baskets, order_of
from tests.attribution.campaigns import PROMOTER

CODE_PERCENT, VIEW_PERCENT = 5, 1

POLICY: Final = AttributionPolicy(
    "campaigns",
    1,
    order=("code", "view"),
    lookbacks=Lookbacks(Lookback.unlimited()),
    role=PROMOTER,
    referral=(),
    co_credits=(),
)
"""A coupon on the basket itself, else the latest mailing whose campaign was on; else nobody."""

PLAN: Final = Plan(
    "campaigns",
    1,
    "USD",
    residual=Role.STORE,
    zone="America/New_York",
    rules=[
        Rule(
            word,
            PROMOTER,
            Rate.percent(str(percent)),
            when=(of_order.won_by == word) & (line.category == GOODS),
        )
        for word, percent in (("code", CODE_PERCENT), ("view", VIEW_PERCENT))
    ],
)
"""A share of all goods of a basket, petrol apart; the store keeps the rest."""

WON: Final = {word: About({"order": {"won_by": word}}) for word in ("code", "view")}


@attrs.define
class Account:
    """What became of the baskets: of each exactly one thing."""

    read: Sums = attrs.field(factory=Sums)
    left_out_lines: dict[str, Sums] = attrs.field(factory=dict)
    left_out_baskets: Counter[str] = attrs.field(factory=Counter)
    baskets: Counter[str] = attrs.field(factory=Counter)
    """By the word that won."""
    sales: Counter[str] = attrs.field(factory=Counter)
    """In cents, by the word that won."""
    shares: Counter[str] = attrs.field(factory=Counter)
    """In cents, by campaign."""
    kept: Counter[str] = attrs.field(factory=Counter)
    """In cents, by store."""
    why_nobody: Counter[tuple[str, ...]] = attrs.field(factory=Counter)
    """Baskets that are nobody's, by what became of the signals."""
    baskets_read: int = 0
    lines: int = 0
    borne_by_store: int = 0
    """Loyalty prices and matched coupons, in cents."""
    paid_by_households: int = 0
    petrol: int = 0
    """Lines of petrol."""
    unbalanced: int = 0
    """Lines of which shares and rest are not what there was."""
    not_whole: int = 0
    """Baskets whose credits do not add up to 1, or to 0 where they are nobody's."""

    def leave_out(self, reason: CommunekitError, row: list[str]) -> None:
        """Count a line that is none."""
        name = f"{reason.code} {getattr(reason, 'problem', '')}".strip()
        self.left_out_lines.setdefault(name, Sums()).add(row)

    def leave_out_basket(self, reason: CommunekitError) -> None:
        """Count a basket that is no order, or that cannot be attributed or shared out."""
        self.left_out_baskets[f"{reason.code} {getattr(reason, 'problem', '')}".strip()] += 1

    def book(self, attribution: Attribution, assessment: Assessment) -> None:
        """Count a basket that was shared out."""
        word = attribution.word
        self.baskets[word] += 1
        whole = sum(credit.share.share for credit in attribution.credits)
        self.not_whole += whole != (word != "organic")
        if attribution.is_organic:
            self.why_nobody[tuple(sorted({traced.fate.value for traced in attribution.trace}))] += 1
        self.paid_by_households += assessment.order.paid.minor
        self.lines += len(assessment.lines)
        for assessed in assessment.lines:
            self.borne_by_store += (assessed.line.listed - assessed.line.distributed).minor
            self.sales[word] += assessed.distributed_minor
            self.petrol += assessed.line.category != GOODS
            self.kept[assessed.residual_party] += assessed.residual_minor
            self.unbalanced += (
                assessed.paid_out_minor + assessed.residual_minor != assessed.line.distributed.minor
            )
            for accrual in assessed.accruals:
                self.shares[accrual.party] += accrual.amount_minor


def orders(folder: Path, account: Account, of: Collection[str] | None = None) -> Iterator[Order]:
    """Yield baskets as orders; those that cannot be any are left out."""
    for basket in baskets(folder, of):
        account.baskets_read += 1
        for row in basket.lines:
            account.read.add(row)
        try:
            yield order_of(basket, account.leave_out)
        except CommunekitError as reason:
            account.leave_out_basket(reason)


def ran(folder: Path, facts: Facts) -> Account:
    """Attribute and share out every basket, one after another."""
    account = Account()
    waiting: deque[Order] = deque()
    attributed: deque[Attribution] = deque()

    def handed_in() -> Iterator[Order]:
        for order in orders(folder, account):
            waiting.append(order)
            yield order

    def sales() -> Iterator[tuple[Order, Credits]]:
        for result in attribute_all(handed_in(), POLICY, facts):
            order = waiting.popleft()
            if isinstance(result, NotAttributed):
                account.leave_out_basket(result.reason)
                continue
            attributed.append(result)
            about = WON.get(result.word)
            yield (order if about is None else attrs.evolve(order, about=about)), result.credits

    for assessed in assess_all(PLAN, sales()):
        attribution = attributed.popleft()
        if isinstance(assessed, LeftOut):
            account.leave_out_basket(assessed.reason)
        else:
            account.book(attribution, assessed)
    return account


__all__ = ["CODE_PERCENT", "PLAN", "POLICY", "VIEW_PERCENT", "WON", "Account", "orders", "ran"]
