// state.js: keep what the reader has chosen in the address, and take it away as a command or as files.

const state = {
  view: page.view, // categories, scores, or figure: the SVG as it was written
  all: null, // the rule of all categories; null for the heads that the figure lists
  own: new Map(), // the rules of single categories
  show: new Set(), // the isolated categories, and counts as count:2
  head: null, // [facets, layer, head] of the head that is pointed at
  query: "",
};

// the figure as it was written has its own rule and all its categories
function showAsWritten() {
  Object.assign(state, { view: "figure", all: null, own: new Map(), show: new Set() });
}

function isWritten() {
  return state.view === page.view && !state.all && !state.own.size && !state.show.size;
}

// the number of a condition if a reader can have meant one
function conditionValue(name, text) {
  if (name === "threshold" || name === "below") {
    return text.trim() && Number.isFinite(Number(text)) ? Number(text) : null;
  }
  return /^([1-9]\d{0,6}|\d+\.?\d*%)$/.test(text) ? text : null;
}

function readAddress() {
  Object.assign(state, { view: page.view, all: null, own: new Map(), show: new Set(), query: "" });
  for (const [key, text] of new URLSearchParams(location.hash.slice(1))) {
    const [name, ...rest] = key.split(".");
    const category = page.names.indexOf(rest.join("."));
    if (key === "view" && availableViews().includes(text)) state.view = text;
    if (key === "show" && (page.names.includes(text) || /^count:\d+$/.test(text))) state.show.add(text);
    if (key === "find") state.query = text;
    if (!CONDITIONS.includes(name) && name !== "abs") continue;
    const value = name === "abs" ? true : conditionValue(name, text);
    if (value === null) continue;
    if (!rest.length) state.all = { ...state.all, [name]: value };
    else if (category >= 0) state.own.set(category, { ...state.own.get(category), [name]: value });
  }
  // a magnitude alone is no rule
  const isRule = (rule) => CONDITIONS.some((name) => rule && rule[name] !== undefined);
  if (!isRule(state.all)) state.all = null;
  for (const [c, rule] of [...state.own]) if (!isRule(rule)) state.own.delete(c);
  if (state.view === "figure") showAsWritten();
}

function addressOf() {
  const parts = new URLSearchParams();
  if (state.view !== page.view) parts.append("view", state.view);
  for (const [name, value] of Object.entries(state.all ?? {})) parts.append(name, value === true ? "1" : value);
  for (const [c, rule] of state.own) {
    for (const [name, value] of Object.entries(rule)) {
      parts.append(`${name}.${page.names[c]}`, value === true ? "1" : value);
    }
  }
  for (const name of state.show) parts.append("show", name);
  if (state.query) parts.append("find", state.query);
  return parts.toString();
}

function keepAddress() {
  const address = addressOf();
  history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
}

function quoted(text) {
  return /^[\w./%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// an equals sign, since a value that begins with a dash would be taken for an option
function option(name, value) {
  return quoted(`--${name}=${value}`);
}

// the rule of each category that has scores, by its name; null if the heads of one are not those of a rule
function rulesByName() {
  const rules = [];
  for (const [c, name] of page.names.entries()) {
    const own = new Set(
      shown.facets
        .filter((facet) => facet.has[c])
        .map((facet) => JSON.stringify(facet.scores[c] ? (ruleOf(facet, c) ?? facet.rules[c]) : null)),
    );
    const [rule, ...others] = [...own].map((text) => JSON.parse(text));
    if (!rule || others.length || !Object.keys(rule).length) return null;
    rules.push([name, rule]);
  }
  return Object.fromEntries(rules);
}

// the views of the page; the figure itself is one unless there are too many cells for its SVG
function availableViews() {
  const views = page.comparison ? [] : ["categories"];
  if (page.scales.length && !page.comparison) views.push("scores");
  return page.figure ? [...views, "figure"] : views;
}

// the options of the rule; null if no command has these heads
function ruleOptions() {
  if (!state.own.size) {
    const own = Object.entries(state.all ?? {});
    return own.map(([name, value]) => (value === true ? `--${name}` : option(name, value)));
  }
  // rules of single categories are settings of the style, which select heads from scores alone
  const rules = rulesByName();
  return rules && ["--scores", option("set", `categories=${JSON.stringify(rules)}`)];
}

const RESERVED = ["composite", "categories", "scores", "upset", "layers", "depth", "ranked", "distribution", "trend"];

function panelOption(words) {
  const isPlain = words.every((word) => !/[,"]|^\s|\s$/.test(word));
  return isPlain ? option("panels", words.join(",")) : option("set", `panels.show=${JSON.stringify(words)}`);
}

function panelOptions() {
  const chosen = page.names.filter((name) => state.show.has(name));
  if (state.view === "figure") return [];
  if (state.view === "scores") {
    // scores without a rule are drawn as scores anyway
    const isUsual = page.view === "scores" && !state.all && !state.own.size;
    return isUsual ? [] : [panelOption(["scores"])];
  }
  if (chosen.length) {
    const words = chosen.map((name) => (RESERVED.includes(name) ? `category:${name}` : name));
    return [panelOption(["composite", ...words])];
  }
  if (page.view === "categories" && !state.own.size) return [];
  return [panelOption(page.view === "categories" ? page.panels : ["composite", "categories"])];
}

// the command that draws the figure of the page as it is now, from the page itself; empty if there is none
function commandText() {
  const name = decodeURIComponent(location.pathname.split("/").pop()) || "figure.html";
  const file = name.startsWith("-") ? `./${name}` : name;
  const rules = state.view === "figure" ? [] : ruleOptions();
  if (!rules || page.comparison) return "";
  return ["headmap", "render", quoted(file), ...rules, ...panelOptions(), "-o", "figure.svg"].join(" ");
}

// copy the command, or select it where a browser does not let a page copy
async function copyCommand() {
  try {
    await navigator.clipboard.writeText(byId("command").textContent);
    byId("said").textContent = "copied the command";
  } catch {
    getSelection().selectAllChildren(byId("command"));
  }
}

// --- downloads ---

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
  const host = byId("panels").getBoundingClientRect(),
    legend = legendItems(),
    lines = 30 + 22 * legend.length;
  const height = Math.max(
    ...shown.panels.map((panel) => panel.figure.getBoundingClientRect().top - host.top + 24 + panel.height),
  );
  const width = Math.max(
    host.width,
    ...shown.panels.map((panel) => panel.figure.getBoundingClientRect().left - host.left + panel.width),
  );
  const title = `${page.title} (changed on the page: ${changesText()})`;
  const root = element("svg", {
    xmlns: SVG,
    width,
    height: height + lines,
    viewBox: `0 0 ${width} ${height + lines}`,
    "font-size": FONT.size,
    "font-family": FONT.family,
  });
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
  const canvas = node("canvas", {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
  });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function offer(id, name, type, make) {
  byId(id).addEventListener("click", async () => {
    const content = await make();
    const link = node("a", {
      href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })),
      download: name,
    });
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
