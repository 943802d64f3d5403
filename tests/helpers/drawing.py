"""What a chart encodes, and what Vega draws of it."""

import vl_convert
from driving import VEGA_LITE

__all__ = ["channel", "drawn", "marks", "spec_of", "texts"]


def spec_of(chart):
    """The specification of ``chart``, which the schema of Vega-Lite allows."""
    spec = chart.to_dict()
    assert not [error.message for error in VEGA_LITE.iter_errors(spec)]
    return spec


def layers(spec):
    """The layers of ``spec``, or the only one."""
    return spec.get("layer", [spec])


def marks(spec):
    """The kinds of the marks, from the back to the front."""
    return [layer["mark"]["type"] for layer in layers(spec)]


def channel(spec, name):
    """What the first layer that has the channel ``name`` encodes in it."""
    return next(layer["encoding"][name] for layer in layers(spec) if name in layer["encoding"])


def drawn(spec, mark):
    """The items of one kind of ``mark`` (symbol, rect, text, rule, line) as Vega draws them, guides left out."""
    graph = vl_convert.vegalite_to_scenegraph({**spec, "width": 600})
    return [item for kind, item in _items(graph["scenegraph"]) if kind == mark]


def texts(spec):
    """The words and signs that stand in the chart, guides left out."""
    return [item["text"] for item in drawn(spec, "text")]


def _items(node):
    if node.get("role") == "mark" and node.get("marktype") != "group":
        yield from ((node["marktype"], item) for item in node.get("items", []))
    for item in node.get("items", []):
        yield from _items(item)
