"""The page (说明页): an explanation laid out as text, amounts in a column at the right."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final
from unicodedata import east_asian_width

import attrs

from communekit.commission.condition import ALWAYS
from communekit.commission.rule import Rule
from communekit.money import Money

from .earned import Earned
from .explained import Explained, ExplainedLine, ExplainedRefund, Subject, total_minor
from .reason import Reasons
from .sentence import Sentences, decimal, shown
from .taken_back import How, TakenBack
from .working import Working

_INDENT: Final = 2
_GAP: Final = 2


@attrs.frozen
class _Row:
    """One line of the page: how deep, what, and an amount for the column at the right."""

    depth: int
    text: str
    amount: str = ""

    @property
    def width(self) -> int:
        return _INDENT * self.depth + width_of(self.text)

    def laid(self, column: int) -> str:
        left = " " * (_INDENT * self.depth) + self.text
        return left + (self.amount and self.amount.rjust(column - self.width))


def width_of(text: str) -> int:
    """Return the columns that a text takes on a screen: Chinese letters and signs take two.

    >>> width_of("团长 L1")
    7
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def page(say: Sentences, subject: Subject, lines: tuple[Explained, ...]) -> str:
    """Return an explanation as text; the amounts of all lines stand under one another."""
    rows = list(_Page(say).rows(subject, lines))
    told = [row for row in rows if row.amount]
    column = (
        _GAP + max((row.width for row in told), default=0) + max((len(row.amount) for row in told), default=0)
    )
    return "\n".join(row.laid(column) for row in rows)


@attrs.frozen
class _Page:
    say: Sentences

    def rows(self, subject: Subject, lines: tuple[Explained, ...]) -> Iterator[_Row]:
        say = self.say
        yield _Row(0, self._title(subject))
        for line in lines:
            yield _Row(0, "")
            yield from self._sale(line) if isinstance(line, ExplainedLine) else self._refund(line)
        if len(lines) > 1:
            text = (
                say.pick("taken back together", "追回合计")
                if subject.refund
                else say.pick("earned together", "计提合计")
            )
            yield _Row(0, "")
            yield _Row(0, text, say.money(Money(total_minor(lines), say.plan.currency)))

    def _title(self, subject: Subject) -> str:
        say, plan, order = self.say, self.say.plan, shown(subject.order)
        parts = [
            say.pick(f"Order {order}", f"订单 {order}"),
            say.pick(f"plan {shown(plan.id)} v{plan.version}", f"方案 {shown(plan.id)} 第 {plan.version} 版"),
        ]
        if subject.refund is not None:
            parts.insert(1, say.pick(f"refund {shown(subject.refund)}", f"退款 {shown(subject.refund)}"))
        if subject.party is not None:
            parts.append(say.pick(f"for {shown(subject.party)}", f"为 {shown(subject.party)} 说明"))
        return " · ".join(parts)

    def _line_name(self, explained: Explained) -> str:
        line = explained.line
        what = f"{shown(line.product.id)} × {decimal(Fraction(line.quantity))}"
        return self.say.pick(f"Line {shown(line.id)}: {what}", f"订单行 {shown(line.id)}：{what}")

    def _sale(self, one: ExplainedLine) -> Iterator[_Row]:
        """Yield a line of an order: what there is to share, who gets what and why, and who gets nothing."""
        say, working = self.say, Working(self.say)
        yield _Row(0, self._line_name(one))
        yield _Row(1, say.pick("to be shared", "可分金额") + self._made_of(one), say.money(one.distributed))
        by_party: dict[tuple[str, str], list[Earned]] = {}
        for part in one.earned:
            if part.amount.minor:
                by_party.setdefault((part.role, part.party), []).append(part)
        for parts in by_party.values():
            total = Money(sum(part.amount.minor for part in parts), say.plan.currency)
            who = say.party(parts[0].role, parts[0].party)
            yield _Row(1, say.pick(f"{who} earns", f"{who} 计提"), say.money(total))
            for part in parts:
                yield _Row(
                    2, self._rule_name(part.rule, by_override=part.by_override), say.money(part.amount)
                )
                if part.rule.when != ALWAYS:
                    yield _Row(3, say.pick("applies where ", "适用条件：") + say.condition(part.rule.when))
                for text in working.lines(part.steps):
                    yield _Row(3, text)
        yield from self._rest(one)
        if one.not_earned:
            reasons = Reasons(say)
            yield _Row(1, say.pick("not earned", "未计提"))
            for missed in one.not_earned:
                yield _Row(
                    2,
                    self._rule_name(missed.rule)
                    + say.pick(f", {say.role(missed.role)}", f"（{say.role(missed.role)}）"),
                )
                yield _Row(3, reasons.text(missed))

    def _made_of(self, one: ExplainedLine) -> str:
        """Return what the amount to share is made of, where it is not simply what was paid."""
        say, line = self.say, one.line
        if line.distributed == line.listed and not line.freight:
            return ""
        parts = [say.pick("list price ", "标价 ") + say.money(line.listed)]
        if line.distributed != line.listed:
            less = say.money(line.listed - line.distributed)
            parts.append(say.pick(f"merchant's discounts {less}", f"商家让利 {less}"))
        text = " − ".join(parts)
        if line.freight:
            text += say.pick(" + freight ", " + 运费 ") + say.money(line.freight)
        return say.pick(f" ({text})", f"（{text}）")

    def _rest(self, one: Explained) -> Iterator[_Row]:
        """Yield what goes to tax, to the residual party and to all others."""
        say, plan = self.say, self.say.plan
        sale = isinstance(one, ExplainedLine)
        if one.tax:
            yield _Row(
                1,
                say.pick("tax set aside", "税额留存") if sale else say.pick("tax given back", "冲回税额"),
                say.money(one.tax),
            )
        if one.shortfall:
            who = say.party(plan.bearer or plan.residual, one.bearer_party)
            text = (
                say.pick(f"{who} pays in", f"{who} 补足差额")
                if sale
                else say.pick(f"{who} gets back", f"{who} 收回补足")
            )
            yield _Row(1, text, say.money(-one.shortfall))
        if one.residual_party:
            who = say.party(plan.residual, one.residual_party)
            text = (
                say.pick(f"{who} keeps the rest", f"{who} 留存余额")
                if sale
                else say.pick(f"{who} gives back", f"{who} 退回")
            )
            yield _Row(1, text, say.money(one.residual))
        if one.others:
            yield _Row(
                1,
                say.pick("to the others", "归其他各方")
                if sale
                else say.pick("from the others", "其他各方退回"),
                say.money(one.others),
            )

    def _rule_name(self, rule: Rule, *, by_override: bool = False) -> str:
        say = self.say
        name = say.pick(f"rule {shown(rule.id)}", f"规则 {shown(rule.id)}")
        if rule.title:
            name += say.pick(f" “{shown(rule.title)}”", f"“{shown(rule.title)}”")
        return name + (say.pick(" (override)", "（例外条款）") if by_override else "")

    def _refund(self, one: ExplainedRefund) -> Iterator[_Row]:
        """Yield a line of a refund: what was given back, what was taken back of each amount, and what is left."""
        say = self.say
        yield _Row(0, self._line_name(one))
        yield _Row(1, say.pick("refunded to the member", "退还会员"), say.money(one.refunded))
        for funder, amount in one.funded:
            yield _Row(
                1,
                say.pick(
                    f"back to the {say.role(funder)} for its discount", f"退回{say.role(funder)}承担的优惠"
                ),
                say.money(amount),
            )
        for back in one.taken:
            if not (back.booked or back.taken):
                continue
            who = say.party(back.role, back.party)
            text = say.pick(
                f"{who}, {self._rule_name(back.rule)}: taken back",
                f"{who} · {self._rule_name(back.rule)} 追回",
            )
            yield _Row(1, text, say.money(back.taken))
            yield _Row(2, self._left(back))
        yield from self._rest(one)

    def _left(self, back: TakenBack) -> str:
        """Return how what is left of an amount was reckoned."""
        say, booked = self.say, self.say.money(back.booked)
        if back.how is How.KEPT:
            return say.pick(f"booked {booked}, kept by agreement", f"原计提 {booked}，约定退款不追回")
        if back.left is None:
            return say.pick(
                f"booked {booked}; the tiers of the period were read anew",
                f"原计提 {booked}，按本期累计重算阶梯，差额入账",
            )
        rest = f"{say.minor(back.whole)} × {decimal(100 - back.refunded_after * 100)}%"
        text = (
            say.pick(f"booked {booked}; left {rest}", f"原计提 {booked}；应留 {rest}")
            + f" = {say.minor(back.exact_left)}"
        )
        rounded = (
            []
            if back.rounded is None
            else list(Working(say).rounding(back.rounded, back.exact_left, say.money(back.left)))
        )
        text += "".join(say.pick(", ", "，") + line for line in rounded)
        if back.taken_before:
            before = say.money(back.taken_before)
            text += say.pick(f"; taken back before {before}", f"；此前已追回 {before}")
        return text


__all__ = ["page", "width_of"]
