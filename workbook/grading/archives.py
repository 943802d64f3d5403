"""Where submissions lie: in folders, in zip archives, in archives within archives. Nothing is ever unpacked to disk."""

import contextlib
import io
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from ..base import WorkbookError
from . import unpacking
from .notebook_files import BESIDE, holds_notebook, is_notebook, may_hold_notebook
from .remarks import Remark, remark
from .unpacking import (
    Budget,
    BudgetSpent,
    NotUsable,
    beginning,
    entries_of,
    name_of,
    opened,
    parts_of,
    time_of,
    unpacked,
)

MOST_FILES, DEEPEST_ARCHIVE = 50_000, 3  # the most files of a folder, and of archives in each other
SHOWN_ENDS = 1 << 18  # so much of the beginning and of the end of a file is shown to who looks at it

Levels = tuple[tuple[str, ...], ...]
Look = Callable[[str, bytes, Callable[[], bytes]], object]


@dataclass(frozen=True)
class StoredFile:
    """One file. ``levels`` are the names of folders and file, one tuple in the folder and one for each archive.

    ``inside`` numbers the entry in each archive. ``seen`` is what ``look`` made of it (see ``search``). ``times`` are
    the last changes of the file of the disk and of each entry, in seconds since 1970, or 0. ``is_notebook`` says that
    it is one by its name or by what is in it; ``copy`` counts the entries of one name in one archive, from 1.
    """

    levels: Levels
    path: Path
    inside: tuple[int, ...] = ()
    times: tuple[float, ...] = (0.0,)
    seen: object = None
    is_notebook: bool = False
    copy: int = 1

    @property
    def name(self) -> str:
        """The name of the file, without folders."""
        return self.levels[-1][-1]

    @property
    def folder(self) -> Levels:
        """The folder or archive that it lies in."""
        return (*self.levels[:-1], self.levels[-1][:-1])

    @property
    def label(self) -> str:
        """Where it lies, for people."""
        return label(self.levels) + (f" (entry {self.copy} of this name)" if self.copy > 1 else "")

    def read(self) -> bytes:
        """The content, read now. Raises WorkbookError if it cannot be read any more."""
        try:
            if not self.inside:
                return self.path.read_bytes()
            with self.path.open("rb") as file:
                layer: IO[bytes] = file
                for number in self.inside:
                    with opened(layer) as archive:
                        content = b"".join(unpacked(archive, archive.infolist()[number], Budget()))
                    layer = io.BytesIO(content)
                return content
        except Exception as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
            raise WorkbookError(f"{self.label} can no longer be read ({why}). Gather again.") from None


@dataclass(frozen=True)
class UnusableFile:
    """A file or an archive that cannot be used, and why."""

    file: str
    why: Remark


Contents = tuple[list[StoredFile], list[UnusableFile]]


def label(levels: Sequence[Sequence[str]]) -> str:
    r"""The ``levels`` of a file as one line; what cannot be printed is replaced.

    >>> label((("s1", "work.zip"), ("my\x1bwork", "trade.ipynb")))
    's1/work.zip/my�work/trade.ipynb'
    """
    text = "/".join(part for level in levels for part in level)
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def search(path: str | Path, look: Look, around: Sequence[str] = ()) -> Contents:
    """Which files lie in ``path``, a folder or a zip archive, and in the archives in it?

    ``look(name, ends, whole)`` sees each notebook and what may lie beside one: its name, its beginning and end as
    bytes (all of a short file), and a function that gives all of it; what it returns is kept. A notebook is told by
    its name, else by what is in it. ``around`` are names of folders that count as lying around ``path``. Hidden files
    are passed over and links are not followed.

    Returns a list of StoredFile and one of UnusableFile. Raises WorkbookError if a folder holds more than MOST_FILES.
    """
    path = Path(path)
    ordinary, unusable = _ordinary_files(path, around) if path.is_dir() else ([(path, ())], [])
    files: list[StoredFile] = []
    for each, parts in ordinary:
        more, worse = _contents(each, parts, look)
        files += more
        unusable += worse
    return files, unusable


def _ordinary_files(root: Path, around: Sequence[str]) -> tuple[list[tuple[Path, tuple[str, ...]]], list[UnusableFile]]:
    """The ordinary files below the folder ``root`` with the names of their folders, and what cannot be opened."""
    files: list[tuple[Path, tuple[str, ...]]] = []
    unusable, waiting = [], [(root, tuple(around))]
    count = 0
    while waiting:
        folder, parts = waiting.pop()
        try:
            paths = list(folder.iterdir())
        except OSError as error:
            unusable.append(UnusableFile(label((parts,)), _cannot_be_opened(error)))
            continue
        for path in paths:
            here = (*parts, path.name)
            with contextlib.suppress(OSError):
                mode = path.lstat().st_mode
                if _is_passed_over((path.name,)):
                    continue
                if stat.S_ISDIR(mode):
                    waiting.append((path, here))
                elif stat.S_ISREG(mode):
                    files.append((path, here))
                elif stat.S_ISLNK(mode) and (_is_archive(path.name) or is_notebook(path.name) or path.is_dir()):
                    unusable.append(UnusableFile(label((here,)), remark("link")))
                count += 1
        if count > MOST_FILES:
            raise WorkbookError(
                f"{root} holds more than {MOST_FILES:,} files. Name the folder that holds submissions only."
            )
    return sorted(files, key=lambda file: file[1]), unusable


def _contents(path: Path, parts: tuple[str, ...], look: Look) -> Contents:
    """What one ``path`` of the disk holds: itself, or what is in it if it is an archive."""
    name = path.name
    try:
        status = path.stat()
        if _is_archive(name):
            with path.open("rb") as file:
                return _Archive(path, look).search(file, (parts,), (status.st_mtime,))
        if status.st_size > unpacking.LARGEST_FILE and is_notebook(name):
            return [], [UnusableFile(label((parts,)), unpacking.too_large())]
        times, may_be_read = (status.st_mtime,), status.st_size <= unpacking.LARGEST_FILE
        ends = _ends(path) if may_be_read and (_is_shown(name) or may_hold_notebook(_start(path))) else b""
        notebook = is_notebook(name) or (name not in BESIDE and holds_notebook(ends))
        seen = look(name, ends, path.read_bytes) if may_be_read and (notebook or name in BESIDE) else None
        return [StoredFile((parts,), path, (), times, seen, notebook)], []
    except OSError as error:
        return [], [UnusableFile(label((parts,)) or name, _cannot_be_opened(error))]


def _cannot_be_opened(error: OSError) -> Remark:
    return remark("cannot-be-opened", error=str(error.strerror))


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SHOWN_ENDS)


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(2 * SHOWN_ENDS)
        if file.seek(0, io.SEEK_END) <= 2 * SHOWN_ENDS:
            return start
        file.seek(-SHOWN_ENDS, io.SEEK_END)
        return start[:SHOWN_ENDS] + b"\n" + file.read()


class _Archive:
    """Searches one archive of the disk, and those in it."""

    def __init__(self, path: Path, look: Look) -> None:
        self.path, self.look = path, look

    def search(
        self,
        file: IO[bytes],
        levels: Levels,
        times: tuple[float, ...],
        inside: tuple[int, ...] = (),
        budget: Budget | None = None,
    ) -> Contents:
        """What is in the archive in ``file``, which lies at ``levels``; ``times`` are its own and of those around."""
        # A student's archive has one budget with all that lies in it; that of the class around it is another one.
        has_own = budget is None or len(inside) < 2
        budget = Budget() if budget is None or has_own else budget
        files: list[StoredFile] = []
        unusable: list[UnusableFile] = []
        try:
            with opened(file) as archive:
                copies: Counter[tuple[str, ...]] = Counter()
                for number, entry in enumerate(entries_of(archive)):
                    parts = parts_of(name_of(entry))
                    if not entry.is_dir() and parts and not _is_passed_over(parts):
                        copies[parts] += 1
                        here = (*levels, parts), (*times, time_of(entry)), (*inside, number)
                        more, worse = self._entry(archive, entry, *here, budget)
                        files += [replace(file, copy=max(file.copy, copies[parts])) for file in more]
                        unusable += worse
        except BudgetSpent as error:
            if not has_own:
                raise
            why = error.why
        except NotUsable as error:
            why = error.why
        except Exception:  # a damaged archive makes zipfile raise more kinds of errors than it says
            why = remark("not-an-archive")
        else:
            if unusable or any(file.is_notebook for file in files):
                return files, unusable
            why = remark("archive-without-notebook")
        return [], [UnusableFile(label(levels) or self.path.name, why)]

    def _entry(
        self,
        archive: zipfile.ZipFile,
        entry: zipfile.ZipInfo,
        levels: Levels,
        times: tuple[float, ...],
        inside: tuple[int, ...],
        budget: Budget,
    ) -> Contents:
        name = levels[-1][-1]
        is_archive = _is_archive(name)
        try:
            if (is_archive or _is_shown(name)) and stat.S_ISLNK(entry.external_attr >> 16):
                raise NotUsable(remark("link"))
            if is_archive and len(inside) >= DEEPEST_ARCHIVE:
                raise NotUsable(remark("archive-in-archives", archives=DEEPEST_ARCHIVE - 1))
            if is_archive:
                content = b"".join(unpacked(archive, entry, budget))
                return self.search(io.BytesIO(content), levels, times, inside, budget)
            notebook, seen = self._seen(archive, entry, name, budget)
            return [StoredFile(levels, self.path, inside, times, seen, notebook)], []
        except BudgetSpent:
            raise
        except NotUsable as error:
            why = error.why
        except Exception:
            why = remark("entry-damaged")
        if is_notebook(name) or is_archive:
            return [], [UnusableFile(label(levels), why)]
        return [] if name in BESIDE else [StoredFile(levels, self.path, inside, times)], []

    def _seen(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: Budget) -> tuple[bool, object]:
        """Whether ``entry`` is a notebook, and what was seen of it."""
        if not _is_shown(name) and not may_hold_notebook(beginning(archive, entry, SHOWN_ENDS)):
            return False, None
        kept = bytearray()
        for chunk in unpacked(archive, entry, budget):
            kept += chunk
            if len(kept) > 3 * SHOWN_ENDS:
                kept[SHOWN_ENDS:-SHOWN_ENDS] = b"\n"
        notebook = is_notebook(name) or (name not in BESIDE and holds_notebook(bytes(kept)))
        if not notebook and name not in BESIDE:
            return False, None
        return notebook, self.look(name, bytes(kept), lambda: b"".join(unpacked(archive, entry, budget)))


def _is_passed_over(parts: Sequence[str]) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _is_archive(name: str) -> bool:
    return name.casefold().endswith(".zip")


def _is_shown(name: str) -> bool:
    return is_notebook(name) or name in BESIDE
