"""The panel of a view: a figure with its finding, controls, chart, table, source and citation."""

from collections.abc import Collection
from typing import Any

import anywidget
import ipywidgets
import traitlets

from . import runtime
from .controls import AnyControl, Part, Value
from .front import script, style
from .shown import Shown

FRONT = script("make", "controls", "table", "walk", "figure")
STYLE = style()


class Panel(anywidget.AnyWidget):
    """The figure in the browser. Each Vega parameter is a trait ``param_<name>``, which its control sets."""

    _esm = FRONT
    _css = STYLE
    spec = traitlets.Dict().tag(sync=True)
    narrow = traitlets.Dict().tag(sync=True)  # the same for a narrow place; empty if there is no difference
    data: traitlets.List[Any] = traitlets.List().tag(sync=True)
    narrow_shown = traitlets.Bool(False).tag(sync=True)  # says the browser
    narrow_data: traitlets.List[Any] = traitlets.List().tag(sync=True)  # empty if there is no difference
    params = traitlets.Dict().tag(sync=True)
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    headline = traitlets.Unicode().tag(sync=True)
    second = traitlets.Unicode().tag(sync=True)
    points: traitlets.List[Any] = traitlets.List().tag(sync=True)
    reading = traitlets.Unicode().tag(sync=True)
    notes = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    headings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    cells: traitlets.List[Any] = traitlets.List().tag(sync=True)
    kept: traitlets.List[Any] = traitlets.List().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)


def build(view: Shown, elsewhere: Collection[str] = ()) -> Any:
    """The widget of ``view``: the figure, and above it the form of a view that has one.

    Controls whose name is in ``elsewhere`` are not shown: another view's drive them.
    """
    runtime.start()
    parts = [part for _, parts in _parts(view) for part in parts]
    # One that is ticked is true: a box must not become a number on its way.
    kind = type("Panel", (Panel,), {_trait(part): traitlets.Any(part.value).tag(sync=True) for part in parts})
    panel = kind(**traits(view, elsewhere))
    panel.observe(lambda _change: _moved(view), names=[_trait(part) for part in parts])
    panel.observe(lambda _change: _catch_up(view), names="narrow_shown")
    view._panel, view._following, view._behind = panel, False, False
    form = [view.form()] if hasattr(view, "form") else []
    box = ipywidgets.VBox([*form, panel])
    box.layout.width = "100%"
    return box


def link(leader: Shown, follower: Shown, name: str) -> None:
    """Let the control ``name`` of ``leader`` drive that of ``follower`` in the browser."""
    for control, parts in _parts(leader):
        for part in parts if control.name == name else ():
            ipywidgets.jsdlink((leader._panel, _trait(part)), (follower._panel, _trait(part)))


def traits(view: Shown, elsewhere: Collection[str] = ()) -> dict[str, Any]:
    """What the panel needs to show ``view`` as it stands."""
    parts = _parts(view)
    return {
        **_chart(view),
        "params": {_trait(part): part.param for _, every in parts for part in every},
        "controls": [_described(view, control, every) for control, every in parts if control.name not in elsewhere],
        **{_trait(part): part.value for _, every in parts for part in every},
        "question": view.question,
        "reading": view.reading,
        "notes": view.notes,
        "source": view.source,
        "citation": str(view.cite()),
        "name": view.name,
        "headings": list(view.columns.values()),
        **_cells(view),
        **_shown(view),
    }


def _parts(view: Shown) -> list[tuple[AnyControl, list[Part]]]:
    return [(control, list(control.parts(view.chosen[control.name]))) for control in view.controls]


def _trait(part: Part) -> str:
    return f"param_{part.param}"


def _described(view: Shown, control: AnyControl, parts: list[Part]) -> dict[str, object]:
    """A control as the browser gets it; ``acts``: the places of the values of others with which it does something."""
    bound = {**control.acts, **control.rests}
    others = {other.name: list(other.options) for other in view.controls if other.name in bound}
    acts = {
        name: [place for place, value in enumerate(options) if (value in bound[name]) == (name in control.acts)]
        for name, options in others.items()
    }
    return {
        "name": control.name,
        "label": control.label,
        "parts": [part.described() for part in parts],
        "acts": acts,
    }


def follow(view: Shown, stale: bool) -> None:
    """Set the controls to what ``view.chosen`` says, and the panel to what it shows then; ``stale``: to new rows."""
    view._following = True  # by code: what one part says must not undo what the others are about to say
    try:
        with view._panel.hold_sync():
            for _, parts in _parts(view):
                for part in parts:
                    setattr(view._panel, _trait(part), part.value)
    finally:
        view._following = False
    _show(view, stale)


def _moved(view: Shown) -> None:
    """A reader moved a control."""
    if view._following:
        return
    chosen: dict[str, Value] = {}
    for control, parts in _parts(view):
        chosen[control.name] = control.value_of([getattr(view._panel, _trait(part)) for part in parts])
    if chosen != view.chosen:
        _show(view, view._adopt(chosen))


def _show(view: Shown, stale: bool) -> None:
    shown = _shown(view)
    if stale:
        shown |= {**_form(view, view._panel.narrow_shown), **_cells(view)}
        view._behind = True
    with view._panel.hold_sync():
        for trait, value in shown.items():
            setattr(view._panel, trait, value)


def _catch_up(view: Shown) -> None:
    """The browser shows the other form, which may be behind."""
    if view._behind:
        view._behind = False
        with view._panel.hold_sync():
            for trait, value in _chart(view).items():
                setattr(view._panel, trait, value)


def _chart(view: Shown) -> dict[str, Any]:
    """Both forms of the chart; the narrow one is empty where it does not differ."""
    wide, narrow = _form(view, False), _form(view, True)
    return {
        **wide,
        "narrow": narrow["narrow"] if narrow["narrow"] != wide["spec"] else {},
        "narrow_data": narrow["narrow_data"] if narrow["narrow_data"] != wide["data"] else [],
    }


def _form(view: Shown, narrow: bool) -> dict[str, Any]:
    """One form of the chart, its rows apart: they alone take the place of the old ones; another chart is drawn anew.

    What changes at each move is taken out of the specification.
    """
    spec = view.spec(narrow=narrow)
    rows = spec["data"].pop("values")
    ours = {part.param for _, parts in _parts(view) for part in parts}
    spec["params"] = [{**param, "value": 0} if param["name"] in ours else param for param in spec["params"]]
    del spec["description"]
    return {"narrow": spec, "narrow_data": rows} if narrow else {"spec": spec, "data": rows}


def _cells(view: Shown) -> dict[str, Any]:
    """The cells of the table, for every row that the chart holds."""
    table = view._in_columns(view._drawn())
    table = table.astype(object).where(table.notna(), None)
    return {"cells": [[_cell(cell) for cell in row] for row in table.itertuples(index=False)]}


def _shown(view: Shown) -> dict[str, Any]:
    """What follows each move of a control; of the table, only the numbers of the rows that are left."""
    headline, second = view.finding
    return {
        "headline": headline,
        "second": second,
        "alt": view.alt,
        "kept": view._places,
        "code": view.code,
        "points": view.named_days,
    }


def _cell(value: Any) -> Any:
    """``value`` of a table as JSON can hold it; of a day, only the date."""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value
