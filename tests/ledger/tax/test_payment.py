"""Payments and records: what they hold, and what cannot be one."""

from typing import Any

import attrs
import pytest

from communekit.ids import InvalidIdError, InvalidTextError
from communekit.ledger import InvalidWordError
from communekit.ledger.tax import (
    InvalidPaymentError,
    InvalidTaxTermsError,
    LabourRemuneration,
    PaymentConflictError,
    Step,
    Withheld,
    Working,
)
from communekit.money import Money, Rate
from communekit.period import InvalidTimeError
from tests.ledger.tax.payments import pay

RECORD = LabourRemuneration().withhold(pay("P1", "2000.00"), [])


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("gross", Money.cny("-0.01"), InvalidPaymentError),
        ("gross", 100, InvalidPaymentError),
        ("resident", "yes", InvalidPaymentError),
        ("id", "", InvalidIdError),
        ("party", "a/b", InvalidIdError),
        ("item", "Promotion", InvalidWordError),
        ("at", "2026-03-01T08:00", InvalidTimeError),
    ],
)
def test_payments_that_are_none(field: str, value: object, error: type[Exception]) -> None:
    """Each field is checked at birth."""
    changed: dict[str, Any] = {field: value}
    with pytest.raises(error):
        attrs.evolve(RECORD.payment, **changed)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("tax", Money.cny("-0.01"), "tax"),
        ("tax", Money.cny("2000.01"), "tax"),
        ("tax", Money.of("1.00", "USD"), "tax"),
        ("taxable", Money.cny("-0.01"), "taxable"),
        ("taxable", "12", "taxable"),
        ("working", "by hand", "record"),
        ("payment", "P1", "record"),
    ],
)
def test_records_that_are_none(field: str, value: object, problem: str) -> None:
    """No record withholds less than nothing or more than the payment."""
    changed: dict[str, Any] = {field: value}
    with pytest.raises(InvalidPaymentError) as refused:
        attrs.evolve(RECORD, **changed)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != refused.value.text("en")


def test_a_record_may_take_all_of_a_payment() -> None:
    """The edges: nothing, and everything."""
    for tax in ("0.00", "2000.00"):
        assert attrs.evolve(RECORD, tax=Money.cny(tax)).net == Money.cny("2000.00") - Money.cny(tax)


def test_two_records_of_one_payment_are_a_conflict() -> None:
    """Records that contradict each other are not chosen from, the payment's own or one beside it."""
    other = attrs.evolve(RECORD, tax=Money.cny("1.00"))
    for payment in (RECORD.payment, pay("P2", "1.00")):
        with pytest.raises(PaymentConflictError) as refused:
            LabourRemuneration().withhold(payment, [RECORD, other])
        assert refused.value.data() == {"payment": "P1", "differs": ("tax",)}


def test_an_id_of_somebody_else_is_a_conflict() -> None:
    """An id is used once in a community, whoever is paid."""
    with pytest.raises(PaymentConflictError) as refused:
        LabourRemuneration().withhold(pay("P1", "2000.00", party="li", month=9), [RECORD])
    assert refused.value.differs == ("party", "at")
    assert "party, at" in str(refused.value)


def test_a_host_may_keep_records_without_steps() -> None:
    """What counts of an earlier record is payment, regime and tax."""
    bare = Withheld(
        RECORD.payment, RECORD.taxable, RECORD.tax, Working("cn.labour", "2026-03", "SAT 2018/61")
    )
    new = pay("P2", "3000.00")
    assert LabourRemuneration().withhold(new, [bare]) == LabourRemuneration().withhold(new, [RECORD])
    assert bare.text("zh") == (
        "支付 P1，收款方 zhang，项目 promotion\n劳务报酬所得（按次预扣），2026-03\n依据：SAT 2018/61"
    )


def test_steps_of_a_host_are_shown_by_their_word() -> None:
    """A word that the library does not know is shown as it is."""
    working = Working("xx.own", "", "a contract", [Step("surcharge", Rate.percent(2)), Step("children", 3)])
    assert working.text("en") == "xx.own\n  surcharge: 2%\n  children: 3\nsource: a contract"
    assert working.figure("children") == 3
    assert working.figure("tax") is None
    with pytest.raises(InvalidWordError):
        Working("", "2026", "a contract")
    with pytest.raises(InvalidTextError):
        Working("xx.own", "2026", "")
    with pytest.raises(InvalidTextError):
        Working("xx.own", "a\nb", "a contract")
    wrong: Any = "rate: 2%"
    with pytest.raises(InvalidTaxTermsError):
        Working("xx.own", "2026", "a contract", [wrong])


def test_a_step_shows_no_float() -> None:
    """A figure is exact, or it is no figure."""
    for figure in (0.5, True, "2%"):
        wrong: Any = figure
        with pytest.raises(InvalidTaxTermsError) as refused:
            Step("rate", wrong)
        assert refused.value.problem == "figure"
