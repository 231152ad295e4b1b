// heads.js: select heads by their scores, exactly as headmap does, and give each head its colour.

const NO_CELL = -1; // the code of a head that is not drawn: it is absent, or has no score
const CONDITIONS = ["threshold", "below", "top", "bottom"];

// a count such as 20 or a share such as 5%, of heads with a score
function headCount(text, total) {
  if (!String(text).endsWith("%")) return Number(text);
  return Math.max(1, Math.floor((total * parseFloat(text)) / 100 + 1e-9));
}

// a test for scores that are greater than a limit, or less; a float32 stands for its shortest decimal
function beyond(scores, limit, sign) {
  if (!(scores instanceof Float32Array)) return (value) => sign * value > sign * limit;
  const nearest = Math.fround(limit);
  const includesNearest = Number.isFinite(nearest) && sign * exact(nearest) > sign * limit;
  return (value) => sign * value > sign * nearest || (includesNearest && value === nearest);
}

function highest(values, candidates, count, sign) {
  const sorted = values.filter((_, here) => candidates[here]).sort();
  const taken = Math.min(count, sorted.length);
  if (taken === 0) return () => false;
  const last = sign > 0 ? sorted[sorted.length - taken] : sorted[taken - 1];
  return (value) => sign * value >= sign * last;
}

// the heads for which all conditions of a rule hold; heads that tie with the last of the top ones are in it
function select(scores, rule) {
  const values = rule.abs ? scores.map(Math.abs) : scores;
  const selected = new Uint8Array(values.length);
  const tests = [];
  if (rule.threshold !== undefined) tests.push(beyond(values, rule.threshold, 1));
  if (rule.below !== undefined) tests.push(beyond(values, rule.below, -1));
  let total = 0;
  for (let here = 0; here < values.length; here++) {
    if (Number.isNaN(values[here])) continue;
    total++;
    selected[here] = tests.every((test) => test(values[here])) ? 1 : 0;
  }
  const limits = [];
  if (rule.top !== undefined) limits.push(highest(values, selected, headCount(rule.top, total), 1));
  if (rule.bottom !== undefined) limits.push(highest(values, selected, headCount(rule.bottom, total), -1));
  for (const limit of limits) {
    for (let here = 0; here < values.length; here++) selected[here] &= limit(values[here]) ? 1 : 0;
  }
  return selected;
}

// the rule that a category has now; null if its heads are those that the figure lists
function ruleOf(facet, c) {
  if (!facet.scores[c]) return null;
  return state.own.get(c) ?? state.all ?? null;
}

function applyRules(facets) {
  for (const facet of facets) {
    facet.counts.fill(0);
    facet.members = page.names.map((_, c) => {
      const rule = ruleOf(facet, c);
      const members = rule ? select(facet.scores[c], rule) : (facet.listed[c] ?? new Uint8Array(facet.size));
      for (let here = 0; here < facet.size; here++) facet.counts[here] += members[here];
      return members;
    });
  }
}

function ruleText(rule) {
  const texts = CONDITIONS.filter((name) => rule[name] !== undefined).map((name) => `${name} ${rule[name]}`);
  return texts.join(" with ") + (rule.abs ? " by magnitude" : "");
}

function palette() {
  return page.colors[shown.tone];
}

function countLabel(k) {
  return page.words.count.replaceAll("{k}", k);
}

function firstOf(facet, here) {
  return facet.members.findIndex((members) => members[here]);
}

// the colour class of each head, numbered as in composite.py: 0, c + 1 for one category, C + k - 1 for k
function compositeCodes(facet) {
  const count = page.names.length;
  const chosen = page.names.map((name) => !state.show.size || state.show.has(name));
  const chosenCounts = Array.from({ length: count + 1 }, (_, k) => state.show.has(`count:${k}`));
  const codes = new Int16Array(facet.size);
  for (let here = 0; here < facet.size; here++) {
    let own = 0,
      first = -1;
    for (let c = 0; c < count; c++) {
      if (!chosen[c] || !facet.members[c][here]) continue;
      own++;
      if (first < 0) first = c;
    }
    if (chosenCounts[facet.counts[here]]) [own, first] = [facet.counts[here], Math.max(first, firstOf(facet, here))];
    if (facet.absent[here]) codes[here] = NO_CELL;
    else if (own > 1 && page.display === "count") codes[here] = count + own - 1;
    else codes[here] = own ? first + 1 : 0;
  }
  return codes;
}

function categoryCodes(facet, c) {
  const codes = new Int16Array(facet.size);
  for (let here = 0; here < facet.size; here++) {
    codes[here] = facet.absent[here] ? NO_CELL : facet.members[c][here] * (c + 1);
  }
  return codes;
}

function scaleOf(c) {
  return page.scales[page.scales.length > 1 ? c : 0];
}

// scores in units in which they are evenly spaced along the scale, as in score_axis.py
function warper(scale) {
  const largest = Math.max(Math.abs(scale.lowest), Math.abs(scale.highest));
  const unit = scale.spacing === "symlog" ? largest * 1e-3 || Number.MIN_VALUE : largest;
  if (scale.spacing === "log") return (score) => (score > 0 ? Math.log10(score) : -Infinity);
  if (scale.spacing === "symlog") return (score) => Math.sign(score) * Math.log1p(Math.abs(score / unit));
  return (score) => score / unit;
}

function scoreCodes(facet, c) {
  const scale = scaleOf(c),
    warp = warper(scale),
    last = scale.colors.length - 1;
  const start = warp(scale.lowest),
    span = warp(scale.highest) - start;
  return Int16Array.from(facet.scores[c], (score) => {
    if (Number.isNaN(score)) return NO_CELL;
    const share = Math.min(Math.max((warp(score) - start) / span, 0), 1);
    return Math.min(Math.floor(share * scale.colors.length), last);
  });
}

function codesOf(panel) {
  if (state.view === "scores") return scoreCodes(panel.facet, panel.c);
  return panel.c < 0 ? compositeCodes(panel.facet) : categoryCodes(panel.facet, panel.c);
}

// the colour and the hatch of a code
function lookOf(panel, code) {
  if (state.view === "scores") return { color: scaleOf(panel.c).colors[code], hatch: "none" };
  const colors = palette(),
    count = page.names.length;
  if (code === 0) return { color: colors.unclassified, hatch: "none" };
  if (code <= count) return { color: colors.categories[code - 1], hatch: page.hatches.categories[code - 1] };
  const k = code - count - 1;
  return { color: colors.counts[k], hatch: page.hatches.counts[k] ?? "none" };
}

function place(facet, here) {
  const layer = Math.floor(here / facet.heads),
    head = here % facet.heads;
  const [column, index] = alongX ? [layer, head] : [head, layer];
  const rows = alongX ? facet.heads : facet.layers;
  return [column, page.axes.origin === "bottom" ? rows - 1 - index : index];
}

function headAt(facet, column, row) {
  const rows = alongX ? facet.heads : facet.layers;
  const index = page.axes.origin === "bottom" ? rows - 1 - row : row;
  return alongX ? column * facet.heads + index : index * facet.heads + column;
}

// --- the scores ---

// the range, the number of scores and a step for the slider, of some categories
function scoreRange(facets, categories, byMagnitude) {
  let low = Infinity,
    high = -Infinity,
    most = 0;
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
  const span = Math.min(high > low ? high - low : Math.abs(high) || 1, Number.MAX_VALUE);
  const step = 10 ** Math.floor(Math.log10(span / 100));
  return { low, high, most, step, start: Math.floor(low / step) * step, end: Math.ceil(high / step) * step };
}

// where a score is in a range, from 0 to 1; halves, since the difference of huge scores overflows
function shareOf(score, { low, high }) {
  return (score / 2 - low / 2) / (high / 2 - low / 2 || 1);
}

// how many scores there are in each of some equal parts of their range
function histogram(facets, categories, byMagnitude, range, bins) {
  const found = new Array(bins).fill(0);
  for (const facet of facets) {
    for (const c of categories) {
      for (const score of facet.scores[c] ?? []) {
        if (Number.isNaN(score)) continue;
        const value = byMagnitude ? Math.abs(score) : score;
        found[Math.min(bins - 1, Math.floor(shareOf(value, range) * bins))]++;
      }
    }
  }
  return found;
}

// the score of the last head that is among the highest or the lowest, in each category of each facet
function cutoffs(kind, categories, byMagnitude) {
  const found = [];
  if (kind !== "top" && kind !== "bottom") return found;
  for (const facet of shown.facets) {
    for (const c of categories) {
      const own = facet.scores[c]?.filter((_, here) => facet.members[c][here]) ?? [];
      const values = (byMagnitude ? own.map(Math.abs) : own).sort();
      if (values.length) found.push(kind === "top" ? values[0] : values[values.length - 1]);
    }
  }
  return found;
}
