"""What drawing needs, loaded once, before worker processes are split off from the one that imports this."""

import logging

logging.getLogger("matplotlib").setLevel(logging.ERROR)

from ..mpl.rcparams import import_matplotlib  # noqa: E402 - after the line above

import_matplotlib()

import matplotlib.font_manager  # noqa: E402, F401 - makes the index of fonts

from ..writers import png  # noqa: E402, F401 - loaded, not used
from . import tasks as steps  # noqa: E402, F401 - loaded, not used
