"""Giving out notebooks: a student's own work is never overwritten."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbook.base import WorkbookError
from workbook.base.files import digest, write_whole
from workbook.base.shipped import notebook_files

MEMORY = ".triangle-workbook.json"
# Shipped notebooks have a folder each, and link to one another through it; the copies lie side by side.
LINK_TO_A_NEIGHBOUR = re.compile(rb"\]\(\.\./[^/()\s]+/([^/()\s]+\.ipynb)")


def working_folder(wanted: str | Path) -> Path:
    """The folder ``wanted``, made if need be. Raises WorkbookError if notebooks cannot be kept there."""
    place = Path(wanted).expanduser().absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise WorkbookError(f"{place} cannot be a folder: a file is in the way. Name another with --dir.") from None
    except OSError as error:
        raise WorkbookError(f"The folder {place} cannot be made ({error.strerror}). Name another with --dir.") from None
    try:
        tempfile.TemporaryFile(dir=place).close()
    except OSError as error:
        raise WorkbookError(
            f"Nothing can be saved in {place} ({error.strerror}). Name another folder with --dir."
        ) from None
    return place


def hand_out(shipped: str | Path, place: Path, release: str) -> list[str]:
    """Bring the notebooks of the folder ``shipped`` to ``place``; return what to tell the student, line by line.

    Each notebook lies in a folder of its own there, and beside the others in ``place``; its links follow.
    ``place`` remembers the hash of every notebook as it was given out. So for each notebook:
    missing: it is copied. Untouched since it was given: the new release replaces it. Changed by the student:
    the new release is laid beside it, once, with ``release`` in its name.
    """
    given = _recall(place)
    copied: list[str] = []
    renewed: list[str] = []
    beside: list[tuple[str, str]] = []
    try:
        for source in notebook_files(Path(shipped)):
            content, own = LINK_TO_A_NEIGHBOUR.sub(rb"](\1", source.read_bytes()), place / source.name
            new, old = digest(content), given.get(source.name)
            present = digest(own.read_bytes()) if own.exists() else None
            if present is None:
                write_whole(own, content)
                copied.append(own.name)
            elif present == old and new != old:
                write_whole(own, content)
                renewed.append(own.name)
            elif new not in (present, old):
                beside.append((own.name, _lay_beside(own, content, release)))
            given[source.name] = new
        _remember(place, given, release)
    except OSError as error:
        where = error.filename2 or error.filename or place
        raise WorkbookError(f"The notebooks cannot be copied: {where}: {error.strerror}.") from None
    return list(_messages(place, copied, renewed, beside))


def _messages(
    place: Path, copied: Sequence[str], renewed: Sequence[str], beside: Sequence[tuple[str, str]]
) -> Iterator[str]:
    if copied:
        yield f"{_count(copied)} copied to {place}."
    if renewed:
        yield f"{_count(renewed)} brought up to date: {', '.join(renewed)}."
    for own, new in beside:
        yield f"You have changed {own}, so its new edition lies beside it: {new}."


def _count(names: Sequence[str]) -> str:
    return "1 notebook" if len(names) == 1 else f"{len(names)} notebooks"


def _lay_beside(own: Path, content: bytes, release: str) -> str:
    """Write ``content`` beside the file ``own`` under the first free name, and return that name."""
    number = 1
    while True:
        again = f", {number}" if number > 1 else ""
        path = own.with_name(f"{own.stem} (release {release}{again}){own.suffix}")
        if not path.exists():
            write_whole(path, content)
        if path.read_bytes() == content:
            return path.name
        number += 1


def _recall(place: Path) -> dict[str, str]:
    # Without a readable memory every file counts as the student's own, which is the careful side.
    try:
        given = json.loads((place / MEMORY).read_text(encoding="utf-8"))["given"]
        return {str(name): str(value) for name, value in given.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remember(place: Path, given: Mapping[str, str], release: str) -> None:
    content = (json.dumps({"release": release, "given": given}, indent=1, sort_keys=True) + "\n").encode()
    path = place / MEMORY
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)
