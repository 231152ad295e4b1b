// lists.js: list the categories in a legend, and the heads in a table that sorts and filters.

function legendItems() {
  const items = [];
  const unclassified = { color: palette().unclassified, hatch: "none" };
  if (state.view === "figure") return items;
  page.names.forEach((name, c) => {
    const total = countHeads((facet, here) => facet.members[c][here]);
    const color = { color: palette().categories[c], hatch: page.hatches.categories[c] };
    items.push({ key: name, id: page.ids[c], look: color, label: page.labels[c], total });
  });
  if (state.view === "categories") items.push(...countItems());
  page.marks.forEach((mark, i) => {
    const total = shown.facets.reduce((sum, facet) => sum + facet.marks[i][0].length, 0);
    items.push({ key: "", id: `mark-${i}`, look: unclassified, mark, label: mark.label, total });
  });
  return items;
}

// the entries of heads in several categories and in none; where some are isolated, as the composite shows them
function countItems() {
  const count = page.names.length,
    items = [],
    totals = new Map();
  for (const facet of shown.facets) {
    for (const code of compositeCodes(facet)) totals.set(code, (totals.get(code) ?? 0) + 1);
  }
  const look = (code) => lookOf({ c: -1 }, code);
  for (let k = 2; k <= count; k++) {
    const code = count + k - 1,
      key = `count:${k}`,
      total = totals.get(code) ?? 0;
    if (total || state.show.has(key))
      items.push({ key, id: `${k}-categories`, look: look(code), label: countLabel(k), total });
  }
  const others = state.show.size ? " or in another category" : "";
  items.push({
    key: "",
    id: "unclassified",
    look: look(0),
    label: page.words.unclassified + others,
    total: totals.get(0) ?? 0,
  });
  if (totals.has(NO_CELL)) {
    const absent = { color: palette().page, hatch: "rising" };
    items.push({ key: "", id: "absent", look: absent, label: page.words.absent, total: totals.get(NO_CELL) });
  }
  return items;
}

function swatch(look, mark) {
  const picture = element("svg", { width: 16, height: 16, "aria-hidden": "true" });
  picture.append(
    element("rect", { width: 16, height: 16, fill: look.color, stroke: ink("line"), "stroke-width": 1 }),
  );
  const lines = hatchLines(look.hatch, 0, 0, 16);
  const color = look.color === palette().page ? ink("line") : palette().page;
  if (lines.length) picture.append(element("path", { d: pathData("line", lines), stroke: color }));
  if (mark) {
    const isFrame = mark.kind === "outline",
      paint = mark.color ?? ink("text");
    const box = isFrame ? { x: 4, y: 4, width: 8, height: 8 } : { x: 5, y: 5, width: 6, height: 6 };
    picture.append(element("rect", { ...box, fill: isFrame ? "none" : paint, stroke: paint, "stroke-width": 2 }));
  }
  return picture;
}

function showLegend() {
  const host = byId("legend"),
    focused = document.activeElement?.id;
  const isCounted = [...state.show].some((key) => key.startsWith("count:"));
  const entries = legendItems().map(({ key, id, look, mark, label, total }) => {
    const content = [
      swatch(look, mark),
      node("span", {}, label),
      node("span", { className: "count" }, isDecided() ? total.toLocaleString("en") : ""),
    ];
    if (!key) return node("span", { className: "entry", id: `legend--${id}` }, ...content);
    const isOn = state.show.has(key);
    const isOther = state.show.size > 0 && !isOn && (isCounted || !key.startsWith("count:"));
    const entry = node(
      "button",
      {
        type: "button",
        id: `legend--${id}`,
        className: isOther ? "entry other" : "entry",
        "aria-pressed": String(isOn),
      },
      ...content,
    );
    entry.addEventListener("click", () => isolate(key));
    return entry;
  });
  host.replaceChildren(...entries);
  if (focused?.startsWith("legend--")) byId(focused)?.focus();
  showBars();
}

// the colour bars of the scores
function showBars() {
  const bars = state.view === "scores" ? page.scales : [];
  byId("bars").replaceChildren(
    ...bars.map((scale, i) => {
      const bar = node("div", {
        className: "bar",
        role: "img",
        "aria-label": `${page.words.score} from ${scale.lowest} to ${scale.highest}`,
      });
      bar.style.background = `linear-gradient(to right, ${scale.colors.join(",")})`;
      const name = bars.length > 1 ? page.labels[i] : page.words.score;
      const number = (value) => String(Number(value.toPrecision(3))).replace("-", "\u2212");
      return node(
        "div",
        { className: "scale" },
        node("span", {}, `${name} ${number(scale.lowest)}`),
        bar,
        node("span", {}, number(scale.highest)),
      );
    }),
  );
}

function isolate(key) {
  if (!state.show.delete(key)) state.show.add(key);
  update();
}

// --- the table ---

const ROW = 30; // the height of a row in pixels
const VIEW = 480; // the height of the table in pixels
const MAX_HEIGHT = 8_000_000; // browsers cannot scroll over more pixels than about this
const table = { rows: [], sort: null, isDescending: false, filter: null, first: 0 };

// columns: a title, and the value of a head by which the column sorts
function tableColumns() {
  const columns = hasFacets ? [["facet", (facet) => shown.facets.indexOf(facet)]] : [];
  columns.push(
    ["layer", (facet, here) => Math.floor(here / facet.heads)],
    ["head", (facet, here) => here % facet.heads],
  );
  if (isDecided()) columns.push(["categories", (facet, here) => facet.counts[here]]);
  page.labels.forEach((label, c) => {
    if (shown.facets.some((facet) => facet.scores[c]))
      columns.push([label, (facet, here) => facet.scores[c]?.[here] ?? NaN]);
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
  const [, value] = tableColumns()[table.sort],
    sign = table.isDescending ? -1 : 1;
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
  byId("heads")
    .querySelector("table")
    .setAttribute("aria-rowcount", total + 1);
  showRows();
}

function sortBy(column) {
  table.isDescending = table.sort === column && !table.isDescending;
  table.sort = column;
  updateTable();
}

// only the rows that are scrolled to are in the document; empty rows stand for the others
function showRows() {
  const host = byId("heads"),
    total = table.rows.length,
    visible = Math.ceil(VIEW / ROW) + 10;
  const height = Math.min(total * ROW, MAX_HEIGHT),
    room = Math.max(height + ROW - VIEW, 1);
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
