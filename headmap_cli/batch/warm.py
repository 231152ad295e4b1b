"""What drawing needs, loaded once, before worker processes are split off from the one that imports this."""

import logging

logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib.font_manager  # noqa: E402, F401 - makes the index of fonts where there is none

from ..writers import png  # noqa: E402, F401
from . import steps  # noqa: E402, F401
