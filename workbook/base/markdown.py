"""Markdown: a page that a notebook renders, and what stands in a cell of a table."""


class Page(str):
    """Markdown that a notebook renders and a console prints."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return str(self)


def in_a_cell(text: str) -> str:
    r"""``text`` as one cell of a Markdown table: on one line, without a bar of its own.

    >>> print(in_a_cell("yes | no"))
    yes \| no
    """
    return " ".join(text.split()).replace("|", "\\|")
