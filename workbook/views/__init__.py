"""Views: labelled controls around a chart. ``wb.views.<name>()`` shows one; each answers one question."""

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from ..base import unknown
from . import gallery

if TYPE_CHECKING:
    from .base import View
    from .linked import Together

NAMES = tuple(sorted(module.name for module in pkgutil.iter_modules(gallery.__path__)))

__all__ = [*NAMES, "together"]  # noqa: PLE0604


def together(*views: "View | str") -> "Together":
    """How do two views compare at the same choice? Shows ``views`` (or their names) with one set of controls.

    >>> together("trade", "hedging").views[1].name
    'hedging'
    """
    from .linked import Together

    return Together(*views)


def __getattr__(name: str) -> "type[View]":
    if name.startswith("__"):
        raise AttributeError(name)
    if name not in NAMES:
        raise AttributeError(str(unknown("view", name, NAMES)))
    from .base import View

    module = import_module(f"{gallery.__name__}.{name}")
    view: type[View] = next(
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, View) and thing.__module__ == module.__name__
    )
    globals()[name] = view
    return view


def __dir__() -> list[str]:
    return [*NAMES, "together"]
