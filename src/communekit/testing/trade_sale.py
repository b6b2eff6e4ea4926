"""The laws of sharing out an order (计佣契约), for any plan and any engine."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from communekit.commission import (
    Accrual,
    AssessedLine,
    Assessment,
    Bound,
    LeftOut,
    Plan,
    Scope,
    journal,
    read_standing,
    write_standing,
)
from communekit.ids import PartyId
from communekit.ledger import Book
from communekit.money import JPY, USD, Currency, Money, Rate, Rounding
from communekit.orders import Credits
from communekit.period import Calendar

from .book_commands import shared
from .law import law
from .trade import orders_under
from .trade_opening import Results, TradeOpening, market_of

COMMUNITY: Final = PartyId("commons")


class SaleContract(TradeOpening):
    """Laws of `assess`; part of `PlanContract` and `EngineContract`."""

    def test_sales_meet_the_plan(self) -> None:
        """The sales that are drawn can be shared out: else the other checks would look at nothing."""
        quick = settings(max_examples=200, database=None, deadline=None, phases=[Phase.generate])
        find(st.data(), lambda data: bool(self.draw_assessed(data)[1]), settings=quick)
        find(st.data(), lambda data: any(map(_pays, self.draw_assessed(data)[1])), settings=quick)

    @law("shares_and_residual")
    @shared
    @given(data=st.data())
    def test_shares_and_residual(self, data: st.DataObject) -> None:
        """shares_and_residual: of every line, what all get is what there was to share, and what the bearer put in."""
        for assessment in self.draw_assessed(data)[1]:
            for one in assessment.lines:
                by_merchant = sum(d.amount.minor for d in one.line.discounts if d.is_merchant_funded)
                assert one.distributed_minor == one.line.listed.minor - by_merchant + one.line.freight.minor
                given_out = one.paid_out_minor + one.tax_minor + one.residual_minor
                assert given_out == one.distributed_minor + one.shortfall_minor

    @law("nothing_silently_zero")
    @shared
    @given(data=st.data())
    def test_nothing_silently_zero(self, data: st.DataObject) -> None:
        """nothing_silently_zero: every order has its result, in order, with every line, or the reason why it has none."""
        plan, sales = self.draw_sales(data)
        other = data.draw(orders_under(market_of(plan), "foreign", currency=_other(plan)))
        place = data.draw(st.integers(0, len(sales)))
        sales = [*sales[:place], (other, Credits()), *sales[place:]]
        results, _ = self.run(plan, sales)
        assert len(results) == len(sales)
        for result, (order, _) in zip(results, sales, strict=True):
            if isinstance(result, LeftOut):
                assert (result.order, bool(result.code)) == (order.id, True)
            else:
                assert result.order == order
                assert [one.line for one in result.lines] == list(order.lines)

    @law("payee_floor")
    @shared
    @given(data=st.data())
    def test_payee_floor(self, data: st.DataObject) -> None:
        """payee_floor: an amount that is rounded down by itself is 0 to less than 1 unit below its exact value."""
        for assessment in self.draw_assessed(data)[1]:
            for _, accrual in assessment.accruals:
                if _is_floored(accrual) and accrual.exact >= 0:
                    assert 0 <= accrual.exact_minor - accrual.amount_minor < 1

    @law("one_named_rounding")
    @shared
    @given(data=st.data())
    def test_one_named_rounding(self, data: st.DataObject) -> None:
        """one_named_rounding: an amount is whole, and follows from its exact value by the rule's own mode alone."""
        for assessment in self.draw_assessed(data)[1]:
            for one, accrual in assessment.accruals:
                rule, before = accrual.terms.rule, Fraction(accrual.before) / accrual.terms.ticks
                assert type(accrual.amount_minor) is int
                if rule.scope is Scope.UNIT:
                    each = rule.rounding.of(accrual.exact_minor / one.line.quantity)
                    assert accrual.amount_minor == int(each * one.line.quantity)
                else:
                    after = rule.rounding.of(before + accrual.exact_minor)
                    assert accrual.amount_minor == after - rule.rounding.of(before)

    @law("conservation")
    @shared
    @given(data=st.data())
    def test_conservation_of_sales(self, data: st.DataObject) -> None:
        """conservation: what is shared out can be booked, and all balances add up to zero."""
        for assessment in self.draw_assessed(data)[1]:
            book = Book.of(journal(assessment, community=COMMUNITY))
            assert not any(book.trial_balance().values())

    @law("money_never_mixes")
    @shared
    @given(data=st.data())
    def test_money_never_mixes(self, data: st.DataObject) -> None:
        """money_never_mixes: an order in another currency is left out, and what is earned is in the plan's own."""
        plan, sales = self.draw_sales(data)
        other = data.draw(orders_under(market_of(plan), "foreign", currency=_other(plan)))
        [result], _ = self.run(plan, [(other, sales[0][1])])
        assert isinstance(result, LeftOut)
        for one in self.run(plan, sales)[0]:
            if isinstance(one, Assessment):
                assert all(accrual.amount.currency == plan.currency for _, accrual in one.accruals)

    @law("cap_holds")
    @shared
    @given(data=st.data())
    def test_caps_hold(self, data: st.DataObject) -> None:
        """cap_holds: no line, order or period gets more than its cap; what is not rounded down by itself, less than a unit more."""
        plan, made = self.draw_assessed(data)
        if any(bound.at_least is not None for bound in plan.bounds):
            return  # A floor that is applied later may lift above a cap.
        if any(accrual.exact < 0 for one in made for _, accrual in one.accruals):
            return  # A table that pays less for more may give back what a cap had cut.
        for bound in plan.bounds:
            for accruals, limit in _sums(plan, bound, made):
                covered = [each for each in accruals if bound.covers_rule(each.terms.rule)]
                slack = sum(not _is_floored(each) for each in covered)
                assert sum(each.amount_minor for each in covered) <= limit + slack

    @law("batch_independence")
    @shared
    @given(data=st.data())
    def test_batch_independence(self, data: st.DataObject) -> None:
        """batch_independence: a stream that is cut, its standing written down and read again, comes to the same."""
        plan, sales = self.draw_sales(data)
        cut = data.draw(st.integers(0, len(sales)))
        whole, after = self.run(plan, sales)
        first, standing = self.run(plan, sales[:cut])
        rest, last = self.run(plan, sales[cut:], read_standing(write_standing(standing)))
        assert list(map(amounts, [*first, *rest])) == list(map(amounts, whole))
        assert last == after

    @law("replay_determinism")
    @shared
    @given(data=st.data())
    def test_replay_determinism(self, data: st.DataObject) -> None:
        """replay_determinism: the same sales once more give the same results, to the last field and in the same order."""
        plan, sales = self.draw_sales(data)
        assert told(self.run(plan, sales)[0]) == told(self.run(plan, sales)[0])


def amounts(result: Assessment | LeftOut) -> object:
    """Return what was booked of an order, by line, rule and party, or the code of the reason why not."""
    if isinstance(result, LeftOut):
        return result.code
    return [_amounts(one) for one in result.lines]


def _amounts(one: AssessedLine) -> object:
    booked = Counter[tuple[str, str]]()
    for accrual in one.accruals:
        booked[accrual.rule, accrual.party] += accrual.amount_minor
    return one.line.id, dict(booked), one.tax_minor, one.residual_minor, one.shortfall_minor


def told(results: Results) -> str:
    """Return results as text, to the last field."""
    return repr([one if isinstance(one, LeftOut) else (one.lines, dict(one.moved)) for one in results])


def _pays(assessment: Assessment) -> bool:
    return any(accrual.amount_minor for _, accrual in assessment.accruals)


def _other(plan: Plan) -> Currency:
    return JPY if plan.currency != JPY else USD


def _is_floored(accrual: Accrual) -> bool:
    """Whether an amount is rounded down by itself."""
    rule = accrual.terms.rule
    return rule.rounding is Rounding.DOWN and rule.scope is Scope.LINE


def _sums(plan: Plan, bound: Bound, made: Iterable[Assessment]) -> Iterable[tuple[list[Accrual], Fraction]]:
    """Yield the amounts that a cap is laid over, each time with what it comes to."""
    if bound.at_most is None:
        return
    periods: dict[tuple[str, str], list[Accrual]] = {}
    for one in made:
        if bound.per == "line":
            for each in one.lines:
                yield list(each.accruals), _limit(bound.at_most, each.distributed_minor)
        elif bound.per == "order":
            shared_minor = sum(each.distributed_minor for each in one.lines)
            yield [accrual for _, accrual in one.accruals], _limit(bound.at_most, shared_minor)
        else:
            label = Calendar.of(bound.per, plan.zone).label_at(one.order.paid_at)
            for _, accrual in one.accruals:
                who = accrual.party if bound.rule or bound.role else ""
                periods.setdefault((label, who), []).append(accrual)
    for accruals in periods.values():
        yield accruals, _limit(bound.at_most, 0)


def _limit(at_most: Money | Rate, shared_minor: int) -> Fraction:
    return Fraction(at_most.minor) if isinstance(at_most, Money) else at_most.share * shared_minor


__all__ = ["COMMUNITY", "SaleContract", "amounts", "told"]
