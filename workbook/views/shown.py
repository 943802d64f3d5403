"""What the parts of a view ask of the view that they belong to, so that none of them has to import it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    import pandas as pd


class Chosen(Protocol):
    """What a control asks of its view: what is chosen now, and to choose something else."""

    chosen: dict[str, Any]
    controls: tuple[Any, ...]

    def choose(self, **choices: Any) -> Any: ...


class Shown(Protocol):
    """What the panel, the saved file and the picture ask of a view; ``View`` says what each is."""

    question: ClassVar[str]
    reading: ClassVar[str]
    notes: ClassVar[str]
    columns: ClassVar[Mapping[str, str]]
    chosen: dict[str, Any]
    controls: tuple[Any, ...]
    _panel: Any
    _following: bool
    _behind: bool

    @property
    def name(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def finding(self) -> tuple[str, str]: ...
    @property
    def named_days(self) -> list[tuple[int, str]]: ...
    @property
    def source(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def widget(self) -> Any: ...
    @property
    def _places(self) -> list[int]: ...
    @property
    def _mask(self) -> "pd.Series[bool]": ...
    def cite(self) -> Any: ...
    def spec(self, narrow: bool = False) -> dict[str, Any]: ...
    def _adopt(self, chosen: dict[str, Any]) -> bool: ...
    def _drawn(self) -> "pd.DataFrame": ...
    def _in_columns(self, rows: "pd.DataFrame") -> "pd.DataFrame": ...
