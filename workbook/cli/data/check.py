"""`workbook data check`: which rules do datasets break?"""

from collections.abc import Set
from pathlib import Path

import click

from workbook.base import BadData, WorkbookError

from .. import example
from . import counted

MOST_PROBLEMS = 30


@click.command(
    "check",
    short_help="Say which rules a dataset breaks.",
    epilog=example("workbook data check own_data"),
)
@click.argument("wanted", nargs=-1, metavar="[FOLDER|NAME]...")
def command(wanted: tuple[str, ...]) -> int:
    """Check the cards and rows of datasets: yours, or those that you name.

    FOLDER is a dataset's folder or a folder of datasets. The exit status is 1 if a rule is broken.
    """
    from workbook.catalog import own_names, shipped_names, works_keys

    paths = [path for name in wanted or own_names() or shipped_names() for path in _dataset_folders(name)]
    works = works_keys()
    all_problems = [_problems(path, works) for path in paths]
    for path, problems in zip(paths, all_problems, strict=True):
        print("\n".join(problems[:MOST_PROBLEMS] or [f"{path.name}: all is well."]))
        if len(problems) > MOST_PROBLEMS:
            print(f"{path.name}: {len(problems) - MOST_PROBLEMS} more problems.")
    total = sum(map(len, all_problems))
    if total:
        broken = sum(map(bool, all_problems))
        print(f"\n{counted(total, 'problem')} in {counted(broken, 'dataset')}; {len(paths) - broken} without any.")
    return 1 if total else 0


def _dataset_folders(name: str) -> list[Path]:
    """The folders of datasets that ``name`` means: a dataset's folder, a folder of them, or a dataset's name."""
    from workbook.catalog import names
    from workbook.catalog.folders import home

    path = Path(name).expanduser()
    if name in names():
        return [Path(home(name))]
    if (path / "card.toml").is_file():
        return [path.absolute()]
    inside = sorted(card.parent.absolute() for card in path.glob("*/card.toml"))
    if path.is_dir() and not inside:
        raise WorkbookError(f"There is no dataset in {name}: neither it nor a folder in it has a card.toml.")
    return inside or [Path(home(name))]


def _problems(path: Path, works: Set[str]) -> list[str]:
    from workbook.catalog import problems, read_card

    try:
        return list(problems(read_card(path), works))
    except BadData as error:
        return [str(error)]
