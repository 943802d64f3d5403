"""The page that shows which works of a class have passages in common: an invitation to look, never a verdict."""

from html import escape

from .fingerprints import SIGNS, TOKENS, WORDS, clean

STYLE = """
body { margin: 0 auto; padding: 1em; max-width: 90em; font-family: system-ui, sans-serif; line-height: 1.5;
  color: #1a1a1a; background: #fff; }
.intro { max-width: 50em; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.2em 0.8em 0.2em 0; border-bottom: 1px solid #767676;
  overflow-wrap: anywhere; }
section { margin-top: 2em; border-top: 2px solid #1a1a1a; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr)); gap: 0 2em; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.code { font-family: ui-monospace, monospace; font-size: 0.9em; }
mark { background: #fff2b3; color: inherit; text-decoration: underline; }
a { color: #0b5394; }
"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Works with passages in common</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Works with passages in common</h1>
<div class="intro">
<p><strong>An invitation to look, not a verdict.</strong> A program compared the works of a class word by word and
lists pairs that have passages in common. It does not know how they came about. There are many good reasons for
likeness: the same starter, the same sources, the same teacher and notes of the same lessons, a study group, a phrase
that everybody uses, for short code the one way to write it. Read both works, and ask the students, before you think
anything of it. Do not take the figures as marks, and do not pass this page on: it shows students’ works.</p>
<p>Left out are the texts that students were given, passages of the workbook’s claims, titles and citations, quotations
that are marked as such, and passages that a good part of the class has in common. What was put into other words or
translated is not found: a work that is not listed proves nothing either. Pairs need at least {floors}.
Signs are counted in scripts without spaces; tokens are the names, numbers and operators of code.</p>
<p>What two works have in common is marked and underlined, with the same number in both.</p>
</div>
{body}
</main>
</body>
</html>
"""
MOST = 200  # pairs on one page
LONGEST = 3000  # signs shown of one stretch


def report(pairs, most=MOST):
    """One page for the instructor: each of ``pairs`` side by side, common passages marked, and why it is listed.

    It says at its top that it is an invitation to look and no verdict, and what may explain likeness. It needs no
    network, names nobody but by id, and shows the first ``most`` pairs.
    """
    kinds = (WORDS, SIGNS, TOKENS)
    floors = ", or ".join(f"{kind.least} {kind.unit} and {_percent(kind.share)} in common" for kind in kinds)
    if not pairs:
        return PAGE.format(style=STYLE, floors=floors, body="<p>No pair has enough in common to be listed.</p>")
    shown = list(enumerate(pairs[:most], start=1))
    more = f"<p>{len(pairs) - most} more pairs have less in common and are not shown.</p>" if len(pairs) > most else ""
    rows = "\n".join(_row(number, pair) for number, pair in shown)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Pair", "Part", "Longest passage", "In common", "Share"))
    table = f"<table><caption>The pairs, the longest passage first</caption>\n<thead><tr>{head}</tr></thead>"
    sections = "\n".join(_section(number, pair) for number, pair in shown)
    body = f"<h2>Overview</h2>\n{table}\n<tbody>\n{rows}\n</tbody></table>\n{more}\n{sections}"
    return PAGE.format(style=STYLE, floors=floors, body=body)


def _id(student):
    return f"<bdi>{escape(clean(student))}</bdi>"


def _percent(share):
    return f"{share * 100:.0f} percent"


def _row(number, pair):
    return (
        f'<tr><th scope="row"><a href="#pair-{number}">{number}: {_id(pair.first)} and {_id(pair.second)}</a></th>'
        f"<td>{escape(clean(pair.part))}</td><td>{pair.longest} {pair.unit}</td><td>{pair.common} {pair.unit}</td>"
        f"<td>{_percent(pair.share)}</td></tr>"
    )


def _section(number, pair):
    sides = "\n".join(_side(number, pair, side) for side in (0, 1))
    count = f"{len(pair.passages)} passages" if len(pair.passages) > 1 else "1 passage"
    return f"""<section id="pair-{number}" aria-labelledby="title-{number}">
<h2 id="title-{number}">Pair {number}: {_id(pair.first)} and {_id(pair.second)}, {escape(clean(pair.part))}</h2>
<p>Listed because the two have {pair.common} {pair.unit} in common, in {count}, the longest of {pair.longest},
and because {_percent(pair.share)} of the shorter work’s own fingerprints are in the other work too.
The figures give no reason.</p>
<div class="sides">
{sides}
</div>
</section>"""


def _side(number, pair, side):
    text = pair.texts[side]
    spans = sorted(((one.first, one.second)[side], name) for name, one in enumerate(pair.passages, start=1))
    parts, at = [], 0
    other = "ab"[1 - side]
    for (start, end), name in spans:
        parts.append(_stretch(text[at:start]))
        link = f'<a href="#pair-{number}-{other}{name}" aria-label="[{name}] in the other work">[{name}]</a>'
        parts.append(f'<mark id="pair-{number}-{"ab"[side]}{name}">{link} {_stretch(text[start:end])}</mark>')
        at = end
    parts.append(_stretch(text[at:]))
    look = 'class="text code" dir="ltr"' if pair.unit == TOKENS.unit else 'class="text" dir="auto"'
    return f'<div><h3>{_id((pair.first, pair.second)[side])}</h3>\n<div {look} lang="">{"".join(parts)}</div></div>'


def _stretch(text):
    """Text for the page; of a very long stretch only its begin and end."""
    if len(text) > LONGEST:
        left = len(text) - LONGEST
        text = f"{text[: LONGEST // 2]} [… {left} signs are not shown …] {text[-LONGEST // 2 :]}"
    return escape(clean(text))
