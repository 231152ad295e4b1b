"use strict";
// data.js: read the heads and scores that the page carries, and write them in the canonical formats.

const page = JSON.parse(document.getElementById("headmap-page").textContent);
const alongX = page.axes.x === "layer";
const hasFacets = page.facets.length > 1;

// what is on the page: the facets with their heads, the panels, and whether it is light or dark
const shown = { facets: [], panels: [], tone: "light" };

async function inflate(base64) {
  const text = atob(base64);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflateText(base64) {
  return new TextDecoder().decode(await inflate(base64));
}

// the payload of the figure: its version, style and data
async function readPayload() {
  const metadata = document.getElementById("headmap-metadata").textContent;
  const found = /<headmap:data[^>]*>([^<]*)</.exec(metadata);
  const own = document.getElementById("headmap-data").textContent;
  return JSON.parse(await inflateText(found ? found[1] : own));
}

// the SVG of the figure as headmap wrote it; null on a page that is too large to hold it
async function readSvg() {
  const packed = document.getElementById("headmap-svg").textContent;
  if (!packed) return null;
  const text = await inflateText(packed);
  const metadata = document.getElementById("headmap-metadata").textContent;
  const end = text.indexOf("</desc>\n") + "</desc>\n".length;
  return metadata ? `${text.slice(0, end)}${metadata}\n${text.slice(end)}` : text;
}

// float32 scores stand for their shortest decimals, as everywhere in headmap
function exact(score) {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(score.toPrecision(digits));
    if (Math.fround(rounded) === score) return rounded;
  }
  return Number(score.toPrecision(9));
}

function scoreOf(facet, c, here) {
  const scores = facet.scores[c];
  if (!scores || Number.isNaN(scores[here])) return null;
  return scores instanceof Float32Array ? exact(scores[here]) : scores[here];
}

async function readScores(packed, size) {
  const bytes = await inflate(packed.zlib);
  const all = packed.type === "float32" ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
  return new Map(packed.names.map((name, i) => [name, all.subarray(i * size, (i + 1) * size)]));
}

function flags(heads, width, size) {
  const found = new Uint8Array(size);
  for (const [layer, head] of heads) found[layer * width + head] = 1;
  return found;
}

// a facet has the categories of all facets: listed, scores and rules are null for those that it does not have
async function readFacet(data, look) {
  const { layers, heads } = data.grid;
  const size = layers * heads;
  const scores = data.scores ? await readScores(data.scores, size) : new Map();
  const categories = data.categories ?? {};
  const own = new Set([...Object.keys(categories), ...scores.keys()]);
  const hasScores = (values) => Boolean(values) && values.some((value) => !Number.isNaN(value));
  return {
    ...look,
    layers,
    heads,
    size,
    model: data.model ?? "",
    absent: flags(data.grid.absent ?? [], heads, size),
    has: page.names.map((name) => own.has(name)),
    listed: page.names.map((name) =>
      own.has(name) && data.categories ? flags(categories[name] ?? [], heads, size) : null,
    ),
    scores: page.names.map((name) => (hasScores(scores.get(name)) ? scores.get(name) : null)),
    rules: page.names.map((name) => (Object.hasOwn(data.rules ?? {}, name) ? data.rules[name] : null)),
    order: hasFacets ? [...own].map((name) => page.names.indexOf(name)) : page.names.map((_, c) => c),
    members: page.names.map(() => new Uint8Array(size)),
    counts: new Uint16Array(size),
  };
}

async function readFacets(payload) {
  const all = payload.data.facets ?? [payload.data];
  return Promise.all(all.map((data, i) => readFacet(data, page.facets[i])));
}

// whether it is decided which heads are in a category; scores without a rule do not say so
function isDecided() {
  return Boolean(state.all) || state.own.size > 0 || shown.facets.some((facet) => facet.listed.some(Boolean));
}

// --- the canonical formats ---

const FORMULA = /(^|[;|\t\r\n])(?=[ ']*[=+\-@＝＋－＠\t\r])/g; // what spreadsheets run, as in core/canonical.py

function csvCell(text) {
  const inert = text.replace(FORMULA, "$1'");
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

// JSON text of an object; an object itself would put names that are numbers first
function jsonObject(pairs) {
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ")}}`;
}

function listHeads(facet, test) {
  const found = [];
  for (let here = 0; here < facet.size; here++) if (test(here)) found.push(here);
  return found;
}

function pairOf(facet, here) {
  return [Math.floor(here / facet.heads), here % facet.heads];
}

// the first keys of the canonical formats, as pairs of a key and JSON text
function headerPairs(facet) {
  const grid = [
    ["layers", facet.layers],
    ["heads", facet.heads],
  ];
  const absent = listHeads(facet, (here) => facet.absent[here]).map((here) => pairOf(facet, here));
  if (absent.length) grid.push(["absent", JSON.stringify(absent)]);
  const pairs = facet.model ? [["model", JSON.stringify(facet.model)]] : [];
  pairs.push(["grid", jsonObject(grid)]);
  const rules = facet.order.map((c) => [page.names[c], ruleOf(facet, c) ?? facet.rules[c]]);
  const own = rules.filter(([, rule]) => rule).map(([name, rule]) => [name, JSON.stringify(rule)]);
  if (own.length && isDecided()) pairs.push(["rules", jsonObject(own)]);
  return hasFacets ? [["label", JSON.stringify(facet.label)], ...pairs] : pairs;
}

function hasAnyScores(facet) {
  return facet.scores.some(Boolean);
}

function canonicalPairs(facet) {
  const pairs = headerPairs(facet);
  const heads = (c) =>
    JSON.stringify(listHeads(facet, (here) => facet.members[c][here]).map((here) => pairOf(facet, here)));
  const scored = (c) =>
    JSON.stringify(
      listHeads(facet, (here) => scoreOf(facet, c, here) !== null).map((here) => [
        ...pairOf(facet, here),
        scoreOf(facet, c, here),
      ]),
    );
  const section = (write) => jsonObject(facet.order.map((c) => [page.names[c], write(c)]));
  if (isDecided()) pairs.push(["categories", section(heads)]);
  if (hasAnyScores(facet)) pairs.push(["scores", section(scored)]);
  return pairs;
}

// the canonical document
function jsonText() {
  if (!hasFacets) return `${jsonObject([["headmap", 1], ...canonicalPairs(shown.facets[0])])}\n`;
  const facets = shown.facets.map((facet) => jsonObject(canonicalPairs(facet)));
  return `${jsonObject([
    ["headmap", 1],
    ["categories", JSON.stringify(page.names)],
    ["facets", `[${facets.join(", ")}]`],
  ])}\n`;
}

// the comment line of a canonical table; a sign in it could begin a formula in a spreadsheet
function commentLine() {
  const columns = (facet) => [
    isDecided() ? "categories" : "scores",
    JSON.stringify(facet.order.map((c) => page.names[c])),
  ];
  const describe = (facet) => [
    ...headerPairs(facet),
    columns(facet),
    ...(hasFacets && isDecided() && anyScores() && !hasAnyScores(facet) ? [["scores", "false"]] : []),
  ];
  const facets = shown.facets.map((facet) => jsonObject(describe(facet)));
  const rest = hasFacets
    ? [
        ["categories", JSON.stringify(page.names)],
        ["facets", `[${facets.join(", ")}]`],
      ]
    : describe(shown.facets[0]);
  const escaped = jsonObject([["headmap", 1], ...rest]).replace(
    /[=+\-@]|[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `# headmap: ${escaped}\n`;
}

function anyScores() {
  return shown.facets.some(hasAnyScores);
}

// the canonical table: a row for each head of a category, and with scores also for other heads that have one
function csvText() {
  const decided = isDecided(),
    scored = anyScores();
  const columns = [
    "layer",
    "head",
    "category",
    ...(scored ? ["score"] : []),
    ...(scored && decided ? ["member"] : []),
    ...(hasFacets ? ["facet"] : []),
  ];
  const lines = [columns.join(",")];
  for (const facet of shown.facets) {
    for (const c of facet.order) {
      for (let here = 0; here < facet.size; here++) {
        const score = scoreOf(facet, c, here),
          isMember = facet.members[c][here];
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
