"""Load what drawing needs, before the first worker is forked.

The process that is forked, which is the main one or a fork server, imports this module once, so that every
worker starts with the libraries already in memory. Importing them takes longer than drawing a figure.
"""

import logging

# matplotlib logs while it is imported, for instance when it builds its font cache, so its logger comes first.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

from ..mpl.rcparams import import_matplotlib  # noqa: E402 - must follow the line above

import_matplotlib()

import matplotlib.font_manager  # noqa: E402, F401 - builds the index of the fonts, which takes longest

from .. import render  # noqa: E402, F401 - imported for the workers, not used here
from ..writers import png  # noqa: E402, F401 - imported for the workers, not used here
from . import job_data, output_states  # noqa: E402, F401 - imported for the workers, not used here
