"""IPython's shell as JupyterLab's kernel has it, but quiet: it shows nothing, keeps no file and runs no program."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

from IPython.core import interactiveshell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from IPython.utils.text import SList
from traitlets import Type
from traitlets.config import Config

from .notebook_code import SHELL_MAGICS

# Magics that only show something, set how it is shown, or need a person.
DISPLAY_MAGICS = {
    *("matplotlib", "config", "colors", "xmode", "pprint", "precision", "gui", "autosave", "autoreload", "aimport"),
    *("pinfo", "pinfo2", "pdoc", "pdef", "pfile", "psource", "psearch", "page", "pycat", "quickref", "lsmagic"),
    *("history", "hist", "notebook", "save", "logstart", "logstop", "logon", "logoff", "logstate", "tb", "pdb"),
    *("edit", "ed", "qtconsole", "connect_info", "clear", "subshell", "load", "loadpy", "dhist", "bookmark"),
    *("magic", "unload_ext"),
}
# Magics whose effect is wanted where it is possible: what they need may not be installed here.
IF_POSSIBLE = {"load_ext", "reload_ext", "pylab"}
GIVE_LINES = {"sx", "system", "sc", "!"}  # of shell: no lines are given
NAMED_OUTPUT = re.compile(r"--(?:out|err|proc)[ =]+([^\W\d]\w*)")  # a variable that a script's output goes to


class _QuietHook(DisplayHook):
    """Keeps the value of the last line as ``_`` and in ``Out``, and shows nothing."""

    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def compute_format_data(self, result: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return {}, {}

    def finish_displayhook(self) -> None:
        pass


class _QuietPublisher(DisplayPublisher):
    def publish(self, *args: object, **more: object) -> None:
        pass

    def clear_output(self, wait: bool = False) -> None:
        pass


class QuietShell(InteractiveShell):
    """The shell in which cells run to be handed in and to be graded; ``get_ipython()`` gives it."""

    displayhook_class = Type(_QuietHook)
    display_pub_class = Type(_QuietPublisher)

    def init_ipython_dir(self, ipython_dir: object) -> None:
        """There is no folder of IPython's."""

    def init_profile_dir(self, profile_dir: object) -> None:
        """The profile lies nowhere."""
        self.profile_dir = ProfileDir()

    def enable_gui(self, gui: object = None) -> None:
        """There is no window."""

    def ask_exit(self) -> None:
        """``exit()`` ends nothing."""

    def system(self, command: str) -> None:
        """What ``!command`` does: nothing."""
        self.user_ns["_exit_code"] = 0

    system_piped = system_raw = system

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> Any:
        """What ``files = !command`` gives: no lines."""
        return SList([]) if split else ""

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a line magic; one that is not there, or only shows something, is passed over."""
        if magic_name in DISPLAY_MAGICS or (magic_name in SHELL_MAGICS and magic_name not in GIVE_LINES):
            return None
        shell: Any = super()
        if magic_name in IF_POSSIBLE:
            with contextlib.suppress(Exception):
                shell.run_line_magic(magic_name, line, _stack_depth + 1)
        elif self._is_line_magic(magic_name):
            return shell.run_line_magic(magic_name, line, _stack_depth + 1)
        return None

    def _is_line_magic(self, name: str) -> bool:
        find: Callable[[str], Any] = self.find_line_magic
        return find(name) is not None

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic; a script is passed over, and what it would have printed is a blank text."""
        if magic_name in GIVE_LINES:
            return SList([])
        if magic_name in SHELL_MAGICS:
            for name in NAMED_OUTPUT.findall(line):
                self.user_ns[name] = ""
            return None
        shell: Any = super()
        return shell.run_cell_magic(magic_name, line, cell)

    def showtraceback(self, *args: object, **more: object) -> None:
        """An error is given back, not shown."""

    showsyntaxerror = showindentationerror = showtraceback

    def _format_exception_for_storage(self, *args: object, **more: object) -> dict[str, Any]:
        return {}


class _Remembered(dict[str, Any]):
    """What magics keep from one session to the next, kept in no file."""

    def __init__(self, root: object = None) -> None:
        super().__init__()


def quiet_shell() -> Any:
    """The one QuietShell of this process; made on the first call, which imports much."""
    interactiveshell.PickleShareDB = _Remembered  # type: ignore[attr-defined]  # IPython before 9.16 makes a folder
    made: Callable[..., Any] = QuietShell.instance  # IPython has no types for much of what is used of it
    shell = made(config=Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}}))
    shell.db = _Remembered()
    shell.display_formatter.active_types = ["text/plain"]
    shell.set_hook("show_in_pager", lambda *words: None, 99)
    return shell
