"""`workbook refresh`: what is stored, what is left out, what is left alone."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workbook.authoring.refresh import KERNEL, _kept, chosen, refresh
from workbook.base import WorkbookError
from workbook.cli import __main__ as cli

ANSWER = "print('forty-two')\n6*7"
WIDGET = """
from IPython.display import display
display({"text/plain": "One sentence.", "application/vnd.jupyter.widget-view+json": {"model_id": "7"}}, raw=True)
display({"image/png": "iVBORw0KGgo="}, raw=True)
"""


@pytest.fixture
def write(tmp_path):
    """A function that writes a notebook of code cells, by id, and returns its path."""

    def _write(name="07_small.ipynb", metadata=None, **cells):
        code = [new_code_cell(source, id=key.replace("_", "-")) for key, source in cells.items()]
        notebook = new_notebook(cells=[new_markdown_cell("# Small", id="title"), *code], metadata=metadata or {})
        path = tmp_path / name
        nbformat.write(notebook, path)
        return path

    return _write


def outputs(path, number=1):
    return json.loads(path.read_text())["cells"][number]["outputs"]


def test_a_refreshed_notebook_holds_text_and_no_widget_or_picture(write):
    path = write(answer=ANSWER, view=WIDGET)
    assert refresh(path) is True
    stream, result = outputs(path)
    assert stream == {"name": "stdout", "output_type": "stream", "text": ["forty-two\n"]}
    assert result["data"] == {"text/plain": ["42"]}
    (view,) = outputs(path, 2)
    assert view == {"data": {"text/plain": ["One sentence."]}, "metadata": {}, "output_type": "display_data"}


def test_sources_and_ids_are_never_altered(write):
    path = write(odd="x = 1   \n\n\n", answer=ANSWER)
    before = [(cell["id"], cell["source"], cell["metadata"]) for cell in json.loads(path.read_text())["cells"]]
    refresh(path)
    assert [(cell["id"], cell["source"], cell["metadata"]) for cell in json.loads(path.read_text())["cells"]] == before


def test_only_the_authors_metadata_stays(write):
    noise = {"widgets": {"state": {}}, "vscode": {}, "language_info": {"name": "python", "version": "3.9"}}
    path = write(answer=ANSWER, metadata={**noise, "workbook": {"minutes": 40}})
    refresh(path)
    kept = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "workbook": {"minutes": 40}}
    assert json.loads(path.read_text())["metadata"] == kept


def test_a_second_refresh_leaves_the_file_byte_for_byte(write, capsys):
    path = write(answer=ANSWER, where="object()", today="print('Accessed 2020-01-01.')")
    refresh(path)
    # Another program's spacing, another day, another place in memory.
    data = json.loads(path.read_text().replace("2020-01-01", "2020-01-02").replace("2020-01-02')", "2020-01-01')"))
    path.write_text(json.dumps(data, indent=4))
    before = path.read_bytes()
    assert cli.main(["refresh", str(path)]) == 0
    assert path.read_bytes() == before
    assert capsys.readouterr().out.startswith("07_small.ipynb: unchanged (")


def test_a_failing_cell_is_named_and_nothing_is_written(write, capsys):
    good, bad = write("01_good.ipynb", answer=ANSWER), write("02_bad.ipynb", answer=ANSWER, quotient="1 / 0")
    before = bad.read_bytes()
    assert cli.main(["refresh", str(bad), str(good)]) == 2
    said = capsys.readouterr()
    assert said.err == "02_bad.ipynb, cell quotient: ZeroDivisionError: division by zero\n"
    assert said.out.splitlines()[0] == "02_bad.ipynb: failed, left as it was"
    assert bad.read_bytes() == before and outputs(good)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "trouble"),
    [
        ("import warnings; warnings.warn('old')", "cell odd writes to stderr"),
        (
            "from IPython.display import HTML\nHTML('<td>7</td>' * 3000)",
            "cell odd shows a table of 30 kB; at most 20 kB",
        ),
        ("import os; os._exit(3)", "cell odd: the kernel died"),
    ],
)
def test_a_cell_that_cannot_be_stored_is_named(write, source, trouble):
    path = write(odd=source)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=trouble):
        refresh(path)
    assert path.read_bytes() == before


def test_an_expected_error_is_stored_without_paths_of_this_machine(write):
    path = write(odd="1 / 0")
    data = json.loads(path.read_text())
    data["cells"][1]["metadata"]["tags"] = ["raises-exception"]
    path.write_text(json.dumps(data))
    refresh(path)
    assert outputs(path)[0]["traceback"] == ["ZeroDivisionError: division by zero"]


def test_an_output_with_nothing_to_store_is_dropped():
    picture = nbformat.v4.new_output("display_data", data={"image/png": "x", "application/vnd.vegalite.v5+json": {}})
    assert _kept("here", picture) is None


def test_what_a_notebook_saves_does_not_end_up_beside_it(write, tmp_path):
    refresh(write(saves="open('progress.json', 'w').write('{}')"))
    assert [path.name for path in tmp_path.iterdir()] == ["07_small.ipynb"]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": 7, "nbformat": 4, "nbformat_minor": 5}'])
def test_a_file_that_is_no_notebook_is_one_sentence(tmp_path, content):
    path = tmp_path / "07_broken.ipynb"
    path.write_text(content)
    with pytest.raises(WorkbookError, match="07_broken.ipynb is not a valid notebook"):
        refresh(path)


def test_a_cell_without_an_id_is_named(write):
    path = write(answer=ANSWER)
    data = json.loads(path.read_text())
    del data["cells"][1]["id"]
    path.write_text(json.dumps(data))
    with pytest.raises(WorkbookError, match="cell 2 has no id"):
        refresh(path)


def test_a_number_that_no_notebook_has_is_answered_with_those_there_are():
    with pytest.raises(WorkbookError, match=r"There is no notebook 99\. The notebooks are: "):
        chosen(["99"])
    with pytest.raises(WorkbookError, match=r"There is no notebook nowhere\.ipynb"):
        chosen(["nowhere.ipynb"])


@pytest.mark.slow
def test_nbval_accepts_a_refreshed_notebook_and_rejects_it_when_an_output_is_changed(write):
    path = write(answer=ANSWER, silent="x = 1", view=WIDGET.replace('display({"image', '# display({"image'))
    refresh(path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", path.name]

    def nbval():
        return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False).stdout

    assert "3 passed" in nbval()
    # Only the outputs: in the source the quotation marks are escaped.
    path.write_text(path.read_text().replace(' "42"', ' "43"').replace(' "One sentence', ' "Another sentence'))
    assert "2 failed, 1 passed" in nbval()
