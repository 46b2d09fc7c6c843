// Draws the impact curve from the levels on the page, in the very look of the server's picture, so
// that it moves at once and without a connection. What the server answers takes its place.

const SVG = "http://www.w3.org/2000/svg";

function worst(form, category, count) {
  if (category.fixed) return category.levels;
  const levels = Array(count).fill(null);
  const cells = form.querySelectorAll('select.level[name^="rate."]');
  for (const cell of cells) {
    const [, , key, at] = cell.name.split(".");
    if (key === category.key && cell.value !== "") levels[at] = Math.max(levels[at] ?? 0, Number(cell.value));
  }
  return levels;
}

// The engine's rule: the end of the last answered band before the first intolerable one.
function limitOf(category, levels, bands) {
  if (category.fixed) return { state: category.mtd ? "shown" : "beyond the last band", mtd: category.mtd, end: bands.at(-1) };
  let before = null;
  for (const [at, level] of levels.entries()) {
    if (level === null) continue;
    if (level >= category.intolerable) return before ? { state: "shown", mtd: before } : { state: "no tolerance shown", mtd: bands[at] };
    before = bands[at];
  }
  return before && { state: "beyond the last band", end: before };
}

function smallest(found, by) {
  return found.reduce((least, one) => (least === null || one[by][0] < least[by][0] ? one : least), null);
}

function imply(curves, bands) {
  const asked = curves
    .map((curve) => ({ name: curve.name, ...limitOf(curve.category, curve.levels, bands) }))
    .filter((one) => one.state);
  if (!asked.length) return { state: "not asked" };
  const untold = smallest(asked.filter((one) => one.state === "no tolerance shown"), "mtd");
  if (untold) return { state: untold.state, category: untold.name };
  const binding = smallest(asked.filter((one) => one.state === "shown"), "mtd");
  if (binding) return { state: "shown", category: binding.name, mtd: binding.mtd };
  return { state: "beyond the last band", least: smallest(asked, "end").end };
}

function percent(value) {
  return `${Number(value.toFixed(2))}%`;
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function frameOf({ frame: [left, right, top, bottom], bands, levels }) {
  const innerX = (x) => ((1000 * x) / bands.length).toFixed(1);
  const innerY = (y) => (1000 - (1000 * y) / (levels - 1)).toFixed(1);
  return {
    left, right, top, bottom, innerX, innerY,
    x: (x) => left + (Number(innerX(x)) / 1000) * (right - left),
    y: (y) => top + (Number(innerY(y)) / 1000) * (bottom - top),
  };
}

function axes(svg, data, frame, limit) {
  const top = data.levels - 1;
  const edges = { x1: percent(frame.left), x2: percent(frame.right) };
  for (let at = 0; at <= top; at += 1) {
    const y = percent(frame.y(at));
    svg.append(element("line", { class: at ? "gridline" : "baseline", ...edges, y1: y, y2: y }));
    const key = at === top ? { class: "key" } : {};
    svg.append(element("text", { ...key, x: "0", y, dy: ".32em" }, [0, 2, top].includes(at) ? at : ""));
  }
  const words = ["0", ...data.bands.map((band) => band[1])];
  const last = data.bands.length;
  if (last > 3) words[limit === last - 2 ? last : last - 1] = "";
  const crowded = limit !== null && last - limit - 1 < data.room * last;
  for (const [at, word] of words.entries()) {
    const phone = at - 1 === limit || (at === last ? !crowded : at % 2 === 0);
    const x = frame.x(at);
    const anchor = x <= frame.left + 1 ? "start" : x >= frame.right - 1 ? "end" : "middle";
    const look = `${at && at - 1 === limit ? "key" : ""}${phone ? "" : " off-phone"}`;
    svg.append(element("text", { class: look, x: percent(x), y: "100%", dy: "-.1em", "text-anchor": anchor }, word));
  }
}

function stairs(levels, frame) {
  const first = levels.findIndex((level) => level !== null);
  const last = levels.findLastIndex((level) => level !== null);
  let held = 0;
  const points = levels.slice(first, last + 1).flatMap((level, at) => {
    held = level ?? held;
    return [[first + at, held], [first + at + 1, held]];
  });
  return points.map(([x, y], at) => `${at ? "L" : "M"}${frame.innerX(x)} ${frame.innerY(y)}`).join(" ");
}

function picture(data, curves, implied) {
  const frame = frameOf(data);
  const borne = data.bands.filter((band) => implied.mtd && band[0] <= implied.mtd[0]).length;
  const limit = borne ? borne - 1 : null;
  const said = implied.mtd
    ? data.said.shown.replace("{mtd}", implied.mtd[1]).replace("{category}", implied.category)
    : data.said.never;
  const svg = element("svg", { class: "chart", role: "img", "aria-label": said });
  axes(svg, data, frame, limit);
  const box = element("svg", {
    x: percent(frame.left), y: percent(frame.top), width: percent(frame.right - frame.left), height: percent(frame.bottom - frame.top),
    viewBox: "0 0 1000 1000", preserveAspectRatio: "none", overflow: "visible",
  });
  if (limit !== null) box.append(element("path", { class: "zone", d: `M${frame.innerX(limit + 1)} 0 H1000 V1000 H${frame.innerX(limit + 1)}z` }));
  const subject = implied.category || curves[0].name;
  const ordered = [...curves.filter((one) => one.name !== subject), ...curves.filter((one) => one.name === subject)];
  for (const one of ordered) box.append(element("path", { class: one.name === subject ? "subject" : "other", d: stairs(one.levels, frame) }));
  svg.append(box);
  if (limit !== null) {
    const x = percent(frame.x(limit + 1));
    svg.append(element("line", { class: "marker", x1: x, x2: x, y1: percent(Math.max(0, frame.top - 1.7)), y2: percent(frame.bottom) }));
    svg.append(element("circle", { class: "dot", cx: x, cy: percent(frame.y(data.levels - 1)), r: "5" }));
  }
  return svg;
}

function sentence(implied) {
  const words = document.querySelector(`template[data-limit-as="${implied.state}"]`).content.cloneNode(true);
  const together = (time) => time?.[1].replaceAll(" ", "\u00a0");
  const said = { "{mtd}": together(implied.mtd), "{category}": implied.category, "{least}": together(implied.least) };
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const [mark, word] of Object.entries(said)) node.data = node.data.replace(mark, () => word ?? "");
  }
  return words;
}

// Redraws sentence and picture from the levels on the page.
export function redraw(form, place) {
  const line = place?.querySelector("[data-limit]");
  if (!line || !form.querySelector("select.level")) return;
  const data = JSON.parse(line.dataset.curve);
  const curves = data.categories
    .map((category) => ({ category, name: category.name, levels: worst(form, category, data.bands.length) }))
    .filter((one) => one.levels.some((level) => level !== null));
  const implied = imply(curves, data.bands);
  const words = sentence(implied);
  if (words.textContent.trim() !== line.textContent.trim()) line.replaceChildren(words);
  place.querySelector("svg.chart")?.remove();
  if (curves.length) line.after(picture(data, curves, implied));
}
