"""Votes as a table: one row per text, one column per voter, a word in each cell."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from . import theme

# Of each vote: the word in its cell, the same where there is little room, and the cell's fill.
VOTES = {
    "yes": ("yes", "yes", theme.TINT_BLUE),
    "no": ("no", "no", theme.TINT_VERMILION),
    "veto": ("veto", "veto", theme.DEEP_VERMILION),
    "abstain": ("abstained", "abs.", theme.TINT_GREY),
    "absent": ("absent", "–", theme.PAPER),
    "not voting": ("did not vote", "–", theme.PAPER),
    "consensus": ("joined", "join", theme.TINT_GREEN),
    "dissociated": ("dissociated", "apart", theme.TINT_PURPLE),
    "not found": ("not found", "?", theme.PAPER),
}
LABEL = 51  # letters in a line of a text's name where it stands above its row
LEFT = 412  # pixels for it where it stands beside
TIGHT, TIGHTER = 76, 24  # pixels of a column below which its words are short, and below which there are none


def vote_grid(rows: pd.DataFrame, voters: Sequence[str], tally: str, narrow: bool = False) -> alt.LayerChart:
    """How each of ``voters`` (labels, from left to right) voted on each text, the texts in families under their names.

    ``rows`` has ``text`` (the name of a text), ``family``, ``place`` (the text's place from the top, families one
    after another), ``voter``, ``vote`` (a key of VOTES), ``result`` (what came of it, at the right, which ``tally``
    explains) and ``hover``. Families and voters that no row has are left out. In a ``narrow`` chart the name of a text
    stands above its row, and the result is left out.
    """
    heads = 5 if narrow else 3  # steps above the first text of a family
    columns = {voter: number for number, voter in enumerate(voters)}
    parts = {name: [VOTES[vote][at] for vote in rows["vote"]] for at, name in enumerate(("word", "short"))}
    table = theme.data(
        rows.assign(
            text=rows["text"].map({name: theme.wrapped(name, LABEL) for name in set(rows["text"])}),
            across=rows["voter"].map(columns),
            heading=rows["voter"].str.replace(" ", "\n"),
            **parts,
        ),
        ["text", "family", "place", "across", "voter", "heading", "vote", *parts, "result", "hover"]
        + [name for name in rows.columns if name == "year"],
    )
    x = alt.X("across:O", axis=None, scale=alt.Scale(type="band", paddingInner=0.06, paddingOuter=0))
    y = alt.Y("key:N", sort="ascending", axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0))
    base = alt.Chart().encode(x=x, y=y)
    fills = alt.Scale(domain=list(VOTES), range=[fill for *_, fill in VOTES.values()])
    cells = base.mark_rect().encode(
        color=alt.Color("vote:N", scale=fills, legend=None), description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    wide = "bandwidth('x')"
    word = f"{wide} < {TIGHTER} ? '' : {wide} < {TIGHT} ? datum.short : datum.word"
    words = base.mark_text(text=alt.expr(word), fontSize=11 if narrow else theme.SIZE, aria=False)
    height = 18 if narrow else 21
    chart = theme.layers(
        cells, words, *_names(heads, narrow, y), *_heads(x, heads, narrow, tally), data=table, height=alt.Step(height)
    )
    # A text takes one step, or its lines and one more.
    steps = "length(split(datum.text, '\\n')) + 1" if narrow else "1"
    numbered: alt.LayerChart = (
        chart.transform_window(number="row_number()", groupby=["family", "voter"], sort=[alt.SortField("place")])
        .transform_calculate(first="datum.place * 100", steps=steps)
        .transform_calculate(key=f"format(datum.first + {heads - 1} + datum.steps, '06d')")
    )
    return numbered


def _names(heads: int, narrow: bool, y: alt.Y) -> list[alt.Chart]:
    """The names of texts and families; they give each text, and each family's head, the steps that it takes."""
    left = 0 if narrow else -LEFT
    family = 1 if narrow else heads - 1
    name = "datum.text" if narrow else "replace(datum.text, /\\n/g, ' ')"
    steps = (
        alt.Chart()
        .transform_aggregate(number="min(number)", groupby=["text", "family", "first", "steps"])
        .transform_joinaggregate(least="min(first)")
        # The topmost family needs no gap above it.
        .transform_calculate(top="datum.first == datum.least ? 1 : 0")
        .transform_calculate(step=f"sequence(datum.number == 1 ? datum.top : {heads}, {heads} + datum.steps)")
        .transform_flatten(["step"])
        .transform_calculate(key="format(datum.first + datum.step, '06d')")
        .transform_calculate(
            name=f"datum.step == {heads} ? {name} : ''",
            above=f"datum.step == {family} ? datum.family : ''",
        )
    )
    names = steps.mark_text(align="left", fontSize=11.5, lineHeight=18, dy=3 if narrow else 0, aria=False).encode(
        x=alt.value(left), y=y, text="name:N"
    )
    families = steps.mark_text(align="left", fontSize=13, fontWeight="bold", aria=False).encode(
        x=alt.value(left), y=y, text="above:N"
    )
    return [names, families]


def _heads(x: alt.X, heads: int, narrow: bool, tally: str) -> list[alt.Chart]:
    """The names of the voters above each family; where columns are tight, on two or three levels by turns."""
    first = (
        alt.Chart()
        .transform_filter("datum.number == 1")
        .transform_calculate(under=f"scale('y', format(datum.first + {heads}, '06d')) - 6")
    )
    tight = "bandwidth('x') < 60"
    lift = f"({tight} ? datum.across % {3 if narrow else 2} : indexof(datum.heading, '\\n') < 0 ? 0 : 1)"
    voters = first.mark_text(
        text=alt.expr(f"{tight} ? datum.voter : datum.heading"),
        baseline="bottom",
        fontWeight="bold",
        fontSize=11 if narrow else theme.SIZE,
        aria=False,
    ).encode(
        x=x,
        y=alt.value(alt.expr(f"datum.under - {lift} * 15")),
    )
    if narrow:
        return [voters]
    at_right = alt.value(alt.expr("width + 12"))
    once = alt.Chart().transform_aggregate(number="min(number)", groupby=["family", "first", "key", "result"])
    results = once.mark_text(align="left", fontSize=11.5, aria=False).encode(
        x=at_right, y=alt.Y("key:N", sort="ascending"), text="result:N"
    )
    legend = (
        once.transform_filter("datum.number == 1")
        .transform_calculate(under=f"scale('y', format(datum.first + {heads}, '06d')) - 6")
        .mark_text(text=tally, align="left", baseline="bottom", fontSize=11.5, color=theme.QUIET, aria=False)
        .encode(x=at_right, y=alt.value(alt.expr("datum.under")))
    )
    return [voters, results, legend]
