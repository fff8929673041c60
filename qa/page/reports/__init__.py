"""The tab 报告库: files in, what was found in them, whose they are, and which reports a question is about."""
