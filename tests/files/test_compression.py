"""Compressed data is recognised by its content and decompressed up to a limit."""

import bz2
import errno
import gzip
import io
import lzma
from collections.abc import Callable

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.core.vocabulary import python_caller
from headmap_cli.files.compression import compression_module, decompress

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "lzma": lzma.compress,
}


@pytest.mark.parametrize("module", COMPRESS)
def test_each_kind_is_recognised_and_decompressed(module: str) -> None:
    data = COMPRESS[module](b"0 1")
    assert compression_module(data) == module
    assert decompress(io.BytesIO(data), "h", module, 3) == b"0 1"


def test_plain_data_is_not_compressed() -> None:
    assert compression_module(b"layer,head") is None
    assert compression_module(b"") is None


@pytest.mark.parametrize("module", COMPRESS)
def test_a_file_that_is_cut_off_is_refused(module: str) -> None:
    data = COMPRESS[module](b"0 1")[:-1]
    with pytest.raises(InputError, match=f"^h: is not valid {module} data: "):
        decompress(io.BytesIO(data), "h", module, 3)


def test_more_than_the_limit_is_refused() -> None:
    data = gzip.compress(b"0 1")
    with pytest.raises(InputError, match=r"^h: unpacks to more than 2 bytes; --max-bytes allows more$"):
        decompress(io.BytesIO(data), "h", "gzip", 2)
    with python_caller(), pytest.raises(InputError, match=r"; max_bytes= allows more$"):
        decompress(io.BytesIO(data), "h", "gzip", 2)


def test_a_failure_of_the_system_is_not_called_damage() -> None:
    class BrokenDisk(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(InputError, match=r"^h: cannot be read: Input/output error$"):
        decompress(BrokenDisk(), "h", "gzip", 3)
