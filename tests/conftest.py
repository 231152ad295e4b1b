"""Hypothesis draws anew on a person's machine; in CI always the same, so that red means changed."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
