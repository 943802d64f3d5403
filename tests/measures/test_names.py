"""The names of the measures: what a reader sees behind ``wb.measures.``, and what each docstring says."""

import ast
import inspect
import pkgutil
import re
import textwrap
import types
from typing import get_args

import pytest

import workbook as wb
from workbook import measures
from workbook.measures import missile_launches, patron_hedging, state_capabilities, state_ties, trade_shares

FUNCTIONS = [name for name in measures.__all__ if inspect.isfunction(getattr(measures, name))]
# What raises when it is called on a Network: ``net.places(scenario)``.
METHODS = {name: method for name, method in vars(measures.Network).items() if inspect.isfunction(method)}


def errors_of(function):
    """The names of the errors that ``function`` raises, itself or in a private function that it calls."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise):
            error = node.exc.func.id
            yield {"unknown": "UnknownName"}.get(error, error)
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id.startswith("_"):
                yield from errors_of(function.__globals__[called.id])
            elif isinstance(called, ast.Attribute) and called.attr in METHODS:
                yield from errors_of(METHODS[called.attr])


def faults_of(function):
    """What the docstring of a measure lacks."""
    text = inspect.getdoc(function) or ""
    first = text.partition("\n")[0]
    if not first.endswith("?"):
        yield f"its first line is not a question: {first!r}"
    if not re.search(r"\bReturns\b", text):
        yield "it does not say what it returns"
    if not re.search(r"^Source: \S", text, re.MULTILINE):
        yield "no line begins with Source:"
    if not re.search(r"^By construction: \S", text, re.MULTILINE):
        yield "no line begins with By construction:"
    if ">>> " not in text or f"{function.__name__}(" not in text.partition(">>> ")[2]:
        yield "it has no example that calls it"
    raises = " ".join(re.findall(r"^Raises (.*?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL))
    for error in sorted(set(errors_of(function))):
        if error not in raises:
            yield f"it raises {error} and no paragraph “Raises …” says so"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_measure_says_its_question_result_source_errors_and_what_is_so_by_construction(name):
    assert not list(faults_of(getattr(measures, name)))


def test_what_a_docstring_lacks_is_named():
    def refuse(number):
        """Refuse it."""
        raise ValueError(number)

    assert list(faults_of(refuse)) == [
        "its first line is not a question: 'Refuse it.'",
        "it does not say what it returns",
        "no line begins with Source:",
        "no line begins with By construction:",
        "it has no example that calls it",
        "it raises ValueError and no paragraph “Raises …” says so",
    ]


def test_errors_are_found_in_private_functions_and_in_methods_of_the_network():
    assert set(errors_of(measures.brier_score)) == {"WorkbookError"}
    assert set(errors_of(measures.tipping_points)) == {"UnknownName", "WorkbookError"}


def test_tab_shows_measures_and_no_modules():
    names = dir(wb.measures)
    assert names == sorted(measures.__all__) and {"trade_share", "agreement", "weighted_kappa"} <= set(names)
    assert not [name for name in names if isinstance(getattr(measures, name), types.ModuleType)]


def test_no_measure_hides_a_module_of_its_name():
    modules = {module.name for module in pkgutil.iter_modules(measures.__path__)}
    assert "trade_shares" in modules
    assert not modules & set(measures.__all__)
    datasets = set(wb.datasets()["dataset"])
    assert "trade" in datasets and not modules & datasets


def test_a_misspelt_measure_gets_the_nearest_and_stays_an_attribute_error():
    with pytest.raises(AttributeError, match='no measure called "trade_shar". Did you mean "trade_share"'):
        wb.measures.trade_shar  # noqa: B018
    assert not hasattr(wb.measures, "trade_shar")
    assert not hasattr(wb.measures, "_repr_html_") and not hasattr(wb.measures, "__wrapped__")
    with pytest.raises(ImportError):
        from workbook.measures import trade_shar  # noqa: F401


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        (trade_shares.Denominator, trade_shares.DENOMINATORS),
        (trade_shares.Partner, trade_shares.SERIES),
        (trade_shares.SpreadTo, trade_shares.SPREADS),
        (missile_launches.CountingRule, missile_launches.COUNTING_RULES),
        (patron_hedging.MeetingRule, patron_hedging.MEETINGS),
        (state_capabilities.IndicatorName, state_capabilities.INDICATORS),
        (state_ties.TieRule, state_ties.RULES),
        (state_ties.VoteRecord, state_ties.VOTE_RECORDS),
    ],
)
def test_type_checkers_know_the_choices_that_there_are(names, texts):
    assert get_args(names) == tuple(texts)
