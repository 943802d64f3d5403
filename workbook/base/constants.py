"""Facts that packages on several floors share and that none of them can import from another."""

# How a notebook names the kernel that runs it.
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# The most that a cell may take when a whole notebook is run.
SECONDS_PER_CELL = 120

# What the cells of an exercise may take together, in all and of computing, when it is handed in and when it is graded.
WALL_SECONDS, CPU_SECONDS = 60, 40

# Who gives an exercise out: the workbook's own copies, or another system that takes its source.
ASSIGNMENT_SYSTEMS = ("plain", "nbgrader", "otter")
