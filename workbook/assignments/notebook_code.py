"""Code as a notebook takes it: with prompts, magics, shell lines and ``await``; as Python, and what of it is shell.

Nothing here runs code. Jupyter's own rules turn a cell into Python (IPython's input transformation).
"""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

# Magics that hand something to a shell or to another program. It is not run, neither to hand in nor to grade.
SHELL_MAGICS = {
    *("!", "!!", "sx", "sc", "system", "bash", "sh", "script", "cmd", "powershell"),
    *("pip", "conda", "mamba", "micromamba", "uv", "rehashx", "killbgscripts", "pastebin"),
    *("perl", "ruby", "pypy", "python", "python2", "python3"),
    *("ls", "ll", "lf", "lk", "ldir", "lx", "cat", "cp", "mv", "rm", "mkdir", "rmdir", "less", "more", "man"),
}
CODE_MAGICS = {"time", "timeit", "prun", "capture", "debug"}  # magics whose text is Python
WITHOUT_NAMES = {"timeit"}  # what is set in these is not kept
OPTIONS = re.compile(r"\A(?:-[lsTD] +\S+ +|--?[\w-]+ +)+")
# “In [5]: x = 3” is Python too, but IPython takes the prompt away.
PROMPT = re.compile(r"\A\s*(?:.*\n)?[ \t]*(?:In \[\d+\]: |>>> )")
CALLS = {"run_line_magic", "run_cell_magic", "system", "getoutput"}  # what IPython's rules write in place of its forms
LONGEST_CELL = 50_000  # characters of a cell that is looked into
FORM = re.compile(r"^[ \t]*[%!?,;/]|\?[ \t]*$|=[ \t]*[%!]", re.M)  # a line that only IPython knows
MOST_WORK = 400_000  # characters of the cell times its forms: IPython reads the whole cell once more for each


def as_python(code: str) -> str:
    r"""The Python that JupyterLab runs for the cell ``code``; ``code`` itself where its rules cannot be applied.

    >>> as_python(">>> q1 = 3\n"), as_python("files = !ls\n")
    ('q1 = 3\n', "files = get_ipython().getoutput('ls')\n")
    """
    if len(code) > LONGEST_CELL or len(code) * len(FORM.findall(code)) > MOST_WORK:
        return code
    from IPython.core.inputtransformer2 import TransformerManager

    rules: Callable[[], Any] = TransformerManager  # IPython gives no types here
    try:
        return str(rules().transform_cell(code))
    except Exception:  # it is read as Python then, which says where it is not
        return code


def tree_of(code: str, file: str = "<a cell>") -> ast.Module:
    r"""The syntax tree of the cell ``code``, with what stands in magics such as ``%%time`` in the place of their call.

    Raises what ``compile`` raises (SyntaxError, ValueError, RecursionError, MemoryError) if it is not Python.

    >>> ast.unparse(tree_of("%%capture output\nq1 = 3"))
    "get_ipython().run_cell_magic('capture', 'output')\nq1 = 3"
    """
    try:
        return _compiled(as_python(code) if PROMPT.match(code) else code, file)
    except SyntaxError:
        python = as_python(code)
        if python == code:
            raise
        try:
            tree = _compiled(python, file)
            tree.body = [line for statement in tree.body for line in _opened(statement, file)]
        except SyntaxError as second:
            # Blank lines at the top are left out of the Python.
            second.lineno = (second.lineno or 1) + _blank_lines_above(code)
            raise second from None
    return tree


def uses_shell(code: str) -> bool:
    r"""Does the cell ``code`` hand something to a shell (``!ls``, ``%%bash``, ``%pip install``)?

    >>> uses_shell("files = !ls\nq1 = 3"), uses_shell("%time q1 = 3"), uses_shell("q1 = 3")
    (True, False, False)
    """
    if not any(sign in code for sign in "%!") and "get_ipython" not in code:
        return False
    try:
        tree = tree_of(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(
        name in ("system", "getoutput") or not SHELL_MAGICS.isdisjoint(words[:1]) for name, words in _magics(calls)
    )


def _compiled(code: str, file: str) -> ast.Module:
    tree = compile(code, file, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert isinstance(tree, ast.Module)
    return tree


def _blank_lines_above(code: str) -> int:
    lines = code.split("\n")
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _magics(calls: list[ast.Call]) -> Iterator[tuple[str, list[str]]]:
    """The calls that IPython's rules write: the name of the method, and the texts given to it."""
    for call in calls:
        function = call.func
        if isinstance(function, ast.Attribute) and function.attr in CALLS and isinstance(function.value, ast.Call):
            words = [word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            yield function.attr, words


def _opened(statement: ast.stmt, file: str) -> list[ast.stmt]:
    """The ``statement``, and after it the lines that its magic runs, if it is one that runs Python."""
    value = getattr(statement, "value", None)
    if not isinstance(value, ast.Call):
        return [statement]
    for name, words in _magics([value]):
        if not words or words[0] not in CODE_MAGICS or name not in ("run_line_magic", "run_cell_magic"):
            continue
        of_cell = name == "run_cell_magic"
        if words[0] in WITHOUT_NAMES or (words[0] == "capture" and not of_cell):
            continue
        try:
            inner = tree_of(words[-1] if of_cell else _without_options(words[-1]), file).body
        except SyntaxError as error:
            error.lineno = statement.lineno + (error.lineno or 1) - (not of_cell)
            raise
        value.args = value.args[: 1 + of_cell]
        return [statement, *inner]
    return [statement]


def _without_options(text: str) -> str:
    """The Python of a line magic, without the options before it."""
    return OPTIONS.sub("", text)
