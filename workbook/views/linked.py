"""Views that move together: what they have in common is chosen once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..base import WorkbookError
from .base import View
from .controls import AnyControl, Choice, Several, Value, Year
from .fallback import MARK, WIDGET, shows


class Together:
    """Several views below each other, with one set of controls for what they have in common.

    A control is common if it has the same name in two views and offers the same; years are common also where the
    views begin or end in different years. The first view that has it drives the others in the browser.
    """

    def __init__(self, *views: View | str) -> None:
        if len(views) < 2:
            raise WorkbookError('Two views or more move together, such as wb.views.together("trade", "hedging").')
        self.views = [_fresh(view) for view in views]
        self.common = [pair for number, view in enumerate(self.views) for pair in self._led(view, self.views[:number])]
        for leader, follower, name in self.common:
            follower.choose(**{name: _within(_control(follower, name), leader.chosen[name])})

    def _led(self, view: View, before: Sequence[View]) -> Iterator[tuple[View, View, str]]:
        """Each control of ``view`` that one ``before`` drives: (leader, view, name of the control)."""
        for control in view.controls:
            leaders = (leader for leader in before if _alike(_control(leader, control.name), control))
            if leader := next(leaders, None):
                yield leader, view, control.name

    @property
    def widget(self) -> Any:
        """All views as one ipywidget, without the controls that another view drives."""
        import ipywidgets

        from .panel import build, link

        led = {id(view): [name for _, follower, name in self.common if follower is view] for view in self.views}
        for view in self.views:
            view.widget = build(view, elsewhere=led[id(view)])
        for leader, follower, name in self.common:
            link(leader, follower, name)
        return ipywidgets.VBox([view.widget for view in self.views], layout=ipywidgets.Layout(width="100%"))

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.views))

    def _ipython_display_(self) -> None:
        from IPython import display as ipython

        display: Callable[..., object] = ipython.display  # which has no types
        if WIDGET not in shows() or any(view._trouble for view in self.views):
            for view in self.views:
                display(view)
            return
        data = {key: value for key, value in self.widget._repr_mimebundle_().items() if key != "text/plain"}
        mark = {MARK: [{"view": view.name, "state": view.state} for view in self.views]}
        shown = {**data, "text/plain": repr(self)}
        display(shown, raw=True, metadata=mark)


def _fresh(view: View | str) -> View:
    """A view of its own, not yet shown anywhere, as ``view`` or as the view of that name stands."""
    from .. import views

    if isinstance(view, View):
        return type(view)(state=view.state)
    try:
        made: View = getattr(views, view)()
        return made
    except (AttributeError, TypeError) as error:
        raise WorkbookError(f"together() takes views or their names: {error}") from None


def _control(view: View, name: str) -> AnyControl | None:
    return next((control for control in view.controls if control.name == name), None)


def _alike(control: AnyControl | None, other: AnyControl) -> bool:
    """Whether two controls of one name offer the same."""
    if type(control) is not type(other):
        return False
    if isinstance(control, (Choice, Several)) and isinstance(other, (Choice, Several)):
        return control.options == other.options
    return isinstance(control, Year)


def _within(control: AnyControl | None, value: Value) -> Value:
    """``value``, or the nearest year that ``control`` allows."""
    if isinstance(control, Year) and isinstance(value, int):
        return min(max(value, control.first), control.last)
    return value
