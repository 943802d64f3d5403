"""Questions of notebook 07: shares and denominators, a shrinking total, and trade that nobody records."""

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Number, Question
from workbook.checking.lookup import existing, number_at, text_at
from workbook.measures.trade_shares import Bound, Denominator

TESTS_OF_S_3_1_29 = {
    "a": "It refutes it: a share that rises shows that the dependence on China could not be reduced.",
    "b": "It supports it: trade with others than China grew as well, so the dependence was reduced.",
    "c": "It says nothing: since 2022 no partner of North Korea has published any figures on trade.",
    "d": "It does not refute it: it says what can be, and most of Russia's part is unrecorded.",
}


def china(load: Loader, year: int, denominator: Denominator = "kotra", column: str = "share") -> float:
    """What is China's share (or another column of the measure) in ``year``, by one way of counting the total?"""
    shares = measures.trade_share(load("trade"), "CHN", denominator).set_index("year")
    return number_at(shares, year, column)


def percent(load: Loader, year: int, denominator: Denominator = "kotra") -> float:
    """What is China's share in ``year``, in percent with one decimal?"""
    return round(china(load, year, denominator) * 100, 1)


def year_above(load: Loader, level: float, denominator: Denominator = "kotra") -> int:
    """In which year does China's share first exceed ``level``?"""
    return existing(measures.first_year_above(measures.trade_share(load("trade"), "CHN", denominator), level))


def year_above_for_good(load: Loader, level: float) -> int:
    """From which year on does China's share stay above ``level``?"""
    return existing(measures.stays_above_from(measures.trade_share(load("trade"), "CHN"), level))


def fall_since_2014(load: Loader) -> float:
    """By how many percent was trade with China smaller in 2024 than in 2014?"""
    return round(100 - left_since_2014(load), 1)


def left_since_2014(load: Loader) -> float:
    """How many percent of the trade with China of 2014 were left in 2024?"""
    return round(
        china(load, 2024, column="partner_usd_million") / china(load, 2014, column="partner_usd_million") * 100, 1
    )


def hidden_trade(load: Loader, level: float = 0.9, year: int = 2024) -> float:
    """How much unrecorded trade with others would bring China's share down to ``level``, in million dollars?"""
    with_china, total = china(load, year, column="partner_usd_million"), china(load, year, column="total_usd_million")
    return round(with_china / level - total, 1)


def hidden_trade_total_unchanged(load: Loader, level: float = 0.9, year: int = 2024) -> float:
    """The same, if one forgets that hidden trade also belongs in the total."""
    with_china, total = china(load, year, column="partner_usd_million"), china(load, year, column="total_usd_million")
    return round(with_china - level * total, 1)


def with_payments(load: Loader, row: str, bound: Bound, year: int = 2024) -> float:
    """China's share of ``year`` in percent if the low or high end of the estimate ``row`` of payments is in the total."""
    paid = measures.payments_by_year(load("arms_and_troops"), row, bound)
    shares = measures.trade_share(load("trade"), "CHN", unrecorded=paid).set_index("year")
    return number_at(shares, year, "share") * 100


def what_the_shares_say_of_s_3_1_29(load: Loader) -> str:
    """Which judgement do the shares of 2021 and 2024 support, if the claim says what can be?"""
    words = text_at(load("claims").set_index("claim_id"), "S-3.1-29", "decisive_words").split()
    if china(load, 2024) <= china(load, 2021):
        return "b"
    return "d" if "can" in words else "a"


QUESTIONS: list[Question] = [
    Number(
        id="07-1",
        level="remember",
        prompt="""What was China's share of North Korea's recorded trade in 2010, as KOTRA counts the total?
Give percent.""",
        answer=lambda: percent(load, 2010),
        hints=(
            "KOTRA's total leaves out the trade between the two Koreas. Use the first view of this notebook.",
            "Open the table under the first view and read the row China, 2010.",
        ),
        solution="KOTRA counts 3,470 million dollars with China in a total of 4,174 million. That is {answer}.",
        unit="percent",
        tolerance=0.5,
        mistakes=(
            Mistake(
                lambda: percent(load, 2010, "inter-korean"),
                "The year is right. This share counts trade between the two Koreas in the total; KOTRA does not.",
            ),
            Mistake(
                lambda: percent(load, 2010, "kita"),
                "The year is right. This is the share that KITA published: its total is larger than KOTRA's.",
            ),
        ),
    ),
    Number(
        id="07-2",
        level="understand",
        prompt="""Salát writes that since the 1990s North Korea has become more and more dependent on China.
Today, he says, it has “more than 90% of its trade” there (S-3.1-02).
In which year does China's share of KOTRA's total first exceed 90 percent?""",
        answer=lambda: year_above(load, 0.9),
        hints=(
            "The sentence under the first view names the year.",
            'By code: wb.measures.first_year_above(wb.measures.trade_share(wb.load("trade")), 0.9)',
        ),
        solution="""The share first exceeds 90 percent in {answer}. So the level is a recent one.
Salát dates the growth from the 1990s, and not the level.""",
        unit="year",
        mistakes=(
            Mistake(
                lambda: year_above(load, 0.5),
                "In that year the share first passes one half. The claim speaks of nine-tenths.",
            ),
            Mistake(
                lambda: year_above(load, 0.9, "inter-korean"),
                "That is so with trade between the two Koreas in the total. KOTRA leaves it out.",
            ),
            Mistake(
                lambda: year_above_for_good(load, 0.9),
                "From then on the share stays above 90 percent. It had been above it before: look for the first time.",
            ),
        ),
    ),
    Number(
        id="07-3",
        level="apply",
        prompt="""Between 2014 and 2024 China's share of KOTRA's total rose.
By how many percent did the trade with China, in dollars, fall from 2014 to 2024?""",
        answer=lambda: fall_since_2014(load),
        hints=(
            "You need two values of partner_usd_million: 2014 and 2024. The table under the first view has them.",
            "The fall in percent = (value of 2014 − value of 2024) / value of 2014 × 100.",
        ),
        solution="(6,860 − 2,640.87) / 6,860 × 100 = {answer}. The share rose because the rest shrank even faster.",
        unit="percent",
        tolerance=0.6,
        mistakes=(
            Mistake(
                lambda: left_since_2014(load),
                "That is what was left in 2024, in percent of 2014. The fall is the rest up to 100.",
            ),
            Mistake(
                lambda: -fall_since_2014(load),
                "The size is right. The question asks how much it fell, so give it without the minus sign.",
            ),
        ),
    ),
    Number(
        id="07-4",
        level="analyse",
        prompt="""Suppose that trade with Russia which nobody recorded belongs in the total of 2024.
How large would it have to be, in million dollars, to bring China's share down to 90 percent?""",
        answer=lambda: hidden_trade(load),
        hints=(
            "Call the hidden trade h. It belongs in the total: China's share becomes 2,640.87 / (2,696.11 + h).",
            "Set that share to 0.9 and solve for h: h = 2,640.87 / 0.9 − 2,696.11.",
        ),
        solution="""2,640.87 / 0.9 − 2,696.11 = {answer} million dollars.
That is seven times the recorded trade with Russia in 2024, and less than a tenth of the recorded total.
Of the published estimates of what Russia paid in a year, the lowest lies below it, and others far above.
With the highest of CSIS China's share is not nine-tenths but about half.""",
        unit="million US dollars",
        tolerance=2,
        mistakes=(
            Mistake(
                lambda: hidden_trade_total_unchanged(load),
                "You compare with nine-tenths of the old total. The hidden trade makes the total larger too.",
            ),
        ),
    ),
    Choice(
        id="07-5",
        level="evaluate",
        prompt="""Salát writes that, with Russia nearer, North Korea “can reduce its dependence on China” (S-3.1-29).
China's share of recorded trade rose from 2021 to 2024. What does that say of his sentence?""",
        answer=lambda: what_the_shares_say_of_s_3_1_29(load),
        options=TESTS_OF_S_3_1_29,
        hints=(
            "Read the verb once more. What would have to be seen if the sentence were false?",
            "Then ask what these totals leave out, and on which side it is missing.",
        ),
        solution="""The answer is {answer}
What did not happen may still be possible, and what is missing is on the Russian side.
Bogusz goes further, with Russian support that reduces the dependence (B-2-11): the recorded share does not show that.""",
        mistakes=(
            Mistake(
                lambda: "a",
                "The share rose, that is right. But Salát says what Pyongyang can do: what did not happen may be possible.",
            ),
            Mistake(
                lambda: "b",
                "Trade with others grew in dollars, that is right. But China's share rose: theirs became smaller.",
            ),
            Mistake(
                lambda: "c",
                "Russia's customs fell silent, but there are figures: China's own, and a few Russian statements.",
            ),
        ),
    ),
]

REFLECTION = """Design a measure of North Korea's dependence on China that you would defend in a seminar.
Write about 200 words.
Say what it counts, what its denominator is, and which series it uses.
Say at which value you would call the dependence lower than before, so that Bogusz's “reduces” (B-2-11) could fail the test.
Say what your measure tells of Salát's “can” (S-3.1-29).
Name one thing that your measure cannot see, and where one might look for it."""

WORKS = ("kita-2019-12-02",)
