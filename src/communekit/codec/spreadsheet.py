"""Spreadsheet-safe text (防公式注入): cells that a spreadsheet shows and does not run.

Source: OWASP, CSV Injection: a cell is run as a formula when it begins with = + - @, a tab, a carriage return or a
line feed, or with the full-width form of one of the signs.
"""

import re
from collections.abc import Iterable
from typing import Final

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?\Z")
_QUOTED: Final = re.compile(r'[",\r\n]')


def safe_text(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: a quote stands before it; a number stays a number.

    >>> safe_text("=1+2"), safe_text("-5.00"), safe_text("-5+2")
    ("'=1+2", '-5.00', "'-5+2")
    """
    if not text.startswith(STARTS) or _NUMBER.match(text):
        return text
    return f"'{text}"


def csv_cell(text: str) -> str:
    """Return a text as it stands in a CSV file: safe, and quoted where it must be.

    >>> csv_cell("tea, green")
    '"tea, green"'
    """
    shown = safe_text(text)
    if not _QUOTED.search(shown):
        return shown
    doubled = shown.replace('"', '""')
    return f'"{doubled}"'


def csv_line(*texts: str | int) -> str:
    """Return a line of a CSV file; whole numbers stand as they are."""
    return ",".join([str(text) if isinstance(text, int) else csv_cell(text) for text in texts]) + "\n"


def csv_text(rows: Iterable[Iterable[str | int]]) -> str:
    r"""Return rows as the text of a CSV file.

    >>> csv_text([["party", "tax"], ["=1+2", "-5.00"]])
    "party,tax\n'=1+2,-5.00\n"
    """
    return "".join(csv_line(*row) for row in rows)


__all__ = ["csv_cell", "csv_line", "csv_text", "safe_text"]
