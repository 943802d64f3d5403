"""README's tables of what is inside: the notebooks, the datasets and the views, as they are found."""

from collections.abc import Iterator

from ..base import WorkbookError
from ..base.markdown import in_a_cell
from ..base.shipped import PACKAGE
from ..catalog.cards import card
from ..catalog.folders import shipped_names
from ..catalog.shared import vocabulary
from ..checking.bank import all_notebooks, notebook

README = "README.md"
PARTS = {1: "Strategic interests", 2: "Recent developments", 3: "Future prospects"}


def readme() -> str:
    """README.md with its generated sections as they should be; all else as it stands.

    Raises WorkbookError if a section lacks its two marks, and if a notebook or a card does not say where it belongs.
    """
    text = (PACKAGE.parent / README).read_text(encoding="utf-8")
    for name, lines in {"notebooks": notebook_table(), "datasets": dataset_table(), "views": view_list()}.items():
        begin, end = (f"<!-- {word} generated: {name} -->\n" for word in ("begin", "end"))
        before, found_begin, rest = text.partition(begin)
        _, found_end, after = rest.partition(end)
        if not (found_begin and found_end):
            raise WorkbookError(f"{README} lacks the two lines {begin.strip()} and {end.strip()}.")
        text = before + begin + "\n".join(lines) + "\n" + end + after
    return text


def notebook_table() -> Iterator[str]:
    """The notebooks in their order, with a line for each part; number, title and part are what their files say."""
    yield from ("| notebook | about |", "|---|---|")
    last = None
    for number, path in all_notebooks().items():
        metadata = notebook(number)["metadata"]
        about = metadata.get("workbook", {})
        part = about.get("part")
        if "about" not in about or "title" not in metadata or part not in (None, *PARTS):
            raise WorkbookError(
                f"{path.name}: its metadata should hold a title and, in workbook, about (half a line for README) and, "
                f"unless it stands before the parts, part ({', '.join(map(str, PARTS))})."
            )
        if part != last:
            yield f"| **Part {part}** | **{PARTS[part]}** |"
            last = part
        yield f"| {number} {in_a_cell(metadata['title'])} | {in_a_cell(about['about'])} |"


def dataset_table() -> Iterator[str]:
    """The datasets by theme, as their cards say."""
    themes = vocabulary()["dataset_themes"]
    datasets: dict[str, list[str]] = {theme: [] for theme in themes}
    for name in shipped_names():
        if card(name).theme not in themes:
            raise WorkbookError(f"{name}/card.toml: theme should be one of {', '.join(themes)}.")
        datasets[card(name).theme].append(f"`{name}`")
    yield from ("| about | datasets |", "|---|---|")
    yield from (f"| {themes[theme]} | {', '.join(names)} |" for theme, names in datasets.items() if names)


def view_list() -> Iterator[str]:
    """The views by name."""
    from ..views import NAMES

    yield f"The views that draw from them: {', '.join(f'`{name}`' for name in NAMES)}."
