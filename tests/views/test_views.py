"""Every control of every view is moved through all its values; table, sentence and chart must agree."""

import inspect

import pandas as pd
import pytest
from driving import described, every_state

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.views.entry_view import EntryView


@pytest.fixture(params=wb.views.NAMES)
def view(request):
    return getattr(wb.views, request.param)()


def test_a_view_asks_a_question_and_answers_it_with_figures(view):
    assert view.question.endswith("?")
    headline, second = view.finding
    assert headline and len(headline.split()) <= 16
    assert view.sentence == f"{headline} {second}".strip()
    assert any(letter.isdigit() for letter in view.sentence)
    assert inspect.getdoc(type(view))


def test_a_view_says_beside_its_figures_what_is_so_by_construction(view):
    assert "by construction" in view.notes.lower()


@pytest.mark.slow
def test_a_notebook_gets_the_widget_and_the_sentence(view):
    bundle, mark = view._repr_mimebundle_()
    assert bundle["text/plain"] == view.sentence == repr(view)
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert len(bundle) == 2
    assert mark == {"triangle_workbook": [{"view": view.name, "state": ""}]}


@pytest.mark.slow
def test_only_labelled_controls_are_used(view):
    view.widget  # noqa: B018
    shown = view._panel.controls
    assert [control["name"] for control in shown] == [control.name for control in view.controls]
    for control in shown:
        assert control["label"]
        assert all(part["label"] and part["kind"] in ("list", "box", "number") for part in control["parts"])


@pytest.mark.slow
def test_every_value_of_every_control_changes_table_and_sentence_together(view):
    view.widget  # noqa: B018
    for control in view.controls:
        start = view.chosen[control.name]
        for place, value in enumerate(every_state(control)):
            view.choose(**{control.name: value})
            assert view.chosen[control.name] == control.read(value)
            rows = view._selected()
            assert [view._panel.cells[number][0] for number in view._panel.kept] == [
                _plain(cell) for cell in view.table().iloc[:, 0]
            ]
            assert (view._panel.headline, view._panel.second) == view.finding
            assert view._panel.alt.startswith(view.question)
            if column := view.filters.get(control.name):
                assert control.mask(rows[column], view.chosen[control.name]).all()
            elif place % 5 == 0:  # making the chart anew takes most of the time
                assert view._panel.data == view.spec()["data"]["values"]
        view.choose(**{control.name: start})


def _plain(cell):
    return None if pd.isna(cell) else cell.isoformat()[:10] if hasattr(cell, "isoformat") else cell


@pytest.mark.slow
def test_the_browser_filters_the_same_rows_as_python(view):
    """Vega evaluates the filters of the specification; each row that is left is drawn once, and no other."""
    assert described(view.spec()) == sorted(view._selected()["hover"])
    for control in view.controls:
        before = view.chosen[control.name]
        values = list(every_state(control))
        for value in values if len(values) < 6 else values[:: len(values) // 4]:
            view.choose(**{control.name: value})
            assert described(view.spec()) == sorted(view._selected()["hover"]), (control.name, value)
        view.choose(**{control.name: before})


@pytest.mark.slow
def test_a_moved_control_moves_its_parameter(view):
    view.widget  # noqa: B018
    specs = [spec for control in view.controls for spec in control.parts(view.chosen[control.name])]
    assert view._panel.params == {f"param_{spec.param}": spec.param for spec in specs}
    names = {param["name"] for param in view._panel.spec["params"]}
    assert names >= {spec.param for spec in specs}


def test_the_state_code_restores_the_view(view):
    for control in view.controls:
        view.choose(**{control.name: list(every_state(control))[-2]})
    again = type(view)(state=view.state)
    assert again.chosen == view.chosen
    assert again.sentence == view.sentence


def test_an_empty_selection_is_said_and_not_an_error(view):
    several = [control.name for control in view.controls if isinstance(control.start, tuple)]
    if not several:  # nothing can be unchecked, so nothing can be empty
        assert not view._selected().empty or isinstance(view, EntryView)  # as long as nothing was entered
        return
    view.choose(**dict.fromkeys(several, ()))
    assert view.sentence.startswith("Nothing is selected")
    assert view.table().empty
    assert view.spec()


def test_the_chart_carries_only_columns_that_it_uses(view):
    spec = view.spec()  # both forms may use the same rows
    text = str([{**form, "data": None} for form in (spec, view.spec(narrow=True))])
    # By ``series`` a line is named when it is heard.
    for column in {*next(iter(spec["data"]["values"]), {})} - {"series"}:
        assert column in text, column


@pytest.mark.parametrize("name", wb.views.NAMES)
def test_a_choice_that_does_not_exist_gets_a_sentence(name):
    make = getattr(wb.views, name)
    with pytest.raises(UnknownName, match="There is no control called"):
        make(colour="red")
    for control in make().controls:
        with pytest.raises(WorkbookError, match="can be a year from|There is no value of"):
            make(**{control.name: "neither"})


@pytest.mark.parametrize("name", wb.views.NAMES)
def test_a_state_code_of_another_version_is_said_and_the_rest_restored(name):
    make = getattr(wb.views, name)
    control = make().controls[-1]
    first, *_, last = every_state(control)
    view = make(state=f"colour=red;{control.name}={control.write(last)};{control.name}=neither;nonsense")
    assert view.chosen[control.name] == last
    assert view.sentence.startswith(f"The state code says colour=red; {control.name}=neither; nonsense, which this")
    view.choose(**{control.name: first})
    assert "state code" not in view.sentence


def test_an_unknown_denominator_gets_the_possible_ones():
    with pytest.raises(UnknownName) as error:
        wb.views.trade(denominator="kotr")
    assert 'Did you mean "kotra"?' in str(error.value)
    assert "inter-korean" in str(error.value)


def test_an_unknown_view_gets_the_possible_ones():
    with pytest.raises(AttributeError, match='Did you mean "trade"'):
        wb.views.trad  # noqa: B018


@pytest.mark.parametrize("name", wb.views.NAMES)
def test_named_days_are_few_and_short_and_can_be_hidden(name):
    view = getattr(wb.views, name)()
    assert len(view.marks) <= 8 and all(len(words.split()) <= 5 for words in view.marks.values())
    if not view.marks:
        assert view.named_days == []
        return
    assert any(words in view.alt for _, words in view.named_days) or not view.named_days
    view.choose(turning_points="hidden")
    assert view.named_days == [] and "Marked:" not in view.alt


def test_a_named_day_that_is_no_event_stops_the_build_with_its_name(monkeypatch):
    from workbook.authoring.stubs import face_of_views

    monkeypatch.setattr(wb.views.trade, "marks", {"E9999": "Nothing happens"})
    with pytest.raises(WorkbookError, match="The view Trade names E9999, which is no event"):
        face_of_views()
