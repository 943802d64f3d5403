"""The files of a class of students, as `workbook collect` gets them."""

import json
import random

import workbook as wb
from workbook.measures import SCALE, ledger_codes

STUDENTS = 300


def write_class(folder, students=STUDENTS):
    """Files of ``students`` in folders of their own: one damaged, one of an older version, one with a strange field."""
    questions = wb.views.forecasts().every_question["question"]
    ratings = wb.load("evidence_ratings").query("reading == 'first'")[["evidence_id", "hypothesis_id", "rating"]]
    codes = ledger_codes(wb.load("claims")).rename(columns={"kind": "kind_of_claim"})
    for number in range(students):
        chance = random.Random(number)
        rows = [
            {"kind": "forecast", "question": question, "probability": round(chance.random(), 2), "reason": "so"}
            for question in questions
        ]
        for row in ratings.sample(30, random_state=number).to_dict("records"):
            rating = row["rating"] if chance.random() < 0.7 else chance.choice(list(SCALE))
            rows.append({"kind": "rating", **row, "rating": rating})
        rows += [{"kind": "code", **row} for row in codes.sample(15, random_state=number).to_dict("records")]
        version = "0.0.9" if number == 7 else wb.__version__
        extra = {"mood": "fine"} if number == 11 else {}
        lines = [json.dumps({"workbook": version, "at": "2026-11-22T10:00:00Z", **row, **extra}) for row in rows]
        if number == 3:
            lines[20] = lines[20][:40] + "\x00\x00"
        place = folder / f"student {number:03d}"
        place.mkdir(parents=True)
        (place / "my-entries.jsonl").write_text("\n".join(lines) + "\n")
