"""What models are asked about (提问对象): journeys, and nothing that only looks like them."""

from .errors import InvalidModelError
from .journey import Journey
from .journeys import Journeys


def asked(journeys: Journeys, model: str) -> Journeys:
    """Return journeys; rows that nobody has read are refused.

    Raises:
        InvalidModelError: "journeys": read them with `Journeys.of(rows)`.
    """
    if not isinstance(journeys, Journeys):
        raise InvalidModelError(model, "journeys", journeys)
    return journeys


def asked_of_one(journey: Journey, model: str) -> Journey:
    """Return a journey; what is none is refused.

    Raises:
        InvalidModelError: "journey".
    """
    if not isinstance(journey, Journey):
        raise InvalidModelError(model, "journey", journey)
    return journey


__all__ = ["asked", "asked_of_one"]
