"""The display list: plain data that says what lies where on the page."""
