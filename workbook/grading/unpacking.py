"""Unpacking archives that may be traps: nothing is larger, longer or deeper than it may be."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from .remarks import Remark, remark

MB = 1_000_000
LARGEST_FILE, LARGEST_ARCHIVE = 200 * MB, 2000 * MB  # the most that one file, and one archive, may unpack to
MOST_RATIO, SMALL_FILE = 1000, 10 * MB  # packed tighter than this is a trap, unless it is small
MOST_ENTRIES, LONGEST_LISTING = 10_000, 16 * MB  # the most files of an archive, and the most bytes that list them
CHUNK = 1 << 20


class NotUsable(Exception):
    """A file or an archive that is not read, and why."""

    def __init__(self, why: Remark) -> None:
        super().__init__(str(why))
        self.why = why


class BudgetSpent(NotUsable):
    """An archive has unpacked to more than it may."""


class Budget:
    """How much an archive may still unpack to."""

    def __init__(self) -> None:
        self.left = LARGEST_ARCHIVE

    def spend(self, size: int) -> None:
        """Count ``size`` bytes more. Raises BudgetSpent if that is too much."""
        self.left -= size
        if self.left < 0:
            raise BudgetSpent(remark("archive-too-large", megabytes=LARGEST_ARCHIVE // MB))


class BoundedFile:
    """A file from which nothing is read at once that is larger than the list of an archive's entries may be.

    zipfile reads that list whole, before it tells how many entries there are.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes. Raises NotUsable if these are too many."""
        if size > LONGEST_LISTING:
            raise NotUsable(too_many_files())
        return self.file.read(size)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive in ``file``, of which the list of entries cannot fill the memory."""
    return zipfile.ZipFile(BoundedFile(file))


def entries_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries of ``archive``. Raises NotUsable if there are too many."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise NotUsable(too_many_files())
    return entries


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """The content of ``entry`` piece by piece, counted while it is read, for headers may lie.

    Raises NotUsable if it is locked, compressed in another way, or too large.
    """
    if entry.flag_bits & 1:
        raise NotUsable(remark("locked"))
    # zipfile unpacks a piece of the other kinds as a whole, however large it becomes.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotUsable(remark("other-compression"))
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            budget.spend(len(chunk))
            if size > LARGEST_FILE:
                raise NotUsable(too_large())
            if size > SMALL_FILE and size > MOST_RATIO * entry.compress_size:
                raise NotUsable(remark("zip-bomb", ratio=MOST_RATIO))
            yield chunk


def beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int) -> bytes:
    """The first ``size`` bytes of ``entry``; none if it is locked or compressed in another way."""
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return b""
    with archive.open(entry) as stream:
        return stream.read(size)


def too_large() -> Remark:
    """Why a file is not read that is larger than LARGEST_FILE."""
    return remark("too-large", megabytes=LARGEST_FILE // MB)


def too_many_files() -> Remark:
    """Why an archive is not read that holds more than MOST_ENTRIES files."""
    return remark("too-many-files", files=MOST_ENTRIES)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of ``entry``; UTF-8 also where the archive does not say that it is (as older ones of macOS)."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a path in an archive: labels only, so whatever leads elsewhere is dropped.

    >>> parts_of("../s1/./x.ipynb")
    ('s1', 'x.ipynb')
    """
    return tuple(part for part in re.split(r"[\\/]+", name) if part not in ("", ".", ".."))


def time_of(entry: zipfile.ZipInfo) -> float:
    """When ``entry`` was last changed, in seconds since 1970; 0 if that is not a time."""
    try:
        return datetime.datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
