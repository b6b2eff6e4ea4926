"""The commons (社区公共事务): what neighbours decide and hold together. Ballots are here; the rest follows."""

from .ballot import Ballot, Choice, Outcome, Vote
from .errors import InvalidBallotError, VoteRefusedError

__all__ = ["Ballot", "Choice", "InvalidBallotError", "Outcome", "Vote", "VoteRefusedError"]
