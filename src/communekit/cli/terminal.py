"""The terminal (终端): results on stdout, whatever letters it can show."""

import json
import sys


def show(told: str, *, as_json: bool = False) -> None:
    """Print a result; where the terminal cannot show it, JSON is escaped and letters of a text become "?".

    >>> show("37 rows")
    37 rows
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        told.encode(encoding)
    except UnicodeEncodeError:
        told = json.dumps(json.loads(told)) if as_json else told.encode(encoding, "replace").decode(encoding)
    print(told)


__all__ = ["show"]
