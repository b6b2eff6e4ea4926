"""Pages that run: what a reader sees in a fence of the docs is what the tests execute.

- A fence with a title (`plan.toml`, `orders.csv`) is a file in the page's own folder, and its text is the name
  `plan_toml` in the python fences below it.
- A python fence runs; its names are those of the page.
- A text fence titled `output` (输出) is what the python fence above it printed, to the letter.
- A console fence is typed into a shell in the page's folder: `$` begins a command, what follows is what it says;
  `...` stands for anything.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from doctest import ELLIPSIS, OutputChecker
from io import StringIO
from pathlib import Path
from typing import Any, Final

from sybil import Document, Example, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

OUTPUT: Final = ("output", "输出")
PRINTED: Final = "_printed"
FOLDER: Final = "_folder"


class _Printing(PythonEvaluator):
    """Runs python and keeps what it prints."""

    def __call__(self, example: Example) -> None:
        printed = StringIO()
        with redirect_stdout(printed):
            super().__call__(example)
        example.namespace[PRINTED] = printed.getvalue()


class PageParser:
    """The parser of all fences of a page."""

    def __init__(self) -> None:
        self._titled = FencedCodeBlockLexer(
            language=r'\w+ title="[^"\n]+"', mapping={"language": "info", "source": "source"}
        )
        self._console = CodeBlockParser("console", _type)
        self._python = PythonCodeBlockParser()
        self._python.codeblock_parser = CodeBlockParser("python", _Printing())

    def __call__(self, document: Document) -> Iterable[Region]:
        """Yield every fence that does something."""
        for region in self._titled(document):
            region.parsed = (region.lexemes["info"].split('"')[1], str(region.lexemes["source"]))
            region.evaluator = _take
            yield region
        yield from self._console(document)
        yield from self._python(document)


def _take(example: Example) -> str | None:
    """Compare an output with what was printed, or lay a file into the page's folder."""
    title, text = example.parsed
    if title in OUTPUT:
        printed = example.namespace.get(PRINTED, "")
        return (
            None
            if printed.rstrip() == text.rstrip()
            else f"the page says\n{text}\nand the code prints\n{printed}"
        )
    example.namespace[re.sub(r"\W", "_", title)] = text
    path = _folder(example.namespace) / title
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return None


def _type(example: Example) -> str | None:
    """Type the commands of a console, one after the other, and compare what they say."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
    }
    for typed in re.split(r"^\$ ", str(example.parsed), flags=re.MULTILINE)[1:]:
        command, _, want = typed.partition("\n")
        ran = subprocess.run(
            command, shell=True, cwd=_folder(example.namespace), env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
        )  # fmt: skip
        got = ran.stdout + ran.stderr
        if not OutputChecker().check_output(want.rstrip() + "\n", got.rstrip() + "\n", ELLIPSIS):
            return f"$ {command}\nshould say\n{want}\nand says\n{got}"
    return None


def _folder(namespace: dict[str, Any]) -> Path:
    if FOLDER not in namespace:
        namespace[FOLDER] = Path(tempfile.mkdtemp(prefix="page-"))
    folder: Path = namespace[FOLDER]
    return folder


def tidy(namespace: dict[str, Any]) -> None:
    """Remove the page's folder when its last fence has run."""
    if FOLDER in namespace:
        shutil.rmtree(namespace[FOLDER])
