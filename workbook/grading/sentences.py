"""What each remark says, as a sentence with fields for its cells and its details.

The order is that in which the remarks of a submission are listed: the file, its cells, what belongs to which question,
the essays, what is missing, and the code. How much a remark matters stands at the end, once for each code.
"""

from typing import Literal

Weight = Literal["costs points", "look", "information"]

SENTENCES = {
    # The file
    "two-versions": "The file holds two versions of a merge; the {side} one was used ({upper} of {all} answered above, "
    "{lower} below). They differ in {questions}.",
    "one-version-readable": "The file holds two versions of a merge; only one of them can be read, and it was used.",
    "other-encoding": "The file was in {encoding}, not in UTF-8; it was read anyway.",
    "byte-order-mark": "The file began with a byte order mark, which was ignored.",
    "bytes-not-text": "Some bytes of the file are not text ({count}); the character \ufffd stands in their place.",
    "encoding-guessed": "The file was not in UTF-8; it was read as {encoding}. Check that accented letters are right.",
    "cut-off": "The file is cut off after cell {count}; what followed is lost.",
    "damaged": "The file is damaged. Whole cells that could be read: {count}; the rest is lost.",
    "extra-commas": "The file had extra commas, which were ignored.",
    "text-after-end": "There was something after the end of the notebook; it was ignored.",
    "impossible-values": "The file has values that a notebook cannot have ({value}); they were ignored.",
    "older-format": "The notebook is in a format older than 4; it was read anyway.",
    "format-missing": "The notebook does not state its format; it was read as format 4.",
    "format-unknown": "The notebook states a format other than 4; it was read as format 4.",
    # Its cells
    "not-a-cell": "Something that is not a cell was left out: {cells}.",
    "metadata-damaged": "The metadata of {cells} are damaged and were ignored.",
    "cell-type-unknown": "The type of {cells} is unknown; it was read as {read_as}.",
    "not-text": "Something that is not text was left out of {cells}.",
    "line-ends-missing": "Line ends were missing in {cells}; each piece was read as a line.",
    "number-as-text": "There was a number in place of the text of {cells}; it was read as text.",
    "text-missing": "The text of {cells} is missing.",
    "line-ends-converted": "Line ends of another system were converted in {cells}.",
    "control-characters": "Control characters were removed from {cells}.",
    "unpaired-surrogates": "Unpaired surrogates were replaced by \ufffd in {cells}.",
    "invisible-characters": "Invisible characters and special spaces in the code of {cells} were removed or replaced.",
    "typographic-characters": "Typographic characters in the code of {cells}, such as curly quotation marks, were "
    "replaced by plain ones.",
    "code-in-text-run": "There was code in a {kind} cell ({cells}); it is run anyway.",
    "code-in-text-not-run": "There was code in a {kind} cell ({cells}); it is not run, because code in another cell "
    "gives the answer.",
    "text-in-answer": "There was text in the cell of an answer ({cells}); it is not run.",
    # What belongs to which question
    "recognised-without-marks": "The cells no longer say which question they belong to; they were recognised by their "
    "ids ({by_id}) and by their texts ({by_text}).",
    "ids-changed": "The ids of {cells} are missing or are not those of the exercise. This does not matter.",
    "ids-repeated": "Some cells have the same id ({ids}). This does not matter.",
    "names-other-exercise": "The notebook names the exercise {named}, but its questions are those of {exercise}.",
    "exercise-not-named": "The notebook no longer names its exercise; its questions are those of {exercise}.",
    "exercise-doubtful": "The notebook does not name its exercise, and none of the questions of {exercise} is in it as "
    "a whole. Check that it is the right one.",
    # Essays
    "essay-in-other-cell": "Text of the essay {essay} was in {where} ({cells}); it was read anyway.",
    "essay-repeated": "The essay {essay} has the same text more than once ({cells}); it was read once.",
    "essay-joined": "The essay {essay} was in {cells}; the texts were joined in this order.",
    "essay-under-prompt": "The essay {essay} was found under its prompt, not in the given cell ({cells}).",
    "essay-picture": "The essay {essay} shows a picture; only the text is kept.",
    # What is missing
    "answer-cell-missing": "The cell for the answer {question} is missing.",
    "answer-misnamed": "The name {name} is set in {cells}; the answer is read from {question}.",
    "essay-cell-missing": "The cell for the essay {essay} is missing.",
    "stray-text": "Text that belongs to no question was left out ({cells}). Check whether it is an essay.",
    "given-cells-missing": "Given cells are missing: {missing}. The answers do not depend on them.",
    # The code
    "starter-ignored": "The given cell of {question} still holds the dots; the answer was taken from {cells}.",
    "answer-in-several-cells": "The answer to {question} is in {cells}; they are run one after the other.",
    "answer-in-other-cell": "The answer to {question} is in {cells}, not in the given cell.",
    "check-changed": "The check of {question} was changed ({cells}); it is run too.",
    "setup-changed": "The setup cell was changed; the given one is run first.",
    "setup-missing": "The setup cell is missing; the given one is run first.",
    "other-order": "The cells are in another order than in the exercise.",
    "run-in-exercise-order": "The code was run in the order of the exercise, which gives more answers.",
    # The copy and the run
    "copy-without-mark": "This copy has no mark of its own; its prompts fit the variant of {student}, and it is judged "
    "as that.",
    "copy-without-mark-and-prompts": "This copy has no mark of its own, and its prompts do not tell its variant; it is "
    "judged as the variant of {student}.",
    "copy-of-other-student": "This copy was made for {other}; it is judged as the variant of {student}, which its "
    "prompts do not contradict.",
    "copy-of-other-secret": "This copy was made with another secret, or its mark was changed; it is judged as the "
    "variant of {student}, which its prompts do not contradict.",
    "prompts-show-other": "The prompts in this notebook show {shown}; it is judged as variant {variant}.",
    "shell-not-run": "Shell commands (such as !ls) are not run when a class is graded ({cells}); the rest of the cell "
    "counts.",
    "answers-differ": "The student's own run of the notebook gave {student} for {question}; the run for grading gave "
    "{grader}, which counts.",
    "answer-refused": "The answer to {question} was not read: the code sent {what}.",
    "lines-passed-over": "The code wrote into the channel by which answers reach the grader; lines passed over: "
    "{count}.",
    "code-error": "{label} stops with an error: {error}",
    "stopped-time": "The code was stopped after {wall} seconds, or {cpu} seconds of computing.",
    "stopped-memory": "The code was stopped because it used more than {gigabytes:g} GB of memory.",
    "stopped-processes": "The code was stopped because it started more than {processes} processes.",
    "stopped-output": "The code was stopped because it printed or answered too much.",
    "died": "The code ended before its last cell; the answers until then count.",
    # Whose a submission is
    "other-assignments": "Notebooks in nbgrader's folders of other assignments were passed over: {folders}.",
    "copy-names-other": "{student}: {file} was handed in by {student}, but the copy names {named}.",
    "copy-names-stranger": "{student}: {file} was handed in by {student}, but the copy names {named}, who is not in "
    "the roster.",
    "sender-not-in-roster": "{student}: “{sender}”, who handed in {file}, matches nobody in the roster; the copy or "
    "the name of the file is that of {student}.",
    "file-names-other": "{student}: {file} is named after {others}, but the copy names {named}.",
    "marked-for-other": "{student}: {file} was handed in by {student}, but it is the copy that was made for {named}.",
    "mark-decides": "{student}: {file} names {named}, but its mark is that of {student}, and the mark decides.",
    "several-submissions": "{student}: {file} counts, because {why}; not used: {unused}.",
    "receipt-names-other": "{student}: the receipt of {file} names {receipt}, but the copy names {named}.",
    "changed-after-receipt": "{student}: {file} was changed after its receipt was made.",
    "receipt-in-future": "{student}: the receipt of {file} has a time that is still to come, so that time does not "
    "count.",
    "secret-not-used": "{file} was not used, for no copy carries a mark that was made with it. If the copies were made "
    "with it, type --secret {file}.",
    "secret-unusable": "{why} It was not used. If the copies were made with a secret, type --secret and its file.",
    # Why a submission is not judged
    "mark-without-secret": "This copy has a mark, and the secret to check it with is missing. Type --secret and the "
    "file of workbook assign, or --variant N if all have variant N.",
    "first-variant-not-shown": "Its prompts show {shown}, and nothing says that all have variant 1. Type --variant N "
    "if all have variant N, or --secret and the file of workbook assign.",
    "other-variant-shown": "This copy has no valid mark, and its prompts show {shown}{whose}; {student} has variant "
    "{own}. Look whose it is; --variants FILE decides.",
    "copy-of-other-not-judged": "This copy was made for {other}, and its prompts show {shown}{whose}; {student} has "
    "variant {own}. Look whose it is; --variants FILE decides.",
    "nothing-tells-variant": "This copy has no valid mark, and neither a roster nor its prompts tell which variant "
    "{student} has. Type --students and the roster; --variants FILE decides.",
    # Why a file is not graded
    "other-exercise": "It is a copy of {other}, not of {exercise}.",
    "sender-ambiguous": "“{sender}” matches {students}.",
    "file-name-ambiguous": "The name of the file matches {students}.",
    "student-not-in-roster": "The copy names “{named}”, who is not in the roster.",
    "student-removed": "It is the copy that was made for “{named}”, who is not in the roster.",
    "unmarked-beside-marked": "It names {student}, but {file} carries the mark of {student} and this does not. Look "
    "whose it is.",
    "nobody-in-roster": "Neither the copy nor the name of its folder or file matches anybody in the roster.",
    "nobody-named": "Neither the copy nor its folder or file names anybody.",
    "sent-by-other": "“{sender}” handed it in, but it names {student}, who handed in another.",
    "not-a-notebook": "It is not a notebook (.ipynb), and {student} has handed in none that counts.",
    "cannot-be-opened": "It cannot be opened ({error}).",
    "link": "It is a link; links are not followed.",
    "too-large": "It is larger than {megabytes:,} MB.",
    "too-many-files": "It holds more than {files:,} files.",
    "archive-in-archives": "It is inside more than {archives} other archives.",
    "archive-without-notebook": "It holds no notebook (.ipynb).",
    "not-an-archive": "It is damaged or cut off, or it is not a zip archive.",
    "entry-damaged": "It is damaged or cut off.",
    "locked": "It is locked with a password.",
    "other-compression": "It is compressed in another way than zip archives usually are. Unpack it and pack it again.",
    "zip-bomb": "It unpacks to more than {ratio:,} times its size, as a zip bomb does.",
    "archive-too-large": "It unpacks to more than {megabytes:,} MB. If that is as it should be, unpack it and name the "
    "folder.",
    # What does not count
    "result-damaged": "{whose}: {file} is damaged, so this result does not count. Grade the class again.",
    "result-in-other-file": "{whose}: {file} holds the result of {named}, so it does not count.",
    "result-of-other-exercise": "{whose}: the result is of {named}, not of {exercise}, so it does not count.",
    "result-of-other-edition": "{whose}: {exercise} was changed after this result was made, so it does not count until "
    "the class is graded again.",
    "result-of-earlier-run": "{whose}: the result is of an earlier run, and nothing was handed in when the class was "
    "last graded, so it does not count. If it should, grade all submissions together.",
    "result-not-in-roster": "{whose}: not in the roster, so the result does not count.",
    "mark-of-other-exercise": "{whose}: the mark of {points} points was given for {named}, so it does not count.",
    "mark-without-result": "{whose}: the mark of {points} points belongs to no result that counts.",
    "mark-of-other-text": "{whose}: the mark of {points} points was given to another text, so it does not count. Mark "
    "the essay again.",
    "mark-of-other-rubric": "{whose}: the rubric or the variant was changed after the mark of {points} points was "
    "given, so it does not count. Mark the essay again.",
    "mark-impossible": "{whose}: {points} points cannot come from the levels of this mark, so it does not count. Read "
    "the marking sheets again.",
    # What an older version kept as a sentence
    "as-written": "{text}",
}

# What is in none of these lists is to be looked at: a new remark is shown until somebody says that it need not be.
STOPPED = frozenset(
    ("code-error", "stopped-time", "stopped-memory", "stopped-processes", "stopped-output", "died"),
)
COSTS_POINTS = STOPPED | frozenset(
    (
        # Something of what the student did is lost or was not judged.
        *("two-versions", "cut-off", "damaged", "not-a-cell", "not-text", "text-missing"),
        *("answer-refused", "lines-passed-over"),
        *("code-in-text-not-run", "answer-cell-missing", "answer-misnamed", "essay-cell-missing", "essay-picture"),
        # It is not certain by what it should be judged, or whose it is.
        *("exercise-doubtful", "copy-without-mark-and-prompts", "copy-of-other-student", "copy-of-other-secret"),
        *(
            "prompts-show-other",
            "marked-for-other",
            "copy-names-other",
            "copy-names-stranger",
            "file-names-other",
            "receipt-names-other",
        ),
    )
)
INFORMATION = frozenset(
    (
        # It was mended, and nothing of it can change a mark.
        *("other-encoding", "byte-order-mark", "extra-commas", "text-after-end", "older-format", "format-missing"),
        *("format-unknown", "metadata-damaged", "line-ends-missing", "line-ends-converted", "control-characters"),
        *("unpaired-surrogates", "invisible-characters", "typographic-characters", "code-in-text-run"),
        *("text-in-answer", "recognised-without-marks", "ids-changed", "ids-repeated", "exercise-not-named"),
        *("essay-repeated", "essay-under-prompt", "given-cells-missing", "starter-ignored", "answer-in-several-cells"),
        *("answer-in-other-cell", "check-changed", "setup-changed", "setup-missing", "other-order"),
        *("run-in-exercise-order", "other-assignments"),
    )
)


def weight_of(code: str) -> Weight:
    """How much does the remark with ``code`` matter: can it cost points, is it to be looked at, or only to be known?

    >>> weight_of("code-error"), weight_of("stray-text"), weight_of("other-order")
    ('costs points', 'look', 'information')
    """
    return "costs points" if code in COSTS_POINTS else "information" if code in INFORMATION else "look"
