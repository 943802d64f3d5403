"""Locking a process in, for good: namespaces of its own, no rights, few system calls, little memory and disk.

Called in a process that was forked inside the outer sandbox (see sandbox.py). It needs Linux and no rights at all.
The kernel's interfaces are described in namespaces(7), capabilities(7), seccomp(2) and getrlimit(2).
"""

import ctypes
import os
import platform
import resource
import struct
from pathlib import Path

from .protocol import LimitValues

NEW_USER, NEW_PID, NEW_MOUNT, NEW_NET, NEW_IPC, NEW_UTS = (
    0x10000000,
    0x20000000,
    0x20000,
    0x40000000,
    0x8000000,
    0x4000000,
)
ANY_NEW = 0x7E020080  # all flags of clone(2) that make a namespace
READ_ONLY, NO_SUID, NO_DEVICES, RECURSIVE, PRIVATE = 1, 2, 4, 0x4000, 0x40000
SET_DEATH_SIGNAL, SET_DUMPABLE, SET_NO_NEW_PRIVILEGES, SET_SECCOMP, DROP_BOUND, ADOPT = 1, 4, 38, 22, 24, 36
FILTER, ALLOW, REFUSE, NOT_THERE = 2, 0x7FFF0000, 0x00050001, 0x00050026  # EPERM, ENOSYS
KILL_PROCESS = 0x80000000

# The audit number of the machine, and the numbers of its system calls.
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CALLS = {
    "x86_64": {"clone": 56, "clone3": 435},
    "aarch64": {"clone": 220, "clone3": 435},
}
# Refused: what makes namespaces and mounts, looks into other processes, or takes memory that no limit counts.
REFUSED = {
    "x86_64": (
        *(272, 308, 165, 166, 155, 101, 310, 311),  # unshare setns mount umount2 pivot_root ptrace process_vm_*
        *(321, 298, 323, 250, 248, 249, 246, 175, 313),  # bpf perf userfaultfd keys kexec modules
        *(425, 428, 429, 430, 431, 432, 442, 319, 29, 68),  # io_uring, new mounts, memfd_create shmget msgget
    ),
    "aarch64": (
        *(97, 268, 40, 39, 41, 117, 270, 271),
        *(280, 241, 282, 219, 217, 218, 104, 105, 273),
        *(425, 428, 429, 430, 431, 432, 442, 279, 194, 186),
    ),
}

_libc = ctypes.CDLL(None, use_errno=True)


def leave() -> None:
    """Leave the namespaces that it was started in; the next process that is forked is the first in new ones."""
    user, group = os.getuid(), os.getgid()
    _call("prctl", SET_DUMPABLE, 1, 0, 0, 0)  # its files in /proc must be its own for the next lines
    _call("unshare", NEW_USER | NEW_PID | NEW_NET | NEW_IPC | NEW_UTS)
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(line)


def confine(limits: LimitValues, scratch: str) -> None:
    """Lock this process in; ``scratch`` is the one folder that it can write to. There is no way back."""
    _call("prctl", SET_DEATH_SIGNAL, 9, 0, 0, 0)
    _call("unshare", NEW_MOUNT)  # here, so that who watches this process still sees /proc
    _mount("none", "/", None, RECURSIVE | PRIVATE, None)
    inodes = f"size={limits['disk']},nr_inodes={limits['files']},mode=0700"
    _mount("tmpfs", scratch, "tmpfs", NO_SUID | NO_DEVICES, inodes)
    for folder in ("/dev/shm", "/proc"):
        if Path(folder).is_dir():
            _mount("tmpfs", folder, "tmpfs", READ_ONLY | NO_SUID | NO_DEVICES, "size=4k")
    os.chdir(scratch)
    limit(limits)
    _without_rights()
    _filter_calls()


def limit(limits: LimitValues) -> None:
    """Set the limits that the kernel keeps for this process and those that it starts."""
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_FSIZE, limits["disk"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))


def hide() -> None:
    """Keep other processes of the same user out of this one's memory."""
    _call("prctl", SET_DUMPABLE, 0, 0, 0, 0)


def end_with_parent() -> None:
    """End this process when the one that forked it ends. Only where prctl(2) is, so on Linux."""
    if platform.system() == "Linux":
        _call("prctl", SET_DEATH_SIGNAL, 9, 0, 0, 0)


def adopt() -> None:
    """Make what this process's children leave behind its own children. Only where prctl(2) is, so on Linux."""
    if platform.system() == "Linux":
        _call("prctl", ADOPT, 1, 0, 0, 0)


def _without_rights() -> None:
    for right in range(64):
        if _libc.prctl(DROP_BOUND, right, 0, 0, 0):
            break  # the kernel has no more
    header, nothing = struct.pack("Ii", 0x20080522, 0), bytes(24)
    _call("capset", header, nothing)
    _call("prctl", SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _filter_calls() -> None:
    machine = platform.machine()
    calls = CALLS[machine]
    load, equal, any_bit, answer = 0x20, 0x15, 0x45, 0x06
    lines = [(load, 0, 0, 4), (equal, 1, 0, ARCHITECTURES[machine]), (answer, 0, 0, KILL_PROCESS), (load, 0, 0, 0)]
    if machine == "x86_64":  # the calls of the x32 interface have a bit of their own
        lines += [(0x35, 0, 1, 0x40000000), (answer, 0, 0, KILL_PROCESS)]
    for number in REFUSED[machine]:
        lines += [(equal, 0, 1, number), (answer, 0, 0, REFUSE)]
    lines += [(equal, 0, 1, calls["clone3"]), (answer, 0, 0, NOT_THERE)]
    lines += [(equal, 0, 3, calls["clone"]), (load, 0, 0, 16), (any_bit, 0, 1, ANY_NEW), (answer, 0, 0, REFUSE)]
    lines += [(answer, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = struct.pack(
        "HxxxxxxP" if ctypes.sizeof(ctypes.c_void_p) == 8 else "HxxP", len(lines), ctypes.addressof(code)
    )
    _call("prctl", SET_SECCOMP, FILTER, program, 0, 0)


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None) -> None:
    words = [None if word is None else str(word).encode() for word in (source, target, kind)]
    _call("mount", *words, ctypes.c_ulong(flags), None if data is None else data.encode())


def _call(name: str, *values: object) -> None:
    if getattr(_libc, name)(*values) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
