// start.js: connect the controls with the state, and start the page.

const KINDS = { threshold: "scores above", below: "scores below", top: "the highest", bottom: "the lowest" };
const BINS = 48;
const VIEWS = { categories: "Categories", scores: "Scores", figure: "As written" };

function scopeCategories() {
  const chosen = byId("scope").value;
  return chosen === "" ? page.names.map((_, c) => c) : [Number(chosen)];
}

// the rule that the controls show; null for heads that no rule selects
function shownRule() {
  const [first] = scopeCategories();
  if (byId("scope").value !== "") return state.own.get(first) ?? state.all ?? writtenRule([first]);
  return state.own.size ? null : (state.all ?? writtenRule(scopeCategories()));
}

function writtenRule(categories) {
  const rules = shown.facets.flatMap((facet) =>
    categories.filter((c) => facet.scores[c]).map((c) => JSON.stringify(facet.rules[c])),
  );
  return new Set(rules).size === 1 ? JSON.parse(rules[0]) : null;
}

function setRule(rule) {
  if (byId("scope").value === "") Object.assign(state, { all: rule, own: new Map() });
  else state.own.set(Number(byId("scope").value), rule);
  if (state.view === "figure") state.view = "categories";
  update();
}

function ruleOfControls(value) {
  const kind = byId("kind").value,
    rule = { [kind]: kind === "top" || kind === "bottom" ? String(value) : Number(value) };
  return byId("abs").checked ? { ...rule, abs: true } : rule;
}

// a value in the middle of the tail, for a kind of rule that was just chosen
function usualValue(kind, range) {
  if (kind === "top" || kind === "bottom") return String(Math.max(1, Math.min(20, range.most)));
  return Number((range.low + (range.high - range.low) * (kind === "threshold" ? 0.8 : 0.2)).toPrecision(2));
}

// what the choice of a rule shows for one that is not a single condition
function otherRuleText(rule) {
  if (rule) return ruleText(rule);
  if (state.own.size) return "a rule for each";
  return isDecided() ? "as in the figure" : "no rule";
}

function showRule() {
  if (byId("rule").hidden) return;
  const rule = shownRule(),
    names = CONDITIONS.filter((name) => rule && rule[name] !== undefined);
  const kind = names.length === 1 ? names[0] : "";
  byId("kind").querySelector('[value=""]').textContent = otherRuleText(rule);
  byId("kind").value = kind;
  byId("abs").checked = Boolean(rule?.abs);
  const range = scoreRange(shown.facets, scopeCategories(), byId("abs").checked);
  const isCount = kind === "top" || kind === "bottom",
    slider = byId("slider");
  Object.assign(
    slider,
    isCount ? { min: 1, max: range.most, step: 1 } : { min: range.start, max: range.end, step: range.step },
  );
  for (const id of ["slider", "value", "abs"]) byId(id).disabled = !kind;
  const value = kind ? rule[kind] : "";
  slider.value = isCount ? headCount(value, range.most) : value;
  if (document.activeElement !== byId("value")) byId("value").value = value;
  slider.setAttribute("aria-valuetext", kind ? ruleText(rule) : "no rule");
  showDistribution(range, kind, value);
}

function showDistribution(range, kind, value) {
  const bins = histogram(shown.facets, scopeCategories(), byId("abs").checked, range, BINS),
    most = Math.max(...bins, 1);
  const picture = element("svg", {
    viewBox: `0 0 ${BINS * 5} 44`,
    width: BINS * 5,
    height: 44,
    role: "img",
    "aria-label": "Distribution of the scores, with the rule",
  });
  const bars = bins.map((count, i) => [i * 5, 44 - Math.sqrt(count / most) * 42, 4, Math.sqrt(count / most) * 42]);
  picture.append(element("path", { d: pathData("rect", bars), fill: ink("line") }));
  const isScore = kind === "threshold" || kind === "below";
  for (const cutoff of isScore ? [value] : cutoffs(kind, scopeCategories(), byId("abs").checked)) {
    const x = shareOf(cutoff, range) * BINS * 5;
    picture.append(element("path", { d: `M${Math.min(Math.max(x, 1), BINS * 5 - 1)} 0v44`, class: "rule" }));
  }
  byId("distribution").replaceChildren(picture);
}

// a number that the slider shows, without the rounding errors of its steps
function sliderValue() {
  return Number(Number(byId("slider").value).toPrecision(12));
}

function changeKind(event) {
  if (!event.target.value) return resetRule();
  const range = scoreRange(shown.facets, scopeCategories(), byId("abs").checked);
  setRule(ruleOfControls(usualValue(event.target.value, range)));
}

function changeValue(event) {
  const value = conditionValue(byId("kind").value, event.target.value);
  byId("value").setAttribute("aria-invalid", String(value === null));
  if (value !== null) setRule(ruleOfControls(value));
}

// the arrow keys in the number field move the slider
function stepValue(event) {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  event.preventDefault();
  if (event.key === "ArrowUp") byId("slider").stepUp();
  else byId("slider").stepDown();
  byId("value").value = String(sliderValue());
  setRule(ruleOfControls(sliderValue()));
}

function startRule() {
  const scored = page.names.map((_, c) => c).filter((c) => shown.facets.some((facet) => facet.scores[c]));
  if (!scored.length || page.comparison) {
    document.querySelector(".scored").hidden = true;
    return;
  }
  byId("rule").hidden = false;
  const options = (pairs) => pairs.map(([value, text]) => node("option", { value }, text));
  byId("scope").append(...options([["", "all categories"], ...scored.map((c) => [String(c), page.labels[c]])]));
  byId("kind").append(...options([["", ""], ...Object.entries(KINDS)]));
  byId("scope").addEventListener("change", showRule);
  byId("slider").addEventListener("input", () => setRule(ruleOfControls(sliderValue())));
  byId("value").addEventListener("input", changeValue);
  byId("value").addEventListener("keydown", stepValue);
  byId("abs").addEventListener("change", () => setRule(ruleOfControls(shownRule()[byId("kind").value])));
  byId("kind").addEventListener("change", changeKind);
}

function resetRule() {
  if (byId("scope").value === "") Object.assign(state, { all: null, own: new Map() });
  else state.own.delete(Number(byId("scope").value));
  update();
}

// --- the page ---

function showViews() {
  byId("views").hidden = availableViews().length < 2;
  byId("views").replaceChildren(
    ...availableViews().map((view) => {
      const button = node(
        "button",
        { type: "button", id: `view-${view}`, "aria-pressed": String(state.view === view) },
        VIEWS[view],
      );
      button.addEventListener("click", () => {
        if (view === "figure") showAsWritten();
        else state.view = view;
        update();
        byId(`view-${view}`).focus();
      });
      return button;
    }),
  );
}

function showCommand() {
  const command = commandText();
  byId("command-note").textContent = command
    ? "This command draws what the page shows:"
    : "No command draws what the page shows; download the JSON and draw that file.";
  byId("command").parentElement.hidden = !command;
  byId("command").textContent = command;
}

// show the state: new panels if the view has changed, and otherwise their cells
function update() {
  applyRules(shown.facets);
  if (shown.view !== state.view) {
    shown.view = state.view;
    buildPanels();
  } else paintPanels();
  showLegend();
  showViews();
  showRule();
  showCommand();
  updateTable();
  keepAddress();
  if (state.head) point(...state.head);
}

function setTone() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
  const isDarkFigure = document.documentElement.classList.contains("dark-figure");
  shown.tone = isDark || isDarkFigure ? "dark" : "light";
}

function readState() {
  readAddress();
  byId("search").value = state.query;
  update();
  search();
}

async function start() {
  shown.payload = await readPayload();
  shown.svg = await readSvg();
  if (shown.svg) shown.picture = URL.createObjectURL(new Blob([shown.svg], { type: "image/svg+xml" }));
  shown.facets = await readFacets(shown.payload);
  startRule();
  startTable();
  startDownloads();
  byId("search").addEventListener("input", (event) => {
    state.query = event.target.value;
    search();
    keepAddress();
  });
  byId("reset").addEventListener("click", () => {
    history.replaceState(null, "", location.pathname + location.search);
    readState();
  });
  byId("copy").addEventListener("click", copyCommand);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      state.show.clear();
      leave();
      showBand(null);
      update();
    }
  });
  addEventListener("hashchange", readState);
  addEventListener("resize", layoutPanels);
  for (const query of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(query).addEventListener("change", () => {
      setTone();
      update();
    });
  setTone();
  readState();
  document.documentElement.dataset.ready = "yes";
}

start().catch((error) => {
  byId("said").textContent = "This page could not be shown; try a newer browser.";
  throw error;
});
