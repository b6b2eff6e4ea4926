"""CSV text (表格文本) that a spreadsheet shows and does not run (防公式注入).

A cell is run as a formula when it begins with = + - @, a tab, a carriage return or a line feed, or with the
full-width form of one of the signs (OWASP, CSV Injection). Such a cell gets a quote before it.
"""

import re
from collections.abc import Iterable
from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?\Z", re.ASCII)
_QUOTED: Final = re.compile(r'[",\r\n]')


def csv_text(rows: Iterable[Iterable[str | int]]) -> str:
    r"""Return rows as CSV text, each ending in a line feed; numbers stay numbers.

    >>> csv_text([["party", "tax"], ["=1+2", "-5.00"]])
    "party,tax\n'=1+2,-5.00\n"
    """
    return "".join(f"{','.join(_cell(str(cell)) for cell in row)}\n" for row in rows)


def _cell(text: str) -> str:
    shown = f"'{text}" if text.startswith(_STARTS) and not _NUMBER.match(text) else text
    if not _QUOTED.search(shown):
        return shown
    doubled = shown.replace('"', '""')
    return f'"{doubled}"'


__all__ = ["csv_text"]
