"""Grading a class, from what it handed in to the marks in the instructor's own tools.

Handed in: ``archives`` opens folders and zips, ``gather`` tells with ``matching`` whose each file is, ``repair`` and
``student_code`` mend, ``notebooks`` reads a submission.
Run: ``sandbox`` starts ``worker`` with the limits of ``confine``; ``autograde`` and ``cluster`` take a class through
it; ``results`` keeps what came out.
Essays: ``marking_sheets`` are given to markers, ``essays`` reads them back.
Given back: ``feedback`` to students, ``gradebook`` (with ``nbgrader_course``) to nbgrader, ``exports`` (with
``delimited``) to Moodle and Canvas.
Looked at: ``similarity`` (with ``fingerprints``) and its ``similarity_page``. ``clean_text`` is for all that is shown.
"""
