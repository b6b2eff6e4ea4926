"""The page (报告页): one HTML file that stands alone: style and drawings inside, no scripts, nothing fetched."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources

from communekit.errors import language_of


def page(title: str, body: Iterable[str], *, locale: str) -> str:
    """Return a whole page; everything in it that came from outside is escaped already."""
    style = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    tongue = {"zh": "zh-CN", "en": "en"}[language_of(locale)]
    return (
        f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def section(title: str, how: str, *parts: str) -> str:
    """Return a section with its heading and a line that says how to read it."""
    under = f'<p class="how">{escape(how)}</p>' if how else ""
    return f"<section>\n<h2>{escape(title)}</h2>\n{under}\n" + "\n".join(parts) + "\n</section>"


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = (), bar: int = -1
) -> str:
    """Return a table; cells are HTML already. `numbers` are the columns of figures, `bar` that of a small bar."""

    def classes(place: int) -> str:
        return ' class="n"' if place in numbers else ' class="bar"' if place == bar else ""

    heads = "".join(f"<th{classes(place)}>{escape(name)}</th>" for place, name in enumerate(head))
    lines = "\n".join(
        "<tr>" + "".join(f"<td{classes(place)}>{cell}</td>" for place, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f'<div class="tables"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table></div>'


def legend(items: Iterable[tuple[int, str]]) -> str:
    """Return what the colours mean."""
    told = "".join(f'<li><i class="c{colour}"></i>{escape(name)}</li>' for colour, name in items)
    return f'<ul class="legend">{told}</ul>'


__all__ = ["legend", "page", "section", "table"]
