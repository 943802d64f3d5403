"""Grading a class, from what it handed in to the marks in the instructor's own tools.

Handed in: ``archives`` opens folders and zips, ``gather`` tells with ``matching`` whose each file is, ``repair`` and
``student_code`` mend, ``notebooks`` reads a submission.
Run: ``sandbox`` starts ``worker`` with the limits of ``confine``; ``autograde`` and ``cluster`` take a class through
it; ``results`` keeps what came out.
Essays: ``essays`` gives ``marking_sheets`` to markers, also as ``spreadsheets`` and ``marking_page``; ``filled_sheets``
opens what comes back, ``readings`` checks it, ``two_markers`` puts it together; ``marks`` says what a mark is.
Given back: ``feedback`` (with ``private_text``) to students; ``gradebook`` and ``formgrader`` (with ``nbgrader_course``
and ``autograded_copy``) to nbgrader and from it; ``exports`` (with ``delimited`` and ``row_matching``) to Moodle and
Canvas. The HTML of all pages lies in ``templates``.
Looked at: ``similarity`` (with ``fingerprints``) and its ``similarity_page``. ``clean_text`` is for all that is shown.
"""
