"""Code of students: is it Python, what does it set, and what typing into it has spoilt. Nothing here runs it."""

import ast
import functools
import re
import threading
import warnings
from dataclasses import dataclass

from ..assignments.notebook_code import tree_of
from .remarks import Remark, remark

CODE_FILE = "<code of a student>"  # the file that a warning of Python would name
LONGEST_CODE = 50_000  # characters of one cell; longer code is run, but not looked into
SHORT = 4_000  # characters of code whose reading is kept
# CPython counts the depth of all syntax trees that are being made together: two at a time end in a SystemError.
ONE_AT_A_TIME = threading.RLock()
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), "") | dict.fromkeys(map(ord, "\xa0\u2007\u202f"), " ")
# Signs that word processors and keyboards of other scripts put in place of those of Python.
TYPED = {
    **{sign: chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F) if not chr(sign - 0xFEE0).isalnum()},
    **dict.fromkeys(map(ord, "“”„‟\u00ab\u00bb″＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛‹›′´"), "'"),
    **dict.fromkeys(map(ord, "−–—"), "-"),
    **dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\xad"), ""),
    **dict.fromkeys(map(ord, "\u2028\u2029"), "\n"),
    0x3000: " ",
}


def mended(code: str) -> tuple[str, list[Remark]]:
    """The ``code`` as it is if a notebook runs it, else with plain spaces and signs; and what was done to it."""
    if parsed(code).tree:
        return code, []
    spaced = code.translate(INVISIBLE)
    remarks = [remark("invisible-characters")] if spaced != code else []
    straight, result = spaced, parsed(spaced)
    for _ in range(50):
        if result.tree or not result.line:
            break
        # Only the line that stops it: the same signs may stand in the texts of other lines.
        lines = straight.split("\n")
        lines[result.line - 1 : result.line] = [line.translate(TYPED) for line in lines[result.line - 1 : result.line]]
        if "\n".join(lines) == straight:
            break
        straight, result = "\n".join(lines), parsed("\n".join(lines))
    if straight != spaced and result.tree:
        return straight, [*remarks, remark("typographic-characters")]
    return spaced, remarks


@dataclass(frozen=True)
class ParsedCode:
    """The syntax tree of code, or the line where it stops being valid Python (0 if that is not known)."""

    tree: ast.Module | None
    line: int = 0


def parsed(code: str) -> ParsedCode:
    r"""Is ``code`` Python, as a notebook takes it: with prompts, magics, shell lines and ``await``?

    It is not run; never an exception. What stands in ``%%time`` and its like is part of the tree.

    >>> parsed("%time q1 = 3").tree is None, parsed("q1 = 3\nq2 = (").line
    (False, 2)
    """
    if len(code) > LONGEST_CODE:
        return ParsedCode(None)
    # Submissions are read in several threads, so the filters cannot be changed for a while and put back.
    if not any(getattr(module, "pattern", "") == CODE_FILE for _, _, _, module, _ in warnings.filters):
        warnings.filterwarnings("ignore", module=CODE_FILE)
    try:
        with ONE_AT_A_TIME:
            return ParsedCode(tree_of(code, CODE_FILE))
    except SyntaxError as error:
        return ParsedCode(None, error.lineno or 0)
    except (ValueError, RecursionError, MemoryError, OverflowError):
        return ParsedCode(None)


def is_prose(code: str) -> bool:
    r"""Is ``code`` no code, or at most such as asks for help, as a sentence with a question mark at its end does?

    >>> is_prose("What then is this dependence?"), is_prose("q1 = 3\nq1?")
    (True, False)
    """
    tree = parsed(code).tree
    return tree is None or bool(tree.body and all("run_line_magic('pinfo" in ast.unparse(line) for line in tree.body))


def shape(code: str) -> str:
    """What tells whether two pieces of code do the same: comments, blank lines and layout do not count.

    >>> shape("q1 = ...  # your answer") == shape("q1=...")
    True
    """
    return _known_shape(code) if len(code) <= SHORT else _shape(code)


def _shape(code: str) -> str:
    try:
        return ast.dump(tree) if (tree := parsed(code).tree) else code.strip()
    except RecursionError:
        return code.strip()


def names_set(code: str) -> set[str]:
    """The names that ``code`` gives a value, as far as they can be read off.

    >>> sorted(names_set("q1, rest = 3, 4")), sorted(names_set("q1 = 3 +"))
    (['q1', 'rest'], ['q1'])
    """
    return set(_known_names(code) if len(code) <= SHORT else _names(code))


def _names(code: str) -> frozenset[str]:
    tree = parsed(code).tree
    if tree is None:
        return frozenset(re.findall(r"^[ \t]*(\w+)[ \t]*=(?!=)", code, re.M))
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


# Most cells of a class are the same as they were given out; what is long is not kept, for it may be hostile.
_known_shape = functools.lru_cache(maxsize=512)(_shape)
_known_names = functools.lru_cache(maxsize=512)(_names)


def unfenced(text: str) -> str:
    """The code in a Markdown ``text``: what stands between fences (```), or all of it where there are none."""
    inside, kept = False, []
    for line in text.split("\n"):
        if FENCE.match(line):
            inside = not inside
        elif inside:
            kept.append(line)
    return "\n".join(kept) or text
