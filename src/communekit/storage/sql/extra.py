"""The extra that a database needs (可选组件): asked for before anything of it is loaded."""

from importlib.util import find_spec

from communekit.errors import MissingExtraError

if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
    raise MissingExtraError("A book in a database", "sql")
