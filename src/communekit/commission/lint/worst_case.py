"""The worst case of a plan (最坏情形): how much of a line its rules can promise together, exact, and where."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import attrs

from communekit.commission.plan import Plan, Tax
from communekit.commission.tier import Tiers
from communekit.errors import CommunekitError
from communekit.money import Money, Rate

from .along import SCALE, Along
from .cases import PAID, Case, Stretch, Undecided, most_of, stretches_of
from .curve import AMOUNT_MAX, Curve, Piece
from .promise import Promise
from .rulebook import Rulebook
from .witness import Witness, shown, witness_of

HANDY_MINOR = 10_000


@attrs.frozen
class WorstCase:
    """How much of a line the rules of a plan can promise together (最坏情形).

    `share` is the greatest share of what there is on a line, over all combinations of facts; `parts` is what each
    rule has of it, `facts` where. Amounts that do not grow with the line (flat, per unit, on reaching a tier) are
    apart: with them, a line of less than `break_even`, of so many units as `quantity` says, can promise more than
    there is (`always_over`: any line). `is_reached` says that the engine itself pays at least the share on the
    witness; where it is not set, the share is an upper bound.

    `freight_share`: of a line whose goods are free. `discount`: beyond that discount of the merchant's side, rules on
    listed amounts promise more than there is. `tax_share`: likewise beyond that part of contained tax, where it is
    set aside. `unbounded` are parts of the plan that no share bounds. Where there are more `combinations` than
    are looked at, nothing is decided.
    """

    share: Fraction
    parts: tuple[tuple[str, Fraction], ...] = ()
    facts: Mapping[str, str | None] = attrs.field(factory=dict, hash=False)
    amount: Money | None = None
    is_reached: bool = False
    break_even: Money | None = None
    always_over: bool = False
    quantity: int | Fraction = 1
    freight_share: Fraction = Fraction(0)
    discount: Fraction | None = None
    tax_share: Fraction | None = None
    unbounded: tuple[str, ...] = ()
    witness: Witness | None = attrs.field(default=None, repr=False)
    combinations: int | None = None

    @property
    def is_decided(self) -> bool:
        """Whether all combinations of facts were looked at."""
        return self.combinations is None

    def order_share(self, plan: Plan) -> Fraction:
        """Return the greatest share of a whole order: that of a line, or a cap on the budget of an order."""
        caps = [
            bound.at_most.share
            for bound in plan.bounds
            if isinstance(bound.at_most, Rate) and not (bound.rule or bound.role or bound.is_period)
        ]
        return min((self.share, *caps))


def worst_case(plan: Plan) -> WorstCase:
    """Return how much of a line the rules of a plan can promise together (最坏情形), as an exact share.

    Every combination of the facts that conditions ask about is looked at; stacking, chains, and caps that hold for a
    line count. Nothing is rounded. A cap that is a share of an order lets a single line of it have more, and a cap
    of a period is each party's own: neither holds for a line.

    >>> from communekit.commission import Rule
    >>> from communekit.parties import Role
    >>> plan = Plan("basket", 1, "CNY", residual=Role.STORE, rules=[
    ...     Rule("base", Role.LEADER, Rate.percent("8")), Rule("growers", Role.SUPPLIER, Rate.percent("62"))])
    >>> worst_case(plan).share
    Fraction(7, 10)
    """
    book = Rulebook.of(plan)
    return worst_of(book, stretches_of(book))


def worst_of(book: Rulebook, stretches: tuple[Stretch, ...] | Undecided) -> WorstCase:
    """Return the worst case among all cases of a plan."""
    if isinstance(stretches, Undecided):
        return WorstCase(Fraction(0), combinations=stretches.combinations)
    return _Search(book, stretches).case()


class _Found(NamedTuple):
    share: Fraction
    piece: Piece
    stretch: Stretch


class _Search:
    """The search through all cases of a plan."""

    def __init__(self, book: Rulebook, stretches: tuple[Stretch, ...]) -> None:
        self._book = book
        self._plan = book.plan
        self._stretches = stretches

    def case(self) -> WorstCase:
        made = self._greatest()
        over = self._over()
        if over is not None:
            last, quantity = over
            always = last == AMOUNT_MAX
            break_even = None if always else Money(last + 1, self._plan.currency)
            made = attrs.evolve(made, break_even=break_even, always_over=always, quantity=quantity)
        unbounded = {word for case in self._every() for word in case.whole.unbounded}
        return self._exposed(attrs.evolve(made, unbounded=tuple(sorted(unbounded))))

    def _every(self) -> list[Case]:
        return [case for stretch in self._stretches for part in stretch.parts for case in part]

    # The greatest share -----------------------------------------------------------------------------------

    def _greatest(self) -> WorstCase:
        best: _Found | None = None
        for stretch in self._stretches:
            total = most_of([case.shares.total for case in part] for part in stretch.parts)
            greatest = None if total is None else total.greatest_share()
            if greatest is not None and (best is None or greatest[0] > best.share):
                best = _Found(*greatest, stretch)
        if best is None:
            return WorstCase(Fraction(0))
        amount = self._handy(best.piece)
        cases = [
            max(part, key=lambda case: case.shares.total.at(amount)) for part in best.stretch.parts if part
        ]
        facts = {fact: found for case in cases for fact, found in case.facts.items() if fact != PAID}
        witness = witness_of(
            self._plan,
            facts,
            amount,
            [clause for case in cases for clause in case.kept],
            absent=[role for case in cases for role in case.absence.missing],
        )
        return WorstCase(
            best.share,
            parts=tuple(
                (part.clause.rule.id, Fraction(part.most.at(amount)) / amount)
                for case in cases
                for part in case.shares.parts
            ),
            facts=shown(facts, {fact for case in cases if case.kept for fact in case.facts} - {PAID}),
            amount=Money(amount, self._plan.currency),
            witness=witness,
            is_reached=witness is not None and self._reaches(witness, best.share),
        )

    def _handy(self, piece: Piece) -> int:
        """Return an amount of a piece: where there is one, such that no share of it needs rounding."""
        generations = len(self._plan.order_of_evaluation())
        for step in (self._book.ticks**generations, self._book.ticks, 100):
            up = -(-max(piece.first, HANDY_MINOR) // step) * step
            down = piece.last // step * step
            if up <= piece.last or down >= piece.first:
                return up if up <= piece.last else down
        return piece.first

    def _reaches(self, witness: Witness, share: Fraction) -> bool:
        """Whether the engine pays at least the share on the witness, before rounding."""
        try:
            line = witness.assessed(self._plan).lines[0]
        except CommunekitError:
            return False
        paid = sum((accrual.exact_minor for accrual in line.accruals), Fraction(0))
        return paid >= share * (line.distributed_minor - line.tax_minor)

    # More than there is -----------------------------------------------------------------------------------

    def _over(self) -> tuple[int, int | Fraction] | None:
        """Return the greatest amount at which more is promised than there is, and the units for which that holds."""
        found: tuple[int, int | Fraction] | None = None
        for stretch in self._stretches:
            total = most_of([case.whole.total for case in part] for part in stretch.parts)
            there = Curve.straight(stretch.first, stretch.last, slope=1)
            last = None if total is None else total.last_above(there)
            if last is not None and (found is None or last > found[0]):
                units = [
                    max(part, key=lambda case: case.whole.total.at(last)).quantity
                    for part in stretch.parts
                    if part
                ]
                found = last, max(units)
        return found

    def _exposed(self, made: WorstCase) -> WorstCase:
        """Add what else than the amount paid can leave less than is promised."""
        if self._rests_on("freight"):
            made = attrs.evolve(made, freight_share=self._share_along(Along.freight()))
            if any(isinstance(bound.at_most, Rate) and bound.per == "line" for bound in self._plan.bounds):
                share = max(made.share, self._share_along(Along.mixed()))
                made = attrs.evolve(made, share=share, is_reached=made.is_reached and share == made.share)
        if self._rests_on("listed"):
            made = attrs.evolve(made, discount=self._over_along(Along.discounted()))
        if self._plan.tax is Tax.SET_ASIDE:
            made = attrs.evolve(made, tax_share=self._over_along(Along.taxed()))
        return made

    def _rests_on(self, word: str) -> bool:
        rates = [(variant.rule.rate, variant.rule.base.of) for variant in self._book.every]
        return any(
            (isinstance(rate, Rate | Tiers) and base == word)
            or (isinstance(rate, Tiers) and rate.measure.total == word)
            for rate, base in rates
        )

    def _share_along(self, along: Along) -> Fraction:
        total = self._total_along(along)
        found = None if total is None else total.greatest_share()
        return Fraction(0) if found is None else found[0]

    def _over_along(self, along: Along) -> Fraction | None:
        """Return beyond which part taken away more is promised than is left."""
        total = self._total_along(along)
        last = None if total is None else total.last_above(along.there)
        return None if last is None else 1 - Fraction(last + 1, SCALE)

    def _total_along(self, along: Along) -> Curve | None:
        """Return the most that is promised along another direction, whatever the amount paid."""
        parts: dict[int, list[Curve]] = {}
        for stretch in self._stretches:
            for number, part in enumerate(stretch.parts):
                parts.setdefault(number, []).extend(
                    Promise(self._plan, case.kept, along, absence=case.absence).total for case in part
                )
        return most_of(parts.values())
