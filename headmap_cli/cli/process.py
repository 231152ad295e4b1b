"""Begin and end the process of the command line.

It is shielded from the folder it runs in and from matplotlib's environment, and ends without taking down the
interpreter.

The current folder is still on the import path when this module is imported. A file in it could replace any
module, even ``__future__``, so only modules that the interpreter has loaded or built in are imported here.
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
    _remove_empty_entries("PATH")
    # The worker processes of a batch are started by ``python -c``, which would put the current folder back.
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
    """Remove from the import path the folders that nobody put there on purpose."""
    dropped = []
    if not sys.flags.safe_path:
        # The first entry is the current folder after -m, and the script's folder otherwise.
        dropped.append(sys.path.pop(0))
    if _remove_empty_entries("PYTHONPATH"):
        current_folder = os.getcwd()
        # _remove_empty_entries has left only the folders that the user chose.
        entries = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        chosen = [os.path.abspath(entry) for entry in entries if entry]
        if current_folder in sys.path and current_folder not in chosen:
            sys.path.remove(current_folder)
            dropped.append(current_folder)
    sys.path[:] = [entry for entry in sys.path if entry]

    # If headmap runs from a checkout and is not installed, its own modules are found only in that folder. As
    # the last entry, it cannot hide the modules of another folder.
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(package)
    if checkout in dropped and checkout not in sys.path:
        sys.path.append(checkout)


def _remove_empty_entries(variable: str) -> bool:
    """Remove the empty entries of a search path in the environment, which stand for the current folder.

    They come from settings such as ``PYTHONPATH=$UNSET:/opt/lib``, not from a choice.

    Returns:
        Whether Python, if the variable is PYTHONPATH, has put the current folder on the import path for them.
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
