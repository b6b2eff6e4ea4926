"""Assessing: who is needed, what is refused, what an assessment says of itself."""

import pytest

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Flat,
    LeftOut,
    Missing,
    MissingPartyError,
    OverCommittedError,
    Per,
    PerUnit,
    Scope,
    Standing,
    Tax,
    assess,
    assess_all,
    leader,
)
from communekit.money import CNY, MINOR_MAX, AmountOutOfRangeError, Money, Rate
from communekit.orders import Credit, Credits, Discount
from communekit.parties import Role
from tests.commission.shop import LEADER_ONLY, booked, cny, line, order, pay, plan, share


def test_an_assessment_adds_up_what_it_booked() -> None:
    """By role, by party, and what the store keeps."""
    of = plan(share("8"), pay(Rate.percent(2), "live", "host"))
    got = assess(of, order(1_000, 500), Credits.single(leader="L1", host="L1"))
    assert (got.earned(Role.LEADER), got.earned(Role.HOST), got.earned(Role.SPONSOR)) == (
        cny(120),
        cny(30),
        cny(0),
    )
    assert (got.earned_by("L1"), got.earned_by("S1"), got.residual) == (cny(150), cny(0), cny(1_350))
    assert [one.paid_out_minor for one in got.lines] == [100, 50]
    [(_, first), *_] = got.accruals
    assert (first.rule, first.role, first.amount) == ("base", Role.LEADER, cny(80))
    assert first.exact_minor == 80


def test_nobody_credited_leaves_only_those_whom_the_facts_name() -> None:
    """Without credits the farm is paid and the leader is not; the line says so."""
    of = plan(share("8"), pay(Rate.percent(62), "farm", "supplier"))
    got = assess(of, order(line("1", 1_000, about={"supplier": "G1"})))
    assert booked(got) == {("1", "farm", "G1"): 620}
    assert [(lost.rule, lost.reason, lost.by) for lost in got.lines[0].lost] == [
        ("base", "no_party", "leader")
    ]


@pytest.mark.parametrize(
    "credited",
    [
        (),
        (Credit("brand", "B1", active=False),),
        (Credit("brand", "B1", share=Rate.percent(99)),),
        (Credit("brand", "B1", share=Rate.percent(50)), Credit("brand", "B2", share=Rate.percent(50))),
        (Credit("brand", "B1"), Credit("brand", "B2", line="1", active=False)),
    ],
)
def test_the_residual_party_is_one_whole_and_active(credited: tuple[Credit, ...]) -> None:
    """Nobody, half of somebody, or somebody asleep cannot keep the rest."""
    with pytest.raises(MissingPartyError) as refused:
        assess(plan(share(), residual="brand"), order(), Credits(credited))
    assert refused.value.data() == {"order": "O1", "line": "1", "role": Role.BRAND}
    assert "needs a brand" in str(refused.value)
    assert "需要角色 brand" in refused.value.text("zh")


def test_the_residual_party_may_differ_by_line() -> None:
    """The farm of each product keeps the rest of its own lines."""
    of = plan(share("10"), residual="supplier")
    sold = order(*(line(str(n), 1_000, product=f"p{n}", about={"supplier": f"G{n}"}) for n in (1, 2, 1)[:2]))
    got = assess(of, sold, LEADER_ONLY)
    assert [one.residual_party for one in got.lines] == ["G1", "G2"]
    by_line = Credits([*LEADER_ONLY, Credit("supplier", "G9", line="2")])
    assert [one.residual_party for one in assess(of, sold, by_line).lines] == ["G1", "G9"]


@pytest.mark.parametrize(
    "bounds", [[], [Bound(role=Role.LEADER, per="month", at_most=cny(10**6))]], ids=["plain", "of a month"]
)
def test_the_residual_party_is_that_of_the_line_under_any_plan(bounds: list[Bound]) -> None:
    """The farm of a product, or who is credited with the line, whatever else the plan asks for."""
    of = plan(share("10"), residual="supplier", bounds=bounds)
    sold = order(
        *(line(str(n), 1_000, about={"supplier": farm}) for n, farm in enumerate(("G1", "G2", "G2"), 1))
    )
    assert [one.residual_party for one in assess(of, sold, LEADER_ONLY).lines] == ["G1", "G2", "G2"]
    by_line = Credits([*LEADER_ONLY, Credit("supplier", "G9", line="3")])
    assert [one.residual_party for one in assess(of, sold, by_line).lines] == ["G1", "G2", "G9"]


def test_each_line_pays_its_own_supplier() -> None:
    """Two farms on one order: each is paid its part of its own line."""
    of = plan(pay(Rate.percent(62), "farm", "supplier"))
    sold = order(*(line(str(n), 1_000, about={"supplier": f"G{n}"}) for n in (1, 2)))
    assert booked(assess(of, sold)) == {("1", "farm", "G1"): 620, ("2", "farm", "G2"): 620}


def test_a_share_rolls_up_to_the_supplier_of_the_line() -> None:
    """Without a leader his share goes to the farm of each line by itself."""
    of = plan(
        share("10", missing=Missing.roll_up()),
        chains=[Composition(Chain.ADDITIVE, (Role.LEADER, Role.SUPPLIER))],
    )
    sold = order(*(line(str(n), 1_000, about={"supplier": f"G{n}"}) for n in (1, 2)))
    assert booked(assess(of, sold)) == {("1", "base", "G1"): 100, ("2", "base", "G2"): 100}


def test_a_condition_on_a_party_asks_who_is_credited_with_the_line() -> None:
    """The second line is another leader's: a rule for the first leader does not pay on it."""
    of = plan(share("10", when=leader.id == "L1"))
    credited = Credits([Credit("leader", "L1"), Credit("leader", "L2", line="2")])
    assert booked(assess(of, order(1_000, 1_000), credited)) == {("1", "base", "L1"): 100}


def test_a_line_of_more_than_there_is_money_is_refused() -> None:
    """Goods and freight together pass the range of amounts, though each by itself does not (law range)."""
    with pytest.raises(AmountOutOfRangeError):
        assess(plan(share("10")), order(line("1", MINOR_MAX, freight=cny(1))), LEADER_ONLY)
    whole = assess(plan(share("10")), order(line("1", MINOR_MAX - 1, freight=cny(1))), LEADER_ONLY)
    assert whole.lines[0].distributed_minor == MINOR_MAX


def test_an_order_is_rounded_as_one() -> None:
    """Half a fen a line, rounded over the order: the second line of each two makes a fen."""
    of = plan(share("10", scope=Scope.ORDER))
    got = booked(assess(of, order(5, 5, 5, 5, 5), LEADER_ONLY))
    assert [got[str(n), "base", "L1"] for n in range(1, 6)] == [0, 1, 0, 1, 0]


def test_a_flat_amount_lies_on_what_the_lines_have_to_share() -> None:
    """Half off by the store leaves half to share; what the platform takes off is there to share all the same."""
    sold = order(
        line("1", 1_000, discounts=[Discount(Role.STORE, cny(500))]),
        line("2", 500, discounts=[Discount(Role.PLATFORM, cny(400))]),
    )
    got = assess(plan(pay(Flat(cny(100), Per.ORDER))), sold, LEADER_ONLY)
    assert booked(got) == {("1", "base", "L1"): 50, ("2", "base", "L1"): 50}


@pytest.mark.parametrize(("fen", "refused"), [(999, False), (1_000, False), (1_001, True)])
def test_over_commitment(fen: int, *, refused: bool) -> None:
    """All of a line may be promised, a fen more may not: unless somebody bears it."""
    of = plan(pay(PerUnit(cny(fen))))
    left = next(assess_all(of, [(order(1_000), LEADER_ONLY)]))
    assert isinstance(left, LeftOut) is refused
    if isinstance(left, LeftOut):
        assert isinstance(left.reason, OverCommittedError)
        assert left.reason.data() == {
            "order": "O1",
            "line": "1",
            "promised": Money(1_001, CNY),
            "shared": Money(1_000, CNY),
        }
        assert left.reason.text("zh") == "订单 O1 行 1：规则承诺分出 10.01 CNY，可分只有 10.00 CNY"


@pytest.mark.parametrize(("fen", "refused"), [(900, False), (901, True)])
def test_tax_that_is_set_aside_is_not_there_to_share(fen: int, *, refused: bool) -> None:
    """Of 10.00 with 1.00 of tax contained, 9.00 may be promised; the error says what there was."""
    of = plan(pay(PerUnit(cny(fen))), tax=Tax.SET_ASIDE)
    left = next(assess_all(of, [(order(line(tax=cny(100))), LEADER_ONLY)]))
    assert isinstance(left, LeftOut) is refused
    if isinstance(left, LeftOut):
        assert isinstance(left.reason, OverCommittedError)
        assert (left.reason.promised, left.reason.shared) == (cny(901), cny(900))


def test_a_bearer_is_needed_only_where_he_bears() -> None:
    """Nobody stands as the platform: orders that need no bearer pass, the one that does is left out."""
    of = plan(pay(PerUnit(cny(1_000))), bearer="platform")
    passed, left = assess_all(of, [(order(1_000), LEADER_ONLY), (order(999, order_id="O2"), LEADER_ONLY)])
    assert not isinstance(passed, LeftOut)
    assert isinstance(left, LeftOut)
    assert (left.order, left.code) == ("O2", "commission.missing_party")


def test_a_run_goes_on_after_a_refusal() -> None:
    """One bad order of three is left out, and the month counts the other two."""
    of = plan(
        share("10"),
        pay(PerUnit(cny(950)), "more", "host"),
        bounds=[Bound(role=Role.LEADER, per="month", at_most=cny(10**6))],
    )
    both = Credits.single(leader="L1", host="B1")
    sales = [(order(minor, order_id=f"O{minor}"), both) for minor in (2_000, 1_000, 3_000)]
    run = assess_all(of, sales)
    assert [isinstance(one, LeftOut) for one in run] == [False, True, False]
    [(_, row)] = list(run.standing)
    assert row.measure == 500
    assert iter(run) is run
    assert list(run) == []


def test_the_express_lane_and_the_long_way_say_the_same() -> None:
    """A floor lifts what later rules rest on: the leader's base is lifted first, and the share of it is of that."""
    floor = Bound(per="line", role=Role.LEADER, at_least=cny(40))
    of = plan(
        share("3"),
        share("50", "half", base=Base.of_rule("base")),
        share("100", "twice", base=Base.of_rule("half")),
        bounds=[floor],
    )
    assert booked(assess(of, order(1_000), LEADER_ONLY)) == {
        ("1", "base", "L1"): 40,
        ("1", "half", "L1"): 10,
        ("1", "twice", "L1"): 10,
    }


def test_moves_are_handed_back_not_kept() -> None:
    """Assessing twice from the same standing gives the same; only what is handed on counts."""
    of = plan(share("10"), bounds=[Bound(role=Role.LEADER, per="month", at_most=cny(150))])
    one, again = (assess(of, order(1_000), LEADER_ONLY, standing=Standing()) for _ in range(2))
    assert one == again
    assert Standing().moved(one.moved) != Standing()
