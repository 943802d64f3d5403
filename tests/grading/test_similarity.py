"""Likeness within a class: copies are found, what everybody was given is not, and the page is no verdict."""

import functools
import html
import json
import random
import re
import shutil
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbook.assignments import open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.roster import folder_name
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.catalog import load
from workbook.cli.grade.similarity import command
from workbook.grading import fingerprints, similarity
from workbook.grading.results import EssayResult, Result, write_result
from workbook.grading.similarity import Work, similar_pairs
from workbook.grading.similarity_page import report

ESSAY = """My figure of 2004 says that most of what was sold across the Yalu came from one neighbour.
A high number like this tempts the reader to speak of a vassal, and I think that the temptation should be resisted.

What counts is the price of leaving. Coal can be sold elsewhere at a loss, but crude oil arrives through a single pipe,
and nobody has offered to build another. Whoever holds that valve holds more than the percentage tells us.

Therefore I would keep both words apart in any memorandum, and ask for contracts before I ask for customs figures."""
OTHER = """Dependence means that a partner could hurt you by walking away; a share merely counts boxes at a border.
In 2004 the boxes were mostly Chinese, so the suspicion is natural.

Yet smugglers, fishermen and labour brigades never appear in the ledgers of KOTRA. If they were counted, the proportion
would shrink. I would also look at fertiliser, since harvests fail without it, and at who pays in advance.
My conclusion is cautious: the ratio opens the inquiry and cannot close it."""
RUSSIAN = """Доля торговли показывает, сколько товаров прошло через границу, но не показывает цену разрыва.
Если завтра сосед закроет мост, уголь останется на складе, а нефть перестанет поступать, и зимой встанут заводы.
Поэтому я различаю долю и зависимость и прошу сначала показать договоры, а уже потом таможенные таблицы."""
CHINESE = """贸易份额只说明有多少货物经过边境,并不说明断绝往来要付出什么代价。
如果邻国明天关闭大桥,煤炭可以堆在仓库里,但是原油只有一条管道,没有人愿意再修一条。
所以我把份额和依赖分开来谈,先看合同,再看海关的数字。"""
CODE = """trade = wb.load("trade")
by_year = wb.measures.trade_share(trade, "CHN").set_index("year")
early = by_year.loc[2001:2008, "share"].mean()
late = by_year.loc[2013:2019, "share"].mean()
q1 = round((late - early) * 100, 1)
"""


@pytest.fixture(autouse=True)
def known_once(monkeypatch):
    """What is known of an exercise is the same in every test, and takes most of the time."""
    monkeypatch.setattr(similarity, "_known", lambda exercise: known_of(exercise.name))


KNOWN = similarity._known


@functools.cache
def known_of(name):
    return KNOWN(open_exercise(EXAMPLE if name == EXAMPLE.name else name))


@pytest.fixture
def compare(exercise):
    """The pairs of a class whose essays (s0, s1, …) are given."""

    def pairs(*essays, **options):
        works = {f"s{number}": Work(essays={"e1": text}) for number, text in enumerate(essays)}
        return similar_pairs(works, exercise, **options)

    return pairs


@pytest.fixture
def compare_code(exercise):
    def pairs(*codes, exercise=exercise):
        return similar_pairs({f"s{number}": Work(code) for number, code in enumerate(codes)}, exercise)

    return pairs


def words(count, name="w"):
    """``count`` words of which none is another."""
    return " ".join(f"{name}{number}" for number in range(count))


def marked(pair, side):
    """The common passages as they stand in one of the two texts."""
    return [pair.texts[side][slice(*(one.first, one.second)[side])] for one in pair.passages]


# Copies are found


def test_a_copied_essay_is_one_passage_of_all_its_words(compare):
    [pair] = compare(words(80), words(80))
    assert (pair.first, pair.second, pair.part, pair.unit) == ("s0", "s1", "e1", "words")
    assert (pair.longest, pair.common, pair.share) == (80, 80, 1.0)
    assert marked(pair, 0) == marked(pair, 1) == [words(80)]


def test_a_copy_with_every_eighth_word_changed_is_found_by_what_remains(compare):
    copied = words(80).split()
    copied[7::8] = words(10, "new").split()  # ten runs of seven words are left
    [pair] = compare(words(80), " ".join(copied))
    assert (pair.longest, pair.common, len(pair.passages)) == (7, 70, 10)


def test_a_copy_with_every_sixth_word_changed_is_not_found(compare):
    # Runs of five words, which any two writers on one subject share, are no passages.
    copied = words(84).split()
    copied[5::6] = words(14, "new").split()
    assert compare(words(84), " ".join(copied)) == []


def test_paragraphs_in_another_order_are_passages_each(compare):
    one, two, three = words(20, "a"), words(30, "b"), words(40, "c")
    [pair] = compare(f"{one}\n\n{two}\n\n{three}", f"{three}\n\n{one}\n\n{two}")
    assert (pair.longest, pair.common) == (50, 90)  # one and two follow each other in both
    assert marked(pair, 0) == [f"{one}\n\n{two}", three]
    [pair] = compare(f"{one}\n\n{two}\n\n{three}", f"{three}\n\n{two}\n\n{one}")
    assert marked(pair, 0) == marked(pair, 1) == [one, two, three]
    assert (pair.longest, pair.common) == (40, 90)


def test_a_passage_counts_once_however_often_it_is_repeated(compare):
    once, often = words(20) + " x " + words(40, "y"), f"{words(10)} z {words(20)} v {words(20)}"
    for essays in ((once, often), (often, once)):
        [pair] = compare(*essays)
        assert (pair.longest, pair.common, len(pair.passages)) == (20, 20, 1)


def test_what_a_longer_passage_leaves_of_another_counts_if_it_is_a_passage_itself(compare):
    # Of the 24 words of the first text the second has the first 20 in one place, and in another the last 8, of which
    # 4 are left; or the last 12, of which 4 are left with 4 more that follow.
    last = words(24).split()[16:]
    [pair] = compare(words(24), f"{words(20)} x {' '.join(last)}")
    assert (pair.longest, pair.common, len(pair.passages)) == (20, 20, 1)
    [pair] = compare(f"{words(24)} e0 e1 e2 e3", f"{words(20)} x {' '.join(last)} e0 e1 e2 e3")
    assert (pair.longest, pair.common) == (20, 28)
    assert marked(pair, 1)[1] == "w20 w21 w22 w23 e0 e1 e2 e3"


@pytest.mark.parametrize(
    "copy",
    [
        ESSAY.upper().replace(".", " !").replace(",", " --"),
        ESSAY.translate({code: code + 0xFEE0 for code in range(ord("a"), ord("z") + 1)}),  # wide letters
        ESSAY.replace("What", "\N{MATHEMATICAL BOLD CAPITAL W}hat").replace(
            "A high", "\N{FULLWIDTH LATIN CAPITAL LETTER A} high"
        ),
        ESSAY.replace("memorandum", "me\u00admo\u200brandum").replace("e", "\u200be"),  # soft hyphens and empty signs
        "# A title\n\n- " + ESSAY.replace("vassal", "*vassal*").replace("price", "__price__"),
        ESSAY.replace("that", "\x1b[31mthat\x1b[0m").replace("\n", "\r\n"),
    ],
)
def test_looks_do_not_hide_a_copy(compare, copy):
    [pair] = compare(ESSAY, copy)
    assert pair.longest == len(re.findall(r"\w+", ESSAY)) == 101


def test_one_letter_written_with_one_sign_or_with_two_is_the_same(compare):
    [pair] = compare("ĉirkaŭ " * 6 + words(12), "c\u0302irkau\u0306 " * 6 + words(12))
    assert pair.longest == 18


def test_russian_and_chinese_essays_are_compared(compare):
    [pair] = compare(RUSSIAN, "Введение моё. " + RUSSIAN.replace("Поэтому", "Итак").upper(), ESSAY, CHINESE)
    # The third sentence begins with another word; before and after it stand 13 + 17 and 15 words.
    assert (pair.unit, pair.longest, pair.common) == ("words", 30, 45)
    [pair] = compare(CHINESE, "前言。" + CHINESE.replace("煤炭", "石炭").replace(",", ";"), RUSSIAN)
    signs = re.findall(r"[\u4e00-\u9fff]", CHINESE)
    before = "".join(signs).index("煤")
    assert (pair.unit, pair.longest) == ("signs", max(before, len(signs) - before - 1))
    assert pair.common == len(signs) - 1


def test_the_long_names_of_states_and_offices_are_no_passages_in_chinese(compare):
    # Each has eleven signs.
    names = ["朝鲜民主主义人民共和国", "中华人民共和国外交部长", "俄罗斯联邦国家安全会议", "大韩民国国家情报院院长"]
    assert {len(name) for name in names} == {11}
    assert compare("先看合同".join(names), "渔民在海".join(names)) == []
    [pair] = compare("先看合同".join(names), "先看海关".join(names))
    assert (pair.longest, pair.common) == (13, 39)  # with two signs more that follow three of them


@pytest.mark.parametrize("text", ["ヨコヅナ", "한국과 중국", "ที่นี่", "किताबें पढ़ो", "العَرَبِيَّة"])
def test_a_word_keeps_its_marks_in_every_script(text):
    cut = fingerprints.read_text("s", text, False)
    assert "".join(text[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)) == text.replace(" ", "")


def test_a_word_is_the_same_in_narrow_and_wide_signs():
    narrow, wide = (fingerprints.read_text("s", text, False) for text in ("ﾖｺﾂﾞﾅ", "ヨコヅナ"))
    assert narrow.keys == wide.keys and len(wide.keys) == 4


def test_renamed_variables_other_numbers_and_comments_do_not_hide_copied_code(compare_code):
    copy = CODE.replace("trade = ", "# my own idea\n\ngoods = ").replace("(trade,", "(goods,  # here\n  ")
    copy = copy.replace("by_year", "jahre").replace("early", "a").replace("late", "b").replace("q1", "q9")
    copy = copy.replace("2001", "1999").replace('"', "'")
    [pair] = compare_code(CODE, copy)
    assert (pair.part, pair.unit, pair.share, len(pair.passages)) == ("code", "tokens", 1.0, 1)
    # The tokens of each line; its end is not counted.
    assert pair.longest == pair.common == 8 + 17 + 16 + 16 + 14 == 71


def test_other_code_for_the_same_end_is_not_listed(compare_code):
    other = """table = wb.measures.trade_share(wb.load("trade"), "CHN")
first, last = [], []
for _, row in table.iterrows():
    if row["year"] < 2009:
        first.append(row["share"])
    elif row["year"] > 2012:
        last.append(row["share"])
q1 = 100 * (sum(last) / len(last) - sum(first) / len(first))
"""
    assert compare_code(CODE, other) == []
    assert len(compare_code(CODE, other, other)) == 1


def test_code_of_the_same_form_that_asks_for_other_things_is_not_listed(compare_code):
    names = {"load": "read", "measures": "catalog", "trade_share": "agreement", "set_index": "sort_values"}
    names |= {"loc": "iloc", "mean": "max", "round": "min"}
    other = re.sub("|".join(names), lambda found: names[found[0]], CODE)
    assert compare_code(CODE, other) == []


def test_code_that_python_cannot_read_is_compared_by_its_words(compare_code):
    broken = CODE + "q2 = round(\n"
    copy = broken.replace("early", "before").replace("\n", "  # a remark, which is left out\n")
    [pair] = compare_code(broken, copy)
    assert (pair.share, pair.longest) == (1.0, 71 + 4)
    [pair] = compare_code(CODE, broken)  # and it is like the code without the error
    assert pair.share > 0.9


def test_the_same_values_as_answers_are_not_the_same_code(compare_code):
    answers = "\n".join(f"q{number} = {number}.5" for number in range(20)) + '\nq21 = ["a", "c"]\nq22 = -3\n'
    assert compare_code(answers, answers) == []


# What is not the students' own is not listed


QUOTE = "the friendship between our two peoples was sealed with blood and no storm will ever be able to part us again"
SECOND = "a neighbour who sells you all your oil is no neighbour but a landlord who has not yet named the rent he wants"


@pytest.mark.parametrize(
    "form",
    ["“{}”", "„{}“", "„{}”", "«{}»", "»{}«", '"{}"', "‘{}’", "'{}'", "「{}」", "”{}”", "\n\n> {}\n> {}\n\n"],
)
def test_the_same_quotations_on_the_same_subject_are_not_listed(compare, form):
    def quoting(text):
        opening, _, rest = text.partition("\n\n")
        return opening + " " + form.format(QUOTE, SECOND) + "\n\n" + rest + "\n\n" + form.format(SECOND, QUOTE)

    assert compare(quoting(ESSAY), quoting(OTHER)) == []


def test_the_same_sentences_without_quotation_marks_are_listed(compare):
    [pair] = compare(f"{ESSAY} {QUOTE}. {SECOND}", f"{OTHER} {QUOTE}. {SECOND}")
    assert (pair.longest, len(pair.passages)) == (44, 1)  # 21 and 23 words


def test_apostrophes_quote_nothing(compare):
    text = "China's partners' " + words(30) + " North Korea's and the states' end"
    [pair] = compare(text, text)
    assert pair.longest == 2 + 30 + 6


def test_a_work_that_stands_in_quotation_marks_as_a_whole_is_still_compared(compare):
    [pair] = compare(f"“{words(121)}”", f"“{words(121)}”")
    assert pair.longest == 121
    assert compare(f"“{words(120)}”", f"“{words(120)}”") == []


def test_a_copied_passage_around_a_quotation_is_one_but_the_quotation_does_not_count(compare):
    text = f"{words(10, 'a')} “{QUOTE}” {words(10, 'b')}"
    [pair] = compare(text + f" {words(30, 'c')}", f"{words(30, 'd')} {text}")
    assert (pair.longest, len(pair.passages)) == (20, 1)
    assert QUOTE in marked(pair, 0)[0]
    [pair] = compare(f"“{SECOND}” {text} “{SECOND}”", f"{words(30, 'd')} “{SECOND}” {text} “{SECOND}”")
    assert marked(pair, 0) == [text]


def test_quotations_do_not_count_in_the_share(compare):
    # Of 162 own words 12 are the same, 7 percent; with the quotations it would be 100 of 250.
    same = f"“{QUOTE}” “{SECOND}” “{QUOTE}” “{SECOND}” {words(12)}"
    assert compare(f"{words(150, 'a')} {same}", f"{words(150, 'b')} {same}") == []


def given(exercise, number, type):
    return "\n\n".join(cell["source"] for cell in student_copy(exercise, number)["cells"] if cell["cell_type"] == type)


def test_what_students_were_given_is_not_listed_whichever_variant_they_have(exercise):
    last = len(exercise.variants) - 1
    works = {
        f"s{number}": Work(given(exercise, number, "code"), {"e1": given(exercise, number, "markdown")})
        for number in (0, 5, last)
    }
    assert similar_pairs(works, exercise) == []
    other = open_exercise("07_trade")
    assert {(pair.part, pair.first, pair.second) for pair in similar_pairs(works, other)} >= {("e1", "s0", "s5")}


def test_what_only_one_variant_says_is_known_too(tmp_path):
    place = tmp_path / "90_own"
    shutil.copytree(EXAMPLE, place)
    notebook = json.loads((place / "exercise.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("workbook", {}).get("role") == "variants":
            cell["source"] = f"VARIANTS = [{{'year': 2001}}, {{'year': {words(40)!r}}}]"
    (place / "exercise.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    own = open_exercise(place)
    found = fingerprints.grams_of(fingerprints.read_text("", words(40), False).keys, fingerprints.WORDS.gram)
    assert len(found) == 35 and set(found) <= KNOWN(own)[fingerprints.WORDS]


def test_code_that_a_prompt_gives_is_not_listed(compare_code):
    call = 'x = wb.measures.trade_share(trade, "CHN")\n'
    code = call * 4
    assert len(compare_code(code, code)) == 1
    # In the prompt of exercise 07 stands `wb.measures.trade_share(trade, "CHN")`.
    assert compare_code(code, code, exercise=open_exercise("07_trade")) == []


def test_passages_of_the_claims_are_not_listed(compare):
    claims = load("claims").set_index("claim_id")
    quoted = " ".join(claims.loc[["S-ES-01", "S-3.1-29", "S-3.1-18"], "paraphrase"])
    assert len(quoted.split()) > 40
    assert compare(f"{ESSAY} {quoted}", f"{OTHER} {quoted}") == []


@pytest.mark.parametrize(
    ("having", "size", "common", "pairs"),
    [
        (6, 20, 0.25, 0),  # 30 percent of the class
        (5, 20, 0.25, 10),  # 25 percent are not more than a quarter; five works are ten pairs
        (4, 8, 0.25, 6),  # half of the class, but fewer than five
        (6, 20, 1, 15),
    ],
)
def test_what_much_of_the_class_has_in_common_is_not_listed(compare, having, size, common, pairs):
    essays = [words(60, f"own{number}x") + (" " + words(40, "same")) * (number < having) for number in range(size)]
    assert len(compare(*essays, common=common)) == pairs


def test_different_essays_on_one_subject_are_not_listed(compare):
    assert compare(ESSAY, OTHER) == []


def test_less_than_twelve_words_or_eight_percent_is_not_listed(compare):
    assert compare(words(30, "a") + " " + words(11), words(30, "b") + " " + words(11)) == []
    assert len(compare(words(30, "a") + " " + words(12), words(30, "b") + " " + words(12))) == 1
    assert compare(words(400, "a") + " " + words(20), words(400, "b") + " " + words(20)) == []


@pytest.mark.parametrize("text", ["", " \n\t ", "… — !?", "***", "\u200b\u200b", "one", "()" * 3])
def test_empty_works_are_compared_with_nobody(compare, compare_code, text):
    assert compare(text, text, ESSAY) == []
    assert compare_code(text, text, CODE) == []
    assert similar_pairs({}, None) == similar_pairs({"s1": Work()}, None) == []


# Order, size, hostile texts


def made_class(count, length=60, seed=1):
    """Essays of frequent and rare words, with stock phrases; every tenth has half of the one before it."""
    chance = random.Random(seed)
    vocabulary = [f"v{number}" for number in range(2000)]
    weights = [1 / (number + 1) for number in range(2000)]
    phrases = [chance.choices(vocabulary, weights, k=8) for _ in range(40)]
    essays: list = []
    for number in range(count):
        essay = chance.choices(vocabulary, weights, k=length - 8) + chance.choice(phrases)
        if number % 10 == 9:
            essay[: length // 2] = essays[-1][: length // 2]
        essays.append(essay)
    return {f"s{number:03}": Work(essays={"e1": " ".join(essay)}) for number, essay in enumerate(essays)}


def test_the_order_of_students_and_of_essays_does_not_matter(exercise):
    works = {**made_class(40), "x": Work(CODE, {"e1": ESSAY, "e2": OTHER}), "y": Work(CODE, {"e2": OTHER, "e1": ESSAY})}
    pairs = similar_pairs(works, exercise)
    assert len(pairs) == 4 + 3
    names = list(works)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        turned = {name: replace(works[name], essays=dict(reversed(works[name].essays.items()))) for name in names}
        assert similar_pairs(turned, exercise) == pairs


def test_the_likeness_of_two_works_is_the_same_from_both_sides(compare):
    texts = [work.essays["e1"] for work in made_class(10).values()][-2:]
    [one], [two] = compare(*texts), compare(*reversed(texts))
    assert (one.longest, one.common, one.share) == (two.longest, two.common, two.share)
    assert sorted(marked(one, 0)) == sorted(marked(two, 0)) and one.texts == two.texts[::-1]


def test_the_longest_passage_comes_first(compare):
    pairs = compare(words(90), words(30), words(60, "b"), words(60, "b"))
    assert [(pair.longest, pair.first, pair.second) for pair in pairs] == [(60, "s2", "s3"), (30, "s0", "s1")]


def steps(works, monkeypatch):
    """How many instructions of Python comparing takes: the same on every machine."""
    count = 0

    def follow(frame, event, _):
        nonlocal count
        if frame.f_code.co_filename not in (similarity.__file__, fingerprints.__file__):
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return follow

    monkeypatch.setattr(similarity, "_known", lambda exercise: {})  # the same for every class
    for kept in (fingerprints._plain, fingerprints._hashed):
        kept.cache_clear()
    before = sys.gettrace()
    sys.settrace(follow)
    try:
        pairs = similar_pairs(works, None)
    finally:
        sys.settrace(before)
    return count, pairs


@pytest.mark.slow
def test_work_grows_with_the_text_and_not_with_its_square(monkeypatch):
    steps(made_class(10), monkeypatch)  # what is done once, such as reading the exercise, is not counted
    half, pairs = steps(made_class(150), monkeypatch)
    whole, more = steps(made_class(300), monkeypatch)
    assert (len(pairs), len(more)) == (15, 30)
    assert 1.8 < whole / half < 2.3
    longer, _ = steps(made_class(150, length=120), monkeypatch)
    assert 1.6 < longer / half < 2.3


def test_work_grows_with_a_text_of_one_word_and_not_with_its_square(monkeypatch):
    half, _ = steps({name: Work("", {"e1": "word " * 1000}) for name in "ab"}, monkeypatch)
    whole, _ = steps({name: Work("", {"e1": "word " * 2000}) for name in "ab"}, monkeypatch)
    assert whole / half < 2.3


def test_a_passage_is_followed_once_and_chance_meetings_have_an_end(compare, monkeypatch):
    followed = []
    reach = similarity._reach
    monkeypatch.setattr(similarity, "_reach", lambda *rest: followed.append(rest) or reach(*rest))
    compare(words(500), words(500))
    assert len(followed) == 2  # forwards and back
    followed.clear()
    monkeypatch.setattr(similarity, "STARTS", 100)
    compare(*(" ".join(random.Random(seed).choices("abcd", k=5000)) for seed in (1, 2)))
    assert 0 < len(followed) <= 2 * (100 + similarity.PLACES**2)


def test_fifty_thousand_words_are_compared(compare):
    chance = random.Random(3)
    text = [f"v{chance.randrange(3000)}" for _ in range(50_000)]
    copy = [*text[30_000:], "moved", *text[:30_000]]
    [pair] = compare(" ".join(text), " ".join(copy))
    assert (pair.longest, pair.common, len(pair.passages)) == (30_000, 50_000, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["word " * 1_000_000, '"a ' * 100_000, "'a'a " * 100_000, "“" * 300_000, "> a\n" * 100_000, "\x1b[" * 300_000],
    ids=["one word", "quotes", "apostrophes", "openings", "blockquote", "escapes"],
)
def test_a_hostile_text_stops_nothing(compare, text):
    # Anything that grows with the square of such a text takes hours.
    [pair] = compare(words(30), text, words(30), "word " * 30)[:1]
    assert pair.longest == 30


def test_two_texts_of_few_words_at_random_stop_nothing(compare):
    one, two = (" ".join(random.Random(seed).choices("abcdefgh", k=20_000)) for seed in (1, 2))
    assert len(compare(one, two)) <= 1


@pytest.mark.parametrize("text", ["(" * 50_000, "'" * 50_001, "\\\n" * 20_000, "x = \x00\n" * 99, "1if x else\ud800"])
def test_hostile_code_stops_nothing(compare_code, text):
    assert [(pair.first, pair.second) for pair in compare_code(CODE, text, CODE)] == [("s0", "s2")]


# The page


class Outline(HTMLParser):
    """What stands in a page: its headings, ids, links and marked texts; ``open`` holds the tags not yet closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.headings, self.ids, self.links, self.marks, self.tags = [], [], [], [], [], set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.add(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.marks += [""] if tag == "mark" else []
        self.open += [tag] if tag != "meta" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        if "mark" in self.open:
            self.marks[-1] += text


def checked(page):
    """The outline of ``page`` after the rules were looked at that hold for every page."""
    from bleach._vendor import html5lib

    html5lib.HTMLParser(strict=True).parse(page)  # raises at the first error
    outline = Outline(page)
    assert outline.open == [] and len(set(outline.ids)) == len(outline.ids)
    assert outline.headings[0] == 1 and 1 not in outline.headings[1:]
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert not outline.tags & {"script", "img", "link", "iframe"} and "http" not in page.replace(ESSAY, "").replace(
        "http-equiv=", ""
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", page)
    page.encode()
    return outline


def test_the_page_shows_both_works_with_numbered_passages_and_the_caveat(compare):
    one, two, three = words(20, "a"), words(30, "b"), words(40, "c")
    page = report(compare(f"{one} x {two} y {three}", f"{three} z {two} {one}", ESSAY, ESSAY))
    outline = checked(page)
    assert outline.marks[2:] == [f"[1] {one}", f"[2] {two}", f"[3] {three}", f"[3] {three}", f"[2] {two}", f"[1] {one}"]
    assert [mark[:8] for mark in outline.marks[:2]] == ["[1] My f", "[1] My f"]
    said = " ".join(html.unescape(re.sub("<[^>]*>", "", page)).split())
    assert (
        "An invitation to look, not a verdict." in said and "the same starter, the same sources, the same teac" in said
    )
    assert "12 words and 8 percent in common, or 24 signs and 8 percent in common, or 30 tokens and 40 perc" in said
    assert "Pair 2: s0 and s1, e1" in said
    assert "Listed because the two have 90 words in common, in 3 passages, the longest of 40, and because" in said
    assert said.index("invitation") < said.index("Overview")
    shown = re.sub(r"\[\d\] ", "", said)  # both works as a whole, and nothing twice
    assert f"s0 {one} x {two} y {three} s1 {three} z {two} {one}" in shown
    assert not re.search(r"cheat|plagiar|suspect|guilt|fraud", said, re.IGNORECASE)


def test_the_page_without_pairs_is_a_page(compare):
    assert checked(report([])).headings == [1]
    assert "No pair has enough in common" in report(compare(ESSAY, OTHER))


def test_everything_on_the_page_is_text(exercise):
    evil = "<script>alert(1)</script><img src=x> & \x1b[31mred\x1b[0m \x00\x9b \u202e \ud800 {style} </mark></div> "
    works = {f"<b>{name}</b>\x07{{": Work(f"{evil!r}\n{CODE}", {f"<i>{evil}": evil * 9}) for name in "yz"}
    pairs = similar_pairs(works, exercise)
    assert {pair.unit for pair in pairs} == {"words", "tokens"}
    outline = checked(report(pairs))
    assert not outline.tags & {"b", "i"} and any("alert(1)" in mark for mark in outline.marks)
    assert "<bdi>&lt;b&gt;y&lt;/b&gt;{</bdi>" in report(pairs)


def test_a_long_list_and_a_long_text_are_cut_and_that_is_said(compare):
    page = report(compare(*[words(40, f"p{number // 4}x") for number in range(16)]), most=5)
    checked(page)
    assert page.count("<section") == 5 and "19 more pairs have less in common and are not shown." in page
    text = words(20_000)
    page = report(compare(text, text))
    checked(page)
    assert len(page) < 20_000 and f"[… {len(text) - 3000} signs are not shown …]" in page


# The command


def run(*order):
    return command.main(list(map(str, order)), standalone_mode=False, help_option_names=["-h", "--help"])


@pytest.fixture
def results(tmp_path):
    """A folder of results: two with the same essay and code, one refused."""
    for student in ("s1", "김/철수"):
        essays = {"e1": EssayResult(ESSAY, 112, 8)}
        write_result(tmp_path, Result(EXAMPLE.name, student, name="Ada Secret", essays=essays))
        (tmp_path / "code").mkdir(exist_ok=True)
        (tmp_path / "code" / f"{folder_name(student)}.py").write_text(CODE, encoding="utf-8")
    write_result(tmp_path, Result(EXAMPLE.name, "s3", status="refused", reason="It cannot be read."))
    return tmp_path


def test_the_command_writes_the_page_of_a_class(results, tmp_path, capsys):
    assert run(results, "--exercise", EXAMPLE) == 0
    page = (results / "similarity.html").read_text(encoding="utf-8")
    checked(page)
    assert page.count("<section") == 2 and "김/철수" in page and "Ada" not in page
    said = capsys.readouterr().out
    assert "2 pairs have passages in common" in said and "no verdict" in said
    assert run(results, "--exercise", EXAMPLE, "--out", tmp_path / "other.html", "--common", "1") == 0
    assert (tmp_path / "other.html").read_text(encoding="utf-8") == page


def test_an_instructor_can_ask_for_what_much_of_the_class_has(tmp_path, capsys):
    for student in ("s1", "s2", "s3", "s4", "s5"):
        write_result(tmp_path, Result(EXAMPLE.name, student, essays={"e1": EssayResult(ESSAY, 101, 8)}))
    assert run(tmp_path, "--exercise", EXAMPLE) == run(tmp_path, "--exercise", EXAMPLE, "--common", "1") == 0
    first, _, second, _ = capsys.readouterr().out.splitlines()
    assert first.startswith("No pairs have") and second.startswith("10 pairs have")


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (["--exercise", "07_trade"], r"holds results of example, not of 07_trade\. Type --exercise example"),
        (["--exercise", EXAMPLE, "--common", "25"], r"--common is a share of the class, from 0 to 1; 25 came"),
        (["--exercise", EXAMPLE, "--common", "nan"], r"--common is a share of the class"),
        (["--exercise", EXAMPLE, "--out", "no/such/page.html"], r"cannot be written \(No such file or directory\)"),
        (["--exercise", "no_such"], r"There is no exercise"),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence_and_nothing_is_written(results, order, said, monkeypatch):
    monkeypatch.chdir(results)
    with pytest.raises(WorkbookError, match=said):
        run(results, *order)
    assert not list(results.rglob("*.html"))


def test_a_folder_without_results_or_with_one_is_told(tmp_path):
    with pytest.raises(WorkbookError, match="holds no results"):
        run(tmp_path, "--exercise", EXAMPLE)
    write_result(tmp_path, Result(EXAMPLE.name, "s1"))
    with pytest.raises(WorkbookError, match="holds 1 works; two at least are needed"):
        run(Path(tmp_path), "--exercise", EXAMPLE)
