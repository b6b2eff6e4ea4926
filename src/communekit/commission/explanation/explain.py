"""Explain: the working of what was booked, in words (解释佣金)."""

from collections.abc import Iterable

from communekit.commission.assessment import AssessedLine, Assessment
from communekit.commission.reverse import Reversal, ReversedLine
from communekit.ids import PartyId
from communekit.money import Money
from communekit.orders import Refund, RefundsSoFar, UnknownSubjectError, refunded_so_far

from .earned import earned_on
from .explained import Explained, ExplainedLine, ExplainedRefund
from .explanation import Explanation
from .taken_back import taken_back_on
from .unearned import not_earned_on, roles_of

NOBODY = PartyId("")


def explain(
    result: Assessment | Reversal,
    *,
    party: str | None = None,
    line: str | None = None,
    locale: str = "en",
    earlier: Iterable[Refund] | RefundsSoFar = (),
) -> Explanation:
    """Say why who earned what of an order, or what a refund took back (解释佣金).

    For each amount: base, rate, tiers, chain, share, bounds, rounding. For each rule that paid nothing on a line: why.
    Nothing is assessed again: the steps come from the trace of what was booked, and are checked against it.

    Args:
        result: An assessment or a reversal.
        party: For whom it is told: his amounts and the rules of his roles; what others get stands in one sum.
        line: Only this line.
        locale: "en" or "zh_CN"; amounts are written as the locale writes them.
        earlier: For a reversal the refunds before it, the same as it was made with.

    Raises:
        UnknownSubjectError: The order, or the refund, has no such line.
        UnknownLocaleError: No such locale.
        UnexplainedError: An amount does not follow from its working.

    >>> from communekit.commission import Plan, Rule, assess
    >>> from communekit.money import Rate
    >>> from communekit.orders import Credits, Line, Order
    >>> plan = Plan("basket", 3, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("8"))])
    >>> sold = Order("O1", "S1", [Line.of("1", "tea", "19.90")], "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
    >>> print(explain(assess(plan, sold, Credits.single(leader="L1")), party="L1", locale="zh_CN"))
    订单 O1 · 方案 basket 第 3 版 · 为 L1 说明
    <BLANKLINE>
    订单行 1：tea × 1
      可分金额      ¥19.90
      团长 L1 计提   ¥1.59
        规则 base    ¥1.59
          成交金额 ¥19.90 × 8% = 1.592
          向下取整 = ¥1.59
      归其他各方    ¥18.31
    """
    who = None if party is None else PartyId(party)
    lines: tuple[Explained, ...]
    Money.zero("CNY").format(locale)  # Refuses an unknown locale before any work.
    if isinstance(result, Reversal):
        before = refunded_so_far(earlier)
        chosen = _chosen(result, line)
        lines = tuple(_refund_line(result, one, who, before) for one in chosen)
        sale, refund = result.assessment, result.refund.id
        return Explanation(sale.plan, sale.order.id, refund, who, locale, lines)
    if line is not None:
        result.order.line(line)
    lines = tuple(_line(result, one, who) for one in result.lines if line in (None, one.line.id))
    return Explanation(result.plan, result.order.id, None, who, locale, lines)


def _chosen(reversal: Reversal, line: str | None) -> tuple[ReversedLine, ...]:
    if line is None:
        return reversal.lines
    chosen = tuple(one for one in reversal.lines if one.assessed.line.id == line)
    if not chosen:
        raise UnknownSubjectError("line", line, reversal.refund.id)
    return chosen


def _line(assessment: Assessment, one: AssessedLine, party: PartyId | None) -> ExplainedLine:
    """Return a line of an order, as it is told to everybody or to one party."""
    currency = assessment.plan.currency
    earned = earned_on(assessment, one)
    if party is not None:
        earned = tuple(part for part in earned if part.party == party)
    missed = not_earned_on(assessment, one, earned)
    if party is not None:
        roles = roles_of(assessment, one, party) | {part.role for part in earned}
        missed = tuple(rule.told_to(party) for rule in missed if rule.role in roles)
    is_residual, is_bearer = party in (None, one.residual_party), party in (None, one.bearer_party)
    tax, residual = (one.tax_minor, one.residual_minor) if is_residual else (0, 0)
    shortfall = one.shortfall_minor if is_bearer else 0
    told = sum(part.amount.minor for part in earned) + tax + residual - shortfall
    return ExplainedLine(
        one.line,
        Money(one.distributed_minor, currency),
        Money(tax, currency),
        earned,
        missed,
        Money(residual, currency),
        one.residual_party if is_residual else NOBODY,
        Money(shortfall, currency),
        one.bearer_party if is_bearer else NOBODY,
        Money(one.distributed_minor - told, currency),
    )


def _refund_line(
    reversal: Reversal, one: ReversedLine, party: PartyId | None, earlier: RefundsSoFar
) -> ExplainedRefund:
    """Return a line of a refund, as it is told to everybody or to one party."""
    currency, sale = reversal.assessment.plan.currency, one.assessed
    taken = tuple(back for back in taken_back_on(reversal, one, earlier) if party in (None, back.party))
    is_residual, is_bearer = party in (None, sale.residual_party), party in (None, sale.bearer_party)
    tax, residual = (one.tax_minor, one.residual_minor) if is_residual else (0, 0)
    shortfall = one.shortfall_minor if is_bearer else 0
    given = one.refunded_minor + sum(minor for _, minor in one.funded)
    told = sum(back.taken.minor for back in taken) + tax + residual - shortfall
    return ExplainedRefund(
        sale.line,
        Money(one.refunded_minor, currency),
        tuple((funder, Money(minor, currency)) for funder, minor in one.funded),
        taken,
        Money(tax, currency),
        Money(residual, currency),
        sale.residual_party if is_residual else NOBODY,
        Money(shortfall, currency),
        sale.bearer_party if is_bearer else NOBODY,
        Money(given - told, currency),
    )


__all__ = ["explain"]
