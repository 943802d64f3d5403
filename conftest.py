"""How stored outputs are compared: of a table or a page, which a cell gives in several forms, one is stored."""

from workbook.base.schemas import with_light_jsonschema

with_light_jsonschema()  # half of the tests import it, and it would take a second longer in each process

RICHEST_FIRST = ("text/html", "text/markdown", "text/plain")  # as in workbook.authoring.refresh


def in_one_form(outputs):
    """``outputs`` of a cell, each with the richest of its texts only."""
    for output in outputs:
        forms = [form for form in RICHEST_FIRST if form in output.get("data", {})]
        for form in forms[1:]:
            del output["data"][form]
    return outputs


def pytest_itemcollected(item):
    """Let nbval compare the form that `workbook refresh` stores."""
    if type(item).__name__ == "IPyNbCell":
        compare = item.compare_outputs
        item.compare_outputs = lambda test, ref, skip_compare=None: compare(
            in_one_form(test), in_one_form(ref), skip_compare
        )
