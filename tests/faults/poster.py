"""A process that posts entries one after another and says so after each: `python -m tests.faults.poster URL COMMUNITY FIRST`."""

import sys

from communekit.ids import EntryId
from communekit.ledger import STRICT, Account, Entry, Posting
from communekit.storage.sql import Database, SqlBook
from communekit.testing.ledger import MARCH


def fact(number: int) -> Entry:
    """Return the entry of a number: two parties share what came in."""
    legs = (
        Posting(Account("club", "outside.payment", "CNY"), -10 - number),
        Posting(Account(f"L{number % 3}", "available", "CNY"), 3),
        Posting(Account("S1", "available", "CNY"), 7 + number),
    )
    return Entry(EntryId(f"fact-{number}"), "order.paid", MARCH, legs)


def main(url: str, community: str, first: int) -> None:
    """Post from a number on, for ever."""
    with Database.open(url) as database:
        book = SqlBook(database, community, limits=STRICT)
        number = first
        while True:
            book.post(fact(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
