"""Cells of spreadsheets that hold what people typed: never a formula where they are opened. Pure."""

from typing import Any

# What a spreadsheet takes for the beginning of a formula, or skips before one; some read the wide signs, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "＝", "＋", "－", "＠")
MARK = "'"


def harmless(cell: Any) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"{MARK}{text}" if text.startswith(FORMULA) else text


def undone(cell: Any) -> Any:
    """What a cell was before `harmless`, when a table that went out comes in again."""
    marked = isinstance(cell, str) and cell.startswith(MARK) and cell[1:].startswith(FORMULA)
    return cell[1:] if marked else cell
