"""What drawing needs, loaded once, before worker processes are split off from the one that imports this."""

import logging

logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib.font_manager  # noqa: E402, F401 - after the line above, and makes the index of fonts

from ..writers import png  # noqa: E402, F401 - loaded, not used
from . import steps  # noqa: E402, F401 - loaded, not used
