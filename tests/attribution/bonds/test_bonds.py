"""Worked cases of bonds, and both sides of each edge."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from communekit.attribution.bonds import (
    FIRST_ORDER,
    REGISTRATION,
    BondChange,
    BondFact,
    BondFactConflictError,
    BondPolicy,
    Bonds,
    BondScopeError,
    HandOver,
    InvalidBondFactError,
    LeaderRecord,
    Offer,
    PassOn,
    Register,
    Release,
)
from communekit.errors import LimitExceededError
from communekit.parties import (
    LeaderApproved,
    LeaderExited,
    LeaderPaused,
    LeaderRegraded,
    LeaderReinstated,
    LeaderResumed,
    LeaderSuspended,
    Tie,
    Ties,
    Touch,
)
from communekit.period import Duration, InvalidTimeError, Window, instant
from tests.refused import Refusal, check_refusal

MOMENT = timedelta(microseconds=1)


def at(text: str) -> datetime:
    """Return an instant of the year 2026 in Shanghai: "03-01" or "03-01T08:00"."""
    return instant(f"2026-{text}{'' if 'T' in text else 'T00:00'}+08:00")


def offer(id_: str, when: str | datetime, leader: str, member: str = "M1", **more: Any) -> Offer:
    """Return an offer by a link."""
    moment = at(when) if isinstance(when, str) else when
    return Offer(id_, moment, member, leader, more.pop("deed", "link"), **more)


def leader_of(bonds: Bonds, when: str | datetime, member: str = "M1", **more: Any) -> str | None:
    """Return who has a member."""
    bond = bonds.as_of(member, at(when) if isinstance(when, str) else when, **more)
    return None if bond is None else bond.leader


def whys(bonds: Bonds) -> dict[str, str]:
    """Return by fact why it did not bind."""
    return {event.fact: event.why for event in bonds.declined}


def book(facts: list[BondFact], leaders: Any = (), ties: Ties | None = None, **policy: Any) -> Bonds:
    """Return bonds under a policy of these parts."""
    return Bonds.of(BondPolicy(**policy), facts, leaders=leaders, ties=ties or Ties())


THIRTY = Duration.days(30)


class TestModes:
    """Which leader has the member when a second one comes (锁客模式)."""

    def test_first_keeps_until_the_end(self) -> None:
        """The second binds at the very instant at which the first bond ends, not a moment before."""
        end = at("03-31")
        for when, leader, why in ((end - MOMENT, "L1", {"b": "already_bound"}), (end, "L2", {})):
            bonds = book([offer("a", "03-01", "L1"), offer("b", when, "L2")], validity=THIRTY)
            assert leader_of(bonds, when) == leader
            assert whys(bonds) == why

    def test_last_wins_at_once(self) -> None:
        """The latest has him from his own instant on; his validity is his own."""
        bonds = book([offer("a", "03-01", "L1"), offer("b", "03-06", "L2")], mode="last", validity=THIRTY)
        assert leader_of(bonds, at("03-06") - MOMENT) == "L1"
        assert leader_of(bonds, "03-06") == "L2"
        assert leader_of(bonds, at("04-05") - MOMENT) == "L2"
        assert leader_of(bonds, "04-05") is None
        assert [held.ended for held in bonds.history("M1")] == ["taken_over", "expired"]

    def test_protection_ends_at_its_end(self) -> None:
        """Protected to the last moment; taken over at the very end."""
        end = at("03-16")
        for when, leader, why in ((end - MOMENT, "L1", {"b": "protected"}), (end, "L2", {})):
            bonds = book(
                [offer("a", "03-01", "L1"), offer("b", when, "L2")], mode="last", protection=Duration.days(15)
            )
            assert leader_of(bonds, when) == leader
            assert whys(bonds) == why

    def test_what_expired_was_not_taken_over(self) -> None:
        """Between two leaders there may be days without one."""
        bonds = book([offer("a", "03-01", "L1"), offer("b", "04-10", "L2")], mode="last", validity=THIRTY)
        first, second = bonds.history("M1")
        assert (first.ended, first.window.end) == ("expired", at("03-31"))
        assert second.window.start == at("04-10")

    def test_protection_does_not_outlast_the_bond(self) -> None:
        """The bond's own end ends its protection."""
        policy = BondPolicy(mode="last", validity=Duration.days(3), protection=Duration.days(15))
        bond = Bonds(policy, [offer("a", "03-01", "L1")]).as_of("M1", at("03-02"))
        assert bond is not None
        assert bond.protected_until == bond.valid_until == at("03-04")

    def test_permanent_is_for_good(self) -> None:
        """Nobody takes over, and it does not end; a ruling or the member's own wish does end it."""
        facts: list[BondFact] = [offer("a", "03-01", "L1"), offer("b", "12-31", "L2")]
        bonds = book(facts, mode="permanent")
        assert leader_of(bonds, instant("2199-12-31T00:00:00Z")) == "L1"
        assert whys(bonds) == {"b": "already_bound"}
        assert leader_of(bonds.with_facts(Release("r", at("04-01"), "M1", why="own wish")), "04-01") is None

    def test_register_only(self) -> None:
        """Only whoever brought him to register; touches before and after bind nobody."""
        bonds = book(
            [
                offer("a", "03-01", "L1"),
                Register("r", at("03-02"), "M1", "L2"),
                Release("x", at("03-03"), "M1"),
                offer("b", "03-04", "L3"),
                Register("again", at("03-05"), "M1", "L3"),
            ],
            mode="register_only",
        )
        assert [leader_of(bonds, f"03-0{day}") for day in (1, 2, 3, 4, 5)] == [None, "L2", None, None, None]
        assert whys(bonds) == {"a": "not_at_registration", "b": "not_new", "again": "already_registered"}


class TestWhoAndWhat:
    """Who may be bound, and by what (锁客对象、触发行为)."""

    def test_new_members_alone(self) -> None:
        """Who registers at an instant is not new any more at that instant, unless the policy leaves him time."""
        for seconds, when, why in (
            (0, "03-01T08:00", "not_new"),
            (30, "03-01T08:00", None),
            (60, "03-01T08:01", "not_new"),
        ):
            bonds = book(
                [Register("r", at("03-01T08:00"), "M1", None), offer("a", when, "L1")],
                who="new",
                new_for=Duration.seconds(seconds),
            )
            assert whys(bonds).get("a") == why
        edge = at("03-01T08:01") - MOMENT
        bonds = book(
            [Register("r", at("03-01T08:00"), "M1", None), offer("a", edge, "L1")],
            who="new",
            new_for=Duration.seconds(60),
        )
        assert leader_of(bonds, edge) == "L1"

    def test_a_number_that_registers_again_is_not_new(self) -> None:
        """What the host has recorded goes before what follows from the registration."""
        bonds = book([Register("r", at("03-01"), "M1", "L1", is_new=False)], who="new")
        assert whys(bonds) == {"r": "not_new"}

    def test_deeds_that_bind(self) -> None:
        """A policy may bind by the first order alone; what was only seen does not bind unless said."""
        facts: list[BondFact] = [offer("a", "03-01", "L1"), offer("b", "03-02", "L2", deed=FIRST_ORDER)]
        bonds = book(facts, triggers=[FIRST_ORDER])
        assert leader_of(bonds, "03-02") == "L2"
        assert whys(bonds) == {"a": "kind_does_not_bind"}
        for views in (False, True):
            seen = book([offer("a", "03-01", "L1", is_view=True)], views=views)
            assert leader_of(seen, "03-01") == ("L1" if views else None)
        registering = book([Register("r", at("03-01"), "M1", "L1")], triggers=["link"])
        assert whys(registering) == {"r": "kind_does_not_bind"}

    def test_roles_that_bind(self) -> None:
        """A host of a livestream binds where the policy says so."""
        touch = Touch("t", at("03-01"), "live", "M1", "H1", role="host")
        assert whys(book([touch])) == {"t": "role_does_not_bind"}
        assert leader_of(book([touch], roles=["leader", "host"]), "03-01") == "H1"

    def test_a_touch_of_nobody_binds_nobody(self) -> None:
        """An ad of the community is passed over."""
        bonds = book([Touch("t", at("03-01"), "ad", "M1")])
        assert bonds.facts == ()
        assert bonds.history("M1") == ()

    def test_self(self) -> None:
        """Nobody is bound to himself, unless the policy lets him; then he stands at the head of his line."""
        assert whys(book([offer("a", "03-01", "M1")])) == {"a": "self"}
        bonds = book([offer("a", "03-01", "M1"), offer("b", "03-02", "M1", member="M2")], allows_self=True)
        assert leader_of(bonds, "03-02") == "M1"
        assert bonds.chain("M2", at("03-02"), 5) == ("M1",)
        assert bonds.chain("M1", at("03-02"), 5) == ()


class TestRenewalAndCoolDown:
    """Renewal and cool-down (续期、冷却期)."""

    def test_renewal(self) -> None:
        """A further touch of the same leader starts the validity anew; the protection stays as it was."""
        facts: list[BondFact] = [offer("a", "05-01", "L1"), offer("b", "05-11", "L1")]
        terms: dict[str, Any] = {"mode": "last", "validity": THIRTY, "protection": Duration.days(15)}
        kept, renewed = book(facts, **terms), book(facts, renews=True, **terms)
        assert whys(kept) == {"b": "same_leader"}
        before, bond = renewed.as_of("M1", at("05-11") - MOMENT), renewed.as_of("M1", at("05-11"))
        assert before is not None
        assert bond is not None
        assert (before.valid_until, bond.valid_until) == (at("05-31"), at("06-10"))
        assert (bond.bound_at, bond.protected_until) == (at("05-01"), at("05-16"))
        assert len(renewed.history("M1")) == 1

    def test_cool_down(self) -> None:
        """For everybody, or for the leader who lost him alone; over at its very end; it follows the bond's end."""
        for for_whom, leader, when, why in (
            ("everybody", "L2", at("04-03") - MOMENT, "cooling_down"),
            ("everybody", "L2", at("04-03"), None),
            ("same_leader", "L2", at("03-31"), None),
            ("same_leader", "L1", at("04-03") - MOMENT, "cooling_down"),
            ("same_leader", "L1", at("04-03"), None),
        ):
            bonds = book(
                [offer("a", "03-01", "L1"), offer("b", when, leader)],
                validity=THIRTY,
                cool_down=Duration.days(3),
                cool_down_for=for_whom,
            )
            assert whys(bonds).get("b") == why

    def test_cool_down_after_a_release(self) -> None:
        """What was ended by hand cools down, too; a leader's exit does not keep his members waiting."""
        facts: list[BondFact] = [offer("a", "03-01", "L1"), offer("b", "03-03", "L2")]
        bonds = book([*facts, Release("r", at("03-02"), "M1")], cool_down=Duration.days(3))
        assert whys(bonds) == {"b": "cooling_down"}
        left = book(facts, [LeaderExited("L1", at("03-02"))], cool_down=Duration.days(3))
        assert leader_of(left, "03-03") == "L2"
        assert bonds.next_change("M1", at("03-02")) == BondChange(at("03-05"), "cool_down_ends")
        assert left.next_change("M1", at("03-02")) is None

    def test_next_change(self) -> None:
        """First the protection ends, then the bond."""
        bonds = book([offer("a", "03-01", "L1")], mode="last", validity=THIRTY, protection=Duration.days(15))
        assert bonds.next_change("M1", at("02-28")) is None
        assert bonds.next_change("M1", at("03-01")) == BondChange(at("03-16"), "protection_ends")
        assert bonds.next_change("M1", at("03-16")) == BondChange(at("03-31"), "expires")
        assert bonds.next_change("M1", at("03-31")) is None
        whole = book([offer("a", "03-01", "L1")], mode="last", validity=THIRTY, protection=Duration.days(40))
        assert whole.next_change("M1", at("03-01")) == BondChange(at("03-31"), "expires")
        cool = book([offer("a", "03-01", "L1")], validity=THIRTY, cool_down=Duration.days(3))
        assert cool.next_change("M1", at("04-03") - MOMENT) == BondChange(at("04-03"), "cool_down_ends")
        assert cool.next_change("M1", at("04-03")) is None


class TestScope:
    """Bonds per store (按门店锁客)."""

    def test_one_bond_per_store(self) -> None:
        """Each store has its own; who has registered in one is new in none."""
        bonds = book(
            [
                offer("a", "03-01", "L1", store="S1"),
                Register("r", at("03-02"), "M1", "L2", store="S2"),
                offer("b", "03-03", "L3", store="S3"),
                offer("c", "03-04", "L3"),
            ],
            scope="store",
            who="new",
        )
        assert [leader_of(bonds, "03-05", store=store) for store in ("S1", "S2", "S3")] == ["L1", "L2", None]
        assert whys(bonds) == {"b": "not_new", "c": "no_store"}
        assert (
            bonds.members_of("L1", at("03-05")) == bonds.members_of("L1", at("03-05"), store="S1") == ("M1",)
        )
        assert bonds.members_of("L1", at("03-05"), store="S2") == ()

    def test_a_registration_counts_in_every_store(self) -> None:
        """In stores where the member was known before, too; and he registers once."""
        bonds = book(
            [
                offer("a", "03-01", "L1", store="S1"),
                Register("r", at("03-02"), "M1", None, store="S2"),
                offer("b", "03-03", "L2", store="S1"),
                Register("again", at("03-04"), "M1", None, store="S1"),
            ],
            scope="store",
            who="new",
            mode="last",
        )
        assert whys(bonds) == {"b": "not_new", "again": "already_registered"}

    def test_lines_are_per_store(self) -> None:
        """A stands above B in one store and below him in another: no circle."""
        facts: list[BondFact] = [
            offer("a", "03-01", "B", member="A", store="S1"),
            offer("b", "03-02", "A", member="B", store="S2"),
            offer("c", "03-03", "A", member="B", store="S1"),
        ]
        assert whys(book(facts, scope="store")) == {"c": "cycle"}
        assert whys(book(facts, scope="community")) == {"b": "cycle", "c": "cycle"}

    def test_the_store_is_of_no_matter_in_the_community(self) -> None:
        """A bond made in one store stands in all."""
        bonds = book([offer("a", "03-01", "L1", store="S1")])
        assert leader_of(bonds, "03-01", store="S2") == "L1"
        assert bonds.members_of("L1", at("03-01"), store="S2") == ("M1",)


class TestLeaders:
    """What becomes of bonds when leaders rest, are stopped, or leave (休息、停用、退出)."""

    def test_paused_and_suspended(self) -> None:
        """Bonds stand; binding anew and earning are the policy's for a resting leader, and never for a stopped one."""
        lives = [
            LeaderApproved("L1", at("02-01")), LeaderPaused("L1", at("03-05")),
            LeaderSuspended("L1", at("03-10")), LeaderReinstated("L1", at("03-20")),
        ]  # fmt: skip
        facts: list[BondFact] = [offer("m", "03-01", "L1")]
        days = ("02-01", "03-05", "03-10", "03-20")
        facts += [offer(f"n{day}", day, "L1", member=f"N{day}") for day in ("01-31", *days)]
        strict = book(facts, lives, earns_while_paused=False)
        assert whys(strict) == dict.fromkeys(("n01-31", "n03-05", "n03-10"), "leader_not_active")
        kind = book(facts, lives, binds_while_paused=True)
        assert whys(kind) == dict.fromkeys(("n01-31", "n03-10"), "leader_not_active")
        assert {leader_of(strict, day) for day in days[1:]} == {"L1"}
        assert [strict.may_earn("L1", at(day)) for day in days] == [True, False, False, True]
        assert [kind.may_earn("L1", at(day)) for day in days] == [True, True, False, True]
        assert strict.may_earn("unknown", at("03-01"))
        state = strict.state_of("L1", at("03-10") - MOMENT)
        assert state is not None
        assert state.word == "paused"

    @pytest.mark.parametrize(
        ("terms", "named", "heir"),
        [
            ({"on_exit": "release"}, None, None),
            ({"on_exit": "release"}, "L9", "L9"),
            ({"on_exit": "house", "house": "H"}, None, "H"),
            ({"on_exit": "named", "heir": "L8"}, None, "L8"),
            ({"on_exit": "named", "heir": "L8"}, "L9", "L9"),
            ({"on_exit": "parent"}, None, "L0"),
        ],
    )
    def test_exit(self, terms: dict[str, Any], named: str | None, heir: str | None) -> None:
        """From the instant of the exit on the receiver has the members, for what was left; the past stays."""
        exit_ = LeaderExited("L1", at("03-10"), hand_over_to=named)
        facts: list[BondFact] = [
            offer("p", "02-15", "L0", member="L1"),
            offer("a", "03-01", "L1"),
            offer("late", "03-10", "L1", member="M2"),
        ]
        bonds = book(facts, [LeaderApproved("L1", at("01-01")), exit_], mode="last", validity=THIRTY, **terms)
        assert leader_of(bonds, at("03-10") - MOMENT) == "L1"
        assert leader_of(bonds, "03-10") == heir
        assert whys(bonds) == {"late": "leader_not_active"}
        assert bonds.history("M1")[0].ended == ("left" if heir is None else "handed_over")
        if heir is not None:
            bond = bonds.as_of("M1", at("03-10"))
            assert bond is not None
            assert bond.valid_until == at("03-31")

    def test_exit_with_nobody_above(self) -> None:
        """To the sponsor, where ties say so; else to the house; else to nobody."""
        facts: list[BondFact] = [offer("a", "03-01", "L1")]
        exits = [LeaderExited("L1", at("03-10"))]
        ties = Ties([Tie("sponsor", "L1", "L0", Window(at("01-01"), None))])
        assert leader_of(book(facts, exits, ties, on_exit="parent"), "03-10") == "L0"
        assert leader_of(book(facts, exits, on_exit="parent", house="H"), "03-10") == "H"
        assert leader_of(book(facts, exits, on_exit="parent"), "03-10") is None

    def test_who_stands_above_himself_has_nobody_above(self) -> None:
        """A leader who is bound to himself leaves: there is no line to follow up."""
        bonds = book(
            [offer("a", "03-01", "L1", member="L1"), offer("b", "03-01", "L1")],
            [LeaderExited("L1", at("03-10"))],
            on_exit="parent",
            house="H",
            allows_self=True,
        )
        assert leader_of(bonds, "03-10") == leader_of(bonds, "03-10", "L1") == "H"

    def test_members_are_told_by_id(self) -> None:
        """Those whom a leader has, in order; not those whom he has lost."""
        facts: list[BondFact] = [offer(f"o{n}", "03-01", "L1", member=f"M{n}") for n in range(9)]
        bonds = book([*facts, offer("x", "03-02", "L2", member="M4")], mode="last")
        assert bonds.members_of("L1", at("03-02")) == ("M0", "M1", "M2", "M3", "M5", "M6", "M7", "M8")
        assert bonds.members_of("L1", at("03-02") - MOMENT) == tuple(f"M{n}" for n in range(9))

    def test_what_was_declined_is_told_by_time(self) -> None:
        """Of all members, whatever the ids are."""
        facts: list[BondFact] = [offer("z", "03-01", "M1"), offer("a", "03-02", "M2", member="M2")]
        assert [event.fact for event in book(facts).declined] == ["z", "a"]

    def test_who_cannot_follow_is_passed_by(self) -> None:
        """Not one who left himself, not one who stands below the member, not the member himself."""
        facts: list[BondFact] = [
            offer("a", "03-01", "L1"),
            offer("b", "03-02", "M1", member="L5"),
            offer("c", "03-03", "L1", member="M2"),
        ]
        exits = [LeaderExited("L9", at("03-05")), LeaderExited("L1", at("03-10"), hand_over_to="L9")]
        gone = book(facts, exits, on_exit="named", heir="L5", house="H")
        assert [leader_of(gone, "03-10", member) for member in ("M1", "M2")] == ["H", "L5"]
        exits = [LeaderExited("L1", at("03-10"), hand_over_to="M1")]
        self_ = book(facts, exits)
        assert [leader_of(self_, "03-10", member) for member in ("M1", "M2")] == [None, "M1"]

    def test_two_leave_at_one_instant(self) -> None:
        """Whatever their names are, the members go to the next above who stays."""
        for low, high in (("A", "B"), ("B", "A")):
            facts: list[BondFact] = [
                offer("a", "03-01", "TOP", member=high),
                offer("b", "03-02", high, member=low),
                offer("c", "03-03", low),
            ]
            exits = [LeaderExited(low, at("03-10")), LeaderExited(high, at("03-10"))]
            assert leader_of(book(facts, exits, on_exit="parent"), "03-10") == "TOP"

    def test_a_house_that_yields(self) -> None:
        """Members of the house may be taken over at once, where the policy says so; else they stay."""
        exits = [LeaderExited("L1", at("03-10"))]
        for yields, leader in ((True, "L2"), (False, "H")):
            bonds = book(
                [offer("a", "03-01", "L1"), offer("b", "03-10", "L2")],
                exits, on_exit="house", house="H", house_yields=yields,
            )  # fmt: skip
            assert leader_of(bonds, "03-10") == leader
            given = book(
                [HandOver("h", at("03-01"), "M1", "H"), offer("b", "03-01", "L2")],
                house="H",
                house_yields=yields,
            )
            assert leader_of(given, "03-01") == leader

    def test_hand_over_by_hand(self) -> None:
        """Protection or not, and for what was left; who is free is bound for a full term."""
        terms: dict[str, Any] = {"mode": "last", "validity": THIRTY, "protection": Duration.days(15)}
        moved = book([offer("a", "03-01", "L1"), HandOver("h", at("03-05"), "M1", "L2")], **terms)
        bond = moved.as_of("M1", at("03-05"))
        assert bond is not None
        assert (bond.leader, bond.valid_until, bond.protected_until) == ("L2", at("03-31"), at("03-16"))
        fresh = book([HandOver("h", at("03-05"), "M1", "L2")], **terms).as_of("M1", at("03-05"))
        assert fresh is not None
        assert (fresh.leader, fresh.valid_until) == ("L2", at("04-04"))
        assert whys(book([Release("r", at("03-05"), "M1")])) == {"r": "not_bound"}


class TestPersons:
    """One person under several ids."""

    def test_p19_a_second_account_is_no_other_leader(self) -> None:
        """By no way is a person bound to himself under another account."""
        facts: list[BondFact] = [
            Touch("t", at("03-01"), "link", "L1", "L1b"),
            Register("r", at("03-02"), "L1b", "L1"),
            HandOver("h", at("03-03"), "L1", "L1b"),
        ]
        known = {"L1b": "L1"}
        bonds = Bonds.of(BondPolicy(), facts, person_of=lambda id_, _: known.get(id_, id_))
        assert whys(bonds) == {"t": "self", "r": "self", "h": "self"}
        assert bonds.history("L1") == ()

    def test_p21_a_further_touch_is_the_persons_too(self) -> None:
        """What a device does later, or is told again, is told of the member that it is known to be."""
        known = {"V7": "M1"}
        touches = [
            Touch(id_, at(day), "link", "V7", leader)
            for id_, day, leader in (("a", "03-01", "L1"), ("b", "03-02", "L2"))
        ]
        policy = BondPolicy(mode="last")
        bonds = Bonds.of(policy, touches[:1], person_of=lambda id_, _: known.get(id_, id_))
        later = bonds.with_facts(*touches, person_of=lambda id_, _: known.get(id_, id_))
        assert leader_of(later, "03-02") == "L2"


class TestRecords:
    """Records of leaders that begin in the middle of their lives."""

    @pytest.mark.parametrize(
        "kind", [LeaderPaused, LeaderResumed, LeaderSuspended, LeaderReinstated, LeaderRegraded]
    )
    def test_what_was_before_is_not_known(self, kind: Any) -> None:
        """Nobody was no leader before he was paused, came back or was graded anew."""
        record = LeaderRecord([kind("L1", at("03-10"))])
        assert record.state_of("L1", at("03-10") - MOMENT) is None
        assert leader_of(book([offer("a", "03-01", "L1")], leaders=record.events), "03-01") == "L1"

    def test_a_new_grade_alone_tells_nothing_of_the_state(self) -> None:
        """Of whom nothing but a new grade is told, he is taken to be at work."""
        regraded = LeaderRecord([LeaderRegraded("L1", at("03-10"), grade="gold")])
        assert regraded.state_of("L1", at("03-11")) is None
        assert leader_of(book([offer("a", "03-11", "L1")], leaders=regraded.events), "03-11") == "L1"


class TestSaid:
    """What people read."""

    def test_why(self) -> None:
        """Since when, by what, until when; in both languages."""
        terms: dict[str, Any] = {"mode": "last", "validity": THIRTY, "protection": Duration.days(15)}
        bonds = book([offer("a", "03-01T08:00", "L1"), offer("b", "03-20T09:30", "L2", deed="live")], **terms)
        assert bonds.why("M1", at("03-02"), locale="zh") == (
            "2026-03-01 08:00 起由团长 L1 锁定（分享链接，a），保护期至 2026-03-16 08:00，有效期至 2026-03-31 08:00。"
        )
        assert bonds.why("M1", at("03-02")) == (
            "bound to leader L1 since 2026-03-01 08:00 (a shared link, a), protected until 2026-03-16 08:00, "
            "valid until 2026-03-31 08:00"
        )
        assert bonds.why("M1", at("02-01"), locale="zh") == "未被任何团长锁定。"
        assert bonds.why("M1", at("02-01")) == "not bound to any leader"
        policy = bonds.policy
        first, second = bonds.history("M1")
        assert first.text(policy, locale="zh") == (
            "2026-03-01 08:00 起由团长 L1 锁定（分享链接，a），保护期至 2026-03-16 08:00，有效期至 2026-03-31 08:00"
            "；2026-03-20 09:30 被抢客。"
        )
        assert first.text(policy, locale="en").endswith("; taken over at 2026-03-20 09:30")
        assert second.text(policy, locale="zh").endswith("；2026-04-19 09:30 到期失效。")
        forever = book([offer("a", "03-01T08:00:30", "L1", store="S1")], scope="store")
        assert forever.why("M1", at("03-02"), store="S1", locale="zh") == (
            "2026-03-01 08:00:30 起由团长 L1 锁定（分享链接，a），限门店 S1，期间他人不可抢客，长期有效。"
        )
        assert forever.history("M1", store="S1")[0].text(policy, locale="en") == (
            "bound to leader L1 since 2026-03-01 08:00:30 (a shared link, a), in store S1, "
            "not to be taken over while it stands, without end"
        )

    def test_every_reason_speaks_both_languages(self) -> None:
        """No reason is a bare word."""
        bonds = book([offer("a", "03-01", "L1"), offer("b", "03-02", "L2")], mode="permanent")
        (declined,) = bonds.declined
        assert declined.text("zh") == "已由其他团长锁定，锁客期间不可抢客"
        assert declined.text() == "another leader has the member as long as the bond stands"


REFUSALS: dict[str, Refusal] = {
    "one id, two facts": (
        lambda: book([offer("a", "03-01", "L1"), offer("a", "03-01", "L2")]),
        BondFactConflictError("a"),
    ),
    "no store": (lambda: leader_of(book([], scope="store"), "03-01"), BondScopeError("M1")),
    "no fact": (lambda: Bonds(BondPolicy(), ["a"]), InvalidBondFactError("fact", "a")),  # type: ignore[list-item]  # on purpose
    "not a host's to tell": (
        lambda: Bonds(BondPolicy(), [PassOn("a", at("03-01"), "M1", "L1")]),
        InvalidBondFactError("fact", PassOn("a", at("03-01"), "M1", "L1")),
    ),
    "no leader's event": (
        lambda: Bonds(BondPolicy(), leaders=["left"]),  # type: ignore[list-item]  # on purpose
        InvalidBondFactError("leaders", "left"),
    ),
    "no policy": (lambda: Bonds("first"), InvalidBondFactError("policy", "first")),  # type: ignore[arg-type]  # on purpose
    "no ties": (lambda: Bonds(BondPolicy(), ties=()), InvalidBondFactError("ties", ())),  # type: ignore[arg-type]  # on purpose
    "a priority": (lambda: offer("a", "03-01", "L1", priority=0.5), InvalidBondFactError("priority", 0.5)),
    "a view": (lambda: offer("a", "03-01", "L1", is_view=1), InvalidBondFactError("is_view", 1)),
    "newness": (lambda: offer("a", "03-01", "L1", is_new="yes"), InvalidBondFactError("is_new", "yes")),
    "nobody's touch": (
        lambda: Offer.of(Touch("t", at("03-01"), "ad", "M1")),
        InvalidBondFactError("leader", None),
    ),
    "too deep": (
        lambda: book([]).chain("M1", at("03-01"), 1001),
        LimitExceededError("depth of a line", 1001, 1000),
    ),
    "an end beyond the years": (
        lambda: book([offer("a", instant("2199-01-01T00:00:00Z"), "L1")], validity=Duration.years(2)),
        InvalidTimeError("out_of_range", instant("2199-12-31T00:00:00Z").replace(year=2201, month=1, day=1)),
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_refusal(refusal: Refusal) -> None:
    """What cannot be is refused, with its data."""
    check_refusal(refusal)


def test_registration_is_a_deed() -> None:
    """What made the bond is told."""
    bond = book([Register("r", at("03-01"), "M1", "L1")]).as_of("M1", at("03-01"))
    assert bond is not None
    assert (bond.deed, bond.fact, bond.is_protected_at(at("12-01"))) == (REGISTRATION, "r", True)
