"""Sheets as a page (网页单据): one HTML file, made to be printed; a block is not torn apart between two leaves."""

from collections.abc import Sequence
from html import escape
from typing import Final

import attrs

from communekit.errors import language_of

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

STYLE: Final = """\
:root { color-scheme: light dark; --paper: #faf7f1; --card: #fff; --ink: #23291f; --soft: #6b7168; --line: #e6e0d4; --tone: #2b7a6f; }
@media (prefers-color-scheme: dark) { :root { --paper: #151816; --card: #1d211e; --ink: #e9e6dd; --soft: #9aa095; --line: #2e342f; --tone: #4fb3a4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 36px 20px 48px; }
h1 { font-size: 30px; margin: 0 0 6px; }
dl { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0 0 12px; color: var(--soft); }
dl div { display: flex; gap: 8px; } dd { margin: 0; color: var(--ink); overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; padding: 14px 18px; margin-top: 14px; overflow-x: auto; }
h2 { font-size: 18px; margin: 0 0 6px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--soft); font-weight: 500; font-size: 13px; padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); }
td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
tbody tr:last-child td { border-bottom: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.box { width: 3.5em; text-align: center; padding-right: 0; } .box i { display: inline-block; width: 15px; height: 15px; border: 1.5px solid var(--soft); border-radius: 3px; vertical-align: -2px; }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; } body { font-size: 12px; } main { max-width: none; padding: 0; } section, tr { break-inside: avoid; } }
"""


@attrs.frozen
class Block:
    """Rows under a heading (分组): texts, those of the last columns figures."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    figures: int = 1


def page(
    title: str,
    about: Sequence[tuple[str, str]],
    head: Sequence[str],
    blocks: Sequence[Block],
    *,
    locale: str,
    box: str = "",
) -> str:
    """Return a sheet as a page; with a box to tick behind each row, where that has a heading."""
    told = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in about)
    body = "\n".join(_section(block, head, box) for block in blocks)
    tongue = "zh-CN" if language_of(locale) == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n<dl>{told}</dl>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(block: Block, head: Sequence[str], box: str) -> str:
    first = len(head) - block.figures

    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=n' if at >= first else ''}>{escape(cell)}</{tag}>" for at, cell in enumerate(row)
        )

    heading = cells("th", head) + (f"<th class=box>{escape(box)}</th>" if box else "")
    tick = "<td class=box><i></i></td>" if box else ""
    rows = "".join(f"<tr>{cells('td', row)}{tick}</tr>" for row in block.rows)
    return (
        f"<section><h2>{escape(block.title)}</h2><table><thead><tr>{heading}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


__all__ = ["Block", "page"]
