"""What a card may look like: card.schema.json, and its problems as sentences."""

import functools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from ..base.schemas import SchemaProblem, Validator, validator

SCHEMA = Path(__file__).with_name("card.schema.json")

# The entries of a card that are lists of tables: what one is called, and the entry that names it.
PARTS = {"columns": ("column", "name"), "provenance": ("provenance", "provider")}

# Plain data as TOML and JSON have them.
Plain = Mapping[str, Any]


@functools.cache
def schema() -> Plain:
    """The JSON Schema of a card, which an editor completes and describes its entries by."""
    return cast(Plain, json.loads(SCHEMA.read_text(encoding="utf-8")))


@functools.cache
def _validator() -> Validator:
    return validator(schema())


def entries() -> tuple[str, ...]:
    """The entries that a card can have.

    >>> entries()[:2]
    ('title', 'one_row_is')
    """
    return tuple(schema()["properties"])


def column_types() -> tuple[str, ...]:
    """The types that a column can have.

    >>> column_types()[:3]
    ('text', 'choice', 'list')
    """
    return tuple(schema()["$defs"]["column"]["properties"]["type"]["enum"])


def first_problem(card: Plain, file: str) -> str:
    """What is the matter with ``card`` (TOML as plain data), as one sentence? Blank text where nothing is.

    ``file`` is what the sentence calls it. Of several problems the first in the order of the card is named, and
    entries that are lacking before all others.
    """
    problems = sorted(_validator().iter_errors(card), key=lambda problem: _place(problem, card))
    return _sentence(problems[0], card, file) if problems else ""


def _place(problem: SchemaProblem, card: Plain) -> tuple[tuple[int, ...], bool]:
    """Where a problem stands in the card, so that problems sort as a reader meets them."""
    steps: list[int] = []
    value: Any = card
    for step in problem.absolute_path:
        steps.append(step if isinstance(step, int) else list(value).index(step))
        value = value[step]
    return tuple(steps), problem.validator != "required"


def _sentence(problem: SchemaProblem, card: Plain, file: str) -> str:
    path = list(problem.absolute_path)
    if not path:
        return f"{file} lacks: {_lacking(problem)}."
    entry, number = str(path[0]), path[1] if len(path) > 1 else None
    if entry == "changes":
        return f'{file}: each of [[changes]] needs a date, such as date = "2026-11-21".'
    if entry in PARTS and isinstance(number, int) and isinstance(card[entry][number], Mapping):
        kind, name = PARTS[entry]
        part = card[entry][number]
        named = f" ({part[name]})" if isinstance(part.get(name), str) else ""
        return _sentence_on_part(problem, part, kind, f"{file}, {kind} {number + 1}{named}")
    if entry == "covers" and problem.validator in ("minItems", "maxItems"):
        return f"{file}: covers should name the first and the last date."
    if entry == "key" and problem.validator == "minItems":
        return f"{file}: the key names no column."
    return _on_value(entry, schema()["properties"][entry], problem, file)


def _sentence_on_part(problem: SchemaProblem, part: Plain, kind: str, where: str) -> str:
    path = list(problem.absolute_path)[2:]
    if problem.validator == "required":
        return f"{where} lacks: {_lacking(problem)}."
    possible = schema()["$defs"][kind]["properties"]
    if problem.validator == "additionalProperties":
        strange = next(name for name in part if name not in possible)
        return f"{where}: “{strange}” should be one of {', '.join(possible)}."
    entry = str(path[0])
    if entry == "values":
        return (
            f'{where}: values should be a list of text, such as values = ["yes", "no"], or the name of a list in '
            "vocabulary.toml."
        )
    return _on_value(entry, possible[entry], problem, where)


def _lacking(problem: SchemaProblem) -> str:
    needed = cast(Sequence[str], problem.validator_value)
    return ", ".join(name for name in needed if name not in cast(Plain, problem.instance))


def _on_value(entry: str, rule: Plain, problem: SchemaProblem, where: str) -> str:
    """The sentence for a value that is not of the kind which the schema's ``rule`` allows."""
    if "enum" in rule:
        return f"{where}: the {entry} “{problem.instance}” is not one of {', '.join(rule['enum'])}."
    example = json.dumps(rule.get("examples", ["…"])[0], ensure_ascii=False)
    if rule["type"] == "array":
        if "$ref" in rule["items"] or "required" in rule["items"]:
            return f"{where}: {entry} should be a list, written as one [[{entry}]] after the other."
        return f"{where}: {entry} should be a list, such as {entry} = {example}."
    form = {"string": "text", "boolean": "true or false"}[rule["type"]]
    return f"{where}: {entry} should be {form}, such as {entry} = {example}."
