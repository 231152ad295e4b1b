"""Write depfiles: the files that each figure was made of, as rules that Make includes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.errors import UsageError
from ..core.strings import quote

UNWRITABLE = re.compile(
    r"^[ ~]"  # Make strips blanks around names, and ~ stands for a home folder
    r"|[ &]$"  # '&:' after targets makes them a group
    r"|[\x00-\x1f\x7f;]"  # a semicolon begins a recipe, and a line feed ends the rule
    r"|\\$"  # a backslash at the end would escape the separator after the name
    r"|\(.*\)$"  # lib(member) is a member of an archive
    r"|[\\%].*[*?\[]|[*?\[].*[\\%]"  # Make unescapes \ and % differently in a name with wildcards
)
"""Names that no escape brings through Make."""

EQUALS = "headmap_equals"
"""The variable that stands for ``=`` in a name, where Make would see an assignment."""


def depfile(rules: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bytes:
    r"""Return rules in Make's syntax, then an empty rule for each prerequisite.

    With an empty rule, as ``gcc -MP`` writes it, a missing input or preset triggers a rebuild instead of an
    error.

    Args:
        rules: The targets and the prerequisites of each rule.

    Raises:
        UsageError: Make has no way to write one of the names.

    >>> depfile([(["fig.png", "fig.svg"], ["my heads.csv"])])
    b'fig.png fig.svg: my\\ heads.csv\nmy\\ heads.csv:\n'
    """
    lines: list[str] = []
    all_targets: set[str] = set()
    # Dictionaries serve as sets that keep their order, so that the same command writes the same bytes.
    all_prerequisites: dict[str, None] = {}
    for targets, prerequisites in rules:
        unique = dict.fromkeys(prerequisites)
        left = " ".join(_escape_target(name) for name in targets)
        right = " ".join(_escape_prerequisite(name) for name in unique)
        lines.append(f"{left}: {right}\n")
        all_targets.update(targets)
        all_prerequisites.update(unique)
    for name in all_prerequisites:
        # A target of another rule has a rule already.
        if name not in all_targets:
            lines.append(f"{_escape_target(name)}:\n")
    text = "".join(lines)
    if EQUALS in text:
        text = f"{EQUALS} := =\n{text}"
    # Names that are not UTF-8 are kept as the bytes that the file system has.
    return text.encode("utf-8", "surrogateescape")


def _escape_target(name: str) -> str:
    """Escape a name left of the colon, where ``%`` would make the rule a pattern."""
    return _escape(name, " #:*?[%")


def _escape_prerequisite(name: str) -> str:
    """Escape a name right of the colon, where ``|`` would begin the order-only prerequisites."""
    return _escape(name, " #:*?[|")


def _escape(name: str, special: str) -> str:
    r"""Put a backslash before each special character.

    Make halves the backslashes directly before a special character, so they are doubled first:
    ``a\ b`` becomes ``a\\\ b``.
    """
    if UNWRITABLE.search(name):
        raise UsageError(f"--depfile: Make has no way to write the name {quote(name)}; choose a plainer one")
    text = name.replace("$", "$$")
    text = re.sub(rf"(\\*)([{re.escape(special)}])", r"\1\1\\\2", text)
    return text.replace("=", f"$({EQUALS})")
