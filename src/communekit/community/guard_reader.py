"""What whoever runs a community can ask of its guards (防作弊查询); nobody else sees any of it."""

from collections.abc import Callable
from typing import TypeVar

from communekit.attribution.guards import Decision, Finding, GuardPolicy, Verdict, judge, queue

from .desk import Desk
from .errors import InvalidTermsError
from .guarding import decisions_of, findings_of
from .terms import Terms

T = TypeVar("T")


class GuardReader:
    """The questions about findings that a community answers (防作弊查询). All of them look at all that is known."""

    _terms: Terms

    def ask(self, work: Callable[[Desk], T]) -> T:
        """Return what work reads at a desk; see `CommunityReader.ask`."""
        raise NotImplementedError

    def findings(self) -> tuple[Finding, ...]:
        """Return what guards find in all that is known now, and what orders wait for (疑点), the gravest first.

        Raises:
            InvalidTermsError: The community has no guards.
        """
        return self.ask(findings_of)

    def findings_to_review(self) -> tuple[Finding, ...]:
        """Return the findings on which people have to decide (复核队列), what holds first; errors as in `findings`."""

        def read(desk: Desk) -> tuple[Finding, ...]:
            guards = _guards(self._terms)
            return queue(_of(desk, guards), guards, decisions=decisions_of(desk))

        return self.ask(read)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return what becomes of each touch, order and attempt that is in question (处置结果), people's word included.

        It is what would follow now: touches count in an order as they did when it was credited, until it is attributed anew.
        Errors as in `findings`.
        """

        def read(desk: Desk) -> tuple[Verdict, ...]:
            guards = _guards(self._terms)
            return judge(_of(desk, guards), guards, decisions=decisions_of(desk))

        return self.ask(read)

    def decisions(self) -> tuple[Decision, ...]:
        """Return what people said of findings (复核记录), in the order in which they said it."""
        return self.ask(lambda desk: tuple(decisions_of(desk)))


def _of(desk: Desk, guards: GuardPolicy) -> list[Finding]:
    """Return the findings of the guards of a policy; of those that were taken out since, nothing follows any more."""
    words = {rule.guard.word for rule in guards.rules}
    return [finding for finding in findings_of(desk) if finding.guard in words]


def _guards(terms: Terms) -> GuardPolicy:
    if terms.guards is None:
        raise InvalidTermsError("guards", None)
    return terms.guards


__all__ = ["GuardReader"]
