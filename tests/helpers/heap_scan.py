"""Code that a submission runs to find what earlier ones left: in memory, objects, files, descriptors, environment.

It reads memory as an attacker would, without /proc: write(2) into a pipe gives EFAULT for an address that is not there.
A marker is “zq”, a student, eight signs and “qz”; the code spells none, so that it finds no copy of itself.
"""

import re

MARKED = re.compile("zq([a-z0-9]{1,8})-[a-z]{3,12}qz")  # of a marker, whose it is
SCAN = r"""
import ctypes, gc, os, re, sys, tempfile
MARKER = re.compile(b"z" + b"q[a-z0-9]{1,8}-[a-z]{3,12}q" + b"z")
found = set()


def look(content):
    for text in (content, content.replace(b"\0", b"")):  # also as Python keeps text in two or four bytes a sign
        found.update(match.decode() for match in MARKER.findall(text))


libc = ctypes.CDLL(None, use_errno=True)
libc.sbrk.restype = ctypes.c_void_p
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
reading, writing = os.pipe()
os.set_blocking(writing, False)  # a user with many pipes gets smaller ones


def there(address, size):
    done = libc.write(writing, address, size)
    return os.read(reading, done) if done > 0 else b""


STEP = 1 << 20
known = [id(each) for each in gc.get_objects()] + [id(each) for each in sys.modules] + [libc.sbrk(0) - 1]
known += [ctypes.addressof(ctypes.create_string_buffer(size)) for size in (100, 10**5, 10**6)]
blocks = {block + near for block in {each // STEP for each in known} for near in range(-8, 9)}
top = libc.sbrk(0) // STEP
blocks |= set(range(top - 200, top + 1))
read = 0
for block in sorted(blocks):
    rest = b""
    address, end = block * STEP, (block + 1) * STEP
    while address < end:
        part = there(address, 65536) if address >= 0 else b""
        if part:
            look(rest + part)
            rest, read = part[-64:], read + len(part)
            address += len(part)
        else:
            rest, address = b"", (address // 4096 + 1) * 4096
for each in gc.get_objects():
    if isinstance(each, dict):
        for text in (*each.keys(), *each.values()):
            if isinstance(text, (str, bytes)):
                look(text.encode("utf-8", "replace") if isinstance(text, str) else text)
look(repr(dict(os.environ)).encode() + repr(sys.argv).encode())
handles = []
for number in range(3, 4096):
    try:
        os.fstat(number)
    except OSError:
        continue
    if number not in (3, reading, writing):
        handles.append(number)
look(" ".join(os.listdir(tempfile.gettempdir())).encode("utf-8", "replace"))
above = os.path.realpath("..")
for top in (".", above if "workbook-" in above else ".", os.environ.get("TMPDIR") or ".", "/dev/shm"):
    for folder, _, names in os.walk(top):
        look(folder.encode("utf-8", "replace"))
        for name in names:
            look(name.encode("utf-8", "replace"))
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    look(file.read(10**6))
            except OSError:
                pass
"""


def marker(student, place):
    """The marker that ``student`` leaves in a ``place``, such as “code”."""
    return f"zq{student}-{place}qz"
