// panels.js: put the panels and the legend on the page, and point at heads in all of them.

const MAX_LINKED = 4;
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

function byId(id) { return document.getElementById(id); }

function isPanel(c) {
  const words = page.panels.map((word) => (page.names.includes(word) ? word : word.replace(/^category:/, "")));
  return words.includes(c < 0 ? "composite" : "categories") || (c >= 0 && words.includes(page.names[c]));
}

// the panels of a view: the index of a category, or -1 for the composite
function categoriesOf(facet) {
  const own = page.names.map((_, c) => c).filter((c) => facet.has[c]);
  if (state.view === "scores") return own.filter((c) => facet.scores[c]);
  const all = page.names.length > 1 ? [-1, ...own] : own;
  const wanted = all.filter(isPanel);
  return wanted.length ? wanted : all;
}

function newPanel(facet, c, title) {
  const id = `panel-${facet.id}${c < 0 ? "all" : `${state.view === "scores" ? "scores_" : ""}${page.ids[c]}`}`;
  const panel = { facet, c, title, id, canvas: page.canvas ? node("canvas") : null, svg: page.canvas ? null : element("svg", {}) };
  panel.count = node("span", { className: "count" });
  panel.pointer = node("div", { className: "pointer", hidden: true });
  panel.band = node("div", { className: "band", hidden: true });
  const drawing = panel.canvas ?? panel.svg;
  drawing.setAttribute("aria-hidden", "true");
  panel.stage = node("div", { className: "stage" }, drawing, panel.band, panel.pointer);
  panel.scroll = node("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": `${title}. ${SAID_KEYS}` }, panel.stage);
  panel.figure = node("figure", { className: "panel", id }, node("figcaption", {}, title, " ", panel.count), panel.scroll);
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
  const own = shown.facets.map(categoriesOf), areTitles = hasFacets && own.every((list) => list.length === 1);
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
      for (const [key, value] of Object.entries({ width: panel.width, height: panel.height, "font-size": FONT.size, "font-family": FONT.family })) {
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
    const members = panel.c < 0 ? panel.facet.counts : panel.facet.members[panel.c];
    panel.total = members.reduce((sum, flag) => sum + (flag ? 1 : 0), 0);
    panel.count.textContent = isDecided() ? `(${panel.total})` : "";
    const isOther = state.show.size && panel.c >= 0 && !state.show.has(page.names[panel.c]);
    panel.figure.classList.toggle("faded", Boolean(isOther));
    if (panel.svg) panel.svg.replaceChildren(...svgElements(layersOf(panel)));
    else paintVisible(panel);
  }
  movePointers();
}

// a canvas has the size of the part that is visible, and shows the cells that are scrolled to
function paintVisible(panel) {
  const { canvas, scroll, cell, left, top } = panel, scale = window.devicePixelRatio;
  const [width, height] = [Math.min(scroll.clientWidth, panel.width), Math.min(scroll.clientHeight, panel.height)];
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-scroll.scrollLeft, -scroll.scrollTop);
  const clamp = (place, most) => Math.min(Math.max(place, 0), most);
  paintCanvas(context, layersOf(panel, {
    left: clamp(Math.floor((scroll.scrollLeft - left) / cell), panel.columns),
    right: clamp(Math.ceil((scroll.scrollLeft + width - left) / cell), panel.columns),
    top: clamp(Math.floor((scroll.scrollTop - top) / cell), panel.rows),
    bottom: clamp(Math.ceil((scroll.scrollTop + height - top) / cell), panel.rows),
  }));
}

// --- pointing at heads ---

function namedCategories(facet, here) {
  const withScore = (c) => { const found = scoreOf(facet, c, here); return found === null ? "" : ` (${Number(found.toPrecision(4))})`; };
  const names = page.labels.map((label, c) => facet.members[c][here] && label + withScore(c)).filter(Boolean);
  if (names.length) return names.join(", ");
  const scored = page.names.map((_, c) => c).filter((c) => scoreOf(facet, c, here) !== null);
  if (!isDecided()) return scored.map((c) => page.labels[c] + withScore(c)).join(", ") || "no score";
  if (!scored.length) return page.words.unclassified;
  const best = scored.reduce((a, b) => (facet.scores[b][here] > facet.scores[a][here] ? b : a));
  return `${page.words.unclassified}; highest score: ${page.labels[best]}${withScore(best)}`;
}

function describeHead(facets, layer, head) {
  const texts = facets.slice(0, MAX_LINKED).map((facet) => {
    const here = layer * facet.heads + head;
    return (facet.label ? `${facet.label}: ` : "") + (facet.absent[here] ? "not in this model" : namedCategories(facet, here));
  });
  if (facets.length > MAX_LINKED) texts.push(`and ${facets.length - MAX_LINKED} more`);
  return `layer ${layer}, head ${head}: ${texts.join("; ")}`;
}

// a head is the same in all facets that have it; the first facet is the one that is pointed at
function linked(facet, layer, head) {
  const having = shown.facets.filter((other) => other !== facet && layer < other.layers && head < other.heads);
  return [facet, ...having];
}

function point(facets, layer, head) {
  state.head = [facets, layer, head];
  byId("said").textContent = describeHead(facets, layer, head);
  movePointers();
}

function leave() {
  state.head = null;
  byId("said").textContent = "";
  movePointers();
}

function movePointers() {
  for (const panel of shown.panels) {
    const [facets, layer, head] = state.head ?? [[]];
    const isPointed = facets.includes(panel.facet);
    panel.pointer.hidden = !isPointed;
    if (!isPointed) continue;
    const [column, row] = place(panel.facet, layer * panel.facet.heads + head), side = `${panel.cell}px`;
    const [x, y] = [panel.left + column * panel.cell, panel.top + row * panel.cell];
    Object.assign(panel.pointer.style, { left: `${x}px`, top: `${y}px`, width: side, height: side });
  }
}

function showBand(layer) {
  for (const panel of shown.panels) {
    panel.band.hidden = layer === null || layer >= panel.facet.layers;
    if (panel.band.hidden) continue;
    const { left, top, cell, columns, rows } = panel, [column, row] = place(panel.facet, layer * panel.facet.heads);
    const across = { left: left + column * cell, top, width: cell, height: rows * cell };
    const box = alongX ? across : { left, top: top + row * cell, width: columns * cell, height: cell };
    for (const [key, value] of Object.entries(box)) panel.band.style[key] = `${value}px`;
  }
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
  Home: [-Infinity, 0], End: [Infinity, 0], PageUp: [0, -10], PageDown: [0, 10] };

// go from the head that is pointed at to another one, or to the first head of the panel
function step(panel, [dx, dy]) {
  const { facet } = panel, isHere = state.head?.[0].includes(facet);
  let [column, row] = isHere ? place(facet, state.head[1] * facet.heads + state.head[2]) : [0, 0];
  if (isHere) {
    column = Math.min(Math.max(column + dx, 0), panel.columns - 1);
    row = Math.min(Math.max(row + dy, 0), panel.rows - 1);
  }
  const here = headAt(facet, column, row), layer = Math.floor(here / facet.heads), head = here % facet.heads;
  point(linked(facet, layer, head), layer, head);
  panel.pointer.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function listen(panel) {
  const find = (event) => {
    const box = panel.stage.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - panel.left) / panel.cell);
    const row = Math.floor((event.clientY - box.top - panel.top) / panel.cell);
    if (column < 0 || row < 0 || column >= panel.columns || row >= panel.rows) return leave();
    const here = headAt(panel.facet, column, row), layer = Math.floor(here / panel.facet.heads), head = here % panel.facet.heads;
    point(linked(panel.facet, layer, head), layer, head);
  };
  panel.stage.addEventListener("pointermove", find);
  panel.stage.addEventListener("pointerdown", find);
  panel.stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
  panel.scroll.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(panel, STEPS[event.key]);
  });
  if (panel.canvas) panel.scroll.addEventListener("scroll", () => paintVisible(panel));
}
