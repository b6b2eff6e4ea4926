"""All ties of a community (关系网), and what stood at a moment.

Asked as of a past moment, it answers what stood then: later changes are new ties, not edits of old ones.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import attrs

from communekit.errors import LimitExceededError
from communekit.ids import PartyId
from communekit.period import instant

from .errors import InvalidPartyError, PartyCycleError, TieOverlapError
from .role import Role
from .tie import Tie

DEPTH_MAX = 1000
"""No line of sponsors is followed further up than this."""

_Key = tuple[Role, PartyId]


def _in_order(given: Iterable[Tie]) -> tuple[Tie, ...]:
    ties = tuple(given)
    for tie in ties:
        if not isinstance(tie, Tie):
            raise InvalidPartyError("tie", tie, "kind")
    return tuple(sorted(ties, key=lambda tie: (tie.kind, tie.subject, tie.window.start, tie.object)))


def _kinds(given: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(kind) for kind in given)


@attrs.frozen
class Ties:
    """The ties of a community (关系网), checked as a whole.

    Args:
        ties: In any order.
        shared: Kinds of which a subject may have several at a time: co-hosts (联合主播), circles. Of all
            other kinds a subject has at most one at any instant.
        upward: Kinds that lead up a line, in which nobody may stand above himself at any instant.

    Errors: `TieOverlapError`, `PartyCycleError`, `LimitExceededError` for a line of more than 1,000.

    >>> from communekit.period import Window
    >>> always = Window.parse("2026-01-01T00:00:00Z/..")
    >>> ties = Ties([Tie("sponsor", "L2", "L1", always), Tie("sponsor", "L1", "L0", always)])
    >>> ties.chain("sponsor", "L2", instant("2026-03-01T00:00:00Z"), 2)
    ('L1', 'L0')
    """

    ties: tuple[Tie, ...] = attrs.field(default=(), converter=_in_order)
    shared: frozenset[Role] = attrs.field(default=("host", "circle"), kw_only=True, converter=_kinds)
    upward: frozenset[Role] = attrs.field(default=("sponsor",), kw_only=True, converter=_kinds)
    _of_subject: dict[_Key, tuple[Tie, ...]] = attrs.field(init=False, repr=False, eq=False)
    _of_object: dict[_Key, tuple[Tie, ...]] = attrs.field(init=False, repr=False, eq=False)
    _kinds: frozenset[Role] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        of_subject: dict[_Key, list[Tie]] = {}
        of_object: dict[_Key, list[Tie]] = {}
        for tie in self.ties:
            of_subject.setdefault((tie.kind, tie.subject), []).append(tie)
            of_object.setdefault((tie.kind, tie.object), []).append(tie)
        for index, name in ((of_subject, "_of_subject"), (of_object, "_of_object")):
            object.__setattr__(self, name, {key: tuple(ties) for key, ties in index.items()})
        object.__setattr__(self, "_kinds", frozenset(tie.kind for tie in self.ties))
        for ties in self._of_subject.values():
            self._check_overlaps(ties)
        for tie in self.ties:
            if tie.kind in self.upward:
                self._check_above(tie)

    def as_of(self, kind: str, subject: str, at: datetime) -> PartyId | None:
        """Return who stands in a role to a subject at an instant, or None.

        Of several, where the kind is shared, the one who has stood longest; then by id.
        """
        return next(iter(self.all_as_of(kind, subject, at)), None)

    def all_as_of(self, kind: str, subject: str, at: datetime) -> tuple[PartyId, ...]:
        """Return everybody who stands in a role to a subject at an instant, longest first, then by id."""
        moment = instant(at)
        ties = self._of_subject.get((Role(kind), PartyId(subject)), ())
        return tuple(tie.object for tie in ties if tie.window.covers(moment))

    def subjects_as_of(self, kind: str, party: str, at: datetime) -> tuple[PartyId, ...]:
        """Return those to whom a party stands in a role at an instant, by id: the members of a leader."""
        moment = instant(at)
        ties = self._of_object.get((Role(kind), PartyId(party)), ())
        return tuple(tie.subject for tie in ties if tie.window.covers(moment))

    def chain(self, kind: str, subject: str, at: datetime, depth_max: int) -> tuple[PartyId, ...]:
        """Return the line above a subject at an instant, nearest first, at most `depth_max` long.

        Errors: `PartyCycleError` when the line meets itself; `LimitExceededError` for a depth above 1,000.
        """
        if type(depth_max) is not int or not 0 <= depth_max <= DEPTH_MAX:
            raise LimitExceededError("depth of a line", depth_max, DEPTH_MAX)
        line = [PartyId(subject)]
        while len(line) <= depth_max:
            above = self.as_of(kind, line[-1], at)
            if above is None:
                break
            if above in line:
                raise PartyCycleError(kind, (*line[line.index(above) :], above))
            line.append(above)
        return tuple(line[1:])

    def roles_as_of(self, party: str, at: datetime) -> frozenset[Role]:
        """Return the roles in which a party stands to anybody at an instant."""
        return frozenset(kind for kind in self._kinds if self.subjects_as_of(kind, party, at))

    def with_tie(self, *ties: Tie) -> Self:
        """Return these and further ties."""
        return attrs.evolve(self, ties=(*self.ties, *ties))

    def of_object(self, kind: str, party: str) -> tuple[Tie, ...]:
        """Return the ties, past and future too, in which a party stands in a role to others."""
        return self._of_object.get((Role(kind), PartyId(party)), ())

    def _check_overlaps(self, ties: tuple[Tie, ...]) -> None:
        """Refuse a second tie of one subject and kind at one time; where shared, to the same party."""
        last: dict[PartyId | None, Tie] = {}
        for tie in ties:  # In the order of their starts.
            scope = tie.object if tie.kind in self.shared else None
            before = last.get(scope)
            if before is not None and before.window.overlaps(tie.window):
                raise TieOverlapError(tie.kind, tie.subject, before.object, tie.window.text)
            last[scope] = tie

    def _check_above(self, tie: Tie) -> None:
        """Refuse a tie that closes a circle. A circle begins to stand when the last of its ties starts."""
        at, seen, level, depth = tie.window.start, {tie.object}, [tie.object], 0
        while level:
            if tie.subject in level:
                raise PartyCycleError(tie.kind, (tie.subject, tie.object, tie.subject))
            depth += 1
            if depth > DEPTH_MAX:
                raise LimitExceededError(f"{tie.kind} line of {tie.subject}", depth, DEPTH_MAX)
            above = dict.fromkeys(
                standing.object
                for party in level
                for standing in self._of_subject.get((tie.kind, party), ())
                if standing.window.covers(at)
            )
            level = [party for party in above if party not in seen]
            seen.update(level)


__all__ = ["Ties"]
