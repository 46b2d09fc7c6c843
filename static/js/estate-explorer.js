// The map of dependencies: a part of the estate in layers, folded by kind, and what a failure takes down.
import cytoscape from "../lib/cytoscape/dist/cytoscape.esm.min.mjs";
import dagre from "../lib/cytoscape-dagre/dist/cytoscape-dagre.min.mjs";
import { font, withColours } from "./tokens.js";

cytoscape.use(dagre);

const FOLD_ABOVE = 12;
const MOST = 400;
const LONG_NAME = 60;
const LONG_WORD = 18;
const LEGIBLE = 0.85;
const SIGNS = { held: "✓", gap: "✕", stale: "◐", expired: "⌛", claimed: "○", unknown: "?", unneeded: "–" };
const place = document.getElementById("map");
const given = JSON.parse(document.getElementById("map-data").textContent);

const items = new Map();
const edges = new Map();
const folded = new Set();
let down = new Set();
let map;

function take(part) {
  for (const item of part.items) items.set(item.id, { ...items.get(item.id), ...item });
  for (const edge of part.edges) edges.set(`${edge.from}-${edge.to}-${edge.group}`, edge);
}

const kinds = () => {
  const found = new Map();
  for (const item of items.values()) {
    const kind = found.get(item.kind) ?? { name: item.kindName, count: 0 };
    found.set(item.kind, { ...kind, count: kind.count + 1 });
  }
  return found;
};

// Where an item is drawn: by itself, or in the fold of its kind.
const drawnAs = (id) => {
  const item = items.get(id);
  return id !== given.root && folded.has(item.kind) ? `kind-${item.kind}` : `item-${id}`;
};

const shortened = (name) => (name.length > LONG_NAME ? `${name.slice(0, LONG_NAME - 1)}…` : name);

// What stands in a box: the name, what it is, its state as a sign and a word, and whether it stops.
function label(item) {
  const more = item.above + item.below;
  const lines = [shortened(item.name), `${item.kindName}${more ? `, +${more}` : ""}`, `${SIGNS[item.state] ?? "?"} ${item.stateName}`];
  if (down.has(item.id)) lines[2] += ` · ${place.dataset.stops}`;
  return lines.join("\n");
}

function elements() {
  const nodes = new Map();
  for (const item of items.values()) {
    const id = drawnAs(item.id);
    const fold = id.startsWith("kind-");
    const present = nodes.get(id);
    if (present) {
      present.data.count += 1;
      present.data.label = `${item.kindName} × ${present.data.count}`;
      present.data.isDown ||= down.has(item.id);
      continue;
    }
    nodes.set(id, {
      data: {
        id, count: 1, kind: item.kind, state: fold ? "" : item.state, name: fold ? item.kindName : item.name,
        label: fold ? `${item.kindName} × 1` : label(item), height: fold ? 44 : 66,
        item: fold ? 0 : item.id, root: item.id === given.root, isDown: down.has(item.id), fold,
      },
    });
  }
  const lines = new Map();
  for (const edge of edges.values()) {
    const source = drawnAs(edge.from);
    const target = drawnAs(edge.to);
    if (source !== target) {
      lines.set(`${source}>${target}`, {
        data: { id: `${source}>${target}`, source, target, group: Boolean(edge.group), run: edge.phase === "run" },
      });
    }
  }
  return [...nodes.values(), ...lines.values()];
}

function style(colour) {
  const state = (node) => colour[{ unknown: "control", unneeded: "control", claimed: "claimed" }[node.data("state")] ?? node.data("state")] ?? colour.line;
  return [
    { selector: "node", style: {
      shape: "round-rectangle", width: 172, height: "data(height)", "background-color": colour.paper,
      "border-width": 1.5, "border-color": state, label: "data(label)", color: colour.ink,
      "font-family": font(), "font-size": 13, "text-valign": "center", "text-halign": "center", "line-height": 1.25,
      "text-wrap": "wrap", "text-max-width": 160,
      "text-overflow-wrap": (node) => (node.data("label").split(/\s/).some((word) => word.length > LONG_WORD) ? "anywhere" : "whitespace"),
    } },
    { selector: "node[state = 'unknown'], node[state = 'unneeded'], node[state = 'claimed']", style: { "border-style": "dashed" } },
    { selector: "node[?fold]", style: { "background-color": colour.sunken, "border-color": colour.line } },
    { selector: "node[?root]", style: { "border-width": 3, "font-weight": 600 } },
    { selector: "node[?isDown]", style: { "background-color": colour.sunken, "border-style": "double", "border-width": 5 } },
    { selector: "node:selected", style: { "border-color": colour.accent, "border-width": 3 } },
    { selector: "node.faint", style: { opacity: 0.25 } },
    { selector: "edge", style: {
      width: 1.2, "line-color": colour.line, "target-arrow-color": colour.line, "target-arrow-shape": "triangle",
      "arrow-scale": 0.7, "curve-style": "bezier",
    } },
    { selector: "edge[?group]", style: { "line-style": "dashed" } },
    { selector: "edge[?run]", style: { "line-style": "dotted" } },
  ];
}

function draw() {
  map.elements().remove();
  map.add(elements());
  map.layout({ name: "dagre", rankDir: "TB", nodeSep: 18, rankSep: 54, animate: false, fit: true, padding: 24 }).run();
  legible();
  table();
}

// All of it where the text can be read then; else what it is about, to be moved and enlarged from there.
function legible() {
  if (map.zoom() > 1.1) {
    map.zoom(1.1);
    map.center();
  } else if (map.zoom() < LEGIBLE) {
    map.zoom(LEGIBLE);
    map.center(map.getElementById(`item-${given.root}`));
    const box = map.elements().renderedBoundingBox();
    map.panBy({ x: within(box.x1, box.x2, map.width()), y: within(box.y1, box.y2, map.height()) });
  }
}

// How far to move so that no side of the frame is empty while something is cut off at the other.
function within(start, end, frame) {
  const edge = 24;
  if (end - start < frame - 2 * edge) return (frame - (end - start)) / 2 - start;
  if (start > edge) return edge - start;
  return end < frame - edge ? frame - edge - end : 0;
}

function enlarge(by) {
  const middle = { x: map.width() / 2, y: map.height() / 2 };
  map.zoom({ level: map.zoom() * by, renderedPosition: middle });
}

function markDown() {
  for (const node of map.nodes()) {
    const members = node.data("fold")
      ? [...items.values()].filter((item) => drawnAs(item.id) === node.id()).map((item) => item.id)
      : [node.data("item")];
    node.data("isDown", members.some((id) => down.has(id)));
    if (!node.data("fold")) node.data("label", label(items.get(node.data("item"))));
  }
}

function table() {
  const body = document.querySelector("#map-table tbody");
  const present = new Set([...body.rows].map((row) => Number(row.dataset.item)));
  for (const item of items.values()) {
    if (present.has(item.id)) continue;
    const row = body.insertRow();
    row.dataset.item = item.id;
    const head = document.createElement("th");
    head.scope = "row";
    const link = document.createElement("a");
    link.href = item.url;
    link.textContent = item.name;
    head.append(link);
    row.append(head);
    row.insertCell().textContent = item.kindName;
    row.insertCell().textContent = item.stateName;
    const below = [...edges.values()].filter((edge) => edge.from === item.id).map((edge) => items.get(edge.to)?.name);
    row.insertCell().textContent = below.filter(Boolean).join(", ") || "–";
  }
}

const addressOf = (template, id) => template.replace("/0/", `/${id}/`);

async function expand(id) {
  if (items.size >= MOST) return;
  const answer = await fetch(`${addressOf(place.dataset.part, id)}?up=1&down=1`);
  if (!answer.ok) return;
  take(await answer.json());
  folds();
  draw();
}

async function blast(id) {
  const answer = await fetch(addressOf(place.dataset.blast, id));
  if (!answer.ok) return;
  const panel = document.getElementById("blast");
  panel.outerHTML = await answer.text();
  readDown();
  markDown();
}

function readDown() {
  const said = document.getElementById("blast")?.dataset.down ?? "";
  down = new Set(said.split(" ").filter(Boolean).map(Number));
}

function folds() {
  const bar = document.getElementById("map-folds");
  bar.replaceChildren();
  for (const [kind, { name, count }] of kinds()) {
    if (count < 2) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "filter";
    button.setAttribute("aria-pressed", String(folded.has(kind)));
    button.textContent = `${bar.dataset.fold} ${name} ${count}`;
    button.addEventListener("click", () => {
      folded.has(kind) ? folded.delete(kind) : folded.add(kind);
      button.setAttribute("aria-pressed", String(folded.has(kind)));
      draw();
    });
    bar.append(button);
  }
}

function find(text) {
  const wanted = text.trim().toLocaleLowerCase();
  for (const node of map.nodes()) {
    node.toggleClass("faint", Boolean(wanted) && !node.data("name").toLocaleLowerCase().includes(wanted));
  }
  for (const row of document.querySelectorAll("#map-table tbody tr")) {
    row.hidden = Boolean(wanted) && !row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
  }
}

take(given);
for (const [kind, { count }] of kinds()) if (count > FOLD_ABOVE) folded.add(kind);
readDown();
map = cytoscape({
  container: place, elements: [], minZoom: 0.15, maxZoom: 2, wheelSensitivity: 0.3,
  autoungrabify: true, boxSelectionEnabled: false, hideEdgesOnViewport: items.size > 200,
});
withColours((colour) => map.style(style(colour)));
folds();
draw();
map.on("tap", "node", (event) => {
  const node = event.target;
  if (node.data("fold")) {
    folded.delete(node.data("kind"));
    folds();
    draw();
  } else {
    blast(node.data("item"));
  }
});
map.on("dbltap", "node", (event) => event.target.data("item") && expand(event.target.data("item")));
for (const button of document.querySelectorAll("[data-map]")) {
  button.addEventListener("click", () => {
    if (button.dataset.map === "all") map.fit(undefined, 24);
    else enlarge(button.dataset.map === "larger" ? 1.25 : 0.8);
  });
}
document.getElementById("map-search").addEventListener("input", (event) => find(event.target.value));
place.dataset.ready = "";
