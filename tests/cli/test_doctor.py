"""`workbook doctor`: what it finds and how it says so."""

import json
from importlib import metadata
from pathlib import Path

import pytest

import workbook
from workbook.base import BadData
from workbook.cli import __main__ as cli
from workbook.jupyter import installation as doctor


def test_doctor_finds_this_installation_well(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status = cli.main(["doctor"])
    said = capsys.readouterr().out
    assert status == 0, said
    lines = said.splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["ok"] * len(doctor.CHECKS)
    assert lines[-1] == "All is well."


def test_doctor_names_packages_that_are_missing_or_too_old(monkeypatch):
    def version(name, real=metadata.version):
        if name == "altair":
            raise metadata.PackageNotFoundError(name)
        return "1.5.3" if name == "pandas" else real(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    with pytest.raises(doctor.Trouble, match=r"altair is missing; pandas is 1\.5\.3, needed is .*pip install \"altair"):
        doctor.packages()


def test_doctor_reports_every_trouble_and_goes_on(monkeypatch, capsys):
    def broken():
        raise ImportError("libzmq.so:\n cannot open")

    def trouble():
        raise BadData("trade.csv, row 7, column check: «maybe» is not one of confirmed.")

    monkeypatch.setattr(doctor, "CHECKS", {"first": broken, "second": trouble, "third": lambda: "fine"})
    assert cli.main(["doctor"]) == 1
    first, second, third, _, last = capsys.readouterr().out.splitlines()
    assert first.startswith("trouble  first: ImportError: libzmq.so: cannot open")
    assert second.startswith("trouble  second: ") and third == "ok       third: fine"
    assert last == "2 problems found; see the lines marked trouble."


def test_doctor_sees_a_kernel_that_runs_another_python(monkeypatch, tmp_path):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": ["/usr/bin/other-python", "-m", "x"], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with pytest.raises(doctor.Trouble, match="another Python, /usr/bin/other-python"):
        doctor.kernel()


def test_doctor_sees_settings_that_are_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTERLAB_DIR", str(tmp_path))
    with pytest.raises(doctor.Trouble, match="is missing"):
        doctor.jupyterlab_settings()


@pytest.mark.needs("proc")
def test_doctor_sees_folders_that_cannot_be_written(monkeypatch):
    monkeypatch.chdir("/proc/self")
    with pytest.raises(doctor.Trouble, match="nothing can be saved in /proc"):
        doctor.writing()
    monkeypatch.setattr("workbook.views.runtime.jupyter_data_dir", lambda: "/proc/self/data")
    with pytest.raises(doctor.Trouble, match="every notebook starts a second slower"):
        doctor.chart_bundle()


def test_jupyterlab_knows_our_settings_and_they_are_in_effect(tmp_path):
    from jupyterlab.commands import get_app_dir
    from jupyterlab_server.settings_utils import get_settings

    lab = Path(get_app_dir())
    ours = json.loads((Path(workbook.__file__).parent / "jupyter" / "settings" / "overrides.json").read_text())
    for plugin, settings in ours.items():
        found, _ = get_settings(str(lab / "settings"), str(lab / "schemas"), str(tmp_path), schema_name=plugin)
        known = found["schema"]["properties"]
        for name, value in settings.items():
            assert name in known, f"{plugin} has no {name}"
            default = known[name]["default"]
            in_effect = value.items() <= default.items() if isinstance(value, dict) else value == default
            assert in_effect, f"{plugin}: {name} is {default}"
            assert value in known[name].get("enum", [value]), f"{plugin}: {name} cannot be {value}"
