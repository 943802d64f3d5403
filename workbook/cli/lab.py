"""`workbook lab`: the notebooks in a folder of the student's own, open in JupyterLab."""

import os
import sys
from pathlib import Path

import click

import workbook
from workbook.base import folder

from . import example, user_path

START = "00_start_here.ipynb"


@click.command("lab", short_help="Open the notebooks in JupyterLab.", epilog=example("workbook lab --dir my-course"))
@click.option(
    "--dir",
    "directory",
    type=user_path,
    default="triangle-workbook",
    metavar="DIR",
    help="The folder for your work (default: triangle-workbook).",
)
@click.option("--no-browser", is_flag=True, help="Only print the address, open no browser.")
@click.option("--port", type=int, help="The port to serve on (default: the first free one from 8888).")
def command(directory: Path, no_browser: bool, port: int | None) -> int:
    """Open the notebooks in JupyterLab.

    The notebooks are copied into a folder of yours. What you have changed is never overwritten: a new edition of such a
    notebook is laid beside yours. Ctrl-C ends JupyterLab.
    """
    from ..jupyter.server import choose_port
    from ..jupyter.working_folder import hand_out, working_folder

    # First the port: if that fails, nothing has been copied yet.
    free_port = choose_port(port)
    path = working_folder(directory)
    for line in hand_out(folder("notebooks"), path, workbook.__version__):
        print(line)
    _prepare_charts()
    try:
        return _serve(path, free_port, browser=not no_browser, port_is_fixed=port is not None)
    except KeyboardInterrupt:
        print("JupyterLab has ended; your work is as you last saved it.")
        return 0


def _serve(path: Path, port: int, *, browser: bool, port_is_fixed: bool) -> int:
    import secrets

    from ..jupyter.server import HOST, PortTaken, choose_port, running, wait_until_answers, wait_until_ended

    token = secrets.token_hex(24)
    try:
        with running(path, port, token) as child:
            wait_until_answers(child, path, port, token)
            _announce(f"http://{HOST}:{port}{_page(path)}?token={token}", browser)
            return wait_until_ended(child)
    except PortTaken:
        # Two that start at the same moment find the same port free; the slower one takes the next.
        if port_is_fixed:
            raise
        return _serve(path, choose_port(), browser=browser, port_is_fixed=False)


def _prepare_charts() -> None:
    from workbook.views.runtime import prepare

    try:
        prepare()
    except OSError as error:
        print(f"Charts take a second longer in each notebook: {error.filename} cannot be written ({error.strerror}).")


def _page(path: Path) -> str:
    return f"/lab/tree/{START}" if (path / START).exists() else "/lab"


def _announce(address: str, browser: bool) -> None:
    print(f"The workbook is at {address}", flush=True)
    if not browser:
        print("No browser is opened. Ctrl-C ends JupyterLab.", flush=True)
    elif _open(address):
        print("It opens in your browser. Ctrl-C here ends JupyterLab.", flush=True)
    else:
        print("There is no browser here to open it in; copy the address into one. Ctrl-C ends JupyterLab.", flush=True)


def _open(address: str) -> bool:
    """Open ``address`` in the user's browser; return whether there was one."""
    import webbrowser

    # Without a display, Python would find a text browser, which cannot show JupyterLab.
    has_screen = sys.platform in ("win32", "darwin") or {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & os.environ.keys()
    try:
        return bool(has_screen) and webbrowser.open(address)
    except webbrowser.Error:
        return False
