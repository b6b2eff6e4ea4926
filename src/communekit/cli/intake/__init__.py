"""The intake (读入): files of rows to documents of sales and returns, by a map of columns."""

from .column_map import read_columns
from .columns import Columns, CreditColumn, LeaveOut, Times
from .document import Document, Documents
from .files import Files
from .row import Extra, Head, LeftOutRow, Row, left_out
from .row_reader import RowReader
from .survey import Survey, survey

__all__ = [
    "Columns",
    "CreditColumn",
    "Document",
    "Documents",
    "Extra",
    "Files",
    "Head",
    "LeaveOut",
    "LeftOutRow",
    "Row",
    "RowReader",
    "Survey",
    "Times",
    "left_out",
    "read_columns",
    "survey",
]
