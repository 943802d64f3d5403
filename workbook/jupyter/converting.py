"""HTML made of a notebook: pictures of the views, which need neither network nor kernel.

nbconvert takes ``PicturesOfViews`` as a preprocessor, as a file in ``etc/jupyter`` of the environment tells it.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor

from .saving import MARK, WIDGET

# A cell of nbformat: a dictionary whose entries are attributes too.
Cell = Any


class PicturesOfViews(Preprocessor):
    """Puts a picture with the sentence in the place of each view when nbconvert makes HTML of a notebook."""

    def preprocess_cell(self, cell: Cell, resources: Any, _index: int) -> tuple[Cell, Any]:
        """Turn the views among the outputs of ``cell`` into HTML that needs neither network nor kernel."""
        for output in cell.get("outputs", []):
            marks = output.get("metadata", {}).get(MARK)
            if marks and "data" in output:
                output["data"].pop(WIDGET, None)
                if figures := "\n".join(filter(None, map(picture_of, marks))):
                    output["data"]["text/html"] = figures
        return cell, resources


def picture_of(mark: Mapping[str, Any]) -> str:
    """The view that ``mark`` names, as a picture with its text alternative; blank if there is none now."""
    from workbook import views
    from workbook.base import WorkbookError
    from workbook.views.export import svg

    try:
        view = getattr(views, mark["view"])(state=mark["state"])
        return f'<figure role="group" aria-label="{escape(view.alt, quote=True)}">{svg(view)}</figure>'
    except (AttributeError, KeyError, WorkbookError):
        return ""  # made with another version; the sentence is there
