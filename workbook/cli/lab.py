"""`workbook lab`: the notebooks in a folder of the student's own, open in JupyterLab."""

import os
import secrets
import sys
import webbrowser
from urllib.parse import quote

import workbook
from workbook.base import folder

from ..jupyter.server import HOST, PortTaken, choose_port, running, wait_until_answers, wait_until_ended
from ..jupyter.working_folder import hand_out, working_folder

START = "00_start_here.ipynb"


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "lab",
        help="open the notebooks in JupyterLab",
        description=(
            "Copies the notebooks into a folder of yours and opens them in JupyterLab. What you have changed is never"
            " overwritten: a new edition of such a notebook is laid beside yours. Ctrl-C ends JupyterLab."
        ),
    )
    parser.add_argument("--dir", default="triangle-workbook", help="the folder for your work (default: %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address, open no browser")
    parser.add_argument("--port", type=int, help="the port to serve on (default: the first free one from 8888)")
    parser.set_defaults(run=run)


def run(options):
    """Copy, serve, open, and stay until JupyterLab or the student ends it."""
    # First the port: if that fails, nothing has been copied yet.
    port = choose_port(options.port)
    place = working_folder(options.dir)
    for line in hand_out(folder("notebooks"), place, workbook.__version__):
        print(line)
    _prepare_charts()
    try:
        return _serve(place, port, options)
    except KeyboardInterrupt:
        print("JupyterLab has ended; your work is as you last saved it.")
        return 0


def _serve(place, port, options):
    token = secrets.token_hex(24)
    try:
        with running(place, port, token) as child:
            wait_until_answers(child, place, port, token)
            address = f"http://{HOST}:{port}{_page(place)}?token={token}"
            _announce(address, browser=not options.no_browser)
            return wait_until_ended(child)
    except PortTaken:
        # Two that start at the same moment find the same port free; the slower one takes the next.
        if options.port:
            raise
        return _serve(place, choose_port(), options)


def _prepare_charts():
    from workbook.views.runtime import prepare

    try:
        prepare()
    except OSError as error:
        print(f"Charts take a second longer in each notebook: {error.filename} cannot be written ({error.strerror}).")


def _page(place):
    return f"/lab/tree/{quote(START)}" if (place / START).exists() else "/lab"


def _announce(address, browser):
    print(f"The workbook is at {address}", flush=True)
    if not browser:
        print("No browser is opened. Ctrl-C ends JupyterLab.", flush=True)
    elif _open(address):
        print("It opens in your browser. Ctrl-C here ends JupyterLab.", flush=True)
    else:
        print("There is no browser here to open it in; copy the address into one. Ctrl-C ends JupyterLab.", flush=True)


def _open(address):
    # Without a display, Python would find a text browser, which cannot show JupyterLab.
    screen = sys.platform in ("win32", "darwin") or {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & os.environ.keys()
    try:
        return bool(screen) and webbrowser.open(address)
    except webbrowser.Error:
        return False
