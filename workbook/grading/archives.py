"""Where submissions lie: in folders, in zip archives, in archives within archives. Nothing is ever unpacked to disk."""

import contextlib
import datetime
import io
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base import WorkbookError

MB = 1_000_000
ENTRY, ARCHIVE = 200 * MB, 2000 * MB  # the most that one file, and one archive, may unpack to
RATIO, SMALL = 1000, 10 * MB  # packed tighter than this is a trap, unless it is small
ENTRIES, LISTING = 10_000, 16 * MB  # the most files of an archive, and the most bytes that list them
FILES, DEPTH = 50_000, 3  # the most files of a folder, and of archives in each other
ENDS = 1 << 18  # so much of the beginning and of the end of a file is shown to who looks at it
CHUNK = 1 << 20

NOTEBOOK = re.compile(r"\.ipynb(\.(json|txt))?$", re.IGNORECASE)  # browsers add the second ending
BESIDE = ("receipt.json", "timestamp.txt")
TOO_MANY = f"It holds more than {ENTRIES:,} files."
ANOTHER_WAY = "It is packed in another way than zip archives usually are. Unpack it and pack it again."
LOCKED = "It is locked with a password."
DAMAGED = "It is damaged or cut off."
NO_LINKS = "It is a link; links are not followed."


@dataclass(frozen=True)
class Found:
    """One file. ``levels`` are the names of folders and file, one tuple in the folder and one for each archive.

    ``seen`` is what ``look`` made of it (see ``search``), ``time`` its last change in seconds since 1970, or 0.
    """

    levels: tuple
    path: Path
    inside: tuple = ()
    time: float = 0.0
    seen: Any = None

    @property
    def name(self):
        """The name of the file, without folders."""
        return self.levels[-1][-1]

    @property
    def folder(self):
        """The folder or archive that it lies in."""
        return (*self.levels[:-1], self.levels[-1][:-1])

    @property
    def label(self):
        """Where it lies, for people."""
        return label(self.levels)

    def read(self):
        """The content, read now. Raises WorkbookError if it cannot be read any more."""
        try:
            if not self.inside:
                return self.path.read_bytes()
            with self.path.open("rb") as file:
                content: object = file
                for number in self.inside:
                    with zipfile.ZipFile(_Listed(content)) as archive:
                        unpacked = b"".join(_unpacked(archive, archive.infolist()[number], _Budget()))
                    content = io.BytesIO(unpacked)
                return unpacked
        except Exception as error:
            said = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
            raise WorkbookError(f"{self.label} cannot be read any more ({said}). Gather again.") from None


@dataclass(frozen=True)
class Trouble:
    """A file or an archive that cannot be used, and why."""

    file: str
    reason: str


def label(levels):
    r"""The ``levels`` of a file as one line; what cannot be printed is replaced.

    >>> label((("s1", "work.zip"), ("my\x1bwork", "trade.ipynb")))
    's1/work.zip/my�work/trade.ipynb'
    """
    text = "/".join(part for level in levels for part in level)
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def is_notebook(name):
    """Is this the name of a notebook?

    >>> is_notebook("07_trade.ipynb"), is_notebook("07_trade.ipynb.txt"), is_notebook("07_trade.py")
    (True, True, False)
    """
    return bool(NOTEBOOK.search(name))


def search(place, look, before=()):
    """Which files lie in ``place``, a folder or a zip archive, and in the archives in it?

    ``look(name, ends, whole)`` sees each notebook and what may lie beside one: its name, its beginning and end as
    bytes (all of a short file), and a function that gives all of it; what it returns is kept. ``before`` are names
    of folders that count as lying around ``place``. Hidden files are passed over and links are not followed.

    Returns a list of Found and one of Trouble. Raises WorkbookError if a folder holds more than FILES files.
    """
    place = Path(place)
    files, troubles = _files(place, before) if place.is_dir() else ([(place, ())], [])
    found = []
    for path, parts in files:
        more, worse = _one(path, parts, look)
        found += more
        troubles += worse
    return found, troubles


def _files(place, before):
    """The ordinary files below the folder ``place`` with the names of their folders, and what cannot be opened."""
    files, troubles, waiting = [], [], [(place, tuple(before))]
    count = 0
    while waiting:
        folder, parts = waiting.pop()
        try:
            paths = list(folder.iterdir())
        except OSError as error:
            troubles.append(Trouble(label((parts,)), f"It cannot be opened ({error.strerror})."))
            continue
        for path in paths:
            here = (*parts, path.name)
            with contextlib.suppress(OSError):
                mode = path.lstat().st_mode
                if _passed_over((path.name,)):
                    continue
                if stat.S_ISDIR(mode):
                    waiting.append((path, here))
                elif stat.S_ISREG(mode):
                    files.append((path, here))
                elif stat.S_ISLNK(mode) and (_is_archive(path.name) or is_notebook(path.name) or path.is_dir()):
                    troubles.append(Trouble(label((here,)), NO_LINKS))
                count += 1
        if count > FILES:
            raise WorkbookError(
                f"{place} holds more than {FILES:,} files. Name the folder that holds submissions only."
            )
    return sorted(files, key=lambda one: one[1]), troubles


def _one(path, parts, look):
    """What one ``path`` of the disk holds: found, troubles."""
    name = path.name
    try:
        about = path.stat()
        if _is_archive(name):
            with path.open("rb") as file:
                return _Archive(path, look).search(file, (parts,))
        if about.st_size > ENTRY and is_notebook(name):
            return [], [Trouble(label((parts,)), _too_large())]
        seen = look(name, _ends(path), path.read_bytes) if _is_seen(name) and about.st_size <= ENTRY else None
        return [Found((parts,), path, (), about.st_mtime, seen)], []
    except OSError as error:
        return [], [Trouble(label((parts,)) or name, f"It cannot be opened ({error.strerror}).")]


def _ends(path):
    with path.open("rb") as file:
        start = file.read(2 * ENDS)
        if file.seek(0, io.SEEK_END) <= 2 * ENDS:
            return start
        file.seek(-ENDS, io.SEEK_END)
        return start[:ENDS] + b"\n" + file.read()


class _Archive:
    """Searches one archive of the disk, and those in it."""

    def __init__(self, path, look):
        self.path, self.look = path, look

    def search(self, file, levels, inside=(), budget=None):
        """Found and troubles of the archive in ``file``, which lies at ``levels``."""
        # A student's archive has one budget with all that lies in it; that of the class around it is another one.
        own = budget is None or len(inside) < 2
        budget = _Budget() if own else budget
        found, troubles = [], []
        try:
            with zipfile.ZipFile(_Listed(file)) as archive:
                entries = archive.infolist()
                if len(entries) > ENTRIES:
                    raise _Refused(TOO_MANY)
                for number, entry in enumerate(entries):
                    parts = _parts(_name(entry))
                    if not entry.is_dir() and parts and not _passed_over(parts):
                        more, worse = self._entry(archive, entry, (*levels, parts), (*inside, number), budget)
                        found += more
                        troubles += worse
        except _Spent as error:
            if not own:
                raise
            reason = str(error)
        except _Refused as error:
            reason = str(error)
        except Exception:  # a damaged archive makes zipfile raise more kinds of errors than it says
            reason = f"{DAMAGED[:-1]}, or it is no zip archive."
        else:
            if troubles or any(is_notebook(one.name) for one in found):
                return found, troubles
            reason = "It holds no notebook (.ipynb)."
        return [], [Trouble(label(levels) or self.path.name, reason)]

    def _entry(self, archive, entry, levels, inside, budget):
        name = levels[-1][-1]
        nested = _is_archive(name)
        try:
            if (nested or _is_seen(name)) and stat.S_ISLNK(entry.external_attr >> 16):
                raise _Refused(NO_LINKS)
            if nested and len(inside) >= DEPTH:
                raise _Refused(f"It lies in more than {DEPTH - 1} other archives.")
            if nested:
                content = b"".join(_unpacked(archive, entry, budget))
                return self.search(io.BytesIO(content), levels, inside, budget)
            seen = self._seen(archive, entry, name, budget) if _is_seen(name) else None
            return [Found(levels, self.path, inside, _time(entry), seen)], []
        except _Spent:
            raise
        except _Refused as error:
            reason = str(error)
        except Exception:
            reason = DAMAGED
        return [], [] if name in BESIDE else [Trouble(label(levels), reason)]

    def _seen(self, archive, entry, name, budget):
        kept = bytearray()
        for chunk in _unpacked(archive, entry, budget):
            kept += chunk
            if len(kept) > 3 * ENDS:
                kept[ENDS:-ENDS] = b"\n"
        return self.look(name, bytes(kept), lambda: b"".join(_unpacked(archive, entry, budget)))


class _Refused(Exception):
    """A file or an archive that is not read, and why."""


class _Spent(_Refused):
    """An archive has unpacked to more than it may."""


class _Budget:
    """How much an archive may still unpack to."""

    def __init__(self):
        self.left = ARCHIVE

    def spend(self, size):
        self.left -= size
        if self.left < 0:
            more = f"It unpacks to more than {ARCHIVE // MB:,} MB."
            raise _Spent(f"{more} If that is as it should be, unpack it and name the folder.")


class _Listed:
    """A file from which nothing is read at once that is larger than the list of an archive's entries may be.

    zipfile reads that list whole, before it tells how many entries there are.
    """

    def __init__(self, file):
        self.file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size=-1):
        if size > LISTING:
            raise _Refused(TOO_MANY)
        return self.file.read(size)


def _unpacked(archive, entry, budget):
    """The content of ``entry`` piece by piece, counted while it is read, for headers may lie."""
    if entry.flag_bits & 1:
        raise _Refused(LOCKED)
    # zipfile unpacks a piece of the other kinds as a whole, however large it becomes.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Refused(ANOTHER_WAY)
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            budget.spend(len(chunk))
            if size > ENTRY:
                raise _Refused(_too_large())
            if size > SMALL and size > RATIO * entry.compress_size:
                raise _Refused(f"It unpacks to more than {RATIO:,} times its size, as a zip bomb does.")
            yield chunk


def _too_large():
    return f"It is larger than {ENTRY // MB:,} MB."


def _name(entry):
    """The name of ``entry``; UTF-8 also where the archive does not say that it is (as older ones of macOS)."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _parts(name):
    """The parts of a path in an archive: labels only, so whatever leads elsewhere is dropped."""
    return tuple(part for part in re.split(r"[\\/]+", name) if part not in ("", ".", ".."))


def _passed_over(parts):
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _is_archive(name):
    return name.casefold().endswith(".zip")


def _is_seen(name):
    return is_notebook(name) or name in BESIDE


def _time(entry):
    try:
        return datetime.datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
