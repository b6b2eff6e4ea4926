"""Laws of labour remuneration, held against the notice written down in decimals."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.tax import LabourRemuneration, Payment
from tests.ledger.tax.payments import fen, pay, payments, plain_labour_fen, tax_minor, withhold_all

REGIME = LabourRemuneration()


@given(gross=fen())
def test_one_payment_agrees_with_the_notice(gross: int) -> None:
    """The tax on one payment is what the notice prints."""
    assert REGIME.withhold(pay("P1", gross), []).tax.minor == plain_labour_fen(gross)


@given(paid=payments(months=3))
def test_agreement_with_a_plain_model(paid: list[Payment]) -> None:
    """What is withheld of a party, item and month is the tax on their total, in whatever order they came."""
    records = withhold_all(REGIME, paid)
    keys = {(each.party, each.item, each.at.month) for each in paid}
    for key in keys:
        own = [
            record
            for record in records
            if (record.payment.party, record.payment.item, record.payment.at.month) == key
        ]
        assert tax_minor(own) == plain_labour_fen(sum(record.payment.gross.minor for record in own))


@given(gross=st.integers(0, 20_000_000))
def test_no_joint_jumps(gross: int) -> None:
    """One fen more of income is one fen more of tax at most, at every joint and between."""
    one, other = (REGIME.withhold(pay("P1", each), []).tax.minor for each in (gross, gross + 1))
    assert 0 <= other - one <= 1
