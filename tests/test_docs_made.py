"""The pages that scripts make are as the scripts make them now. Mend with: make docs."""

import re
import shutil
import subprocess
from importlib.metadata import version

import pytest

from docs import command_reference, man, style_reference
from headmap_cli.cli.main import COMMANDS


def test_the_style_reference_is_as_the_types_are() -> None:
    assert style_reference.PAGE.read_text(encoding="utf-8") == style_reference.page()


def test_the_man_page_is_as_the_commands_are() -> None:
    stored = man.PAGE.read_text(encoding="utf-8")
    assert all(f".SH HEADMAP {name.upper()}\n" in stored for name in COMMANDS)
    if f"click {version('click')};" in stored:  # another one may word a choice in its own way
        assert stored == man.page()


def test_the_command_reference_is_as_the_commands_are() -> None:
    stored = command_reference.PAGE.read_text(encoding="utf-8")
    assert all(f"\n## headmap {name}\n" in stored for name in COMMANDS)
    if f"click {version('click')};" in stored:
        assert stored == command_reference.page()


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff")
def test_the_man_page_is_set_without_a_complaint_and_with_every_hyphen() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", man.PAGE], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "--threshold X" in shown
    assert "HEADMAP_DEBUG" in shown
