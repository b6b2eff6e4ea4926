"""Trying again (重试): a capped number of times, with a growing and jittered pause, where a database says so."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

import attrs
from sqlalchemy.exc import DBAPIError, IntegrityError

from .errors import StoreBusyError, StoreUnavailableError

T = TypeVar("T")

SERIALIZATION: Final = ("40001", "40P01")
"""SQLSTATE of a serialization failure and of a deadlock: nothing was done, and the same may succeed."""

BUSY: Final = ("database is locked", "database table is locked")


@attrs.frozen
class Retry:
    """How often to try, and how long to wait between (重试策略): up to twice as long after each time, by chance less."""

    attempts: int = 8
    first_ms: int = 5
    longest_ms: int = 500
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def run(self, work: Callable[[], T]) -> T:
        """Do the work until it is done.

        A connection that was lost before the commit is one of the things that are tried again; a lost answer to a commit
        is not (`OutcomeUnknownError`): the caller tells the same again, and knows that he did.

        Raises:
            StoreBusyError: Others were in the way every time; nothing was written.
            StoreUnavailableError: The database was away every time; nothing was written.
        """
        for attempt in range(self.attempts):
            try:
                return work()
            except (DBAPIError, StoreUnavailableError) as error:
                if not may_be_tried_again(error):
                    raise
                if attempt + 1 < self.attempts:
                    pause_ms = min(self.first_ms * 2**attempt, self.longest_ms)
                    self.sleep(pause_ms / 1000 * self.chance())
                elif isinstance(error, StoreUnavailableError):
                    raise
        raise StoreBusyError(self.attempts)


def may_be_tried_again(error: DBAPIError | StoreUnavailableError) -> bool:
    """Whether the database says that nothing was done and the same may succeed.

    An entry whose id another posted at the same time is one of these: the next time it is found.
    """
    if isinstance(error, StoreUnavailableError):
        return error.problem == "unreachable"
    if isinstance(error, IntegrityError):
        return "communekit_entry" in str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    return state in SERIALIZATION or any(word in str(error.orig) for word in BUSY)


__all__ = ["Retry", "may_be_tried_again"]
