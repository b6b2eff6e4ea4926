"""Bases: the amount that a rate applies to (佣金基数), in whole minor units of the line.

What picks a tier is a measure (`tier.py`), not a base. Every base is zero or more.
"""

from typing import ClassVar, Final, Self

import attrs

from communekit.parties import Role

from .errors import InvalidPlanError

LINE_BASES: Final = ("paid", "listed", "net", "margin", "freight")
"""Amounts that a line has by itself; `quantity` belongs to rates per unit."""


@attrs.frozen(repr=False)
class Base:
    """The amount that a rate applies to (佣金基数).

    `of` is one of:
    paid (goods after discounts that the merchant's side funds, without freight; the default),
    listed (before any discount), net (paid less the tax contained in it), margin (paid less cost, never
    below zero), freight, or the booked result of another `rule` or of all rules of a `role` on the line.
    What the rules in `less` earned on the line is taken off first, never below zero.

    >>> Base.PAID.less("platform_fee")
    Base.PAID.less('platform_fee')
    >>> Base.of_rule("base")
    Base.of_rule('base')
    """

    PAID: ClassVar["Base"]
    LISTED: ClassVar["Base"]
    NET: ClassVar["Base"]
    MARGIN: ClassVar["Base"]
    FREIGHT: ClassVar["Base"]

    of: str
    rule: str = ""
    role: str = ""
    without: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        named = bool(self.rule) + bool(self.role)
        if not (
            (self.of in LINE_BASES and not named)
            or (self.of in ("rule", "role") and getattr(self, self.of) and named == 1)
        ):
            raise InvalidPlanError("base", "unknown base", self.of)

    @classmethod
    def of_rule(cls, rule: str) -> Self:
        """The booked result of another rule on the same line: a share of a share."""
        return cls("rule", rule=rule)

    @classmethod
    def of_role(cls, role: Role) -> Self:
        """All that a role earns on the line."""
        return cls("role", role=Role(role))

    def less(self, *rules: str) -> Self:
        """The same base after what these rules earned on the line is taken off."""
        return attrs.evolve(self, without=(*self.without, *rules))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The rules that must be known first."""
        return (self.rule, *self.without) if self.rule else self.without

    @property
    def text(self) -> str:
        """The base in a word or two: "paid", "rule base", "paid less fee"."""
        named = f"{self.of} {self.rule or self.role}" if self.rule or self.role else self.of
        return f"{named} less {', '.join(self.without)}" if self.without else named

    def __repr__(self) -> str:
        if self.rule:
            root = f"Base.of_rule({self.rule!r})"
        elif self.role:
            root = f"Base.of_role({self.role!r})"
        else:
            root = f"Base.{self.of.upper()}"
        return f"{root}.less({', '.join(map(repr, self.without))})" if self.without else root


Base.PAID = Base("paid")
Base.LISTED = Base("listed")
Base.NET = Base("net")
Base.MARGIN = Base("margin")
Base.FREIGHT = Base("freight")
