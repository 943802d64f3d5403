"""The marks of a chart for those who do not see them, or use no mouse: walked by keyboard, heard as tones."""

import pytest

import workbook as wb

pytestmark = pytest.mark.browser

# Keeps what is played: for each tone its pitches in the order of time.
LISTEN = """
globalThis.played = [];
const start = OscillatorNode.prototype.start;
const set = AudioParam.prototype.setValueAtTime;
AudioParam.prototype.setValueAtTime = function (value, time) {
  (this.tones ??= []).push([time, value]);
  return set.call(this, value, time);
};
OscillatorNode.prototype.start = function (time) {
  globalThis.played.push(this.frequency.tones.map(([, pitch]) => pitch));
  return start.call(this, time);
};
"""
HERE = "document.activeElement.getAttribute('aria-label')"


def opened(page, view, tmp_path):
    page.goto(view.save(tmp_path / f"{view.name}.html").as_uri())
    page.locator(".chart svg .role-mark [aria-label]").first.wait_for(state="attached", timeout=60_000)
    page.locator(".chart [tabindex='0']").first.wait_for(state="attached")
    return page


@pytest.mark.parametrize("name", ["trade", "map"])
def test_the_marks_are_walked_with_the_keyboard_and_each_says_itself(page, tmp_path, name):
    view = getattr(wb.views, name)()
    said = set(view._selected()["hover"])
    opened(page, view, tmp_path)
    assert page.locator(".chart [tabindex='0']").count() == 1  # one stop for Tab
    page.locator(".chart [tabindex='0']").focus()
    walked = [page.evaluate(HERE)]
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        walked.append(page.evaluate(HERE))
        assert page.locator(".told").inner_text() == walked[-1]
    assert walked[-1] == walked[0] and walked[2] == walked[4] != walked[1]
    assert set(walked) <= said and len(set(walked)) == 5
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_lines_are_heard_one_after_another_and_a_higher_figure_sounds_higher(page, tmp_path):
    page.add_init_script(LISTEN)
    view = wb.views.trade(partners=("CHN",), turning_points="hidden")
    opened(page, view, tmp_path)
    assert page.evaluate("played") == []  # nothing sounds by itself
    page.get_by_role("button", name="Hear the lines").click()
    page.locator(".foot .said", has_text="You hear China").wait_for()
    page.wait_for_function("played.length > 0")
    pitches = page.evaluate("played[0]")
    rows = view._selected().dropna(subset="value").sort_values("year")
    assert len(pitches) == len(rows)
    by_value = rows.assign(pitch=pitches)[["value", "pitch"]].sort_values("value")
    assert by_value["pitch"].is_monotonic_increasing and by_value["pitch"].iloc[-1] > by_value["pitch"].iloc[0]


def test_a_chart_without_lines_offers_nothing_to_hear(page, tmp_path):
    opened(page, wb.views.visits(), tmp_path)
    assert page.get_by_role("button", name="Hear the lines").count() == 0
