"""Sentences (说明文字): steps, conditions and reasons said in English or Chinese, for one plan and one locale."""

from datetime import datetime
from fractions import Fraction
from typing import Final

import attrs

from communekit.commission.bound import Bound
from communekit.commission.condition import All, Any_, Condition, Not, Test
from communekit.commission.plan import Plan
from communekit.errors import language_of
from communekit.ids import PartyId
from communekit.money import Money, Rate
from communekit.orders import Value
from communekit.period import zone

from .phrase import BASES, PERIODS, ROLES, demand, fact_text, operator_text
from .step import Exact
from .unearned import Asked

_PLACES: Final = 4
"""So many digits are shown of an amount that has no end; its exact value is in the data."""
_CHARACTERS: Final = 60


@attrs.frozen
class Sentences:
    """How things are said: the plan gives currency and time zone, the locale the language."""

    plan: Plan
    locale: str

    @property
    def language(self) -> str:
        """The language: "en" or "zh"."""
        return language_of(self.locale)

    def pick(self, en: str, zh: str) -> str:
        """Return the sentence of the language."""
        return zh if self.language == "zh" else en

    def money(self, amount: Money) -> str:
        """Return an amount as the locale writes it."""
        return amount.format(self.locale).replace("\u00a0", " ")

    def minor(self, exact: Exact) -> str:
        """Return minor units: as money where they are whole, else in digits of the major unit."""
        if exact.denominator == 1:
            return self.money(Money(int(exact), self.plan.currency))
        return decimal(Fraction(exact) / 10**self.plan.currency.digits)

    def measured(self, total: Exact, *, is_money: bool) -> str:
        """Return a total of a measure: money or a count."""
        return self.minor(total) if is_money else decimal(Fraction(total))

    def role(self, role: str) -> str:
        """Return a role; one of the host's own by its word."""
        return ROLES[role][self.language] if role in ROLES else role

    def party(self, role: str, party: PartyId) -> str:
        """Return a party in its role: "团长 L1"."""
        return f"{self.role(role)} {shown(party)}"

    def base(self, word: str) -> str:
        """Return the name of a base or a measure."""
        return BASES[word][self.language] if word in BASES else word

    def share(self, share: Fraction) -> str:
        """Return a part of a whole: "50%", "1/3"."""
        return Rate(share).text

    def of_fact(self, test: Test, text: str) -> str:
        """Return the fact that a test asks about, and what is said of it."""
        fact = shown(fact_text(test.subject, test.name, self.language))
        return f"{fact}{self.pick(' ', ' ' if fact[-1:].isascii() else '')}{text}"

    def bound(self, bound: Bound) -> str:
        """Return a bound: "团长每单封顶 ¥50.00"."""
        covers = (
            self.pick(f"rule {bound.rule}", f"规则 {bound.rule} ")
            if bound.rule
            else self.role(bound.role)
            if bound.role
            else self.pick("the whole plan", "整个方案")
        )
        limits = [
            self.pick(en, zh).format(self.limit(limit))
            for en, zh, limit in (
                ("at most {}", "封顶 {}", bound.at_most),
                ("at least {}", "保底 {}", bound.at_least),
            )
            if limit is not None
        ]
        per = PERIODS[bound.per][self.language]
        return self.pick(f"{covers} per {per}: {', '.join(limits)}", f"{covers}{per}{'，'.join(limits)}")

    def limit(self, limit: Money | Rate) -> str:
        """Return a limit: an amount, or a share of what there is."""
        return self.money(limit) if isinstance(limit, Money) else limit.text

    def value(self, value: object) -> str:
        """Return the value of a fact."""
        match value:
            case bool():
                return self.pick("yes" if value else "no", "是" if value else "否")
            case Money():
                return self.money(value)
            case Rate():
                return value.text
            case datetime():
                return value.astimezone(zone(self.plan.zone)).strftime("%Y-%m-%d %H:%M")
            case int() | Fraction():
                return decimal(Fraction(value))
            case tuple():
                return self.pick(", ", "、").join(shown(str(word)) for word in value) or self.pick(
                    "none", "无"
                )
            case _:
                return shown(str(value)) or self.pick("empty", "空")

    def asked(self, test: Test, *, negated: bool = False) -> str:
        """Return what is asked of a fact, as it follows the fact."""
        operand: Value = test.operand
        if test.op.value == "known" and operand is False:
            negated = not negated
        return operator_text(
            test.op.value,
            self.value(operand),
            self.language,
            negated=negated,
            of_time=isinstance(operand, datetime),
        )

    def condition(self, condition: Condition, *, negated: bool = False) -> str:
        """Return a condition in words: "品类属于 fresh，且团长等级为 super"."""
        match condition:
            case Test():
                return self.of_fact(condition, self.asked(condition, negated=negated))
            case Not(part):
                return self.condition(part, negated=not negated)
            case All(parts) | Any_(parts):
                if not parts:
                    return self.pick("never", "从不") if negated else self.pick("always", "始终")
                both = isinstance(condition, All) is not negated
                said = [self.condition(part, negated=negated) for part in parts]
                return self.pick(" and " if both else " or ", "，且" if both else "，或").join(
                    self._in_brackets(part, text) for part, text in zip(parts, said, strict=True)
                )
            case _:
                return repr(condition)

    def _in_brackets(self, part: Condition, text: str) -> str:
        """Return a part that has parts itself in brackets."""
        while isinstance(part, Not):
            part = part.part
        return self.pick(f"({text})", f"（{text}）") if isinstance(part, All | Any_) and part.parts else text

    def found(self, asked: Asked) -> str:
        """Return a question with what was found: "团长等级为 basic，规则要求为 super"."""
        if asked.value is None:
            found = self.pick("is not known", "未知")
        elif asked.value in ("", ()):
            found = self.pick("is empty", "为空")
        else:
            found = self.pick("is", "为") + f" {self.value(asked.value)}"
        must = demand(self.asked(asked.test, negated=asked.negated), self.language)
        return self.of_fact(asked.test, found) + self.pick("; ", "，") + must


def decimal(number: Fraction) -> str:
    """Return an exact number in digits; one without an end is cut and marked so.

    >>> decimal(Fraction(5, 4)), decimal(Fraction(-1, 3))
    ('1.25', '-0.3333…')
    """
    sign, size = "-" if number < 0 else "", abs(number)
    scaled, rest = divmod(size.numerator * 10**_PLACES, size.denominator)
    digits = str(scaled).rjust(_PLACES + 1, "0")
    text = f"{digits[:-_PLACES]}.{digits[-_PLACES:]}".rstrip("0").rstrip(".")
    return f"{sign}{text}{'…' if rest else ''}"


def shown(word: str) -> str:
    """Return a word of the host's as a line of text may show it: short, and nothing in it that cannot be seen."""
    cut = word if len(word) <= _CHARACTERS else f"{word[:_CHARACTERS]}…"
    return cut if cut.isprintable() else ascii(cut)


__all__ = ["Sentences", "decimal", "shown"]
