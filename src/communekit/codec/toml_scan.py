"""The first look at TOML (预检): what would cost the parser much is refused before it runs.

Keys with many dots take it quadratic time, nested brackets its stack, long numbers a slow conversion. This
look is linear, knows strings and comments, and leaves all judgement of well-formedness to the parser.
"""

import re

from .errors import DocumentTooLargeError
from .limits import Limits
from .place import line_and_column

# Strings (closed or not) and comments are one token each, so that nothing in them is taken for structure.
# They end where the parser ends them; where they are not well formed, the parser stops for good.
_TOKEN = re.compile(
    r"""
    (?s: "{3} (?: [^"\\]++ | \\.? | "(?!"") )*+ (?: "{3,5} | \Z ) )
  | (?s: '{3} (?: [^']++         | '(?!'') )*+ (?: '{3,5} | \Z ) )
  | " (?: [^"\\\n]++ | \\. )*+ "?
  | ' [^'\n]*+ '?
  | \# [^\n]*+
  | (?P<open> [\[{] )
  | (?P<close> [\]}] )
  | (?P<end> [=,\n] )
  | (?P<dot> \. )
  | (?<! \w ) (?P<number> [0-9] [0-9A-Za-z_]*+ )
    """,
    re.VERBOSE,
)


def check_structure(source: str, limits: Limits) -> None:
    """Check depth, parts of dotted keys and digits of numbers in TOML whose line ends are bare newlines.

    Raises:
        DocumentTooLargeError: One of them is beyond the limits; the error says in which line and column.

    >>> check_structure('"a.b" = "[[[["  # a.b.c', Limits(depth_max=1, key_parts_max=2))
    >>> check_structure("a.b.c = 1", Limits(key_parts_max=2))
    Traceback (most recent call last):
        ...
    communekit.codec.errors.DocumentTooLargeError: 1:4: a dotted key has more than 2 parts
    """
    depth, parts = 0, 1
    for token in _TOKEN.finditer(source):
        match token.lastgroup:
            case None:
                continue
            case "number":
                if len(token[0]) > limits.number_characters_max:
                    raise _beyond("digits", source, token, token[0], limits.digits_max)
            case "dot":
                parts += 1
                if parts > limits.key_parts_max:
                    raise _beyond("key_parts", source, token, parts, limits.key_parts_max)
            case kind:
                parts = 1
                depth += (kind == "open") - (kind == "close")
                if depth > limits.depth_max:
                    raise _beyond("depth", source, token, depth, limits.depth_max)


def _beyond(
    problem: str, source: str, token: re.Match[str], given: object, limit: int
) -> DocumentTooLargeError:
    return DocumentTooLargeError(problem, line_and_column(source, token.start()), given, limit)
