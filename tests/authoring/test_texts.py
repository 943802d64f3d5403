"""The notebooks as texts: figures that the data give, claims that are covered, words that can be read."""

import json
import re
import subprocess
import sys

import pytest
from reading import syllables

import workbook as wb
from workbook.authoring.coverage import coverage
from workbook.authoring.figures import Figure, figures_of, phrases_of, stale, unchecked
from workbook.authoring.prose import reading, reading_ease
from workbook.authoring.teaching import plan_of, teaching_pack
from workbook.catalog.codebook import source_line, terms
from workbook.catalog.ledger import CLAIM
from workbook.checking import all_notebooks, beside, cells, notebook_questions
from workbook.checking.citing import concepts

NUMBERS = list(all_notebooks())
MOST_WORDS, LEAST_EASE = 2_500, 60
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
PARTS = ("title", "front", "import", "concepts", "look", "hood", "check", "reflect", "reflect-box", "limits", "works")


def markdown(number):
    return [cell for cell in cells(number) if cell["cell_type"] == "markdown"]


def code(number):
    return ["".join(cell["source"]) for cell in cells(number) if cell["cell_type"] == "code"]


def text(number):
    return "\n".join("".join(cell["source"]) for cell in markdown(number))


def test_notebooks_are_numbered_without_a_gap_and_each_lies_in_a_folder_with_all_that_belongs_to_it():
    assert NUMBERS and [f"{number:02d}" for number in range(len(NUMBERS))] == NUMBERS
    for path in all_notebooks().values():
        files = {file.name for file in path.parent.iterdir() if file.is_file()}
        assert files == {f"{path.parent.name}.ipynb", "questions.py", "figures.py", "teaching.toml", "teaching.md"}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_notebook_has_every_part_in_order_with_readable_ids(number):
    names = [cell["id"] for cell in cells(number)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(rf"{number}(-[a-z0-9]+)+", name) for name in names)
    places = [names.index(f"{number}-{part}") for part in PARTS]
    assert places == sorted(places)
    assert names[-1] == f"{number}-next"


@pytest.mark.parametrize("number", NUMBERS)
def test_headings_go_down_one_level_at_a_time(number):
    levels = [len(match) for match in re.findall(r"^(#+) ", text(number), re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_notebook_is_short_and_in_plain_words(number):
    found = reading(number, syllables)
    assert found["words"] <= MOST_WORDS and found["ease"] >= LEAST_EASE, found
    assert found["teach"] >= 30 and found["exercise"] >= 20


def test_reading_ease_by_hand():
    # 8 words in 2 sentences, so 4 to a sentence; 9 syllables, as only "treaty" has two: 9 / 8 to a word.
    assert reading_ease("The treaty was signed in June. It holds.", syllables) == pytest.approx(
        206.835 - 1.015 * 4 - 84.6 * 9 / 8, abs=0.1
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_cells_of_code_are_short_and_views_have_words_before_and_after(number):
    assert [cell for cell in code(number) if sum(bool(line.strip()) for line in cell.splitlines()) > 5] == []
    found = cells(number)
    shown = [place for place, cell in enumerate(found) if "wb.views." in "".join(cell["source"]) and _is_code(cell)]
    assert (1 if number == "00" else 2) <= len(shown) <= 4
    for place in shown:
        before, after = ("".join(found[near]["source"]) for near in (place - 1, place + 1))
        assert "look for" in before, found[place]["id"]
        assert re.search(r"cannot (show|say)|does not show", after), found[place]["id"]


def _is_code(cell):
    return cell["cell_type"] == "code"


@pytest.mark.parametrize("number", NUMBERS)
def test_five_questions_or_more_span_four_levels_and_one_reflection_is_asked(number):
    questions = list(notebook_questions(number).values())
    assert len(questions) >= 5
    assert all(question.level in LEVELS for question in questions)
    assert len({question.level for question in questions}) >= 4
    assert {question.level for question in questions} & {"evaluate", "create"}
    assert beside(number)["REFLECTION"].strip() in unlinked(text(number))


def unlinked(text):
    """``text`` without links to the ledger."""
    return re.sub(r"\[([^\]]*)\]\(\.\./ledger/[^)]*\)", r"\1", text)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_figure_in_the_text_is_what_the_data_give(number):
    figures = figures_of(number)
    assert len(figures) >= 2
    assert stale(cells(number), figures) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_in_the_text_is_checked_or_accounted_for(number):
    assert unchecked(cells(number), figures_of(number), phrases_of(number)) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_every_claim_that_is_named_is_a_link_to_its_entry(number):
    ledger = {"".join(cell["source"]).splitlines()[0].lstrip("# "): cell["id"] for cell in _ledger()}
    said = re.sub(r"`[^`]*`", "", text(number))
    links = re.findall(r"\[([^\]]*)\]\(\.\./ledger/ledger\.ipynb#cell-id=([^)]*)\)", said)
    assert all(ledger[name] == target for name, target in links)
    assert CLAIM.findall(re.sub(r"\[[^\]]*\]\(\.\./ledger/[^)]*\)", "", said)) == []


def _ledger():
    path = all_notebooks()["00"].parent.with_name("ledger") / "ledger.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_boxes_say_what_the_glossary_says(number):
    found = concepts(number)
    assert len(found) >= 2
    for term in found:
        box = f"> **{term[0].upper()}{term[1:]}.**\n> {terms().loc[term, 'definition']}\n"
        assert box + f"> {source_line(terms().loc[term, 'source'])}" in text(number)


def test_every_term_of_the_glossary_is_explained_in_a_notebook():
    used = {term for number in NUMBERS for term in concepts(number)}
    assert set(terms().index) - used == set()


def test_every_claim_that_must_be_taught_is_discussed_and_every_section_too():
    table = coverage()
    assert sorted(table["claim_id"]) == sorted(wb.load("claims")["claim_id"])
    missing = table[table["must"] & (table["discussed"] == "")]
    assert missing["claim_id"].to_list() == []
    taught = wb.load("claims").set_index("claim_id")["section"][list(table.loc[table["discussed"] != "", "claim_id"])]
    assert set(taught) == set(wb.load("claims")["section"])


def test_every_wrong_or_contested_claim_is_in_the_fact_check_lab():
    table = coverage()
    doubtful = table[table["verdict"].str.contains("wrong|contested")]
    assert [row.claim_id for row in doubtful.itertuples() if "17" not in row.discussed.split(";")] == []


def changed(dataset, change):
    """What loads the data as they are after ``change`` was made to the table ``dataset``."""
    table = wb.load(dataset)
    change(table)
    return lambda name, **options: table.copy() if name == dataset else wb.load(name, **options)


@pytest.mark.slow
def test_a_changed_figure_turns_exactly_its_sentences_red():
    def grown(trade):
        rows = (trade["series"] == "kotra") & (trade["partner"] == "RUS") & (trade["year"] == 2023)
        trade.loc[rows, "total_usd_million"] *= 1.1

    load = changed("trade", grown)
    expected = {
        number: [figure.text for figure in figures_of(number) if figure.written(load) != figure.written()]
        for number in NUMBERS
    }
    assert "07" in {number for number, texts in expected.items() if texts}
    for number in NUMBERS:
        complaints = stale(cells(number), figures_of(number), load)
        assert len(complaints) == len(expected[number]), (number, complaints)
    (complaint,) = stale(cells("07"), figures_of("07"), load)
    assert "“In the figures for 2023, trade with China was 79 times that with Russia.”" in complaint


BACKWARDS = """
import sys, pytest

class Backwards:
    def pytest_collection_modifyitems(self, items):
        items.reverse()

sys.exit(pytest.main(sys.argv[1:], plugins=[Backwards()]))
"""


@pytest.mark.slow
def test_figures_do_not_remember_the_data_of_an_earlier_test():
    """The changed figure comes first here, and the true ones after it."""
    wanted = "changed_figure or (data_give and not named) or accounted_for"
    command = [sys.executable, "-c", BACKWARDS, "-q", "-p", "no:cacheprovider", "-k", f"({wanted}) and not backwards"]
    done = subprocess.run([*command, __file__], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"{2 * len(NUMBERS) + 1} passed" in done.stdout


def test_a_stale_figure_is_named_with_its_sentence_and_the_right_one():
    cell = {"id": "99-a", "cell_type": "markdown", "source": ["The share was **83 percent** in 2010.\n", "More."]}
    (complaint,) = stale([cell], [Figure("was {:.0f} percent in 2010", lambda _load: 84)])
    assert complaint == "99-a: “The share was 83 percent in 2010.” should say “was 84 percent in 2010”."
    assert stale([cell], [Figure("was {:.0f} percent in 2010", lambda _load: 83)]) == []
    assert "No sentence says" in stale([cell], [Figure("fell to {} dollars", lambda _load: 3)])[0]


def test_a_number_that_nothing_accounts_for_is_named():
    cell = {"id": "99-a", "cell_type": "markdown", "source": ["In 2010 it was 83 percent.\n", "`x = 5` and 12 more."]}
    assert unchecked([cell], []) == [
        "99-a: 83 in “In 2010 it was 83 percent.”",
        "99-a: 12 in “`x = 5` and 12 more.”",
    ]
    assert unchecked([cell], [Figure("was {} percent", lambda _load: 83)], ["12 more"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_a_teaching_pack_has_two_plans_prompts_and_model_answers(number):
    plan, page = plan_of(number), teaching_pack(number)
    assert 3 <= len(plan["discussion"]) <= 5 and len(plan["misconceptions"]) >= 3
    for question in notebook_questions(number).values():
        assert question.solve() in page
    named = set(CLAIM.findall(page)) - set(wb.load("claims")["claim_id"])
    assert named == set()
    asked = set(re.findall(rf"\b{number}-\d\b", page)) - notebook_questions(number).keys()
    assert asked == set()


@pytest.mark.parametrize("number", NUMBERS)
def test_works_cited_name_both_analyses_and_every_dataset_that_is_loaded(number):
    page = str(wb.works_cited(number))
    assert "Salát" in page and "Bogusz" in page
    for name in re.findall(r'wb\.load\("(\w+)"', "\n".join(code(number))):
        assert f"Dataset {name}," in page


SET = re.compile(r"[Ss]et \*([^*]+)\* to \*([^*]+)\*")
CALLED = re.compile(r"wb\.views\.(\w+)\(")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_controls_that_a_text_tells_to_move_are_there(number):
    offered = {}
    for name in CALLED.findall("\n".join(code(number))):
        for control in getattr(wb.views, name)().controls:
            offered.setdefault(control.label, []).extend(getattr(control, "options", {}).values())
    for label, option in SET.findall(text(number)):
        assert label in offered, f"{label} in {number}"
        assert any(words == option or words.startswith(f"{option}:") for words in offered[label]), (label, option)
