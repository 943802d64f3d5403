"""The colours of the workbook, in light and in dark: each has a name, and style sheets say what it is in which theme.

A chart names its colours (``var(--tw-blue)``), so that it follows a change of theme without being drawn again. Where no
style sheet reaches, in a file of a picture, ``in_light`` puts the colours of the light theme in their place.

All of them have 4.5:1 as text on the paper of their theme, so that words may have the colour of what they name; ink has
it on all tints. After Okabe and Ito (2008), told apart also by those who see no red or no green.
"""

import re
from typing import Final

LIGHT: Final = {
    "paper": "#ffffff",
    "ink": "#1a1a1a",
    "quiet": "#595959",
    "grid": "#e0e0e0",
    "grey": "#6e6e6e",
    "blue": "#0072b2",
    "vermilion": "#d02a00",
    "green": "#00775a",
    "purple": "#8a3a80",
    "ochre": "#7a7414",
    "tint-grey": "#ececec",
    "tint-blue": "#d6e8f5",
    "tint-vermilion": "#fbdcc8",
    "tint-green": "#cdeadf",
    "tint-purple": "#eadcf0",
    "tint-ochre": "#f3e8c0",
    "deep-blue": "#a9cbe4",
    "deep-vermilion": "#f2a77c",
    "link": "#0b5394",
    "water": "#e6eff4",
    "land": "#f6f3ec",
    "land-china": "#f1e2d0",
    "land-russia": "#e0e8da",
    "land-korea": "#ecd2c6",
    "contested": "#d0d0d0",
    "coast": "#b9b2a0",
    "border": "#857c6a",
    "lettering": "#5a5345",
}
DARK: Final = {
    "paper": "#111111",
    "ink": "#f0f0f0",
    "quiet": "#b5b5b5",
    "grid": "#3a3a3a",
    "grey": "#9a9a9a",
    "blue": "#54b6f8",
    "vermilion": "#f5884a",
    "green": "#46ce93",
    "purple": "#d386c5",
    "ochre": "#e5be34",
    "tint-grey": "#2b2b2b",
    "tint-blue": "#16374f",
    "tint-vermilion": "#552611",
    "tint-green": "#0f3f31",
    "tint-purple": "#432844",
    "tint-ochre": "#413608",
    "deep-blue": "#24567d",
    "deep-vermilion": "#8a3d14",
    "link": "#7cc0f5",
    "water": "#16222a",
    "land": "#2a2a26",
    "land-china": "#3a2f22",
    "land-russia": "#253026",
    "land-korea": "#42291f",
    "contested": "#4a4a4a",
    "coast": "#5d5848",
    "border": "#a0967f",
    "lettering": "#cfc7b4",
}
# What JupyterLab's own theme has for some of them.
JUPYTERLAB: Final = {"paper": "--jp-layout-color0"}
OURS = ":is(.triangle-view, .triangle-form, .triangle-page, #vg-tooltip-element)"
NAMED = re.compile(r"var\(--tw-([a-z-]+)\)")


def named(colour: str) -> str:
    """How a chart or a style sheet names ``colour``.

    >>> named("blue")
    'var(--tw-blue)'
    """
    if colour not in LIGHT:
        raise KeyError(colour)
    return f"var(--tw-{colour})"


def in_light(text: str) -> str:
    """``text`` with every named colour as it is in the light theme.

    >>> in_light('{"fill": "var(--tw-blue)"}')
    '{"fill": "#0072b2"}'
    """
    return NAMED.sub(lambda found: LIGHT[found[1]], text)


def css() -> str:
    """The style sheet that gives the names their colours: light; dark in a dark JupyterLab, VS Code or browser.

    Paper is printed in the light theme, whatever stands on the screen.
    """
    dark = _rules(DARK)
    return "\n".join(
        [
            f"{OURS} {{ {_rules(LIGHT)} color-scheme: light; }}",
            "@media screen {",
            f'  body:is([data-jp-theme-light="false"], .vscode-dark) {OURS} {{ {dark} color-scheme: dark; }}',
            "}",
            "@media screen and (prefers-color-scheme: dark) {",
            f"  body:not([data-jp-theme-light], .vscode-light) {OURS} {{ {dark} color-scheme: dark; }}",
            "}",
        ]
    )


def _rules(colours: dict[str, str]) -> str:
    values = {
        name: f"var({JUPYTERLAB[name]}, {code})" if name in JUPYTERLAB else code for name, code in colours.items()
    }
    return " ".join(f"--tw-{name}: {value};" for name, value in values.items())
