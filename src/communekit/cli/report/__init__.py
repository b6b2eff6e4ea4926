"""The report of a run (结算报告), and the page that it stands on."""

from .example import Example
from .page import page
from .report import report

__all__ = ["Example", "page", "report"]
