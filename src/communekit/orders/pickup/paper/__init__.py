"""The papers of pick-up day (自提日单据), as text, as a page and as CSV, in Chinese and in English."""

from .sheet import Sheet
from .sheets import arrival_sheet, pick_sheet, purchasing_sheet

__all__ = ["Sheet", "arrival_sheet", "pick_sheet", "purchasing_sheet"]
