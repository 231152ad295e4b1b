// explore.js: point at heads with the mouse, a finger or the keyboard, and search for them.

const MAX_LINKED = 4;

function namedCategories(facet, here) {
  const withScore = (c) => {
    const found = scoreOf(facet, c, here);
    return found === null ? "" : ` (${Number(found.toPrecision(4))})`;
  };
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
    return (
      (facet.label ? `${facet.label}: ` : "") +
      (facet.absent[here] ? "not in this model" : namedCategories(facet, here))
    );
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
    const [column, row] = place(panel.facet, layer * panel.facet.heads + head),
      side = `${panel.cell}px`;
    const [x, y] = [panel.left + column * panel.cell, panel.top + row * panel.cell];
    Object.assign(panel.pointer.style, { left: `${x}px`, top: `${y}px`, width: side, height: side });
  }
}

function showBand(layer) {
  for (const panel of shown.panels) {
    panel.band.hidden = layer === null || layer >= panel.facet.layers;
    if (panel.band.hidden) continue;
    const { left, top, cell, columns, rows } = panel,
      [column, row] = place(panel.facet, layer * panel.facet.heads);
    const across = { left: left + column * cell, top, width: cell, height: rows * cell };
    const box = alongX ? across : { left, top: top + row * cell, width: columns * cell, height: cell };
    for (const [key, value] of Object.entries(box)) panel.band.style[key] = `${value}px`;
  }
}

const STEPS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
  PageUp: [0, -10],
  PageDown: [0, 10],
};

// go from the head that is pointed at to another one, or to the first head of the panel
function step(panel, [dx, dy]) {
  const { facet } = panel,
    isHere = state.head?.[0].includes(facet);
  let [column, row] = isHere ? place(facet, state.head[1] * facet.heads + state.head[2]) : [0, 0];
  if (isHere) {
    column = Math.min(Math.max(column + dx, 0), panel.columns - 1);
    row = Math.min(Math.max(row + dy, 0), panel.rows - 1);
  }
  const here = headAt(facet, column, row),
    layer = Math.floor(here / facet.heads),
    head = here % facet.heads;
  point(linked(facet, layer, head), layer, head);
  panel.pointer.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function listen(panel) {
  const find = (event) => {
    const box = panel.stage.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - panel.left) / panel.cell);
    const row = Math.floor((event.clientY - box.top - panel.top) / panel.cell);
    if (column < 0 || row < 0 || column >= panel.columns || row >= panel.rows) return leave();
    const here = headAt(panel.facet, column, row),
      layer = Math.floor(here / panel.facet.heads),
      head = here % panel.facet.heads;
    point(linked(panel.facet, layer, head), layer, head);
  };
  panel.stage.addEventListener("pointermove", find);
  panel.stage.addEventListener("pointerdown", find);
  panel.stage.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") leave();
  });
  panel.scroll.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(panel, STEPS[event.key]);
  });
  if (panel.canvas) panel.scroll.addEventListener("scroll", () => paintVisible(panel));
}

// --- the search ---

// what a search asks for: {head}, {layer}, {category} or {mark}; null if it is none of them
function parseSearch(text) {
  const head = /^\(?\s*l?(?:ayer)?\s*(\d+)(?:[-.,:/\s]+h?|h)(?:ead)?\s*(\d+)\s*\)?$/i.exec(text);
  if (head) return { head: [Number(head[1]), Number(head[2])] };
  const layer = /^l(?:ayer)?\s*(\d+)$/i.exec(text);
  if (layer) return { layer: Number(layer[1]) };
  const wanted = text.toLowerCase();
  const find = (names) => {
    const lower = names.map((name) => name.toLowerCase());
    const exactly = lower.indexOf(wanted),
      starting = lower.findIndex((name) => name.startsWith(wanted));
    return exactly >= 0 ? exactly : starting >= 0 ? starting : lower.findIndex((name) => name.includes(wanted));
  };
  const category = find(page.labels);
  if (category >= 0) return { category };
  const mark = find(page.marks.map((one) => one.label));
  return mark >= 0 ? { mark } : null;
}

function countHeads(test) {
  return shown.facets.reduce((sum, facet) => {
    for (let here = 0; here < facet.size; here++) sum += test(facet, here) ? 1 : 0;
    return sum;
  }, 0);
}

function searchHead([layer, head]) {
  const having = shown.facets.filter((facet) => layer < facet.layers && head < facet.heads);
  if (having.length) return point(having, layer, head);
  const grids = [...new Set(shown.facets.map((facet) => `${facet.layers} layers of ${facet.heads} heads`))];
  byId("said").textContent = `no head L${layer} H${head}: there are ${grids.join(" or ")}`;
}

function searchLayer(layer) {
  if (shown.facets.every((facet) => layer >= facet.layers)) {
    byId("said").textContent =
      `no layer ${layer}: there are ${Math.max(...shown.facets.map((facet) => facet.layers))} layers`;
    return;
  }
  const isIn = (facet, here) => Math.floor(here / facet.heads) === layer && !facet.absent[here];
  const all = countHeads(isIn),
    own = countHeads((facet, here) => isIn(facet, here) && facet.counts[here]);
  byId("said").textContent = isDecided()
    ? `layer ${layer}: ${own} of ${all} heads are in a category`
    : `layer ${layer}: ${all} heads`;
  showBand(layer);
}

function searchCategory(c) {
  const own = countHeads((facet, here) => facet.members[c][here]);
  byId("said").textContent = `${page.labels[c]}: ${own} ${own === 1 ? "head" : "heads"}`;
}

function searchMark(number) {
  for (const facet of shown.facets) {
    const [first] = facet.marks[number][0];
    if (first === undefined) continue;
    const layer = Math.floor(first / facet.heads),
      head = first % facet.heads;
    point(linked(facet, layer, head), layer, head);
    byId("said").textContent =
      `${page.marks[number].label}: ${facet.marks[number][0].length} heads; ${byId("said").textContent}`;
    return;
  }
}

// show what the search box asks for
function search() {
  const text = state.query.trim(),
    found = text ? parseSearch(text) : null;
  leave();
  showBand(null);
  table.filter = found;
  if (!text) byId("said").textContent = "";
  else if (!found) {
    byId("said").textContent =
      `nothing found; write a head such as ${byId("search").placeholder}, a layer such as L3, or a category`;
  } else if (found.head) searchHead(found.head);
  else if (found.layer !== undefined) searchLayer(found.layer);
  else if (found.category !== undefined) searchCategory(found.category);
  else searchMark(found.mark);
  updateTable();
}
