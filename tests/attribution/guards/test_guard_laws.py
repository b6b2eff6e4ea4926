"""Guards against their plain definitions, and the laws that hold for all of them."""

from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.guards import (
    ClickFlooding,
    ClickInjection,
    CodeStuffing,
    DuplicateAccounts,
    Facts,
    Guard,
    GuardPolicy,
    GuardRule,
    LateCode,
    NewDevices,
    Ring,
    SelfDealing,
    SharedMark,
    Velocity,
    judge,
    ring_search,
    watch,
)
from communekit.attribution.guards.ring_search import FEW_EDGES
from communekit.period import Duration
from tests.attribution.guards import model
from tests.attribution.guards.model import seen
from tests.attribution.guards.worlds import PEOPLE, both, checkouts, elsewhere, spans, trades, worlds

limits = st.integers(1, 4)


def seconds(span: Duration) -> int:
    """Return the length of a window."""
    return span.clock_seconds


@given(worlds(), spans(10))
def test_p19_self_dealing_is_seen_over_all_identities(facts: Facts, lookback: Duration) -> None:
    """Whoever buys from himself under any id is found, and nobody else."""
    assert seen(SelfDealing(lookback=lookback)(facts)) == model.self_dealing(facts, seconds(lookback))


@given(worlds(), st.sampled_from(("click", "view", "order", "bond")), limits, spans(), spans(10))
def test_velocity_is_as_defined(
    facts: Facts, of: str, limit: int, window: Duration, lookback: Duration
) -> None:
    """A stretch is found exactly where some window of its length reaches the limit, wherever it begins."""
    guard = Velocity(of=of, limit=limit, window=window, lookback=lookback)
    assert seen(guard(facts)) == model.velocity(facts, of, limit, seconds(window), seconds(lookback))


@given(worlds(), st.sampled_from(("device", "household")), st.integers(1, 3), spans(), spans(10))
def test_shared_marks_are_as_defined(
    facts: Facts, kind: str, limit: int, window: Duration, lookback: Duration
) -> None:
    """Persons are counted, who had the mark together with the leader when they bought by him."""
    guard = SharedMark(kind=kind, limit=limit, window=window, lookback=lookback)
    assert seen(guard(facts)) == model.shared_mark(facts, kind, limit, seconds(window), seconds(lookback))


@given(trades(), st.integers(2, 5), st.integers(1, 2), spans(13), st.sampled_from((0, 2, FEW_EDGES)))
def test_rings_are_as_defined(facts: Facts, persons_max: int, times: int, window: Duration, few: int) -> None:
    """The search finds the orders that lie on a ring, as walking all circles in all windows does; no other.

    Whether it tries edges one by one or all of them together.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ring_search, "FEW_EDGES", few)
        found = list(Ring(persons_max=persons_max, times=times, window=window)(facts))
    assert sorted((finding.orders, finding.counted) for finding in found) == model.ring(
        facts, persons_max, times, seconds(window)
    )


@given(
    worlds(),
    st.sampled_from(("person", "device", "leader")),
    limits,
    spans(),
    st.none() | st.sampled_from((1, 2_500, 5_000, 10_000)),
    spans(10),
)
def test_click_flooding_is_as_defined(
    facts: Facts, per: str, limit: int, window: Duration, rate: int | None, lookback: Duration
) -> None:
    """Many clicks, and fewer orders than the rate asks for, in whole numbers."""
    guard = ClickFlooding(per=per, limit=limit, window=window, rate_bps=rate, lookback=lookback)
    expected = model.click_flooding(facts, per, limit, seconds(window), rate, seconds(lookback))
    assert seen(guard(facts)) == expected


@given(checkouts() | worlds(), spans())
def test_click_injection_is_as_defined(facts: Facts, within: Duration) -> None:
    """A click at the order's instant counts, one that lies the whole span before does not."""
    assert seen(ClickInjection(within=within)(facts)) == model.click_injection(facts, seconds(within))


@given(worlds(), st.sampled_from(("person", "device")), limits, spans())
def test_code_stuffing_is_as_defined(facts: Facts, per: str, limit: int, window: Duration) -> None:
    """Wrong codes are counted, and those that fit meanwhile are in question."""
    guard = CodeStuffing(per=per, limit=limit, window=window)
    assert seen(guard(facts)) == model.code_stuffing(facts, per, limit, seconds(window))


@given(checkouts() | worlds(), spans(), spans(10))
def test_late_codes_are_as_defined(facts: Facts, within: Duration, lookback: Duration) -> None:
    """A code at the checkout is found where a click of another leader came before it."""
    guard = LateCode(within=within, lookback=lookback)
    assert seen(guard(facts)) == model.late_code(facts, seconds(within), seconds(lookback))


@given(worlds(), st.sampled_from(("device", "household")), st.integers(2, 4))
def test_duplicate_accounts_are_as_defined(facts: Facts, kind: str, limit: int) -> None:
    """Persons are counted at each instant, half-open."""
    guard = DuplicateAccounts(kind=kind, limit=limit)
    assert seen(guard(facts)) == model.duplicate_accounts(facts, kind, limit)


@given(worlds(), st.integers(1, 3), st.sampled_from((1, 5_000, 6_667, 10_000)), spans(), spans(4), spans(10))
def test_new_devices_are_as_defined(
    facts: Facts, limit: int, share: int, window: Duration, new_for: Duration, lookback: Duration
) -> None:
    """Both hold: enough orders from new devices, and a share of all that is large enough."""
    guard = NewDevices(limit=limit, share_bps=share, window=window, new_for=new_for, lookback=lookback)
    expected = model.new_devices(facts, limit, share, seconds(window), seconds(new_for), seconds(lookback))
    assert seen(guard(facts)) == expected


FEW = Duration.seconds(5)
EVERY: tuple[Guard, ...] = (
    SelfDealing(lookback=FEW),
    SharedMark(kind="device", limit=1, window=FEW, lookback=FEW),
    SharedMark(kind="household", limit=1, window=FEW, lookback=FEW),
    Ring(times=1, window=FEW, lookback=FEW),
    *(Velocity(of=of, limit=2, window=FEW, lookback=FEW) for of in ("click", "view", "order", "bond")),
    *(ClickFlooding(per=per, limit=2, window=FEW, lookback=FEW) for per in ("person", "device", "leader")),
    ClickInjection(within=FEW),
    *(CodeStuffing(per=per, limit=2, window=FEW) for per in ("person", "device")),
    LateCode(within=FEW, lookback=FEW),
    DuplicateAccounts(limit=2),
    NewDevices(limit=1, share_bps=5_000, window=FEW, new_for=FEW, lookback=FEW),
)
STRICT = GuardPolicy([GuardRule(guard, "hold") for guard in EVERY])


@given(worlds(), st.integers(0, 2**32))
def test_p24_order_of_arrival_and_repeats_change_nothing(facts: Facts, seed: int) -> None:
    """Facts told in another order, and some of them twice, are the same facts with the same findings."""
    random = Random(seed)

    def again(given_: tuple[object, ...]) -> list[object]:
        several = [*given_, *(fact for fact in given_ if random.random() < 0.5)]
        random.shuffle(several)
        return several

    told = {field.name: again(getattr(facts, field.name)) for field in attrs.fields(Facts)}
    retold = Facts(**told)  # type: ignore[arg-type]  # each list holds what the field holds
    assert retold == facts
    assert watch(retold, STRICT) == watch(facts, STRICT)


@given(worlds(), worlds())
def test_unrelated_facts_change_no_finding(facts: Facts, further: Facts) -> None:
    """What happens among other people on other devices changes neither findings nor verdicts."""
    other = elsewhere(further)
    apart = {finding.id: finding for world in (facts, other) for finding in watch(world, STRICT)}
    together = watch(both(facts, other), STRICT)
    assert {finding.id: finding for finding in together} == apart
    assert {v.id for v in judge(together, STRICT)} == {v.id for v in judge(apart.values(), STRICT)}


@given(worlds() | checkouts() | trades())
def test_a_finding_says_what_it_is(facts: Facts) -> None:
    """Below its limit there is none; its evidence stands in the facts, and each has a sentence in both languages."""
    touches = {t.id for t in facts.touches}
    orders: set[str] = {p.id for p in facts.purchases}
    orders |= {t.order for t in facts.touches if t.order is not None}
    found = watch(facts, STRICT)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.counted >= finding.limit
        assert set(finding.touches) | (set(finding.witnesses) & touches) <= touches
        assert not set(finding.touches) & set(finding.witnesses)
        assert set(finding.orders) <= orders
        assert set(finding.parties) <= set(PEOPLE)
        assert finding.text("en").isascii() or "…" in finding.text("en")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.text("zh_CN"))


@given(worlds())
def test_no_fact_is_in_two_findings_of_one_guard_and_key_of_counting(facts: Facts) -> None:
    """Stretches of one leader do not overlap: no click is counted twice against him by one guard."""
    for guard in EVERY:
        if isinstance(guard, Velocity):
            told = [(f.key, id_) for f in guard(facts) for id_ in (*f.touches, *f.orders, *f.bonds)]
            assert len(told) == len(set(told))


@pytest.mark.parametrize("guard", EVERY, ids=lambda guard: guard.word)
def test_a_guard_finds_nothing_where_nothing_is(guard: Guard) -> None:
    """No facts, no finding; nobody is suspected for nothing."""
    assert tuple(guard(Facts())) == ()
