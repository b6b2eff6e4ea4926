"""Values (值): every public value type as text and back, under stable words."""

from .value import FORMAT, VALUE_LIMITS, read_value, value_codec, write_value
from .words import LEFT_OUT, WORDS

__all__ = ["FORMAT", "LEFT_OUT", "VALUE_LIMITS", "WORDS", "read_value", "value_codec", "write_value"]
