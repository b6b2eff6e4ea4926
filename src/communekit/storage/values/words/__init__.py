"""Words (类型词): under which each public value is kept, room by room. A word is never given to another class."""

from .every import WORDS
from .left_out import LEFT_OUT

__all__ = ["LEFT_OUT", "WORDS"]
