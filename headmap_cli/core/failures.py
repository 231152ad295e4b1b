"""Explain unexpected exceptions in one line that names the cause and says what to do."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator

from .errors import MachineError

MEMORY_ADVICE = "free some memory, or raise the limit (ulimit -v)"
PROCESS_ADVICE = "end other processes, raise the limit (ulimit -u)"

NEARLY_ALL = 0.9
"""If a process has used more than this share of its memory limit, the limit explains unexpected failures."""

LIBRARY_BYTES = 116 << 20
"""How many bytes of address space it takes to load numpy and matplotlib's fonts, with some to spare."""

MEMORY_PHRASES = (
    "out of memory",
    "cannot allocate memory",
    "memory allocation",
    "memoryerror",
    "unable to allocate",
    "bad_alloc",
    "failed to map segment",
    "cannot create shared object descriptor",
    "cannot apply additional memory protection",
)
"""How libraries and the system's loader report that memory ran out, in lower case."""

SYSTEM_LIMITS = {
    errno.ENOMEM: f"memory ran out; {MEMORY_ADVICE}",
    errno.EMFILE: "too many open files; raise the limit (ulimit -n)",
    errno.ENFILE: "too many open files on this machine; close some, or raise fs.file-max",
    errno.EAGAIN: f"no more processes can be started; {PROCESS_ADVICE}",
}
"""The explanation of each error number of the system that means that a limit is reached."""


def machine_error(error: BaseException) -> MachineError:
    """Return an error that explains an exception which is neither about an input nor about an output.

    Args:
        error: The exception, with its chain of causes.

    Returns:
        The error to report, with exit status 4.
    """
    if isinstance(error, MachineError):
        return error
    cause = known_cause(error)
    if cause:
        return MachineError(cause)
    for link in _chain(error):
        if isinstance(link, OSError) and link.strerror:
            return MachineError(_system_failure(link))
    return MachineError(
        f"internal error ({summary(error)}); set HEADMAP_DEBUG=1 to see where, and please report it"
    )


def known_cause(error: BaseException) -> str | None:
    """Return which limit of the machine caused an exception, and what to do; None if no limit did."""
    for link in _chain(error):
        explanation = _explain(link)
        if explanation:
            return explanation
    # Some libraries report a failed allocation as an error of another kind.
    if memory_is_used_up():
        return f"memory ran out ({summary(error)}); {MEMORY_ADVICE}"
    return None


def summary(error: BaseException) -> str:
    """Return the type of an exception and the first line of its text that is not blank.

    >>> summary(KeyError("layer")), summary(MemoryError())
    ("KeyError: 'layer'", 'MemoryError')
    """
    name = type(error).__name__
    for line in str(error).splitlines():
        if line.strip():
            return f"{name}: {line.strip()}"
    return name


def explain_text(text: str) -> str:
    """Return the explanation of a line that a dying process printed, or the line itself if it is unknown.

    >>> explain_text("OpenBLAS error: Memory allocation still failed after 10 retries, giving up.")
    'memory ran out; free some memory, or raise the limit (ulimit -v)'
    """
    explanation = _explain_message(text)
    if explanation:
        return explanation
    for number, limit in SYSTEM_LIMITS.items():
        if os.strerror(number).lower() in text.lower():
            return limit
    return text


def require_memory() -> None:
    """Raise MemoryError if a limit leaves too little memory to load the libraries for drawing.

    The libraries do not raise it: OpenBLAS prints a message and ends the process, and FreeType crashes.

    Raises:
        MemoryError: Too little memory is left.
    """
    if "numpy" in sys.modules:
        # The libraries are loaded already and have the address space that they need.
        return
    free = free_address_space()
    if free is not None and free < LIBRARY_BYTES:
        raise MemoryError


def free_address_space() -> int | None:
    """Return how many more bytes of address space this process may use; None without a limit."""
    limit = memory_limit()
    if limit is None:
        return None
    return limit - _memory("VmSize")


def memory_is_used_up() -> bool:
    """Return whether this process has come close to its memory limit, which ``ulimit -v`` sets."""
    limit = memory_limit()
    return limit is not None and _memory("VmPeak") > NEARLY_ALL * limit


def memory_limit() -> int | None:
    """Return how many bytes of address space this process may use; None without a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return None
    return limit


def _memory(name: str) -> int:
    """Return a size of this process in bytes, from Linux's /proc/self/status; 0 if the system has none."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith(f"{name}:"):
                    # The line is "VmPeak:  12345 kB".
                    return int(line.split()[1]) * 1024
    except (OSError, IndexError, ValueError):
        pass
    return 0


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, then the one that caused it, and so on, each once."""
    # Two exceptions can be each other's context, so that the chain is a loop.
    visited: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in visited:
        visited.add(id(link))
        yield link
        # "raise .. from .." sets the cause; raising while another exception is handled sets the context.
        cause = link.__cause__
        link = link.__context__ if cause is None else cause


def _explain(error: BaseException) -> str | None:
    """Return which limit an exception reports, and what to do; None if it reports none."""
    if isinstance(error, RecursionError):
        return f"memory for nested calls ran out ({error}); simplify what is nested deeply"
    if isinstance(error, OSError) and error.errno in SYSTEM_LIMITS:
        return SYSTEM_LIMITS[error.errno]
    if isinstance(error, ModuleNotFoundError):
        return f"headmap's installation is incomplete ({error}); install it again"
    if isinstance(error, MemoryError):
        if not str(error):
            return f"memory ran out; {MEMORY_ADVICE}"
        return f"memory ran out ({error}); {MEMORY_ADVICE}"
    return _explain_message(str(error))


def _explain_message(text: str) -> str | None:
    """Return which limit a message of a library reports, and what to do; None if it reports none."""
    lowered = text.lower()
    if any(phrase in lowered for phrase in MEMORY_PHRASES):
        return f"memory ran out; {MEMORY_ADVICE}"
    if "can't start new thread" in lowered:
        return f"no thread can be started; {PROCESS_ADVICE}, or {MEMORY_ADVICE}"
    return None


def _system_failure(error: OSError) -> str:
    """Return the message for a failure that the system reports, with the file that it names, if any."""
    message = f"the system reports: {error.strerror}; headmap cannot go on without it"
    if isinstance(error.filename, str | bytes):
        return f"{os.fsdecode(error.filename)}: {message}"
    return message
