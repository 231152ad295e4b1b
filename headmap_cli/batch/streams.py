"""Read the streams of jobs once, in the process that was started with them.

A worker cannot open ``/dev/fd/63`` or the standard input of that process, so the contents travel with the
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
    """Raise if a stream would have to be read twice.

    Several jobs may name one stream in the same way, since it is read once for all of them.

    Args:
        jobs: The jobs of the run.
        manifest: The manifest, which may be a stream; None if there is none.

    Raises:
        HeadmapError: A job names a stream twice, the run names one in two ways, or one is the manifest too.
    """
    manifests = [manifest] if manifest else []
    names: dict[str, None] = dict.fromkeys(manifests)  # a set that keeps the order
    for job in jobs:
        job_streams = named_streams(job.inputs, job.args.style, job.args.read)
        names.update(dict.fromkeys(job_streams))
        # A manifest is in the names already. If the job reads it, too, it has to be there twice.
        repeated = [path for path in job_streams if path == manifest]
        try:
            refuse_repeated_streams(job_streams)
            if job_streams:
                refuse_repeated_streams([*names, *repeated])
        except UsageError as e:
            raise job.error(str(e)) from None


def with_options_read(jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs with the contents of the streams among their styles and models' configs."""
    contents = StreamContents()
    return [replace(job, args=contents.read_args(job.args)) for job in jobs]


def with_inputs_read(job: Job, contents: dict[str, bytes]) -> Job:
    """Return the job with the contents of the streams among its inputs.

    Args:
        job: The job.
        contents: The contents of the streams that have been read, by path; those of this job are added.

    Raises:
        InputError: A stream cannot be read.
    """
    streams: dict[str, bytes] = {}
    for text in job.all_inputs:
        path = named_path(text)[1]
        if is_stream(path):
            if path not in contents:
                contents[path] = read_stream(path, job.args.read.max_bytes)
            streams[text] = contents[path]
    if not streams:
        return job
    return replace(job, streams=streams)
