"""Events (处理结果): what becomes of the rows of a file, one after another."""

from typing import NamedTuple

from communekit.commission import Assessment, Reversal

from .intake import Document, LeftOutRow, Row


class Assessed(NamedTuple):
    """The sale rows of a document, assessed as one order."""

    document: Document
    assessment: Assessment


class Note(NamedTuple):
    """Something to know of a row that was taken: a code and its figures."""

    row: int
    code: str
    data: dict[str, str]


class Returned(NamedTuple):
    """A return row: what was taken back of the purchases that it was found to be of, and what is to be noted."""

    row: Row
    reversals: tuple[Reversal, ...]
    notes: tuple[Note, ...]


Event = Assessed | Returned | LeftOutRow

__all__ = ["Assessed", "Event", "Note", "Returned"]
