"""The figure with pandas, plotly and kaleido, which draws it in a browser."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .merged import Size, main, merged, ticks


def draw(csv: str, grid: Size, size: Size, out: str) -> None:
    found = merged(csv, grid)
    n = len(found.colors)
    scale = [(edge / n, color) for i, color in enumerate(found.colors) for edge in (i, i + 1)]
    figure = make_subplots(1, len(found.titles), subplot_titles=found.titles)
    for i, codes in enumerate(found.codes, 1):
        heat = go.Heatmap(z=codes, colorscale=scale, zmin=-0.5, zmax=n - 0.5, showscale=False)
        figure.add_trace(heat, row=1, col=i)
    for label, color in list(zip(found.labels, found.colors, strict=True))[::-1]:
        square = {"color": color, "symbol": "square"}
        figure.add_trace(go.Scatter(x=[None], y=[None], mode="markers", name=label, marker=square))
    figure.update_xaxes(title="layer", tickvals=ticks(grid[0]), constrain="domain")
    figure.update_yaxes(title="head", tickvals=ticks(grid[1]), autorange="reversed", constrain="domain")
    figure.update_layout(plot_bgcolor="white", width=size[0], height=size[1])
    figure.write_image(out)


if __name__ == "__main__":
    main(draw)
