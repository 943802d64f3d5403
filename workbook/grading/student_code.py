"""Code of students: is it Python, what does it set, and what typing into it has spoilt. Nothing here runs it."""

import ast
import re
import threading
import warnings
from dataclasses import dataclass

CODE = "<code of a student>"  # the file that a warning of Python would name
LONGEST = 50_000  # characters of one cell; longer code is run, but not looked into
MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|[\w.]+\?\??[ \t]*|\w+ *= *[%!].*)$", re.M)
# CPython counts the depth of all syntax trees that are being made together: two at a time end in a SystemError.
ONE_AT_A_TIME = threading.RLock()
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), "") | dict.fromkeys(map(ord, "\xa0\u2007\u202f"), " ")
# Signs that word processors and keyboards of other scripts put in place of those of Python.
TYPED = {
    **{sign: chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F) if not chr(sign - 0xFEE0).isalnum()},
    **dict.fromkeys(map(ord, "“”„‟«»″＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛‹›′´"), "'"),
    **dict.fromkeys(map(ord, "−–—"), "-"),
    **dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\xad"), ""),
    **dict.fromkeys(map(ord, "\u2028\u2029"), "\n"),
    0x3000: " ",
}


def mended(code, remarks):
    """The ``code`` with plain spaces, and with plain signs where it cannot run otherwise; says so in ``remarks``."""
    spaced = code.translate(INVISIBLE)
    if spaced != code:
        remarks.append("Invisible signs and non-breaking spaces in the code of {cells} were made plain.")
    straight, fits = spaced, parsed(spaced)
    for _ in range(50):
        if fits.tree or not fits.line:
            break
        # Only the line that stops it: the same signs may stand in the texts of other lines.
        lines = straight.split("\n")
        lines[fits.line - 1 : fits.line] = [line.translate(TYPED) for line in lines[fits.line - 1 : fits.line]]
        if "\n".join(lines) == straight:
            break
        straight, fits = "\n".join(lines), parsed("\n".join(lines))
    if straight != spaced and fits.tree:
        remarks.append("Typographic signs in the code of {cells} were made plain, for example quotation marks.")
        return straight
    return spaced


@dataclass(frozen=True)
class Parsed:
    """The syntax tree of code, or the line at which it stops to be Python (0 if that is not known)."""

    tree: ast.Module | None
    line: int = 0


def parsed(code):
    """Is ``code`` Python, as a notebook takes it: with magics and ``await``? It is not run; never an exception."""
    found = _compiled(code)
    return found if found.tree or not MAGIC.search(code) else _compiled(MAGIC.sub(r"\1pass", code))


def _compiled(code):
    if len(code) > LONGEST:
        return Parsed(None)
    # Submissions are read in several threads, so the filters cannot be changed for a while and put back.
    if not any(getattr(one[3], "pattern", "") == CODE for one in warnings.filters):
        warnings.filterwarnings("ignore", module=CODE)
    try:
        with ONE_AT_A_TIME:
            return Parsed(compile(code, CODE, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
    except SyntaxError as error:
        return Parsed(None, error.lineno or 0)
    except (ValueError, RecursionError, MemoryError, OverflowError):
        return Parsed(None)


def shape(code):
    """What tells whether two pieces of code do the same: comments, blank lines and layout do not count.

    >>> shape("q1 = ...  # your answer") == shape("q1=...")
    True
    """
    try:
        return ast.dump(found) if (found := _compiled(code).tree) else code.strip()
    except RecursionError:
        return code.strip()


def names_set(code):
    """The names that ``code`` gives a value, as far as they can be read off.

    >>> sorted(names_set("q1, rest = 3, 4")), sorted(names_set("q1 = 3 +"))
    (['q1', 'rest'], ['q1'])
    """
    tree = parsed(code).tree
    if tree is None:
        return set(re.findall(r"^[ \t]*(\w+)[ \t]*=(?!=)", code, re.M))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def unfenced(text):
    """The code in a Markdown ``text``: what stands between fences (```), or all of it where there are none."""
    inside, kept = False, []
    for line in text.split("\n"):
        if FENCE.match(line):
            inside = not inside
        elif inside:
            kept.append(line)
    return "\n".join(kept) or text
