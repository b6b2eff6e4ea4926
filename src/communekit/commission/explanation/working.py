"""The working in words (计算过程): a line of text for each step of an amount."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from communekit.commission.base import Base
from communekit.commission.composition import Chain
from communekit.commission.rate import Per
from communekit.commission.rule import Scope

from .phrase import CHAINS, MODES, ROUNDINGS, SCOPES
from .sentence import Sentences, decimal, shown
from .step import (
    Bounded,
    Chained,
    Exact,
    Laid,
    OfBase,
    OfFlat,
    OfTiers,
    OfUnits,
    Portion,
    Rounded,
    Shared,
    Step,
)


@attrs.frozen
class Working:
    """Steps in words."""

    say: Sentences

    def lines(self, steps: Sequence[Step]) -> Iterator[str]:
        """Yield the lines of an amount's working, from the base to the whole minor unit."""
        result: Exact = 0
        for step in steps:
            yield from self._line(step, result)
            result = step.result

    def _line(self, step: Step, before: Exact) -> Iterator[str]:
        say, result = self.say, self.say.minor(step.result)
        match step:
            case OfBase():
                yield f"{self._base(step.base)} {say.minor(step.amount_minor)} × {step.rate.text} = {result}"
            case OfUnits():
                yield f"{self._units(step)} × {say.money(step.rate.amount)} = {result}"
            case OfFlat():
                per = step.rate.per is Per.ORDER
                yield say.pick(
                    f"a fixed amount per {'order' if per else 'line'}", f"固定每{'单' if per else '行'}"
                ) + (f" {result}")
            case OfTiers():
                yield from self._tiers(step, result)
            case Laid():
                part = "" if not step.whole else f" × {_part(step)}"
                yield say.pick(
                    f"this line's part of {say.minor(before)}{part} = {result}",
                    f"整单 {say.minor(before)} 分摊到本行{part} = {result}",
                )
            case Chained():
                yield self._chain(step, before, result)
            case Shared():
                share = say.share(step.share)
                stands = ""
                if step.rolled_from is not None:
                    role = say.role(step.rolled_from)
                    stands = say.pick(f" (in place of the {role})", f"（代{role}承接）")
                yield say.pick(f"share{stands} {share} = {result}", f"归属份额{stands} {share} = {result}")
            case Bounded():
                yield from self._bounding(step, before, result)
            case Rounded():
                yield from self.rounding(step, before, result)

    def _base(self, base: Base) -> str:
        say = self.say
        if base.rule:
            text = say.pick(f"what rule {base.rule} earned", f"规则 {base.rule} 的佣金")
        elif base.role:
            role = say.role(base.role)
            text = say.pick(f"what the {role} earned", f"{role}的佣金")
        else:
            text = say.base(base.of)
        less = say.pick(", ", "、").join(base.without)
        return text + (say.pick(f" less {less}", f"扣除规则 {less} 后") if less else "")

    def _units(self, step: OfUnits) -> str:
        say, quantity, rate = self.say, _count(step.quantity), step.rate
        if not rate.block and not rate.free:
            return quantity
        free = say.pick(f", first {rate.free} free", f"，前 {rate.free} 件不计") if rate.free else ""
        block = (
            say.pick(f", each started {rate.block}", f"，每满或不满 {rate.block} 件计一次")
            if rate.block
            else ""
        )
        return say.pick(
            f"{_count(step.times)} (of {quantity}{free}{block})",
            f"{_count(step.times)}（共 {quantity} 件{free}{block}）",
        )

    def _tiers(self, step: OfTiers, result: str) -> Iterator[str]:
        """Yield what was measured, each tier's part, and what they come to."""
        say, measure = self.say, step.tiers.measure
        total = say.base(measure.total)
        before = say.measured(step.before, is_money=measure.is_money)
        after = say.measured(step.after, is_money=measure.is_money)
        mode = MODES[step.tiers.mode.value][say.language]
        if step.label:
            own = say.pick(
                f", {say.share(step.share)} of each line counts", f"，按归属份额 {say.share(step.share)} 计入"
            )
            counted = own if step.share != 1 else ""
            yield say.pick(
                f"{total} of {shown(step.who)} in {step.label}: {before} → {after}{counted}; {mode}",
                f"{shown(step.who)} 在 {step.label} 的{total}累计：{before} → {after}{counted}；{mode}",
            )
        else:
            where = say.pick(f"of the {measure.per}", "本行" if measure.per == "line" else "整单")
            yield say.pick(f"{total} {where}: {after}; {mode}", f"{where}{total}：{after}；{mode}")
        for portion in step.portions:
            if portion.units or portion.amount:
                yield "  " + self._portion(portion, step)
        if step.is_average:
            base, amount = self._base(step.base), say.minor(step.base_minor)
            units = sum(portion.units for portion in step.portions)
            amounts = sum((portion.amount for portion in step.portions), Fraction(0))
            rate = decimal(amounts / units * 100)
            yield (
                say.pick(f"average rate {rate}%", f"平均费率 {rate}%")
                + f"{say.pick('; ', '；')}{base} {amount} × {rate}% = {result}"
            )
        for portion in step.already:
            yield say.pick("less what the period had earned: ", "减本期此前已计提：") + say.minor(
                portion.amount
            )
        if step.already or (len(step.portions) > 1 and not step.is_average):
            yield say.pick(f"together {result}", f"合计 {result}")

    def _portion(self, portion: Portion, step: OfTiers) -> str:
        """Return what fell into one tier, at its rate."""
        say, tier, measure = self.say, portion.tier, step.tiers.measure
        bound = say.measured(tier.bound, is_money=measure.is_money)
        is_money = measure.is_money or (tier.share is not None and not step.is_average)
        units = say.measured(portion.units, is_money=is_money)
        each = "0%" if tier.share is None else tier.share.text
        if tier.per_unit is not None:
            each = say.money(tier.per_unit)
        extra = ""
        if portion.on_reaching:
            more = say.minor(portion.on_reaching)
            extra = say.pick(f" + {more} on reaching it", f" + 达档 {more}")
        name = say.pick(f"tier {portion.number}, from {bound}", f"第 {portion.number} 档（{bound} 起）")
        amount = "" if step.is_average else f"{extra} = {say.minor(portion.amount)}"
        return f"{name}{say.pick(': ', '：')}{units} × {each}{amount}"

    def _chain(self, step: Chained, before: Exact, result: str) -> str:
        say, chain = self.say, step.chain
        roles = " > ".join(say.role(role) for role in chain.roles)
        name = CHAINS[chain.kind.value][say.language]
        if step.taken < 0 and not step.result:
            own = say.minor(before)
            return say.pick(
                f"{name} {roles}: {own}, never below zero = {result}",
                f"{name} {roles}：{own}，不低于零 = {result}",
            )
        taken = say.minor(step.taken)
        others = (
            say.pick("what those below it get", "下级已得")
            if chain.kind is Chain.DIFFERENTIAL
            else say.pick("what is passed on", "分给下一级")
        )
        return say.pick(
            f"{name} {roles}: {say.minor(before)} less {others}, {taken} = {result}",
            f"{name} {roles}：{say.minor(before)} − {others} {taken} = {result}",
        )

    def _bounding(self, step: Bounded, before: Exact, result: str) -> Iterator[str]:
        """Yield what a bound made of an amount, where it made anything of it."""
        if step.result == before:
            return
        say, bound, was = self.say, self.say.bound(step.bound), self.say.minor(before)
        if step.result < before:
            yield say.pick(
                f"{bound}; cut in proportion, {was} → {result}", f"{bound}，按比例核减：{was} → {result}"
            )
        else:
            yield say.pick(
                f"{bound}; lifted in proportion, {was} → {result}", f"{bound}，按比例补足：{was} → {result}"
            )

    def rounding(self, step: Rounded, exact: Exact, result: str) -> Iterator[str]:
        """Yield how an amount became whole, where it was not whole already."""
        say = self.say
        if exact == step.result:
            return
        how = ROUNDINGS[step.rounding.value][say.language]
        scope = SCOPES[step.scope.value][say.language]
        if step.scope is Scope.LINE:
            yield f"{how} = {result}"
        elif step.scope is Scope.UNIT:
            each = say.minor(Fraction(exact) / step.units)
            yield say.pick(
                f"{each} {scope}, {how}, × {_count(step.units)} = {result}",
                f"{scope} {each} {how}，× {_count(step.units)} = {result}",
            )
        else:
            yield say.pick(
                f"{how} {scope}, {say.minor(step.running)} before it: {result}",
                f"{scope}{how}，此前累计 {say.minor(step.running)}，本笔 {result}",
            )


def _count(number: Exact) -> str:
    return decimal(Fraction(number))


def _part(step: Laid) -> str:
    """Return a line's part of its order."""
    return "100%" if step.part == step.whole else f"{_count(step.part)}/{_count(step.whole)}"


__all__ = ["Working"]
