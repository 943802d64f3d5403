"""Views that move together."""

import ipywidgets
import pytest

import workbook as wb
from workbook.base import WorkbookError


@pytest.fixture
def pair():
    return wb.views.together(wb.views.timeline(since=1990), "tests")


def test_the_years_are_common_and_the_second_view_takes_the_first_ones(pair):
    first, second = pair.views
    assert [name for _, _, name in pair.common] == ["since", "until", "turning_points"]
    assert second.chosen["since"] == first.chosen["since"] == 1990
    assert second.chosen["until"] == first.chosen["until"]


def test_a_year_outside_the_second_view_becomes_its_nearest():
    later = wb.views.together(wb.views.timeline(since=1948), "tests").views[1]
    assert later.chosen["since"] == later.controls[-2].first > 1948


def test_the_common_controls_are_shown_once_and_linked_in_the_browser(pair):
    widget = pair.widget
    shown = [control["label"] for view in widget.children for control in view.children[-1].controls]
    assert shown.count("From") == shown.count("to") == 1
    first, second = (view._panel for view in pair.views)
    links = [
        w for w in ipywidgets.Widget.get_manager_state()["state"].values() if w["model_name"] == "DirectionalLinkModel"
    ]
    ends = [(link["state"]["source"], link["state"]["target"]) for link in links]
    name = "IPY_MODEL_{}".format
    assert ([name(first.model_id), "param_since"], [name(second.model_id), "param_since"]) in ends


def test_controls_that_offer_different_things_stay_apart():
    pair = wb.views.together("timeline", "votes_council")
    assert {name for _, _, name in pair.common} == {"since", "until"}


def test_its_text_is_the_sentences_of_all_and_saving_keeps_their_states(pair):
    assert repr(pair).splitlines() == [view.sentence for view in pair.views]


@pytest.mark.parametrize("given", [(), ("trade",), ("trade", "trades"), ("trade", 3)])
def test_what_is_not_two_views_gets_a_sentence(given):
    with pytest.raises(WorkbookError, match="together"):
        wb.views.together(*given)
