"""Begin and end the process of the command line.

It is shielded from the folder it runs in and from matplotlib's environment, and ends without taking down the
interpreter. This module runs before the current folder is off the import path, so it imports only modules
that the interpreter has loaded by then or has built in: not even ``__future__`` is safe.
"""

import atexit
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def shield() -> None:
    """Make this process, and those it starts, independent of the current folder and matplotlib's settings.

    - Modules are imported neither from the current folder nor from the folder of the script. A folder that
      PYTHONPATH names stays, since the user chose it.
    - Programs are not looked for in the current folder, unless PATH names it.
    - matplotlib reads no MPLBACKEND and no matplotlibrc; ``mpl.rcparams.import_matplotlib`` deals with the
      one in the current folder, which matplotlib prefers to the one that MATPLOTLIBRC names.
    """
    _drop_implicit_folders()
    _without_empty_entries("PATH")
    # The worker processes of a batch start with ``python -c``, which puts the current folder on the path.
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ.pop("MPLBACKEND", None)
    os.environ["MATPLOTLIBRC"] = os.devnull
    # FreeType would change the shapes of letters by it.
    os.environ.pop("FREETYPE_PROPERTIES", None)


def leave(status: int, flush_streams: "Callable[[], None]") -> "NoReturn":
    """End the process at once, after everything that modules have registered to happen at its end.

    Python would also destroy every module and object, which takes a quarter of the time of a figure and
    changes nothing, as the system takes back memory and files anyway. Modules that must tidy up, such as
    tempfile, logging, multiprocessing and coverage, register that with atexit.

    Args:
        status: The exit status.
        flush_streams: Flushes standard output and standard error, and raises nothing.
    """
    # HEADMAP_DEBUG keeps Python's own end: profilers print there, and warnings of open files appear there.
    if os.environ.get("HEADMAP_DEBUG") or _has_other_threads():
        flush_streams()
        sys.exit(status)
    # multiprocessing ends its processes by the same function, as there is no public one.
    atexit._run_exitfuncs()
    flush_streams()
    os._exit(status)


def _has_other_threads() -> bool:
    """Return whether threads are running that Python waits for at its end."""
    threading = sys.modules.get("threading")
    if threading is None:
        return False
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    return any(not thread.daemon for thread in others)


def _drop_implicit_folders() -> None:
    """Take the folders off the import path that nobody put there on purpose."""
    dropped = []
    if not sys.flags.safe_path:
        # The first entry is the current folder after -m, and the script's folder otherwise.
        dropped.append(sys.path.pop(0))
    if _without_empty_entries("PYTHONPATH"):
        current_folder = os.getcwd()
        # _without_empty_entries has left only the folders that the user chose.
        entries = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        chosen = [os.path.abspath(entry) for entry in entries if entry]
        if current_folder in sys.path and current_folder not in chosen:
            sys.path.remove(current_folder)
            dropped.append(current_folder)
    sys.path[:] = [entry for entry in sys.path if entry]

    # In a checkout that is not installed, headmap itself was found there: then search that folder last.
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    home = os.path.dirname(package)
    if home in dropped and home not in sys.path:
        sys.path.append(home)


def _without_empty_entries(variable: str) -> bool:
    """Remove the empty entries of a search path in the environment, which stand for the current folder.

    They come from settings such as ``PYTHONPATH=$UNSET:/opt/lib``, not from a choice.

    Returns:
        Whether Python has put the current folder on its path for them.
    """
    value = os.environ.get(variable)
    if value is None:
        return False
    entries = value.split(os.pathsep)
    kept = [entry for entry in entries if entry]
    if kept:
        os.environ[variable] = os.pathsep.join(kept)
    else:
        del os.environ[variable]
    # Python ignores a variable that is set but empty.
    return value != "" and len(kept) < len(entries)
