"""Verdicts: the worst wins, in whatever order findings and decisions come."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.guards import (
    Answer,
    Decision,
    Facts,
    Finding,
    GuardPolicy,
    GuardRule,
    Outcome,
    OwnGuard,
    Severity,
    Subject,
    held,
    judge,
    queue,
    rejected,
)
from communekit.period import Duration
from tests.attribution.guards.worlds import START, at

OUTCOMES = {"one": Outcome.IGNORE, "two": Outcome.REVIEW, "three": Outcome.HOLD, "four": Outcome.REVIEW}


def nothing(_: Facts) -> tuple[Finding, ...]:
    """Find nothing."""
    return ()


POLICY = GuardPolicy([GuardRule(OwnGuard(word, nothing), outcome) for word, outcome in OUTCOMES.items()])
FACTS = ("x", "y", "z")


def findings() -> st.SearchStrategy[Finding]:
    """Findings about few facts."""
    some = st.lists(st.sampled_from(FACTS), max_size=2)
    return st.builds(
        lambda guard, touches, orders, bonds, attempts, counted: Finding(
            guard=guard,
            key="k",
            counted=counted,
            limit=2,
            window=Duration.hours(1),
            first_at=START,
            parties=["L1"],
            touches=touches,
            orders=orders,
            bonds=bonds,
            attempts=attempts,
            en="something",
            zh="某事",
        ),
        st.sampled_from(tuple(OUTCOMES)),
        some,
        some,
        some,
        some,
        st.just(7),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Finding], list[Decision]]:
    """Findings, and decisions about some of them."""
    found = draw(st.lists(findings(), max_size=6))
    known = [finding.id for finding in found] or ["none"]
    decisions = [
        Decision(
            draw(st.sampled_from(known)),
            draw(st.sampled_from(Answer)),
            "ops-1",
            at(draw(st.integers(0, 2))),
            "seen",
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return found, decisions


def follows(finding: Finding, decisions: list[Decision]) -> int:
    """Return what follows from a finding, 0 to 2: the latest word of people, else the policy's."""
    said = [decision for decision in decisions if decision.finding == finding.id]
    if not said:
        return ("ignore", "review", "hold").index(OUTCOMES[finding.guard].value)
    latest = max(decision.at for decision in said)
    confirmed = any(decision.answer is Answer.CONFIRM for decision in said if decision.at == latest)
    return 2 if confirmed else 0


@given(cases())
def test_the_worst_wins(case: tuple[list[Finding], list[Decision]]) -> None:
    """A fact has the worst of what follows from its findings; a fact without any has no verdict."""
    found, decisions = case
    verdicts = {(v.subject.value, v.id): v for v in judge(found, POLICY, decisions=decisions)}
    fields = {"touch": "touches", "order": "orders", "bond": "bonds", "attempt": "attempts"}
    for subject, field in fields.items():
        for id_ in FACTS:
            about = [finding for finding in found if id_ in getattr(finding, field)]
            if not about:
                assert (subject, id_) not in verdicts
                continue
            verdict = verdicts.pop((subject, id_))
            worst = max(follows(finding, decisions) for finding in about)
            assert verdict.outcome is (Outcome.IGNORE, Outcome.REVIEW, Outcome.HOLD)[worst]
            assert set(verdict.findings) == {finding.id for finding in about}
            assert set(verdict.guards) == {f.guard for f in about if follows(f, decisions) == worst}
    assert verdicts == {}


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_findings_and_decisions_changes_nothing(
    case: tuple[list[Finding], list[Decision]],
    random: object,
) -> None:
    """Told in another order, and twice, it is the same."""
    found, decisions = case
    again, said = [*found, *found[::2]], [*decisions, *decisions[::2]]
    random.shuffle(again)  # type: ignore[attr-defined]  # hypothesis hands in a Random
    random.shuffle(said)  # type: ignore[attr-defined]  # likewise
    assert judge(again, POLICY, decisions=said) == judge(found, POLICY, decisions=decisions)
    assert queue(again, POLICY, decisions=said) == queue(found, POLICY, decisions=decisions)


@given(cases())
def test_the_queue_holds_what_nobody_has_decided(case: tuple[list[Finding], list[Decision]]) -> None:
    """Neither what is recorded only nor what people have looked at waits; what holds stands first."""
    found, decisions = case
    waiting = queue(found, POLICY, decisions=decisions)
    said = {decision.finding for decision in decisions}
    assert {f.id for f in waiting} == {f.id for f in found if f.guard != "one" and f.id not in said}
    held = [finding.guard == "three" for finding in waiting]
    assert held == sorted(held, reverse=True)


@given(cases())
def test_rejected_touches_are_those_that_are_held(case: tuple[list[Finding], list[Decision]]) -> None:
    """Each with the words of the guards; orders and bonds are not among them."""
    found, decisions = case
    verdicts = judge(found, POLICY, decisions=decisions)
    held = {v.id: v.guards for v in verdicts if v.subject is Subject.TOUCH and v.outcome is Outcome.HOLD}
    assert rejected(verdicts) == {id_: ", ".join(guards) for id_, guards in held.items()}


def finding(**changes: object) -> Finding:
    """Return a finding, changed in some things."""
    told: dict[str, object] = {
        "guard": "two", "key": "k", "counted": 4, "limit": 2, "window": Duration.hours(1), "first_at": START,
        "parties": ["L1"], "touches": ["x"], "en": "something", "zh": "某事",
    }  # fmt: skip
    return Finding(**{**told, **changes})  # type: ignore[arg-type]  # what is changed is of the field's kind


def test_an_id_follows_from_the_facts_alone() -> None:
    """Other limits and other words leave it; other facts make another, also the same ids in another place."""
    same = finding()
    for changes in ({"counted": 9}, {"limit": 4}, {"en": "else"}, {"severity": "high"}, {"window": None}):
        assert finding(**changes).id == same.id
    others = [
        finding(**changes)
        for changes in (
            {"guard": "one"},
            {"key": "l"},
            {"first_at": START + timedelta(seconds=1)},
            {"parties": ["L2"]},
            {"touches": ["x", "y"]},
            {"touches": [], "orders": ["x"]},
            {"touches": [], "bonds": ["x"]},
            {"touches": [], "attempts": ["x"]},
            {"touches": [], "witnesses": ["x"]},
        )
    ]
    assert len({same.id, *(other.id for other in others)}) == len(others) + 1


def test_of_two_findings_the_graver_stands_first() -> None:
    """Inside the queue, after what holds."""
    low, high = finding(touches=["y"], counted=2), finding()
    graver = finding(counted=10, touches=["z"])
    assert graver.severity is Severity.HIGH
    assert queue([low, high, graver], POLICY) == (graver, high, low)
    assert [v.text() for v in judge([low], POLICY)] == ["touch y is to be reviewed: two"]


@given(cases())
def test_held_orders_and_rejected_touches_are_the_verdicts_that_hold(
    case: tuple[list[Finding], list[Decision]],
) -> None:
    """Each touch and each order on hold stands in its own mapping, with its guards; nothing else stands there."""
    found, decisions = case
    verdicts = judge(found, POLICY, decisions=decisions)
    for subject, told in ((Subject.TOUCH, rejected(verdicts)), (Subject.ORDER, held(verdicts))):
        assert told == {
            verdict.id: ", ".join(verdict.guards)
            for verdict in verdicts
            if (verdict.subject, verdict.outcome) == (subject, Outcome.HOLD)
        }
