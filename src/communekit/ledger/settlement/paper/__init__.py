"""Statements as people read them (结算单呈现): text, a page, a spreadsheet, in English and in Chinese."""

from .page import statement_html
from .spreadsheet import statement_csv
from .telling import Working
from .text import exit_text, statement_text

__all__ = ["Working", "exit_text", "statement_csv", "statement_html", "statement_text"]
