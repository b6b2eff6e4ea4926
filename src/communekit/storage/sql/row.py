"""Rows (数据行): accounts and moments as the tables have them."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Table, and_

from communekit.ledger import Account
from communekit.period import instant

ACCOUNT: Final = ("party", "bucket", "commodity", "digits")
"""The columns of an account, in the order in which accounts are listed and locked."""


PAGE: Final = 500
"""So many rows are asked for at a time."""


def columns_of(account: Account) -> dict[str, object]:
    """Return an account as columns."""
    return dict(zip(ACCOUNT, account.sort_key, strict=True))


def is_account(table: Table, community: str, account: Account) -> ColumnElement[bool]:
    """Return the condition that a row is of an account of a community."""
    return and_(
        table.c.community == community,
        *(table.c[name] == value for name, value in columns_of(account).items()),
    )


def moment_text(at: datetime) -> str:
    """Return a moment as text that sorts as moments do: UTC, always with microseconds.

    >>> moment_text(datetime(2026, 3, 1, tzinfo=UTC))
    '2026-03-01T00:00:00.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Return the moment of such a text."""
    return instant(datetime.fromisoformat(text))


__all__ = ["ACCOUNT", "PAGE", "columns_of", "is_account", "moment", "moment_text"]
