"""The display list: plain data that says what is where on the page."""
