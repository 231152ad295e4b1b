"""A few examples of each kind; ``make fuzz`` goes on for as long as it is told."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.readers.options import Options
from tests.hostile.options import options, style_files
from tests.hostile.outcomes import loads, reads
from tests.hostile.strategies import CONTENTS

pytestmark = pytest.mark.slow

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", CONTENTS)
@few
@given(data=st.data(), options=options)
def test_any_content_is_read_or_refused(kind: str, data: st.DataObject, options: Options) -> None:
    reads(data.draw(CONTENTS[kind]), options)


@few
@given(data=style_files)
def test_any_style_is_loaded_or_refused(data: bytes, tmp_path: Path) -> None:
    loads(tmp_path / "any.yaml", data)
