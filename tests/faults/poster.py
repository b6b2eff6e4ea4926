"""A nursery of writers that are killed: `python -m tests.faults.poster WORKLOAD URL`.

For each line "COMMUNITY FIRST" on its input it forks a writer, who says his process id, then each step that he has done,
until he is killed; "gone" follows. Forking spares the start of an interpreter: ten kills a second rather than two.
"""

import os
import sys

from communekit.storage.sql import Database
from tests.faults.workloads import WORKLOADS


def say(word: object) -> None:
    """Say a word on a line, at once: a line is whole or absent."""
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def write(workload: str, url: str, community: str, first: int) -> None:
    """Do one step after another from a number on, for ever."""
    say(os.getpid())
    with Database.open(url) as database:
        number = first
        while True:
            WORKLOADS[workload].do(database, community, number)
            say(number)
            number += 1


def main(workload: str, url: str) -> None:
    """Raise a writer for each line."""
    for line in sys.stdin:
        community, first = line.split()
        child = os.fork()
        if child == 0:
            try:
                write(workload, url, community, int(first))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
