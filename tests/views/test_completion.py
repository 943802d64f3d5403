"""What Tab offers in a notebook, and what help says: asked of a live IPython, with jedi and without."""

import inspect
import pydoc
import types

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import workbook as wb
from workbook.base import WorkbookError
from workbook.views.base import FACADE


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell()
    shell.run_cell("import workbook as wb\nview = wb.views.trade()")
    return shell


@pytest.fixture(params=[True, False], ids=["jedi", "no jedi"])
def offered(shell, request):
    """A function that gives what is offered at the end of a text."""
    shell.Completer.use_jedi = request.param

    def completions(text):
        with provisionalcompleter():
            return {completion.text for completion in shell.Completer.completions(text, len(text))}

    return completions


def test_a_view_offers_its_controls(offered):
    assert offered("wb.views.trade(") >= {"denominator=", "partners=", "since=", "until=", "state="}
    assert "denominator=" in offered("wb.views.trade(de")
    assert "risk_instability=" in offered("wb.views.beijing_ledger(risk_i")


def test_the_workbook_offers_its_names_and_no_modules_but_two(offered):
    names = {name.lstrip(".") for name in offered("wb.")}
    assert names >= {"load", "datasets", "views", "measures", "cite", "check"}
    public = {name for name in names if not name.startswith("_")}
    modules = {name for name in public if isinstance(getattr(wb, name), types.ModuleType)}
    assert modules == {"views", "measures"}


def test_the_measures_offer_no_module(offered):
    names = {name.lstrip(".") for name in offered("wb.measures.")}
    assert "trade_share" in names
    public = [name for name in names if not name.startswith("_")]
    assert [name for name in public if isinstance(getattr(wb.measures, name), types.ModuleType)] == []


def test_the_views_offer_views_only(offered):
    names = {name.lstrip(".") for name in offered("wb.views.") if not name.lstrip(".").startswith("_")}
    assert names == {*wb.views.NAMES, "together"}


def test_a_made_view_offers_few_names(shell):
    shell.Completer.use_jedi = True  # without it IPython adds all names of the class
    with provisionalcompleter():
        names = {completion.text.lstrip(".") for completion in shell.Completer.completions("view.", 5)}
    controls = {"denominator", "partners", "since", "until", "unrecorded", "spread", "turning_points"}
    assert {name for name in names if not name.startswith("_")} == {*FACADE, *controls}
    assert len(FACADE) <= 10


def test_the_signature_names_every_control_of_every_view():
    for name in wb.views.NAMES:
        view = getattr(wb.views, name)
        parameters = inspect.signature(view).parameters
        assert list(parameters) == [*(control.name for control in view().controls), "state"], name
        assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
        starts = {control.name: control.start for control in view().controls}
        assert {key: parameter.default for key, parameter in parameters.items()} == {**starts, "state": None}


def test_help_shows_each_control_with_label_values_and_start():
    text = pydoc.render_doc(wb.views.trade, renderer=pydoc.plaintext)
    assert "denominator      The total is: one of" in text
    assert '"kotra"          KOTRA\'s total; trade between the two Koreas is left out  (start)' in text
    assert "since            From: a year from 1990 to 2025; starts with 1990" in text
    assert 'wb.views.trade(denominator="inter-korean")' in text


def test_help_of_a_view_whose_data_are_broken_is_its_question(monkeypatch):
    def broken(name):
        raise WorkbookError(f"There is no {name}.")

    monkeypatch.setattr("workbook.views.controls.load", broken)
    assert inspect.getdoc(wb.views.trade).endswith("The denominator is a control.")
    assert list(inspect.signature(wb.views.trade).parameters) == ["state"]


@pytest.mark.parametrize(("value", "fitting"), [(2000, "since=2000"), ("CHN", "partners='CHN'"), (1, "denominator=")])
def test_a_value_without_a_name_gets_what_to_type(value, fitting):
    for call in (wb.views.trade, wb.views.trade().choose):
        with pytest.raises(WorkbookError, match="without the name of a control; type for example") as error:
            call(value)
        assert f"wb.views.trade({fitting}" in str(error.value)


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(AttributeError, match='There is no name in workbook called "lod". Did you mean "load"?'):
        wb.lod  # noqa: B018
