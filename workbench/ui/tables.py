"""Small tables as real HTML, so that a screen reader hears rows and columns.

On a narrow screen the cells stand below one another with their column's name before them; the roles keep it a table there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """`rows` hold cells that are HTML already, the first one names its row; `head` and `caption` are plain words."""
    columns = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in head)
    body = "".join(f'<tr role="row">{_row(head, cells)}</tr>' for cells in rows)
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    top = f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
    return f'<table class="ts-table" role="table">{said}{top}<tbody role="rowgroup">{body}</tbody></table>'


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    first, *others = cells
    named = zip(head[1:], others, strict=True)
    rest = "".join(f'<td role="cell" data-column="{escape(name, quote=True)}">{cell}</td>' for name, cell in named)
    return f'<th scope="row" role="rowheader">{first}</th>{rest}'
