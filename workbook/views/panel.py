"""The panel of a view: labelled controls above a figure with chart, sentence, table, download and citation."""

from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from . import runtime

HERE = Path(__file__).parent
FRONT = (HERE / "panel.js").read_text(encoding="utf-8")
STYLE = (HERE / "panel.css").read_text(encoding="utf-8")


class Panel(anywidget.AnyWidget):
    """The figure in the browser. Each Vega parameter is a trait ``param_<name>`` that a control is linked to."""

    _esm = FRONT
    _css = STYLE
    spec = traitlets.Dict().tag(sync=True)
    data: traitlets.List = traitlets.List().tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    headings: traitlets.List = traitlets.List().tag(sync=True)
    cells: traitlets.List = traitlets.List().tag(sync=True)
    kept: traitlets.List = traitlets.List().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)


def build(view, elsewhere=()):
    """The widget of ``view``: its controls, linked in the browser to the panel's parameters.

    Controls whose name is in ``elsewhere`` are made and linked but not shown: another view's drive them.
    """
    runtime.start()
    parts = [(control, list(control.knobs(view.chosen[control.name]))) for control in view.controls]
    knobs = [knob for _, knobs in parts for knob in knobs]
    kind = type("Panel", (Panel,), {f"param_{k.param}": traitlets.Any(k.start).tag(sync=True) for k in knobs})
    panel = kind(**{**traits(view), "params": {f"param_{knob.param}": knob.param for knob in knobs}})
    rows, handles = [], {}
    for control, group in parts:
        handles[control.name] = [_widget(knob) for knob in group]
        for knob, widget in zip(group, handles[control.name], strict=True):
            ipywidgets.jsdlink((widget, knob.trait), (panel, f"param_{knob.param}"))
            widget.observe(lambda _change: _moved(view), names=knob.trait)
        if control.name not in elsewhere:
            rows += [ipywidgets.Label(f"{control.label}:")] if len(group) > 1 else []
            rows += handles[control.name]
    controls = ipywidgets.Box(
        rows, layout=ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="2px 18px")
    )
    controls.add_class("triangle-controls")
    view.handles, view.panel, view.led = handles, panel, False
    form = [view.form()] if hasattr(view, "form") else []
    box = ipywidgets.VBox([*form, controls, panel])
    box.layout.width = "100%"
    return box


def link(leader, follower, name):
    """Let the control ``name`` of ``leader`` drive that of ``follower`` in the browser."""
    for one, other in zip(leader.handles[name], follower.handles[name], strict=True):
        trait = "index" if isinstance(one, ipywidgets.Dropdown) else "value"
        ipywidgets.jsdlink((one, trait), (other, trait))


def traits(view):
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


def follow(view, stale):
    """Set the widgets to what ``view.chosen`` says, and the panel to what it shows then; ``stale``: to new rows."""
    view.led = True  # by code: what one widget says must not undo what the others are about to say
    try:
        for control in view.controls:
            knobs = control.knobs(view.chosen[control.name])
            for knob, widget in zip(knobs, view.handles[control.name], strict=True):
                # One that stands right is left alone: each change is a message.
                if getattr(widget, knob.trait) != knob.start:
                    setattr(widget, knob.trait, knob.start)
    finally:
        view.led = False
    _show(view, stale)


def _moved(view):
    """A reader moved a control."""
    if view.led:
        return
    chosen = {}
    for control in view.controls:
        knobs = control.knobs(view.chosen[control.name])
        states = [getattr(w, k.trait) for k, w in zip(knobs, view.handles[control.name], strict=True)]
        chosen[control.name] = control.value_of(states)
    if chosen != view.chosen:
        _show(view, view.adopt(chosen))


def _show(view, stale):
    shown = _shown(view)
    if stale:
        shown |= {"data": view.spec()["data"]["values"], **_cells(view)}
    with view.panel.hold_sync():
        for trait, value in shown.items():
            setattr(view.panel, trait, value)


def _cells(view):
    """The cells of the table, for every row that the chart holds."""
    table = view.in_columns(view.drawn())
    table = table.astype(object).where(table.notna(), None)
    return {"cells": [[_cell(cell) for cell in row] for row in table.itertuples(index=False)]}


def _shown(view):
    """What follows each move of a control; of the table, only the numbers of the rows that are left."""
    kept = range(len(view.drawn())) if view.crowded else view.kept.to_numpy().nonzero()[0].tolist()
    return {"sentence": view.sentence, "alt": view.alt, "kept": list(kept), "code": view.code}


def _cell(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def _widget(knob):
    kind = getattr(ipywidgets, knob.kind)
    widget = kind(**knob.options, **{knob.trait: knob.start}, style={"description_width": "initial"})
    widget.layout.width = "auto"
    if knob.kind == "Checkbox":
        widget.indent = False
    return widget
