"""JSON Schemas: what a card, an exercise or a rubric may look like, and what is the matter with one that differs."""

import sys
from collections.abc import Iterable, Mapping
from typing import Protocol, cast


class SchemaProblem(Protocol):
    """What jsonschema says of one value that a schema does not allow; its own class is ``ValidationError``."""

    message: str
    validator: str  # the keyword of the schema that refused it: required, type, enum, additionalProperties …
    validator_value: object  # what the schema says there
    instance: object  # the value itself

    @property
    def absolute_path(self) -> Iterable[str | int]:
        """Where it stands: keys, and numbers in lists, counted from 0."""

    @property
    def schema(self) -> Mapping[str, object]:
        """The part of the schema that refused it."""


class Validator(Protocol):
    """What holds plain data against a schema."""

    def iter_errors(self, instance: object) -> Iterable[SchemaProblem]:
        """Every problem of ``instance``, in no fixed order."""

    def is_valid(self, instance: object) -> bool:
        """Whether there is none."""


def validator(schema: Mapping[str, object]) -> Validator:
    """A validator for the JSON ``schema`` (draft 2020-12).

    jsonschema is imported on the first call. Where rfc3987-syntax is installed, it would compile a grammar of
    internationalised web addresses, which takes about a second and which none of our schemas has use for.

    >>> [problem.message for problem in validator({"type": "integer"}).iter_errors("7")]
    ["'7' is not of type 'integer'"]
    """
    with_light_jsonschema()
    import jsonschema

    return cast(Validator, jsonschema.Draft202012Validator(schema))


def with_light_jsonschema() -> None:
    """Import jsonschema without its grammar of internationalised web addresses; altair imports it too."""
    absent = "rfc3987_syntax"
    if "jsonschema" in sys.modules:
        return
    blocked = absent not in sys.modules
    if blocked:
        sys.modules[absent] = None  # type: ignore[assignment]  # how Python is told that a module is not there
    try:
        import jsonschema  # noqa: F401
    finally:
        if blocked:
            del sys.modules[absent]
