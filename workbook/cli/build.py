"""`workbook data build`: the files that are generated from the cards and the notebooks, written again."""

from workbook.base import WorkbookError
from workbook.base.files import write_whole
from workbook.base.shipped import PACKAGE, in_checkout


def add_to(actions):
    """Describe the subcommand to ``actions`` of `workbook data`."""
    parser = actions.add_parser(
        "build",
        help="write what is generated again: codebook, data package, README's tables, ledger, teaching packs",
        description="Writes the files that are generated, in a checkout. The tests compare them.",
    )
    parser.set_defaults(run=build)


def build(_options):
    """Write every generated file that differs from a fresh build; say which."""
    if not in_checkout():
        raise WorkbookError("Files are generated in a checkout of the workbook; this one is installed.")
    from workbook.authoring.generated import build as generated  # it needs pandas, and --help does not

    top = PACKAGE.parent
    for name, text in generated().items():
        path = top / name
        content = text.encode("utf-8")
        if path.exists() and path.read_bytes() == content:
            print(f"{name}: unchanged")
        else:
            write_whole(path, content)
            print(f"{name}: written")
    return 0
