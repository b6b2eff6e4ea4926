"""The directory of a community (名录): the parties and ties that were told, in any order."""

from communekit.errors import CommunekitError
from communekit.parties import Directory, Tie

from .desk import Desk
from .fact import PARTIES, Listed
from .happening import PartyListed, TieMade

LeftOut = tuple[tuple[Listed | Tie, CommunekitError], ...]


def directory_of(desk: Desk) -> tuple[Directory, LeftOut]:
    """Return the directory, and what it leaves out, with the reason: whoever speaks of somebody who was not told yet."""
    listed: dict[tuple[type, str], Listed] = {}
    ties: list[Tie] = []
    for happening in desk.happenings(PARTIES):
        if isinstance(happening, PartyListed):
            listed[type(happening.fact), happening.fact.id] = happening.fact
        elif isinstance(happening, TieMade):
            ties.append(happening.fact)
    empty = Directory(desk.terms.community)
    try:
        return empty.with_parties(*listed.values()).with_ties(*ties), ()
    except CommunekitError:
        return _one_by_one(empty, [*listed.values(), *ties])


def _one_by_one(directory: Directory, facts: list[Listed | Tie]) -> tuple[Directory, LeftOut]:
    """List what can be listed, again and again until nothing more can."""
    while True:
        left: list[tuple[Listed | Tie, CommunekitError]] = []
        for fact in facts:
            try:
                directory = (
                    directory.with_ties(fact) if isinstance(fact, Tie) else directory.with_parties(fact)
                )
            except CommunekitError as why:
                left.append((fact, why))
        if len(left) == len(facts):
            return directory, tuple(left)
        facts = [fact for fact, _ in left]


__all__ = ["directory_of"]
