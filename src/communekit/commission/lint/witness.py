"""Witnesses: an order on which a finding can be seen (例证), made of the classes of facts that it needs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Final

import attrs

from communekit.commission.assess import assess, frame_of
from communekit.commission.assessment import Assessment
from communekit.commission.clause import Clause
from communekit.commission.plan import Plan
from communekit.commission.standing import EMPTY, Key, Row, Standing, measure_key
from communekit.commission.table import Table
from communekit.errors import CommunekitError
from communekit.ids import PartyId
from communekit.money import Money, Rate
from communekit.orders import Credit, Credits, Discount, Line, Order, Product, Value
from communekit.parties import Role

from .domain import FactClass, FactName, is_built_in, text_of

PLACED_AT: Final = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
BEARER: Final = Role("bearer_of_lint")
_HALF: Final = Rate(Fraction(1, 2))

Facts = Mapping[FactName, FactClass]


@attrs.frozen
class Witness:
    """An order with its credits and the standing before it, on which a finding can be seen (例证)."""

    order: Order
    credits: Credits
    standing: Standing = EMPTY

    def assessed(self, plan: Plan) -> Assessment:
        """Assess it as if somebody bore whatever is promised too much.

        Raises:
            CommunekitError: What the engine refuses otherwise.
        """
        return assess(borne(plan), self.order, self.credits, standing=self.standing)


@lru_cache(maxsize=16)
def borne(plan: Plan) -> Plan:
    """Return a plan of which somebody bears whatever is promised too much."""
    return attrs.evolve(plan, bearer=BEARER, parties={**plan.parties, BEARER: PartyId("bearer")})


def shown(facts: Facts, asked: Collection[FactName]) -> dict[str, str | None]:
    """Return the values of some facts as findings show them; None where a fact is not there."""
    return {text_of(fact): _text(a_class.value) for fact, a_class in facts.items() if fact in asked}


def witness_of(
    plan: Plan, facts: Facts, paid_minor: int, clauses: Sequence[Clause], *, absent: Collection[str] = ()
) -> Witness | None:
    """Return an order of one line with these facts, paid so much; None where no order has them all."""
    try:
        return _Scene(plan, facts, paid_minor, clauses, frozenset(absent)).witness()
    except CommunekitError:
        return None


class _Scene:
    def __init__(
        self, plan: Plan, facts: Facts, paid_minor: int, clauses: Sequence[Clause], absent: frozenset[str]
    ) -> None:
        self._plan = plan
        self._facts = facts
        self._paid = paid_minor
        self._clauses = clauses
        self._absent = absent

    def witness(self) -> Witness:
        order = self._order(self._line())
        credits_ = Credits(self._credits())
        return Witness(order, credits_, self._standing(order, credits_))

    def _value(self, subject: str, name: str, otherwise: Value | None) -> Value | None:
        found = self._facts.get((subject, name))
        return otherwise if found is None else found.value

    def _word(self, subject: str, name: str, otherwise: str) -> str:
        value = self._value(subject, name, otherwise)
        return value if isinstance(value, str) else ""

    def _amount(self, name: str, least: int) -> Money | None:
        """Return an amount of the line in its class, from a least one on; None for one that is not known."""
        found = self._facts.get(("line", name))
        if found is None:
            return Money(least, self._plan.currency)
        if found.value is None:
            return None
        fitting = [max(first, least) for first, last in found.spans if last >= least]
        return Money(min(fitting, default=found.spans[0][0]), self._plan.currency)

    def _line(self) -> Line:
        listed = self._amount("listed", self._paid) or Money(self._paid, self._plan.currency)
        discount = listed.minor - self._paid
        tags = self._value("line", "tags", ())
        quantity = self._value("line", "quantity", 1)
        return Line(
            self._word("line", "id", "1"),
            Product(
                self._word("line", "product", "product"),
                category=self._word("line", "category", ""),
                supplier=self._word("line", "supplier", "") or None,
                tags=tags if isinstance(tags, tuple) else (),
                kind=self._word("line", "kind", "goods"),
            ),
            quantity if isinstance(quantity, int | Fraction) else 1,
            listed,
            discounts=[Discount(Role.STORE, Money(discount, self._plan.currency))] if discount else (),
            freight=self._amount("freight", 0),
            tax=self._amount("tax", 0),
            cost=self._amount("cost", 0),
            channel=self._word("line", "channel", ""),
            attributes=self._open("line"),
        )

    def _order(self, line: Line) -> Order:
        window = self._plan.effective
        placed = self._value("order", "placed_at", PLACED_AT if window is None else window.start)
        paid = self._value("order", "paid_at", placed)
        received = self._value("order", "received_at", None)
        subjects = dict.fromkeys(
            fact[0] for fact in self._facts if fact[0] != "line" and (fact[0] == "order" or fact[1] != "id")
        )
        return Order(
            self._word("order", "id", "O1"),
            self._word("order", "store", "store"),
            (line,),
            placed if isinstance(placed, datetime) else PLACED_AT,
            paid if isinstance(paid, datetime) else PLACED_AT,
            received_at=received if isinstance(received, datetime) else None,
            member=self._word("order", "member", "") or None,
            channel=self._word("order", "channel", ""),
            session=self._word("order", "session", "") or None,
            about={subject: told for subject in subjects if (told := self._open(subject))},
        )

    def _open(self, subject: str) -> dict[str, Value]:
        """Return the open facts of a subject; those of an order or a line that have a place of their own are left out."""
        return {
            name: a_class.value
            for (about, name), a_class in self._facts.items()
            if about == subject and a_class.value is not None and _is_open(about, name)
        }

    def _credits(self) -> list[Credit]:
        """Return one active party in each role that is paid, two where the facts say that it is no single one."""
        wanted = [*(clause.role for clause in self._clauses), self._plan.residual]
        wanted += [Role(fact[0]) for fact in self._facts if fact[1] == "id" and fact[0] not in _ROOTS]
        given: list[Credit] = []
        for role in dict.fromkeys(wanted):
            named = self._facts.get((role, "id"))
            if role in self._absent or (named is None and role in (*self._plan.parties, Role.STORE)):
                continue
            if named is not None and named.value is None:
                given += [Credit(role, f"{role} {number}", share=_HALF) for number in (1, 2)]
            else:
                given.append(Credit(role, self._word(role, "id", role)))
        return given

    def _standing(self, order: Order, credits_: Credits) -> Standing:
        """Return a standing in which every table of a period stands at the tier that pays most."""
        rows: dict[Key, Row] = {}
        for clause in self._clauses:
            table = clause.table
            if table is not None and table.measure.period:
                label = frame_of(self._plan).label_at(table.measure.period, order.paid_at)
                for who in _measured(clause, table, order, credits_):
                    rows[measure_key(clause.measure_name, who, label)] = Row(_standing_of(table))
        return Standing(rows)


_ROOTS: Final = ("line", "order", "store", "member", "session")


def _is_open(subject: str, name: str) -> bool:
    return not is_built_in((subject, name))


def _measured(clause: Clause, table: Table, order: Order, credits_: Credits) -> list[str]:
    per = table.per
    if per == "payee":
        return [credit.party for credit in credits_.of(clause.role, "1")] or [order.store]
    if per == "store":
        return [order.store]
    return [credit.party for credit in credits_.of(per, "1")]


def _standing_of(table: Table) -> int | Fraction:
    """Return a total just inside the tier with the highest rate."""
    ladder = table.ladder
    best = max(range(len(ladder.slope)), key=lambda k: ladder.slope[k])
    return ladder.lower[best] + int(ladder.above and best > 0)


def _text(value: Value | None) -> str | None:
    match value:
        case None:
            return None
        case Money() | Rate():
            return value.text
        case tuple():
            return " ".join(value)
        case _:
            return str(value)
