"""`workbook slides NN`: the slide cut of a notebook as one HTML page that needs no network."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "slides",
        help="make slides of a notebook",
        description="Writes one HTML page with slides of a notebook: its questions, key points, concepts, views and "
        "limits. It needs no network; the arrow keys turn the slides, and the browser prints them.",
    )
    parser.add_argument("number", metavar="NN", help="the number of the notebook")
    parser.add_argument("--out", help="the file to write (default: slides-NN.html)")
    parser.set_defaults(run=run)


def run(options):
    """Write the page and say where it is."""
    from workbook.base.files import write_whole, writing
    from workbook.jupyter.slides import slides_of, slides_page

    path = Path(options.out or f"slides-{options.number}.html").expanduser().absolute()
    slides = slides_of(options.number)
    content = slides_page(options.number, slides).encode()
    with writing(path, "Name another file with --out."):
        write_whole(path, content)
    print(f"{len(slides)} slides are in {path}.")
    return 0
