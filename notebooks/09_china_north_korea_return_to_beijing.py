"""Questions of notebook 09: summits, votes and trade of China and North Korea, and what their order shows."""

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Choice, Mistake, Number

ORDERS = {
    "a": "Trump and Kim met first, so the claim is proved.",
    "b": "Xi met Kim first, so Trump can have played no part.",
    "c": "Xi met Kim first, but the meeting with Trump was already announced: the claim may hold, and is imprecise.",
    "d": "Both meetings were on one day, so order says nothing.",
}
TURNS = {
    "a": "Sudden: nothing changed before September 2025.",
    "b": "Gradual: summits resumed and a veto was cast years before the open embrace.",
    "c": "No turn: China never voted for sanctions.",
    "d": "Sudden: all changed in 2022, when the war widened.",
}


def pair_talks(first, second):
    """Which talks in person of the leaders ``first`` and ``second`` are listed?"""
    found = measures.talks(load("summits"))
    both = found["participants"].str.contains(first) & found["participants"].str.contains(second)
    return found[both].sort_values("date_start")


def xi_kim(last_year=2026):
    """Which summits of Xi and Kim Jong Un are listed up to ``last_year``?"""
    found = pair_talks("Xi Jinping", "Kim Jong Un")
    return found[found["date_start"].dt.year <= last_year]


def xi_kim_in_china():
    """How many of the summits of 2018 and 2019 were in China?"""
    return int((xi_kim(2019)["place"] != "Pyongyang").sum())


def second_wait():
    """How many days lie between the fifth and the sixth summit of Xi and Kim?"""
    found = xi_kim()
    return (found["date_start"].iloc[5] - found["date_end"].iloc[4]).days


def first_wait():
    """How many days lie between Kim Jong Il's last summit in China and Kim Jong Un's first?"""
    found = measures.talks(load("summits"))
    earlier = found[(found["dyad"] == "CHN-PRK") & found["participants"].str.contains("Kim Jong Il")]
    return (xi_kim()["date_start"].iloc[0] - earlier["date_end"].max()).days


def event(event_id):
    """On which day was the event?"""
    events = load("events").set_index("event_id")
    return events.loc[event_id, "date"]


def lead_over_trump():
    """How many days before Singapore did Xi and Kim first talk?"""
    return (event("E123") - event("E120")).days


def what_the_order_shows():
    """Which letter fits the order of the two first meetings?"""
    return "c" if lead_over_trump() > 0 else "a"


def trips(host):
    """How many trips of China's two top leaders to ``host`` are listed since 1992?"""
    visits = load("leader_visits")
    return int(visits.loc[(visits["host"] == host) & (visits["year"] >= 1992), "visits"].sum())


def years_without_trip():
    """Which are the first and the last year of the longest pause of trips to North Korea?"""
    visits = load("leader_visits")
    years = visits.loc[(visits["host"] == "PRK") & (visits["visits"] > 0), "year"].sort_values().tolist()
    gap, start = max((later - earlier, earlier) for earlier, later in zip(years, years[1:], strict=False))
    return start + 1, start + gap - 1


def with_china(year, series="customs", column="total_usd_million"):
    """What was North Korea's trade with China in ``year``, in million dollars?"""
    trade = load("trade").set_index(["partner", "series", "year"])
    return float(trade.loc[("CHN", series, year), column])


def fall_2016_2018(column):
    """By how many percent did one direction of the trade fall from 2016 to 2018?"""
    return 100 - with_china(2018, "kotra", column) / with_china(2016, "kotra", column) * 100


def rise(year, series_before="customs"):
    """By how many percent did trade with China rise from the year before to ``year``?"""
    return round((with_china(year) / with_china(year - 1, series_before) - 1) * 100, 1)


def rise_on_wrong_base():
    """The rise of 2025, if one divides by the later year."""
    return round((1 - with_china(2024) / with_china(2025)) * 100, 1)


def sanctions_votes():
    """Which sanctions resolutions on North Korea did China vote for?"""
    votes = load("unsc_votes")
    chosen = (votes["category"] == "sanctions") & (votes["outcome"] == "adopted") & (votes["vote_CHN"] == "yes")
    return votes[chosen].sort_values("date")


def veto_day():
    """On which day did China veto a draft on sanctions?"""
    votes = load("unsc_votes")
    vetoed = votes["vetoed_by"].fillna("").str.contains("CHN") & (votes["category"] == "sanctions")
    return votes.loc[vetoed, "date"].iloc[0]


def xi_putin(year=2024):
    """How many talks in person of Xi and Putin does ``year`` hold?"""
    found = pair_talks("Xi Jinping", "Vladimir Putin")
    return int((found["date_start"].dt.year == year).sum())


def sudden_or_gradual():
    """Which letter fits the order of the last yes, the first summit, the veto and the parade?"""
    steps = [sanctions_votes()["date"].max(), xi_kim()["date_start"].min(), veto_day(), event("E200")]
    return "b" if steps == sorted(steps) and (steps[3] - steps[1]).days > 365 else "a"


QUESTIONS = [
    Number(
        id="09-1",
        prompt="How many summits did Xi Jinping and Kim Jong Un hold in 2018 and 2019?",
        answer=lambda: len(xi_kim(2019)),
        hints=("Use the first view and set the years.", "Count the circles from 2018 to 2019."),
        solution="The list has {answer}: three in 2018 and two in 2019.",
        unit="summits",
        mistakes=(
            Mistake(lambda: len(xi_kim()), "You count all up to 2026. Stop at the end of 2019."),
            Mistake(xi_kim_in_china, "These are Kim's trips to China. Xi also went to Pyongyang."),
        ),
        level="remember",
    ),
    Choice(
        id="09-2",
        prompt="S-3.2-05 ties the thaw to the meetings of Trump and Kim. What does the order of the first meetings show?",
        answer=what_the_order_shows,
        options=ORDERS,
        hints=(
            "Compare March and June 2018. Which meeting was first?",
            "A meeting can have an effect before it takes place, once it is announced.",
        ),
        solution="The answer is {answer}",
        mistakes=(
            Mistake(lambda: "a", "Look at the dates once more: 26 March and 12 June 2018."),
            Mistake(lambda: "b", "The order is right. But was the meeting with Trump a secret in March?"),
        ),
        level="understand",
    ),
    Number(
        id="09-3",
        prompt="By how many percent did trade with China rise from 2024 to 2025, in Chinese customs figures?",
        answer=lambda: rise(2025),
        hints=(
            "Stay within one series: the last table under the hood.",
            "Divide 2,735 by 2,180, take away 1, multiply by 100.",
        ),
        solution="(2,735 / 2,180 − 1) × 100 = {answer}. The year 2024 had been a low one.",
        unit="percent",
        tolerance=0.6,
        mistakes=(
            Mistake(lambda: rise(2025, "kotra"), "You compare KOTRA's 2024 with customs of 2025. Do not mix series."),
            Mistake(rise_on_wrong_base, "You divide by 2025. The base is the earlier year."),
        ),
        level="apply",
    ),
    Number(
        id="09-4",
        prompt="B-4-03 and B-4-05 name two meetings of Xi and Putin in 2024. How many talks in person were there?",
        answer=xi_putin,
        hints=(
            "Set the first view to China–Russia and to 2024. Video talks do not count.",
            "Look for a meeting in Astana.",
        ),
        solution="""There were {answer}: Beijing in May, Astana in July, Kazan in October.
The one left out came two weeks after the Pyongyang treaty, so it matters for the argument.""",
        unit="talks",
        mistakes=(Mistake(lambda: xi_putin() - 1, "bogusz2024 names these two. One more is on record."),),
        level="analyse",
    ),
    Choice(
        id="09-5",
        prompt="S-3.2-24 sees the open break in September 2025. Which judgement does the whole record support?",
        answer=sudden_or_gradual,
        options=TURNS,
        hints=(
            "Order four dates: last yes to sanctions, first summit, veto, parade.",
            "Ask whether one step or several lie between 2017 and 2025.",
        ),
        solution="The answer is {answer} What was new in 2025 is how openly it was shown.",
        mistakes=(
            Mistake(lambda: "a", "What about the summits of 2018 and the veto of 2022?"),
            Mistake(lambda: "d", "The veto is of 2022. But the summits began four years earlier."),
        ),
        level="evaluate",
    ),
]

FIGURES = [
    Figure("after a wait of {:,} days", second_wait),
    Figure("longer still: {:,} days", first_wait),
    Figure("came {} days before Trump met Kim", lead_over_trump),
    Figure("to the South {} times", lambda: trips("KOR")),
    Figure("to the North {} times", lambda: trips("PRK")),
    Figure("The years {} to {} have no trip", years_without_trip),
    Figure("sales to China fell by {:.0f} percent", lambda: fall_2016_2018("exports_usd_million")),
    Figure("its purchases by {:.0f} percent", lambda: fall_2016_2018("imports_usd_million")),
    Figure("trade rose by {:.1f} percent in 2025", lambda: rise(2025)),
    Figure("dip of {:.1f} percent in 2024", lambda: -rise(2024)),
    Figure("is {:.0f} percent of that of 2019", lambda: with_china(2025) / with_china(2019) * 100),
    Figure("yes on all {} sanctions resolutions", lambda: len(sanctions_votes())),
    Figure("the last on {}", lambda: on_day(sanctions_votes()["date"].max())),
    Figure("joint veto fell on {}", lambda: on_day(veto_day())),
    Figure("{:,} days before the parade", lambda: (event("E200") - veto_day()).days),
    Figure("white paper of {}", lambda: on_day(event("E209"))),
]

REFLECTION = """You advise a foreign ministry in September 2025, the day after the tea in Beijing.
Write about 150 words: what is new in China's policy, and what is old?
Name one sign that would show within a year that you were wrong."""

WORKS = ()
