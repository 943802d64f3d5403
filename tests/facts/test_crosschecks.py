"""The same vote, meeting or treaty is the same in every dataset."""

import re
from collections import Counter

import pytest
from offenders import checked, items, mistakes, named

TRIANGLE = {"CHN", "RUS", "PRK"}

KNOWN = {
    "test_events_that_name_a_vote_have_its_date_and_tally": {
        "resolutions 498 (V) and 2758 of the Assembly, older than unga_votes": "events:E016 events:E042",
    },
    "test_the_members_named_in_the_council_fit_the_tally": {
        "four abstained whom no source names": "unsc_votes:V63",
    },
    "test_every_summit_of_the_triangle_is_among_the_events": {
        "a talk at or around a larger gathering; events has turning points only": """
            summits:S023 summits:S025 summits:S027 summits:S030 summits:S031 summits:S032 summits:S033 summits:S034
            summits:S035 summits:S036 summits:S037 summits:S040 summits:S043 summits:S045 summits:S046 summits:S047
            summits:S048 summits:S049 summits:S051 summits:S052 summits:S060 summits:S063 summits:S064 summits:S067
            summits:S071 summits:S073 summits:S075 summits:S078 summits:S082 summits:S091 summits:S098""",
        "a visit between China and Russia, of which events has a choice": """
            summits:S026 summits:S039 summits:S044 summits:S072 summits:S084""",
        "Putin at the parade of 2015: its event E107 is about the Koreas and does not name Russia": "summits:S041",
    },
    "test_drills_and_their_events_have_the_same_days": {
        "a parade within a visit of several days, which the event dates by its first day": """
            joint_drills:D24,E161 joint_drills:D48,E204""",
    },
    "test_treaties_have_the_dates_of_their_events": {
        "signed on 17 March 1949 during the visit that its event E007 dates by the first day, 5 March": """
            treaties:T02,signed treaties:T02,E007""",
        "an event of its course and not of its dates: notice, anniversary, withdrawal, extension, ratification": """
            treaties:T09,E063 treaties:T10,E138 treaties:T14,E079 treaties:T25,E137 treaties:T25,E215
            treaties:T36,E181""",
    },
    "test_every_treaty_event_has_a_treaty": {
        "recognition and the opening of relations, which took no treaty": """
            events:E005 events:E009 events:E148 events:E149""",
        "the end of a treaty of arms control between two others": "events:E316",
    },
}


@checked(
    KNOWN,
    ("unsc_votes:V41", "yes", 12),
    ("unsc_votes:V02", "not_voting", 1),
    ("unsc_votes:V05", "yes", 15),
)
def test_votes_in_the_council_add_up_to_its_size(books):
    for vote in books.rows("unsc_votes"):
        size = 11 if vote["date"] < "1966" else 15
        cast = [vote[column] for column in ("yes", "no", "abstain", "not_voting")]
        if None in cast:
            # Of two vetoed amendments the tally was not found; enough were in favour, or there had been no veto.
            unknown = vote["text_kind"] == "amendment" and cast == [None, 1, None, None]
            if not unknown and (set(cast) != {None} or vote["vote_CHN"] not in ("consensus", "not put to a vote")):
                yield vote["at"], f"yes, no, abstain, not_voting are {cast}, counted in part"
        elif sum(cast) != size:
            yield vote["at"], f"yes, no, abstain, not_voting are {cast}, in all {sum(cast)}; the Council had {size}"


@checked(
    KNOWN,
    ("unsc_votes:V46", "vote_CHN", "yes"),
    ("unsc_votes:V25", "other_votes", "Senegal abstained"),
)
def test_the_members_named_in_the_council_fit_the_tally(books):
    endings = {"against": "no", "abstained": "abstain", "did not take part": "not_voting"}
    for vote in books.rows("unsc_votes"):
        if vote["yes"] is None:
            continue
        kind = {"absent": "not_voting"}
        cast = Counter(kind.get(vote[f"vote_{state}"], vote[f"vote_{state}"]) for state in ("CHN", "RUS", "USA"))
        for part in (vote["other_votes"] or "").split(";"):
            for ending, column in endings.items():
                if part.endswith(ending):
                    who = part.removesuffix(ending).strip()
                    cast[column] += 12 if who == "all other members" else len(re.split(r", | and ", who))
        for column in endings.values():
            # Where a text found no majority, the other members are not listed one by one.
            if cast[column] > vote[column] or (cast[column] < vote[column] and vote["outcome"] != "not adopted"):
                yield vote["at"], f"{column} is {vote[column]}, the members that are named make {cast[column]}"


@checked(
    KNOWN,
    ("unsc_votes:V41", "vetoed_by", "RUS"),
    ("unsc_votes:V43", "outcome", "vetoed"),
)
def test_the_outcome_in_the_council_follows_from_the_votes(books):
    for vote in books.rows("unsc_votes"):
        if vote["yes"] is None:
            continue
        enough = vote["yes"] >= (7 if vote["date"] < "1966" else 9)
        against = [state for state in ("CHN", "RUS", "USA") if vote[f"vote_{state}"] == "no"]
        vetoed_by = against if enough and vote["procedural"] == "no" else []
        outcome = "vetoed" if vetoed_by else "adopted" if enough else "not adopted"
        if vote["outcome"] != outcome:
            yield vote["at"], f"outcome is {vote['outcome']}, the votes give {outcome}"
        if items(vote["vetoed_by"]) != vetoed_by:
            yield vote["at"], f"vetoed_by is {vote['vetoed_by']}, the votes give {vetoed_by}"


@checked(
    KNOWN,
    ("unga_votes:G31", "vote_CHN", "abstain"),
    ("unga_votes:G33", "no", 15),
    ("unga_votes:G29", "yes", 1410),
    ("unga_votes:G23", "no", 5),
    ("unga_votes:G45", "vote_PRK", "no"),
)
def test_votes_in_the_assembly_fit_the_lists_of_states(books):
    for vote in books.rows("unga_votes"):
        states = {name[5:]: how for name, how in vote.items() if name.startswith("vote_") and name != "vote_id"}
        if vote["adopted_how"] == "without a vote":
            if set(states.values()) - {"consensus", "dissociated"} or vote["yes"] is not None:
                yield vote["at"], "vote_… or yes: votes are given, and it was adopted without a vote"
            continue
        if not 0 < vote["yes"] + vote["no"] + vote["abstain"] <= 193:
            yield vote["at"], "yes, no, abstain: more votes than the United Nations have members"
        for kind, count in Counter(states.values()).items():
            if count > vote.get(kind, count):
                yield vote["at"], f"{kind} is {vote[kind]}, of ten states alone it is {count}"
        if vote["no_voters_complete"] == "no":
            continue
        against = items(vote["no_voters"])
        if len(against) != vote["no"] or against != sorted(set(against)):
            yield (
                vote["at"],
                f"no_voters: {len(against)} states, in order and once each? The column no has {vote['no']}",
            )
        for state, how in states.items():
            if how and (how == "no") != (state in against):
                yield vote["at"], f"vote_{state} is {how}, no_voters says otherwise"


@checked(
    KNOWN,
    ("events:E147", "description", "S/2022/431: 13-1-1"),
    ("events:E119", "date", "2017-12-23"),
    ("events:E156", "description", "ES-11/55 is adopted."),
    ("events:E144", "date", "2022-03-03"),
)
def test_events_that_name_a_vote_have_its_date_and_tally(books):
    votes = {}
    for vote in (*books.rows("unsc_votes"), *books.rows("unga_votes")):
        votes[re.sub(r"S/RES/|A/RES/(?=ES)| \(\d+\)", "", vote["symbol"] or vote["vote_id"])] = vote
    for event in books.rows("events"):
        text = f"{event['title']}. {event['description']}"
        tally = re.search(r"(?<![\d-])\d+-\d+-\d+(?![\d-])", text)
        symbols = re.findall(r"A/RES/\d+/\d+|ES-11/\d+|S/\d{4}/\d+|(?<=[Rr]esolution )\d{3,4}", text)
        for symbol in symbols:
            if symbol not in votes:
                yield event["at"], f"description: {symbol} is in neither dataset of votes"
            elif event["title"].endswith(f"resolution {symbol}") and votes[symbol]["date"] != event["date"]:
                yield event["at"], f"date is {event['date']}, the vote on {symbol} was on {votes[symbol]['date']}"
        on_the_day = {
            f"{vote['yes']}-{vote['no']}-{vote['abstain']}" for vote in votes.values() if vote["date"] == event["date"]
        }
        if tally and tally[0] not in on_the_day:
            yield event["at"], f"description: no vote of {event['date']} has the tally {tally[0]}"
        if event["category"] == "vote" and not on_the_day and (tally or symbols):
            yield event["at"], f"date: there is no vote on {event['date']}"


@checked(
    KNOWN,
    ("vetoes_by_year:2022,CHN", "vetoes", 0),
    ("vetoes_by_year:2022,RUS", "joint_vetoes_chn_rus", 2),
    ("vetoes_by_year:2024,RUS", "vetoes", 5),
    ("vetoes_by_year:2025,RUS", "vetoed_amendments", 1),
    ("unsc_votes:V84", "vetoed_by", "RUS", "vetoes_by_year:2026,CHN"),
    ("unsc_votes:V63", "text_kind", "draft", "vetoes_by_year:2023,USA"),
)
def test_yearly_vetoes_are_those_of_the_council(books):
    drafts, amendments, joint = Counter(), Counter(), Counter()
    for vote in books.rows("unsc_votes"):
        year, states = int(vote["date"][:4]), items(vote["vetoed_by"])
        kind = amendments if vote["text_kind"] == "amendment" else drafts
        kind.update((year, state) for state in states)
        joint[year] += kind is drafts and states == ["CHN", "RUS"]
    yearly = books.by_key("vetoes_by_year")
    for row in yearly.values():
        year, actor, both = row["year"], row["actor"], row["joint_vetoes_chn_rus"]
        complete = year >= 2022  # before, unsc_votes holds the vetoes on Korea and Ukraine only
        if drafts[year, actor] > row["vetoes"] or (complete and drafts[year, actor] != row["vetoes"]):
            yield row["at"], f"vetoes is {row['vetoes']}, unsc_votes has {drafts[year, actor]}"
        if complete and row["vetoed_amendments"] != amendments[year, actor]:
            yield (
                row["at"],
                f"vetoed_amendments is {row['vetoed_amendments']}, unsc_votes has {amendments[year, actor]}",
            )
        if row["until"][:4] != str(year):
            yield row["at"], f"until is {row['until']}, which lies outside the year"
        if actor == "USA":
            continue
        twin = yearly[f"{year},{'RUS' if actor == 'CHN' else 'CHN'}"]["joint_vetoes_chn_rus"]
        if both < joint[year] or (complete and both != joint[year]) or both != twin:
            yield row["at"], f"joint_vetoes_chn_rus is {both}: not as in unsc_votes, or not as in the other row"
        if row["vetoes_without_partner"] != row["vetoes"] - both:
            yield row["at"], "vetoes_without_partner is not vetoes minus joint_vetoes_chn_rus"


@checked(
    KNOWN,
    ("unsc_votes:V84", "subject", "elsewhere"),
    ("unsc_votes:V65", "subject", "Korea"),
    ("unsc_votes:V68", "vote_RUS", "yes"),
)
def test_a_vote_elsewhere_is_a_veto_or_a_contested_panel(books):
    of = {"Ukraine": "Ukraine", "Iran": "Iran", "panel elsewhere": "elsewhere", "other conflict": "elsewhere"}
    for vote in books.rows("unsc_votes"):
        if vote["subject"] != of.get(vote["category"], "Korea"):
            yield vote["at"], f"subject is {vote['subject']}, which does not go with the category {vote['category']}"
        elif vote["subject"] == "elsewhere":
            contested = vote["category"] == "panel elsewhere" and "yes" not in (vote["vote_CHN"], vote["vote_RUS"])
            if not vote["vetoed_by"] and not (contested or vote["outcome"] == "not adopted"):
                yield vote["at"], "it was not vetoed, and both China and Russia said yes"


@checked(
    KNOWN,
    ("blocked_statements:BS03", "who_alone", "both"),
    ("blocked_statements:BS10", "who_alone", "CHN"),
    ("blocked_statements:BS16", "blocked_by", "RUS"),
)
def test_who_blocked_alone_is_who_blocked(books):
    for row in books.rows("blocked_statements"):
        states = items(row["blocked_by"])
        alone = "both" if states == ["CHN", "RUS"] else states[0] if states else None
        if row["who_alone"] != alone:
            yield row["at"], f"who_alone is {row['who_alone']}, and it was blocked by {row['blocked_by']}"


@checked(
    KNOWN,
    ("events:E202", "date", "2025-09-05"),
    ("summits:S070", "dyad", "CHN-RUS", "events:E129"),
)
def test_every_summit_event_of_the_triangle_is_in_summits(books):
    for event in books.rows("events"):
        actors = set(items(event["actors"]))
        if event["category"] != "summit" or event["date"] < "2000" or len(actors) < 2 or not actors <= TRIANGLE:
            continue
        met = [meeting for meeting in books.rows("summits") if set(meeting["dyad"].split("-")) == actors]
        if not any(meeting["date_start"] <= event["date"] <= meeting["date_end"] for meeting in met):
            yield event["at"], f"date: summits has no meeting of {event['actors']} on {event['date']}"


@checked(
    KNOWN,
    ("summits:S090", "date_start", "2023-09-14"),
)
def test_every_summit_of_the_triangle_is_among_the_events(books):
    for meeting in books.rows("summits"):
        states = set(meeting["dyad"].split("-"))
        if meeting["level"] != "leader" or meeting["format"] != "in person" or not states <= TRIANGLE:
            continue
        dates = [event["date"] for event in books.rows("events") if states <= set(items(event["actors"]))]
        if not any(meeting["date_start"] <= date <= meeting["date_end"] for date in dates):
            yield meeting["at"], f"date_start: no event from {meeting['date_start']} to {meeting['date_end']}"


@checked(
    KNOWN,
    ("joint_drills:D46", "date_start", "2025-09-02"),
    ("joint_drills:D46", "date_start", "2025-09-04", "joint_drills:D46,E200"),
    ("joint_drills:D33", "format", "bilateral"),
    ("joint_drills:D33", "camp", "northern"),
)
def test_drills_and_their_events_have_the_same_days(books):
    events = books.by_key("events")
    met = {(meeting["date_start"], frozenset(meeting["dyad"].split("-"))) for meeting in books.rows("summits")}
    for drill in books.rows("joint_drills"):
        first, last, actors = drill["date_start"], drill["date_end"], items(drill["actors"])
        for one in items(drill["events"]):
            if not first <= events[one]["date"] <= (last or first):
                yield f"{drill['at']},{one}", f"date_start is {first}, the event is of {events[one]['date']}"
        if drill["kind"] in ("summit", "joint appearance") and (first, frozenset(actors)) not in met:
            yield drill["at"], f"date_start is {first}, summits has no such meeting"
        if drill["format"] != {2: "bilateral", 3: "trilateral"}[len(actors)]:
            yield drill["at"], f"format is {drill['format']}, actors are {actors}"
        if drill["camp"] != ("northern" if set(actors) <= TRIANGLE else "southern"):
            yield drill["at"], f"camp is {drill['camp']}, actors are {actors}"


@checked(
    KNOWN,
    ("leader_trips:L137", "host", "JPN", "summits:S074"),
    ("leader_trips:L148", "date_end", "2025-10-30", "summits:S203"),
    ("summits:S084", "participants", "Li Qiang;Vladimir Putin"),
)
def test_meetings_of_chinas_leaders_abroad_are_trips_of_theirs(books):
    leaders = {"Xi Jinping", "Hu Jintao", "Jiang Zemin", "Wen Jiabao", "Li Keqiang", "Li Qiang"}
    hosts = {
        "PRK": ("Pyongyang",),
        "RUS": ("Moscow", "St Petersburg", "Vladivostok", "Sochi", "Ufa", "Kazan", "Yekaterinburg"),
        "USA": ("Washington", "New York", "Crawford", "Honolulu", "Rancho Mirage", "Mar-a-Lago", "Woodside"),
        "JPN": ("Osaka", "Tokyo", "Toyako", "Fukushima"),
        "KOR": ("Seoul", "Busan", "Gyeongju", "Jeju"),
    }
    of_town = {town: host for host, towns in hosts.items() for town in towns}
    trips = books.rows("leader_trips")
    for meeting in books.rows("summits"):
        towns = [town for town in items(meeting["place"]) if town in of_town]
        for leader in leaders & set(items(meeting["participants"])):
            theirs = [trip for trip in trips if trip["leader"] == leader]
            for host in {of_town[town] for town in towns}:
                if not any(
                    trip["host"] == host
                    and trip["date_start"] <= meeting["date_end"]
                    and trip["date_end"] >= meeting["date_start"]
                    for trip in theirs
                ):
                    yield meeting["at"], f"{leader} was in {host}, leader_trips has no trip of {meeting['date_start']}"


@checked(
    KNOWN,
    ("leader_trips:L122", "rank", "party leader"),
    ("leader_trips:L151", "in_scope", "no"),
    ("leader_trips:L150", "date_end", "2026-06-07"),
    ("leader_visits:2019,PRK", "visits_by_head_of_state", 3),
)
def test_the_codes_of_a_trip_agree_with_each_other(books):
    for trip in books.rows("leader_trips"):
        if (trip["in_scope"] == "yes") != (trip["rank"] in ("head of state", "premier")):
            yield trip["at"], f"in_scope is {trip['in_scope']}, rank is {trip['rank']}"
        if ("president" in trip["office"] and "vice" not in trip["office"]) and trip["rank"] != "head of state":
            yield trip["at"], f"office is {trip['office']}, rank is {trip['rank']}"
        if trip["date_end"] < trip["date_start"][: len(trip["date_end"])]:
            yield trip["at"], f"date_end is {trip['date_end']}, before date_start"
    for row in books.rows("leader_visits"):
        if row["visits_by_head_of_state"] > row["visits"]:
            yield row["at"], "visits_by_head_of_state is larger than visits"


@checked(
    KNOWN,
    ("treaties:T36", "in_force", "2024-12-05", "treaties:T36,E185"),
    ("treaties:T30", "signed", "2018-04-26", "treaties:T30,signed"),
    ("treaties:T33", "ended", "2022-02-03"),
    ("treaties:T23", "events", "E069", "treaties:T23,E185"),
)
def test_treaties_have_the_dates_of_their_events(books):
    events = books.by_key("events")
    for treaty in books.rows("treaties"):
        dates = [treaty[column] for column in ("signed", "in_force", "ended") if treaty[column]]
        if dates != sorted(dates):
            yield treaty["at"], f"signed, in_force, ended are not in order: {dates}"
        if treaty["ended"] and treaty["status"] not in ("expired", "replaced", "withdrawn", "collapsed"):
            yield treaty["at"], f"ended is {treaty['ended']}, status is {treaty['status']}"
        own = {one: events[one]["date"] for one in items(treaty["events"])}
        if own and treaty["signed"] not in own.values():
            yield f"{treaty['at']},signed", f"is {treaty['signed']}, its events are of {sorted(own.values())}"
        for one, date in own.items():
            if date not in dates:
                yield f"{treaty['at']},{one}", f"events: it is of {date}, which is none of the dates {dates}"
        for one, event in events.items():
            if own and event["category"] == "treaty" and event["date"] in dates and one not in own:
                yield f"{treaty['at']},{one}", "events: it is of one of the treaty's dates, and is not named"


@checked(
    KNOWN,
    ("treaties:T06", "events", None, "events:E020"),
)
def test_every_treaty_event_has_a_treaty(books):
    linked = {one for treaty in books.rows("treaties") for one in items(treaty["events"])}
    for event in books.rows("events"):
        if event["category"] == "treaty" and event["event_id"] not in linked:
            yield event["at"], "category is treaty, and no treaty names the event"


@checked(
    KNOWN,
    ("treaties:T23", "mutual_defence", "yes"),
    ("treaties:T36", "kinds", "defence;partnership"),
)
def test_the_codes_of_a_treaty_agree_with_each_other(books):
    for treaty in books.rows("treaties"):
        kinds = items(treaty["kinds"])
        if treaty["mutual_defence"] and (treaty["mutual_defence"] == "yes") != ("defence" in kinds):
            yield treaty["at"], f"mutual_defence is {treaty['mutual_defence']}, kinds are {kinds}"
        for kind in ("defence", "consultation"):
            if treaty[f"{kind}_article"] is not None and kind not in kinds:
                yield treaty["at"], f"{kind}_article is given, kinds are {kinds}"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
