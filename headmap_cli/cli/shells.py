"""Complete words such as ``--preset=icml`` in bash, zsh and fish, which click's own scripts do not complete.

click returns only the value after the ``=``. The classes here return the whole word, as zsh and fish need it;
bash itself splits words at ``=``, and its script puts them together again.
"""

from __future__ import annotations

from pathlib import Path

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

SCRIPTS = {"bash": "headmap.bash", "zsh": "_headmap", "fish": "headmap.fish"}
"""The script of each shell, under the name that the shell expects in its folder of completions."""


def completion_script(shell: str) -> str:
    """Return the script that lets a shell complete the words of a command line.

    Args:
        shell: One of SCRIPTS.
    """
    path = Path(__file__).parent / "completion_scripts" / SCRIPTS[shell]
    return path.read_text(encoding="utf-8")


def register_shells() -> None:
    """Let click complete words with the classes below instead of its own."""
    for completion_class in (_Bash, _Zsh, _Fish):
        add_completion_class(completion_class)


class _WholeWords(ShellComplete):
    """Complete a word that begins with an option and ``=`` as a whole."""

    def source(self) -> str:
        """Return the script of the shell."""
        return completion_script(self.name)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return the completions, each with the option before the ``=`` if there is one."""
        items = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if not equals or not option.startswith("-"):
            return items
        return [CompletionItem(f"{option}={item.value}", item.type, item.help) for item in items]


class _Bash(_WholeWords, BashComplete):
    pass


class _Zsh(_WholeWords, ZshComplete):
    pass


class _Fish(_WholeWords, FishComplete):
    pass
