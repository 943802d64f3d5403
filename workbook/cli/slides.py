"""`workbook slides NN`: the slide cut of a notebook as one HTML page that needs no network."""

from pathlib import Path

import click

from . import example, notebook_number, user_path


@click.command("slides", short_help="Make slides of a notebook.", epilog=example("workbook slides 07 --out deck.html"))
@click.argument("notebook", metavar="NN")
@click.option("--out", type=user_path, metavar="FILE", help="The file to write (default: slides-NN.html).")
def command(notebook: str, out: Path | None) -> int:
    """Write one HTML page with slides of notebook NN: its questions, key points, concepts, views and limits.

    The page needs no network; the arrow keys turn the slides, and the browser prints them.
    """
    from workbook.base.files import write_whole, writing
    from workbook.jupyter.slides import slides_of, slides_page

    number = notebook_number(notebook)
    path = (out or Path(f"slides-{number}.html")).expanduser().absolute()
    slides = slides_of(number)
    with writing(path, "Name another file with --out."):
        write_whole(path, slides_page(number, slides).encode())
    print(f"{len(slides)} slides are in {path}.")
    return 0
