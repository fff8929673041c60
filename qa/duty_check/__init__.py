"""Whose duty a task is: the tasks of staff against the duty clauses of a report."""

from qa.duty_check.checking import check
from qa.duty_check.verdict import Outcome, Passage, Verdict

__all__ = ["Outcome", "Passage", "Verdict", "check"]
