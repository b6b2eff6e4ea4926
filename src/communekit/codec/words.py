"""Words (类型词): which class a table stands for, where a field allows several.

A class that stands as a table has its word beside its fields: `{"type": "orders.line", "id": ...}`. Any other
value stands under `value`: `{"type": "fraction", "value": "1/3"}`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from cattrs import Converter

from .errors import InvalidDocumentError
from .place import at
from .plain import Anything, Plain, TypeForm
from .scalar import choice_from
from .table import checked_table, has_fields

TYPE: Final = "type"
VALUE: Final = "value"

_SCALARS: Final[Mapping[str, type]] = {
    "date": date,
    "datetime": datetime,
    "decimal": Decimal,
    "fraction": Fraction,
}
_WORD = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*\Z")


class Words:
    """The classes that a codec knows, each by a word that never changes.

    Raises:
        ValueError: A word is not lower-case words joined by dots; a class has two words, or a subclass with one.
    """

    def __init__(
        self, classes: Mapping[str, type], converter: Converter, *, hooked: Iterable[TypeForm]
    ) -> None:
        self.classes = {**_SCALARS, **classes}
        self.words = {kind: word for word, kind in self.classes.items()}
        if len(self.words) < len(_SCALARS) + len(classes):
            raise ValueError("a class has two words, or one word of another class")
        for word in classes:
            if not _WORD.match(word):
                raise ValueError(f"not a type word: {word!r}")
        self._converter = converter
        self._hooked = tuple(hooked)
        self._allowed: dict[tuple[TypeForm, ...], Mapping[str, type]] = {}
        if bases := [word for word, kind in classes.items() if self.is_table(kind) and self.is_base(kind)]:
            raise ValueError(f"a class with a word has no subclasses with words: {', '.join(bases)}")

    def _choices(self, allowed: tuple[TypeForm, ...]) -> Mapping[str, type]:
        """Return the classes that are of an allowed type; looked for once, as documents ask again and again."""
        if allowed not in self._allowed:
            self._allowed[allowed] = {
                word: kind
                for word, kind in self.classes.items()
                if any(base in allowed for base in kind.__mro__)
            }
        return self._allowed[allowed]

    def is_table(self, kind: type) -> bool:
        """Say whether values of a class stand as tables with their fields as keys."""
        return has_fields(kind) and not any(base in self._hooked for base in kind.__mro__)

    def is_base(self, kind: TypeForm) -> bool:
        """Say whether a type has subclasses among the words, so that its values must say what they are."""
        return any(kind in known.__mro__[1:-1] for known in self.words)

    def tagged(self, value: object) -> dict[str, Plain]:
        """Return a value as a table that says by its word what it is."""
        kind = type(value)
        if kind not in self.words:
            raise InvalidDocumentError("no_word", "", kind.__name__)
        plain = self._converter.unstructure(value, unstructure_as=kind)
        return {TYPE: self.words[kind], **(plain if self.is_table(kind) else {VALUE: plain})}

    def untagged(self, data: Plain, allowed: Collection[TypeForm]) -> Anything:
        """Return the value of a table that says by its word what it is, if it is of an allowed type."""
        table = checked_table(data, needed=(TYPE,))
        with at(TYPE):
            kind = choice_from(table[TYPE], self._choices(tuple(allowed)))
        rest = {key: item for key, item in table.items() if key != TYPE}
        if self.is_table(kind):
            return self._converter.structure(rest, kind)
        checked_table(rest, known=(VALUE,), needed=(VALUE,))
        with at(VALUE):
            return self._converter.structure(rest[VALUE], kind)
