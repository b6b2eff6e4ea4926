"""Version 2: events, snapshots, messages, an agenda; and of each entry the fact that it is about."""

import json

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

PAGE = 1_000


def upgrade() -> None:
    """Make the new tables, and say of every entry what it is about."""
    op.create_table(
        "communekit_log",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("events", sa.BigInteger, nullable=False),
        sa.CheckConstraint("events >= 0", name="communekit_log_events"),
    )
    op.create_table(
        "communekit_event",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
    )
    op.create_index(
        "communekit_event_stream", "communekit_event", ["community", "stream", "version"], unique=True
    )
    op.create_index("communekit_event_key", "communekit_event", ["community", "key", "number"], unique=True)
    op.create_table(
        "communekit_tag",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("tag", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "communekit_snapshot",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "communekit_message",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("held_until", sa.Text, nullable=True),
        sa.Column("is_done", sa.Integer, nullable=False),
        sa.CheckConstraint("is_done IN (0, 1)", name="communekit_message_is_done"),
    )
    op.create_index("communekit_message_id", "communekit_message", ["community", "id"], unique=True)
    op.create_index("communekit_message_open", "communekit_message", ["community", "is_done", "number"])
    op.create_table(
        "communekit_agenda",
        sa.Column("community", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("communekit_agenda_at", "communekit_agenda", ["community", "at", "what"])
    op.add_column("communekit_entry", sa.Column("about", sa.Text, nullable=False, server_default=""))
    _say_what_entries_are_about(op.get_bind())
    op.create_index("communekit_entry_about", "communekit_entry", ["community", "about"])
    op.drop_table("communekit_meta")


def _say_what_entries_are_about(connection: sa.Connection) -> None:
    """Write into each entry the id of the fact at the head of those that it refers to: its own where there is none."""
    entry = sa.table(
        "communekit_entry",
        *(sa.column(name) for name in ("community", "position", "id", "record", "about")),
    )
    for community in connection.execute(sa.select(entry.c.community).distinct()).scalars().all():
        heads: dict[str, str] = {}
        mine, position = entry.c.community == community, -1
        while True:
            asked = sa.select(entry.c.position, entry.c.id, entry.c.record)
            page = connection.execute(
                asked.where(mine, entry.c.position > position).order_by(entry.c.position).limit(PAGE)
            ).all()
            if not page:
                break
            for position, id_, record in page:  # the last one is where to go on
                refers_to = json.loads(record).get("refers_to")
                heads[id_] = id_ if refers_to is None else heads.get(refers_to, refers_to)
                connection.execute(
                    sa.update(entry).where(mine, entry.c.position == position).values(about=heads[id_])
                )
