"""`workbook lab` and the command itself; doctor and refresh have files of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from workbook.base import WorkbookError
from workbook.cli import __main__ as cli
from workbook.jupyter.server import choose_port
from workbook.jupyter.working_folder import MEMORY, hand_out, working_folder

NAME = "07_trade.ipynb"
PATH = "07_trade/07_trade.ipynb"  # in the folder of a release


@pytest.fixture
def shipped(tmp_path):
    """The notebooks of a release: one, with the content «first edition»."""
    folder = tmp_path / "shipped"
    (folder / "07_trade").mkdir(parents=True)
    (folder / PATH).write_text("first edition")
    (folder / "07_trade" / "questions.py").write_text("ANSWER = 83")
    return folder


@pytest.fixture
def place(tmp_path):
    """A student's empty working folder."""
    return working_folder(tmp_path / "mine")


def texts(place):
    """The student's notebooks and what is in them."""
    return {path.name: path.read_text() for path in place.glob("*.ipynb")}


def get(address):
    """The HTTP status of a plain GET, asked without any proxy."""
    try:
        return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=10).status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


# Copying


def test_notebooks_are_copied_without_the_answers(shipped, place):
    assert hand_out(shipped, place, "0.1.0") == [f"1 notebook copied to {place}."]
    assert sorted(path.name for path in place.iterdir()) == [MEMORY, NAME]


def test_the_same_release_again_changes_nothing_and_says_nothing(shipped, place):
    hand_out(shipped, place, "0.1.0")
    (place / NAME).write_text("my answers")
    assert hand_out(shipped, place, "0.1.0") == []
    assert texts(place) == {NAME: "my answers"}


def test_an_untouched_notebook_is_brought_up_to_date(shipped, place):
    hand_out(shipped, place, "0.1.0")
    (shipped / PATH).write_text("second edition")
    assert hand_out(shipped, place, "0.2.0") == [f"1 notebook brought up to date: {NAME}."]
    assert texts(place) == {NAME: "second edition"}


def test_a_changed_notebook_is_kept_and_the_new_edition_lies_beside_it_once(shipped, place):
    hand_out(shipped, place, "0.1.0")
    (place / NAME).write_text("my answers")
    (shipped / PATH).write_text("second edition")
    beside = "07_trade (release 0.2.0).ipynb"
    told = hand_out(shipped, place, "0.2.0")
    assert told == [f"You have changed {NAME}, so its new edition lies beside it: {beside}."]
    assert texts(place) == {NAME: "my answers", beside: "second edition"}
    (place / beside).unlink()
    assert hand_out(shipped, place, "0.2.0") == []
    assert texts(place) == {NAME: "my answers"}


def test_work_in_the_edition_that_lies_beside_is_kept_too(shipped, place):
    beside, next_to_it = "07_trade (release 0.2.0).ipynb", "07_trade (release 0.2.0, 2).ipynb"
    (place / NAME).write_text("my answers")
    (place / beside).write_text("more answers")
    hand_out(shipped, place, "0.2.0")
    assert texts(place) == {NAME: "my answers", beside: "more answers", next_to_it: "first edition"}


def test_a_deleted_notebook_comes_back(shipped, place):
    hand_out(shipped, place, "0.1.0")
    (place / NAME).unlink()
    hand_out(shipped, place, "0.1.0")
    assert texts(place) == {NAME: "first edition"}


@pytest.mark.parametrize("memory", ["", "[]", "{}", '{"given": 7}', "\0\0"])
def test_without_a_readable_memory_every_notebook_counts_as_the_students_own(shipped, place, memory):
    hand_out(shipped, place, "0.1.0")
    (place / MEMORY).write_text(memory)
    (shipped / PATH).write_text("second edition")
    hand_out(shipped, place, "0.2.0")
    assert texts(place)[NAME] == "first edition"
    assert json.loads((place / MEMORY).read_text())["release"] == "0.2.0"


# The folder and the port


def test_a_file_in_the_way_of_the_folder_is_one_sentence(tmp_path, capsys):
    (tmp_path / "mine").write_text("a file")
    for way in (tmp_path / "mine", tmp_path / "mine" / "deeper"):
        assert cli.main(["lab", "--dir", str(way), "--no-browser"]) == 2
        said = capsys.readouterr()
        assert "a file is in the way" in said.err and "--dir" in said.err and said.out == ""
        assert len(said.err.splitlines()) == 1


def test_a_notebook_of_the_students_that_is_a_folder_is_one_sentence(shipped, place):
    (place / NAME).mkdir()
    with pytest.raises(WorkbookError, match=f"cannot be copied: .*{NAME}: Is a directory"):
        hand_out(shipped, place, "0.1.0")


@pytest.mark.needs("proc")
def test_a_read_only_folder_is_one_sentence(capsys):
    # /proc is read-only for root too, where permissions would not be.
    assert cli.main(["lab", "--dir", "/proc/self/fd", "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Nothing can be saved in /proc/self/fd (") and len(said.splitlines()) == 1


@pytest.mark.needs("proc")
def test_a_folder_that_cannot_be_made_is_one_sentence(capsys):
    assert cli.main(["lab", "--dir", "/proc/mine/course", "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("The folder /proc/mine/course cannot be made (") and len(said.splitlines()) == 1


def test_a_port_in_use_is_one_sentence_and_nothing_is_copied(tmp_path, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["lab", "--dir", str(tmp_path / "mine"), "--port", str(port), "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} is in use") and len(said.splitlines()) == 1
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_number_that_is_no_port_is_one_sentence(port):
    with pytest.raises(WorkbookError, match="from 1 to 65535"):
        choose_port(port)


# Serving


@pytest.mark.slow
def test_lab_serves_the_first_notebook_and_ends_with_everything_it_started(start_lab, tmp_path, free_port):
    child, address, _ = start_lab("--dir", "mine", "--port", str(free_port))
    assert address.startswith(f"http://127.0.0.1:{free_port}/lab")
    assert get(address) == 200
    assert get(address.replace("token=", "token=x").replace("/lab", "/api/contents", 1)) == 403
    token = address.partition("token=")[2]
    kernel = urllib.request.Request(
        f"http://127.0.0.1:{free_port}/api/kernels", data=b"{}", headers={"Authorization": f"token {token}"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(kernel, timeout=30) as answer:
        number = json.load(answer)["id"]
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=30) == 0
    assert get(address) is None
    assert not processes_with(str(tmp_path)) and not processes_with(number)


@pytest.mark.slow
def test_being_told_to_end_ends_jupyterlab_too(start_lab, tmp_path, free_port):
    child, address, _ = start_lab("--dir", "mine", "--port", str(free_port))
    child.terminate()
    assert child.wait(timeout=30) == 0
    assert get(address) is None and not processes_with(str(tmp_path))


@pytest.mark.slow
def test_when_jupyterlab_ends_the_command_ends(start_lab, tmp_path, free_port):
    child, _, _ = start_lab("--dir", "mine", "--port", str(free_port))
    (server,) = (number for number in processes_with(str(tmp_path)) if number != child.pid)
    os.kill(server, signal.SIGKILL)
    assert child.wait(timeout=30) == -signal.SIGKILL or child.returncode != 0


@pytest.mark.slow
def test_the_token_is_not_on_the_command_line(start_lab, free_port):
    _, address, _ = start_lab("--dir", "mine", "--port", str(free_port))
    assert not processes_with(address.partition("token=")[2])


def processes_with(text):
    """The numbers of the running processes whose command line contains ``text``."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if text in line]


# The command


def test_a_command_without_a_name_explains_itself():
    done = subprocess.run([sys.executable, "-m", "workbook.cli"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "Usage: workbook" in done.stderr and "Traceback" not in done.stderr


def test_help_is_quick():
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "workbook.cli", "--help"], capture_output=True, text=True, check=True)
    assert "Open the notebooks in JupyterLab" in done.stdout
    assert time.monotonic() - start < 2
