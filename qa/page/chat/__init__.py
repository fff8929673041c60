"""The tab 问答 without its framework: a conversation, and the evidence beside it."""
