"""The China-Russia-North Korea triangle: data, views and exercises for a course.

    import workbook as wb

    wb.datasets()                    which tables are there?
    wb.load("trade")                 one table, as an ordinary DataFrame
    wb.about("trade")                what does each column mean, and where is it from?
    wb.cite("trade")                 how do I cite it?
    wb.document("DOC04")             what does a treaty say, article by article?
    wb.claims(verdict="wrong")       what do the two analyses claim, and does it hold?
    wb.views.trade()                 look at it
    wb.check("07-1", 83)             is my answer right?
    wb.readings("07")                what can I read on it?
    wb.dispute("X03")                on what do the experts disagree?

Importing is quick: pandas, altair and ipywidgets are imported on first use.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME_OF = {
    "datasets": "workbook.catalog",
    "load": "workbook.catalog",
    "about": "workbook.catalog",
    "cite": "workbook.catalog",
    "claims": "workbook.catalog",
    "document": "workbook.catalog",
    "version": "workbook.catalog",
    "views": "workbook.views",
    "measures": "workbook.measures",
    "check": "workbook.checking",
    "hint": "workbook.checking",
    "solution": "workbook.checking",
    "quiz": "workbook.checking",
    "progress": "workbook.checking",
    "reflect": "workbook.checking",
    "readable": "workbook.assignments",
    "hand_in": "workbook.assignments",
    "works_cited": "workbook.checking",
    "readings": "workbook.checking",
    "dispute": "workbook.checking",
    "evidence_table": "workbook.checking",
    "brief": "workbook.checking",
}

__all__ = ["__version__", *_HOME_OF]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    if name.startswith("_"):
        raise AttributeError(f"workbook has no {name}.")
    if name not in _HOME_OF:
        from .base import unknown

        raise AttributeError(str(unknown("name in workbook", name, _HOME_OF, "names")))
    module = import_module(_HOME_OF[name])
    value = module if module.__name__ == f"{__name__}.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
