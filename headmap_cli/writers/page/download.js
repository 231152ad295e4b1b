// download.js: write the figure, the data and the style of the page into files.

const FORMULA = /^'*[=+\-@\t\r]/; // what spreadsheets run

function csvCell(text) {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

// JSON text of an object; an object itself would put names that are numbers first
function jsonObject(pairs) { return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ")}}`; }

function listHeads(facet, test) {
  const found = [];
  for (let here = 0; here < facet.size; here++) if (test(here)) found.push(here);
  return found;
}

function pairOf(facet, here) { return [Math.floor(here / facet.heads), here % facet.heads]; }

// the first keys of the canonical formats, as pairs of a key and JSON text
function headerPairs(facet) {
  const grid = [["layers", facet.layers], ["heads", facet.heads]];
  const absent = listHeads(facet, (here) => facet.absent[here]).map((here) => pairOf(facet, here));
  if (absent.length) grid.push(["absent", JSON.stringify(absent)]);
  const pairs = facet.model ? [["model", JSON.stringify(facet.model)]] : [];
  pairs.push(["grid", jsonObject(grid)]);
  const rules = facet.order.map((c) => [page.names[c], ruleOf(facet, c) ?? facet.rules[c]]);
  const own = rules.filter(([, rule]) => rule).map(([name, rule]) => [name, JSON.stringify(rule)]);
  if (own.length && isDecided()) pairs.push(["rules", jsonObject(own)]);
  return hasFacets ? [["label", JSON.stringify(facet.label)], ...pairs] : pairs;
}

function hasAnyScores(facet) { return facet.scores.some(Boolean); }

function canonicalPairs(facet) {
  const pairs = headerPairs(facet);
  const heads = (c) => JSON.stringify(listHeads(facet, (here) => facet.members[c][here]).map((here) => pairOf(facet, here)));
  const scored = (c) => JSON.stringify(listHeads(facet, (here) => scoreOf(facet, c, here) !== null)
    .map((here) => [...pairOf(facet, here), scoreOf(facet, c, here)]));
  const section = (write) => jsonObject(facet.order.map((c) => [page.names[c], write(c)]));
  if (isDecided()) pairs.push(["categories", section(heads)]);
  if (hasAnyScores(facet)) pairs.push(["scores", section(scored)]);
  return pairs;
}

// the canonical document
function jsonText() {
  if (!hasFacets) return `${jsonObject([["headmap", 1], ...canonicalPairs(shown.facets[0])])}\n`;
  const facets = shown.facets.map((facet) => jsonObject(canonicalPairs(facet)));
  return `${jsonObject([["headmap", 1], ["categories", JSON.stringify(page.names)], ["facets", `[${facets.join(", ")}]`]])}\n`;
}

// the comment line of a canonical table; a sign in it could begin a formula in a spreadsheet
function commentLine() {
  const columns = (facet) => [isDecided() ? "categories" : "scores", JSON.stringify(facet.order.map((c) => page.names[c]))];
  const describe = (facet) => [...headerPairs(facet), columns(facet),
    ...(hasFacets && isDecided() && anyScores() && !hasAnyScores(facet) ? [["scores", "false"]] : [])];
  const facets = shown.facets.map((facet) => jsonObject(describe(facet)));
  const rest = hasFacets ? [["categories", JSON.stringify(page.names)], ["facets", `[${facets.join(", ")}]`]] : describe(shown.facets[0]);
  const escaped = jsonObject([["headmap", 1], ...rest]).replace(/[=+\-@]|[^\x20-\x7e]/g, (sign) =>
    `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `# headmap: ${escaped}\n`;
}

function anyScores() { return shown.facets.some(hasAnyScores); }

// the canonical table: a row for each head of a category, and with scores also for other heads that have one
function csvText() {
  const decided = isDecided(), scored = anyScores();
  const columns = ["layer", "head", "category", ...(scored ? ["score"] : []), ...(scored && decided ? ["member"] : []),
    ...(hasFacets ? ["facet"] : [])];
  const lines = [columns.join(",")];
  for (const facet of shown.facets) {
    for (const c of facet.order) {
      for (let here = 0; here < facet.size; here++) {
        const score = scoreOf(facet, c, here), isMember = facet.members[c][here];
        if (!isMember && score === null) continue;
        const cells = [...pairOf(facet, here), csvCell(page.names[c])];
        if (scored) cells.push(score ?? "");
        if (scored && decided) cells.push(isMember);
        if (hasFacets) cells.push(csvCell(shown.payload.data.facets[shown.facets.indexOf(facet)].label));
        lines.push(cells.join(","));
      }
    }
  }
  return `${commentLine()}${lines.join("\n")}\n`;
}

// --- the figure ---

function changesText() {
  const texts = [];
  if (state.view !== page.view) texts.push(`shown as ${state.view}`);
  if (state.all) texts.push(ruleText(state.all));
  for (const [c, rule] of state.own) texts.push(`${page.labels[c]}: ${ruleText(rule)}`);
  if (state.show.size) texts.push(`isolated: ${[...state.show].join(", ")}`);
  return texts.join("; ");
}

// an SVG of the panels and the legend where they are on the page, without a key
function pageSvg() {
  const host = byId("panels").getBoundingClientRect(), legend = legendItems(), lines = 30 + 22 * legend.length;
  const height = Math.max(...shown.panels.map((panel) => panel.figure.getBoundingClientRect().top - host.top + 24 + panel.height));
  const width = Math.max(host.width, ...shown.panels.map((panel) => panel.figure.getBoundingClientRect().left - host.left + panel.width));
  const title = `${page.title} (changed on the page: ${changesText()})`;
  const root = element("svg", { xmlns: SVG, width, height: height + lines, viewBox: `0 0 ${width} ${height + lines}`,
    "font-size": FONT.size, "font-family": FONT.family });
  root.append(element("title", {}, title), element("rect", { width: "100%", height: "100%", fill: palette().page }));
  for (const panel of shown.panels) {
    const box = panel.figure.getBoundingClientRect();
    const place = { x: box.left - host.left, y: box.top - host.top };
    const caption = { x: MARGIN.left, y: 14, fill: ink("text"), "font-weight": "bold" };
    const group = element("g", { id: panel.id, transform: `translate(${place.x} ${place.y})` });
    const cells = element("g", { transform: "translate(0 24)" });
    cells.append(...svgElements(layersOf(panel)));
    group.append(element("text", caption, panel.figure.querySelector("figcaption").textContent.trim()), cells);
    root.append(group);
  }
  legend.forEach(({ look, label }, i) => {
    const y = height + 10 + 22 * i;
    root.append(element("rect", { x: MARGIN.left, y, width: 14, height: 14, fill: look.color }));
    root.append(element("text", { x: MARGIN.left + 22, y: y + 12, fill: ink("text") }, label));
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

// the figure as headmap wrote it as long as the page shows it; otherwise what the page shows
function svgText() {
  const isExact = shown.svg && (isWritten() || state.view === "figure");
  return isExact ? shown.svg : pageSvg();
}

async function pngBlob() {
  const address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const scale = Math.min(2, Math.sqrt(1e8 / (picture.width * picture.height)));
  const canvas = node("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function offer(id, name, type, make) {
  byId(id).addEventListener("click", async () => {
    const content = await make();
    const link = node("a", { href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

function startDownloads() {
  offer("svg", "heads.svg", "image/svg+xml", svgText);
  offer("png", "heads.png", "image/png", pngBlob);
  offer("csv", "heads.csv", "text/csv", csvText);
  offer("json", "heads.json", "application/json", jsonText);
  offer("style", "style.headmap.yaml", "application/yaml", () => `${JSON.stringify(shown.payload.style, null, 2)}\n`);
}
