"""Telling many (批量记录): one fact of a stream; what cannot be told does not keep out the others."""

from communekit.errors import CommunekitError
from communekit.orders import Order

from .desk import Desk
from .errors import NotAFactError
from .fact import Fact, checked, key_of
from .happening import write_happening
from .outcome import Outcome, Status
from .telling import tell


def told(desk: Desk, given: Fact | Order) -> Outcome:
    """Tell one fact of many; what cannot be told at all is left out, with the reason."""
    try:
        fact = checked(given)
    except NotAFactError as refused:
        return Outcome("", Status.LEFT_OUT, refusal=refused)
    try:
        with desk.attempt():
            return tell(desk, fact)
    except CommunekitError as refused:
        return Outcome(key_of(fact, write_happening), Status.LEFT_OUT, refusal=refused)


__all__ = ["told"]
