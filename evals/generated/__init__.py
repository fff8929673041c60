"""Reports of units that do not exist, as text, with the truth of every figure in them."""
