"""Lint: what a plan does that its author may not want, found before anybody is paid by it (方案体检)."""

from .finding import Finding, Severity
from .lint import lint
from .worst_case import WorstCase, worst_case

__all__ = ["Finding", "Severity", "WorstCase", "lint", "worst_case"]
