"""What a notebook shows of a view where the widget cannot be: a still chart, or the sentence."""

import os
import sys
from typing import Any

from .shown import Shown

# The key of an output's metadata by which a stored output is known as a view.
MARK = "triangle_workbook"
WIDGET, CHART = "widget", "chart"
VEGA = "application/vnd.vegalite.v5+json"


def shows() -> tuple[str, ...]:
    """Which forms of a view this front end gets; the environment variable WORKBOOK_VIEWS names one of them alone.

    VS Code has a drawing of its own beside its widgets, and lets a reader choose. Colab has no widgets like ours.
    """
    wanted = os.environ.get("WORKBOOK_VIEWS", "")
    if wanted in (WIDGET, CHART):
        return (wanted,)
    if "VSCODE_PID" in os.environ:
        return (WIDGET, CHART)
    return (CHART,) if "google.colab" in sys.modules else (WIDGET,)


def bundle(view: Shown) -> dict[str, Any]:
    """The MIME bundle of ``view``: its sentence, and the widget or a still chart, or both."""
    forms = shows()
    data: dict[str, Any] = {"text/plain": view.sentence}
    if CHART in forms:
        data[VEGA] = still(view)
    if WIDGET in forms:
        data |= {key: value for key, value in view.widget._repr_mimebundle_().items() if key != "text/plain"}
    return data


def still(view: Shown) -> dict[str, Any]:
    """The chart of ``view`` for a front end that draws Vega-Lite by itself, with its question and its finding."""
    from .export import picture

    # The type names version 5, which is what JupyterLab and VS Code draw; what we use of version 6 means the same.
    spec = {key: value for key, value in picture(view).items() if key != "$schema"}
    # One width: in a place as wide as its content, JupyterLab's renderer measures and draws without end.
    return {**spec, "width": 640, "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}}}
