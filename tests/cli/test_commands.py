"""The commands as a whole: what the documents name exists, help is quick, mistakes and closed pipes end well."""

import os
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

import workbook
from workbook import cli
from workbook.cli.__main__ import command as root
from workbook.cli.__main__ import main

ROOT = Path(workbook.__file__).parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
HEAVY = ("pandas", "numpy", "altair", "vl_convert", "ipywidgets", "IPython", "nbclient", "nbformat", "jinja2", "tqdm")


def all_commands(group=root, words=()):
    """Every command below ``group``, groups too, by the words that call it."""
    for name, command in group.commands.items():
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from all_commands(command, (*words, name))


COMMANDS = dict(all_commands())
LEAVES = {words: command for words, command in COMMANDS.items() if not isinstance(command, click.Group)}


@pytest.fixture
def parsed(monkeypatch):
    """A function that parses the words of a command line and returns the words of the command that would run."""
    reached = []

    def invoke(context, callback, *_, **__):
        reached.append(context.command_path)
        return 0

    monkeypatch.setattr(click.Context, "invoke", invoke)

    def parse(*words):
        reached.clear()
        status = main(words)
        return tuple(reached[-1].split()[1:]) if status == 0 else ()

    return parse


def named_in(document):
    """The command lines that begin with `workbook` in the code blocks and the inline code of ``document``."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    for line in lines:
        if match := re.match(r"(?:\.venv[/\\](?:bin|Scripts)[/\\])?workbook (.*)", line.strip()):
            yield match[1]


LINES = [(document, line) for document in DOCUMENTS for line in named_in(document)]


@pytest.mark.parametrize(("document", "line"), LINES)
def test_what_the_documents_tell_to_type_exists(document, line, parsed, capsys):
    words = shlex.split(line)
    if words[-1] == "--help":
        assert main(words) == 0
    else:
        assert parsed(*words) in LEAVES, capsys.readouterr().err


def test_a_command_or_an_option_that_does_not_exist_would_be_found(parsed):
    assert parsed("grade", "essays", "results", "--exercise", "07_trade") == ("grade", "essays")
    assert parsed("grade", "downloads", "--exercise", "07_trade") == ("grade", "run")
    assert parsed("grade", "essays", "results", "--exercises", "07_trade") == ()
    assert parsed("data", "imports", "unga", "x.csv") == ()


def test_the_documents_name_every_command(parsed):
    named = {parsed(*shlex.split(line)) for _, line in LINES if not line.endswith("--help")}
    assert [" ".join(words) for words in LEAVES if words not in named] == []


def test_every_module_of_the_command_line_is_one_command():
    modules = {module.name for module in pkgutil.walk_packages(cli.__path__, "workbook.cli.")}
    # A group that has no function of its own.
    homes = [getattr(command.callback, "__module__", "workbook.cli.grade") for command in COMMANDS.values()]
    assert sorted(homes) == sorted(modules - {"workbook.cli.__main__"})
    assert [words for words, command in COMMANDS.items() if command.name != words[-1]] == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_short_and_ends_with_an_example_that_fits(words, parsed, capsys):
    assert main([*words, "--help"]) == 0
    text = capsys.readouterr().out
    assert text == (main([*words, "-h"]), capsys.readouterr().out)[1]
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip() in ("Example:", "Examples:"))
    examples = [shlex.split(line) for line in lines[start + 1 :]]
    assert examples and len(lines) <= 40 and "«" not in text
    for example in examples:
        assert example[0] == "workbook" and parsed(*example[1:]) in LEAVES
    assert words in [parsed(*example[1:])[: len(words)] for example in examples]
    short = COMMANDS[words].short_help
    assert short and short[0].isupper() and short.endswith(".") and len(short) <= 65


def test_no_help_text_loads_anything_heavy():
    code = f"""
import contextlib, io, sys
from workbook.cli.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    statuses = [main([*words, "--help"]) for words in {[(), *COMMANDS]!r}]
print(set(statuses), [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{0} []\n"


# What was typed does not fit


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("grad", 'No such command "grad". Did you mean "grade"?\nThe commands are: lab, doctor, new, '),
        ("xyz", 'No such command "xyz".\nThe commands are: lab, doctor, new, '),
        (
            "data chek",
            'No such command "chek". Did you mean "check"?\n'
            "The commands are: add, check, diff, resolve, import, build.",
        ),
        ("export blackboard f.csv", 'No such command "blackboard".\nThe commands are: moodle, canvas.'),
        ("collect forecast x", 'No such command "forecast". Did you mean "forecasts"?'),
        (
            "lab --prot 9000",
            'No such option "--prot". Did you mean "--port"?\nThe options of workbook lab are: ',
        ),
        (
            "--versoin",
            'No such option "--versoin". Did you mean "--version"?\nThe options of workbook are: ',
        ),
        ("grade essays", "RESULTS is missing. Type: workbook grade essays RESULTS --exercise NAME. All options: "),
        ("grade essays results", "--exercise NAME is missing. Type: workbook grade essays RESULTS --exercise NAME. "),
        ("grade downloads", "--exercise NAME is missing. Type: workbook grade run SUBMISSIONS --exercise NAME. "),
        (
            "data diff old.whl",
            "NEW is missing. Type: workbook data diff OLD NEW. All options: workbook data ",
        ),
        ("doctor x", "Got unexpected extra argument (x). Type: workbook doctor. All options: workbook doctor --help"),
        ("lab --port", 'Option "--port" requires an argument.'),
        ("lab --port x", '--port PORT: "x" is not a valid integer.'),
        ("lab --dir ~no.such.user/x", '--dir DIR: "~no.such.user/x" begins with ~ and names no user of this machine.'),
        (
            "assign 07_trade --for oter",
            '--for SYSTEM: "oter" is not one of "plain", "nbgrader", "otter". Did you mean "otter"?',
        ),
        (
            "grade esays results",
            '"esays" is neither a command nor a folder or file that is here. Did you mean "essays"?\n',
        ),
        ("slides 77", "There is no notebook"),
        ("refresh 77", "There is no notebook 77. The notebooks are: 00, "),
    ],
)
def test_a_mistake_is_answered_with_what_is_possible_and_what_to_type(line, sentence, capsys):
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(sentence) and len(said.err.splitlines()) <= 2


def test_an_interrupted_command_has_the_status_130_and_says_nothing(monkeypatch, capsys):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(COMMANDS["doctor",], "callback", interrupted)
    assert main(["doctor"]) == 130
    assert capsys.readouterr() == ("", "")


# Folders with the names of commands


@pytest.mark.parametrize("name", ["essays", "feedback", "gradebook", "similarity", "run"])
def test_a_folder_with_the_name_of_a_command_can_be_graded(name, parsed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir()
    for words in (["grade", f"./{name}"], ["grade", "run", name], ["grade", "--trust", name]):
        assert parsed(*words, "--exercise", "07_trade") == ("grade", "run")


def test_the_name_of_a_command_is_the_command_also_where_a_folder_has_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essays").mkdir()
    assert main(["grade", "essays", "--exercise", "07_trade"]) == 2
    assert capsys.readouterr().err == (
        '"essays" is a command here, which needs RESULTS; to grade the submissions in the folder essays, type: '
        "workbook grade run essays --exercise NAME\n"
    )


def test_a_folder_whose_name_is_like_that_of_a_command_is_graded(parsed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parsed("grade", "essay", "--exercise", "07_trade") == ()
    (tmp_path / "essay").mkdir()
    assert parsed("grade", "essay", "--exercise", "07_trade") == ("grade", "run")


# Single options


@pytest.mark.parametrize(
    "words",
    [
        ["results", "--read", "a.csv", "b.csv", "--exercise", "x"],
        ["--exercise", "x", "results", "--read", "a.csv", "--read", "b.csv"],
        ["results", "--exercise=x", "--read", "a.csv", "b.csv"],
    ],
)
def test_sheets_of_two_markers_are_read_however_they_are_typed(words):
    context = LEAVES["grade", "essays"].make_context("essays", words, help_option_names=["-h", "--help"])
    assert context.params["sheets"] == (Path("a.csv"), Path("b.csv")) and context.params["results"] == Path("results")


@pytest.mark.parametrize("number", ["7", "07"])
def test_a_notebook_is_found_with_and_without_the_zero(number, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["slides", number]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["slides-07.html"]


def test_generated_files_need_a_checkout(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("workbook.base.shipped.in_checkout", lambda: False)
    assert main(["data", "build"]) == 2
    assert capsys.readouterr().err == "Files are generated in a checkout of the workbook; this one is installed.\n"


# A pipe that is closed


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows have no such status")
@pytest.mark.parametrize("words", [["--help"], ["assign"], ["data", "check"], ["refresh", "07"]], ids=" ".join)
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(words):
    # With a buffer, as usual, most commands write when they end.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "workbook.cli", *words]
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.wait(timeout=120), errors) == (141, "")  # 128 + the number of SIGPIPE, as of seq, cat and others


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows have no such status")
def test_a_mistake_that_nobody_reads_ends_quietly_too():
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    reader.wait()
    done = subprocess.run([sys.executable, "-m", "workbook.cli", "grad"], stderr=reader.stdin, check=False)
    reader.stdin.close()
    assert done.returncode == 141
