"""Grading a class: run submissions in a sandbox, judge the answers, mark essays, give marks and feedback back."""
