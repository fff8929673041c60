"""The tab 职责核对 without its framework: tasks in, verdicts as a table, corrections, a spreadsheet out."""
