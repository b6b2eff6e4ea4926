"""Steps: what commands and events of a payout share (提现步骤)."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, identifier, name_text
from communekit.ledger.claims import Ruling
from communekit.ledger.entry import NOTE_CHARACTERS_MAX
from communekit.period import instant

from .instruction import Instruction
from .outcome import Outcome, reference_text
from .value_check import check_count, check_kind


def person(text: str) -> PartyId:
    """Return who acted: an opaque id. Errors: `InvalidIdError`."""
    return PartyId(identifier(text, what="party id"))


def payout_id(text: str) -> str:
    """Return the id of an instruction. Errors: `InvalidIdError`."""
    return identifier(text, what="payout id")


def reason_text(text: str) -> str:
    """Return a reason, or none; no personal data. Errors: `InvalidTextError`."""
    return name_text(text, what="reason", longest=NOTE_CHARACTERS_MAX) if text != "" else ""


@attrs.frozen
class RequestStep:
    """A step that founds a payout: what is paid, when and by whom it was asked for."""

    instruction: Instruction
    at: datetime = attrs.field(converter=instant)
    by: PartyId = attrs.field(converter=person)
    second_person: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_kind("instruction", self.instruction, Instruction)

    @property
    def payout(self) -> str:
        """The id of the instruction."""
        return self.instruction.id


@attrs.frozen
class PayoutStep:
    """A step of a payout: of which, and when."""

    payout: str = attrs.field(converter=payout_id)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class DecidedStep(PayoutStep):
    """A step that a person takes, with a reason where there is one."""

    by: PartyId = attrs.field(converter=person)
    reason: str = attrs.field(default="", converter=reason_text)


def _check_attempt(_: object, __: object, attempt: object) -> None:
    check_count("attempt", attempt)


@attrs.frozen
class ApprovedStep(PayoutStep):
    """A step that lets an attempt go; the first by default."""

    by: PartyId = attrs.field(converter=person)
    attempt: int = attrs.field(default=1, kw_only=True, validator=_check_attempt)


@attrs.frozen
class AttemptStep(PayoutStep):
    """A step of one attempt, counted from 1."""

    attempt: int = attrs.field(default=1, kw_only=True, validator=_check_attempt)


@attrs.frozen
class ReferredStep(AttemptStep):
    """A step of one attempt, with the channel's reference."""

    reference: str = attrs.field(default="", kw_only=True, converter=reference_text)


@attrs.frozen
class OutcomeStep(PayoutStep):
    """A step that says what came of an attempt; `at` is when the host learned it."""

    outcome: Outcome = attrs.field()
    attempt: int = attrs.field(default=1, kw_only=True, validator=_check_attempt)
    reference: str = attrs.field(default="", kw_only=True, converter=reference_text)

    def __attrs_post_init__(self) -> None:
        check_kind("outcome", self.outcome, Outcome)


@attrs.frozen
class RuledStep(PayoutStep):
    """A step that two people decided, with their reason."""

    ruling: Ruling = attrs.field()

    def __attrs_post_init__(self) -> None:
        check_kind("ruling", self.ruling, Ruling)


__all__ = [
    "ApprovedStep",
    "AttemptStep",
    "DecidedStep",
    "OutcomeStep",
    "PayoutStep",
    "ReferredStep",
    "RequestStep",
    "RuledStep",
    "payout_id",
    "person",
    "reason_text",
]
