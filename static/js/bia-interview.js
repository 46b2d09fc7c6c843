// The interview: each change is sent at once; what cannot be sent stays on this device and goes later.
// The rules (MTD, challenges) are the server's; here only the grid is coloured and its curve redrawn.

const form = document.querySelector("form[data-interview]");
const status = document.querySelector("[data-saved]");
const storeKey = form ? `bia:interview:${form.dataset.interview}` : "";
const TYPING_PAUSE = 500;
const RETRY_AFTER = [2000, 4000, 8000, 15000, 30000];

let version = form ? Number(form.elements.version.value) || 0 : 0;
let pending = {};
let was = {};
const known = {};
let sending = null;
let failures = 0;
let timer = 0;

function keepHere() {
  try {
    if (Object.keys(pending).length) localStorage.setItem(storeKey, JSON.stringify({ pending, was }));
    else localStorage.removeItem(storeKey);
  } catch {
    // Private windows may have no storage: what is typed then lives on the page alone.
  }
}

function keptHere() {
  try {
    return JSON.parse(localStorage.getItem(storeKey) || "{}");
  } catch {
    return {};
  }
}

function say(text, state = "") {
  status.className = `saved${state ? ` state is-${state}` : ""}`;
  status.querySelector("span").textContent = text;
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? field.value : "";
  return field.value;
}

function fieldsNamed(name) {
  return [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
}

function setValue(name, value) {
  for (const field of fieldsNamed(name)) {
    if (field.type === "checkbox") field.checked = field.value === value;
    else field.value = value;
    look(field);
  }
}

function look(field) {
  if (field.matches("select.level")) field.dataset.level = field.value;
  if (field.matches("[data-kind-of]")) field.closest("[data-row]").dataset.kind = field.value;
}

function change(name, value) {
  if (!(name in was)) was[name] = known[name] ?? "";
  pending[name] = value;
  keepHere();
}

function plan(pause) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

async function send() {
  if (sending) return sending;
  if (!Object.keys(pending).length) return true;
  sending = deliver({ ...pending }).finally(() => { sending = null; });
  const done = await sending;
  if (done && Object.keys(pending).length) plan(0);
  return done;
}

async function deliver(changes) {
  say(status.dataset.saving);
  let response;
  try {
    response = await fetch(form.dataset.save, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ version, changes, was, step: form.dataset.step }),
    });
  } catch {
    return later(status.dataset.offline);
  }
  if (response.status === 409) return differ(await response.json(), changes);
  if (response.status === 410) return stop(status.dataset.closed);
  if (response.status >= 500 || response.status === 429) return later(status.dataset.away);
  if (!response.ok) return stop(status.dataset.expired);
  saved(await response.json(), changes);
  return true;
}

function later(words) {
  say(words, "expired");
  plan(RETRY_AFTER[Math.min(failures, RETRY_AFTER.length - 1)]);
  failures += 1;
  return false;
}

function stop(words) {
  say(words, "expired");
  return false;
}

function saved(answer, changes) {
  failures = 0;
  version = answer.version;
  form.elements.version.value = version;
  for (const [name, value] of Object.entries(changes)) {
    known[name] = value;
    delete was[name];
    if (pending[name] === value) delete pending[name];
    else was[name] = value;
  }
  keepHere();
  say(answer.saved);
  replace("[data-implied]", answer.implied);
  replace("[data-challenges]", answer.challenges);
  showErrors(answer.errors);
}

function replace(selector, html) {
  const place = document.querySelector(selector);
  if (place && html !== undefined && !place.contains(document.activeElement)) place.innerHTML = html;
}

function showErrors(errors) {
  for (const line of form.querySelectorAll("[data-error]")) {
    const said = errors[line.dataset.error] || "";
    line.hidden = !said;
    line.querySelector("span").textContent = said;
    line.closest(".field, label")?.classList.toggle("wrong", Boolean(said));
  }
}

// Two tabs: both answers stand side by side until one is chosen.
function differ(answer, changes) {
  version = answer.version;
  form.elements.version.value = version;
  if (!Object.keys(answer.differ).length) {
    plan(0);
    return false;
  }
  const panel = document.querySelector("[data-overtaken]");
  const list = panel.querySelector("[data-sides]");
  list.replaceChildren();
  for (const [name, sides] of Object.entries(answer.differ)) list.append(side(name, sides));
  panel.hidden = false;
  say(answer.said, "stale");
  panel.scrollIntoView({ block: "nearest" });
  return false;
}

function side(name, { theirs, mine }) {
  const line = document.querySelector("template[data-side]").content.firstElementChild.cloneNode(true);
  line.dataset.name = name;
  line.querySelector("b").textContent = labelOf(name);
  line.querySelector("[data-theirs]").textContent = theirs || "–";
  line.querySelector("[data-mine]").textContent = mine || "–";
  line.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]")?.dataset.take;
    if (!take) return;
    const value = take === "mine" ? mine : theirs;
    setValue(name, value);
    known[name] = theirs;
    delete was[name];
    delete pending[name];
    if (take === "mine") change(name, value);
    keepHere();
    line.remove();
    const panel = document.querySelector("[data-overtaken]");
    if (!panel.querySelector("[data-sides]").children.length) panel.hidden = true;
    plan(0);
  });
  return line;
}

function labelOf(name) {
  const field = fieldsNamed(name)[0];
  if (!field) return name;
  return field.getAttribute("aria-label") || field.labels?.[0]?.firstChild?.textContent.trim() || name;
}

// Lists: the blank row at the end becomes a real one as soon as something is typed into it.
function grow(row) {
  const list = row?.closest("[data-rows]");
  if (!list || row !== list.lastElementChild) return;
  const head = list.dataset.rows;
  const key = `n${Math.random().toString(36).slice(2, 10)}`;
  const next = row.cloneNode(true);
  const old = row.dataset.row;
  next.dataset.row = key;
  for (const field of next.querySelectorAll("[name]")) {
    field.name = field.name.replace(`${head}.${old}.`, `${head}.${key}.`);
    if (field.type === "checkbox") field.checked = field.defaultChecked;
    else if (field.tagName !== "SELECT" && field.type !== "hidden") field.value = "";
  }
  for (const line of next.querySelectorAll("[data-error]")) line.dataset.error = line.dataset.error.replace(`${head}.${old}.`, `${head}.${key}.`);
  const gone = next.querySelector("[data-gone]");
  gone.dataset.gone = `${head}.${key}.gone`;
  gone.hidden = true;
  row.querySelector("[data-gone]").hidden = false;
  list.append(next);
  for (const field of row.querySelectorAll("select[name], input[type=checkbox][name]")) change(field.name, valueOf(field));
}

function remove(button) {
  const row = button.closest("[data-row]");
  const after = row.nextElementSibling?.querySelector("input:not([type=hidden])");
  const prefix = button.dataset.gone.replace(/gone$/, "");
  for (const name of Object.keys(pending)) if (name.startsWith(prefix)) delete pending[name];
  change(button.dataset.gone, "1");
  row.remove();
  after?.focus();
  plan(0);
}

// Names of things it may rest on, as they are typed.
let findTimer = 0;
function suggest(field) {
  clearTimeout(findTimer);
  findTimer = setTimeout(async () => {
    const kind = field.closest("[data-row]").dataset.kind || "";
    const query = new URLSearchParams({ q: field.value, kind });
    try {
      const response = await fetch(`${form.dataset.find}?${query}`, { credentials: "same-origin" });
      if (!response.ok) return;
      const names = (await response.json()).names;
      document.getElementById("bia-names").replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    } catch {
      // Without a connection the name is simply typed.
    }
  }, 150);
}

function onInput(event) {
  const field = event.target;
  if (!field.name || field.name === "version" || field.type === "hidden") return;
  look(field);
  change(field.name, valueOf(field));
  grow(field.closest("[data-row]"));
  if (field.matches("[data-finds]")) suggest(field);
  plan(event.type === "change" || field.tagName === "SELECT" || field.type === "checkbox" ? 0 : TYPING_PAUSE);
}

function onClick(event) {
  const gone = event.target.closest("[data-gone]");
  if (gone) return remove(gone);
  const set = event.target.closest("[data-set]");
  const reply = event.target.closest("[data-reply]");
  if (set) {
    setValue(set.dataset.set, set.dataset.value);
    change(set.dataset.set, set.dataset.value);
  }
  if (reply && !set) {
    const doubt = reply.closest("[data-code]");
    const said = reply.dataset.reply;
    change(`reply.${doubt.dataset.code}`, said ? `${said}|${doubt.dataset.question}` : "");
    reply.blur();
  }
  if (set || reply) {
    document.activeElement?.blur();
    plan(0);
  }
}

// Leaving a step waits for what is still on its way; without a connection one stays on the page.
async function onSubmit(event) {
  if (form.dataset.going || !Object.keys(pending).length) return;
  event.preventDefault();
  const button = event.submitter;
  clearTimeout(timer);
  if (sending) await sending;
  const done = Object.keys(pending).length ? await send() : true;
  if (!done || Object.keys(pending).length) return;
  form.dataset.going = "1";
  form.requestSubmit(button);
}

function restore() {
  const kept = keptHere();
  if (!kept.pending) return;
  pending = kept.pending;
  was = kept.was || {};
  for (const [name, value] of Object.entries(pending)) setValue(name, value);
  plan(0);
}

if (form) {
  form.addEventListener("input", onInput);
  form.addEventListener("change", onInput);
  document.addEventListener("click", onClick);
  form.addEventListener("submit", onSubmit);
  window.addEventListener("online", () => plan(0));
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  for (const field of form.querySelectorAll("[data-finds]")) field.addEventListener("focus", () => suggest(field));
  form.addEventListener("focusin", (event) => { if (event.target.matches("[data-finds]")) suggest(event.target); });
  document.querySelector("[data-focus]")?.focus();
  for (const field of form.elements) if (field.name && field.type !== "hidden") known[field.name] = valueOf(field);
  restore();
}
