"""A day."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from ...base.wording import on_day
from ..questions import Example, Question, example_of

DAYS_OFF = 3  # a day that is so near is called near
DAY_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%d.%m.%Y")


@dataclass(frozen=True)
class Day(Question[datetime.date]):
    """A day; right within ``tolerance`` days."""

    key_settings: ClassVar[tuple[str, ...]] = ("tolerance",)

    tolerance: int = 0

    def wanted(self) -> str:
        return 'a day, such as "2023-04-13" or "13 April 2023"'

    def read(self, response: object) -> datetime.date | None:
        if isinstance(response, datetime.datetime):  # pandas' timestamps too
            return None if pd.isna(response) else response.date()
        if isinstance(response, datetime.date):
            return response
        if type(response) is not str:
            return None
        text = " ".join(response.replace(",", " ").split())
        for form in DAY_FORMATS:
            try:
                return datetime.datetime.strptime(text, form).date()
            except ValueError:
                continue
        return None

    def same(self, value: datetime.date, answer: datetime.date) -> bool:
        return abs((value - answer).days) <= self.tolerance

    def next_step(self, value: datetime.date) -> str:
        off = (value - self.answer()).days
        side = "earlier" if off > 0 else "later"
        near = " by a few days" if abs(off) <= DAYS_OFF else ""
        return f'You gave {self.write(value)}; the data give a day that is {side}{near}. wb.hint("{self.id}") helps.'

    def write(self, value: datetime.date) -> str:
        return on_day(value)


EXAMPLES = (
    Example(
        example_of(Day, datetime.date(2023, 4, 13)),
        right=(
            "2023-04-13",
            "13 April 2023",
            "April 13, 2023",
            "13.4.2023",
            pd.Timestamp("2023-04-13 10:00"),
            datetime.date(2023, 4, 13),
        ),
        near=(("2023-04-15", "a day that is earlier by a few days"), ("2020-01-01", "a day that is later.")),
        unreadable=("yesterday", "April 2023", pd.NaT, 20230413),
    ),
)
