"""For makers of the workbook: generated files, and checks of prose, figures and coverage."""
