"""Write depfiles: Makefiles with a rule for each figure, whose prerequisites are the files that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.errors import UsageError
from ..core.strings import quote

UNWRITABLE = re.compile(
    r"^[ ~]"  # Make strips spaces around names, and ~ stands for a home folder
    r"|[ &]$"  # '&:' after targets makes them a group
    r"|[\x00-\x1f\x7f;]"  # a semicolon begins a recipe, and a line feed ends the rule
    r"|\\$"  # a backslash at the end would escape the separator after the name
    r"|^(?:\./+)*\.[A-Z_a-z.]+$"  # such as .IGNORE and .c.o, which are settings and suffix rules
    r"|\(.*\)$"  # lib(member) is a member of an archive
    r"|[\\%].*[*?\[]|[*?\[].*[\\%]"  # Make unescapes \ and % differently in a name with wildcards
)
"""Names that Make would misread however they are escaped."""

KEYWORDS = frozenset(("define", "export", "override", "private", "undefine", "unexport"))
"""Names that, behind a colon, Make would take for the beginning of the definition of a variable."""

EQUALS = "headmap_equals"
"""The variable that replaces ``=`` in a name, which Make would take for an assignment."""


def depfile(rules: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bytes:
    r"""Return rules in Make's syntax, followed by an empty rule for each prerequisite.

    Because of the empty rules, which ``gcc -MP`` writes too, a missing input or preset triggers a rebuild
    instead of an error.

    Args:
        rules: The targets of each rule, and its prerequisites.

    Returns:
        The rules, with names as the file system encodes them.

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
        # The targets already have a rule.
        if name not in all_targets:
            lines.append(f"{_escape_target(name)}:\n")
    text = "".join(lines)
    if EQUALS in text:
        text = f"{EQUALS} := =\n{text}"
    # A file name may hold bytes that are not UTF-8, which surrogateescape preserves.
    return text.encode("utf-8", "surrogateescape")


def _escape_target(name: str) -> str:
    """Return a name as a target, left of the colon, where ``%`` would make the rule a pattern."""
    return _escape(name, " #:*?[%")


def _escape_prerequisite(name: str) -> str:
    """Return a name as a prerequisite, right of the colon, where ``|`` would begin order-only ones."""
    return _escape(name, " #:*?[|")


def _escape(name: str, special: str) -> str:
    r"""Return a name with a backslash before each special character.

    Make halves the number of backslashes directly before a special character, so these are doubled too:
    ``a\ b`` becomes ``a\\\ b``.
    """
    if UNWRITABLE.search(name):
        raise UsageError(f"--depfile: Make has no way to write the name {quote(name)}; choose a plainer one")
    text = name.replace("$", "$$")
    if name in KEYWORDS:
        # Make drops these signs after it has looked for keywords.
        text = f"./{text}"
    text = re.sub(rf"(\\*)([{re.escape(special)}])", r"\1\1\\\2", text)
    return text.replace("=", f"$({EQUALS})")
