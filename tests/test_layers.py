"""The house: imports go one way, and `import workbook` is quick."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import workbook
from workbook.base import folder
from workbook.checking.bank import MODULES

# From the top down; a module may import from its own layer and from those below.
LAYERS = (
    "cli",
    "authoring",
    "grading",
    "assignments",
    "jupyter",
    "own_data",
    "checking",
    "views",
    "measures",
    "entries",
    "catalog",
    "charts",
    "base",
)
# What lies in a notebook's folder stands beside the layer that reads it.
NOTEBOOK_LAYERS = {"questions": "checking", "figures": "authoring"}
HEAVY = ("pandas", "numpy", "altair", "vl_convert", "ipywidgets", "anywidget", "IPython", "nbclient", "jupyterlab")
PACKAGE = Path(workbook.__file__).parent


def imports(source, module, is_package=False):
    """The full names that the Python ``source`` of ``module`` imports, at its top or inside a function."""
    home = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = home[: len(home) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def upward(source, module, is_package=False):
    """The imports of ``module`` that reach a layer above its own."""
    home, *path = module.split(".")
    layer = NOTEBOOK_LAYERS[path[-1]] if home == "notebooks" else path[0]
    above = LAYERS[: LAYERS.index(layer)]
    # Notebooks stand above the packages, which find them by listing; what makers add, above what students get.
    notebooks_are_above = home == "workbook" or layer == "checking"
    for name in imports(source, module, is_package):
        top, _, rest = name.partition(".")
        if top == "workbook" and rest.partition(".")[0] in above:
            yield name
        if top in ("notebooks", MODULES) and notebooks_are_above:
            yield name


def modules():
    """Every module of the package with its path, the package's own __init__ apart."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if parts != ("workbook", "__init__"):
            yield ".".join(parts).removesuffix(".__init__"), path
    for path in sorted(folder("notebooks").glob("*/*.py")):
        yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts), path


@pytest.mark.parametrize(("module", "path"), [pytest.param(*pair, id=pair[0]) for pair in modules()])
def test_imports_go_one_way(module, path):
    home, *path_below = module.split(".")
    assert path_below[0] in LAYERS or (home == "notebooks" and path_below[-1] in NOTEBOOK_LAYERS), (
        f"{module} belongs to no layer; the layers are {', '.join(LAYERS)}, and a notebook has {list(NOTEBOOK_LAYERS)}."
    )
    found = list(upward(path.read_text(encoding="utf-8"), module, path.name == "__init__.py"))
    assert not found, f"{module} imports {', '.join(found)}, which lies above it."


@pytest.mark.parametrize(
    ("source", "module", "is_package"),
    [
        ("import workbook.measures.trade", "workbook.catalog.tables", False),
        ("from workbook.views import base", "workbook.charts.lines", False),
        ("from workbook import views", "workbook.charts.lines", False),
        ("from ..views.base import View", "workbook.measures.trade", False),
        ("from ... import cli", "workbook.views.gallery.trade", False),
        ("from ..checking import check", "workbook.views", True),
        ("def later():\n    from ..cli import lab", "workbook.catalog.cards", False),
        ("if True:\n    import workbook.grading as g", "workbook.assignments.copies", False),
        ("from workbook.authoring.figures import Figure", "notebooks.07_trade.questions", False),
        ("from .figures import FIGURES", "notebooks.07_trade.questions", False),
        ("from workbook.cli import refresh", "notebooks.07_trade.figures", False),
        ("import notebooks", "workbook.cli.refresh", False),
        ("from workbook_notebooks import x", "workbook.checking.bank", False),
    ],
)
def test_an_import_that_goes_up_is_found_however_it_is_written(source, module, is_package):
    assert list(upward(source, module, is_package))


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from ..catalog import load", "workbook.views.base"),
        ("from .theme import finish", "workbook.charts.lines"),
        ("import pandas as pd\nfrom views import x", "workbook.catalog.tables"),
        ("import workbook", "workbook.catalog.citations"),
        ("from workbook.checking import Number", "notebooks.07_trade.questions"),
        ("from .questions import china", "notebooks.07_trade.figures"),
        ("from workbook.authoring.figures import Figure", "notebooks.07_trade.figures"),
    ],
)
def test_an_import_that_goes_down_or_outside_is_fine(source, module):
    assert not list(upward(source, module))


def test_importing_the_workbook_loads_nothing_heavy():
    command = [sys.executable, "-X", "importtime", "-c", "import workbook"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert "workbook" in loaded
    assert not loaded & set(HEAVY)


def circles(arrows):
    """The groups of modules that import each other in a loop; ``arrows`` are the modules that each imports."""
    # A module that reaches itself is in a circle with all that it reaches and that reach it.
    reach = {name: set(targets) for name, targets in arrows.items()}
    changed = True
    while changed:
        changed = False
        for targets in reach.values():
            more = set().union(*(reach[target] for target in targets)) - targets
            targets |= more
            changed |= bool(more)
    looped = [name for name in reach if name in reach[name]]
    return {frozenset(other for other in looped if other in reach[name] and name in reach[other]) for name in looped}


def arrows_of_the_house():
    """Which modules of the package does each import, wherever in it? The face of a package counts as what it names."""
    paths = dict(modules())
    arrows = {}
    for module, path in paths.items():
        if path.name == "__init__.py":
            continue
        names = set(imports(path.read_text(encoding="utf-8"), module))
        found = {name if name in paths else name.rpartition(".")[0] for name in names}
        arrows[module] = {name for name in found if name in paths and paths[name].name != "__init__.py"} - {module}
    return arrows


def test_no_modules_import_each_other_in_a_circle():
    assert circles(arrows_of_the_house()) == set()


def test_a_circle_is_found_with_all_that_are_in_it():
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": {"f"}, "f": set()}
    assert circles(arrows) == {frozenset("abc")}
