"""Cross-impact balances: what speaks for each state of each factor, and which pictures hold together."""

from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from . import theme

# What a state is in a scenario: the colour of its bar, the sign before its name, the weight of its words.
ROLES = {
    "chosen, and nothing speaks more for another": (theme.INK, "", "bold"),
    "chosen, though more speaks for another": (theme.INK, "", "bold"),
    "more speaks for it than for the chosen one": (theme.OCHRE, "► ", "normal"),
    "not chosen": (theme.GREY, "", "normal"),
}
ROW, BETWEEN = 19, 10  # the height of a row, and what parts a factor from the next
NAMES, NUMBER = 182, 30  # room for the names of states, and for a number on each side of the bars


def impact_bars(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """One bar per state under the name of its factor: the sum of the influences that the rest of the scenario exerts.

    ``rows`` has ``factor`` and ``state`` (words, in order), ``score``, ``role`` (a key of ROLES) and ``hover``. The
    factors stand in two columns, in a narrow place in one.
    """
    numbers = {factor: number for number, factor in enumerate(dict.fromkeys(rows["factor"]))}
    nth = rows["factor"].map(numbers)
    down = (pd.Series(range(len(rows)), index=rows.index) + nth + 1) * ROW + nth * BETWEEN
    half = -(-len(numbers) // 2)
    right = nth >= half
    row = down.mask(right, down - down[right].min() + ROW if right.any() else down)
    first = nth.ne(nth.shift())
    rows = rows.assign(
        words=rows["role"].map({role: sign for role, (_, sign, _) in ROLES.items()}) + rows["state"],
        number=rows["score"].map("{:+d}".format).str.replace("-", "−").replace("+0", "0"),
        head=rows["factor"].where(first),
        column=right.astype(int),
        row=row,
        down=down,
    )
    table = theme.data(rows, ["head", "words", "score", "number", "role", "column", "row", "down", "hover"])
    wide, gap = ("width", 0) if narrow else ("(width - 36) / 2", 36)
    placed = (
        alt.Chart()
        .transform_joinaggregate(tw_least="min(score)", tw_most="max(score)")
        .transform_calculate(
            tw_left="0" if narrow else f"datum.column * ({wide} + {gap})",
            tw_unit=f"({wide} - {NAMES} - {2 * NUMBER}) / max(max(0, datum.tw_most) - min(0, datum.tw_least), 1)",
            tw_y=f"datum.{'down' if narrow else 'row'} + {ROW / 2}",
        )
        .transform_calculate(tw_zero=f"datum.tw_left + {NAMES + NUMBER} - min(0, datum.tw_least) * datum.tw_unit")
        .transform_calculate(tw_end="datum.tw_zero + datum.score * datum.tw_unit")
    )
    y = alt.value(alt.expr("datum.tw_y"))
    colours = alt.Scale(domain=list(ROLES), range=[colour for colour, _, _ in ROLES.values()])
    # A score of nought is a hair's breadth, so that it can be pointed at.
    bars = placed.mark_rect().encode(
        x=alt.value(alt.expr("min(datum.tw_zero, datum.tw_end)")),
        x2=alt.value(alt.expr("max(datum.tw_zero + 1, datum.tw_end)")),
        y=alt.value(alt.expr("datum.tw_y - 6")),
        y2=alt.value(alt.expr("datum.tw_y + 6")),
        color=alt.Color("role:N", scale=colours, legend=None),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    weights = " : ".join(f"datum.role == '{role}' ? '{weight}'" for role, (_, _, weight) in ROLES.items())
    weight = alt.expr(f"{weights} : 'normal'")
    names = placed.mark_text(align="left", baseline="middle", fontWeight=weight, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_left")), y=y, text="words:N"
    )
    numbers_at = alt.value(alt.expr("datum.tw_end + (datum.score < 0 ? -5 : 6)"))
    side = alt.expr("datum.score < 0 ? 'right' : 'left'")
    scores = placed.mark_text(align=side, baseline="middle", fontWeight=weight, aria=False).encode(
        x=numbers_at, y=y, text="number:N"
    )
    heads = (
        placed.transform_filter("datum.head != null")
        .mark_text(align="left", baseline="middle", fontSize=13, color=theme.QUIET, aria=False)
        .encode(x=alt.value(alt.expr("datum.tw_left")), y=alt.value(alt.expr(f"datum.tw_y - {ROW}")), text="head:N")
    )
    height = int((down if narrow else row).max()) + ROW
    return theme.layers(bars, names, scores, heads, data=table, height=height)


def scenario_tiles(rows: pd.DataFrame, lines: Sequence[str], narrow: bool = False) -> alt.LayerChart:
    """One column per scenario, one tile per factor, with the state in words; in a narrow place a card per scenario.

    ``rows`` has ``scenario`` (a label, in order), ``line`` (the factor, one of ``lines``), ``state`` (its words),
    ``kind`` (as in the start scenario, or otherwise: the tile is shaded) and ``hover``. A card has those that are
    otherwise.
    """
    number = {scenario: place for place, scenario in enumerate(dict.fromkeys(rows["scenario"]))}
    tiles = rows.assign(
        part="tile",
        factor=rows["line"].map(_halved),
        words=[_halved(state) if len(state) > 13 else state for state in rows["state"]],
        slot=rows["scenario"].map(number) * 100 + rows["line"].map(list(lines).index) + 1,
    )
    same = rows.groupby("scenario", sort=False)["kind"].agg(lambda kinds: "otherwise" not in set(kinds))
    heads = pd.DataFrame({"scenario": list(number), "slot": [place * 100 for place in number.values()]})
    heads["state"] = [f"{name.replace(chr(10), ': ')}{', all as in 2025' if same[name] else ''}" for name in number]
    every = pd.concat([tiles, heads.assign(part="head")], ignore_index=True)
    table = theme.data(every, ["part", "scenario", "line", "factor", "words", "state", "kind", "slot", "hover"])
    make = _cards if narrow else _columns
    return theme.layers(*make(lines), data=table, height=alt.Step(38 if narrow else 40))


def _halved(text: str) -> str:
    """``text`` in two lines as equal as can be."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    at = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:at]}\n{text[at + 1 :]}"


def _columns(lines: Sequence[str]) -> list[alt.Chart]:
    top = alt.Axis(orient="top", labelAngle=0, labelPadding=22, labelFontWeight="bold", domain=False, ticks=False)
    left = alt.Axis(domain=False, ticks=False, labelPadding=8, labelOffset=-theme.LINE / 2)  # two lines, centred
    base = (
        alt.Chart()
        .transform_filter("datum.part == 'tile'")
        .encode(
            x=alt.X("scenario:N", sort=None, title=None, axis=top, scale=alt.Scale(paddingInner=0.03)),
            y=alt.Y(
                "factor:N",
                sort=[_halved(line) for line in lines],
                title=None,
                axis=left,
                scale=alt.Scale(paddingInner=0.06),
            ),
        )
    )
    fill = alt.expr(f"datum.kind == 'otherwise' ? '{theme.TINT_OCHRE}' : '{theme.PAPER}'")
    tiles = base.mark_rect(stroke=theme.GRID).encode(
        fill=alt.value(fill), description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    # A text of several lines begins at its place and runs down from there.
    words = base.mark_text(
        baseline="middle",
        fontWeight=alt.expr("datum.kind == 'otherwise' ? 'bold' : 'normal'"),
        dy=alt.expr(f"1 - (length(split(datum.words, '\\n')) - 1) * {theme.LINE / 2}"),
        aria=False,
    ).encode(text="words:N", color=alt.value(theme.INK))
    return [tiles, words]


def _cards(_lines: Sequence[str]) -> list[alt.Chart]:
    y = alt.Y("slot:O", title=None, axis=None, scale=alt.Scale(padding=0.05))
    base = alt.Chart().encode(y=y)
    shaded = base.transform_filter("datum.part == 'tile' && datum.kind == 'otherwise'")
    tiles = shaded.mark_rect(fill=theme.TINT_OCHRE).encode(
        x=alt.value(0), x2=alt.value(alt.expr("width")), description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    styles: tuple[tuple[str, int, Literal["normal", "bold"], int], ...]
    styles = ("line", 11, "normal", -8), ("state", 13, "bold", 8)
    words = [
        shaded.mark_text(align="left", baseline="middle", fontSize=size, fontWeight=weight, dy=dy, aria=False).encode(
            x=alt.value(8), text=f"{field}:N", color=alt.value(theme.INK)
        )
        for field, size, weight, dy in styles
    ]
    heads = (
        base.transform_filter("datum.part == 'head'")
        .mark_text(align="left", baseline="middle", fontSize=14, fontWeight="bold", dy=6, aria=False)
        .encode(x=alt.value(0), text="state:N", color=alt.value(theme.INK))
    )
    return [tiles, *words, heads]
