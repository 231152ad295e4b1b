"""Choose fonts, and measure text in them."""
