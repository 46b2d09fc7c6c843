// The workshop: each column saves to its own interview; what does not fit is asked for after each save.
const TYPING_PAUSE = 600;
const RETRY_AFTER = 3000;
const place = document.querySelector("[data-conflicts]");

function say(column, text, state = "") {
  const status = column.form.querySelector("[data-saved]");
  status.className = `saved${state ? ` is-${state}` : ""}`;
  status.textContent = text;
}

async function compare() {
  try {
    const response = await fetch(place.dataset.conflicts, { credentials: "same-origin" });
    if (response.ok) place.innerHTML = await response.text();
  } catch {
    // The next save asks again.
  }
}

function request(column, changes) {
  return fetch(column.form.dataset.save, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": column.form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ version: column.version, changes, was: column.was, step: column.form.dataset.step }),
  });
}

async function send(column) {
  if (column.busy || !Object.keys(column.pending).length) return;
  column.busy = true;
  const changes = { ...column.pending };
  try {
    await take(column, changes, await request(column, changes));
  } catch {
    say(column, column.form.dataset.away, "away");
    plan(column, RETRY_AFTER);
  }
  column.busy = false;
  if (column.again) plan(column, 0);
}

async function take(column, changes, response) {
  column.again = false;
  if (response.status >= 500 || response.status === 429) throw new Error("away");
  if (response.status === 409 || response.status === 410) return say(column, (await response.json()).said, "stale");
  if (!response.ok) return say(column, column.form.dataset.lost, "away");
  const answer = await response.json();
  column.version = answer.version;
  for (const [name, value] of Object.entries(changes)) {
    column.known[name] = value;
    delete column.was[name];
    if (column.pending[name] === value) delete column.pending[name];
    else column.was[name] = value;
  }
  column.again = Object.keys(column.pending).length > 0;
  column.form.querySelector("[data-implied]").innerHTML = answer.implied;
  say(column, answer.saved);
  for (const line of column.form.querySelectorAll("[data-error]")) {
    line.textContent = answer.errors[line.dataset.error] || "";
    line.hidden = !line.textContent;
  }
  return compare();
}

function plan(column, pause) {
  clearTimeout(column.timer);
  column.timer = setTimeout(() => send(column), pause);
}

function note(column, field) {
  if (field.value === (column.pending[field.name] ?? column.known[field.name])) return;
  if (!(field.name in column.was)) column.was[field.name] = column.known[field.name];
  column.pending[field.name] = field.value;
}

function onInput(column, event) {
  const field = event.target;
  if (!field.name) return;
  note(column, field);
  if (field.matches(".level")) field.dataset.level = field.value;
  const kind = field.closest("[data-row]")?.querySelector("select");
  if (kind && kind !== field) {
    if (!(kind.name in column.was)) column.was[kind.name] = column.known[kind.name];
    column.pending[kind.name] = kind.value;
  }
  plan(column, field.tagName === "SELECT" || event.type === "change" ? 0 : TYPING_PAUSE);
}

for (const form of document.querySelectorAll("[data-column]")) {
  const column = { form, version: Number(form.dataset.version), pending: {}, was: {}, known: {}, busy: false, again: false, timer: 0 };
  const blank = (field) => field.closest("[data-row]")?.querySelector("input")?.value === "";
  for (const field of form.elements) if (field.name) column.known[field.name] = blank(field) ? "" : field.value;
  form.addEventListener("input", (event) => onInput(column, event));
  form.addEventListener("change", (event) => onInput(column, event));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (Object.keys(column.pending).length) event.preventDefault(); });
}
