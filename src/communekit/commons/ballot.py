"""Ballots (表决): who may vote is written down when the ballot opens, and quorum counts the votes that were cast."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Final

import attrs

from communekit.ids import PartyId, identifier
from communekit.money import Rate
from communekit.period import Window, instant

from .errors import InvalidBallotError, VoteRefusedError


class Choice(Enum):
    """What a vote says (表决意见). An abstention is a vote: it counts for the quorum and for no side."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Outcome(Enum):
    """What comes of a ballot (表决结果).

    - `OPEN`: votes are still taken (进行中).
    - `NO_QUORUM`: too few have voted (未达法定人数).
    - `PASSED`: enough of those who took a side said yes (通过).
    - `REJECTED`: not enough of them did (未通过).
    """

    OPEN = "open"
    NO_QUORUM = "no_quorum"
    PASSED = "passed"
    REJECTED = "rejected"


def _ballot(text: str) -> str:
    return identifier(text, what="ballot id")


def _member(text: str) -> PartyId:
    return PartyId(identifier(text, what="member id"))


def _electorate(members: Iterable[str]) -> frozenset[PartyId]:
    return frozenset(_member(member) for member in members)


@attrs.frozen
class Vote:
    """One vote (一票).

    Errors: `InvalidBallotError` "kind", `InvalidIdError`, `InvalidTimeError`.
    """

    member: PartyId = attrs.field(converter=_member)
    choice: Choice
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.choice, Choice):
            raise InvalidBallotError("choice", self.choice, "kind")


_HALF: Final = Rate.of("1/2")


@attrs.frozen
class Ballot:
    """A question put to a roll of members (表决). A value: voting gives another one.

    Args:
        id: Unique in the community.
        electorate: Who may vote: the roll at the opening (选民名册). Whoever comes later is not on it, and it does not
            shrink, so nobody makes or breaks a quorum by bringing people in or by leaving.
        window: From when to when votes are taken, half-open; it must have an end.
        quorum: The share of the roll that has to vote, abstentions included (法定人数).
        majority: The share of yes among yes and no that has to be passed, not only reached: more than half by default.
        votes: What each member said last.

    Errors: `InvalidBallotError` "kind", "empty", "no_end"; `InvalidIdError`.

    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> ballot = Ballot("tea room", ["ann", "bo", "chen"], week, Rate.percent("50"))
    >>> ballot = ballot.cast(Vote("ann", Choice.YES, "2026-03-02T00:00:00Z"))
    >>> ballot.needed, ballot.has_quorum
    (2, False)
    >>> ballot = ballot.cast(Vote("bo", Choice.ABSTAIN, "2026-03-03T00:00:00Z"))
    >>> ballot.outcome("2026-03-08T00:00:00Z")
    <Outcome.PASSED: 'passed'>
    """

    id: str = attrs.field(converter=_ballot)
    electorate: frozenset[PartyId] = attrs.field(converter=_electorate)
    window: Window
    quorum: Rate
    majority: Rate = attrs.field(default=_HALF, kw_only=True)
    votes: Mapping[PartyId, Vote] = attrs.field(factory=dict, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for part, given, kind in (
            ("window", self.window, Window),
            ("quorum", self.quorum, Rate),
            ("majority", self.majority, Rate),
        ):
            if not isinstance(given, kind):
                raise InvalidBallotError(part, given, "kind")
        if not self.electorate:
            raise InvalidBallotError("electorate", 0, "empty")
        if self.window.end is None:
            raise InvalidBallotError("window", self.window.text, "no_end")

    def cast(self, vote: Vote) -> "Ballot":
        """Return the ballot with a vote (投票). Of two of one member the later counts; of one instant, the greater word.

        So votes may arrive in any order, and twice.

        Raises:
            VoteRefusedError: "stranger" to the roll, "not_open", "closed".
        """
        if vote.member not in self.electorate:
            raise VoteRefusedError(vote.member, self.id, "stranger")
        if not self.window.covers(vote.at):
            problem = "not_open" if vote.at < self.window.start else "closed"
            raise VoteRefusedError(vote.member, self.id, problem)
        before = self.votes.get(vote.member)
        if before is not None and (before.at, before.choice.value) >= (vote.at, vote.choice.value):
            return self
        return attrs.evolve(self, votes={**self.votes, vote.member: vote})

    def count(self, choice: Choice) -> int:
        """Return how many said so."""
        return sum(vote.choice is choice for vote in self.votes.values())

    @property
    def needed(self) -> int:
        """How many votes make the quorum: the share of the roll, rounded up (法定票数)."""
        share = self.quorum.share * len(self.electorate)
        return -(-share.numerator // share.denominator)

    @property
    def has_quorum(self) -> bool:
        """Whether enough have voted. Who may vote and does not, does not count."""
        return len(self.votes) >= self.needed

    def outcome(self, at: datetime | str) -> Outcome:
        """Return what comes of it at a moment: nothing before the end, whatever the votes so far."""
        if self.window.end is None or instant(at) < self.window.end:
            return Outcome.OPEN
        if not self.has_quorum:
            return Outcome.NO_QUORUM
        yes, no = self.count(Choice.YES), self.count(Choice.NO)
        return Outcome.PASSED if yes > self.majority.share * (yes + no) else Outcome.REJECTED


__all__ = ["Ballot", "Choice", "Outcome", "Vote"]
