"""The figure with pandas, Altair and vl-convert."""

import altair as alt
import numpy as np
import pandas as pd

from .merged import DPI, Size, main, merged, ticks

CSS_DPI = 96


def draw(csv: str, grid: Size, size: Size, out: str) -> None:
    alt.data_transformers.disable_max_rows()
    found = merged(csv, grid)
    panel, head, layer = np.indices(found.codes.shape)
    cells = pd.DataFrame(
        {
            "panel": np.array(found.titles)[panel.ravel()],
            "layer": layer.ravel(),
            "head": head.ravel(),
            "is": np.array(found.labels)[found.codes.ravel()],
        }
    )
    across = size[0] * CSS_DPI / DPI / (len(found.titles) + 1) - 60
    x = alt.X("layer:O", axis=alt.Axis(values=ticks(grid[0]), labelAngle=0), scale=alt.Scale(padding=0))
    y = alt.Y("head:O", axis=alt.Axis(values=ticks(grid[1])), scale=alt.Scale(padding=0))
    shown = found.labels[::-1]
    color = alt.Color("is:N", title=None, scale=alt.Scale(domain=shown, range=found.colors[::-1]))
    down = across * grid[1] / grid[0]
    chart = (
        alt.Chart(cells)
        .mark_rect()
        .encode(x=x, y=y, color=color)
        .properties(width=across, height=down)
        .facet(column=alt.Column("panel:N", title=None, sort=found.titles))
    )
    chart.save(out, ppi=DPI) if out.endswith("png") else chart.save(out)


if __name__ == "__main__":
    main(draw)
