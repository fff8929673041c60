"""The chat page without its framework: what it says, how it looks, what it does when asked."""
