"""Engines that are broken on purpose: each has one fault that was seen somewhere, and the laws that it breaks by it."""

# ruff: noqa: D102  # a class says what it does otherwise than the library

from collections.abc import Callable
from fractions import Fraction
from itertools import count
from typing import Final

import attrs

from communekit.commission import (
    Accrual,
    AssessedLine,
    Assessment,
    Flat,
    LeftOut,
    Plan,
    Reversal,
    ReversedLine,
    Standing,
    Taken,
    assess,
)
from communekit.ids import PartyId
from communekit.money import Money, Rate, Rounding
from communekit.orders import Credits, Order, Refund, RefundsSoFar
from communekit.testing import EngineContract
from communekit.testing.trade import Sale
from communekit.testing.trade_opening import START, Results

Engine = type[EngineContract]
ENGINES: Final[dict[Engine, frozenset[str]]] = {}
"""The broken engines, each with the laws that it must break."""


def breaks(*laws: str) -> Callable[[Engine], Engine]:
    """Say which laws an engine breaks."""

    def noted(engine: Engine) -> Engine:
        ENGINES[engine] = frozenset(laws)
        return engine

    return noted


class Repaying(EngineContract):
    """An engine that works out each amount of an accrual in its own way; the residual party takes the rest, as is right."""

    def paid(self, one: AssessedLine, accrual: Accrual) -> int:
        """Return what an accrual pays."""
        raise NotImplementedError

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        right = super().assess(plan, order, credits_, standing)
        return attrs.evolve(right, lines=tuple(map(self.repaid, right.lines)))

    def repaid(self, one: AssessedLine) -> AssessedLine:
        accruals = [attrs.evolve(each, amount_minor=self.paid(one, each)) for each in one.accruals]
        more = sum(each.amount_minor for each in accruals) - one.paid_out_minor
        return attrs.evolve(one, accruals=tuple(accruals), residual_minor=one.residual_minor - more)


# Sharing out ------------------------------------------------------------------------------------------------


@breaks("payee_floor", "one_named_rounding", "cap_holds", "engines_agree")
class RoundsUp(Repaying):
    """In favour of the payee, always."""

    def paid(self, one: AssessedLine, accrual: Accrual) -> int:
        return Rounding.UP.of(accrual.exact_minor)


@breaks("one_named_rounding", "engines_agree")
class RoundsAllAlike(Repaying):
    """Whatever the rule says, it rounds down."""

    def paid(self, one: AssessedLine, accrual: Accrual) -> int:
        if accrual.terms.rule.rounding is Rounding.DOWN:
            return accrual.amount_minor
        return int(accrual.exact_minor // 1)


@breaks("payee_floor", "one_named_rounding", "engines_agree")
class PaysForNothing(Repaying):
    """Whoever is named gets a fen at least."""

    def paid(self, one: AssessedLine, accrual: Accrual) -> int:
        return accrual.amount_minor or int(accrual.terms.rule.rate == Rate.percent("0"))


@breaks("payee_floor", "one_named_rounding", "engines_agree")
class CountsInFloats(Repaying):
    """A rate is a binary fraction: 29% of 1.00 is 0.28."""

    def paid(self, one: AssessedLine, accrual: Accrual) -> int:
        rate = accrual.terms.rule.rate
        if not isinstance(rate, Rate) or accrual.terms.rule.rounding is not Rounding.DOWN:
            return accrual.amount_minor
        if accrual.working.cuts or accrual.working.share != 1:
            return accrual.amount_minor
        return int(float(accrual.base) * float(rate.share))


@breaks("shares_and_residual", "conservation", "engines_agree")
class LosesTheResidual(EngineContract):
    """The last fen of a line is nobody's."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        right = super().assess(plan, order, credits_, standing)
        lines = [
            attrs.evolve(one, residual_minor=one.residual_minor - int(one.residual_minor > 0))
            for one in right.lines
        ]
        return attrs.evolve(right, lines=tuple(lines))


@breaks("cap_holds", "engines_agree")
class CapsEachOrderAlone(EngineContract):
    """A month's cap is as large for each order as for the month."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        if not plan.bounds:
            return super().assess(plan, order, credits_, standing)
        right = super().assess(plan, order, credits_, START)
        return attrs.evolve(right, moved={})


@breaks("cap_holds", "engines_agree")
class CapsEachLineAlone(EngineContract):
    """An order's cap is as large for each line as for the order."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        if not plan.bounds:
            return super().assess(plan, order, credits_, standing)
        alone = [attrs.evolve(order, lines=(line,)) for line in order.lines]
        parts = [assess(plan, each, credits_, standing=standing) for each in alone]
        return attrs.evolve(parts[-1], order=order, lines=tuple(one for part in parts for one in part.lines))


@breaks("money_never_mixes", "nothing_silently_zero")
class MixesCurrencies(EngineContract):
    """A number is a number."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        if order.currency == plan.currency:
            return super().assess(plan, order, credits_, standing)

        def as_ours(given: Money) -> Money:
            return Money(given.minor, plan.currency)

        lines = [
            attrs.evolve(
                line,
                listed=as_ours(line.listed),
                discounts=[attrs.evolve(each, amount=as_ours(each.amount)) for each in line.discounts],
                freight=as_ours(line.freight),
                tax=line.tax and as_ours(line.tax),
                cost=line.cost and as_ours(line.cost),
            )
            for line in order.lines
        ]
        return super().assess(plan, attrs.evolve(order, lines=lines), credits_, standing)


@breaks("nothing_silently_zero", "engines_agree")
class DropsALine(EngineContract):
    """The last of several lines is forgotten."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        right = super().assess(plan, order, credits_, standing)
        return attrs.evolve(right, lines=right.lines[: max(1, len(right.lines) - 1)])


@breaks("nothing_silently_zero", "money_never_mixes")
class LeavesOutWithoutAWord(EngineContract):
    """An order that cannot be shared out is not spoken of; its result is empty."""

    def run(self, plan: Plan, sales: list[Sale], standing: Standing = START) -> tuple[Results, Standing]:
        made, after = super().run(plan, sales, standing)
        said = [one for one in made if not (isinstance(one, LeftOut) and one.order == "foreign")]
        return said, after


@breaks("order_of_rules_is_stated")
class GoesByNames(EngineContract):
    """Rules come in the order of their names, out of a set."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        sorted_ = attrs.evolve(plan, rules=sorted(plan.rules, key=lambda rule: rule.id))
        right = super().assess(sorted_, order, credits_, standing)
        return attrs.evolve(right, plan=plan)


@breaks("batch_independence")
class ForgetsTheBatchBefore(EngineContract):
    """Every batch begins its month anew."""

    def run(self, plan: Plan, sales: list[Sale], standing: Standing = START) -> tuple[Results, Standing]:
        return super().run(plan, sales, START)


@breaks("replay_determinism")
class TellsItOtherwise(EngineContract):
    """Who is paid comes out of a set: the same amounts, each time in another order."""

    calls = count()

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        right = super().assess(plan, order, credits_, standing)
        step = 1 if next(self.calls) % 2 else -1
        lines = [attrs.evolve(one, accruals=one.accruals[::step]) for one in right.lines]
        return attrs.evolve(right, lines=tuple(lines))


@breaks("engines_agree")
class PaysTheWrongLeader(EngineContract):
    """What is due to one is booked to another; every sum is right."""

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        right = super().assess(plan, order, credits_, standing)
        lines = [
            attrs.evolve(
                one,
                accruals=tuple(
                    attrs.evolve(each, party=PartyId(f"{each.party}-again"))
                    if isinstance(each.terms.rule.rate, Rate | Flat)
                    else each
                    for each in one.accruals
                ),
            )
            for one in right.lines
        ]
        return attrs.evolve(right, lines=tuple(lines))


# Taking back ------------------------------------------------------------------------------------------------


@attrs.frozen
class Parts:
    """How many refunds of a line came before, and which part of it was back before and is now."""

    earlier: int
    before: Fraction
    after: Fraction


class Retaking(EngineContract):
    """An engine that works out what is taken back of an accrual in its own way; the residual party bears the rest."""

    def taken(self, line: ReversedLine, taken: Taken, part: Parts) -> int:
        """Return what a refund takes back of an accrual."""
        raise NotImplementedError

    def reverse(
        self, assessment: Assessment, refund: Refund, earlier: list[Refund], standing: Standing
    ) -> Reversal:
        right = super().reverse(assessment, refund, earlier, standing)
        so_far = RefundsSoFar(tuple(earlier))
        lines = []
        for line in right.lines:
            sold = line.assessed.line
            before, after = so_far.of(sold.id), so_far.plus(refund).of(sold.id)
            told = sum(each.line == sold.id for one in earlier for each in one.lines)
            part = Parts(told, before.part_of(sold), after.part_of(sold))
            taken = tuple(
                attrs.evolve(each, amount_minor=self.taken(line, each, part)) for each in line.taken
            )
            more = sum(each.amount_minor for each in taken) - sum(each.amount_minor for each in line.taken)
            lines.append(attrs.evolve(line, taken=taken, residual_minor=line.residual_minor - more))
        return attrs.evolve(right, lines=tuple(lines))


@breaks("refund_slicing", "refund_symmetry", "engines_agree")
class SplitsEachRefundAlone(Retaking):
    """Each refund takes its part of what was earned, rounded down for itself."""

    def taken(self, line: ReversedLine, taken: Taken, part: Parts) -> int:
        return int(taken.accrual.amount_minor * (part.after - part.before) // 1)


@breaks("refund_slicing", "refund_symmetry", "clawback_bound", "engines_agree")
class TakesMoreThanWasEarned(Retaking):
    """Each refund takes its part, rounded up for itself."""

    def taken(self, line: ReversedLine, taken: Taken, part: Parts) -> int:
        return -int(-taken.accrual.amount_minor * (part.after - part.before) // 1)


@breaks("refund_slicing", "engines_agree")
class PaysOnRefund(Retaking):
    """The first refund takes all that was earned, the next one pays back what was too much."""

    def taken(self, line: ReversedLine, taken: Taken, part: Parts) -> int:
        earned = taken.accrual.amount_minor
        return self.gone(earned, part.earlier + 1, part.after) - self.gone(earned, part.earlier, part.before)

    def gone(self, earned: int, refunds: int, part: Fraction) -> int:
        """Return how much is gone after so many refunds."""
        if not part:
            return 0
        return earned if refunds == 1 or part == 1 else int(earned * part // 1)


@breaks("refund_symmetry", "refund_slicing", "conservation", "engines_agree")
class LosesAFenOnRefund(EngineContract):
    """What is taken back and what is given back are not the same."""

    def reverse(
        self, assessment: Assessment, refund: Refund, earlier: list[Refund], standing: Standing
    ) -> Reversal:
        right = super().reverse(assessment, refund, earlier, standing)
        lines = [attrs.evolve(line, residual_minor=line.residual_minor + 1) for line in right.lines]
        return attrs.evolve(right, lines=tuple(lines))


@breaks("refund_symmetry", "engines_agree")
class TakesBackNothing(EngineContract):
    """What was earned once is kept; the residual party gives all that is refunded."""

    def reverse(
        self, assessment: Assessment, refund: Refund, earlier: list[Refund], standing: Standing
    ) -> Reversal:
        right = super().reverse(assessment, refund, earlier, standing)
        lines = []
        for line in right.lines:
            back = sum(each.amount_minor for each in line.taken)
            lines.append(attrs.evolve(line, taken=(), residual_minor=line.residual_minor + back))
        return attrs.evolve(right, lines=tuple(lines))
