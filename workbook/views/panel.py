"""The panel of a view: labelled controls above a figure with chart, sentence, table, download and citation."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from . import runtime
from .controls import Value, WidgetSpec
from .shown import Shown

HERE = Path(__file__).parent
FRONT = (HERE / "panel.js").read_text(encoding="utf-8")
STYLE = (HERE / "panel.css").read_text(encoding="utf-8")


class Panel(anywidget.AnyWidget):
    """The figure in the browser. Each Vega parameter is a trait ``param_<name>`` that a control is linked to."""

    _esm = FRONT
    _css = STYLE
    spec = traitlets.Dict().tag(sync=True)
    data: traitlets.List[Any] = traitlets.List().tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    headings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    cells: traitlets.List[Any] = traitlets.List().tag(sync=True)
    kept: traitlets.List[Any] = traitlets.List().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)


def build(view: Shown, elsewhere: Collection[str] = ()) -> Any:
    """The widget of ``view``: its controls, linked in the browser to the panel's parameters.

    Controls whose name is in ``elsewhere`` are made and linked but not shown: another view's drive them.
    """
    runtime.start()
    parts = [(control, list(control.widgets(view.chosen[control.name]))) for control in view.controls]
    specs = [spec for _, specs in parts for spec in specs]
    kind = type("Panel", (Panel,), {f"param_{s.param}": traitlets.Any(s.value).tag(sync=True) for s in specs})
    panel = kind(**{**traits(view), "params": {f"param_{spec.param}": spec.param for spec in specs}})
    shown: list[Any] = []
    widgets: dict[str, list[Any]] = {}
    for control, specs in parts:
        widgets[control.name] = [_widget(spec) for spec in specs]
        for spec, widget in zip(specs, widgets[control.name], strict=True):
            ipywidgets.jsdlink((widget, spec.trait), (panel, f"param_{spec.param}"))
            widget.observe(lambda _change: _moved(view), names=spec.trait)
        if control.name not in elsewhere:
            shown += [ipywidgets.Label(f"{control.label}:")] if len(specs) > 1 else []
            shown += widgets[control.name]
    controls = ipywidgets.Box(
        shown, layout=ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="2px 18px")
    )
    controls.add_class("triangle-controls")
    view._widgets, view._panel, view._following = widgets, panel, False
    form = [view.form()] if hasattr(view, "form") else []
    box = ipywidgets.VBox([*form, controls, panel])
    box.layout.width = "100%"
    return box


def link(leader: Shown, follower: Shown, name: str) -> None:
    """Let the control ``name`` of ``leader`` drive that of ``follower`` in the browser."""
    for source, target in zip(leader._widgets[name], follower._widgets[name], strict=True):
        trait = "index" if isinstance(source, ipywidgets.Dropdown) else "value"
        ipywidgets.jsdlink((source, trait), (target, trait))


def traits(view: Shown) -> dict[str, Any]:
    """What the panel needs to show ``view`` as it stands, without its controls."""
    return {
        "spec": view.spec(),
        "params": {},
        "question": view.question,
        "reading": view.reading,
        "citation": str(view.cite()),
        "name": view.name,
        "headings": list(view.columns.values()),
        **_cells(view),
        **_shown(view),
    }


def follow(view: Shown, stale: bool) -> None:
    """Set the widgets to what ``view.chosen`` says, and the panel to what it shows then; ``stale``: to new rows."""
    view._following = True  # by code: what one widget says must not undo what the others are about to say
    try:
        for control in view.controls:
            specs = control.widgets(view.chosen[control.name])
            for spec, widget in zip(specs, view._widgets[control.name], strict=True):
                # One that stands right is left alone: each change is a message.
                if getattr(widget, spec.trait) != spec.value:
                    setattr(widget, spec.trait, spec.value)
    finally:
        view._following = False
    _show(view, stale)


def _moved(view: Shown) -> None:
    """A reader moved a control."""
    if view._following:
        return
    chosen: dict[str, Value] = {}
    for control in view.controls:
        specs = control.widgets(view.chosen[control.name])
        states = [getattr(w, s.trait) for s, w in zip(specs, view._widgets[control.name], strict=True)]
        chosen[control.name] = control.value_of(states)
    if chosen != view.chosen:
        _show(view, view._adopt(chosen))


def _show(view: Shown, stale: bool) -> None:
    shown = _shown(view)
    if stale:
        shown |= {"data": view.spec()["data"]["values"], **_cells(view)}
    with view._panel.hold_sync():
        for trait, value in shown.items():
            setattr(view._panel, trait, value)


def _cells(view: Shown) -> dict[str, Any]:
    """The cells of the table, for every row that the chart holds."""
    table = view._in_columns(view._drawn())
    table = table.astype(object).where(table.notna(), None)
    return {"cells": [[_cell(cell) for cell in row] for row in table.itertuples(index=False)]}


def _shown(view: Shown) -> dict[str, Any]:
    """What follows each move of a control; of the table, only the numbers of the rows that are left."""
    kept = range(len(view._drawn())) if view._crowded else view._mask.to_numpy().nonzero()[0].tolist()
    return {"sentence": view.sentence, "alt": view.alt, "kept": list(kept), "code": view.code}


def _cell(value: Any) -> Any:
    """``value`` of a table as JSON can hold it; of a day, only the date."""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def _widget(spec: WidgetSpec) -> Any:
    kind = getattr(ipywidgets, spec.kind)
    widget = kind(**spec.options, **{spec.trait: spec.value}, style={"description_width": "initial"})
    widget.layout.width = "auto"
    if spec.kind == "Checkbox":
        widget.indent = False
    return widget
