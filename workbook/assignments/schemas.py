"""JSON Schema, imported when it is needed and without what we have no use for."""

import sys
from collections.abc import Iterable, Mapping
from typing import Protocol, cast


class SchemaProblem(Protocol):
    """What jsonschema says of one value that a schema does not allow."""

    message: str

    @property
    def absolute_path(self) -> Iterable[str | int]:
        """Where it stands: keys, and numbers in lists, counted from 0."""


class Validator(Protocol):
    """What holds plain data against a schema."""

    def iter_errors(self, instance: object) -> Iterable[SchemaProblem]:
        """Every problem of ``instance``, in no fixed order."""


def validator(schema: Mapping[str, object]) -> Validator:
    """A validator for the JSON ``schema`` (draft 2020-12)."""
    with_light_jsonschema()
    import jsonschema

    return cast(Validator, jsonschema.Draft202012Validator(schema))


def with_light_jsonschema() -> None:
    """Import jsonschema without its grammar of internationalised web addresses, which takes a second to compile."""
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
