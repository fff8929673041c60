"""The tab 评测 and the HTML that it shares with report.html and compare.html."""
