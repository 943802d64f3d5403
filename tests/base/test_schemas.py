"""The validator of JSON Schemas: what it finds, and that it starts quickly."""

import subprocess
import sys

from workbook.base.schemas import validator

SCHEMA = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}


def test_a_problem_names_its_place_the_rule_and_the_value():
    (problem,) = validator(SCHEMA).iter_errors({"title": 7})
    assert (list(problem.absolute_path), problem.validator, problem.instance) == (["title"], "type", 7)
    assert validator(SCHEMA).is_valid({"title": "Trade"})


def test_the_grammar_of_internationalised_addresses_is_not_compiled_and_can_be_imported_afterwards():
    # lark is what compiles it; where the package is not installed the test is true for that reason.
    code = (
        "import sys; from workbook.base.schemas import validator; validator({})\n"
        "print('lark' in sys.modules, 'rfc3987_syntax' in sys.modules, 'jsonschema' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "True"]
