"""The walls of the sandbox: what bubblewrap lets the program inside see, and the environment that it gets."""

import os
import sys
from pathlib import Path

from ..base import folder
from ..base.shipped import PACKAGE
from ..catalog.folders import VARIABLE, folder_beside, own_folders, same_elsewhere

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/lib32",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
)


def walls(root: bool) -> list[str]:
    """The command that builds the sandbox around the command after it (see bwrap(1)).

    Only what Python and the workbook need is there, and nothing can be written. For ``root`` the right to become
    another user is kept, until the program inside has become one; others get a namespace of users.
    """
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if root else ["--unshare-user"]
    command = [
        "bwrap",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
        *rights,
    ]
    command += ["--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev"]
    command += ["--perms", "0755", "--dir", "/etc"]
    shown = seen()
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            command += ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            command += ["--ro-bind", str(path), str(path)]
    for path in shown:
        for parent in reversed(path.parents[:-1]):  # open to the user that the program inside becomes
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", str(path), str(path)]
    command += ["--perms", "0755", "--dir", "/scratch"]
    if not any(path.is_relative_to("/tmp") for path in shown):
        command += ["--symlink", "/scratch", "/tmp"]
    return [*command, "--remount-ro", "/", "--chdir", "/scratch", "--"]


def seen() -> list[Path]:
    """The folders beside the system's that can be read inside: Python, its packages, the workbook and its data."""
    import site

    needed: list[str | Path] = [sys.prefix, sys.base_prefix, PACKAGE, folder("datasets"), folder("notebooks")]
    needed += [*own_folders(), *filter(None, [folder_beside()])]
    needed += [path for path in (*site.getsitepackages(), site.getusersitepackages()) if Path(path).is_dir()]
    shown: list[Path] = []
    for path in sorted({Path(path).resolve() for path in needed} | {Path(sys.executable).parent.parent}):
        if not any(path.is_relative_to(other) for other in [*map(Path, SYSTEM), *shown]):
            shown.append(path)
    return shown


def environment(trusted: bool = False) -> dict[str, str]:
    """The environment variables inside: nothing of the instructor's own."""
    own = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    if data := same_elsewhere():
        own[VARIABLE] = data
    if trusted:
        own |= {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    one_thread = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
    )
    return (
        own
        | one_thread
        | {
            "PATH": own.get("PATH", "/usr/bin:/bin"),
            "HOME": own.get("HOME", "/scratch"),
            "TMPDIR": "" if trusted else "/scratch",
            "PYTHONPATH": str(PACKAGE.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "WORKBOOK_ENTRIES": "/scratch/my-entries.jsonl",
        }
    )
