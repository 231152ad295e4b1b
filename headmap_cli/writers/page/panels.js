// panels.js: lay out the panels for the width of the window, and show the state in them.

const GAP = 20;
const LEAST_WIDTH = 260;
const CELL = { least: 6, most: 22 };
const SAID_KEYS = "Use the arrow keys, Home, End, Page Up and Page Down to go from head to head.";

function node(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

// the number of panels in a row, and the side of a cell
function arrange(width, facet, count) {
  const columns = alongX ? facet.layers : facet.heads;
  const margins = MARGIN.left + MARGIN.right + (hasStrip("y") ? STRIP : 0);
  const least = Math.max(columns * CELL.least + margins, LEAST_WIDTH);
  const most = Math.min(Math.max(Math.floor((width + GAP) / (least + GAP)), 1), count);
  // as many in each row as in the others, rather than a last row with a single panel
  const across = Math.ceil(count / Math.ceil(count / most));
  const room = (width - GAP * (across - 1)) / across - margins;
  return { across, cell: Math.min(Math.max(Math.floor(room / columns), CELL.least), CELL.most) };
}

// the place of the cells of a panel in its stage, and the size of the stage
function measure(facet, cell) {
  const [columns, rows] = alongX ? [facet.layers, facet.heads] : [facet.heads, facet.layers];
  const left = MARGIN.left,
    top = MARGIN.top + (hasStrip("x") ? STRIP : 0);
  const right = MARGIN.right + (hasStrip("y") ? STRIP : 0);
  return {
    columns,
    rows,
    cell,
    left,
    top,
    width: left + columns * cell + right,
    height: top + rows * cell + MARGIN.bottom,
  };
}

// the greatest number of classified heads in a column and in a row of any facet, for the scale of the strips
function longestBars() {
  const longest = { x: 1, y: 1 };
  for (const facet of shown.facets) {
    const columns = new Map(),
      rows = new Map();
    facet.counts.forEach((count, here) => {
      if (!count) return;
      const [column, row] = place(facet, here);
      columns.set(column, (columns.get(column) ?? 0) + 1);
      rows.set(row, (rows.get(row) ?? 0) + 1);
    });
    longest.x = Math.max(longest.x, ...columns.values());
    longest.y = Math.max(longest.y, ...rows.values());
  }
  return longest;
}

// whether the style asks for a panel
function isPanel(c) {
  const words = page.panels.map((word) => (page.names.includes(word) ? word : word.replace(/^category:/, "")));
  if (c < 0) return words.includes("composite");
  return words.includes("categories") || words.includes(page.names[c]);
}

// the panels of a view: the index of a category, or -1 for the composite
function categoriesOf(facet) {
  const own = page.names.map((_, c) => c).filter((c) => facet.has[c]);
  const composite = page.names.length > 1 ? [-1] : [];
  const all = state.view === "scores" ? own.filter((c) => facet.scores[c]) : [...composite, ...own];
  if (state.view === "scores" && page.panels.includes("scores")) return all;
  const wanted = all.filter(isPanel);
  return wanted.length ? wanted : all;
}

function newPanel(facet, c, title) {
  const id = `panel-${facet.id}${c < 0 ? "all" : `${state.view === "scores" ? "scores_" : ""}${page.ids[c]}`}`;
  const panel = {
    facet,
    c,
    title,
    id,
    canvas: page.canvas ? node("canvas") : null,
    svg: page.canvas ? null : element("svg", {}),
  };
  panel.count = node("span", { className: "count" });
  panel.pointer = node("div", { className: "pointer", hidden: true });
  panel.band = node("div", { className: "band", hidden: true });
  const drawing = panel.canvas ?? panel.svg;
  drawing.setAttribute("aria-hidden", "true");
  panel.stage = node("div", { className: "stage" }, drawing, panel.band, panel.pointer);
  panel.scroll = node(
    "div",
    { className: "scroll", tabIndex: 0, role: "group", "aria-label": `${title}. ${SAID_KEYS}` },
    panel.stage,
  );
  panel.figure = node(
    "figure",
    { className: "panel", id },
    node("figcaption", {}, title, " ", panel.count),
    panel.scroll,
  );
  listen(panel);
  return panel;
}

function buildPanels() {
  const host = byId("panels");
  host.replaceChildren();
  shown.panels = [];
  if (state.view === "figure") {
    host.append(node("img", { src: shown.picture, alt: page.description, className: "figure" }));
    return;
  }
  const own = shown.facets.map(categoriesOf),
    areTitles = hasFacets && own.every((list) => list.length === 1);
  let grid = null;
  shown.facets.forEach((facet, i) => {
    if (!grid || !areTitles) {
      grid = node("div", { className: "grid" });
      const heading = hasFacets && !areTitles ? [node("h2", {}, facet.label)] : [];
      host.append(...heading, grid);
    }
    for (const c of own[i]) {
      const name = c < 0 ? page.words.composite : page.labels[c];
      const panel = newPanel(facet, c, areTitles ? facet.label : name);
      shown.panels.push(panel);
      grid.append(panel.figure);
    }
  });
  layoutPanels();
}

// give the panels the places and cells that fit the window
function layoutPanels() {
  const width = byId("panels").clientWidth;
  for (const grid of document.querySelectorAll("#panels .grid")) {
    const own = shown.panels.filter((panel) => panel.figure.parentNode === grid);
    const fits = own.map((panel) => arrange(width, panel.facet, own.length));
    const across = Math.min(...fits.map((fit) => fit.across));
    const cells = own.map((panel) => arrange(width, panel.facet, across).cell);
    grid.style.gridTemplateColumns = `repeat(${across}, minmax(0, 1fr))`;
    own.forEach((panel) => Object.assign(panel, measure(panel.facet, Math.min(...cells))));
  }
  for (const panel of shown.panels) {
    Object.assign(panel.stage.style, { width: `${panel.width}px`, height: `${panel.height}px` });
    if (panel.svg) {
      for (const [key, value] of Object.entries({
        width: panel.width,
        height: panel.height,
        "font-size": FONT.size,
        "font-family": FONT.family,
      })) {
        panel.svg.setAttribute(key, value);
      }
    }
  }
  paintPanels();
}

function paintPanels() {
  shown.longest = longestBars();
  for (const panel of shown.panels) {
    panel.codes = codesOf(panel);
    const members = panel.c < 0 ? panel.codes : panel.facet.members[panel.c];
    const total = members.reduce((sum, code) => sum + (code > 0 ? 1 : 0), 0);
    panel.count.textContent = isDecided() ? `(${total})` : "";
    panel.isFaded = state.show.size > 0 && panel.c >= 0 && !state.show.has(page.names[panel.c]);
    panel.figure.classList.toggle("faded", panel.isFaded);
    if (panel.svg) panel.svg.replaceChildren(...svgElements(layersOf(panel)));
    else paintVisible(panel);
  }
  movePointers();
}

// a canvas has the size of the part that is visible, and shows the cells that are scrolled to
function paintVisible(panel) {
  const { canvas, scroll, cell, left, top } = panel,
    scale = window.devicePixelRatio;
  const [width, height] = [Math.min(scroll.clientWidth, panel.width), Math.min(scroll.clientHeight, panel.height)];
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-scroll.scrollLeft, -scroll.scrollTop);
  const clamp = (place, most) => Math.min(Math.max(place, 0), most);
  paintCanvas(
    context,
    layersOf(panel, {
      left: clamp(Math.floor((scroll.scrollLeft - left) / cell), panel.columns),
      right: clamp(Math.ceil((scroll.scrollLeft + width - left) / cell), panel.columns),
      top: clamp(Math.floor((scroll.scrollTop - top) / cell), panel.rows),
      bottom: clamp(Math.ceil((scroll.scrollTop + height - top) / cell), panel.rows),
    }),
  );
}
