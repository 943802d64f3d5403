"""What a reader cannot read in a view: the probe of seeing.js on saved pages, in both themes and three widths.

On a command line it is for those who work at a view::

    python tests/helpers/seeing.py --views trade,timeline --pictures /tmp/look
"""

import argparse
import json
import random
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from driving import every_state

from workbook import views
from workbook.views.export import page as saved_page
from workbook.views.panel import traits

HERE = Path(__file__).parent
PROBE = (HERE / "seeing.js").read_text(encoding="utf-8")
LIST = HERE.parent / "browser" / "seen.toml"
THEMES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
KINDS = ("cut", "overlap", "contrast", "theme", "legend", "empty", "words", "small")
WIDTHS = (1440, 1024, 390)
# JupyterLab's two themes at each width; and a saved page on a phone that is set to dark.
LOOKS = (*((width, theme) for width in WIDTHS for theme in ("light", "dark")), (390, "system"))
HEIGHT = 900
# What JupyterLab, with its list of files open, leaves to a figure in windows of 1440 and 1024 pixels: 1006 and 590.
BESIDE = """@media (min-width: 1100px) { body { max-width: 1008px; } }
@media (min-width: 700px) and (max-width: 1099px) { body { max-width: 592px; } }"""

# JupyterLab names the new theme before it has loaded its colours; so does this.
WEAR = """async ([name, css]) => {
  document.body.dataset.jpThemeName = `JupyterLab ${name === "dark" ? "Dark" : "Light"}`;
  document.body.dataset.jpThemeLight = String(name !== "dark");
  await new Promise((done) => setTimeout(done, 20));
  document.getElementById("worn").textContent = css;
}"""
BARE = """() => {
  for (const name of ["jpThemeName", "jpThemeLight"]) delete document.body.dataset[name];
  document.getElementById("worn").textContent = "";
}"""
# The figure again, of a view in another state; the charting library is in the page already.
AGAIN = """async ([name, traits]) => {
  const place = document.getElementById(name);
  place.replaceChildren();
  const text = document.getElementById("panel").textContent.replaceAll("<\\\\/script", "</script");
  globalThis.panelModule ??= await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  const model = { get: (trait) => traits[trait] };
  for (const name of ["on", "off", "set", "save_changes", "send"]) model[name] = () => {};
  await globalThis.panelModule.default.render({ model, el: place });
}"""


@dataclass(frozen=True)
class Fault:
    """One thing that a reader cannot read, and where: in which view, how wide, in which theme and state."""

    view: str
    kind: str
    what: str
    where: str
    width: int
    theme: str
    state: str = ""

    def __str__(self) -> str:
        state = f" [{self.state}]" if self.state else ""
        return f"{self.view} {self.width} {self.theme}{state} {self.kind}: {self.what} ({self.where})"


@dataclass(frozen=True)
class Excuse:
    """An exception of the list: faults of one kind in one view whose words hold ``what``, and why they may be."""

    view: str
    kind: str
    what: str
    reason: str
    widths: tuple[int, ...] = WIDTHS
    states: bool = False  # whether it is met in other states only, not when the view is opened

    def covers(self, fault: Fault) -> bool:
        """Whether ``fault`` is what this exception is for."""
        fits = (fault.view, fault.kind) == (self.view, self.kind) and fault.width in self.widths
        return fits and self.what in f"{fault.what} ({fault.where})"


def limits(path: Path = LIST) -> dict[str, float]:
    """The limits of the list by name."""
    found: dict[str, float] = _list(path)["limits"]
    return found


def excuses(path: Path = LIST) -> list[Excuse]:
    """The exceptions of the list."""
    entries = _list(path).get("exceptions", [])
    return [Excuse(**{**entry, "widths": tuple(entry.get("widths", WIDTHS))}) for entry in entries]


def _list(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def theme_css(name: str) -> str:
    """The variables of an installed theme of JupyterLab ("light", "dark"), and a page that wears them as a notebook."""
    css = (THEMES / f"theme-{name}-extension" / "index.css").read_text(encoding="utf-8")
    found = re.search(r":root\s*\{[^}]*\}", css)
    assert found, f"no variables in the theme {name}"
    return f"{found[0]} body {{ background: var(--jp-layout-color0); color: var(--jp-ui-font-color1); }} {BESIDE}"


class Eye:
    """One page of Chromium that looks at views."""

    def __init__(self, chromium: Any) -> None:
        self._context = chromium.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}, reduced_motion="reduce")
        self.page = self._context.new_page()
        self._folder = tempfile.TemporaryDirectory()
        self._limits = limits()
        self._css = {name: theme_css(name) for name in ("light", "dark")}

    def close(self) -> None:
        """Close the page."""
        self._context.close()
        self._folder.cleanup()

    def open(self, view: Any) -> None:
        """Show the saved page of ``view``, wearing JupyterLab's light theme."""
        html = saved_page({view.name: view}, "Triangle Workbook")
        self.open_html(html, f"{view.name}.html")

    def open_html(self, html: str, name: str = "page.html") -> None:
        """Show ``html``, wearing JupyterLab's light theme."""
        worn = f'<style id="worn">{self._css["light"]}</style></head>'
        body = '<body data-jp-theme-name="JupyterLab Light" data-jp-theme-light="true"'
        path = Path(self._folder.name) / name
        path.write_text(html.replace("</head>", worn, 1).replace("<body", body, 1), encoding="utf-8")
        self.page.emulate_media(color_scheme="light")
        self.page.goto(path.as_uri())
        self.page.evaluate(PROBE)

    def draw(self, view: Any) -> None:
        """Draw ``view``, which is open, anew in its present state."""
        self.page.evaluate(AGAIN, [view.name, json.loads(json.dumps(traits(view), default=str))])

    def wear(self, width: int, theme: str) -> None:
        """Make the window so wide, put a theme on the page and wait until the figure stands still."""
        if self.page.viewport_size != {"width": width, "height": HEIGHT}:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if theme == "system" else "light")
        if theme == "system":
            self.page.evaluate(BARE)
        else:
            self.page.evaluate(WEAR, [theme, self._css[theme]])
        self.page.evaluate("still()")

    def look(self, view: str, width: int, theme: str, state: str = "") -> list[Fault]:
        """The faults of what the page shows."""
        self.wear(width, theme)
        found = self.page.evaluate("(limits) => seen(limits)", self._limits)
        return [Fault(view, **fault, width=width, theme=theme, state=state) for fault in found]

    def picture(self, path: Path) -> None:
        """Save the whole figure as a picture."""
        self.page.locator(".triangle-view").first.screenshot(path=path)


@contextmanager
def eye_of(chromium: Any) -> Iterator[Eye]:
    """An Eye that is closed at the end."""
    eye = Eye(chromium)
    try:
        yield eye
    finally:
        eye.close()


def opening(eye: Eye, name: str, pictures: Path | None = None) -> list[Fault]:
    """The faults of the view ``name`` as it opens, in every look."""
    eye.open(getattr(views, name)())
    faults = []
    for width, theme in LOOKS:
        faults += eye.look(name, width, theme)
        if pictures:
            eye.picture(pictures / f"{name}-{width}-{theme}.png")
    return faults


def at_random(eye: Eye, name: str, number: int, pictures: Path | None = None) -> list[Fault]:
    """The faults of the view ``name`` in ``number`` states by chance, always the same ones, each in the next look."""
    view, chance = getattr(views, name)(), random.Random(name)
    if not view.controls:
        return []
    eye.open(view)
    faults = []
    for turn in range(number):
        view.choose(**{control.name: chance.choice(list(every_state(control))) for control in view.controls})
        eye.draw(view)
        width, theme = LOOKS[turn % len(LOOKS)]
        found = eye.look(name, width, theme, view.state)
        if pictures and found:
            eye.picture(pictures / f"{name}-{width}-{theme}-state{turn}.png")
        faults += found
    return faults


def without(faults: Iterable[Fault], allowed: Iterable[Excuse]) -> list[Fault]:
    """``faults`` for which no exception stands in the list."""
    allowed = list(allowed)
    return [fault for fault in faults if not any(excuse.covers(fault) for excuse in allowed)]


def stale(faults: Iterable[Fault], allowed: Iterable[Excuse]) -> list[Excuse]:
    """The exceptions that cover none of ``faults``."""
    faults = list(faults)
    return [excuse for excuse in allowed if not any(excuse.covers(fault) for fault in faults)]


def distinct(faults: Iterable[Fault]) -> dict[tuple[str, str, str], list[Fault]]:
    """The same fault in several looks and states as one: by view, kind and words."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.view, fault.kind, fault.what), []).append(fault)
    return groups


def report(faults: Iterable[Fault], most: int = 8) -> str:
    """``faults`` in few lines: of each view and kind the first ``most``, with the looks that have it."""
    lines, told = [], Counter[tuple[str, str]]()
    groups = distinct(faults)
    for (view, kind, what), same in groups.items():
        told[view, kind] += 1
        if told[view, kind] <= most:
            looks = _looks({(fault.width, fault.theme) for fault in same})
            states = sorted({fault.state for fault in same if fault.state}, key=len)
            lines.append(f"{view} {kind}: {what} ({same[0].where}) {looks}{f' [{states[0]}]' if states else ''}")
    rest = {place: number - most for place, number in told.items() if number > most}
    lines += [f"{view} {kind}: and {number} more" for (view, kind), number in rest.items()]
    return "\n".join(sorted(lines, key=lambda line: line.split(" ")[:2]))


def _looks(met: set[tuple[int, str]]) -> str:
    """Which looks a fault was met in, as short as can be: "everywhere", "390", "1440 1024 dark"."""
    if met == set(LOOKS):
        return "everywhere"
    widths = {theme: [width for width, worn in LOOKS if worn == theme and (width, theme) in met] for _, theme in LOOKS}
    if widths["light"] == widths["dark"]:
        return " ".join(map(str, widths["light"]))
    return ", ".join(f"{' '.join(map(str, which))} {theme}" for theme, which in widths.items() if which)


def counts(faults: Iterable[Fault], names: Iterable[str]) -> str:
    """A table: how many different faults of each kind each view has."""
    number = Counter((view, kind) for view, kind, _ in distinct(faults))
    rows = [[name, *(number[name, kind] for kind in KINDS)] for name in names]
    total = ["all", *(sum(row[column] for row in rows) for column in range(1, len(KINDS) + 1))]
    lines = [["view", *KINDS, "sum"], *[[*row, sum(row[1:])] for row in [*rows, total]]]
    return "\n".join(
        "".join(f"{cell!s:<16}" if not at else f"{cell!s:>9}" for at, cell in enumerate(row)) for row in lines
    )


def main(arguments: list[str] | None = None) -> int:
    """Look at views and print what cannot be read; 1 if there is something beyond the list of exceptions."""
    parser = argparse.ArgumentParser(prog="seeing.py", description=main.__doc__)
    parser.add_argument("--views", default=",".join(views.NAMES), help="names, with commas; all if not given")
    parser.add_argument("--states", type=int, default=0, help="look at so many states by chance too")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the figures")
    parser.add_argument("--most", type=int, default=8, help="so many lines per view and kind")
    parser.add_argument("--kinds", default=",".join(KINDS), help="only these kinds, with commas")
    parser.add_argument("--json", type=Path, help="a file for all faults")
    chosen = parser.parse_args(arguments)
    names = chosen.views.split(",")
    if unknown := set(names) - set(views.NAMES):
        parser.error(f"no view is called {', '.join(sorted(unknown))}; there are {', '.join(views.NAMES)}")
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)

    from browsing import CHROMIUM, FLAGS
    from playwright.sync_api import sync_playwright

    faults, began = [], time.monotonic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        with eye_of(browser) as eye:
            for name in names:
                faults += opening(eye, name, chosen.pictures)
                faults += at_random(eye, name, chosen.states, chosen.pictures)
        with suppress(Exception):
            browser.close()
    faults = [fault for fault in without(faults, excuses()) if fault.kind in chosen.kinds.split(",")]
    print(report(faults, chosen.most))
    print(counts(faults, names))
    print(f"{len(faults)} sightings, {time.monotonic() - began:.0f} seconds")
    if chosen.json:
        chosen.json.write_text(json.dumps([vars(fault) for fault in faults], indent=1), encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
