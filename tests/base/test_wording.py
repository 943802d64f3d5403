"""Numbers of things, days and lists in sentences."""

import datetime

import pytest

from workbook.base.wording import joined, many, on_day, shortened


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 missiles"), (1, "1 missile"), (2, "2 missiles"), (1200, "1,200 missiles")]
)
def test_only_one_thing_is_singular(number, text):
    assert many(number, "missile") == text


def test_an_irregular_plural_is_given():
    assert many(0, "country", "countries") == "0 countries"
    assert many(1, "country", "countries") == "1 country"


def test_a_day_is_written_out():
    assert on_day(datetime.date(2023, 4, 3)) == "3 April 2023"


@pytest.mark.parametrize(("parts", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_the_last_of_a_list_is_joined_by_and(parts, text):
    assert joined(parts) == text


def test_a_text_is_shortened_between_words_and_only_if_it_is_too_long():
    # Twenty letters reach into "Pyongyang"; ten into "Kim", and the comma before it goes too.
    assert shortened("Putin visits Pyongyang", 22) == "Putin visits Pyongyang"
    assert shortened("Putin visits Pyongyang", 21) == "Putin visits …"
    assert shortened("Putin, Kim and Xi", 10) == "Putin …"
