// table.js: search for heads, layers, categories and marks, and list heads in a table that sorts.

const ROW = 30; // the height of a row in pixels
const VIEW = 480; // the height of the table in pixels
const MAX_HEIGHT = 8_000_000; // browsers cannot scroll over more pixels than about this
const table = { rows: [], sort: null, isDescending: false, filter: null, first: 0 };

// what a search asks for: {head}, {layer}, {category} or {mark}; null if it is none of them
function parseSearch(text) {
  const head = /^\(?\s*l?(?:ayer)?\s*(\d+)(?:[-.,:/\s]+h?|h)(?:ead)?\s*(\d+)\s*\)?$/i.exec(text);
  if (head) return { head: [Number(head[1]), Number(head[2])] };
  const layer = /^l(?:ayer)?\s*(\d+)$/i.exec(text);
  if (layer) return { layer: Number(layer[1]) };
  const wanted = text.toLowerCase();
  const find = (names) => {
    const lower = names.map((name) => name.toLowerCase());
    const exactly = lower.indexOf(wanted), starting = lower.findIndex((name) => name.startsWith(wanted));
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
    byId("said").textContent = `no layer ${layer}: there are ${Math.max(...shown.facets.map((facet) => facet.layers))} layers`;
    return;
  }
  const isIn = (facet, here) => Math.floor(here / facet.heads) === layer && !facet.absent[here];
  const all = countHeads(isIn), own = countHeads((facet, here) => isIn(facet, here) && facet.counts[here]);
  byId("said").textContent = isDecided() ? `layer ${layer}: ${own} of ${all} heads are in a category` : `layer ${layer}: ${all} heads`;
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
    const layer = Math.floor(first / facet.heads), head = first % facet.heads;
    point(linked(facet, layer, head), layer, head);
    byId("said").textContent = `${page.marks[number].label}: ${facet.marks[number][0].length} heads; ${byId("said").textContent}`;
    return;
  }
}

// show what the search box asks for
function search() {
  const text = state.query.trim(), found = text ? parseSearch(text) : null;
  leave();
  showBand(null);
  table.filter = found;
  if (!text) byId("said").textContent = "";
  else if (!found) {
    byId("said").textContent = `nothing found; write a head such as ${byId("search").placeholder}, a layer such as L3, or a category`;
  } else if (found.head) searchHead(found.head);
  else if (found.layer !== undefined) searchLayer(found.layer);
  else if (found.category !== undefined) searchCategory(found.category);
  else searchMark(found.mark);
  updateTable();
}

// --- the table ---

// columns: a title, and the value of a head by which the column sorts
function tableColumns() {
  const columns = hasFacets ? [["facet", (facet) => shown.facets.indexOf(facet)]] : [];
  columns.push(["layer", (facet, here) => Math.floor(here / facet.heads)], ["head", (facet, here) => here % facet.heads]);
  if (isDecided()) columns.push(["categories", (facet, here) => facet.counts[here]]);
  page.labels.forEach((label, c) => {
    if (shown.facets.some((facet) => facet.scores[c])) columns.push([label, (facet, here) => facet.scores[c]?.[here] ?? NaN]);
  });
  return columns;
}

function cellTexts(facet, here) {
  const texts = hasFacets ? [facet.label] : [];
  texts.push(String(Math.floor(here / facet.heads)), String(here % facet.heads));
  if (isDecided()) texts.push(page.labels.filter((_, c) => facet.members[c][here]).join(", "));
  page.labels.forEach((_, c) => {
    if (!shown.facets.some((other) => other.scores[c])) return;
    const found = scoreOf(facet, c, here);
    texts.push(found === null ? "" : String(Number(found.toPrecision(6))));
  });
  return texts;
}

function matches(facet, here) {
  const filter = table.filter ?? {};
  if (facet.absent[here]) return false;
  if (filter.layer !== undefined && Math.floor(here / facet.heads) !== filter.layer) return false;
  if (filter.head) return Math.floor(here / facet.heads) === filter.head[0] && here % facet.heads === filter.head[1];
  if (filter.category !== undefined && isDecided() && !facet.members[filter.category][here]) return false;
  if (filter.mark !== undefined && !facet.marks[filter.mark][0].includes(here)) return false;
  return !isDecided() || !byId("classified").checked || facet.counts[here] > 0;
}

function collectRows() {
  const rows = [];
  shown.facets.forEach((facet, f) => {
    for (let here = 0; here < facet.size; here++) if (matches(facet, here)) rows.push([f, here]);
  });
  if (table.sort === null || !tableColumns()[table.sort]) return rows;
  const [, value] = tableColumns()[table.sort], sign = table.isDescending ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, value(shown.facets[row[0]], row[1])]));
  const order = (a, b) => sign * (keys.get(a) - keys.get(b));
  // heads without a score come last
  return rows.sort((a, b) => Number.isNaN(keys.get(a)) - Number.isNaN(keys.get(b)) || order(a, b) || 0);
}

function updateTable() {
  if (!byId("list").open) return;
  table.rows = collectRows();
  const total = table.rows.length;
  byId("rows").textContent = `${total.toLocaleString("en")} ${total === 1 ? "head" : "heads"}`;
  const labels = tableColumns().map(([label], i) => {
    const button = node("button", { type: "button" }, label);
    button.addEventListener("click", () => sortBy(i));
    const direction = table.isDescending ? "descending" : "ascending";
    return node("th", { scope: "col", "aria-sort": table.sort === i ? direction : "none" }, button);
  });
  const header = byId("heads").querySelector("thead");
  const focused = [...header.querySelectorAll("button")].indexOf(document.activeElement);
  header.replaceChildren(node("tr", {}, ...labels));
  header.querySelectorAll("button")[focused]?.focus();
  byId("heads").querySelector("table").setAttribute("aria-rowcount", total + 1);
  showRows();
}

function sortBy(column) {
  table.isDescending = table.sort === column && !table.isDescending;
  table.sort = column;
  updateTable();
}

// only the rows that are scrolled to are in the document; empty rows stand for the others
function showRows() {
  const host = byId("heads"), total = table.rows.length, visible = Math.ceil(VIEW / ROW) + 10;
  const height = Math.min(total * ROW, MAX_HEIGHT), room = Math.max(height + ROW - VIEW, 1);
  const share = Math.min(host.scrollTop / room, 1);
  const first = Math.max(Math.min(Math.floor(share * (total - visible + 10)) - 5, total - visible), 0);
  const lines = table.rows.slice(first, first + visible).map(([f, here], i) => {
    const cells = cellTexts(shown.facets[f], here).map((text) => node("td", { title: text }, text));
    return node("tr", { "aria-rowindex": first + i + 2 }, ...cells);
  });
  const above = total * ROW > MAX_HEIGHT ? Math.min(host.scrollTop, height - lines.length * ROW) : first * ROW;
  const spacer = (size) => {
    const cell = node("td", { colSpan: tableColumns().length });
    cell.style.height = `${Math.max(size, 0)}px`;
    return node("tr", { className: "spacer", "aria-hidden": "true" }, cell);
  };
  host.querySelector("tbody").replaceChildren(spacer(above), ...lines, spacer(height - above - lines.length * ROW));
}

function startTable() {
  byId("list").addEventListener("toggle", updateTable);
  byId("classified").addEventListener("change", updateTable);
  byId("heads").addEventListener("scroll", showRows);
}
