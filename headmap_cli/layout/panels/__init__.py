"""Draw the panels of a figure: maps of heads, and a file for each other kind of panel."""
