"""Sessions (会话): a transaction of our own for each piece of work, or the one that we were given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import attrs
from sqlalchemy import Connection

from .database import Database
from .retry import Retry

T = TypeVar("T")


@attrs.frozen
class Session:
    """Where one community's rows are read and written (会话).

    Without a connection each piece of work is a transaction of its own, tried again where others are in the way. With
    one, all of it is part of that transaction, and trying again is for whoever began it.
    """

    database: Database
    community: str
    retry: Retry
    connection: Connection | None = None

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work that writes."""
        if self.connection is not None:
            return work(self.connection)

        def once() -> T:
            with self.database.writing() as connection:
                return work(connection)

        return self.retry.run(once)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do work that reads, as of one moment; done again where the connection was lost on the way."""

        def once() -> T:
            with self.reading() as connection:
                return work(connection)

        return once() if self.connection is not None else self.retry.run(once)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for work that reads."""
        if self.connection is not None:
            yield self.connection
        else:
            with self.database.reading() as connection:
                yield connection


__all__ = ["Session"]
