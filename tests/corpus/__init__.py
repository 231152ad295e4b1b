"""Bad and odd inputs, each with its exit status and the exact lines that ``headmap check`` prints for it.

``index.json`` lists them: file, options, status, lines. Every line in it was read and judged before it came
in; a changed message has to be read again before it replaces one.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILES = FOLDER / "files"
INDEX: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
