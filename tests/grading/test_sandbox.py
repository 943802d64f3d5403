"""Hostile submissions: each is graded or stopped with its reason, and no other student's mark changes."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from other_graders import filled, right_answers
from submissions import write_notebook

from workbook.assignments.copies import student_copy
from workbook.assignments.roster import Student
from workbook.base import WorkbookError
from workbook.grading import sandbox
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import read_results
from workbook.grading.sandbox import Limits, Sandbox

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

LIMITS = Limits(wall=8, cpu=3, memory=768 * 1024**2, processes=40)
HONEST = ("honest-1", "honest-2", "Честный 3")

# Each is put before the right answer of q1. What must come out: the points of q1 and q2 (of 2 and 1) and a remark.
ALL, NONE = (2, 1), (0, 0)
TIME, DIED, MEMORY, MUCH = (
    "was stopped after",
    "ended before its last cell",
    "of memory",
    "printed or answered too much",
)
FORGED, PASSED_OVER = "The answer to q1 was not read: the code sent something", "lines passed over: "


def forged(answer):
    """Code that sends ``answer``, JSON, as that of q1, and ends before anything else is sent."""
    line = b'{"cell": 0, "answers": {"q1": ' + answer + b"}}\n"
    return f"import os\nos.write(3, {line!r})\nos._exit(0)", NONE, FORGED


def wrote(content):
    """Code that writes ``content`` among its answers, and goes on."""
    return f"import os\nos.write(3, {content!r})", ALL, f"{PASSED_OVER}{content.count(bytes([10]))}"


HOSTILE = {
    # What ends with its cell costs nothing else: the cells after it run.
    "infinite loop": ("while True: pass", ALL, TIME),
    "sleeps for ever": ("import time\nwhile True: time.sleep(1)", ALL, TIME),
    "ignores signals": (
        "import signal, time\nfor n in range(1, 65):\n  try: signal.signal(n, signal.SIG_IGN)\n"
        "  except (OSError, ValueError): pass\n"
        "while True: time.sleep(1)",
        NONE,
        TIME,
    ),
    "catches everything": ("while True:\n  try:\n    while True: pass\n  except BaseException: pass", None, TIME),
    "fork bomb": ("import os\nwhile True:\n  try: os.fork()\n  except OSError: pass", None, TIME),
    "thread bomb": (
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(99,)).start()",
        ALL,
        "RuntimeError",
    ),
    "allocates 50 GB": ("x = bytearray(50 * 10**9)", ALL, "MemoryError"),
    "allocates bit by bit": ("x = []\nwhile True: x.append(bytearray(10**7))", ALL, "MemoryError"),
    "allocates in many processes": (
        "import os, time\nfor n in range(30):\n  if os.fork() == 0:\n    x = bytearray(10**8)\n    time.sleep(99)\n"
        "time.sleep(99)",
        NONE,
        MEMORY,
    ),
    "fills the disk": ("f = open('big', 'wb')\nwhile True: f.write(bytes(10**6))", ALL, "File too large"),
    "fills the disk with many files": (
        "for n in range(99):\n  with open(str(n), 'wb') as f: f.write(bytes(10**6))",
        ALL,
        "No space left",
    ),
    "100,000 files": ("for n in range(100_000): open(str(n), 'w').close()", ALL, "No space left"),
    "os._exit": ("import os\nos._exit(0)", NONE, DIED),
    "sys.exit": ("import sys\nsys.exit('bye')", ALL, "SystemExit"),
    "kills its parent": ("import os\nos.kill(os.getppid(), 9)\nos.kill(-1, 9)\nos.killpg(0, 9)", None, ""),
    "kills itself": ("import os, ctypes\nctypes.string_at(0)", NONE, DIED),
    "reads /etc/passwd": ("q1 = open('/etc/passwd').read()\nraise SystemExit", ALL, ""),
    "walks the file system": (
        "import os\nfound = [os.path.join(a, b) for a, _, bs in os.walk('/') for b in bs]\n"
        "bad = [f for f in found if 'roster' in f or 'secret.txt' in f or 'exercise.ipynb' in f or 'submitted' in f]\n"
        "assert not bad, bad[:3]\nassert not [f for f in found if 'rubric.yaml' in f and 'example' not in f]",
        ALL,
        "",
    ),
    "writes into the workbook": (
        "import workbook\nopen(workbook.__file__, 'a').write('#')",
        ALL,
        "Error: [Errno",
    ),
    "reads the environment": (
        "import os\nassert not [n for n in os.environ if 'TOKEN' in n or 'SECRET' in n], os.environ",
        ALL,
        "",
    ),
    "network to this machine": ("import socket\nsocket.create_connection(('127.0.0.1', PORT), 2)", ALL, "unreachable"),
    "network to the outside": ("import socket\nsocket.create_connection(('192.0.2.1', 80), 2)", ALL, "unreachable"),
    "asks a name server": ("import socket\nsocket.getaddrinfo('example.org', 80)", ALL, "gaierror"),
    "listens at an abstract socket": (
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('\\0workbook-test')",
        ALL,
        "refused",
    ),
    "walks /proc": ("import os\nassert os.listdir('/proc') == [], os.listdir('/proc')", ALL, ""),
    "looks into its parent": (
        "import ctypes, os\nlibc = ctypes.CDLL(None)\nassert libc.ptrace(16, os.getppid(), 0, 0) == -1",
        ALL,
        "",
    ),
    "makes namespaces": (
        "import ctypes\nlibc = ctypes.CDLL(None)\nassert libc.unshare(0x10000000) == libc.unshare(0x20000) == -1",
        ALL,
        "",
    ),
    "mounts": (
        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/scratch', b'tmpfs', 0, b'size=9g') == -1",
        ALL,
        "",
    ),
    "memory that no limit counts": ("import os\nos.memfd_create('x')", ALL, "PermissionError"),
    "becomes root": ("import os\nos.setuid(0)", ALL, "Error"),
    "answers deep JSON": ("q1 = []\nfor n in range(100_000): q1 = [q1]", ALL, ""),
    "answers NaN": ("q2 = 'b'\nq1 = float('nan')\nraise SystemExit", ALL, ""),
    "answers infinity": ("q1 = float('inf')\nraise SystemExit", ALL, ""),
    "answers a huge number": ("q1 = 10**100_000\nraise SystemExit", ALL, ""),
    "answers 10 MB": ("q1 = 'x' * 10**7\nraise SystemExit", ALL, ""),
    "lies in __eq__": (
        "class Liar(float):\n  def __eq__(s, o): return True\n  def __sub__(s, o): return 0.0\n  __rsub__ = __sub__\n"
        "  def __hash__(s): return 0\nLIAR = Liar(1)",
        "liar",
        "",
    ),
    "lies in __repr__ and __class__": (
        "class Liar:\n  @property\n  def __class__(s): return float\n  def __repr__(s): return '32.5'\n"
        "  def __float__(s): return 1.0\nLIAR = Liar()",
        "liar",
        "",
    ),
    "hangs when it is looked at": (
        "class Slow:\n  def __iter__(s):\n    while True: pass\n  def __len__(s): return 1\nLIAR = Slow()",
        (0, 1),
        TIME,
    ),
    "monkeypatches the workbook": (
        "import workbook.assignments.answers as a, workbook as wb\na.as_data = lambda v: 32.5\n"
        "a._data = lambda v, d: 'hacked'\nwb.load = None\nimport json\njson.dumps = None",
        None,
        "",
    ),
    "monkeypatches pandas": ("import pandas as pd\npd.DataFrame.__getitem__ = None\npd.read_csv = None", None, ""),
    "patches builtins": (
        "import builtins\nbuiltins.len = lambda x: 5\nbuiltins.isinstance = lambda *a: True",
        None,
        "",
    ),
    "threads that outlive the run": (
        "import threading, time\ndef late():\n  time.sleep(30)\nthreading.Thread(target=late).start()",
        ALL,
        "",
    ),
    "processes that outlive the run": (
        "import os, time\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    time.sleep(4242)\n  os._exit(0)",
        ALL,
        "",
    ),
    "floods the output": ("while True: print('x' * 10_000)", NONE, MUCH),
    "floods the errors": ("import os\nwhile True: os.write(2, b'y' * 10_000)", NONE, MUCH),
    "floods the answers": ("import os\nwhile True: os.write(3, b'z' * 10_000)", NONE, MUCH),
    "forges the reply": (
        'import os\nos.write(3, b\'{"cell": 0, "answers": {"q1": 1}, "error": null}\\n{"done": true}\\n\' * 3)',
        None,
        "",
    ),
    "forges a table": forged(b'{"columns": 5, "rows": 3}'),
    "forges pairs that are none": forged(b'{"pairs": 5}'),
    "forges a pair with a list as its name": forged(b'{"pairs": [[[1], 2]]}'),
    "forges a pair of one": forged(b'{"pairs": [[1]]}'),
    "forges a series": forged(b'{"pairs": [], "series": 7}'),
    "forges what cannot be read": forged(b'{"unreadable": {"x": [1]}}'),
    "forges an object": forged(b'{"__class__": "float"}'),
    "forges 900 lists": forged(b"[" * 900 + b"]" * 900),
    "forges the start and the end of a worker": wrote(b'{"ready": true}\n{"broken": "OSError"}\n{"process": 1}\n'),
    "forges the answers of variables that nobody asked for": wrote(b'{"cell": 0, "answers": {"q9": 1}}\n'),
    "forges a cell that is not there": wrote(b'{"cell": -5, "answers": {"q1": 1}, "error": "x"}\n'),
    "writes what is no text": wrote(b"\xff\xfe\0{}\n"),
    "writes a number of 5,000 digits": wrote(b'{"cell": 0, "answers": {"q1": ' + b"9" * 5000 + b"}}\n"),
    "raises half of an emoji": ("raise ValueError('\\ud83d')", ALL, "ValueError"),
    "answers half of an emoji": ("LIAR = '\\ud83d x'", "liar", ""),
    "answers a NUL": ("LIAR = 'a\\0b'", "liar", ""),
    "answers names of half an emoji": ("LIAR = {'\\ud83d': 1}", "liar", ""),
    "answers a text that lies about its length": (
        "class Long(str):\n  def __len__(s): return 3\n  def __str__(s): return 'x' * 10**7\nLIAR = Long('x')",
        "liar",
        "",
    ),
    "answers a million values": ("LIAR = [[0] * 500] * 500", "liar", ""),
    "raises what no Exception is, when it is looked at": (
        "class Stop(BaseException): pass\nclass Liar:\n  def __iter__(s): raise Stop\nLIAR = Liar()",
        "liar",
        "",
    ),
    "writes to every handle": (
        'import os\nfor n in range(0, 4096):\n  try: os.write(n, b\'{"answers": {"q1": 32.5}}\\n\')\n'
        "  except OSError: pass",
        None,
        "",
    ),
    "ANSI and HTML in an error": (
        "raise ValueError('\\x1b[31m<script>alert(1)</script>\\u202eevil')",
        ALL,
        "ValueError",
    ),
    "recursion": ("def f(): return f()\nf()", ALL, "RecursionError"),
    "a crash of the parser": ("eval('(' * 10_000 + ')' * 10_000)", ALL, "Error"),
}
LYING = "q1 = LIAR"


def lay_out(exercise, place, students):
    """A folder with a hand-in of each of ``students`` (id: code before the answer of q1)."""
    answers = right_answers(exercise)
    for student, code in students.items():
        last = LYING if "LIAR" in code else answers["q1"]
        first = f"{code}\n" if "raise SystemExit" in code else ""
        own = answers | {"q1": last if not first else f"{answers['q1']}"}
        notebook = filled(student_copy(exercise, 0, student), own)
        if code:
            cells = notebook["cells"]
            at = next(n for n, cell in enumerate(cells) if cell["id"] == "q1-answer")
            cells.insert(at, {**cells[at], "id": "hostile", "metadata": {}, "source": code})
        write_notebook(place / student / f"{exercise.name}.ipynb", notebook)


def grade(exercise, place, out, students, jobs=2):
    roster = [Student(student) for student in students]
    gathered = gather(place, exercise.name, roster)
    assert not gathered.unmatched and not gathered.missing
    grade_all(Plan(exercise, out, limits=LIMITS), gathered.submissions, jobs)
    return read_results(out)


@pytest.fixture(scope="module")
def outcomes(exercise, tmp_path_factory):
    """The results of a class of three honest students and all hostile ones, graded side by side."""
    place, out = tmp_path_factory.mktemp("submitted"), tmp_path_factory.mktemp("results")
    (place.parent / "roster.csv").write_text("id\n")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        students = {name: code.replace("PORT", port) for name, (code, _, _) in HOSTILE.items()}
        students |= dict.fromkeys(HONEST, "")
        lay_out(exercise, place, students)
        os.environ["COURSE_TOKEN"] = "not to be seen"
        try:
            return grade(exercise, place, out, students)
        finally:
            del os.environ["COURSE_TOKEN"]


def test_there_are_more_than_forty_kinds():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_submission_is_graded_or_stopped_with_its_reason(outcomes, kind):
    _, points, remark = HOSTILE[kind]
    result = outcomes[kind]
    assert result.status == "graded"
    own = tuple(result.questions[name].points for name in ("q1", "q2"))
    if points == "liar":
        assert own == (0, 1), result
    elif points is not None:
        assert own == points, result
    said = " ".join(map(str, result.remarks))
    assert remark in said, said
    assert len(json.dumps([one.given for one in result.questions.values()])) < 60_000
    assert "\x1b" not in said and "\u202e" not in said


@pytest.mark.parametrize("student", HONEST)
def test_no_hostile_submission_changes_the_mark_of_another(outcomes, student):
    result = outcomes[student]
    assert (result.points, result.remarks) == (3, ()) and result.essays["e1"].words > 60


def test_nothing_outlives_the_run(outcomes):
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in running if b"4242" in line]
    deadline = time.monotonic() + 10
    while any(b"workbook.grading.worker" in line for line in _commands()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not [
        line for line in _commands() if b"workbook.grading.worker" in line and str(os.getpid()).encode() in line
    ]


def _commands():
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = path.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]
            found.append(path.joinpath("cmdline").read_bytes() + parent.encode())
        except OSError:
            continue
    return found


def test_a_sandbox_that_is_killed_is_started_again():
    with Sandbox(LIMITS) as box:
        assert box.run([("q1 = 1", "a")], ["q1"]).answers == {"q1": 1}
        box._process.kill()
        box._process.wait()
        assert box.run([("q1 = 2", "a")], ["q1"]).answers == {"q1": 2}


def test_one_submission_leaves_nothing_for_the_next():
    with Sandbox(LIMITS) as box:
        box.run([("open('/scratch/left', 'w').write('x')\nimport workbook\nworkbook.left = 1", "a")], [])
        found = box.run(
            [("import os, workbook\nq1 = [os.listdir('/scratch'), hasattr(workbook, 'left')]", "b")], ["q1"]
        )
    assert found.answers == {"q1": [[], False]}


def test_the_folder_of_ones_own_data_may_be_named_from_where_one_is(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBOOK_DATA", "own")
    with Sandbox(LIMITS, datasets=["trade"]) as box:
        found = box.run(
            [("import os, workbook as wb\nq1 = [os.environ['WORKBOOK_DATA'], len(wb.load('trade')) > 9]", "a")], ["q1"]
        )
    assert found.answers["q1"] == [str(tmp_path.resolve() / "own"), True]


@pytest.mark.parametrize("trusted", [False, True], ids=["walls", "trusted"])
def test_a_sandbox_that_does_not_start_says_why(trusted):
    with (
        pytest.raises(WorkbookError, match='does not start. There is no dataset called "trades". Did you mean "trade"'),
        Sandbox(LIMITS, trusted=trusted, datasets=["trades"]) as box,
    ):
        box.run([("q1 = 1", "a")], ["q1"])


def test_where_bubblewrap_cannot_make_the_sandbox_its_words_are_shown(monkeypatch):
    monkeypatch.setattr(sandbox, "walls", lambda root: ["bwrap", "--ro-bind", "/no-such-folder", "/"])
    with pytest.raises(WorkbookError, match="does not start. Its last words were: bwrap: .*no-such-folder"):
        Sandbox(LIMITS).run([("q1 = 1", "a")], ["q1"])


def test_where_the_code_cannot_be_locked_in_nobody_gets_no_points_for_it(monkeypatch):
    whole = sandbox.walls
    monkeypatch.setattr(os, "geteuid", lambda: 1000)  # as anybody but root, who gets a namespace of users
    monkeypatch.setattr(sandbox, "walls", lambda root: [*whole(root)[:-1], "--disable-userns", "--"])
    with pytest.raises(WorkbookError, match="cannot lock the code in, so it was not run .OSError: .*unshare"):
        Sandbox(LIMITS).run([("q1 = 1", "a")], ["q1"])


def test_a_supervisor_that_is_killed_costs_its_own_submission_alone():
    kill = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(1)\nq1 = 1"
    with Sandbox(LIMITS, trusted=True) as box:
        assert box.run([(kill, "a")], ["q1"]).ended == "died"
        assert box.run([("q1 = 2", "a")], ["q1"]).answers == {"q1": 2}


def test_several_threads_have_a_sandbox_each():
    found = {}

    def run(number):
        with Sandbox(LIMITS, number=number) as box:
            found[number] = box.run([(f"import os\nq1 = {number}\nq2 = os.getuid()", "a")], ["q1", "q2"]).answers

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n]["q1"] for n in range(2)] == [0, 1]
    if os.geteuid() == 0:  # a user of its own for each
        assert [found[n]["q2"] for n in range(2)] == [sandbox.FIRST_USER, sandbox.FIRST_USER + 1]


def test_for_a_user_without_rights_there_are_walls_too():
    """As another user than root, in a namespace of users; where this runs as such a user, that is the plain case."""
    cell = "import os; q1 = [os.getuid(), os.listdir('/proc'), os.path.exists('/etc/passwd')]"
    code = (
        "from workbook.grading.sandbox import Sandbox, Limits\n"
        f"with Sandbox(Limits(wall=5)) as box: print(box.run([({cell!r}, 'a')], ['q1']).answers)"
    )
    switch = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
    done = subprocess.run([*switch, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    uid = 1000 if switch else os.getuid()
    assert done.stdout.strip() == f"{{'q1': [{uid}, [], False]}}", done.stderr
