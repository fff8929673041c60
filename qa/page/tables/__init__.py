"""The tab 表格: every table of every report, to look through, convert, copy and take along."""
