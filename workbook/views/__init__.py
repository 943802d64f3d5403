"""Views: labelled controls around a chart. ``wb.views.<name>()`` shows one; each answers one question."""

import pkgutil
from importlib import import_module

from ..base import unknown
from . import gallery

NAMES = tuple(sorted(module.name for module in pkgutil.iter_modules(gallery.__path__)))


def together(*views):
    """How do two views compare at the same choice? Shows ``views`` (or their names) with one set of controls.

    >>> together("trade", "hedging").views[1].name
    'hedging'
    """
    from .linked import Together

    return Together(*views)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name not in NAMES:
        raise AttributeError(str(unknown("view", name, NAMES)))
    from .base import View

    module = import_module(f"{gallery.__name__}.{name}")
    found = next(
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, View) and thing.__module__ == module.__name__
    )
    globals()[name] = found
    return found


def __dir__():
    return [*NAMES, "together"]
