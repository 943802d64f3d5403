"""Markdown: a page that a notebook renders, and what stands in a cell of a table."""


class Page(str):
    """Markdown that a notebook renders and a console prints."""

    __slots__ = ()

    def _repr_markdown_(self):
        return str(self)

    def __repr__(self):
        return str(self)


def in_a_cell(text):
    """``text`` as one cell of a Markdown table: on one line, without a bar of its own."""
    return " ".join(text.split()).replace("|", "\\|")
