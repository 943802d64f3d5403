"""Questions of notebook 17: records, dates and verdicts, and what may be concluded from them."""

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Choice, Mistake, Names, Number

CANDIDATES = ("S-3.1-08", "S-3.1-18", "S-3.1-23", "S-3.2-09", "S-3.2-33", "B-1-01", "B-1-08", "B-1-09", "B-1-10")
ORDERS = {
    "a": "Both successes came after the summit, so the order of events supports the inference.",
    "b": "The missile came before the summit and the satellite after: the order speaks against the first half only.",
    "c": "Both came before the summit, so the summit cannot have helped with either.",
    "d": "The order refutes any Russian help, at any time.",
}
REWRITTEN = {
    "a": "In February 2024 North Korea placed its first satellite in orbit.",
    "b": "In November 2023 North Korea placed its first satellite in orbit, thanks to Russia.",
    "c": "In November 2023 North Korea placed its first reconnaissance satellite in orbit, its third satellite in all.",
    "d": "North Korea has never placed a satellite in orbit.",
}
JUDGED = {
    "a": "Wrong: the counts of shells refute it.",
    "b": "Contested: the counts differ and show supply, and what the supply did to the war's result is not observed.",
    "c": "Right: no source confirms any delivery.",
    "d": "Imprecise: only the number in the claim is off.",
}


def event(name):
    """On which day was the event ``name``?"""
    return load("events").set_index("event_id").loc[name, "date"]


def marked(verdict):
    """Which claims carry ``verdict``?"""
    ledger = load("claims").dropna(subset="verdict")
    return ledger[ledger["verdict"].str.split(";").map(lambda words: verdict in words)]


def wrong_candidates():
    """Which of the candidates does the ledger mark as wrong?"""
    return frozenset(CANDIDATES) & frozenset(marked("wrong")["claim_id"])


def cited_among_wrong():
    """How many of the wrong claims cite a note?"""
    return int(marked("wrong")["notes_cited"].notna().sum())


def wrong_with_a_row_against():
    """For how many wrong claims is a row linked that contradicts them?"""
    links = load("claim_evidence").query("relation == 'contradicts'")
    return int(marked("wrong")["claim_id"].isin(links["claim_id"]).sum())


def days_between(first, second):
    """How many days lie between two events?"""
    return int((event(second) - event(first)).days)


def kim_xi():
    """On which days did the meetings of Xi and Kim begin?"""
    summits = load("summits")
    return summits.loc[summits["participants"] == "Xi Jinping;Kim Jong Un", "date_start"].sort_values()


def further_within_a_year():
    """How many further meetings began within twelve months of the first?"""
    first = kim_xi().iloc[0]
    later = kim_xi().iloc[1:]
    return int((later < first.replace(year=first.year + 1)).sum())


def further_until_2019():
    """How many further meetings were there up to the end of 2019?"""
    return int((kim_xi().dt.year <= 2019).sum()) - 1


def first_solid_icbm():
    """On which day did the first solid-fuel ICBM fly?"""
    tests = load("missile_tests")
    return tests.loc[(tests["class"] == "ICBM") & (tests["fuel"] == "solid"), "date"].min()


def orbits():
    """On which days did satellites reach orbit?"""
    tests = load("missile_tests")
    return tests.loc[(tests["class"] == "SLV") & (tests["outcome"] == "success"), "date"].sort_values()


def what_the_order_shows():
    """Which statement on the order of the two successes and the summit holds?"""
    summit = event("E165")
    missile, satellite = first_solid_icbm() > summit, orbits().iloc[-1] > summit
    if missile and satellite:
        return "a"
    return "b" if satellite else "c"


def what_passes_the_check():
    """Which rewriting of B-1-10 agrees with the list of launches?"""
    last = orbits().iloc[-1]
    return "c" if len(orbits()) == 3 and (last.year, last.month) == (2023, 11) else "a"


def how_s_2_3_10_is_judged():
    """Which verdict does the ledger give to S-2.3-10?"""
    letters = {"wrong": "a", "contested": "b", "ok": "c", "imprecise": "d"}
    given = load("claims").set_index("claim_id").loc["S-2.3-10", "verdict"].split(";")
    return next(letters[word] for word in given if word in letters)


def missiles(year):
    """How many missiles does CNS count in ``year``?"""
    return int(load("missile_tests_by_year").set_index("year").loc[year, "cns_missiles"])


def missiles_before_the_treaty():
    """How many of the missiles of 2024 that CNS counts flew before the treaty was signed?"""
    tests = load("missile_tests")
    found = tests[(tests["counted_by"].str.contains("CNS")) & (tests["date"].dt.year == 2024)]
    return int(found.loc[found["date"] < event("E176"), "missiles"].sum())


def last_of_cns():
    """Which launch is the last that CNS lists?"""
    tests = load("missile_tests")
    return tests.loc[tests["counted_by"].str.contains("CNS"), "date"].max()


def amount(row, column):
    """What is the estimate in ``row`` of the arms and troops?"""
    return float(load("arms_and_troops").set_index("row_id").loc[row, column])


def backed(analysis):
    """For how many of its claims does ``analysis`` cite a work, and how many does it make?"""
    found = measures.backed_by_notes(load("claims")).set_index("analysis").loc[analysis]
    return int(found["backed"]), int(found["claims"])


def yes_votes(symbol):
    """How many states voted for the text?"""
    return int(load("unga_votes").set_index("symbol").loc[f"A/RES/{symbol}", "yes"])


def share(year):
    """What is China's share of recorded trade in ``year``, in percent?"""
    return float(measures.trade_share(load("trade"), "CHN").set_index("year").loc[year, "share"]) * 100


QUESTIONS = [
    Names(
        id="17-1",
        prompt="""Which of these claims does the ledger mark as wrong?
S-3.1-08, S-3.1-18, S-3.1-23, S-3.2-09, S-3.2-33, B-1-01, B-1-08, B-1-09, B-1-10""",
        answer=wrong_candidates,
        allowed=CANDIDATES,
        level="remember",
        hints=(
            "The first cell of the notebook lists all claims with this verdict.",
            "Leave out those that are contested or only imprecise, and the one that is right.",
        ),
        solution="{answer}. S-3.1-23 and B-1-08 are contested, S-3.2-09 is imprecise, and B-1-01 agrees with the record.",
        mistakes=(
            Mistake(
                lambda: wrong_candidates() | {"B-1-08"},
                "Nearly. B-1-08 infers something: its proof fails, yet serious sources disagree on the conclusion.",
            ),
            Mistake(
                lambda: {name for name in wrong_candidates() if name.startswith("S")},
                "Those are right. Now look at the other analysis too.",
            ),
        ),
    ),
    Number(
        id="17-2",
        prompt="For how many of the claims marked wrong is a row of data linked that contradicts them?",
        answer=wrong_with_a_row_against,
        unit="claims",
        level="understand",
        hints=(
            "The sentence under the first view says how many claims have no linked row.",
            "One case lies before 1945, where our datasets begin.",
        ),
        solution="{answer}. For B-2-03 no dataset reaches back far enough, so the reader must look elsewhere.",
        mistakes=(
            Mistake(
                lambda: len(marked("wrong")),
                "That is the number of wrong claims. For one of them the data hold no row: see case 5.",
            ),
        ),
    ),
    Number(
        id="17-3",
        prompt="""S-3.1-18 joins three recognitions in one act.
How many days after Syria did North Korea recognise Donetsk and Luhansk?""",
        answer=lambda: days_between("E148", "E149"),
        unit="days",
        level="apply",
        hints=(
            "The table of case 1 has the three dates.",
            "Count from the end of June to the day in July.",
        ),
        solution="From 29 June to 13 July 2022 it is {answer} days.",
        mistakes=(
            Mistake(
                lambda: days_between("E228", "E149"),
                "That is the time since Russia's recognition. The question asks for Syria's.",
            ),
        ),
    ),
    Number(
        id="17-4",
        prompt="How many further meetings of Kim and Xi began within twelve months of the first?",
        answer=further_within_a_year,
        unit="meetings",
        level="apply",
        hints=(
            "The table of case 2 lists the first five meetings by their first day.",
            "The first began in March 2018. Which begin before late March 2019?",
        ),
        solution="{answer}: in May 2018, June 2018 and January 2019. The next came in June 2019.",
        mistakes=(
            Mistake(
                further_until_2019,
                "This counts the meeting of June 2019, which lies beyond the twelve months.",
            ),
        ),
    ),
    Choice(
        id="17-5",
        prompt="""B-1-08 infers help from the timing of a missile and a satellite.
What does their order with the summit of September 2023 show?""",
        answer=what_the_order_shows,
        options=ORDERS,
        level="analyse",
        hints=(
            "Place three days on a line: missile, summit, satellite.",
            "That something came first shows what it was not caused by. That it came later shows less.",
        ),
        solution="The answer is {answer} For the satellite the order allows help, and does not prove it.",
        mistakes=(
            Mistake(lambda: "a", "That would follow from the dates of the paper. Check the missile in case 4."),
            Mistake(
                lambda: "d", "Help may also come before or without a summit. The order speaks of this summit only."
            ),
        ),
    ),
    Choice(
        id="17-6",
        prompt="Which verdict on S-2.3-10, that the help hardly matters for the war's result, can you defend best?",
        answer=how_s_2_3_10_is_judged,
        options=JUDGED,
        level="evaluate",
        hints=(
            "Does any row of case 6 measure the result of the war?",
            "Compare who counts, and what is counted: rounds, containers, or an effect.",
        ),
        solution="The ledger gives {answer} A count of shells is evidence on supply; the claim is about effect.",
        mistakes=(
            Mistake(
                lambda: "a", "The counts make it doubtful. They do not show what would have happened without them."
            ),
            Mistake(lambda: "c", "Several states and monitors report deliveries. See the table of case 6."),
        ),
    ),
    Choice(
        id="17-7",
        prompt="Which rewriting of B-1-10 would pass the check?",
        answer=what_passes_the_check,
        options=REWRITTEN,
        level="create",
        hints=(
            "Two things are off in the claim: the date and the word «first».",
            "A rewriting must not add a cause that the record does not show.",
        ),
        solution="The answer is {answer} It mends the date and the «first», and adds no cause.",
        mistakes=(
            Mistake(
                lambda: "b", "The month is right. But two satellites came before, and a cause is added without proof."
            ),
            Mistake(lambda: "a", "The list of launches has no orbit in that month. See case 4."),
        ),
    ),
]

FIGURES = [
    Figure(
        "Of {} claims, {} are marked wrong and {} contested",
        lambda: (len(load("claims")), len(marked("wrong")), len(marked("contested"))),
    ),
    Figure("{} of the six cites a note", lambda: "None" if cited_among_wrong() == 0 else cited_among_wrong()),
    Figure("behind {} of the {} claims of salat2025", lambda: backed("salat2025")),
    Figure("behind {} of the {} claims of bogusz2024", lambda: backed("bogusz2024")),
    Figure("bogusz2024 appeared on {}", lambda: on_day(load("works").set_index("work_id").loc["B00", "date"])),
    Figure(
        "Russia on {}, Syria on {}, North Korea on {}",
        lambda: (on_day(event("E228")), on_day(event("E148")), on_day(event("E149"))),
    ),
    Figure("The fifth meeting began on {}", lambda: on_day(kim_xi().iloc[4])),
    Figure("the American text of {}", lambda: on_day(event("E226"))),
    Figure("The phrase is European, of {}", lambda: on_day(event("E227"))),
    Figure(
        "flew on {}, which is {} days before",
        lambda: (on_day(first_solid_icbm()), (event("E165") - first_solid_icbm()).days),
    ),
    Figure(
        "orbit on {}, which is {} days after it, and was the third since {}",
        lambda: (
            on_day(orbits().iloc[2]),
            (orbits().iloc[2] - event("E165")).days,
            on_day(orbits().iloc[0]),
        ),
    ),
    Figure(
        "{:,.0f} to {:,.0f} rounds per month",
        lambda: (amount("A56", "amount_low"), amount("A56", "amount_high")),
    ),
    Figure("up to {:,.0f} rounds in 2024", lambda: amount("A43", "amount_high")),
    Figure("CNS counts {} missiles in 2022 and {} in 2023", lambda: (missiles(2022), missiles(2023))),
    Figure(
        "it counts {}, of which {} flew before",
        lambda: (missiles(2024), missiles_before_the_treaty()),
    ),
    Figure(
        "{} in 2025 and {} in 2026 up to {}",
        lambda: (missiles(2025), missiles(2026), f"{last_of_cns():%-d %B}"),
    ),
    Figure("{} states backed ES-11/9", lambda: yes_votes("ES-11/9")),
    Figure("{} states backed ES-11/1", lambda: yes_votes("ES-11/1")),
    Figure(
        "rose from {:.1f} percent in 2021 to {:.1f} percent in 2024",
        lambda: (share(2021), share(2024)),
    ),
]
GIVEN = ()
REFLECTION = """Choose one claim that the ledger calls imprecise.
Write about 150 words.
Say which record you looked at, who made its source, and what interest that maker has.
Give your verdict, and the one piece of evidence that would change it.
Then rewrite the claim so that it would pass.
If you differ from the ledger, say why: your teacher may prefer your verdict."""
WORKS = ("tass-2022-07-13", "reuters-2022-07-13", "the-hill-2017-12-18", "european-commission-2019-03-12")
