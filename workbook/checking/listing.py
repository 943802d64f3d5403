"""Which kinds of questions are there? One file each in ``kinds/``; nothing else lists them."""

import functools
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib import import_module
from types import ModuleType

from ..base import BadData
from .questions import Example, Question

PACKAGE = f"{__package__}.kinds"
COMMON_FIELDS = frozenset(field.name for field in fields(Question))


@functools.cache
def question_kinds() -> Mapping[str, type[Question]]:
    """The kinds of questions: the class of each, by the name of its file, which exercises call it by.

    Raises BadData, naming the file, if one lacks a part.

    >>> question_kinds()["number"].__name__
    'Number'
    """
    folder = import_module(PACKAGE)
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return {name: class_in(import_module(f"{PACKAGE}.{name}")) for name in names}


def class_in(module: ModuleType) -> type[Question]:
    """The class of the question kind that ``module`` defines. Raises BadData if there is not exactly one."""
    classes = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Question) and thing.__module__ == module.__name__
    ]
    if len(classes) != 1:
        raise BadData(f"{_file(module)} defines {_names(classes)}; it must define one class that extends Question.")
    return classes[0]


def examples_of(kind: str) -> tuple[Example, ...]:
    """The examples of the question kind called ``kind``, which every test of kinds tries.

    Raises BadData, naming the file, if there are none.

    >>> examples_of("word")[0].question.judge("Hedging").outcome
    'right'
    """
    return examples_in(import_module(f"{PACKAGE}.{kind}"))


def examples_in(module: ModuleType) -> tuple[Example, ...]:
    """The ``EXAMPLES`` of ``module``. Raises BadData if there are none, or if one tries too little."""
    examples: Iterable[Example] = getattr(module, "EXAMPLES", ())
    if not examples or not all(isinstance(example, Example) for example in examples):
        raise BadData(f"{_file(module)} has no EXAMPLES; give a tuple of Example, with answers for the tests.")
    for example in examples:
        expected = ("right", "near", "unreadable") if class_in(module).in_exercises else ("unreadable",)
        for part in expected:
            if not getattr(example, part):
                raise BadData(f"{_file(module)}: an Example has no answers that are {part}; give at least one.")
    return tuple(examples)


def settings_of(kind: type[Question]) -> Mapping[str, bool]:
    """The settings of a question ``kind`` (its own fields), and whether each must be given.

    >>> settings_of(question_kinds()["order"])
    {'options': True, 'along': False}
    """
    # Only a field without any default is one that must be given.
    return {
        field.name: field.default is field.default_factory for field in fields(kind) if field.name not in COMMON_FIELDS
    }


def _file(module: ModuleType) -> str:
    return f"workbook/checking/kinds/{module.__name__.rpartition('.')[2]}.py"


def _names(classes: list[type[Question]]) -> str:
    return " and ".join(kind.__name__ for kind in classes) or "no question kind"
