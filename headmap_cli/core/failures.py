"""Explain exceptions that no code expected in one line that names the real cause and what to do."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator

from .errors import MachineError

MEMORY_ADVICE = "free some memory, or raise the limit (ulimit -v)"
PROCESS_ADVICE = "end other processes, raise the limit (ulimit -u)"
NEARLY_ALL = 0.9
"""The share of a limit on memory from which an unexplained failure is put down to that limit."""
LIBRARY_BYTES = 116 << 20
"""The address space that loading numpy and matplotlib's fonts takes, with some room to spare."""
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
"""What the system's error numbers mean for a user."""


def machine_error(error: BaseException) -> MachineError:
    """Explain an exception that is neither about an input nor about an output.

    Args:
        error: What was raised, with its chain of causes.

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
    """Return which limit of the machine an exception came from, and what to do; None for any other."""
    for link in _chain(error):
        explanation = _explain(link)
        if explanation:
            return explanation
    # Some libraries report a failed allocation as an error of another kind.
    if memory_is_used_up():
        return f"memory ran out ({summary(error)}); {MEMORY_ADVICE}"
    return None


def summary(error: BaseException) -> str:
    """Return an exception's type and the first line of its text that is not blank.

    >>> summary(KeyError("layer")), summary(MemoryError())
    ("KeyError: 'layer'", 'MemoryError')
    """
    name = type(error).__name__
    for line in str(error).splitlines():
        if line.strip():
            return f"{name}: {line.strip()}"
    return name


def explain_text(text: str) -> str:
    """Return the meaning of a line that a dying process printed, or the line itself if it is unknown.

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
    """Raise MemoryError if a limit on memory leaves too little to load the libraries that draw.

    They would not report it: OpenBLAS ends the process with a message of its own, FreeType crashes.

    Raises:
        MemoryError: Too little memory is left.
    """
    if "numpy" in sys.modules:
        # The libraries are loaded, so that the address space they need is no longer missing.
        return
    limit = memory_limit()
    if limit is not None and limit - _memory("VmSize") < LIBRARY_BYTES:
        raise MemoryError


def memory_is_used_up() -> bool:
    """Return whether this process has come close to a limit on its memory, such as ``ulimit -v`` sets."""
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
    """Return a size from Linux's status of this process, in bytes; 0 if the system does not tell."""
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
    """Yield an exception and what it was raised from or during, each once."""
    # Exceptions can be each other's context, so that the chain has no end.
    visited: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in visited:
        visited.add(id(link))
        yield link
        # The cause is set by "raise .. from ..", the context by raising while another one is handled.
        cause = link.__cause__
        link = link.__context__ if cause is None else cause


def _explain(error: BaseException) -> str | None:
    """Return which limit one exception reports, and what to do; None for any other."""
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
    """Return which limit a message of a library or of the system's loader reports, and what to do."""
    lowered = text.lower()
    if any(phrase in lowered for phrase in MEMORY_PHRASES):
        return f"memory ran out; {MEMORY_ADVICE}"
    if "can't start new thread" in lowered:
        return f"no thread can be started; {PROCESS_ADVICE}, or {MEMORY_ADVICE}"
    return None


def _system_failure(error: OSError) -> str:
    """Return what the system refused, with the file or device it is about if it names one."""
    message = f"the system reports: {error.strerror}; headmap cannot go on without it"
    if isinstance(error.filename, str | bytes):
        return f"{os.fsdecode(error.filename)}: {message}"
    return message
