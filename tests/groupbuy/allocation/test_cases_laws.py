"""Laws of cases: how many are ordered, and what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import (
    NO_MINIMUM,
    Demand,
    InvalidPackError,
    Minimum,
    Pack,
    PartCase,
    cases_to_order,
    grams,
    helps_filling,
    missing_units,
)
from communekit.money import CNY, Money
from tests.groupbuy.allocation import model
from tests.groupbuy.allocation.worlds import demands, minimums, packs

WHOLE_ONLY = packs().filter(lambda pack: pack.part_case is PartCase.DROP)


@given(demands(), packs(), minimums())
def test_cases_agree_with_the_plain_model(demand: Demand, pack: Pack, minimum: Minimum) -> None:
    """Which tries every number of cases."""
    got = cases_to_order(demand, pack, minimum=minimum)
    assert got == model.cases(demand, pack, minimum.least_cases(pack))


@given(demands(), st.integers(0, 9), st.integers(0, 9), packs(), minimums())
def test_p3_more_demand_never_means_fewer_cases(
    demand: Demand, firm: int, tolerance: int, pack: Pack, minimum: Minimum
) -> None:
    """Of firm, of tolerance, or of both."""
    more = Demand(demand.firm + firm, demand.tolerance + tolerance)
    assert cases_to_order(more, pack, minimum=minimum) >= cases_to_order(demand, pack, minimum=minimum)


@given(demands().filter(lambda demand: demand.firm > 0), WHOLE_ONLY, minimums(), st.data())
def test_p3_firm_demand_that_fits_into_tolerance_opens_no_case(
    demand: Demand, pack: Pack, minimum: Minimum, data: st.DataObject
) -> None:
    """It displaces the tolerance that completed the case."""
    cases = cases_to_order(demand, pack, minimum=minimum)
    lent = pack.units(cases) - demand.firm
    if lent > 0:
        more = Demand(demand.firm + data.draw(st.integers(0, lent)), demand.tolerance)
        assert cases_to_order(more, pack, minimum=minimum) == cases


@given(demands(), WHOLE_ONLY, minimums())
def test_cases_that_fill_are_taken_whole(demand: Demand, pack: Pack, minimum: Minimum) -> None:
    """What is ordered is never more than is wanted, and never for tolerance alone."""
    cases = cases_to_order(demand, pack, minimum=minimum)
    assert pack.units(cases) <= demand.wanted
    assert not (cases and not demand.firm)


@given(demands(), packs(), minimums())
def test_p7_minimum_is_met_or_nothing_is_ordered(demand: Demand, pack: Pack, minimum: Minimum) -> None:
    """In the unit in which it was said: cases with cases, quantities with quantities, money with money."""
    cases = cases_to_order(demand, pack, minimum=minimum)
    if not cases:
        return
    assert cases >= (minimum.cases or 0)
    assert pack.units(cases) >= (minimum.quantity or 0)
    if minimum.money is not None and minimum.price is not None:
        assert pack.units(cases) * minimum.price.minor >= minimum.money.minor * minimum.per


@given(packs(), minimums())
def test_p7_minimum_asks_for_no_case_too_many(pack: Pack, minimum: Minimum) -> None:
    """One case less would miss it, in every unit."""
    least = minimum.least_cases(pack)
    if least:
        fewer = pack.units(least - 1)
        misses = [
            minimum.cases is not None and least - 1 < minimum.cases,
            minimum.quantity is not None and fewer < minimum.quantity,
            minimum.money is not None
            and minimum.price is not None
            and fewer * minimum.price.minor < minimum.money.minor * minimum.per,
        ]
        assert any(misses)


def test_p7_minimum_is_said_in_one_unit() -> None:
    """Two are refused, not compared."""
    with pytest.raises(InvalidPackError, match="one unit") as refused:
        Minimum(cases=2, quantity=10)
    assert refused.value.problem == "two_units"


@given(demands(), st.integers(1, 12), st.sampled_from(PartCase), st.integers(1, 1_000))
def test_scale_of_the_measure_changes_no_case(
    demand: Demand, size: int, part: PartCase, finer: int
) -> None:  # fmt: skip
    """Counted in grams instead of in bags of so many grams, as many cases are ordered."""
    fine = Demand(demand.firm * finer, demand.tolerance * finer)
    assert cases_to_order(fine, Pack(size * finer, part_case=part)) == cases_to_order(
        demand, Pack(size, part_case=part)
    )


@given(demands(), WHOLE_ONLY, minimums())
def test_missing_is_the_least_that_brings_a_case(demand: Demand, pack: Pack, minimum: Minimum) -> None:
    """So much more firm demand orders more; one less does not."""
    now = cases_to_order(demand, pack, minimum=minimum)
    missing = missing_units(demand, pack, minimum=minimum)
    if missing:
        more = Demand(demand.firm + missing, demand.tolerance)
        almost = Demand(demand.firm + missing - 1, demand.tolerance)
        assert cases_to_order(more, pack, minimum=minimum) > now
        assert cases_to_order(almost, pack, minimum=minimum) == now


@given(demands(), WHOLE_ONLY)
def test_nothing_is_missing_when_all_firm_parts_are_ordered(demand: Demand, pack: Pack) -> None:
    """And tolerance has not begun another case."""
    if demand.firm % pack.size and pack.units(cases_to_order(demand, pack)) >= demand.firm:
        assert missing_units(demand, pack) == 0


@given(demands(), demands(), WHOLE_ONLY, minimums())
def test_filling_phase_never_loses_a_case(
    before: Demand, after: Demand, pack: Pack, minimum: Minimum
) -> None:
    """Whatever change passes."""
    if helps_filling(before, after, pack, minimum=minimum):
        assert cases_to_order(after, pack, minimum=minimum) >= cases_to_order(before, pack, minimum=minimum)


@given(demands(), packs())
def test_filling_phase_lets_no_change_pass(demand: Demand, pack: Pack) -> None:
    """To leave everything as it is never hurts; to take tolerance back always does."""
    assert helps_filling(demand, demand, pack)
    if demand.tolerance:
        assert not helps_filling(demand, Demand(demand.firm, demand.tolerance - 1), pack)


def test_filling_phase_keeps_what_others_rely_on() -> None:
    """More firm demand does not make up for tolerance taken back, unless one for one."""
    assert not helps_filling(Demand(3, 1), Demand(5, 0), Pack(6))
    assert helps_filling(Demand(3, 1), Demand(4, 0), Pack(6))
    assert helps_filling(Demand(3, 1), Demand(5, 1), Pack(6))
    assert not helps_filling(Demand(14, 0), Demand(5, 3), Pack(6))  # less is missing, and a case is lost


@given(st.integers(1, 10**6), st.integers(1, 500))
def test_p19_units_convert_without_becoming_nothing(units: int, size: int) -> None:
    """Something is at least one case, a case at least one unit; there and back loses less than a case."""
    pack = Pack(size)
    assert pack.cases_for(units) >= 1
    assert units <= pack.units(pack.cases_for(units)) < units + size
    assert pack.units(pack.full_cases(units)) <= units
    assert Minimum(quantity=units).least_cases(pack) >= 1
    assert Minimum(money=Money(1, CNY), price=Money(units, CNY), per=size).least_cases(pack) >= 1


@given(st.integers(1, 10**9), st.sampled_from([("g", 1), ("kg", 1000), ("斤", 500), ("liang", 50)]))
def test_p19_weights_convert_exactly_or_not_at_all(weight: int, unit: tuple[str, int]) -> None:
    """No part of a gram is dropped in silence."""
    name, factor = unit
    thousandths = f"{weight // 1000}.{weight % 1000:03}"
    if weight * factor % 1000:
        with pytest.raises(InvalidPackError) as refused:
            grams(thousandths, name)
        assert refused.value.problem == "not_whole"
    else:
        assert grams(thousandths, name) * 1000 == weight * factor


def test_no_minimum_is_none() -> None:
    """It asks for nothing of any pack."""
    assert NO_MINIMUM.least_cases(Pack(6)) == 0
