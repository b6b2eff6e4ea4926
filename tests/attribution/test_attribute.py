"""Worked orders: who is credited beside the leader, in the store, for himself, and when a leader is not at work."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from communekit.attribution import (
    AddOns,
    Attribution,
    AttributionPolicy,
    Consent,
    Consents,
    Facts,
    Fate,
    Identities,
    LeaderLives,
    Lookback,
    Merge,
    SignIn,
    TiedBonds,
    Touches,
    attribute,
    explain,
)
from communekit.attribution.bonds import BondPolicy, Bonds
from communekit.money import Money, Rate
from communekit.orders import Credit, Credits, Line, Order, Product
from communekit.parties import LeaderApproved, LeaderExited, LeaderPaused, LeaderSuspended, Tie, Ties, Touch
from communekit.period import Window, instant

ALWAYS = Window.parse("2026-01-01T00:00:00Z/..")
AT = instant("2026-03-10T12:00+08:00")
DAY = timedelta(days=1)


def order(*lines: Line, member: str | None = "M1", **more: Any) -> Order:
    """Return an order of the tenth of March."""
    return Order(
        "O1",
        "S1",
        lines or (Line.of("1", "tea", "30.00"),),
        AT,
        AT + timedelta(hours=1),
        member=member,
        **more,
    )


def touch(
    id_: str, owner: str | None, *, days: int = 1, kind: str = "link", by: str = "M1", **more: Any
) -> Touch:
    """Return a touch of so many days before the order."""
    return Touch(id_, AT - days * DAY, kind, by, owner, **more)


def credited(result: Attribution) -> list[tuple[str, str, Fraction]]:
    """Return role, party and share of every credit of the whole order."""
    return [(str(one.role), one.party, one.share.share) for one in result.credits if one.line is None]


def fates(result: Attribution) -> dict[str, str]:
    """Return what became of each touch."""
    return {one.id: one.fate.value for one in result.trace if one.source == "touch"}


def policy(**more: Any) -> AttributionPolicy:
    """Return the usual rule, changed."""
    return AttributionPolicy("main", 1, **more)


TIES = Ties([
    Tie("leader", "M1", "L3", ALWAYS), Tie("sponsor", "L1", "L2", ALWAYS), Tie("sponsor", "L2", "L4", ALWAYS),
    Tie("host", "LIVE1", "H1", ALWAYS), Tie("host", "LIVE1", "H2", ALWAYS), Tie("host", "LIVE1", "H3", ALWAYS),
    Tie("creator", "CLIP1", "U7", ALWAYS),
])  # fmt: skip


def test_code_before_click_before_bond() -> None:
    """The default order, one signal after the other taken away."""
    told = [
        touch("code", "L1", days=0, kind="code", order="O1"), touch("click", "L2"), touch("view", "L4", is_view=True),
    ]  # fmt: skip
    facts = Facts(touches=Touches(told), ties=TIES, bonds=TiedBonds(TIES))
    assert attribute(order(), policy(), facts).leaders == ("L1",)
    assert attribute(order(), policy(), Facts(touches=Touches(told[1:]), bonds=TiedBonds(TIES))).leaders == (
        "L2",
    )
    assert attribute(order(), policy(), Facts(touches=Touches(told[2:]), bonds=TiedBonds(TIES))).leaders == (
        "L3",
    )
    organic = attribute(order(), policy(), Facts(touches=Touches(told[2:])))
    assert (organic.word, len(organic.credits)) == ("organic", 0)
    assert fates(organic) == {"view": "not_ranked"}


def test_a_code_is_one_on_its_own_order_alone() -> None:
    """Typed for this order it is a code; typed some time it is a click like others; for another order it is nothing."""
    loose = touch("loose", "L1", kind="code")
    other = touch("other", "L2", days=0, kind="code", order="O7")
    result = attribute(order(), policy(order=("code", "click")), Facts(touches=Touches([loose, other])))
    assert (result.word, result.leaders, fates(result)) == (
        "click",
        ("L1",),
        {"loose": "won", "other": "other_order"},
    )
    assert attribute(order(), policy(order=("code",)), Facts(touches=Touches([loose]))).is_organic


def test_words_are_the_most_particular() -> None:
    """A kind the rule names stands by itself, also above or below the click; a view of it never with it."""
    told = Touches(
        [
            touch("live", "L1", days=2, kind="live"),
            touch("click", "L2"),
            touch("seen", "L3", days=0, kind="live", is_view=True),
        ]
    )
    for words, leader in (
        (("live", "click"), "L1"), (("click", "live"), "L2"), (("live", "view"), "L1"),
        (("view", "live"), "L3"), (("live_view", "click"), "L3"), (("click",), "L2"),
    ):  # fmt: skip
        assert attribute(order(), policy(order=words), Facts(touches=told)).leaders == (leader,)


def test_a_passer_by_is_led_by_his_code_alone() -> None:
    """Without a member only what is tied to the very order counts."""
    told = [touch("code", "L1", days=0, kind="code", by="V9", order="O1"), touch("click", "L2", by="V9")]
    result = attribute(order(member=None), policy(), Facts(touches=Touches(told), bonds=TiedBonds(TIES)))
    assert (result.leaders, fates(result)) == (("L1",), {"code": "won"})


def test_own_code_at_a_strangers_checkout_is_a_self_purchase() -> None:
    """Nobody is logged in, but the device is the leader's own."""
    told = Touches([touch("code", "L1", days=0, kind="code", by="V9", order="O1")])
    known = Identities([SignIn(AT - DAY, "V9", "M8")], [Merge(AT, "M8", "L1")])
    result = attribute(order(member=None), policy(), Facts(touches=told, identities=known))
    assert (result.leaders, fates(result)) == ((), {"code": "self"})
    discount = attribute(
        order(member=None), policy(self_purchase="discount"), Facts(touches=told, identities=known)
    )
    assert credited(discount) == [("self_discount", "L1", Fraction(1))]


def test_sponsors_are_credited_to_a_depth() -> None:
    """None, one by default, two with a reason."""
    facts = Facts(touches=Touches([touch("t", "L1")]), ties=TIES)
    whole = Fraction(1)
    assert credited(attribute(order(), policy(referral=()), facts)) == [("leader", "L1", whole)]
    assert credited(attribute(order(), policy(), facts)) == [
        ("leader", "L1", whole),
        ("sponsor", "L2", whole),
    ]
    two = policy(referral=("sponsor", "upline"), depth_reason="pilot of two levels")
    assert credited(attribute(order(), two, facts))[1:] == [("sponsor", "L2", whole), ("upline", "L4", whole)]


def test_the_first_or_the_last_of_a_word() -> None:
    """Of two clicks the later wins, or by rule the earlier; the trace says which way."""
    facts = Facts(touches=Touches([touch("a", "L1", days=2), touch("b", "L2")]))
    latest, earliest = (
        attribute(order(), policy(), facts),
        attribute(order(), policy(within="earliest"), facts),
    )
    assert (latest.leaders, fates(latest)) == (("L2",), {"a": "later_wins", "b": "won"})
    assert (earliest.leaders, fates(earliest)) == (("L1",), {"a": "won", "b": "earlier_wins"})


def test_the_line_above_runs_by_bonds_and_never_in_a_circle() -> None:
    """By the leaders' own bonds; who is below is not above as well."""
    ties = Ties([Tie("leader", "L1", "L2", ALWAYS), Tie("leader", "L2", "L1", ALWAYS)])
    rule = policy(referral=("sponsor", "upline"), depth_reason="pilot", line_above="bond")
    facts = Facts(touches=Touches([touch("t", "L1")]), ties=ties, bonds=TiedBonds(ties))
    assert credited(attribute(order(), rule, facts)) == [
        ("leader", "L1", Fraction(1)),
        ("sponsor", "L2", Fraction(1)),
    ]
    assert credited(attribute(order(), rule, Facts(touches=facts.touches))) == [("leader", "L1", Fraction(1))]


@pytest.mark.parametrize("kind", [LeaderPaused, LeaderSuspended, LeaderExited])
def test_one_above_who_is_not_at_work_is_marked(kind: Any) -> None:
    """He is credited as not active, and the plan says where his share goes; somebody who is no leader is simply above."""
    begun = [LeaderApproved("L1", AT - 9 * DAY), LeaderApproved("L2", AT - 9 * DAY)]
    facts = Facts(
        touches=Touches([touch("t", "L1")]), ties=TIES, leaders=LeaderLives([*begun, kind("L2", AT - DAY)])
    )
    two = policy(referral=("sponsor", "upline"), depth_reason="pilot of two levels")
    marks = [(one.party, one.active) for one in attribute(order(), two, facts).credits]
    assert marks == [("L1", True), ("L2", False), ("L4", True)]


def test_what_was_only_seen_leads_to_no_host() -> None:
    """A view of the livestream credits neither its hosts nor the author of what was shown."""
    seen = touch("seen", None, kind="live", session="LIVE1", content="CLIP1", is_view=True)
    assert credited(attribute(order(), policy(), Facts(touches=Touches([seen]), ties=TIES))) == []


def test_host_and_creator_are_credited_beside() -> None:
    """A live entry credits the hosts in equal shares, a clip its author; neither takes from the leader."""
    told = [
        touch("clip", "L2", days=3, content="CLIP1"),
        touch("live", "L1", kind="live", session="LIVE1", share="k1"),
    ]
    result = attribute(order(), policy(referral=()), Facts(touches=Touches(told), ties=TIES))
    third = Fraction(1, 3)
    assert credited(result) == [
        ("leader", "L1", Fraction(1)), ("host", "H1", third), ("host", "H2", third), ("host", "H3", third),
        ("creator", "U7", Fraction(1)),
    ]  # fmt: skip
    alone = attribute(order(), policy(co_credits=()), Facts(touches=Touches(told), ties=TIES))
    assert [role for role, _, _ in credited(alone)] == ["leader", "sponsor"]


def test_the_session_of_the_order_goes_before_later_entries() -> None:
    """Where the order says which livestream it came from, its hosts are credited; touched or not."""
    ties = Ties([*TIES.ties, Tie("host", "LIVE2", "H9", Window(AT - 9 * DAY, AT - DAY + timedelta(hours=1)))])
    told = Touches(
        [
            touch("a", None, days=1, kind="live", session="LIVE2"),
            touch("b", None, days=0, kind="live", session="LIVE1"),
        ]
    )
    hosts = credited(attribute(order(session="LIVE2"), policy(), Facts(touches=told, ties=ties)))
    assert hosts == [("host", "H9", Fraction(1))]
    untouched = attribute(order(session="LIVE1"), policy(), Facts(ties=ties))
    assert {party for _, party, _ in credited(untouched)} == {"H1", "H2", "H3"}


def test_a_touch_may_lead_to_a_host_itself() -> None:
    """A touch whose owner is a host credits him as host, and nobody as leader."""
    result = attribute(
        order(), policy(), Facts(touches=Touches([touch("t", "H5", kind="live", role="host")]))
    )
    assert credited(result) == [("host", "H5", Fraction(1))]
    assert result.word == "organic"
    assert [(one.id, one.fate) for one in result.trace] == [("t", Fate.CO_CREDIT)]
    beaten = attribute(
        order(),
        policy(),
        Facts(touches=Touches([touch("t", "H5", role="host"), touch("u", "H6", days=2, role="host")])),
    )
    assert {one.id: one.fate for one in beaten.trace} == {"t": Fate.CO_CREDIT, "u": Fate.OTHER_ROLE}


def test_a_co_host_who_buys_leaves_it_to_the_others() -> None:
    """Denied, his share goes to the other hosts; where own purchases earn he keeps it."""
    told = Touches([touch("live", "L1", kind="live", session="LIVE1", by="H1")])
    facts = Facts(touches=told, ties=TIES)
    assert [
        party for role, party, _ in credited(attribute(order(member="H1"), policy(), facts)) if role == "host"
    ] == ["H2", "H3"]
    earning = attribute(order(member="H1"), policy(self_purchase="earn"), facts)
    assert [party for role, party, _ in credited(earning) if role == "host"] == ["H1", "H2", "H3"]


def test_own_purchase_denied_discounted_earned() -> None:
    """Denied it falls through to the bond; as a discount it is the buyer's in another role; earned it is his."""
    ties = Ties(
        [
            Tie("leader", "L1", "L3", ALWAYS),
            Tie("sponsor", "L1", "L2", ALWAYS),
            Tie("sponsor", "L3", "L4", ALWAYS),
        ]
    )
    facts = Facts(touches=Touches([touch("own", "L1", by="L1")]), ties=ties, bonds=TiedBonds(ties))
    whole = Fraction(1)
    denied = attribute(order(member="L1"), policy(), facts)
    assert credited(denied) == [("leader", "L3", whole), ("sponsor", "L4", whole)]
    assert fates(denied) == {"own": "self"}
    for how, role in (("discount", "self_discount"), ("earn", "leader")):
        result = attribute(order(member="L1"), policy(self_purchase=how), facts)
        assert credited(result) == [(role, "L1", whole), ("sponsor", "L2", whole)]


def test_a_buyer_above_the_leader_is_not_paid_for_his_own_order() -> None:
    """The sponsor who buys from his own leader gets nothing for it; the next above is not moved up in his place."""
    facts = Facts(touches=Touches([touch("t", "L1", by="L2")]), ties=TIES)
    two = policy(referral=("sponsor", "upline"), depth_reason="pilot of two levels")
    result = attribute(order(member="L2"), two, facts)
    assert credited(result) == [("leader", "L1", Fraction(1)), ("upline", "L4", Fraction(1))]


def test_a_discount_on_his_own_order_is_not_paid_out_to_a_buyer_above() -> None:
    """Own purchases that are a discount pay him nothing as the sponsor either; where they earn, he is paid."""
    facts = Facts(touches=Touches([touch("t", "L1", by="L2")]), ties=TIES)
    one = ("leader", "L1", Fraction(1))
    discounted = attribute(order(member="L2"), policy(self_purchase="discount"), facts)
    assert credited(discounted) == [one]
    earning = attribute(order(member="L2"), policy(self_purchase="earn"), facts)
    assert credited(earning) == [one, ("sponsor", "L2", Fraction(1))]


def test_p19_own_device_is_no_other_leader() -> None:
    """What he had shared before he signed in leads to his device, and that is he himself."""
    known = Identities([SignIn(AT - 5 * DAY, "V7", "M1")])
    result = attribute(order(), policy(), Facts(touches=Touches([touch("own", "V7")]), identities=known))
    assert (result.leaders, fates(result)) == ((), {"own": "self"})


@pytest.mark.parametrize("line_above", ["sponsor", "bond"])
def test_p19_nobody_is_above_himself_under_another_account(line_above: str) -> None:
    """A leader's second account is not paid as his own sponsor, and neither is the account that stays above the second."""
    for leader, above in (("L1", "L1b"), ("L1b", "L1")):
        ties = Ties([Tie(kind, leader, above, ALWAYS) for kind in ("sponsor", "leader")])
        known = Identities([], [Merge(AT, "L1b", "L1")])
        facts = Facts(
            touches=Touches([touch("t", leader)]), ties=ties, bonds=TiedBonds(ties), identities=known
        )
        result = attribute(order(), policy(line_above=line_above), facts)
        assert credited(result) == [("leader", leader, Fraction(1))]


@pytest.mark.parametrize("kind", [LeaderPaused, LeaderSuspended, LeaderExited])
def test_a_leader_who_is_not_at_work(kind: Any) -> None:
    """Kept and marked, passed over, or the house's; up to the very instant before he left he is at work."""
    told = Touches([touch("late", "L1", days=1), touch("early", "L2", days=2)])
    begun = [LeaderApproved("L1", AT - 9 * DAY), LeaderApproved("L2", AT - 9 * DAY)]
    facts = Facts(touches=told, leaders=LeaderLives([*begun, kind("L1", AT)]))
    kept = attribute(order(), policy(), facts)
    assert [(one.party, one.active) for one in kept.credits] == [("L1", False)]
    passed_over = attribute(order(), policy(inactive="next"), facts)
    assert (passed_over.leaders, fates(passed_over)) == (("L2",), {"late": "inactive", "early": "won"})
    house = attribute(order(), policy(inactive="house", house="HQ"), facts)
    assert [(one.party, one.active) for one in house.credits] == [("HQ", True)]
    assert fates(house)["late"] == "house"
    assert "业绩归公：团长当时" in explain(house, "zh", party="L1")
    before = attrs_leaders(facts, [*begun, kind("L1", AT + timedelta(seconds=1))])
    assert [(one.party, one.active) for one in attribute(order(), policy(), before).credits] == [("L1", True)]


def attrs_leaders(facts: Facts, events: list[Any]) -> Facts:
    """Return the facts with other lives of leaders."""
    return Facts(touches=facts.touches, leaders=LeaderLives(events))


def test_an_owner_who_is_no_leader_is_passed_over() -> None:
    """Where leaders are known, somebody who is none is not credited as one."""
    facts = Facts(
        touches=Touches([touch("a", "M9"), touch("b", "L1", days=2)]),
        leaders=LeaderLives([LeaderApproved("L1", AT - 9 * DAY)]),
    )
    result = attribute(order(), policy(), facts)
    assert (result.leaders, fates(result)) == (("L1",), {"a": "not_a_leader", "b": "won"})


def test_whoever_has_the_buyer_counts_as_a_leader() -> None:
    """Members of a leader who is gone are the house's, whether or not the record of leaders names the house."""
    gone = LeaderExited("L1", AT - 2 * DAY)
    bonds = Bonds.of(
        BondPolicy(on_exit="house", house="HQ"),
        [Touch("a", AT - 60 * DAY, "link", "M1", "L1")],
        leaders=[gone],
    )
    facts = Facts(bonds=bonds, leaders=LeaderLives([LeaderApproved("L1", AT - 90 * DAY), gone]))
    result = attribute(order(), policy(), facts)
    assert (result.word, result.leaders) == ("bond", ("HQ",))


def test_rejected_by_a_guard_falls_to_the_next() -> None:
    """With its reason in the trace; and a held order says so."""
    told = Touches([touch("a", "L1"), touch("b", "L2", days=2)])
    facts = Facts(touches=told, rejected={"a": "click flooding"}, held={"O1": "ring under review"})
    result = attribute(order(), policy(), facts)
    assert (result.leaders, fates(result), result.hold) == (
        ("L2",),
        {"a": "rejected", "b": "won"},
        "ring under review",
    )
    assert [one.reason for one in result.trace if one.id == "a"] == ["click flooding"]


def test_shared_among_touches_of_the_winning_word() -> None:
    """Linear, or by a function of the host's; sponsors share as those below them do."""
    told = Touches([touch("a", "L1", days=3), touch("b", "L2", days=2), touch("c", "L1", days=1)])
    facts = Facts(touches=told, ties=TIES)
    linear = attribute(order(), policy(share="linear"), facts)
    assert credited(linear) == [
        ("leader", "L1", Fraction(2, 3)), ("sponsor", "L2", Fraction(2, 3)),
        ("leader", "L2", Fraction(1, 3)), ("sponsor", "L4", Fraction(1, 3)),
    ]  # fmt: skip
    ends = attribute(
        order(), policy(share="ends", shares=("ends",)), facts,
        shares={"ends": lambda given: [Fraction(1, 2), *[Fraction(0)] * (len(given) - 2), Fraction(1, 2)]},
    )  # fmt: skip
    assert ends.leaders == ("L1",)
    assert fates(ends) == {"a": "shared", "b": "no_share", "c": "shared"}


def test_one_above_two_has_both_their_shares() -> None:
    """Leaders who share have one sponsor; two who are away leave the whole to the house."""
    told = Touches([touch("a", "L1", days=2), touch("b", "L3")])
    ties = Ties([Tie("sponsor", "L1", "L9", ALWAYS), Tie("sponsor", "L3", "L9", ALWAYS)])
    result = attribute(order(), policy(share="linear"), Facts(touches=told, ties=ties))
    half = Fraction(1, 2)
    assert credited(result) == [
        ("leader", "L1", half),
        ("sponsor", "L9", Fraction(1)),
        ("leader", "L3", half),
    ]
    away = LeaderLives(
        [
            step(one, AT - n * DAY)
            for one in ("L1", "L3")
            for n, step in ((9, LeaderApproved), (1, LeaderPaused))
        ]
    )
    house = policy(share="linear", inactive="house", house="HQ")
    assert credited(attribute(order(), house, Facts(touches=told, ties=ties, leaders=away))) == [
        ("leader", "HQ", Fraction(1))
    ]


def test_add_on_sales_of_a_visit() -> None:
    """What is bought in the store on a pick-up is the leader's whose order brought the member; the rest goes as before."""
    lines = (Line.of("1", "tea", "30.00"), Line("2", Product("rice"), 1, Money.cny("20.00"), channel="store"))
    rule = policy(add_ons=AddOns(Lookback.calendar(1, "Asia/Shanghai")))
    told = [touch("click", "L1"), touch("scan", None, days=0, kind="scan", order="O0")]
    earlier = {
        "O0": Credits(
            (Credit("leader", "L5", share=Rate.of("1/2")), Credit("leader", "L6", share=Rate.of("1/2")))
        )
    }
    facts = Facts(touches=Touches(told), ties=TIES, earlier=earlier)
    result = attribute(order(*lines), rule, facts)
    by_line = {
        line.id: [(str(c.role), c.party, c.share.share) for c in result.credits if c.line == line.id]
        for line in lines
    }
    half = Fraction(1, 2)
    assert by_line == {
        "1": [("leader", "L1", Fraction(1)), ("sponsor", "L2", Fraction(1))],
        "2": [("leader", "L5", half), ("leader", "L6", half)],
    }
    assert [one.fate for one in result.trace if one.source == "visit"] == [Fate.ADD_ON]
    # Credits line by line lead to a leader where they are all of one; where they are of several, to nobody.
    for parties, leader in ((("L5", "L5"), "L5"), (("L5", "L6"), "L1")):
        lined = Credits(tuple(Credit("leader", party, line=str(n)) for n, party in enumerate(parties)))
        known = attribute(order(*lines), rule, Facts(touches=Touches(told), earlier={"O0": lined}))
        assert [one.party for one in known.credits if one.line in ("2", None)] == [leader]
    # The day after, the visit is over; another order's scan whose credits nobody knows leads to nobody.
    stale = Facts(
        touches=Touches([told[0], touch("scan", None, days=1, kind="scan", order="O0")]), earlier=earlier
    )
    assert attribute(order(*lines), rule, stale).leaders == ("L1",)
    unknown = Facts(touches=Touches(told))
    assert [one.fate for one in attribute(order(*lines), rule, unknown).trace if one.source == "visit"] == [
        Fate.NO_OWNER
    ]


def test_a_scan_with_an_owner_and_an_order_of_the_store_alone() -> None:
    """A visit may name its leader itself; an order of nothing else is a visit's."""
    rule = policy(add_ons=AddOns(Lookback.exact(timedelta(hours=3))))
    facts = Facts(touches=Touches([touch("scan", "L5", days=0, kind="scan")]))
    result = attribute(order(channel="store"), rule, facts)
    assert (result.word, result.leaders) == ("visit", ("L5",))
    assert {one.line for one in result.credits} == {"1"}
    only_seen = Facts(touches=Touches([touch("scan", "L5", days=0, kind="scan", is_view=True)]))
    assert attribute(order(channel="store"), rule, only_seen).is_organic


def test_a_visit_alone_leads_to_a_part_of_an_order() -> None:
    """Where nothing but a visit led to any of it, the order is the visit's, and no explanation calls it nobody's."""
    lines = (Line.of("1", "tea", "30.00"), Line("2", Product("rice"), 1, Money.cny("20.00"), channel="store"))
    rule = policy(add_ons=AddOns(Lookback.exact(timedelta(hours=3))), order=("code",))
    facts = Facts(touches=Touches([touch("scan", "L5", days=0, kind="scan")]))
    result = attribute(order(*lines), rule, facts)
    assert (result.word, result.is_organic, result.leaders) == ("visit", False, ("L5",))
    assert [one.line for one in result.credits] == ["2"]
    assert "自然单" not in explain(result, "zh")


def test_what_a_visit_leaves_nothing_for_is_not_told_as_credited() -> None:
    """An order of the store alone is the visit's: the bond and the sponsor above it are credited with nothing."""
    rule = policy(add_ons=AddOns(Lookback.exact(timedelta(hours=3))))
    ties = TIES.with_tie(Tie("sponsor", "L3", "L9", ALWAYS))
    scan = touch("scan", "L5", days=0, kind="scan", order="O0")
    facts = Facts(touches=Touches([scan]), ties=ties, bonds=TiedBonds(ties))
    result = attribute(order(channel="store"), rule, facts)
    assert [(one.source, one.fate, one.owner) for one in result.trace] == [
        ("bond", Fate.LOWER_PRECEDENCE, "L3"),
        ("visit", Fate.ADD_ON, "L5"),
    ]
    unbound = attribute(order(channel="store"), rule, Facts(touches=Touches([scan])))
    assert (result.credits, result.digest) == (unbound.credits, unbound.digest)


def test_stores_apart() -> None:
    """By store, a touch of another one does not count; by community it does."""
    facts = Facts(touches=Touches([touch("t", "L1", store="S2")]))
    assert attribute(order(), policy(), facts).leaders == ("L1",)
    apart = attribute(order(), policy(scope="store"), facts)
    assert (apart.leaders, fates(apart)) == ((), {"t": "other_store"})
    assert attribute(
        order(), policy(scope="store"), Facts(touches=Touches([touch("t", "L1", store="S1")]))
    ).leaders == ("L1",)


def test_the_moment_that_counts() -> None:
    """By placing, a touch between placing and payment is too late; by payment it is in time."""
    late = Touches([Touch("t", AT + timedelta(minutes=30), "link", "M1", "L1")])
    assert attribute(order(), policy(), Facts(touches=late)).leaders == ()
    assert attribute(order(), policy(moment="paid"), Facts(touches=late)).leaders == ("L1",)


def test_what_was_not_consented_is_not_used_and_not_named() -> None:
    """Consent stands from the third on, for the member and his devices; then he takes it back."""
    told = Touches([touch("before", "L1", days=8), touch("after", "L2", days=2)])
    yes = Consent(AT - 7 * DAY, "M1")
    result = attribute(order(), policy(), Facts(touches=told, consents=Consents([yes])))
    assert result.leaders == ("L2",)
    assert next(one for one in result.trace if one.fate is Fate.NOT_CONSENTED).id == ""
    assert "before" not in explain(result) + explain(result, "zh") + repr(result.trace)
    gone = Facts(touches=told, consents=Consents([yes, Consent(AT, "M1", is_given=False)]))
    assert attribute(order(), policy(), gone).word == "organic"


def test_on_a_shared_device_each_consents_for_himself() -> None:
    """What M2 said while he was signed in is neither M1's yes nor his no; what was said before anybody was known is the device's."""
    known = Identities([SignIn(AT - 9 * DAY, "V1", "M2"), SignIn(AT - 5 * DAY, "V1", "M1")])
    told = Touches([touch("t", "L1", by="V1")])

    def leaders(*said: Consent, among: Identities = known) -> tuple[str, ...]:
        facts = Facts(touches=told, identities=among, consents=Consents(said))
        return attribute(order(), policy(), facts).leaders

    others_yes, others_no = Consent(AT - 8 * DAY, "V1"), Consent(AT - 7 * DAY, "V1", is_given=False)
    assert leaders(others_yes) == ()
    assert leaders(others_yes, Consent(AT - 5 * DAY, "V1")) == ("L1",)
    assert leaders(Consent(AT - 8 * DAY, "M1"), others_no) == ("L1",)
    assert leaders(Consent(AT - 8 * DAY, "M1"), Consent(AT - 2 * DAY, "V1", is_given=False)) == ()
    alone = Identities([SignIn(AT - 5 * DAY, "V1", "M1")])
    assert leaders(Consent(AT - 60 * DAY, "V1"), among=alone) == ("L1",)


@pytest.mark.parametrize(
    ("registered", "leaders"), [(DAY, ("L3",)), (DAY - timedelta(seconds=1), ()), (None, ())]
)
def test_a_bond_for_new_members_only(registered: timedelta | None, leaders: tuple[str, ...]) -> None:
    """A bond counts for whoever registered when it began, or later; for an old member, or one of whom no registration is recorded, it does not."""
    begun = AT - 3 * DAY
    ties = Ties([Tie("leader", "M1", "L3", Window(begun))])
    known = (
        Identities()
        if registered is None
        else Identities([SignIn(begun - DAY + registered, "V1", "M1", is_registration=True)])
    )
    facts = Facts(ties=ties, bonds=TiedBonds(ties), identities=known)
    assert attribute(order(), policy(new_only=("bond",)), facts).leaders == leaders


def test_a_kind_of_a_host_is_not_taken_for_a_word_of_ours() -> None:
    """A touch of a kind called bond is a click."""
    for kind in ("bond", "self", "view"):
        facts = Facts(touches=Touches([touch("t", "L1", kind=kind)]))
        assert attribute(order(), policy(order=(kind, "click")), facts).word == "click"


def test_new_members_only() -> None:
    """An invitation counts for whoever registered after it, by the recorded registration."""
    told = Touches(
        [touch("invited", "L1", days=3, kind="invitation", by="V1"), touch("old", "L2", days=5, by="V1")]
    )
    rule = policy(order=("invitation", "click"), new_only=("invitation",))
    registered = Identities([SignIn(AT - 2 * DAY, "V1", "M1", is_registration=True)])
    assert attribute(order(), rule, Facts(touches=told, identities=registered)).leaders == ("L1",)
    known_before = registered.with_fact(SignIn(AT - 9 * DAY, "V2", "M1", is_registration=True))
    result = attribute(order(), rule, Facts(touches=told, identities=known_before))
    assert (result.leaders, fates(result)["invited"]) == (("L2",), "not_new")


def test_told_to_a_leader_in_his_words() -> None:
    """Why it is mine, why it is not; and of others nothing but that they came first."""
    told = Touches([touch("a", "L1", days=40), touch("b", "L2", days=2), touch("c", "L3", days=1)])
    result = attribute(order(), policy(), Facts(touches=told))
    assert explain(result, "zh", party="L3").splitlines() == [
        "订单 O1：按点击归因（规则 main v1）。",
        "这张订单算给您。",
        "归属：L3，团长，全部。",
        "- 2026-03-09 12:00 的触点 c：计入业绩",
    ]
    assert explain(result, "zh", party="L1").splitlines()[1:] == [
        "这张订单没有算给您。",
        "- 2026-01-29 12:00 的触点 a：未计入：下单时归因窗口已过 10 天",
    ]
    assert explain(result, "en", party="L2").splitlines()[1:] == [
        "This order is not credited to you.",
        "- touch b of 2026-03-08 12:00: not credited: a later one of the same kind wins",
    ]
    assert explain(result, "en", party="L9").splitlines()[-1] == "Nothing of yours led to it."
    for party in ("L1", "L2", "L9"):
        assert "L3" not in explain(result, "zh", party=party)


def test_every_fate_has_words() -> None:
    """No signal's fate is without a sentence in both languages."""
    from communekit.attribution.wording import FATES  # noqa: PLC0415 - the words are the room's own

    assert set(FATES) == set(Fate)
    assert all(set(texts) == {"en", "zh"} for texts in FATES.values())
