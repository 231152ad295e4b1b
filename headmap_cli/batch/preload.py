"""Load what drawing needs, before the first worker is forked.

The process that is forked, which is the main one or a fork server, imports this module once, so that every
worker starts with the libraries already in memory. Importing them takes longer than drawing a figure.
"""

import logging

from PIL import ImageDraw, ImageFont  # noqa: F401 - imported for the workers, not used here

from .. import render  # noqa: F401 - imported for the workers, not used here
from ..writers import png  # noqa: F401 - imported for the workers, not used here
from . import job_data, output_states  # noqa: F401 - imported for the workers, not used here

# matplotlib is left to the workers that need it, for a PDF, math or a font of this machine. It logs while it
# is imported, for instance when it builds its index of fonts.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
