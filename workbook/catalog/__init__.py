"""The only reader of dataset files: cards, tables, codebook, citations, claims.

The names are those of ``__init__.pyi``, where an editor and the type check see them. Each is imported on first use, so
that ``import workbook`` stays quick.
"""

from typing import Any

import lazy_loader

_import, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"workbook.catalog has no {name!r}; it has: {', '.join(sorted(__all__))}.")
    return _import(name)
