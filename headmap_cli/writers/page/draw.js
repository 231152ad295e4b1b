// draw.js: paint panels as SVG or on a canvas.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 46, right: 10, top: 4, bottom: 38 };
const STRIP = 34;
const FAINT = 0.3;
const TICK = { x: 24, y: 14 }; // the space that the number at a tick needs
const FONT = { size: 12, family: "system-ui, sans-serif" };
const INK = { light: { text: "#1a1a1a", line: "#5f6368" }, dark: { text: "#e8eaed", line: "#9aa0a6" } };

function ink(strength) {
  return INK[shown.tone][strength];
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// whether there are bars of counts above the cells (x) or on their right (y)
function hasStrip(axis) {
  const wanted = (axis === "x") === alongX ? ["layers", "both"] : ["heads", "both"];
  return state.view === "categories" && wanted.includes(page.strip);
}

// ticks at multiples of a fifth, and at the last index if there is room, as in ticks.py; fewer in little space
function ticks(count, cell, room) {
  const step = Math.max(1, Math.floor(count / 5), Math.ceil(room / cell));
  const found = [];
  for (let index = 0; index < count; index += step) found.push(index);
  const distance = count - 1 - found[found.length - 1];
  if (distance >= step / 2 && distance * cell >= room) found.push(count - 1);
  return found;
}

// the lines of a hatch across one cell, as x1, y1, x2, y2
function hatchLines(kind, x, y, s) {
  const rising = [x, y + s, x + s, y],
    falling = [x, y, x + s, y + s];
  const level = [x, y + s / 2, x + s, y + s / 2],
    upright = [x + s / 2, y, x + s / 2, y + s];
  const lines = { rising: [rising], falling: [falling], horizontal: [level], vertical: [upright] };
  return { ...lines, cross: [rising, falling], grid: [level, upright] }[kind] ?? [];
}

// the sides of a selected head that are towards heads that are not selected
function outline({ facet, c, cell, columns, rows }, column, row, x, y) {
  const isIn = (i, j) => i >= 0 && j >= 0 && i < columns && j < rows && facet.members[c][headAt(facet, i, j)];
  const sides = [];
  if (!isIn(column, row)) return sides;
  if (!isIn(column, row - 1)) sides.push([x, y, x + cell, y]);
  if (!isIn(column, row + 1)) sides.push([x, y + cell, x + cell, y + cell]);
  if (!isIn(column - 1, row)) sides.push([x, y, x, y + cell]);
  if (!isIn(column + 1, row)) sides.push([x + cell, y, x + cell, y + cell]);
  return sides;
}

// a head of several categories: stripes of their colours, or a dot on the colour of the first
function severalParts({ facet, cell }, here, x, y) {
  const isChosen = (c) => !state.show.size || state.show.has(page.names[c]);
  const own = page.names.map((_, c) => c).filter((c) => facet.members[c][here] && isChosen(c));
  if (own.length < 2) return [];
  if (page.display === "mark") return [[palette().page, [x + cell / 3, y + cell / 3, cell / 3, cell / 3]]];
  const part = cell / own.length;
  return own.map((c, i) => [palette().categories[c], [x + part * i, y, part, cell]]);
}

class Layers {
  constructor() {
    this.byKey = new Map();
  }
  add(kind, color, item, width = 1) {
    const key = `${kind} ${color} ${width}`;
    if (!this.byKey.has(key)) this.byKey.set(key, { kind, color, width, items: [] });
    this.byKey.get(key).items.push(item);
  }
  get all() {
    return [...this.byKey.values()];
  }
}

// the cells of a panel between some columns and rows, and what lies on them, in the order of painting
function cellLayers(panel, bounds) {
  const { facet, cell, codes } = panel,
    cells = new Layers(),
    over = new Layers(),
    outlines = [];
  const looks = new Map();
  const isScored = state.view === "scores",
    isSplit = panel.c < 0 && page.display !== "count";
  for (let row = bounds.top; row < bounds.bottom; row++) {
    const y = panel.top + row * cell;
    let start = bounds.left;
    for (let column = bounds.left; column < bounds.right; column++) {
      const here = headAt(facet, column, row),
        x = panel.left + column * cell,
        code = codes[here];
      if (!looks.has(code)) looks.set(code, code === NO_CELL ? { hatch: "rising", color: "" } : lookOf(panel, code));
      const look = looks.get(code);
      if (look.hatch !== "none") {
        const color = code === NO_CELL ? ink("line") : palette().page;
        for (const line of hatchLines(look.hatch, x, y, cell)) over.add("line", color, line);
      }
      if (isScored) outlines.push(...outline(panel, column, row, x, y));
      if (isSplit && facet.counts[here] > 1)
        for (const part of severalParts(panel, here, x, y)) over.add("rect", ...part);
      if (column + 1 < bounds.right && codes[headAt(facet, column + 1, row)] === code) continue;
      const width = (column + 1 - start) * cell;
      if (look.color) cells.add("rect", look.color, [x + cell - width, y, width, cell]);
      start = column + 1;
    }
  }
  // a dark line in a light one can be seen on every colour
  for (const line of outlines) over.add("line", "#ffffff", line, 3);
  for (const line of outlines) over.add("line", "#000000", line, 1.5);
  return [...cells.all, ...over.all];
}

// bars that count the heads of each colour in a column or a row, above or on the right of the cells
function stripLayers(panel, axis) {
  const { facet, codes, cell, left, top, columns, rows } = panel,
    layers = new Layers();
  const [count, depth] = axis === "x" ? [columns, rows] : [rows, columns];
  const unit = (STRIP - 6) / Math.max(1, shown.longest[axis]);
  for (let i = 0; i < count; i++) {
    const own = new Map();
    for (let j = 0; j < depth; j++) {
      const code = codes[axis === "x" ? headAt(facet, i, j) : headAt(facet, j, i)];
      if (code > 0) own.set(code, (own.get(code) ?? 0) + 1);
    }
    let at = 3;
    for (const code of [...own.keys()].sort((a, b) => a - b)) {
      const length = own.get(code) * unit;
      const bar =
        axis === "x"
          ? [left + i * cell, top - at - length, cell, length]
          : [left + columns * cell + at, top + i * cell, length, cell];
      layers.add("rect", lookOf(panel, code).color, bar);
      at += length;
    }
  }
  return layers.all;
}

function axisLayers({ left, top, columns, rows, cell }) {
  const layers = new Layers(),
    bottom = top + rows * cell,
    [nameX, nameY] = alongX ? ["layer", "head"] : ["head", "layer"];
  const text = (x, y, words, anchor, turned = false) =>
    layers.add("text", ink("text"), { x, y, words, anchor, turned });
  for (const index of ticks(columns, cell, TICK.x)) {
    const x = left + (index + 0.5) * cell;
    layers.add("line", ink("line"), [x, bottom + 1, x, bottom + 5]);
    text(x, bottom + 17, String(index), "middle");
  }
  for (const index of ticks(rows, cell, TICK.y)) {
    const y = top + ((page.axes.origin === "bottom" ? rows - 1 - index : index) + 0.5) * cell;
    layers.add("line", ink("line"), [left - 5, y, left - 1, y]);
    text(left - 8, y + 4, String(index), "end");
  }
  text(left + (columns * cell) / 2, bottom + 33, page.axes[nameX], "middle");
  text(13, top + (rows * cell) / 2, page.axes[nameY], "middle", true);
  for (const line of [
    [left - 0.5, top, left - 0.5, bottom + 0.5],
    [left - 1, bottom + 0.5, left + columns * cell, bottom + 0.5],
  ]) {
    layers.add("line", ink("line"), line);
  }
  return layers.all;
}

function markLayers({ facet, c, cell, left, top }) {
  const layers = new Layers();
  page.marks.forEach((mark, number) => {
    for (const here of facet.marks[number][c + 1]) {
      const [column, row] = place(facet, here),
        x = left + column * cell,
        y = top + row * cell;
      const color = mark.color ?? ink("text"),
        inset = 1;
      if (mark.kind === "outline")
        layers.add("frame", color, [x + inset, y + inset, cell - 2 * inset, cell - 2 * inset], 2);
      else layers.add("rect", color, [x + cell / 3, y + cell / 3, cell / 3, cell / 3]);
    }
  });
  return layers.all;
}

function layersOf(panel, bounds = { left: 0, top: 0, right: panel.columns, bottom: panel.rows }) {
  const strips = ["x", "y"].filter(hasStrip).flatMap((axis) => stripLayers(panel, axis));
  const cells = [...strips, ...cellLayers(panel, bounds)];
  // the heads of other categories than the isolated ones are faint; their axes can be read
  for (const layer of cells) layer.opacity = panel.isFaded ? FAINT : 1;
  return [...cells, ...axisLayers(panel), ...markLayers(panel)];
}

function pathData(kind, items) {
  if (kind === "line") return items.map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join("");
  return items.map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h${-w}z`).join("");
}

function svgElements(layers) {
  return layers.flatMap(({ kind, color, width, items, opacity = 1 }) => {
    if (kind === "text") {
      return items.map(({ x, y, words, anchor, turned }) =>
        element(
          "text",
          { x, y, fill: color, "text-anchor": anchor, ...(turned ? { transform: `rotate(-90 ${x} ${y})` } : {}) },
          words,
        ),
      );
    }
    const isFilled = kind === "rect";
    const paint = isFilled
      ? { fill: color, "shape-rendering": "crispEdges" }
      : { fill: "none", stroke: color, "stroke-width": width };
    const faint = opacity < 1 ? { opacity } : {};
    return [element("path", { ...paint, ...faint, d: pathData(kind, items) })];
  });
}

function paintCanvas(context, layers) {
  context.font = `${FONT.size}px ${FONT.family}`;
  for (const { kind, color, width, items, opacity = 1 } of layers) {
    Object.assign(context, { fillStyle: color, strokeStyle: color, lineWidth: width, globalAlpha: opacity });
    if (kind === "rect") for (const item of items) context.fillRect(...item);
    else if (kind === "text") for (const item of items) canvasText(context, item);
    else context.stroke(new Path2D(pathData(kind, items)));
  }
}

function canvasText(context, { x, y, words, anchor, turned }) {
  context.save();
  context.textAlign = { middle: "center", end: "right" }[anchor];
  context.translate(x, y);
  if (turned) context.rotate(-Math.PI / 2);
  context.fillText(words, 0, 0);
  context.restore();
}
