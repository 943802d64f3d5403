"""Grading a class, from what it handed in to the marks in the instructor's own tools.

Gathered: ``archives`` opens folders and zips (``unpacking`` with care), ``candidates`` are the notebooks in them, and
``gather`` tells with ``matching`` whose each is.
Read: ``notebooks`` makes a submission of a file. ``repair`` finds the notebook in it and ``student_cells`` its cells;
``recognise`` tells which cell of the exercise each is, ``assemble`` puts code and ``essay_texts`` together;
``student_code`` mends code. What is odd is a remark: ``remarks``, with its sentence in ``sentences``.
Run: ``sandbox`` starts ``worker`` with the limits of ``confine``, and they talk by ``protocol``; ``autograde`` and
``cluster`` take a class through it; ``results`` keeps what came out.
Essays: ``marking_sheets`` are given to markers, ``essays`` reads them back.
Given back: ``feedback`` to students, ``gradebook`` (with ``nbgrader_course``) to nbgrader, ``exports`` (with
``delimited``) to Moodle and Canvas.
Looked at: ``similarity`` (with ``fingerprints``) and its ``similarity_page``. ``clean_text`` is for all that is shown.
"""
