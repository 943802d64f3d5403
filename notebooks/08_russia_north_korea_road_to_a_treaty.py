"""Questions of notebook 08: dates of recognition and treaty, soldiers as ranges, and what the order of events proves."""

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Choice, Mistake, Names, Number

KINDS = ("defence", "consultation", "no hostile alliances", "partnership", "cooperation")
TIMING = {
    "a": "They support it: the missile flew soon after the summit, so know-how must have come with it.",
    "b": "They refute every transfer: nothing can have been handed over.",
    "c": "The first flight came before the summit, so it cannot be its effect. Other transfers stay possible.",
    "d": "They say nothing, because the day of the first flight is unknown.",
}
ALLIES = {
    "a": "Allies for the first time, since the signature in June 2024.",
    "b": "Allies again, in the formal sense since December 2024. The soldiers had left before that.",
    "c": "Allies since the soldiers left, for the soldiers were sent under a treaty in force.",
    "d": "No allies, because the treaty of 2024 promises contact and no aid.",
}


def event(name):
    """On which day was the event ``name``?"""
    return load("events").set_index("event_id").loc[name, "date"]


def treaty(name, column):
    """What does ``column`` say of the treaty ``name``?"""
    return load("treaties").set_index("treaty_id").loc[name, column]


def arms(name, column="amount_low"):
    """What does ``column`` say in the row ``name`` of arms and troops?"""
    return load("arms_and_troops").set_index("row_id").loc[name, column]


def days(first, last):
    """How many days lie between two dates?"""
    return (last - first).days


def meetings():
    """On which days did summits of Russia and North Korea begin?"""
    found = measures.talks(load("summits"))
    return found.loc[found["dyad"] == "RUS-PRK", "date_start"].sort_values()


def wait_before_vostochny():
    """How many days lie between the summits of 2019 and 2023?"""
    found = meetings()
    return days(found[found < "2023"].iloc[-1], found[found >= "2023"].iloc[0])


def first_solid():
    """On which day did a solid-fuel ICBM fly first?"""
    return measures.first_launch(load("missile_tests"), **{"class": "ICBM", "fuel": "solid"})["date"]


def first_lasting_orbit():
    """On which day did the satellite of 2023 reach orbit?"""
    tests = load("missile_tests")
    return tests.loc[(tests["system"] == "Chollima-1") & (tests["outcome"] == "success"), "date"].iloc[0]


def missiles(year):
    """How many missiles does CNS count in ``year``?"""
    return int(load("missile_tests_by_year").set_index("year").loc[year, "cns_missiles"])


def missiles_before_the_treaty():
    """How many of the missiles of 2024 flew before the signature, as CNS counts?"""
    tests = load("missile_tests")
    before = (tests["date"] >= "2024-01-01") & (tests["date"] < treaty("T36", "signed"))
    return int(tests.loc[before & (tests["counted_by"] == "CNS"), "missiles"].sum())


def years_of_the_first_alliance():
    """For how many years did the alliance of 1961 bind?"""
    return treaty("T09", "ended").year - treaty("T09", "in_force").year


def under_fire_before_the_treaty():
    """How many days before the treaty was in force were the soldiers first reported under fire?"""
    return days(event("E183"), treaty("T36", "in_force"))


def promises(name):
    """Which kinds of promise does the treaty ``name`` hold?"""
    return frozenset(treaty(name, "kinds").split(";"))


def capacity_to_deliveries():
    """By how many times is the South Korean figure of July 2025 larger than the Ukrainian one?"""
    return round(float(arms("A50", "capacity_152mm_rounds")) / float(arms("A51")), 1)


def what_the_timing_shows():
    """Which conclusion does the order of summit and first flight allow?"""
    summit = meetings()[lambda found: found >= "2023"].iloc[0]
    return "c" if first_solid() < summit else "a"


def which_allies():
    """Which judgement fits the spells of alliance and the day of the first transport?"""
    spells = measures.bound_spells(load("treaties"))
    spells = spells[spells["between"] == "RUS-PRK"]
    before = arms("A20", "period_start") < spells["start"].iloc[-1]
    return "b" if len(spells) > 1 and before else "c"


QUESTIONS = [
    Number(
        id="08-1",
        prompt="How many days after Russia did North Korea recognise Donetsk and Luhansk?",
        answer=lambda: days(event("E228"), event("E149")),
        hints=(
            "The first table under the hood has the three days.",
            "From 21 February to 13 July 2022: the days left in February, four whole months, and 13 days.",
        ),
        solution="7 + 31 + 30 + 31 + 30 + 13 = {answer} days. A joint act would have been one day.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days(event("E148"), event("E149")),
                "That is the time since Syria's recognition. The question asks for Russia's.",
            ),
        ),
        level="remember",
    ),
    Names(
        id="08-2",
        prompt="""Which kinds of promise stand in the treaty of 2024 (T36) and not in that of 2000 (T23)?
Use the column kinds of the dataset treaties.""",
        answer=lambda: promises("T36") - promises("T23"),
        hints=(
            "Set the treaty view to all promises, and open its table.",
            'By code: wb.load("treaties").set_index("treaty_id").loc[["T23", "T36"], "kinds"]',
        ),
        solution="New are: {answer}. The promise of aid is what makes it an alliance.",
        allowed=KINDS,
        mistakes=(
            Mistake(
                lambda: promises("T36"),
                "These are all its kinds. Two of them stood in the treaty of 2000 too.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="08-3",
        prompt="""How many days before the treaty entered into force were North Korean soldiers first reported under fire?
Use the events E183 and E185.""",
        answer=under_fire_before_the_treaty,
        hints=(
            "Entry into force is not signature. Look for both days in the timeline.",
            "Subtract the date of E183 from that of E185.",
        ),
        solution="From 4 November to 4 December 2024 it is {answer} days. The promise did not yet bind.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days(treaty("T36", "signed"), event("E183")),
                "That is the time from signature to the first report. The question asks for entry into force.",
            ),
            Mistake(
                lambda: days(treaty("T36", "signed"), treaty("T36", "in_force")),
                "That is the time from signature to entry into force.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="08-4",
        prompt="""In July 2025 South Korea (A50) gave the shells that would fit into the containers.
Ukraine (A51) gave deliveries.
How many times larger is the South Korean figure?""",
        answer=capacity_to_deliveries,
        hints=(
            "A50 has it in the column capacity_152mm_rounds, A51 in amount_low.",
            "Divide 12 million by 6.5 million.",
        ),
        solution="12 / 6.5 = {answer}. The two count different things, so neither corrects the other.",
        unit="times",
        tolerance=0.06,
        mistakes=(
            Mistake(
                lambda: round(float(arms("A49")) / float(arms("A51")), 1),
                "You took the South Korean figure of June, from another service.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="08-5",
        prompt="""B-1-08 infers a transfer of know-how from the timing of North Korean successes.
What do the day of the first solid-fuel ICBM and that of the Vostochny summit say of it?""",
        answer=what_the_timing_shows,
        options=TIMING,
        hints=(
            "Compare 13 April 2023 with 13 September 2023.",
            "A cause comes before its effect. Which options go further than that?",
        ),
        solution="The answer is {answer}",
        mistakes=(
            Mistake(lambda: "a", "Which of the two days comes first?"),
            Mistake(lambda: "b", "One flight cannot speak for all that may have been handed over."),
        ),
        level="analyse",
    ),
    Choice(
        id="08-6",
        prompt="S-3.1-22 calls the two military allies in the formal sense. Which judgement does the record support?",
        answer=which_allies,
        options=ALLIES,
        hints=(
            "How many spells does the second table under the hood show?",
            "Compare the start of the second spell with the first transport of soldiers, in October 2024.",
        ),
        solution="""The answer is {answer}
A promise to defend stood from 1961 to 1996, and stands again.""",
        mistakes=(
            Mistake(lambda: "a", "Look at the bar that starts in 1961, and at the day of entry into force."),
            Mistake(lambda: "c", "When did the first transport leave, and when was the treaty in force?"),
        ),
        level="evaluate",
    ),
]

FIGURES = [
    Figure("recognised the two entities on {}", lambda: on_day(event("E228"))),
    Figure("Syria followed on {}", lambda: on_day(event("E148"))),
    Figure("North Korea followed on {}", lambda: on_day(event("E149"))),
    Figure("which is {} days after Russia", lambda: days(event("E228"), event("E149"))),
    Figure("admitted the soldiers on {}", lambda: on_day(event("E189"))),
    Figure("both sides on {}", lambda: on_day(event("E190"))),
    Figure("first flew on {}", lambda: on_day(first_solid())),
    Figure("orbit on {}", lambda: on_day(first_lasting_orbit())),
    Figure("counts {} missiles in 2022", lambda: missiles(2022)),
    Figure("and {} in 2025", lambda: missiles(2025)),
    Figure("{} of {} flew before", lambda: (missiles_before_the_treaty(), missiles(2024))),
    Figure("had met on {}", lambda: on_day(meetings()[lambda found: found < "2023"].iloc[-1])),
    Figure("they waited {:,} days", wait_before_vostochny),
    Figure("after {} years, although", years_of_the_first_alliance),
    Figure("was signed on {}", lambda: on_day(treaty("T36", "signed"))),
    Figure("entered into force on {}", lambda: on_day(treaty("T36", "in_force"))),
    Figure("Article {} applies", lambda: treaty("T36", "defence_article")),
    Figure("a first {:,.0f} soldiers", lambda: arms("A20")),
    Figure("Russian Far East on {}", lambda: on_day(arms("A20", "date"))),
    Figure("counted {:,.0f} sent in two waves", lambda: arms("A37")),
    Figure("says {:,.0f} to {:,.0f} in all", lambda: (arms("A64"), arms("A64", "amount_high"))),
    Figure("began {} days before", lambda: days(arms("A20", "period_start"), treaty("T36", "in_force"))),
    Figure("counts {:,.0f} killed", lambda: arms("A52")),
    Figure("Ukraine {:,.0f} by February", lambda: arms("A65")),
    Figure("up to {:.0f} million rounds", lambda: arms("A43", "amount_high") / 1e6),
    Figure("counted {:.1f} million delivered", lambda: arms("A51") / 1e6),
    Figure("denied arms transfers on {}", lambda: on_day(arms("A14", "date"))),
]
GIVEN = ("Article 51 of the UN Charter",)
REFLECTION = """Write about 150 words.
Which single step would you call the turn between Moscow and Pyongyang, and why?
Choose from the vote of March 2022, the recognition, the first arms train, the summit of 2023, the treaty, or the soldiers.
Say which evidence would make you choose another one.
"""
WORKS = ()
