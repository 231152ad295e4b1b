// state.js: what the reader has chosen, the address that keeps it, the command that draws it, and what
// the controls show of the scores.

const state = {
  view: page.view, // categories, scores, or figure: the SVG as it was written
  all: null, // the rule of all categories; null for the heads that the figure lists
  own: new Map(), // the rules of single categories
  show: new Set(), // the isolated categories, and counts as count:2
  head: null, // [facets, layer, head] of the head that is pointed at
  query: "",
};

function isWritten() { return state.view === page.view && !state.all && !state.own.size && !state.show.size; }

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
  if (state.all && !Object.keys(state.all).some((name) => name !== "abs")) state.all = null;
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

function quoted(text) { return /^[\w./%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`; }

// an equals sign, since a value that begins with a dash would be taken for an option
function option(name, value) { return quoted(`--${name}=${value}`); }

// the rule of each category that has scores, by its name; null if the heads of one are not those of a rule
function rulesByName() {
  const rules = [];
  for (const [c, name] of page.names.entries()) {
    const own = new Set(shown.facets.filter((facet) => facet.has[c]).map((facet) =>
      JSON.stringify(facet.scores[c] ? ruleOf(facet, c) ?? facet.rules[c] : null)));
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
  return page.canvas ? views : [...views, "figure"];
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
  if (state.view === "scores") return page.view === "scores" && !state.own.size ? [] : [panelOption(["scores"])];
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

// the range, the number of scores and a step for the slider, of some categories
function scoreRange(facets, categories, byMagnitude) {
  let low = Infinity, high = -Infinity, most = 0;
  for (const facet of facets) {
    for (const c of categories) {
      if (!facet.scores[c]) continue;
      let own = 0;
      for (const score of facet.scores[c]) {
        if (Number.isNaN(score)) continue;
        const value = byMagnitude ? Math.abs(score) : score;
        if (value < low) low = value;
        if (value > high) high = value;
        own++;
      }
      most = Math.max(most, own);
    }
  }
  const span = high > low ? high - low : Math.abs(high) || 1;
  const step = 10 ** Math.floor(Math.log10(span / 100));
  return { low, high, most, step, start: Math.floor(low / step) * step, end: Math.ceil(high / step) * step };
}

// how many scores there are in each of some equal parts of their range
function histogram(facets, categories, byMagnitude, range, bins) {
  const found = new Array(bins).fill(0);
  const width = (range.high - range.low) / bins || 1;
  for (const facet of facets) {
    for (const c of categories) {
      for (const score of facet.scores[c] ?? []) {
        if (Number.isNaN(score)) continue;
        const value = byMagnitude ? Math.abs(score) : score;
        found[Math.min(bins - 1, Math.floor((value - range.low) / width))]++;
      }
    }
  }
  return found;
}
