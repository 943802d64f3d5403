"""Writing files: whole or not at all, and a refusal is one sentence."""

import pytest

from workbook.base import WorkbookError
from workbook.base.files import write_whole, writing


def refusal(path, *words, **more):
    """What ``writing`` says of ``path``."""
    with pytest.raises(WorkbookError) as raised, writing(path, *words, **more):
        write_whole(path, b"page")
    return str(raised.value)


def test_a_file_that_cannot_be_written_is_named_with_the_reason_and_what_to_type(tmp_path):
    path = tmp_path / "no" / "page.html"
    said = f"{path} cannot be written (No such file or directory)."
    assert refusal(path) == said
    assert refusal(path, "Type --out FILE.") == f"{said} Type --out FILE."
    assert refusal(path, before="The brief is kept, but:") == f"The brief is kept, but: {said}"
    assert list(tmp_path.iterdir()) == []


def test_a_reason_that_has_no_number_is_said_too():
    with (
        pytest.raises(WorkbookError, match=r"^page\.html cannot be written \(the disk went away\)\.$"),
        writing("page.html"),
    ):
        raise OSError("the disk went away")


def test_what_can_be_written_is_written_and_other_errors_pass(tmp_path):
    with writing(tmp_path / "page.html"):
        write_whole(tmp_path / "page.html", b"page")
    assert (tmp_path / "page.html").read_bytes() == b"page"
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "page.html"):
        1 / 0  # noqa: B018
