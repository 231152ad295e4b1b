"""Shield the process of the command line from the folder it runs in and from matplotlib's environment.

The current folder is still on the import path when this module is imported. A file in it could replace any
module, even ``__future__``, so only modules that the interpreter itself has loaded are imported here.
"""

import os
import sys


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
