"""A small output format, as someone would add one: an encoder in one file, and an entry for the registry."""

from headmap_cli.core.classification import Classification
from headmap_cli.embed.fingerprint import FingerprintSlot
from headmap_cli.writers.figure import DrawnFigure
from headmap_cli.writers.formats import Format


def encode_text(figure: DrawnFigure) -> bytes:
    """Return a file with the alt text, a line for each head in a category, and the fingerprint."""
    lines = ["figure", figure.metadata.description]
    assert isinstance(figure.data, Classification)
    for layer in range(figure.data.layers):
        for head in range(figure.data.heads):
            if figure.data.membership[:, layer, head].any():
                lines.append(f"L{layer}H{head}")
    return "\n".join([*lines, f"fingerprint {figure.metadata.fingerprint}", "end", ""]).encode()


TEXT = Format(
    "txt",
    "a text file",
    magic=b"figure\n",
    slot=FingerprintSlot(rb"\nfingerprint ([0-9a-f]{64})\n", b"\nend\n"),
    encode=encode_text,
    data_optional=True,
)
