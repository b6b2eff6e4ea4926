"""Version 1: the book."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None

AMOUNT_MAX = 10**15


def upgrade() -> None:
    """Make the tables of a book."""
    op.create_table(
        "communekit_meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO communekit_meta VALUES ('schema', 1)")
    op.create_table(
        "communekit_book",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.CheckConstraint("entries >= 0", name="communekit_book_entries"),
    )
    op.create_table(
        "communekit_entry",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("communekit_entry_id", "communekit_entry", ["community", "id"], unique=True)
    op.create_table(
        "communekit_posting",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        *_account(),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["community", "position"], ["communekit_entry.community", "communekit_entry.position"]
        ),
        sa.CheckConstraint(
            f"minor BETWEEN -{AMOUNT_MAX} AND {AMOUNT_MAX} AND minor <> 0", name="communekit_posting_minor"
        ),
    )
    op.create_index(
        "communekit_posting_account",
        "communekit_posting",
        ["community", "party", "bucket", "commodity", "digits", "at"],
    )
    op.create_table(
        "communekit_balance",
        sa.Column("community", sa.Text, primary_key=True),
        *_account(),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint(f"minor BETWEEN -{AMOUNT_MAX} AND {AMOUNT_MAX}", name="communekit_balance_minor"),
    )
    op.create_table(
        "communekit_party",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("party", sa.Text, primary_key=True),
        sa.Column("closed_until", sa.Text, nullable=True),
    )


def _account() -> list[sa.Column[str] | sa.Column[int]]:
    return [
        sa.Column("party", sa.Text, primary_key=True),
        sa.Column("bucket", sa.Text, primary_key=True),
        sa.Column("commodity", sa.Text, primary_key=True),
        sa.Column("digits", sa.Integer, primary_key=True, autoincrement=False),
    ]
