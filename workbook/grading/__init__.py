"""Grading a class, from what it handed in to the marks in the instructor's own tools.

Gathered: ``archives`` opens folders and zips (``unpacking`` with care), ``notebook_files`` tells which files are
notebooks, and ``candidates`` are these with what lies beside them. ``gather`` tells with ``matching`` and ``whose``
whose each is, with ``choosing`` which of several counts, and with ``lateness`` how late it came.
Read: ``notebooks`` makes a submission of a file. ``repair`` finds the notebook in it and ``student_cells`` its cells;
``recognise`` tells which cell of the exercise each is, ``assemble`` puts code and ``essay_texts`` together;
``student_code`` mends code. What is odd is a remark: ``remarks``, with its sentence in ``sentences``.
Variants: ``variant_choice`` decides which one a submission is judged as; ``shown_variants`` reads it off the prompts.
Run: ``sandbox`` starts ``worker`` inside the ``walls``; it gives each submission a ``supervisor``, which ``confine``s
it. They talk by ``protocol``, which checks all that comes out. ``autograde`` and ``cluster`` take a class through it,
``judging`` says what an answer earns, and ``receipts`` compares it with the student's own run; ``results`` keeps what
came out, ``counted`` says what of it still counts, and ``overview`` shows a class at one look, in the words of
``outcome``.
Essays: ``essays`` gives ``marking_sheets`` to markers, also as ``spreadsheets`` and ``marking_page``, with
``right_figures`` and the model essay beside them; ``filled_sheets`` opens what comes back, ``readings`` checks it,
``two_markers`` puts it together; ``marks`` says what a mark is.
Given back: ``feedback`` (with ``private_text``) to students; ``gradebook`` and ``formgrader`` (with ``nbgrader_course``
and ``autograded_copy``) to nbgrader and from it; ``exports`` (with ``delimited``, ``row_matching``,
``moodle_worksheet`` and ``canvas_gradebook``) to Moodle and Canvas; ``hand_back`` packs files for a class. The HTML of
all pages lies in ``templates``; ``markdown_html`` is for what an instructor wrote.
Looked at: ``similarity`` (with ``fingerprints``) and its ``similarity_page``. ``clean_text`` is for all that is shown.
"""
