"""Run the command line: the entry point of ``headmap`` and of ``python -m headmap_cli``."""

import gc
import os
import sys

from .cli.process import shield

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing here would import a typing.py of the current folder
    from typing import NoReturn

GC_THRESHOLD = 500_000
"""How many objects are allocated before Python collects garbage. One figure allocates fewer, so that it takes
3% less time."""

# The values of core.errors.ExitStatus, which is not imported here: when they are needed, an import may fail.
MACHINE_STATUS = 4
INTERRUPTED_STATUS = 130


def main() -> "NoReturn":
    """Run the command line and exit with its status."""
    shield()
    gc.set_threshold(GC_THRESHOLD)
    # headmap does no linear algebra. Threads for it would cost memory, and cannot start under some limits.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from .cli.main import main as run
        from .cli.streams import reserve_standard_descriptors

        reserve_standard_descriptors()
        run()
    except KeyboardInterrupt:
        _fail("interrupted", INTERRUPTED_STATUS)
    except Exception as e:
        # run() reports every error itself, so it could not be imported, or its report failed.
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
