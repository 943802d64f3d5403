"""The test that sees: every view in both themes and three widths, without a text that cannot be read.

Limits and exceptions stand in seen.toml. What the probe finds is shown by
``python tests/helpers/seeing.py --views trade --pictures /tmp/look``.
"""

import pytest
import seeing

import workbook as wb

pytestmark = pytest.mark.browser

STATES = 20
FRAME = """<!doctype html><html lang="en"><head><title>A page</title><style>
.triangle-view {
  background: var(--jp-layout-color0, #fff); color: var(--jp-ui-font-color1, #222); font: 14px sans-serif;
}
</style></head><body><section id="page"><figure class="triangle-view">
<p class="headline">China buys 98 percent</p><p class="reading">One line is one partner.</p>%s
</figure></section></body></html>"""
# A chart as Vega draws it: a plot of 400 by 200 pixels with the rows A and B, two marks and a legend of both.
CHART = """<svg class="marks" width="500" height="300" style="%(svg)s"><g transform="translate(60,10)">
<g class="mark-group role-frame root"><g><path class="background" d="M0,0h400v200h-400Z" fill="transparent"></path><g>
<g class="mark-group role-axis" aria-label="Y-axis"><g><g class="mark-text role-axis-label">
<text class="lane" transform="translate(-10,54)" text-anchor="end" fill="%(ink)s" font-size="12px">A</text>
<text class="lane" transform="translate(-10,154)" text-anchor="end" fill="%(ink)s" font-size="12px">B</text></g></g></g>
<g class="mark-symbol role-mark">
<path aria-label="one" transform="translate(40,50)" d="M-8,-8h16v16h-16Z" fill="#c24a00"></path>
<path aria-label="two" transform="translate(200,%(second)s)" d="M-8,-8h16v16h-16Z" fill="%(mark)s"></path>
<path aria-label="three" transform="translate(330,50)" d="M-8,-8h16v16h-16Z" fill="#c24a00"></path></g>
<g class="mark-group role-legend"><g><g><g><g>
<g class="mark-symbol role-legend-symbol">
<path transform="translate(0,250)" d="M-5,-5h10v10h-10Z" fill="#c24a00"></path></g>
<g class="mark-text role-legend-label">
<text transform="translate(10,254)" fill="%(ink)s" font-size="12px">China</text></g>
<g class="mark-symbol role-legend-symbol">
<path transform="translate(90,250)" d="M-5,-5h10v10h-10Z" fill="#0072b2"></path></g>
<g class="mark-text role-legend-label">
<text transform="translate(100,254)" fill="%(ink)s" font-size="12px">Russia</text></g>
</g></g></g></g></g>
%(more)s</g></g></g></g></svg>
<script>document.querySelectorAll(".lane").forEach((text) => {
  text.__data__ = { text: text.textContent, datum: { value: text.textContent } };
});</script>"""
INK = "var(--jp-ui-font-color1, #222)"


def chart(**parts):
    return CHART % {"svg": "", "ink": INK, "second": 150, "mark": "#0072b2", "more": "", **parts}


def text(words, x, y, **more):
    details = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text transform="translate({x},{y})" font-size="12px" fill="{INK}"{details}>{words}</text>'


LIMIT = """<script>
[...document.querySelectorAll("text")].at(-1).__data__ = { text: "Russia and North Korea", limit: 60 };
</script>"""
BAND = (
    '<g class="mark-rect role-mark"><path transform="translate(0,0)" d="M90,80h60v30h-60Z" fill="#777777"></path></g>'
)
RULE = '<g class="mark-rule role-mark"><line aria-label="B" y1="150" y2="150" x2="400" stroke="#777777"></line></g>'
LATER = '<g class="mark-rect role-mark"><path d="M90,80h40v30h-40Z" fill="#777777"></path></g>'
CLIP = (
    '<defs><clipPath id="cut"><rect width="150" height="200"></rect></clipPath></defs><g clip-path="url(#cut)">%s</g>'
)
FAULTS = {
    "a label that Vega shortened": ("cut", "Russia and…", chart(more=text("Russia and…", 90, 100))),
    "a label that its limit cut": ("cut", "Russia a", chart(more=text("Russia a", 90, 100)) + LIMIT),
    "a label outside the picture": ("cut", "North Korea", chart(more=text("North Korea", 410, 100))),
    "a label that its plot clips": ("cut", "North Korea", chart(more=CLIP % text("North Korea", 110, 100))),
    "words outside the figure": ("cut", "Far away", '<div style="position:relative;left:-40px">Far away</div>'),
    "words that a box hides": (
        "cut",
        "North Korea and Russia",
        '<div style="width:60px;overflow:hidden;white-space:nowrap">North Korea and Russia</div>',
    ),
    "a list narrower than its choice": (
        "cut",
        "Russian technology",
        '<select aria-label="What" style="width:60px"><option>Russian technology</option></select>',
    ),
    "a list that begins inside and ends outside": (
        "cut",
        "field What",
        '<div style="overflow:auto;width:200px"><select aria-label="What" style="width:300px"></select></div>',
    ),
    "a page wider than the window": ("cut", "the page", '<div style="width:2000px;height:4px"></div>'),
    "two labels in one place": (
        "overlap",
        "Kursk × Rason",
        chart(more=text("Kursk", 90, 100) + text("Rason", 100, 103)),
    ),
    "a turned label over another": (
        "overlap",
        "Kursk × Rason",
        chart(more=text("Kursk", 90, 100) + text("Rason", 0, 0).replace("(0,0)", "(100,115) rotate(-45)")),
    ),
    "a label under a mark": ("overlap", "Kursk × a mark", chart(more=text("Kursk", 95, 100) + LATER)),
    "grey words": ("contrast", "Hardly", '<p style="color:#777">Hardly</p>'),
    "a label of little contrast": ("contrast", "Pale", chart(more=text("Pale", 90, 100, fill_opacity=0.3))),
    "a label on a mark of its colour": (
        "contrast",
        "On grey",
        chart(more=BAND + text("On grey", 95, 100).replace(INK, "#8a8a8a")),
    ),
    "a field of its text's colour": (
        "contrast",
        "field Year",
        '<input aria-label="Year" value="2020" style="background:#eee;color:#aaa">',
    ),
    "a mark that is hardly there": ("contrast", "mark “two”", chart(mark="#bbbbbb").replace("#0072b2", "#bbbbbb")),
    "a white picture in the dark": ("theme", "a picture does not", chart(svg="background:#fff", ink="#222")),
    "a legend of what is not drawn": ("legend", "Russia", chart(mark="#c24a00")),
    "a legend in words of what is not drawn": (
        "legend",
        "Japan",
        chart() + '<div class="legend"><span><i style="background:#8a6d00"></i>Japan</span></div>',
    ),
    "a row without a mark": ("empty", "rows without a mark: B", chart(second=50)),
    "a row with nothing but its rule": (
        "empty",
        "rows without a mark: B",
        chart(second=50, more=RULE),
    ),
    "a plot that is half empty": (
        "empty",
        "width of a plot",
        chart().replace("translate(200,", "translate(60,").replace("translate(330,", "translate(80,"),
    ),
    "a figure without a headline": (
        "words",
        "no headline",
        "<script>document.querySelector('.headline').remove()</script>",
    ),
    "a headline that is a paragraph": (
        "words",
        "headline:",
        f"<script>document.querySelector('.headline').textContent = '{'word ' * 17}'</script>",
    ),
    "a reading line that is a page": (
        "words",
        "reading:",
        f"<script>document.querySelector('.reading').textContent = '{'word ' * 26}'</script>",
    ),
    "letters too small": ("small", "Tiny", chart(more=text("Tiny", 90, 100).replace("12px", "8px"))),
}
HALO = text("Kursk", 95, 100, stroke="#fff", stroke_width=3).replace(INK, "#fff")
SOUND = {
    "a chart": chart(),
    "a label on a pale mark": chart(
        more=BAND.replace("#777777", "#eeeeee") + text("Kursk", 95, 100).replace(INK, "#222")
    ),
    "a label with a halo": chart(more=BAND + HALO + text("Kursk", 95, 100).replace(INK, "#222")),
    "two slanted labels side by side": chart(
        more="".join(text("North Korea", 0, 0).replace("(0,0)", f"({x},115) rotate(-45)") for x in (90, 115))
    ),
    "words for a screen reader": '<p style="position:absolute;width:1px;height:1px;overflow:hidden;color:#777">Two</p>',
    "a wide table that can be scrolled to": (
        '<div style="overflow-x:auto"><div style="width:3000px;text-align:right">Far away</div></div>'
    ),
    "a fold that is closed": '<details><summary>More</summary><p style="color:#777">Grey</p></details>',
}


@pytest.fixture(scope="module")
def eye(chromium):
    with seeing.eye_of(chromium) as eye:
        yield eye


@pytest.fixture(scope="module")
def openings(eye):
    """The faults of a view as it opens, by its name; each view is looked at once."""
    known = {}

    def opening(name):
        if name not in known:
            known[name] = seeing.opening(eye, name)
        return known[name]

    return opening


def told(faults):
    """What is said of faults for which there is no exception; nothing if there are none."""
    return seeing.report(seeing.without(faults, seeing.excuses()))


@pytest.mark.parametrize("name", wb.views.NAMES)
def test_all_of_a_view_can_be_read_in_both_themes_and_three_widths(openings, name):
    faults = told(openings(name))
    assert not faults, faults


@pytest.mark.slow
@pytest.mark.parametrize("name", wb.views.NAMES)
def test_all_of_a_view_can_be_read_in_states_by_chance(eye, name):
    faults = seeing.at_random(eye, name, STATES)
    mine = [excuse for excuse in seeing.excuses() if excuse.view == name and excuse.states]
    assert not told(faults), told(faults)
    assert seeing.stale(faults, mine) == []


def test_no_exception_has_outlived_what_it_was_for(openings):
    mine = [excuse for excuse in seeing.excuses() if not excuse.states]
    faults = [fault for name in {excuse.view for excuse in mine} for fault in openings(name)]
    assert seeing.stale(faults, mine) == []


def test_every_exception_names_a_view_a_kind_and_a_reason():
    for excuse in seeing.excuses():
        assert excuse.view in wb.views.NAMES and excuse.kind in seeing.KINDS, excuse
        assert excuse.what and len(excuse.reason.split()) > 3, excuse


@pytest.mark.parametrize("fault", FAULTS)
def test_the_probe_sees(eye, fault):
    kind, what, body = FAULTS[fault]
    eye.open_html(FRAME % body)
    found = eye.look("page", 1440, "dark" if kind == "theme" else "light")
    assert [(one.kind, what in one.what) for one in found] == [(kind, True)], [str(one) for one in found]


@pytest.mark.parametrize("sound", SOUND)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_probe_lets_pass(eye, sound, theme):
    eye.open_html(FRAME % SOUND[sound])
    assert [str(one) for one in eye.look("page", 1440, theme)] == []


def test_the_page_wears_the_colours_of_jupyterlab(eye):
    eye.open_html(FRAME % "")
    colours = {}
    for theme in ("light", "dark"):
        eye.wear(1440, theme)
        colours[theme] = eye.page.evaluate(
            "[document.body.dataset.jpThemeLight, getComputedStyle(document.body).backgroundColor]"
        )
    assert colours == {"light": ["true", "rgb(255, 255, 255)"], "dark": ["false", "rgb(17, 17, 17)"]}


def test_an_exception_covers_its_fault_alone_and_is_stale_without_it():
    fault = seeing.Fault("trade", "cut", "the page", "9 px wider", 390, "dark")
    other = seeing.Fault("trade", "cut", "Russia", "shortened", 390, "dark")
    excuse = seeing.Excuse("trade", "cut", "the page", "it is so", (390,))
    assert seeing.without([fault, other], [excuse]) == [other]
    assert seeing.stale([fault], [excuse]) == []
    assert seeing.stale([other], [excuse]) == [excuse]
    assert not seeing.Excuse("trade", "cut", "the page", "it is so", (1440,)).covers(fault)
