"""Laws of reversals: what a refund takes back, however it is sliced, never pays, and ends where the sale began."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import (
    AssessedLine,
    Assessment,
    LeftOut,
    OnRefund,
    Plan,
    Reversal,
    Rule,
    Standing,
    Tiers,
    assess,
    assess_all,
    reverse,
)
from communekit.money import Currency, Money, Rate
from communekit.orders import Credits, Line, Order, Refund, RefundLine
from communekit.parties import Role
from communekit.testing.figures import cny
from communekit.testing.order import Sale, sales, streams
from communekit.testing.plan import plain_plans, plans
from communekit.testing.refund import refunds_of
from tests.commission.shop import NOON, booked, order, pay, plan

any_plans = plans() | plain_plans()

Taken = Counter[tuple[str, str, str]]


def sold_first(of: Plan, sale: Sale) -> Assessment | None:
    """Return the assessment of an order that is the first of its period, or None where it is refused."""
    result = next(assess_all(of, [sale]))
    return None if isinstance(result, LeftOut) else result


def taken_back(assessment: Assessment, refunds: Sequence[Refund], standing: Standing) -> list[Reversal]:
    """Return the reversals of refunds one after another."""
    made = []
    for number, refund in enumerate(refunds):
        made.append(reverse(assessment, refund, earlier=refunds[:number], standing=standing))
        standing = standing.moved(made[-1].moved)
    return made


def totals(reversals: Iterable[Reversal]) -> Taken:
    """Return what refunds took back in all, by line, rule and party; and the rest of what they moved."""
    found: Taken = Counter()
    for reversal in reversals:
        for line in reversal.lines:
            line_id = line.assessed.line.id
            for taken in line.taken:
                found[line_id, taken.accrual.rule, taken.accrual.party] += taken.amount_minor
            for place, (_, minor) in enumerate(line.funded):
                found[line_id, "funded", str(place)] += minor
            for what in ("refunded", "tax", "shortfall", "residual"):
                found[line_id, what, ""] += getattr(line, f"{what}_minor")
    return found


def in_one(refunds: Sequence[Refund]) -> Refund:
    """Return one refund of all that several gave back."""
    lines: dict[str, RefundLine] = {}
    for refund in refunds:
        for part in refund.lines:
            known = lines.get(part.line)
            lines[part.line] = (
                part
                if known is None
                else RefundLine(
                    part.line,
                    part.amount + known.amount,
                    quantity=part.quantity + known.quantity,
                    freight=part.freight + known.freight,
                )
            )
    return Refund("R all", refunds[0].order, refunds[-1].at, lines.values())


def is_restated(rule: Rule) -> bool:
    """Whether a refund restates the period of a rule."""
    return isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE


@given(of=any_plans, sale=sales(), data=st.data())
def test_refund_symmetry(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Sale and full refund, in any parts, leave everybody where he was, except what the plan names as kept."""
    assessment = sold_first(of, sale)
    if assessment is None:
        return
    refunds = data.draw(refunds_of(sale[0], whole=True))
    reversals = taken_back(assessment, refunds, Standing().moved(assessment.moved))
    back, everybody = totals(reversals), by_party(reversals)
    earned = Counter[tuple[str, str]]()
    given = owed = 0
    for one in assessment.lines:
        kept = 0
        for accrual in one.accruals:
            stays = accrual.terms.rule.kept_on_refund
            kept += accrual.amount_minor if stays else 0
            earned[accrual.rule, accrual.party] += 0 if stays else accrual.amount_minor
            if not is_restated(accrual.terms.rule):
                taken = back[one.line.id, accrual.rule, accrual.party]
                assert taken == (0 if stays else accrual.amount_minor)
        assert back[one.line.id, "refunded", ""] == one.line.paid.minor + one.line.freight.minor
        for place, discount in enumerate(one.line.funded):
            assert back[one.line.id, "funded", str(place)] == discount.amount.minor
        assert back[one.line.id, "tax", ""] == one.tax_minor
        given += back[one.line.id, "residual", ""] - back[one.line.id, "shortfall", ""]
        owed += one.residual_minor - one.shortfall_minor + kept
        if not kept and not any(is_restated(accrual.terms.rule) for accrual in one.accruals):
            assert back[one.line.id, "shortfall", ""] == one.shortfall_minor
            assert back[one.line.id, "residual", ""] == one.residual_minor
    assert everybody == earned
    assert given == owed  # The residual party, or the bearer where the sale had one, bears what is kept.


def by_party(reversals: Iterable[Reversal]) -> Counter[tuple[str, str]]:
    """Return what refunds took back in all, by rule and party: a restated period is taken back as a whole."""
    found = Counter[tuple[str, str]]()
    for reversal in reversals:
        for line in reversal.lines:
            for taken in line.taken:
                found[taken.accrual.rule, taken.accrual.party] += taken.amount_minor
    return found


@given(of=any_plans, sale=sales(), data=st.data())
def test_refund_slicing(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Refunds of goods, pieces and freight take back, unit for unit, what one refund of their sum takes back."""
    assessment = sold_first(of, sale)
    refunds = data.draw(refunds_of(sale[0], whole=data.draw(st.booleans())))
    if assessment is None or not refunds:
        return
    standing = Standing().moved(assessment.moved)
    sliced, whole = (
        taken_back(assessment, refunds, standing),
        taken_back(assessment, [in_one(refunds)], standing),
    )
    assert not_restated(totals(sliced), assessment) == not_restated(totals(whole), assessment)
    assert restated(sliced) == restated(whole)


def not_restated(found: Taken, assessment: Assessment) -> Taken:
    """Leave out what a restated period takes back, and with it what is left for the residual party."""
    rules = {accrual.rule for _, accrual in assessment.accruals if is_restated(accrual.terms.rule)}
    return Counter({key: n for key, n in found.items() if key[1] not in (*rules, "residual")})


def restated(reversals: Sequence[Reversal]) -> Taken:
    """Return what restated periods take back in all: which line bears it depends on which is refunded first.

    Where chains or bounds left one line more of its amount than another, so does how much: those are left out,
    unless all is refunded.
    """
    found: Taken = Counter()
    for reversal in reversals:
        for line in reversal.lines:
            for taken in line.taken:
                working = taken.accrual.working
                if (
                    is_restated(taken.accrual.terms.rule)
                    and not working.cuts
                    and working.composed_from is None
                ):
                    found["", taken.accrual.rule, taken.accrual.party] += taken.amount_minor
    return found


@given(of=any_plans, stream=streams(), data=st.data())
def test_no_step_pays_a_payee(of: Plan, stream: list[Sale], data: st.DataObject) -> None:
    """No refund hands a payee anything: only a table that pays less for more could, and one that is restated."""
    run = assess_all(of, stream)
    sold = [one for one in run if not isinstance(one, LeftOut)]
    standing = run.standing
    for assessment in sold:
        for reversal in taken_back(assessment, data.draw(refunds_of(assessment.order)), standing):
            standing = standing.moved(reversal.moved)
            freight = {one.line: one.freight.minor for one in reversal.refund.lines}
            for line in reversal.lines:
                assert line.refunded_minor >= 0
                assert line.tax_minor >= 0
                # Whoever bears the rest pays for freight that no rule shares, and for goods of which a rule keeps its part.
                keeps = any(one.terms.rule.kept_on_refund for one in line.assessed.accruals)
                assert line.shortfall_minor >= -(
                    line.refunded_minor if keeps else freight[line.assessed.line.id]
                )
                assert all(minor >= 0 for _, minor in line.funded)
                for taken in line.taken:
                    if taken.accrual.exact >= 0 and not is_restated(taken.accrual.terms.rule):
                        assert taken.amount_minor >= 0


@given(of=any_plans, sale=sales(), data=st.data())
def test_clawback_bound(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Taken back is never more than earned, by line and payee, and refunded never more than paid."""
    assessment = sold_first(of, sale)
    if assessment is None:
        return
    refunds = data.draw(refunds_of(sale[0]))
    standing = Standing().moved(assessment.moved)
    reversals = taken_back(assessment, refunds, standing)
    for step in range(len(reversals) + 1):
        back = totals(reversals[:step])
        for one in assessment.lines:
            assert 0 <= back[one.line.id, "refunded", ""] <= one.line.paid.minor + one.line.freight.minor
            for accrual in one.accruals:
                if accrual.exact >= 0 and not is_restated(accrual.terms.rule):
                    taken = back[one.line.id, accrual.rule, accrual.party]
                    assert 0 <= taken <= max(accrual.amount_minor, 0)


@given(of=any_plans, sale=sales(), data=st.data())
def test_refund_is_shared_out(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """What goes back to the member and the funders comes from payees, tax and residual, and the bearer gets his own."""
    assessment = sold_first(of, sale)
    if assessment is None:
        return
    standing = Standing().moved(assessment.moved)
    for reversal in taken_back(assessment, data.draw(refunds_of(sale[0])), standing):
        for line in reversal.lines:
            given_back = line.refunded_minor + sum(minor for _, minor in line.funded)
            taken = sum(taken.amount_minor for taken in line.taken)
            assert given_back + line.shortfall_minor == taken + line.tax_minor + line.residual_minor


@given(of=any_plans, sale=sales(), later=any_plans, data=st.data())
def test_refund_follows_the_terms_of_the_sale(of: Plan, sale: Sale, later: Plan, data: st.DataObject) -> None:
    """A refund reverses what was booked: a later version of the plan, and credits of today, have no say."""
    assessment = sold_first(of, sale)
    refunds = data.draw(refunds_of(sale[0]))
    if assessment is None or not refunds:
        return
    standing = Standing().moved(assessment.moved)
    before = totals(taken_back(assessment, refunds, standing))
    assess_all(attrs.evolve(later, version=9), [sale])
    other_lines: tuple[AssessedLine, ...] = assessment.lines
    told = attrs.evolve(assessment, credits=Credits(), lines=other_lines)
    assert totals(taken_back(told, refunds, standing)) == before


@given(of=any_plans, sale=sales(), data=st.data())
def test_same_refund_twice_is_one(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """A refund that is among the earlier ones already takes back nothing more."""
    assessment = sold_first(of, sale)
    refunds = data.draw(refunds_of(sale[0]))
    if assessment is None or not refunds:
        return
    standing = Standing().moved(assessment.moved)
    for reversal in taken_back(assessment, refunds, standing):
        standing = standing.moved(reversal.moved)
    again = reverse(assessment, data.draw(st.sampled_from(refunds)), earlier=refunds, standing=standing)
    assert not any(totals([again]).values())
    assert standing.moved(again.moved) == standing


@given(
    minor=st.integers(1, 10**9), part=st.integers(1, 10**9), code=st.sampled_from(("JPY", "USD", "POINTS"))
)
def test_refund_restores_currency(minor: int, part: int, code: str) -> None:
    """A reversal is in the currency of what it reverses, down to its own minor unit."""
    currency = Currency.commodity("POINTS") if code == "POINTS" else Currency.of(code)
    of = attrs.evolve(plan(pay(Rate.percent("8"))), currency=currency)
    sold = Order("O1", "S1", [Line("1", order().lines[0].product, 1, Money(minor, currency))], NOON, NOON)
    assessment = assess(of, sold, Credits.single(leader="L1"))
    back = Refund("R1", "O1", NOON, [RefundLine("1", Money(min(part, minor), currency))])
    reversal = reverse(assessment, back)
    assert reversal.taken.currency == assessment.earned(Role.LEADER).currency == currency
    if part >= minor:
        assert reversal.taken == assessment.earned(Role.LEADER)


@given(of=any_plans, sale=sales(), data=st.data())
def test_refund_of_nothing_that_was_earned(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Refunds touch the lines that they name alone."""
    assessment = sold_first(of, sale)
    refunds = data.draw(refunds_of(sale[0]))
    if assessment is None or not refunds:
        return
    reversal = reverse(assessment, refunds[0], standing=Standing().moved(assessment.moved))
    named = [part.line for part in refunds[0].lines]
    assert [line.assessed.line.id for line in reversal.lines] == named
    entries = booked(assessment)
    assert all(
        (one, t.accrual.rule, t.accrual.party) in entries
        for line in reversal.lines
        for one in named
        for t in line.taken
        if one == line.assessed.line.id
    )


def test_kept_on_refund_stays_and_the_store_bears_it() -> None:
    """An amount that is kept is not taken back: the residual party gives it."""
    of = plan(pay(Rate.percent("10"), kept_on_refund=True), pay(Rate.percent("5"), "other"))
    assessment = assess(of, order(1_000), Credits.single(leader="L1"))
    reversal = reverse(assessment, Refund.whole("R1", assessment.order, NOON))
    assert [(taken.accrual.rule, taken.amount_minor) for taken in reversal.lines[0].taken] == [("other", 50)]
    assert reversal.lines[0].residual_minor == 950
    assert assessment.residual == cny(850)
