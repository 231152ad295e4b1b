"""Run notebooks with a real kernel."""

from pathlib import Path
from typing import Any

import pytest


def run_notebook(notebook: Any, folder: Path) -> None:
    """Run all cells of a notebook, which gets their outputs, with a folder as the current one."""
    nbclient: Any = pytest.importorskip("nbclient")
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    # The kernel's own libraries give warnings that do not concern these tests.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        client.execute()
