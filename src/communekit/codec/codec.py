"""The codec (编解码器): values of the rooms as plain data under stable words and versions, and back."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import TypeAlias, TypeVar, overload

from .errors import DocumentTooLargeError, SchemaVersionError
from .limits import LIMITS, Limits
from .place import at
from .plain import Anything, Plain, TypeForm, check_plain
from .scalar import integer_from
from .strict import Hook, strict_words
from .table import checked_table, keys_of, refusing
from .words import TYPE

T = TypeVar("T")

Upcaster: TypeAlias = Callable[[dict[str, Plain]], dict[str, Plain]]
"""What turns a document of one version into the next; it gets a copy that it may change."""


class Codec:
    """Values as plain data under stable words, and back (编解码).

    A class stands as a table with its constructor's arguments as keys; keys that it does not know are refused.
    Fractions and decimals stand as text ("1/3", "12.5"), times as ISO text with their offset, enumerations by
    value, sets in order. What may be of several classes says which by a `type` word, and so does a document,
    beside its `version`. A field that is None by default is left out when it is None.

    Args:
        words: The classes of documents, and of fields that allow several, by words that never change.
        version: The version of the documents written.
        upcasters: By version, what turns a document of that version into the next; no gap up to `version`.
        hooks: Types with a form of their own, such as amounts as text: type, to plain data, from plain data.
        forms: Classes that stand as another type does, and are made from it: a mapping of the host's own, by
            `Mapping[str, Value]`.
        limits: What a document may have at most.
        version_key: The key of the version, for classes that have a field `version` of their own.
        omit_defaults: Whether fields that hold their default are left out, as in files that people write.

    Raises:
        ValueError: The arguments contradict one another.

    >>> import attrs
    >>> from fractions import Fraction
    >>> @attrs.frozen
    ... class Share:
    ...     pays: str
    ...     share: Fraction
    >>> codec = Codec({"example.share": Share})
    >>> codec.dump(Share("leader", Fraction(1, 3)))
    {'type': 'example.share', 'version': 1, 'pays': 'leader', 'share': '1/3'}
    >>> codec.load({"type": "example.share", "version": 1, "pays": "leader", "share": "1/3"}, Share)
    Share(pays='leader', share=Fraction(1, 3))
    """

    def __init__(
        self,
        words: Mapping[str, type],
        *,
        version: int = 1,
        upcasters: Mapping[int, Upcaster] | None = None,
        hooks: Iterable[Hook] = (),
        forms: Mapping[type, TypeForm] | None = None,
        limits: Limits = LIMITS,
        version_key: str = "version",
        omit_defaults: bool = False,
    ) -> None:
        self.version, self.version_key, self.limits = version, version_key, limits
        self._upcasters = dict(upcasters or {})
        self._oldest = min(self._upcasters, default=version)
        if sorted(self._upcasters) != list(range(self._oldest, version)):
            raise ValueError(
                f"upcasters must lead to version {version} without a gap: {sorted(self._upcasters)}"
            )
        self._words = strict_words(words, hooks, forms or {}, omit_defaults=omit_defaults)
        for word, kind in words.items():
            if self._words.is_table(kind) and not {TYPE, version_key}.isdisjoint(keys_of(kind)):
                raise ValueError(f"{word} has a field named {TYPE} or {version_key}")

    def dump(self, value: object) -> dict[str, Plain]:
        """Return a value of one of the classes as a document: its word, the version, its fields.

        Raises:
            InvalidDocumentError: Something in it has no word, or is not plain data (a float, a naive time).
            DocumentTooLargeError: It is beyond the limits.
        """
        try:
            with refusing(type(value).__name__):
                table = self._words.tagged(value)
        except RecursionError:
            depth_max = self.limits.depth_max
            raise DocumentTooLargeError("depth", "", type(value).__name__, depth_max) from None
        document = {TYPE: table.pop(TYPE), self.version_key: self.version, **table}
        check_plain(document, limits=self.limits)
        return document

    @overload
    def load(self, document: object) -> Anything: ...

    @overload
    def load(self, document: object, kind: type[T]) -> T: ...

    def load(self, document: object, kind: type = object) -> Anything:
        """Return the value that a document stands for; the document is not changed.

        Args:
            document: Plain data, of this version or of an older one that the upcasters know.
            kind: The class that is wanted, or a base of several.

        Raises:
            InvalidDocumentError: It is not what it should be; the error says where.
            UnknownKeyError: A key is not known; the error proposes another.
            SchemaVersionError: It is newer than this codec, or older than its upcasters.
            DocumentTooLargeError: It is beyond the limits.
            CommunekitError: A room refuses a value; a note on the error says where.
        """
        check_plain(document, limits=self.limits)
        table = self._current(checked_table(document, needed=(TYPE, self.version_key)))
        del table[self.version_key]
        return self._words.untagged(table, (kind,))

    def _current(self, document: dict[str, Plain]) -> dict[str, Plain]:
        """Return a copy of a document, brought up to the version of this codec."""
        with at(self.version_key):
            version = integer_from(document[self.version_key], int)
        if not self._oldest <= version <= self.version:
            raise SchemaVersionError(version, self._oldest, self.version)
        if version == self.version:
            return dict(document)
        table = deepcopy(document)
        for step in range(version, self.version):
            with refusing(document):
                table = {**self._upcasters[step](table), self.version_key: step + 1}
        return table
