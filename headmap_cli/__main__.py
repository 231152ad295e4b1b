"""Run ``python -m headmap_cli`` and the ``headmap`` command, each in a process of its own."""

import gc
import os
import sys

from .cli.process import shield

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing here would import a typing.py of the current folder
    from typing import NoReturn

GC_THRESHOLD = 500_000
"""Objects that are allocated before the first garbage collection. One figure allocates fewer, and the
collections that it saves are 3% of its time."""

# The numbers of core.errors.ExitStatus, which is not imported here: where they are needed, importing any
# module may fail.
MACHINE_STATUS = 4
INTERRUPTED_STATUS = 130


def main() -> "NoReturn":
    """Run the command line and exit with its status."""
    shield()
    gc.set_threshold(GC_THRESHOLD)
    # headmap does no linear algebra: threads for it cost memory, and a limit can keep them from starting.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from .cli.main import main as run
        from .cli.streams import reserve_standard_descriptors

        reserve_standard_descriptors()
        run()
    except KeyboardInterrupt:
        _fail("interrupted", INTERRUPTED_STATUS)
    except Exception as e:
        # The command line could not be loaded, or could not even report its failure.
        if os.environ.get("HEADMAP_DEBUG"):
            sys.excepthook(type(e), e, e.__traceback__)
        _fail(_explain(e), MACHINE_STATUS)


def _explain(error: Exception) -> str:
    """Return the message for an exception that the command line has not handled."""
    try:
        from .core.failures import machine_error

        return str(machine_error(error))
    except Exception:  # too little memory is left to load anything
        return f"headmap cannot start ({error!r}); raise the limits on memory and open files (ulimit -v, -n)"


def _fail(message: str, status: int) -> "NoReturn":
    """Print an error without the help of any other module, and end the process."""
    if sys.stderr is not None:
        sys.stderr.write(f"headmap: error: {message}\n")
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
