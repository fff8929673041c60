"""The evidence as it is printed and as it was read: pages, with what is cited marked, to be turned."""
