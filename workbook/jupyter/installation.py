"""What the workbook needs of an installation: a check for each thing, for `workbook doctor`."""

import json
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from workbook.base import WorkbookError

DISTRIBUTION = "triangle-workbook"
AGAIN = f"install it again: python -m pip install --force-reinstall {DISTRIBUTION}"
EXTENSIONS = {"@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets", "anywidget": "anywidget"}
TINY_CHART = {
    "data": {"values": [{"year": 2024, "share": 0.98}]},
    "mark": "bar",
    "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "share", "type": "quantitative"}},
}


class Trouble(WorkbookError):
    """A check found something; the message ends with what to do."""


def python_version() -> str:
    """Is Python new enough?"""
    from packaging.specifiers import SpecifierSet

    here, needed = platform.python_version(), _installed().metadata["Requires-Python"]
    if not SpecifierSet(needed).contains(here, prereleases=True):
        raise Trouble(f"this is Python {here}, the workbook needs {needed}; install one from python.org.")
    return here


def packages() -> str:
    """Are the packages there that the workbook is built on, and new enough?"""
    from packaging.requirements import Requirement

    lines = map(Requirement, _installed().requires or ())
    needed = [need for need in lines if not need.marker or need.marker.evaluate({"extra": ""})]
    wrong = []
    for need in needed:
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            wrong.append((need, "is missing"))
            continue
        if not need.specifier.contains(version, prereleases=True):
            wrong.append((need, f"is {version}, needed is {need.specifier}"))
    if wrong:
        listed = "; ".join(f"{need.name} {what}" for need, what in wrong)
        install = " ".join(f'"{need.name}{need.specifier}"' for need, _ in wrong)
        raise Trouble(f"{listed}. Install: python -m pip install {install}")
    return f"all {len(needed)} are there"


def _installed() -> metadata.Distribution:
    try:
        return metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise Trouble(f"{DISTRIBUTION} itself is not installed; python -m pip install {DISTRIBUTION}.") from None


def kernel() -> str:
    """Does the kernel that notebooks ask for run this Python?"""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        raise Trouble("Jupyter has no kernel python3; python -m pip install --force-reinstall ipykernel.") from None
    named = Path(command).name
    # A bare name such as “python” is replaced by this very interpreter when the kernel starts.
    bare = command == named and re.fullmatch(r"python(3(\.\d+)?)?(\.exe)?", named)
    if not bare and Path(command).absolute() != Path(sys.executable).absolute():
        raise Trouble(
            f"notebooks would run in another Python, {command}, which may lack the workbook."
            " Remove that kernel: jupyter kernelspec remove python3"
        )
    return "notebooks run in this Python"


def jupyterlab_settings() -> str:
    """Does JupyterLab find the settings that come with the workbook?"""
    from jupyterlab.commands import get_app_dir

    ours = Path(__file__).parent / "settings" / "overrides.json"
    theirs = Path(get_app_dir()) / "settings" / "overrides.d" / f"{DISTRIBUTION}.json"
    if not theirs.is_file():
        raise Trouble(f"{theirs} is missing, so JupyterLab asks about news and saves less often; {AGAIN}.")
    if json.loads(theirs.read_text(encoding="utf-8")) != json.loads(ours.read_text(encoding="utf-8")):
        raise Trouble(f"{theirs} is from another release; {AGAIN}.")
    return f"JupyterLab {metadata.version('jupyterlab')} finds them"


def widgets() -> str:
    """Are the parts there that show widgets in the page?"""
    from jupyter_core.paths import jupyter_path

    for name, package in EXTENSIONS.items():
        if not any((Path(path) / name / "package.json").is_file() for path in jupyter_path("labextensions")):
            raise Trouble(
                f"JupyterLab cannot show widgets, {name} is missing; python -m pip install --force-reinstall {package}."
            )
    return "JupyterLab can show them"


def writing() -> str:
    """Can work be saved in the current folder?"""
    here = Path.cwd()
    try:
        tempfile.TemporaryFile(dir=here).close()
    except OSError as error:
        raise Trouble(f"nothing can be saved in {here} ({error.strerror}); change to a folder of your own.") from None
    return str(here)


def chart_bundle() -> str:
    """Is the JavaScript of the charts prepared?"""
    from workbook.views.runtime import cache_file, prepare

    path = cache_file()
    try:
        size = prepare().stat().st_size
    except OSError as error:
        raise Trouble(
            f"{path} cannot be written ({error.strerror}), so every notebook starts a second slower;"
            " free some space or make that folder writable."
        ) from None
    if not size:
        raise Trouble(f"{path} is empty; delete it.")
    return str(path)


def data() -> str:
    """Do all datasets keep their rules?"""
    from workbook.catalog import all_problems, names

    problems = all_problems()
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise Trouble(f"{problems[0]}{more} If you did not change the data, {AGAIN}.")
    return f"{len(names())} datasets, all valid"


def charts() -> str:
    """Can a chart be drawn without the network?"""
    import vl_convert

    if "<svg" not in vl_convert.vegalite_to_svg(TINY_CHART):
        raise Trouble("a chart cannot be drawn; python -m pip install --force-reinstall vl-convert-python.")
    return "drawn without the network"


CHECKS: dict[str, Callable[[], str]] = {
    "Python": python_version,
    "packages": packages,
    "kernel": kernel,
    "settings": jupyterlab_settings,
    "widgets": widgets,
    "this folder": writing,
    "chart bundle": chart_bundle,
    "data": data,
    "charts": charts,
}
