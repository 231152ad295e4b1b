"""The streams that jobs read: read once, in the process that was started with them.

A worker cannot open ``/dev/fd/63`` or the standard input of that process, so what they give travels with the
job.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.errors import UsageError
from ..files.source import named_path
from ..files.streams import is_stream, read_stream, refuse_repeated_streams
from ..options.sources import named_streams
from ..options.streams import StreamContents
from .jobs import Job


def refuse_shared_streams(jobs: Sequence[Job], manifest: str | None) -> None:
    """Raise when a job names a stream twice, or a stream has two names in a run, or is the manifest too.

    Several jobs may share a stream under one name, since it is read once for all of them.
    """
    seen = dict.fromkeys([manifest] if manifest else [])
    for job in jobs:
        own = named_streams(job.inputs, job.args.style, job.args.read)
        if not own:
            continue
        seen |= dict.fromkeys(own)
        as_manifest = [path for path in own if path == manifest]
        try:
            refuse_repeated_streams(own)
            refuse_repeated_streams([*seen, *as_manifest])
        except UsageError as e:
            raise job.error(str(e)) from None


def with_options_read(jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs, with what the streams among their styles and models' configs give in their place."""
    contents = StreamContents()
    return [replace(job, args=contents.read_args(job.args)) for job in jobs]


def with_inputs_read(job: Job, contents: dict[str, bytes]) -> Job:
    """Return the job with what the streams among its inputs give.

    contents: of the streams that have been read for other jobs, by path; this job's are added.
    Raises InputError when one cannot be read.
    """
    streams: dict[str, bytes] = {}
    for text in job.inputs:
        path = named_path(text)[1]
        if is_stream(path):
            if path not in contents:
                contents[path] = read_stream(path, job.args.read.max_bytes)
            streams[text] = contents[path]
    return replace(job, streams=streams) if streams else job
