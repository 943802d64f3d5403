"""The colours of both themes: read as text, told apart without red or green, used by name everywhere."""

import itertools
import re
from pathlib import Path

import pytest

import workbook
from workbook.base.palette import DARK, LIGHT, css, in_light, named
from workbook.charts import theme

THEMES = {"light": LIGHT, "dark": DARK}
TEXT = ("ink", "quiet", "grey", "blue", "vermilion", "green", "purple", "ochre", "link")
STATES = ("vermilion", "blue", "ink", "green", "purple", "ochre")
# Machado, Oliveira and Fernandes (2009), severity 1: what one sees without red, without green, without blue cones.
SEEN_WITHOUT = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    """Red, green and blue of a colour such as #c24a00 as amounts of light."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How strongly two colours contrast, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(light):
    """CIE 1976 L*a*b* of amounts of light, D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (sum(a * b for a, b in zip(row, light, strict=True)) for row in rows)
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x / 0.9505, y, z / 1.089)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def distance(one, other, missing=None):
    """How different two colours look (CIE 1976), also to those whose eyes lack one kind of cones."""
    seen = []
    for colour in (one, other):
        light = linear(colour)
        if missing:
            light = [
                min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1) for row in SEEN_WITHOUT[missing]
            ]
        seen.append(lab(light))
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    # Known: #767676 is the lightest grey that has 4.5 on white; a pale orange has about 2.
    assert 4.5 < contrast("#767676", "#ffffff") < 4.6
    assert contrast("#ff9a50", "#ffffff") < 2.2


@pytest.mark.parametrize("which", THEMES)
@pytest.mark.parametrize("name", TEXT)
def test_every_colour_can_be_read_as_text(which, name):
    assert contrast(THEMES[which][name], THEMES[which]["paper"]) >= 4.5


@pytest.mark.parametrize("which", THEMES)
def test_ink_can_be_read_on_every_tint(which):
    colours = THEMES[which]
    for name in colours:
        if name.startswith(("tint-", "deep-")):
            assert contrast(colours["ink"], colours[name]) >= 4.5, name


@pytest.mark.parametrize("which", THEMES)
@pytest.mark.parametrize("missing", [None, *SEEN_WITHOUT])
def test_the_six_states_are_told_apart(which, missing):
    """A difference of about 10 is seen at a glance; shapes and names stand beside colours all the same."""
    pairs = itertools.combinations([THEMES[which][name] for name in STATES], 2)
    assert min(distance(*pair, missing) for pair in pairs) >= 9.5


def test_both_themes_have_the_same_names_and_the_style_sheet_has_all():
    assert LIGHT.keys() == DARK.keys()
    text = css()
    assert all(text.count(f"--tw-{name}:") == 3 for name in LIGHT)
    assert in_light(named("blue")) == LIGHT["blue"]
    with pytest.raises(KeyError):
        named("azure")


def test_charts_and_views_name_their_colours():
    """So that they follow the theme."""
    for folder in ("charts", "views"):
        for path in Path(workbook.__file__).parent.joinpath(folder).rglob("*.[pc][ys]*"):
            if path.suffix in (".py", ".css"):
                assert re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", path.read_text(encoding="utf-8")) == [], path


def test_each_state_has_a_colour_and_a_shape_of_its_own():
    colours, _, shapes = zip(*theme.ACTORS.values(), strict=True)
    assert set(colours) == {named(name) for name in STATES}
    assert len(set(shapes)) == len(theme.ACTORS) == 6
