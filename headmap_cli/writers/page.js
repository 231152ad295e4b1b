"use strict";
const data = JSON.parse(document.getElementById("headmap-data").textContent);
const figure = document.getElementById("figure");
const svg = figure.querySelector("svg");
const said = document.getElementById("said");
const picture = '<?xml version="1.0" encoding="utf-8"?>\n' + new XMLSerializer().serializeToString(svg);
const categories = data.members.map((heads) => new Set(heads));
const absent = new Set(data.absent);
const alongX = data.x === "layer";
let current = null;
let isolated = null;

function index(layer, head) { return layer * data.heads + head; }

function score(c, here) {
  const found = data.scores.length ? data.scores[c][here] : null;
  return found === null ? "" : ` (${found})`;
}

function named(here) {
  const own = data.categories.map((name, c) => categories[c].has(here) && name + score(c, here));
  return own.filter(Boolean).join(", ");
}

function highest(here) {
  const scored = data.scores.map((of, c) => c).filter((c) => data.scores[c][here] !== null);
  if (!scored.length) return "";
  const best = scored.reduce((a, b) => (data.scores[b][here] > data.scores[a][here] ? b : a));
  return `; highest score: ${data.categories[best]}${score(best, here)}`;
}

function words(layer, head) {
  const here = index(layer, head);
  const what = absent.has(here) ? "not in this model" : named(here) || data.unclassified + highest(here);
  return `layer ${layer}, head ${head}: ${what}`;
}

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const pointers = data.panels.map((panel) => {
  const rects = ["pointer", "pointer inner"].map((kind) => shape("rect", {
    class: kind, width: panel.cell, height: panel.cell, visibility: "hidden" }));
  svg.append(...rects);
  return rects;
});

function point(layer, head) {
  current = [layer, head];
  said.textContent = words(layer, head);
  const [column, row] = alongX ? [layer, head] : [head, layer];
  data.panels.forEach((panel, i) => {
    for (const rect of pointers[i]) {
      rect.setAttribute("x", panel.columns[column]);
      rect.setAttribute("y", panel.rows[row]);
      rect.setAttribute("visibility", "visible");
    }
  });
}

function leave() {
  current = null;
  said.textContent = "";
  pointers.flat().forEach((rect) => rect.setAttribute("visibility", "hidden"));
}

function at(starts, cell, place) { return starts.findIndex((start) => place >= start && place < start + cell); }

svg.addEventListener("pointermove", (event) => {
  const here = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  for (const panel of data.panels) {
    const column = at(panel.columns, panel.cell, here.x), row = at(panel.rows, panel.cell, here.y);
    if (column >= 0 && row >= 0) return alongX ? point(column, row) : point(row, column);
  }
  leave();
});
svg.addEventListener("pointerleave", leave);

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
svg.setAttribute("tabindex", "0");
svg.addEventListener("keydown", (event) => {
  if (!(event.key in STEPS) || event.target !== svg || !data.panels.length) return;
  event.preventDefault();
  const [dx, dy] = STEPS[event.key];
  const panel = data.panels[0];
  const down = panel.rows.length > 1 && panel.rows[1] < panel.rows[0] ? -dy : dy;
  const [dl, dh] = alongX ? [dx, down] : [down, dx];
  const [layer, head] = current || [-dl, -dh];
  point(Math.min(Math.max(layer + dl, 0), data.layers - 1), Math.min(Math.max(head + dh, 0), data.heads - 1));
});

// the composite shows a head of several categories in its count's colour; isolated, in the category's own
const whole = data.panels.find((panel) => panel.id === "panel-all");
const several = shape("path", { class: "several", "pointer-events": "none" });
if (whole && !data.split) document.getElementById(whole.id).append(several);
function showSeveral(entry) {
  const c = entry ? data.ids.indexOf(entry.id.replace("legend--", "")) : -1;
  if (!whole || c < 0) return several.setAttribute("d", "");
  const shared = data.members[c].filter((here) => categories.some((other, o) => o !== c && other.has(here)));
  several.style.fill = getComputedStyle(entry.querySelector("path")).fill;
  several.setAttribute("d", shared.map((here) => {
    const [layer, head] = [Math.floor(here / data.heads), here % data.heads];
    const [column, row] = alongX ? [layer, head] : [head, layer];
    return `M${whole.columns[column]} ${whole.rows[row]}h${whole.cell}v${whole.cell}h${-whole.cell}z`;
  }).join(""));
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
  if (layer < data.layers && head < data.heads) return point(layer, head);
  leave();
  said.textContent = `no head L${layer} H${head}: there are ${data.layers} layers of ${data.heads} heads`;
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
function heads() {
  const all = [...new Set(data.members.flat())].sort((a, b) => a - b);
  return all.map((here) => [Math.floor(here / data.heads), here % data.heads,
    named(here)]);
}
document.querySelector("details").addEventListener("toggle", () => {
  const table = document.getElementById("heads");
  if (table.rows.length) return;
  table.append(row("th", ["layer", "head", "categories"]));
  for (const [layer, head, names] of heads()) table.append(row("td", [layer, head, names]));
});

function cell(name) {
  const inert = /^'*[=+\-@\t\r]/.test(name) ? "'" + name : name;
  return /[",\r\n]/.test(inert) ? '"' + inert.replaceAll('"', '""') + '"' : inert;
}
function table() {
  const rows = data.names.flatMap((name, c) => data.members[c].map((here) =>
    `${Math.floor(here / data.heads)},${here % data.heads},${cell(name)}${data.decided ? "" : `,${data.scores[c][here]}`}\n`));
  return (data.decided ? "layer,head,category\n" : "layer,head,category,score\n") + rows.join("");
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
