"""Codec: words on disk. Plain data to JSON and TOML, values to plain data, and back; strict both ways.

What the writers write, the readers read, and equal values give equal text. What is not understood is refused
with its place in the document, before work is spent on it.
"""

from .codec import Codec, Upcaster
from .errors import DocumentTooLargeError, InvalidDocumentError, SchemaVersionError, UnknownKeyError
from .json_text import read_json, write_json
from .limits import LIMITS, Limits
from .numbers import decimal_text
from .plain import Plain, check_plain
from .spreadsheet import csv_cell, csv_line, csv_text, safe_text
from .strict import Hook
from .toml_text import read_toml, write_toml

__all__ = [
    "LIMITS",
    "Codec",
    "DocumentTooLargeError",
    "Hook",
    "InvalidDocumentError",
    "Limits",
    "Plain",
    "SchemaVersionError",
    "UnknownKeyError",
    "Upcaster",
    "check_plain",
    "csv_cell",
    "csv_line",
    "csv_text",
    "decimal_text",
    "read_json",
    "read_toml",
    "safe_text",
    "write_json",
    "write_toml",
]
