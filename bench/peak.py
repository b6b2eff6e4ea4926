"""The peak memory of a piece of work, measured on a process of its own."""

import subprocess
import sys

_MEASURE = """
import importlib, resource, sys
module, function, *arguments = sys.argv[1:]
getattr(importlib.import_module(module), function)(*arguments)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def peak_mb(module: str, function: str, *arguments: str) -> float:
    """Return the peak resident memory, in MB, of a new process that calls a function."""
    command = [sys.executable, "-c", _MEASURE, module, function, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
