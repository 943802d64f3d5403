"""What all datasets share: the words of vocabulary.toml, and the release that package.toml describes."""

import functools
import tomllib
from pathlib import Path
from typing import TypedDict, cast

from ..base.shipped import folder


class Package(TypedDict):
    """What is true of all datasets together."""

    name: str
    title: str
    description: str
    version: str
    released: str
    looked_for_until: str
    authors: list[str]
    publisher: str
    licence: str
    code_licence: str
    software: str
    software_abstract: str
    repository: str
    keywords: list[str]


def vocabulary() -> dict[str, dict[str, str]]:
    """The words that datasets share, by list (actors, check, missing, dyads …): each word with its meaning.

    >>> vocabulary()["check"]["weak"]
    'only low-grade outlets, aggregators, Wikipedia or copies of it were read'
    """
    return cast(dict[str, dict[str, str]], _toml(folder("datasets") / "vocabulary.toml"))


def package() -> Package:
    """What is true of all datasets together: title, version (that of the workbook), release, authors, licence.

    >>> package()["publisher"]
    'Triangle Workbook'
    """
    from .. import __version__

    return cast(Package, {**_toml(folder("datasets") / "package.toml"), "version": __version__})


def _toml(path: Path) -> dict[str, object]:
    # A file that was edited since is read again.
    return _parsed(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
