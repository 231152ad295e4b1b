"""What figures were made of, as rules that Make includes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.errors import UsageError
from ..core.strings import quote

UNWRITABLE = re.compile(r"^[ ~]|[ &]$|[\x00-\x1f\x7f;]|\\$|\(.*\)$|[\\%].*[*?\[]|[*?\[].*[\\%]")
"""Names that no escape brings through Make: of archive members, with wildcards beside \\ or %, and others."""
EQUALS = "headmap_equals"
"""The variable that stands for ``=`` in a name, where Make would see an assignment."""


def depfile(rules: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bytes:
    """Rules in Make's syntax, each of (targets, prerequisites); then an empty one for each prerequisite.

    The empty ones are as of gcc -MP: an input or preset that is gone is a reason to draw, not to stop.
    Raises UsageError for a name that Make has no way to write.

    >>> depfile([(["fig.png", "fig.svg"], ["my heads.csv"])])
    b'fig.png fig.svg: my\\\\ heads.csv\\nmy\\\\ heads.csv:\\n'
    """
    lines: list[str] = []
    made: set[str] = set()
    read: dict[str, None] = {}
    for targets, prerequisites in rules:
        left = " ".join(_escaped(name, "%") for name in targets)
        right = " ".join(_escaped(name, "|") for name in dict.fromkeys(prerequisites))
        lines.append(f"{left}: {right}\n")
        made.update(targets)
        read.update(dict.fromkeys(prerequisites))
    lines += [f"{_escaped(name, '%')}:\n" for name in read if name not in made]
    text = "".join(lines)
    return (f"{EQUALS} := =\n{text}" if EQUALS in text else text).encode("utf-8", "surrogateescape")


def _escaped(name: str, more: str) -> str:
    """A name with a backslash before what Make would act on, and before backslashes in front of that."""
    if UNWRITABLE.search(name):
        raise UsageError(f"--depfile: Make has no way to write the name {quote(name)}; choose a plainer one")
    text = re.sub(rf"(\\*)([ #:*?\[{more}])", lambda m: m[1] * 2 + "\\" + m[2], name.replace("$", "$$"))
    return text.replace("=", f"$({EQUALS})")
