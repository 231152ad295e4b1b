"""The gallery shows what the tool draws now: its page, its scenes and its pictures are made again."""

import io
import json

import PIL
import pytest
from PIL import Image, features

from docs.gallery import DOCS, EXAMPLES, PICTURES, RELATIONS, Example, facts, page
from headmap_cli.style.presets import preset_names
from headmap_cli.writers.png import png

RECORD = json.loads((PICTURES / "scenes.json").read_text(encoding="utf-8"))


def test_the_page_is_as_the_script_makes_it() -> None:
    """Mend with: make gallery."""
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == page()
    assert {path.stem for path in PICTURES.glob("*.png")} == {example.name for example in EXAMPLES}


def test_every_preset_is_in_the_gallery() -> None:
    assert {example.preset for example in EXAMPLES if example.preset} >= set(preset_names()) - {*RELATIONS}


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_picture_is_of_the_scene_that_is_drawn_now(example: Example) -> None:
    scene = example.scene()
    assert facts(scene) == RECORD["scenes"][example.name]
    stored = (PICTURES / f"{example.name}.png").read_bytes()
    # Another Pillow, or one without Raqm, may set letters a pixel further.
    if PIL.__version__ == RECORD["pillow"] and features.check("raqm"):
        assert png(scene) == stored
    with Image.open(io.BytesIO(stored)) as picture:
        assert picture.format == "PNG"
