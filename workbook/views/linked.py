"""Views that move together: what they have in common is chosen once."""

from ..base import WorkbookError
from .base import View
from .controls import Year
from .fallback import MARK, WIDGET, shows


class Together:
    """Several views below each other, with one set of controls for what they have in common.

    A control is common if it has the same name in two views and offers the same; years are common also where the
    views begin or end in different years. The first view that has it drives the others in the browser.
    """

    def __init__(self, *views):
        if len(views) < 2:
            raise WorkbookError('Two views or more move together, such as wb.views.together("trade", "hedging").')
        self.views = [_fresh(view) for view in views]
        self.common = [pair for number, view in enumerate(self.views) for pair in self._led(view, self.views[:number])]
        for leader, follower, name in self.common:
            follower.choose(**{name: _within(_control(follower, name), leader.chosen[name])})

    def _led(self, view, before):
        for control in view.controls:
            leaders = (other for other in before if _alike(_control(other, control.name), control))
            if leader := next(leaders, None):
                yield leader, view, control.name

    @property
    def widget(self):
        """All views as one ipywidget, without the controls that another view drives."""
        import ipywidgets

        from .panel import build, link

        led = {id(view): [name for _, follower, name in self.common if follower is view] for view in self.views}
        for view in self.views:
            view.widget = build(view, elsewhere=led[id(view)])
        for leader, follower, name in self.common:
            link(leader, follower, name)
        return ipywidgets.VBox([view.widget for view in self.views], layout=ipywidgets.Layout(width="100%"))

    def __repr__(self):
        return "\n".join(map(repr, self.views))

    def _ipython_display_(self):
        from IPython.display import display

        if WIDGET not in shows() or any(view.trouble for view in self.views):
            for view in self.views:
                display(view)
            return
        data = {key: value for key, value in self.widget._repr_mimebundle_().items() if key != "text/plain"}
        mark = {MARK: [{"view": view.name, "state": view.state} for view in self.views]}
        display({**data, "text/plain": repr(self)}, raw=True, metadata=mark)


def _fresh(view):
    """A view of its own, not yet shown anywhere, as ``view`` or as the view of that name stands."""
    from .. import views

    if isinstance(view, View):
        return type(view)(state=view.state)
    try:
        return getattr(views, view)()
    except (AttributeError, TypeError) as error:
        raise WorkbookError(f"together() takes views or their names: {error}") from None


def _control(view, name):
    return next((control for control in view.controls if control.name == name), None)


def _alike(one, other):
    if one is None or type(one) is not type(other):
        return False
    return isinstance(one, Year) or one.options == other.options


def _within(control, value):
    return min(max(value, control.first), control.last) if isinstance(control, Year) else value
