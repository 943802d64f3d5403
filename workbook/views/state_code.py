"""State codes: the short text that restores what was chosen in a view, ``denominator=inter-korean;since=2000``."""

from collections.abc import Mapping, Sequence

from ..base import WorkbookError, unknown
from .controls import AnyControl, Value


def read_state(
    controls: Sequence[AnyControl], code: object, choices: Mapping[str, object]
) -> tuple[dict[str, Value], list[str]]:
    """What is chosen in every control: the start values, changed by the state ``code`` and by ``choices``.

    Returns the values and the parts of the code that mean nothing here, as those of another version may. Raises
    UnknownName or WorkbookError for what is wrong in ``choices``.
    """
    by_name = {control.name: control for control in controls}
    state: dict[str, Value] = {control.name: control.read(control.start) for control in controls}
    strange = []
    for part in filter(None, str(code or "").split(";")):
        name, _, text = part.partition("=")
        try:
            state[name] = _called(name, by_name).parse(text)
        except WorkbookError:
            strange.append(part)
    for name, value in choices.items():
        state[name] = _called(name, by_name).read(value)
    return state, strange


def write_state(controls: Sequence[AnyControl], state: Mapping[str, Value]) -> str:
    """The short code that restores ``state``: only what differs from the start, blank if nothing does."""
    changed = [control for control in controls if state[control.name] != control.read(control.start)]
    return ";".join(f"{control.name}={control.write(state[control.name])}" for control in changed)


def _called(name: str, by_name: Mapping[str, AnyControl]) -> AnyControl:
    if name not in by_name:
        raise unknown("control", name, by_name)
    return by_name[name]
