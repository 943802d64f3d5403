"""A type checker knows the house: it finds every seeded mistake, and has nothing to say against what is right."""

import re
from functools import cache
from pathlib import Path

import pytest
from mypy import api

HERE = Path(__file__).parent
API, MISTAKES = HERE / "api.py", HERE / "mistakes.py"
MARK = re.compile(r"  # error(: \w+)?$")
LINES = dict(enumerate(MISTAKES.read_text(encoding="utf-8").splitlines(), start=1))
SEEDED = {number: line.partition("  #")[0].strip() for number, line in LINES.items() if MARK.search(line)}

pytestmark = pytest.mark.slow


@cache
def complaints() -> dict[str, dict[int, str]]:
    """What mypy says of each file, by the number of the line."""
    cache_folder = f"--cache-dir={HERE.parents[1] / '.mypy_cache'}"
    # Not merely that a function without types is called: that would find every line, and nothing.
    strict = ["--strict", "--allow-untyped-calls", "--follow-imports=silent", "--hide-error-context"]
    report, trouble, _ = api.run([*strict, cache_folder, str(API), str(MISTAKES)])
    assert not trouble, trouble
    found: dict[str, dict[int, str]] = {API.name: {}, MISTAKES.name: {}}
    for path, number, message in re.findall(r"^(.+?):(\d+): error: (.+)$", report, flags=re.MULTILINE):
        found[Path(path).name].setdefault(int(number), message)
    return found


def test_nothing_is_said_against_what_is_right() -> None:
    assert complaints()[API.name] == {}


@pytest.mark.parametrize("number", SEEDED, ids=SEEDED.values())
def test_a_mistake_is_found(number: int) -> None:
    assert number in complaints()[MISTAKES.name], f"mypy finds nothing wrong with: {SEEDED[number]}"


def test_no_other_line_is_taken_for_a_mistake() -> None:
    assert {n: said for n, said in complaints()[MISTAKES.name].items() if n not in SEEDED} == {}


def test_there_are_enough_mistakes_for_the_green_light_to_mean_something() -> None:
    assert len(SEEDED) >= 14
