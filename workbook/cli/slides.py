"""`workbook slides NN`: the slide cut of a notebook as one HTML page that needs no network."""

import re
from html import escape
from pathlib import Path

HERE = Path(__file__).parent.parent / "jupyter" / "reveal"  # reveal.js 5.2.1, MIT licence
STYLE = """
.reveal { font-family: system-ui, sans-serif; font-size: 30px; color: #1a1a1a; background: #fff; }
.reveal .slides section { text-align: left; }
.reveal h1, .reveal h2, .reveal h3 { line-height: 1.2; margin: 0 0 0.5em; }
.reveal h1 { font-size: 2em; } .reveal h2 { font-size: 1.5em; } .reveal h3 { font-size: 1.25em; }
.reveal p, .reveal li { line-height: 1.4; margin: 0.3em 0; }
.reveal a { color: #0b5394; }
.reveal blockquote { margin: 0.6em 0; padding: 0.4em 0.8em; border-left: 6px solid #0067a5; background: #f3f6f9; }
.reveal table { border-collapse: collapse; font-size: 0.6em; }
.reveal th, .reveal td { border-bottom: 1px solid #ccc; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
.reveal figure { margin: 0; } .reveal figure svg { width: 100%; height: auto; max-height: 640px; }
.reveal code { background: #f3f3f3; padding: 0 0.2em; }
"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{reveal_css}</style>
<style>{style}</style>
</head>
<body>
<div class="reveal"><div class="slides">
{slides}
</div></div>
<script>{reveal_js}</script>
<script>Reveal.initialize({{ hash: true, width: 1280, height: 800, transition: "none", slideNumber: "c/t" }});</script>
</body>
</html>
"""
# Parts that a class does not need on the wall.
LEFT_OUT = ("**Objectives", "**Time", "**What it says", "**What it cannot show", "Run the next cell")


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
    from workbook.base import WorkbookError
    from workbook.base.files import write_whole
    from workbook.checking import cells
    from workbook.checking.bank import title_of

    path = Path(options.out or f"slides-{options.number}.html").expanduser().absolute()
    slides = [slide for cell in cells(options.number) if _wanted(cell) for slide in _slides(cell)]
    page = PAGE.format(
        title=escape(title_of(options.number)),
        style=STYLE,
        reveal_css=(HERE / "reveal.css").read_text(encoding="utf-8"),
        reveal_js=(HERE / "reveal.js").read_text(encoding="utf-8").replace("</script", "<\\/script"),
        slides="\n".join(f"<section>{slide}</section>" for slide in slides),
    )
    try:
        write_whole(path, page.encode())
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written ({error.strerror}). Name another file with --out.") from None
    print(f"{len(slides)} slides are in {path}.")
    return 0


def _wanted(cell):
    return cell["metadata"].get("slideshow", {}).get("slide_type") == "slide"


def _slides(cell):
    """The slides of one cell, as HTML: a view is one; text is cut at its headings, bold beginnings and boxes."""
    from nbconvert.filters import markdown2html

    text = "".join(cell["source"])
    if cell["cell_type"] == "code":
        return [figure for output in cell["outputs"] for figure in _views(output)]
    parts = re.split(r"\n(?=###? |\*\*[A-Z]|> \*\*)", text)
    kept: list[str] = []
    for part in parts:
        if part.startswith(LEFT_OUT):
            continue
        alone = part.startswith(("# ", "### ", "**Questions", "**Key", "> **"))
        if alone or not kept or len(kept[-1]) + len(part) > 500:
            kept.append(part)
        else:
            kept[-1] += "\n" + part
    shown = [re.sub(r"\]\(\.\./ledger/[^)]*\)", "]", part) for part in kept if len(part.splitlines()) > 1]
    return [markdown2html(part.replace("[", "").replace("]", "")) for part in shown]


def _views(output):
    from ..jupyter.converting import picture_of
    from ..jupyter.saving import MARK

    return filter(None, map(picture_of, output.get("metadata", {}).get(MARK, [])))
