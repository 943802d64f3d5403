"""Grading a class, from what it handed in to the marks in the instructor's own tools.

Handed in: ``archives`` opens folders and zips, ``gather`` tells with ``register`` whose each file is, ``damaged`` and
``student_code`` mend, ``notebooks`` reads a submission.
Run: ``sandbox`` starts ``inside`` with the limits of ``confine``; ``running`` and ``cluster`` take a class through it;
``results`` keeps what came out.
Essays: ``sheets`` are given to markers, ``essays`` reads them back.
Given back: ``feedback`` to students, ``gradebook`` (with ``course``) to nbgrader, ``exports`` (with ``delimited``) to
Moodle and Canvas.
Looked at: ``similarity`` (with ``fingerprints``) and its ``similarity_page``. ``legible`` is for all that is shown.
"""
