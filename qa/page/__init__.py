"""The page: what is common to its tabs here, each tab in a package of its own."""
