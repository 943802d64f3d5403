"""Citations, against lines written by hand after the Chicago Manual (17th edition) and the APA Manual (7th)."""

import json
import re

import pytest

import workbook as wb
from workbook.base import UnknownName
from workbook.catalog import package
from workbook.catalog.styles import STYLES

JOURNAL = "S17"  # Chen 2023, an article with volume, issue and pages
THREE = "S25"  # three authors
PRESS = "tass-2022-07-13"  # an agency's report without author or title


def test_an_article_in_chicago():
    assert wb.cite(JOURNAL) == (
        "Chen, Yu-Hua. 2023. “Lips and Teeth: China's Buffer Thinking Toward North Korea.” "
        "*Journal of Contemporary China* 33 (149): 839–849."
    )


def test_an_article_in_apa():
    assert wb.cite(JOURNAL, style="apa") == (
        "Chen, Y.-H. (2023). Lips and Teeth: China's Buffer Thinking Toward North Korea. "
        "*Journal of Contemporary China*, *33*(149), 839–849."
    )


def test_three_authors():
    assert wb.cite(THREE).startswith("Frohman, Ben, Emma Rafaelof, and Alexis Dale-Huang. 2022. “")
    assert wb.cite(THREE, style="apa").startswith("Frohman, B., Rafaelof, E., & Dale-Huang, A. (2022, January 24). *")


def test_a_report_without_author_or_title_stands_under_its_outlet():
    assert wb.cite(PRESS) == "TASS. 2022. July 13, 2022. https://tass.com/politics/1479539"
    assert wb.cite(PRESS, style="apa") == "TASS. (2022, July 13). https://tass.com/politics/1479539"


def test_a_title_that_asks_gets_no_full_stop():
    assert "“A Peace Treaty with North Korea?” " in wb.cite("S11")
    assert "*A Peace Treaty with North Korea?* " in wb.cite("S11", style="apa")


def test_a_dataset_is_cited_with_version_and_day_of_access():
    said = wb.cite("trade")
    assert f"Dataset trade, version {package()['version']}" in said
    assert re.search(r"Accessed [A-Z][a-z]+ \d{1,2}, \d{4}\.$", said)


def test_bibtex_protects_capitals_and_organisations():
    entry = wb.cite("S35", style="bibtex")
    assert entry.startswith("@techreport{S35,")
    assert "author = {{United Nations Security Council}}" in entry
    assert "title = {{Security Council Fails" in entry
    assert wb.cite(JOURNAL, style="bibtex").count("pages = {839--849}") == 1


def test_csl_json_is_json_with_a_date_as_exact_as_known():
    record = json.loads(wb.cite("S29", style="csl-json"))
    assert record["issued"] == {"date-parts": [[2024, 12, 4]]}
    assert record["author"] == [{"family": "Howell", "given": "Edward"}]


def test_a_row_is_cited_with_the_works_that_it_rests_on():
    said = wb.cite("trade", row="2010,CHN,kotra")
    assert "Row 2010,CHN,kotra of the dataset trade" in said
    assert "https://mbn.co.kr" in said
    assert wb.cite("trade", row=(2010, "CHN", "kotra")) == said


def test_a_claim_is_cited_with_its_analysis():
    said = wb.cite("B-1-09")
    assert "Claim B-1-09 of the dataset claims" in said
    assert "Bogusz, Michał. 2024." in said


def test_a_view_is_cited_with_the_code_that_restores_it():
    view = wb.views.trade(since=2000)
    assert 'View wb.views.trade(state="since=2000") of the dataset trade' in wb.cite(view)
    assert wb.cite(view) == view.cite()


def test_several_are_cited_at_once():
    assert wb.cite("trade", "S17").count("\n\n") == 1


@pytest.mark.parametrize("style", STYLES)
def test_every_work_can_be_cited_in(style):
    for key in wb.load("works")["work_id"]:
        said = str(wb.cite(key, style=style))
        assert said and "None" not in said, key
        assert not re.search(r"\S  |(?<!\.)\.\.(?!\.)|\(\)|“”|\*\*", said), (key, said)


@pytest.mark.parametrize(
    ("what", "more", "sentence"),
    [
        ("trad", {}, 'no dataset called "trad". Did you mean "trade"'),
        ("S99", {}, 'no work called "S99"'),
        ("trade", {"style": "mla"}, 'no style called "mla"'),
        ("trade", {"row": "2010"}, "is named by year, partner, series"),
        ("events", {"row": "E9999"}, 'no row called "E9999"'),
    ],
)
def test_what_cannot_be_cited_gets_a_sentence(what, more, sentence):
    with pytest.raises(UnknownName, match=re.escape(sentence)):
        wb.cite(what, **more)
