"""The laws of taking back (退款追佣契约), for any plan and any engine; the sale is the library's, the refund is judged."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Accrual, OnRefund, Reversal, Tiers, journal
from communekit.ledger import Book

from .book_commands import shared
from .law import law
from .trade import in_one, refunds_of
from .trade_opening import TradeOpening
from .trade_sale import COMMUNITY

Back = Counter[tuple[str, str, str]]


class RefundContract(TradeOpening):
    """Laws of `reverse`; part of `PlanContract` and `EngineContract`."""

    @law("refund_symmetry")
    @shared
    @given(data=st.data())
    def test_refund_symmetry(self, data: st.DataObject) -> None:
        """refund_symmetry: sale and full refund, in any parts, leave everybody where he was, but for what is kept."""
        assessment = self.draw_booked(data)
        if assessment is None:
            return
        refunds = data.draw(refunds_of(assessment.order, whole=True))
        back, earned, kept = taken_back(self.refunded(assessment, refunds)), Back(), 0
        for one, accrual in assessment.accruals:
            stays = accrual.terms.rule.kept_on_refund
            kept += accrual.amount_minor if stays else 0
            where = "" if is_restated(accrual) else one.line.id
            earned[where, accrual.rule, accrual.party] += 0 if stays else accrual.amount_minor
        for where, rule, party in earned | _of_rules(back):
            assert back[where, rule, party] == earned[where, rule, party], (rule, party)
        rest = {"residual": kept, "tax": 0, "shortfall": 0}
        for one in assessment.lines:
            rest["residual"] += one.residual_minor - one.shortfall_minor
            rest["tax"] += one.tax_minor
        returned = back["", "residual", ""] - back["", "shortfall", ""]
        assert (returned, back["", "tax", ""]) == (rest["residual"], rest["tax"])

    @law("refund_slicing")
    @shared
    @given(data=st.data())
    def test_refund_slicing(self, data: st.DataObject) -> None:
        """refund_slicing: refunds in parts take back, unit for unit, what one refund of their sum takes back."""
        assessment = self.draw_booked(data)
        if assessment is None:
            return
        refunds = data.draw(refunds_of(assessment.order, whole=data.draw(st.booleans())))
        if not refunds:
            return
        sliced = taken_back(self.refunded(assessment, refunds))
        whole = taken_back(self.refunded(assessment, [in_one(refunds)]))
        if any(is_restated(accrual) for _, accrual in assessment.accruals):
            sliced, whole = _of_lines(sliced), _of_lines(whole)
        assert +sliced == +whole
        assert -sliced == -whole

    @law("refund_slicing")
    @shared
    @given(data=st.data())
    def test_no_step_pays(self, data: st.DataObject) -> None:
        """refund_slicing: on the way no refund hands a payee anything."""
        assessment = self.draw_booked(data)
        if assessment is None:
            return
        for reversal in self.refunded(assessment, data.draw(refunds_of(assessment.order))):
            for line in reversal.lines:
                for taken in line.taken:
                    may_pay = taken.accrual.exact < 0 or is_restated(taken.accrual)
                    assert may_pay or taken.amount_minor >= 0

    @law("clawback_bound")
    @shared
    @given(data=st.data())
    def test_clawback_bound(self, data: st.DataObject) -> None:
        """clawback_bound: at no time is more taken back than was earned, by line and payee, nor less than nothing."""
        assessment = self.draw_booked(data)
        if assessment is None:
            return
        reversals = self.refunded(assessment, data.draw(refunds_of(assessment.order, whole=True)))
        for step in range(len(reversals) + 1):
            back = taken_back(reversals[:step])
            for one, accrual in assessment.accruals:
                if accrual.exact >= 0 and not is_restated(accrual):
                    taken = back[one.line.id, accrual.rule, accrual.party]
                    assert 0 <= taken <= max(accrual.amount_minor, 0)

    @law("conservation")
    @shared
    @given(data=st.data())
    def test_conservation_of_refunds(self, data: st.DataObject) -> None:
        """conservation: what is taken back can be booked, and all balances add up to zero."""
        assessment = self.draw_booked(data)
        if assessment is None:
            return
        book = Book.of(journal(assessment, community=COMMUNITY))
        for reversal in self.refunded(assessment, data.draw(refunds_of(assessment.order))):
            book = book.post(*journal(reversal, community=COMMUNITY))
        assert not any(book.trial_balance().values())


def is_restated(accrual: Accrual) -> bool:
    """Whether a refund restates the period in which an amount was measured."""
    rate = accrual.terms.rule.rate
    return isinstance(rate, Tiers) and rate.on_refund is OnRefund.RESTATE


def taken_back(reversals: Iterable[Reversal]) -> Back:
    """Return what refunds took back in all, by line, rule and party; the rest, and what is restated, for all lines together."""
    found = Back()
    for reversal in reversals:
        for line in reversal.lines:
            for taken in line.taken:
                where = "" if is_restated(taken.accrual) else line.assessed.line.id
                found[where, taken.accrual.rule, taken.accrual.party] += taken.amount_minor
            for what in ("refunded", "tax", "shortfall", "residual"):
                found["", what, ""] += getattr(line, f"{what}_minor")
    return found


def _of_rules(back: Back) -> Back:
    return Counter({key: minor for key, minor in back.items() if key[2]})


def _of_lines(back: Back) -> Back:
    """Leave out what is restated, and with it what is left: which line bears it depends on which is refunded first."""
    return Counter({key: minor for key, minor in back.items() if key[0]})


def reversed_amounts(reversals: Iterable[Reversal]) -> object:
    """Return what refunds took back, to be compared."""
    return {key: minor for key, minor in taken_back(reversals).items() if minor}


__all__ = ["RefundContract", "is_restated", "reversed_amounts", "taken_back"]
