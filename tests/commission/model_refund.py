"""Refunds, worked out the slow way from what the model booked; the plan is never run again."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from communekit.commission import OnRefund, Rule, Scope, Tiers
from communekit.orders import Line, Refund, Refunded, RefundsSoFar
from tests.commission.model import NOTHING, Counted, Earning, Memory, Shared, Sold
from tests.commission.model_table import Count, earned_by_step, pays_on_its_measure

Key = tuple[str, str, str]


@attrs.frozen
class Back:
    """What a refund takes back on a line, in minor units: by rule and party, and the rest of what moves."""

    line: str
    taken: Mapping[tuple[str, str], int]
    refunded: int
    funded: tuple[int, ...]
    tax: int
    shortfall: int
    residual: int


@attrs.frozen
class Returned:
    """What a refund takes back, and what is remembered after it."""

    lines: tuple[Back, ...]
    memory: Memory


def give_back(sold: Sold, refund: Refund, earlier: Sequence[Refund], memory: Memory) -> Returned:
    """Take back what a refund undoes."""
    return _Refund(sold, refund, earlier, memory).run()


def keeps(earning: Earning, part: Fraction) -> int:
    """Return what remains of an amount when a part of its whole is back: keep of commission.md."""
    rule = earning.rule
    if rule.scope is Scope.UNIT:
        return rule.rounding.of(earning.amount * (1 - part))
    before, left = earning.before, earning.exact * (1 - part)
    return rule.rounding.of(before + left) - rule.rounding.of(before)


def follows_freight(earning: Earning, shared: Shared) -> bool:
    """Whether an amount is a share of freight, or of another amount that is."""
    rule, base = earning.rule, earning.rule.base
    if base.rule or base.role:
        below = [one for one in shared.earnings if base.rule == one.rule.id or base.role == one.rule.pays]
        return bool(below) and all(follows_freight(one, shared) for one in below)
    if isinstance(rule.rate, Tiers) and pays_on_its_measure(rule.rate, rule.base.text):
        return False
    return rule.base.of == "freight" and shared.line.freight.minor > 0


def remains(shared: Shared, so_far: Refunded) -> int:
    """Return what the rules leave of a line when so much of it has been refunded; below zero they promise too much."""
    line = shared.line
    goods, freight = so_far.part_of(line), so_far.freight_part_of(line)
    there = line.paid.minor + line.freight.minor - so_far.amount_minor - so_far.freight_minor
    there += sum(int(discount.amount.minor * (1 - goods) // 1) for discount in line.funded)
    promised = sum(
        keeps(earning, Fraction(0))
        if earning.rule.kept_on_refund
        else keeps(earning, freight if follows_freight(earning, shared) else goods)
        for earning in shared.earnings
    )
    return there - int(shared.tax * (1 - goods) // 1) - promised


class _Refund:
    def __init__(self, sold: Sold, refund: Refund, earlier: Sequence[Refund], memory: Memory) -> None:
        self.sold, self.refund = sold, refund
        self.before = RefundsSoFar(tuple(earlier))
        self.after = RefundsSoFar((*earlier, refund))
        self.counts, self.booked = dict(memory.counts), dict(memory.booked)
        self.memory = memory
        self.done: set[str] = set()

    def run(self) -> Returned:
        by_id = {shared.line.id: shared for shared in self.sold.lines}
        backs = []
        for asked in self.refund.lines:
            backs.append(self.line(by_id[asked.line]))
            self.done.add(asked.line)
        return Returned(tuple(backs), attrs.evolve(self.memory, counts=self.counts, booked=self.booked))

    def line(self, shared: Shared) -> Back:
        line = shared.line
        was, now = self.before.of(line.id), self.after.of(line.id)
        goods = (was.part_of(line), now.part_of(line))
        freight = (was.freight_part_of(line), now.freight_part_of(line))
        taken: dict[tuple[str, str], int] = {}
        for earning in shared.earnings:
            if earning.rule.kept_on_refund:
                continue
            parts = freight if follows_freight(earning, shared) else goods
            if earning.counted is not None and _restates(earning.rule):
                back = self.restate(earning, earning.counted, line, goods, parts[1] - parts[0])
            else:
                back = keeps(earning, parts[0]) - keeps(earning, parts[1])
            taken[earning.rule.id, earning.party] = back
        refunded = now.amount_minor - was.amount_minor + now.freight_minor - was.freight_minor

        def shrinks(minor: int) -> int:
            return int(minor * (1 - goods[0]) // 1) - int(minor * (1 - goods[1]) // 1)

        funded = tuple(shrinks(discount.amount.minor) for discount in line.funded)
        tax = shrinks(shared.tax)
        old = remains(shared, was)
        new = old - refunded - sum(funded) + tax + sum(taken.values())
        if shared.shortfall:  # The bearer owes what is promised too much, the residual party nothing.
            residual, shortfall = max(old, 0) - max(new, 0), max(-old, 0) - max(-new, 0)
        else:
            residual, shortfall = old - new, 0
        return Back(line.id, taken, refunded, funded, tax, shortfall, residual)

    def restate(
        self, earning: Earning, counted: Counted, line: Line, goods: tuple[Fraction, Fraction], base: Fraction
    ) -> int:
        """Lower a payee's count, and return his part of the difference."""
        rule, key = earning.rule, (str(earning.rule.id), counted.who, counted.label)
        assert isinstance(rule.rate, Tiers)
        nothing = Count(NOTHING, NOTHING)
        start, old = counted.before or nothing, self.counts.get(key) or nothing
        gone = self.uncounted(key, rule.rate, line, goods, counted.after.measure - start.measure)
        lowered = (counted.after.base - start.base) * base
        left = Count(old.measure - gone, old.base - lowered)
        total_key = (self.sold.plan.name, rule.id, earning.party, counted.label)
        total = after = self.booked[total_key]
        if left == nothing:
            self.counts.pop(key, None)  # The next line counts as the first.
            after = NOTHING
        else:
            self.counts[key] = left
            if gone or lowered:
                step = earned_by_step(rule.rate, rule.base.text, old, left, -gone, -lowered)
                after = total + step
        self.booked[total_key] = after
        return rule.rounding.of(total) - rule.rounding.of(after)

    def uncounted(
        self, key: Key, tiers: Tiers, line: Line, goods: tuple[Fraction, Fraction], counted: Fraction
    ) -> Fraction:
        """Return how much does not count any more: amounts in part, a line when it is back, an order when all of it is."""
        if tiers.measure.total == "quantity":
            gone = [
                Fraction(1) if part == 1 else _pieces_gone(line, refunds)
                for part, refunds in zip(goods, (self.before, self.after), strict=True)
            ]
            return counted * (gone[1] - gone[0])
        if tiers.measure.total in ("paid", "listed", "net", "margin"):
            return counted * (goods[1] - goods[0])
        comes_whole = goods[1] == 1 and goods[0] < 1
        if tiers.measure.total == "lines":
            return counted if comes_whole else NOTHING
        whole, all_back = NOTHING, True
        for shared in self.sold.lines:
            found = [
                earning.counted
                for earning in shared.earnings
                if earning.rule.id == key[0] and earning.counted is not None and earning.counted.who == key[1]
            ]
            if found:
                before = found[0].before or Count(NOTHING, NOTHING)
                whole += found[0].after.measure - before.measure
                so_far = self.after if shared.line.id in self.done else self.before
                back = so_far.of(shared.line.id).part_of(shared.line) == 1
                all_back = all_back and (back or shared.line.id == line.id)
        return whole if comes_whole and all_back else NOTHING


def _pieces_gone(line: Line, refunds: Iterable[Refund]) -> Fraction:
    """Return the part of a line's pieces that refunds named, or paid for without naming any."""
    gone = NOTHING
    for refund in refunds:
        for back in refund.lines:
            if back.line == line.id and back.quantity:
                gone += Fraction(back.quantity) / line.quantity
            elif back.line == line.id and back.amount.minor:
                gone += Fraction(back.amount.minor, line.paid.minor)
    return min(gone, Fraction(1))


def _restates(rule: Rule) -> bool:
    return isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE
