// The interview: each change is sent at once; what cannot be sent stays on this device and goes later.
// The rules (MTD, challenges) are the server's; here the grid is coloured and its curve drawn until they answer.
import { redraw } from "./bia-curve.js";
import { onKey } from "./bia-grid.js";
import { bringBack, grow, isBlank, prepare } from "./bia-rows.js";

const form = document.querySelector("form[data-interview]");
const status = document.querySelector("[data-saved]");
const storeKey = form ? `bia:interview:${form.dataset.interview}` : "";
const TYPING_PAUSE = 500;
const RETRY_AFTER = [2000, 4000, 8000, 15000, 30000];

let version = form ? Number(form.elements.version.value) || 0 : 0;
let pending = {};
let was = {};
const known = {};
// Not sent for now: too long to be kept, or said otherwise by another tab and not yet decided.
const blocked = new Set();
const disputed = new Set();
let said = { errors: {}, echoes: {} };
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

function say(text, state = "", link = "") {
  status.className = `saved${state ? ` is-${state}` : ""}`;
  status.querySelector("[data-words]").textContent = text;
  for (const one of status.querySelectorAll("a")) one.hidden = !link || !(link in one.dataset);
}

function sendable() {
  return Object.entries(pending).filter(([name]) => !blocked.has(name) && !disputed.has(name));
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? field.value : "";
  if (field.dataset.question && field.value.trim()) return `${field.value.trim()}|${field.dataset.question}`;
  return field.value;
}

// What the page came with, whatever was typed before this script ran.
function servedValue(field) {
  if (field.type === "checkbox") return field.defaultChecked ? field.value : "";
  if (field.options) return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value ?? "";
  return field.defaultValue;
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
  if (field.matches("select.level")) {
    field.dataset.level = field.value;
    redraw(form, document.querySelector("[data-implied]"));
  }
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
  const changes = Object.fromEntries(sendable());
  if (!Object.keys(changes).length) return !Object.keys(pending).length;
  sending = deliver(changes).finally(() => { sending = null; });
  const done = await sending;
  if (done && sendable().length) plan(0);
  return done && !Object.keys(pending).length;
}

async function deliver(changes) {
  if (!status.matches("[class*=is-]")) say(status.dataset.saving);
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
  if (response.status === 409) return differ(await response.json());
  if (response.status === 410) return stop((await response.json()).said || status.dataset.closed);
  if (response.status === 413 || response.status === 400) return tooMuch(changes);
  if (response.status >= 500 || response.status === 429) return later(status.dataset.away);
  if (response.status === 401 || response.type === "opaqueredirect") return stop(status.dataset.loggedOut, "login");
  if (!response.ok) return isByLink() ? stop(status.dataset.expired) : stop(status.dataset.stale, "again");
  saved(await response.json(), changes);
  return true;
}

function isByLink() {
  return !status.querySelector("a[data-login]").getAttribute("href");
}

function later(words) {
  say(words, "away");
  const moved = Object.keys(pending).some((name) => /^(rate|loss|low|high|wrt)/.test(name));
  document.querySelector("[data-implied]").classList.toggle("bia-alone", moved);
  plan(RETRY_AFTER[Math.min(failures, RETRY_AFTER.length - 1)]);
  failures += 1;
  return false;
}

function stop(words, link = "") {
  say(words, "away", link);
  return false;
}

function tooMuch(changes) {
  const [longest] = Object.entries(changes).sort((one, other) => other[1].length - one[1].length)[0];
  blocked.add(longest);
  if (sendable().length) plan(0);
  return stop(status.dataset.long);
}

function saved(answer, changes) {
  failures = 0;
  version = answer.version;
  form.elements.version.value = version;
  const refused = answer.refused || {};
  for (const [name, value] of Object.entries(changes)) {
    if (name in refused) {
      if (pending[name] === value) blocked.add(name);
      continue;
    }
    known[name] = value;
    delete was[name];
    if (pending[name] === value) delete pending[name];
    else if (name in pending) was[name] = value;
  }
  keepHere();
  if (blocked.size) say(status.dataset.long, "away");
  else if (disputed.size) say(document.querySelector("[data-overtaken] b").textContent, "stale");
  else say(answer.saved);
  replace("[data-implied]", answer.implied);
  document.querySelector("[data-implied]")?.classList.remove("bia-alone");
  if (sendable().some(([name]) => name.startsWith("rate."))) redraw(form, document.querySelector("[data-implied]"));
  replace("[data-challenges]", answer.challenges);
  said = { errors: { ...answer.errors, ...refused }, echoes: answer.echoes || {} };
  showSaid();
  ask(answer.hidden || []);
}

// Which of the campaign's own questions are asked depends on what was answered.
function ask(hidden) {
  for (const part of form.querySelectorAll("[data-asked]")) part.hidden = hidden.includes(part.dataset.asked);
  for (const part of form.querySelectorAll("[data-own]")) part.hidden = !part.querySelector("[data-asked]:not([hidden])");
}

function replace(selector, html) {
  const place = document.querySelector(selector);
  if (place && html !== undefined && !place.contains(document.activeElement)) place.innerHTML = html;
}

// What cannot be read is said once the field is left, not in the middle of a word.
function showSaid() {
  for (const line of form.querySelectorAll("[data-error]")) {
    const words = said.errors[line.dataset.error] || "";
    const field = fieldsNamed(line.dataset.error)[0];
    if (words && line.hidden && field === document.activeElement && field.value.length < 100) continue;
    line.hidden = !words;
    line.querySelector("span").textContent = words;
    line.closest(".field, label")?.classList.toggle("wrong", Boolean(words));
    if (words) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  for (const line of form.querySelectorAll("[data-echo]")) {
    line.textContent = said.echoes[line.dataset.echo] || "";
    line.hidden = !line.textContent;
  }
}

// Two tabs: both answers stand side by side until one is chosen; neither is sent before.
function differ(answer) {
  version = answer.version;
  form.elements.version.value = version;
  if (!answer.sides.length) {
    plan(0);
    return false;
  }
  const panel = document.querySelector("[data-overtaken]");
  const list = panel.querySelector("[data-sides]");
  for (const one of answer.sides) {
    disputed.add(one.name);
    [...list.children].find((line) => line.dataset.name === one.name)?.remove();
    list.append(side(one));
  }
  panel.hidden = false;
  say(answer.said, "stale");
  panel.scrollIntoView({ block: "nearest" });
  if (sendable().length) plan(0);
  return false;
}

function side(one) {
  const line = document.querySelector("template[data-side]").content.firstElementChild.cloneNode(true);
  line.dataset.name = one.name;
  line.querySelector("b").textContent = one.label;
  line.querySelector("[data-theirs]").textContent = one.theirs_read;
  line.querySelector("[data-mine]").textContent = one.mine_read;
  line.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]")?.dataset.take;
    if (take) decide(line, one, take);
  });
  return line;
}

function decide(line, { name, theirs }, take) {
  const value = take === "mine" ? pending[name] : theirs;
  setValue(name, value);
  known[name] = theirs;
  disputed.delete(name);
  delete was[name];
  delete pending[name];
  if (take === "mine") change(name, value);
  keepHere();
  line.remove();
  const panel = document.querySelector("[data-overtaken]");
  const next = panel.querySelector("[data-take]");
  if (next) next.focus();
  else panel.hidden = true;
  if (!sendable().length && !disputed.size) say(status.dataset.kept);
  plan(0);
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
  if (!field.name || field.type === "hidden" || field.name.startsWith("take.")) return;
  const value = valueOf(field);
  if (value === (pending[field.name] ?? known[field.name])) {
    if (sendable().length) plan(0);
    return;
  }
  const row = field.closest("[data-row]");
  blocked.delete(field.name);
  change(field.name, value);
  look(field);
  if (grow(row)) for (const one of row.querySelectorAll("select[name], input[type=checkbox][name]")) change(one.name, valueOf(one));
  if (field.matches("[data-finds]")) suggest(field);
  plan(event.type === "change" || field.tagName === "SELECT" || field.type === "checkbox" ? 0 : TYPING_PAUSE);
}

function onClick(event) {
  const gone = event.target.closest("[data-gone]");
  if (gone) return remove(gone);
  const set = event.target.closest("[data-set]");
  const reply = event.target.closest("[data-reply]");
  const settings = set ? [set] : [...(reply?.querySelectorAll("[data-set]") ?? [])];
  for (const one of settings) {
    setValue(one.dataset.set, one.dataset.value);
    change(one.dataset.set, one.dataset.value);
  }
  if (reply && !settings.length) {
    const doubt = reply.closest("[data-code]");
    const said = reply.dataset.reply;
    change(`reply.${doubt.dataset.code}`, said ? `${said}|${doubt.dataset.question}` : "");
    reply.blur();
  }
  if (set || reply) {
    document.activeElement?.blur();
    if (reply && "opens" in reply.dataset) openAnew();
    else plan(0);
  }
}

// What a reply adds, such as a peak with its curve, is on the page once it is made anew.
async function openAnew() {
  clearTimeout(timer);
  if (sending) await sending;
  if (await send()) location.reload();
}

// Leaving a step waits for what is still on its way; without a connection one stays on the page.
async function onSubmit(event) {
  if (form.dataset.going || !Object.keys(pending).length) return;
  event.preventDefault();
  const button = event.submitter;
  clearTimeout(timer);
  if (sending) await sending;
  if (Object.keys(pending).length) await send();
  if (Object.keys(pending).length) {
    showWhatHolds();
    return;
  }
  form.dataset.going = "1";
  form.requestSubmit(button);
}

function showWhatHolds() {
  const [name] = blocked;
  if (name) fieldsNamed(name)[0]?.focus();
  else if (disputed.size) document.querySelector("[data-overtaken] [data-take]")?.focus();
  else {
    status.classList.remove("bia-look");
    requestAnimationFrame(() => status.classList.add("bia-look"));
  }
}

function restore() {
  const kept = keptHere();
  if (!kept.pending) return;
  pending = kept.pending;
  was = kept.was || {};
  bringBack(form, pending);
  for (const [name, value] of Object.entries(pending)) setValue(name, value);
  plan(0);
}

if (form) {
  form.addEventListener("input", onInput);
  form.addEventListener("change", onInput);
  form.addEventListener("keydown", onKey);
  form.addEventListener("focusout", () => requestAnimationFrame(showSaid));
  document.addEventListener("click", onClick);
  form.addEventListener("submit", onSubmit);
  window.addEventListener("online", () => plan(0));
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  form.addEventListener("focusin", (event) => { if (event.target.matches("[data-finds]")) suggest(event.target); });
  document.querySelector("[data-focus]")?.focus();
  prepare(form);
  for (const line of form.querySelectorAll("[data-error]:not([hidden])")) said.errors[line.dataset.error] = line.textContent.trim();
  for (const line of form.querySelectorAll("[data-echo]:not([hidden])")) said.echoes[line.dataset.echo] = line.textContent.trim();
  const fields = [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
  for (const field of fields) known[field.name] = isBlank(field) ? "" : servedValue(field);
  const early = fields.filter((field) => valueOf(field) !== servedValue(field)).map((field) => [field, valueOf(field)]);
  restore();
  for (const [field, value] of early) {
    setValue(field.name, value);
    onInput({ type: "input", target: field });
  }
}
