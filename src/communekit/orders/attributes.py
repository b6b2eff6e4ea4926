"""Open attributes (自定义属性): facts which the host adds, and which conditions of a plan may ask about.

The library gives them no meaning. Their values are exact and immutable, so that an order stays what it was.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Final, Generic, Self, TypeVar, overload

from communekit.errors import LimitExceededError
from communekit.ids import identifier, name_text
from communekit.money import Money, Rate
from communekit.period import instant

from .errors import InvalidAttributeError

Value = str | int | bool | Fraction | Money | Rate | datetime | tuple[str, ...]

ATTRIBUTES_MAX: Final = 200
TEXT_CHARACTERS_MAX: Final = 1000
NUMBER_MAX: Final = 10**18

_V = TypeVar("_V")
_T = TypeVar("_T")


class _Frozen(Mapping[str, _V], Generic[_V]):
    """A mapping that is checked once, never changes, and is compared, hashed and pickled by content."""

    __slots__ = ("_items",)

    _items: dict[str, _V]

    def __init__(self, given: Mapping[str, object] | None = None) -> None:
        if given is not None and not isinstance(given, Mapping):
            raise InvalidAttributeError("*", given)
        items = dict(given or {})
        if len(items) > ATTRIBUTES_MAX:
            raise LimitExceededError("attributes", len(items), ATTRIBUTES_MAX)
        checked = {identifier(name, what="attribute"): self._checked(name, items[name]) for name in items}
        object.__setattr__(self, "_items", checked)

    @abstractmethod
    def _checked(self, name: str, value: object) -> _V:
        """Return a value as it is kept, or refuse it."""

    def __getitem__(self, name: str) -> _V:
        return self._items[name]

    @overload
    def get(self, name: str, /) -> _V | None: ...
    @overload
    def get(self, name: str, /, default: _V | _T) -> _V | _T: ...
    def get(self, name: str, /, default: _V | _T | None = None) -> _V | _T | None:
        """Return the value of a name, or the default; conditions ask this of every line."""
        return self._items.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, _V]]]:
        return type(self), (self._items,)


class Attributes(_Frozen[Value]):
    """Facts by name: an immutable mapping, compared by content.

    Errors: `InvalidIdError` for a name, `InvalidAttributeError`, `InvalidTextError` or `InvalidTimeError`
    for a value, `LimitExceededError` above 200 of them.

    >>> facts = Attributes({"organic": True, "origin": "昆明"})
    >>> facts["origin"], facts.get("grade")
    ('昆明', None)
    """

    __slots__ = ()

    def _checked(self, name: str, value: object) -> Value:
        match value:
            case "":
                return ""
            case str():
                return name_text(value, what=name, longest=TEXT_CHARACTERS_MAX)
            case int() if abs(value) <= NUMBER_MAX:
                return value
            case Fraction() if max(abs(value.numerator), value.denominator) <= NUMBER_MAX:
                return value
            case Money() | Rate():
                return value
            case datetime():
                return instant(value)
            case tuple() if len(value) <= ATTRIBUTES_MAX and all(isinstance(word, str) for word in value):
                return tuple(name_text(word, what=name, longest=TEXT_CHARACTERS_MAX) for word in value)
            case _:
                raise InvalidAttributeError(name, value)


class About(_Frozen[Attributes]):
    """Facts by subject: what was known of the leader, the store, the session … when the order was made.

    Errors: those of `Attributes`.

    >>> About({"leader": {"grade": "super"}})["leader"]["grade"]
    'super'
    """

    __slots__ = ()

    def _checked(self, name: str, value: object) -> Attributes:
        if not isinstance(value, Mapping):
            raise InvalidAttributeError(name, value)
        return attributes_of(value)


NO_ATTRIBUTES: Final = Attributes()
NOTHING_KNOWN: Final = About()


def attributes_of(given: Mapping[str, Value]) -> Attributes:
    """Return attributes as an immutable mapping; what is one already is returned as it is."""
    return given if isinstance(given, Attributes) else Attributes(given)


def about_of(given: Mapping[str, Mapping[str, Value]]) -> About:
    """Return facts by subject as an immutable mapping; what is one already is returned as it is."""
    return given if isinstance(given, About) else About(given)


__all__ = ["NOTHING_KNOWN", "NO_ATTRIBUTES", "About", "Attributes", "Value", "about_of", "attributes_of"]
