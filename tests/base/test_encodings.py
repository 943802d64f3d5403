"""The encoding of a file that is not UTF-8 is told from whole files as students and instructors save them."""

import pytest

from workbook.base.encodings import ENOUGH, looks_like

GERMAN = ["Müller, Jörg", "Weiß, Günther", "Smith, John"]
SPANISH = ["Peña, Ñuño", "López, José", "Smith, John"]
RUSSIAN = ["Иванов, Пётр", "Кузнецова, Анна", "Smith, John"]
CHINESE = ["王伟", "李娜", "习近平", "Smith, John"]


def roster(names):
    """A roster with one line per name, its cells separated by semicolons."""
    return "id;name;points\n" + "".join(f"{number};{name};3\n" for number, name in enumerate(names, start=1))


@pytest.mark.parametrize(
    ("names", "encoding"), [(GERMAN, "cp1252"), (SPANISH, "cp1252"), (RUSSIAN, "cp1251"), (CHINESE, "gb18030")]
)
def test_a_roster_is_told_by_its_names(names, encoding):
    assert looks_like(roster(names).encode(encoding)) == encoding


@pytest.mark.parametrize(("names", "encoding"), [(RUSSIAN, "cp1251"), (CHINESE, "gb18030")])
def test_a_few_names_far_down_in_a_long_file_of_ascii_are_enough(names, encoding):
    assert looks_like(("a;b;c\n" * 50_000 + roster(names)).encode(encoding)) == encoding


@pytest.mark.parametrize("offset", range(2))
def test_a_long_file_is_not_cut_inside_a_letter(offset):
    # Letters of two bytes: with one byte before them, any cut at an even place would halve one.
    assert looks_like(("a" * offset + "王伟李娜习近平\n" * ENOUGH).encode("gb18030")) == "gb18030"


def test_one_word_that_fits_several_is_taken_as_western_european():
    # In Cyrillic the byte of the ü would be a soft sign, which stands in the middle of Russian words too.
    assert looks_like("Müller".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_of_two_bytes_a_letter_is_utf_16_with_and_without_its_mark(encoding):
    assert looks_like("Treaty of 2024".encode(encoding)) == "utf-16"
