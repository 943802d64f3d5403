"""What the browser gets: scripts put together from the files of this folder, and one style sheet."""

from importlib.resources import files

from ...base.palette import css


def script(*names: str) -> str:
    """The scripts ``names`` as one module; what the earlier ones define the later ones use.

    >>> "export default" in script("make", "form")
    True
    """
    return "\n".join(files(__name__).joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names)


def style() -> str:
    """The style sheet of views and forms, with the colours of both themes."""
    return css() + "\n" + files(__name__).joinpath("look.css").read_text(encoding="utf-8")
