"""Moving the controls of a view, and reading what Vega draws of it."""

import json
from pathlib import Path

import altair
import jsonschema
import vl_convert

SCHEMA = Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
VEGA_LITE = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def described(spec):
    """The text of every mark that the chart draws for ``spec``; Vega itself evaluates the filters."""
    graph = vl_convert.vegalite_to_scenegraph({**spec, "width": 600})
    return sorted(_descriptions(graph["scenegraph"]))


def _descriptions(node):
    if node.get("role") == "mark":
        yield from (item["description"] for item in node.get("items", []) if "description" in item)
    for item in node.get("items", []):
        yield from _descriptions(item)


def every_state(control):
    """All values that a reader can give ``control`` by hand."""
    if hasattr(control, "first"):
        return range(control.first, control.last + 1)
    if isinstance(control.start, tuple):
        one_off = [tuple(o for o in control.options if o != option) for option in control.options]
        return [(), *one_off, *[(option,) for option in control.options], tuple(control.options)]
    return list(control.options)
