"""A small agreement with a field of every kind, and strategies for it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, NewType, Self

import attrs
from hypothesis import strategies as st

from communekit.codec import Codec
from communekit.errors import CommunekitError, Texts

from .documents import decimals, instants, texts

RuleId = NewType("RuleId", str)


@attrs.define
class NoRoleError(CommunekitError):
    """Not a role."""

    code: ClassVar[str] = "test.no_role"
    texts: ClassVar[Texts] = {"en": "{word} is no role", "zh": "{word} 不是角色"}
    word: str


class Role(str):
    """A kind of text with a rule of its own."""

    __slots__ = ()

    def __new__(cls, word: str) -> Self:
        """Refuse capitals, as a room does."""
        if word != word.lower():
            raise NoRoleError(word)
        return super().__new__(cls, word)


class Mode(Enum):
    """How rates add up."""

    SUM = "sum"
    BEST = "best"


class Spelled(str, Enum):  # noqa: UP042 (hosts have such enumerations)
    """An enumeration that is text."""

    HALF_EVEN = "half_even"
    DOWN = "down"


class Level(IntEnum):
    """An enumeration that is a number."""

    FIRST = 1
    SECOND = 2


class Points(int):
    """A kind of number."""


ZERO = Points(0)


@attrs.frozen
class Cash:
    """A class with a form of its own: "7 CNY"."""

    minor: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the form; raises whatever Python raises."""
        return cls(int(text.removesuffix(" CNY")))

    def written(self) -> str:
        """Write the form."""
        return f"{self.minor} CNY"


class Condition:
    """A base of several classes."""


@attrs.frozen
class Always(Condition):
    """No fields at all."""


@attrs.frozen
class Not(Condition):
    """A class that holds its own base."""

    of: Condition


@attrs.frozen
class All(Condition):
    """A list of the base."""

    of: tuple[Condition, ...] = ()


@attrs.frozen
class Equals(Condition):
    """A union of almost everything."""

    key: str
    value: "bool | int | str | Decimal | Fraction | date | datetime | Cash | Mode | Role | tuple[str, ...] | None" = None


@attrs.frozen
class Slice:
    """A class that is never open, so that it needs no word."""

    start: Fraction
    _kept: bool = False
    doubled: Fraction = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Derive a field, which is not written."""
        object.__setattr__(self, "doubled", self.start * 2)


@attrs.frozen
class Rule:
    """A field of every kind."""

    id: RuleId
    pays: Role
    when: Condition = Always()
    mode: Mode = Mode.SUM
    rounding: Spelled = Spelled.HALF_EVEN
    level: Level = Level.FIRST
    points: Annotated[Points, "a note for others"] = ZERO
    share: Fraction | None = None
    cap: Cash | None = None
    rate: Decimal = attrs.field(default=Decimal(0), validator=attrs.validators.instance_of(Decimal))
    open: bool = True
    count: int = attrs.field(default=1, validator=attrs.validators.ge(0))
    since: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    until: date | None = None
    per: Literal["order", "line"] = "order"
    slices: tuple[Slice, ...] = ()
    tags: frozenset[str] = frozenset()
    pair: tuple[int, str] = (1, "a")
    names: list[str] = attrs.field(factory=list)
    about: Mapping[Role, int | tuple[str, ...]] = attrs.field(factory=dict)


WORDS: dict[str, type] = {
    "test.rule": Rule,
    "test.always": Always,
    "test.not": Not,
    "test.all": All,
    "test.equals": Equals,
    "test.cash": Cash,
    "test.mode": Mode,
    "test.role": Role,
}
HOOKS = [(Cash, Cash.written, Cash.read)]
CODEC = Codec(WORDS, hooks=HOOKS)
SHORT = Codec(WORDS, hooks=HOOKS, omit_defaults=True)

fractions = st.fractions(max_denominator=10**6)
roles = texts.map(str.lower).filter(lambda text: text == text.lower()).map(Role)
cash = st.builds(Cash, st.integers())
values = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), texts, decimals, fractions, st.dates(), instants, cash,
    st.sampled_from(Mode), roles, st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(st.just(Always()), st.builds(Equals, texts, values)),
    lambda inside: st.one_of(st.builds(Not, inside), st.builds(All, st.lists(inside, max_size=3).map(tuple))),
    max_leaves=6,
)
rules = st.builds(
    Rule,
    texts.map(RuleId),
    roles,
    when=conditions,
    mode=st.sampled_from(Mode),
    rounding=st.sampled_from(Spelled),
    level=st.sampled_from(Level),
    points=st.integers(0, 9).map(Points),
    share=st.one_of(st.none(), fractions),
    cap=st.one_of(st.none(), cash),
    rate=decimals,
    open=st.booleans(),
    count=st.integers(0, 9),
    since=instants,
    until=st.one_of(st.none(), st.dates()),
    per=st.sampled_from(["order", "line"]),
    slices=st.lists(st.builds(Slice, fractions, st.booleans()), max_size=3).map(tuple),
    tags=st.frozensets(texts, max_size=4),
    pair=st.tuples(st.integers(0, 9), texts),
    names=st.lists(texts, max_size=3),
    about=st.dictionaries(
        roles, st.one_of(st.integers(0, 9), st.lists(texts, max_size=2).map(tuple)), max_size=3
    ),
)

RULE = Rule(
    RuleId("base"),
    Role("leader"),
    when=All((Equals("grade", "super"), Not(Equals("share", Fraction(2, 6))), Equals("tags", ("b", "a")))),
    share=Fraction(8, 100),
    cap=Cash(7),
    rate=Decimal("1.50"),
    since=datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8))),
    slices=(Slice(Fraction(1, 3), kept=True),),
    tags=frozenset({"z", "a"}),
    about={Role("b"): 1, Role("a"): ("x",)},
)


Small = NewType("Small", RuleId)


@attrs.frozen
class Odd:
    """Types at the edge of what a codec is for."""

    maybe: Slice | None
    named: "Small | Slice | None"
    folded: Mapping[Level, int]
    inexact: "float | None" = None
