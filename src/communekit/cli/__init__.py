"""The command line (命令行): `communekit settle`, `lint`, `explain` and `simulate`, on files."""

from .errors import ImportRowError, InvalidColumnsError, RefusedFileError, RefusedInputError
from .main import main

__all__ = ["ImportRowError", "InvalidColumnsError", "RefusedFileError", "RefusedInputError", "main"]
