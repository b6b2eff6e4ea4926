"""The relief from VAT: laws, both sides of each threshold, and months without terms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.tax import Dated, InvalidTaxTermsError, VatRelief, VatTerms
from communekit.money import CNY, CurrencyMismatchError, Money
from communekit.period import InvalidTimeError

RELIEF = VatRelief()
YEARS = [f"{2026 + place // 12}-{place % 12 + 1:02}" for place in range(24)]

TURNOVERS = st.dictionaries(
    st.sampled_from(YEARS),
    st.sampled_from([9_999_999, 10_000_000, 10_000_001, 41_666_667, 250_000_000, 500_000_000])
    | st.integers(0, 60_000_000),
    max_size=24,
)


@given(turnover=TURNOVERS, data=st.data())
def test_agreement_with_a_plain_model(turnover: dict[str, int], data: st.DataObject) -> None:
    """Each month alone, and with the eleven before it, by counting places in a list; in any order of entry."""
    shuffled = data.draw(st.permutations(list(turnover.items())))
    check = RELIEF.check({label: Money(minor, CNY) for label, minor in shuffled})
    assert [month.month for month in check] == sorted(turnover)
    for month in check:
        place = YEARS.index(month.month)
        twelve = sum(turnover.get(label, 0) for label in YEARS[max(0, place - 11) : place + 1])
        assert month.twelve_months.minor == twelve
        assert month.exempt is (month.total.minor <= 10_000_000)
        assert month.must_register is (twelve > 500_000_000)
    told = {(finding.month, finding.code) for finding in check.findings}
    assert told == {(m.month, "over_monthly") for m in check if not m.exempt} | {
        (m.month, "must_register") for m in check if m.must_register
    }


def test_thresholds() -> None:
    """At the threshold a month is exempt and nobody must register; one fen above it is otherwise."""
    at, above = RELIEF.check({"2026-03": Money.cny("100000.00"), "2026-04": Money.cny("100000.01")})
    assert (at.exempt, above.exempt) == (True, False)
    for total, must_register in (("5000000.00", False), ("5000000.01", True)):
        (month,) = RELIEF.check({"2026-06": Money.cny(total)})
        assert month.must_register is must_register


def test_the_thirteenth_month_is_forgotten() -> None:
    """Twelve months end with the month in question: what lies a year back has dropped out."""
    totals = {"2026-01": Money.cny("5000000.00"), "2026-12": Money.cny("0.01"), "2027-01": Money.cny("0.01")}
    assert [month.must_register for month in RELIEF.check(totals)] == [False, True, False]


def test_months_without_terms_are_told_and_counted() -> None:
    """Before the notice and after 2027 nothing is judged, and that is said; the turnover still counts."""
    check = RELIEF.check(
        {
            "2025-09": Money.cny("4900000.00"),
            "2025-10": Money.cny("100000.01"),
            "2027-12": Money.cny("100000.00"),
            "2028-01": Money.cny("1.00"),
        }
    )
    assert [month.exempt for month in check] == [None, False, True, None]
    assert [month.must_register for month in check] == [None, True, False, None]
    assert [finding.code for finding in check.findings] == [
        "not_in_force", "over_monthly", "must_register", "not_in_force",
    ]  # fmt: skip


def test_findings_speak_both_languages() -> None:
    """A finding names the month, the figure and the limit."""
    over, must = RELIEF.check({"2026-03": Money.cny("6000000.00")}).findings
    assert (
        over.text("en") == "2026-03: 6000000.00 CNY is above 100000.00 CNY, the month is not exempt from VAT"
    )
    assert over.text("zh") == "2026-03：¥6,000,000.00 超过 ¥100,000.00，当月不能免征增值税"
    assert (
        must.text("zh") == "2026-03：连续 12 个月累计 ¥6,000,000.00，超过 ¥5,000,000.00，应当办理经营主体登记"
    )
    assert "2025 No. 16" in must.source
    (unknown,) = RELIEF.check({"2028-01": Money.cny("1.00")}).findings
    assert unknown.text("en") == "2028-01: no terms are in force, nothing is said of 1.00 CNY"


def test_data_is_plain() -> None:
    """The check as plain data: amounts are text."""
    source = RELIEF.terms.rows[0].source
    assert RELIEF.check({"2026-03": Money.cny("100000.01"), "2028-01": Money.cny("1.00")}).data() == {
        "months": [
            {
                "month": "2026-03", "total": "100000.01", "twelve_months": "100000.01", "exempt": False,
                "must_register": False,
            },
            {
                "month": "2028-01", "total": "1.00", "twelve_months": "1.00", "exempt": None,
                "must_register": None,
            },
        ],
        "findings": [
            {
                "code": "over_monthly", "month": "2026-03", "figure": "100000.01", "limit": "100000.00",
                "source": source,
            },
            {"code": "not_in_force", "month": "2028-01", "figure": "1.00", "limit": None, "source": ""},
        ],
    }  # fmt: skip


def test_what_is_refused() -> None:
    """Months are named as the calendar names them; turnover is in the currency of the terms, zero or more."""
    wrong: Any = 5
    with pytest.raises(InvalidTimeError):
        RELIEF.check({"2026-13": Money.cny("1.00")})
    for total in (Money.cny("-0.01"), wrong):
        with pytest.raises(InvalidTaxTermsError):
            RELIEF.check({"2026-03": total})
    with pytest.raises(CurrencyMismatchError):
        RELIEF.check({"2026-03": Money.of("1", "USD")})
    with pytest.raises(InvalidTaxTermsError):
        VatRelief(Dated.always(wrong, source="x"))
    with pytest.raises(InvalidTaxTermsError):
        VatTerms(Money.cny("1"), Money.of("1", "USD"))
    with pytest.raises(InvalidTaxTermsError):
        VatTerms(wrong, wrong)
