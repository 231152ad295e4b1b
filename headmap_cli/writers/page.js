"use strict";
const data = JSON.parse(document.getElementById("headmap-data").textContent);
const figure = document.getElementById("figure");
const svg = figure.querySelector("svg");
const said = document.getElementById("said");
const picture = '<?xml version="1.0" encoding="utf-8"?>\n' + new XMLSerializer().serializeToString(svg);
const facets = data.facets.map((facet) => ({ ...facet,
  categories: facet.members.map((heads) => new Set(heads)), missing: new Set(facet.absent) }));
const MAX_LINKED = 4;
const alongX = data.x === "layer";
let current = null;
let isolated = null;

function index(facet, layer, head) { return layer * facet.heads + head; }

function score(facet, c, here) {
  const found = facet.scores.length ? facet.scores[c][here] : null;
  return found === null ? "" : ` (${found})`;
}

function named(facet, here) {
  const own = data.categories.map((name, c) => facet.categories[c].has(here) && name + score(facet, c, here));
  return own.filter(Boolean).join(", ");
}

function highest(facet, here) {
  const scored = facet.scores.map((of, c) => c).filter((c) => facet.scores[c][here] !== null);
  if (!scored.length) return "";
  const best = scored.reduce((a, b) => (facet.scores[b][here] > facet.scores[a][here] ? b : a));
  return `; highest score: ${data.categories[best]}${score(facet, best, here)}`;
}

function what(facet, layer, head) {
  const here = index(facet, layer, head);
  if (facet.missing.has(here)) return "not in this model";
  return named(facet, here) || data.unclassified + highest(facet, here);
}

// the facets that are pointed at, of which the first ones are named
function words(shown, layer, head) {
  const texts = shown.slice(0, MAX_LINKED).map((facet) =>
    (facet.label ? `${facet.label}: ` : "") + what(facet, layer, head));
  if (shown.length > MAX_LINKED) texts.push(`and ${shown.length - MAX_LINKED} more`);
  return `layer ${layer}, head ${head}: ${texts.join("; ")}`;
}

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const pointers = facets.map((facet) => facet.panels.map((panel) => {
  const rects = ["pointer", "pointer inner"].map((kind) => shape("rect", {
    class: kind, width: panel.cell, height: panel.cell, visibility: "hidden" }));
  svg.append(...rects);
  return rects;
}));

function hide() { pointers.flat(2).forEach((rect) => rect.setAttribute("visibility", "hidden")); }

// point at a head of some facets; the first of them is the one that arrow keys go on in
function point(shown, layer, head) {
  hide();
  current = [shown[0], layer, head];
  said.textContent = words(shown, layer, head);
  const [column, row] = alongX ? [layer, head] : [head, layer];
  for (const facet of shown) {
    facet.panels.forEach((panel, i) => {
      for (const rect of pointers[facets.indexOf(facet)][i]) {
        rect.setAttribute("x", panel.columns[column]);
        rect.setAttribute("y", panel.rows[row]);
        rect.setAttribute("visibility", "visible");
      }
    });
  }
}

// a head is the same in all facets of one grid, such as the checkpoints of a model
function linked(facet) {
  const others = facets.filter((other) => other !== facet && other.panels.length
    && other.layers === facet.layers && other.heads === facet.heads);
  return [facet, ...others];
}

function leave() {
  current = null;
  said.textContent = "";
  hide();
}

function at(starts, cell, place) { return starts.findIndex((start) => place >= start && place < start + cell); }

svg.addEventListener("pointermove", (event) => {
  const here = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  for (const facet of facets) {
    for (const panel of facet.panels) {
      const column = at(panel.columns, panel.cell, here.x), row = at(panel.rows, panel.cell, here.y);
      if (column < 0 || row < 0) continue;
      return alongX ? point(linked(facet), column, row) : point(linked(facet), row, column);
    }
  }
  leave();
});
svg.addEventListener("pointerleave", leave);

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
svg.setAttribute("tabindex", "0");
svg.addEventListener("keydown", (event) => {
  const first = facets.find((facet) => facet.panels.length);
  if (!(event.key in STEPS) || event.target !== svg || !first) return;
  event.preventDefault();
  const [dx, dy] = STEPS[event.key];
  const facet = current ? current[0] : first;
  const panel = facet.panels[0];
  const down = panel.rows.length > 1 && panel.rows[1] < panel.rows[0] ? -dy : dy;
  const [dl, dh] = alongX ? [dx, down] : [down, dx];
  const [layer, head] = current ? current.slice(1) : [-dl, -dh];
  point(linked(facet), Math.min(Math.max(layer + dl, 0), facet.layers - 1),
    Math.min(Math.max(head + dh, 0), facet.heads - 1));
});

// the composite shows a head of several categories in its count's colour; isolated, in the category's own
const composites = facets.map((facet) => facet.panels.find((panel) => /^panel-(.*--)?all$/.test(panel.id)));
const several = composites.map((panel) => {
  if (!panel || data.split) return null;
  const path = shape("path", { class: "several", "pointer-events": "none" });
  document.getElementById(panel.id).append(path);
  return path;
});
function showSeveral(entry) {
  const c = entry ? data.ids.indexOf(entry.id.replace("legend--", "")) : -1;
  several.forEach((path, i) => {
    if (!path) return;
    const [facet, panel] = [facets[i], composites[i]];
    if (c < 0) return path.setAttribute("d", "");
    const shared = facet.members[c].filter((here) =>
      facet.categories.some((other, o) => o !== c && other.has(here)));
    path.style.fill = getComputedStyle(entry.querySelector("path")).fill;
    path.setAttribute("d", shared.map((here) => {
      const [layer, head] = [Math.floor(here / facet.heads), here % facet.heads];
      const [column, row] = alongX ? [layer, head] : [head, layer];
      return `M${panel.columns[column]} ${panel.rows[row]}h${panel.cell}v${panel.cell}h${-panel.cell}z`;
    }).join(""));
  });
}

const legend = [...svg.querySelectorAll('#legend > g:not([id^="legend--scale"])')];
function isolate(entry) {
  isolated = isolated === entry ? null : entry;
  const wanted = isolated && isolated.id.replace("legend--", "--");
  for (const cells of svg.querySelectorAll('g[id^="panel-"] > g')) {
    const own = cells.id.endsWith("--unclassified") || cells.id.endsWith(wanted) || cells.id.includes(wanted + "--");
    cells.classList.toggle("faded", Boolean(isolated) && !own);
  }
  for (const other of legend) {
    other.setAttribute("aria-pressed", String(other === isolated));
    other.classList.toggle("faded", Boolean(isolated) && other !== isolated);
  }
  showSeveral(isolated);
}
legend.forEach((entry) => {
  const lines = [...entry.querySelectorAll("text, .math")];
  const label = lines.map((line) => line.getAttribute("aria-label") ?? line.textContent).join(" ");
  for (const [key, value] of Object.entries({ role: "button", tabindex: "0", "aria-pressed": "false" })) {
    entry.setAttribute(key, value);
  }
  entry.setAttribute("aria-label", label);
  entry.addEventListener("click", () => isolate(entry));
  entry.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    isolate(entry);
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { if (isolated) isolate(isolated); leave(); }
});

document.getElementById("search").addEventListener("input", (event) => {
  const text = event.target.value.trim();
  const found = /^\(?\s*l?(?:ayer)?\s*(\d+)(?:[-.,:/\s]+h?|h)(?:ead)?\s*(\d+)\s*\)?$/i.exec(text);
  if (!text) return leave();
  if (!found) { leave(); said.textContent = `write a head as ${event.target.placeholder}`; return; }
  const [layer, head] = [Number(found[1]), Number(found[2])];
  const having = facets.filter((facet) => layer < facet.layers && head < facet.heads);
  if (having.length) return point(having, layer, head);
  leave();
  const grids = [...new Set(facets.map((facet) => `${facet.layers} layers of ${facet.heads} heads`))];
  said.textContent = `no head L${layer} H${head}: there are ${grids.join(" or ")}`;
});

function row(kind, cells) {
  const line = document.createElement("tr");
  for (const text of cells) {
    const cell = document.createElement(kind);
    cell.textContent = text;
    if (kind === "th") cell.setAttribute("scope", "col");
    line.append(cell);
  }
  return line;
}
const hasFacets = facets.length > 1;
function heads() {
  return facets.flatMap((facet) => {
    const all = [...new Set(facet.members.flat())].sort((a, b) => a - b);
    return all.map((here) => [...(hasFacets ? [facet.label] : []),
      Math.floor(here / facet.heads), here % facet.heads, named(facet, here)]);
  });
}
document.querySelector("details").addEventListener("toggle", () => {
  const table = document.getElementById("heads");
  if (table.rows.length) return;
  table.append(row("th", [...(hasFacets ? ["facet"] : []), "layer", "head", "categories"]));
  for (const cells of heads()) table.append(row("td", cells));
});

function cell(name) {
  const inert = /^'*[=+\-@\t\r]/.test(name) ? "'" + name : name;
  return /[",\r\n]/.test(inert) ? '"' + inert.replaceAll('"', '""') + '"' : inert;
}
function table() {
  const rows = facets.flatMap((facet) => data.names.flatMap((name, c) => facet.members[c].map((here) => [
    Math.floor(here / facet.heads), here % facet.heads, cell(name),
    ...(data.decided ? [] : [facet.scores[c][here]]), ...(hasFacets ? [cell(facet.label)] : [])].join(","))));
  const columns = ["layer", "head", "category", ...(data.decided ? [] : ["score"]), ...(hasFacets ? ["facet"] : [])];
  return [columns.join(","), ...rows, ""].join("\n");
}
function download(id, name, type, content) {
  document.getElementById(id).addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content()], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
download("svg", "heads.svg", "image/svg+xml", () => picture);
download("csv", "heads.csv", "text/csv", table);
