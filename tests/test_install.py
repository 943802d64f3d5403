"""The wheel as a student gets it: built, installed in a new environment, used outside the checkout."""

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import workbook
from workbook.assignments import all_exercises, open_exercise
from workbook.base import folder
from workbook.base.shipped import notebook_files
from workbook.catalog import names

ROOT = Path(workbook.__file__).parent.parent
UV = str(Path(sys.executable).with_name("uv"))


# What lies in a notebook's folder for those who write it or teach with it.
FOR_MAKERS = ("figures.py", "teaching.toml", "teaching.md")


def run(*command, cwd):
    """Run ``command`` and return what it printed; where it fails, its words are in the error."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def build(source, out):
    """Build the wheel of the folder ``source`` into ``out``, with the tools that are installed, and return its path."""
    run(
        UV,
        "build",
        "--quiet",
        "--offline",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "--wheel",
        "--out-dir",
        out,
        source,
        cwd=out,
    )
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of a new environment that holds the wheel and the locked versions of what it needs."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    run(UV, "venv", "--quiet", "--python", sys.executable, place, cwd=place.parent)
    python = str(next(place.glob("[bS]*/python*")))
    lock = ROOT / "requirements.lock"
    run(UV, "pip", "install", "--quiet", "--python", python, "--constraint", lock, wheel, cwd=place.parent)
    return python


def test_the_wheel_holds_all_data_and_notebooks_and_no_tests(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    for name in ("datasets", "notebooks"):
        for path in (ROOT / name).rglob("*"):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                shipped = f"workbook/shipped/{name}/{path.relative_to(ROOT / name).as_posix()}"
                assert (shipped in inside) == (path.name not in FOR_MAKERS), shipped
    assert not [name for name in inside if name.startswith("workbook/authoring")]
    version = workbook.__version__
    assert (
        f"triangle_workbook-{version}.data/data/share/jupyter/lab/settings/overrides.d/triangle-workbook.json" in inside
    )
    strange = [name for name in inside if not name.startswith(("workbook/", f"triangle_workbook-{version}."))]
    assert not strange and not [
        name for name in inside if name.startswith("tests/") or Path(name).name.startswith("test_")
    ]


def test_what_students_install_holds_no_exercise(wheel):
    """Exercises and teaching packs hold answers."""
    archive = zipfile.ZipFile(wheel)
    own = [path.relative_to(ROOT / "exercises").as_posix() for path in (ROOT / "exercises").rglob("*.*")]
    assert own and not [
        name for name in archive.namelist() if name.endswith(tuple(f"exercises/{path}" for path in own))
    ]
    said = b"\n".join(archive.read(name) for name in archive.namelist())
    for exercise in map(open_exercise, all_exercises()):
        for cell in exercise.cells:
            if cell.role in ("hidden", "essay"):
                longest = max(cell.text.splitlines(), key=len)
                assert longest.encode() not in said, f"{exercise.name}: {cell.id}"


@pytest.mark.slow
def test_the_source_archive_builds_the_same_wheel(wheel, tmp_path):
    run(
        UV,
        "build",
        "--quiet",
        "--offline",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "--sdist",
        "--out-dir",
        tmp_path,
        ROOT,
        cwd=tmp_path,
    )
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        # Before 3.11.4 there is no filter; the archive is our own.
        file.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    out = tmp_path / "again"
    out.mkdir()
    one, other = zipfile.ZipFile(wheel), zipfile.ZipFile(build(unpacked, out))
    assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


@pytest.mark.slow
def test_an_installed_workbook_loads_every_dataset_outside_the_checkout(python, tmp_path):
    code = """
import json, workbook as wb
from workbook.catalog import names
print(json.dumps({"file": wb.__file__, "rows": {name: len(wb.load(name)) for name in names()}}))
"""
    found = json.loads(run(python, "-c", code, cwd=tmp_path))
    assert Path(python).parent.parent in Path(found["file"]).parents
    assert found["rows"] == {name: len(workbook.load(name)) for name in names()}


@pytest.mark.slow
def test_an_installed_workbook_gives_out_its_notebooks_and_serves_them(python, tmp_path, start_lab, free_port):
    _, address, said = start_lab("--dir", "course", "--port", str(free_port), python=python)
    given = sorted(path.name for path in (tmp_path / "course").glob("*.ipynb"))
    assert given == sorted(path.name for path in notebook_files(folder("notebooks")))
    assert f"{len(given)} notebooks copied to" in said
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=30) as answer:
        assert answer.status == 200
    settings = address.replace(
        "/lab/tree/00_start_here.ipynb", "/lab/api/settings/@jupyterlab/apputils-extension:notification"
    )
    with opener.open(settings, timeout=30) as answer:
        assert json.load(answer)["schema"]["properties"]["fetchNews"]["default"] == "false"


@pytest.mark.slow
def test_the_doctor_finds_a_new_installation_well(python, tmp_path):
    said = run(python, "-m", "workbook.cli", "doctor", cwd=tmp_path)
    assert said.endswith("All is well.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["refresh"], "Notebooks are refreshed in a checkout of the workbook; this one is installed."),
        (["refresh", "mine.ipynb"], "Notebooks are refreshed in a checkout of the workbook; this one is installed."),
        (["data", "build"], "Files are generated in a checkout of the workbook; this one is installed."),
    ],
)
def test_what_only_makers_need_says_that_it_needs_a_checkout(python, command, sentence, tmp_path):
    done = subprocess.run(
        [python, "-m", "workbook.cli", *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{sentence}\n")


def test_the_lock_holds_everything_that_pyproject_names_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, flags=re.MULTILINE))
    extras = project["optional-dependencies"]
    needs = project["dependencies"] + extras["test"] + extras["roll-calls"]
    for need in map(Requirement, needs):
        if need.name == project["name"]:
            continue  # the extra for tests names another extra, which stands in the list
        assert need.name in locked and need.specifier.contains(locked[need.name]), (
            f"make lock: {need} is not in the lock"
        )
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock


def test_the_documents_name_the_version_of_the_package():
    assert f"\nversion: {workbook.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {workbook.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_the_readme_names_exists():
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    table = said.partition("| about | datasets |")[2].partition("\n\n")[0]
    datasets = set(re.findall(r"`(\w+)`", table))
    views = re.search(r"The views that draw from them: (.*?)\.", said)
    notebooks = re.findall(r"^\| (\d\d) ", said, flags=re.MULTILINE)
    assert datasets == set(names())
    assert set(re.findall(r"`(\w+)`", views[1])) == set(workbook.views.NAMES)
    assert notebooks == [path.name[:2] for path in notebook_files(folder("notebooks")) if path.name[0].isdigit()]
