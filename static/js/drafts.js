// Forms with data-draft keep what is typed: on the server at every pause, on the device when it cannot.
// The address answers GET (204 or {version, saved_at, data}), POST {data, version} and DELETE.
const PAUSE = 800;
const SENT = "draft-sent";

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draft;
    this.place = `draft:${this.url}`;
    this.version = null;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("submit", () => this.sent());
    addEventListener("online", () => this.dirty && this.keep());
    form.querySelector("[data-draft-discard]")?.addEventListener("click", () => this.discard());
    this.begin();
  }

  async begin() {
    const stored = await this.ask("GET").catch(() => null);
    this.version = stored?.version ?? null;
    const device = JSON.parse(localStorage.getItem(this.place) ?? "null");
    const data = device ?? stored?.data;
    if (!data || !("draftRestore" in this.form.dataset)) return;
    restore(this.form, data);
    this.tell("restored", stored?.saved_at);
    if (device) this.keep();
  }

  soon() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    const data = fields(this.form);
    try {
      const kept = await this.ask("POST", { data, version: this.version });
      this.version = kept.version;
      this.dirty = false;
      localStorage.removeItem(this.place);
      this.tell(kept.data ? "overtaken" : "kept", kept.saved_at);
    } catch {
      localStorage.setItem(this.place, JSON.stringify(data));
      this.tell("away");
    }
  }

  sent() {
    clearTimeout(this.timer);
    localStorage.removeItem(this.place);
    sessionStorage.setItem(SENT, this.url);
  }

  async discard() {
    clearTimeout(this.timer);
    localStorage.removeItem(this.place);
    await this.ask("DELETE").catch(() => null);
    location.reload();
  }

  async ask(method, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" };
    const response = await fetch(this.url, { method, headers, body: body && JSON.stringify(body) });
    if (response.status === 204) return null;
    const json = response.headers.get("Content-Type")?.includes("json");
    if (!json || (!response.ok && response.status !== 409)) throw new Error(String(response.status));
    return response.json();
  }

  tell(state, at) {
    const sign = this.form.querySelector("[data-draft-state]");
    if (!sign) return;
    sign.hidden = false;
    sign.dataset.draftState = state;
    const time = new Date(at ?? Date.now()).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    sign.querySelectorAll("[data-draft-time]").forEach((each) => (each.textContent = time));
  }
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function fields(form) {
  const data = new FormData(form);
  const names = [...new Set(data.keys())].filter((name) => name !== "csrfmiddlewaretoken");
  const typed = (values) => values.filter((value) => typeof value === "string");
  return Object.fromEntries(names.map((name) => [name, typed(data.getAll(name))]));
}

function restore(form, data) {
  form.querySelectorAll("[data-children]").forEach((part) => grow(part, data));
  const seen = {};
  for (const control of form.elements) {
    // The version comes back too: what others have saved since is shown as a conflict, not lost.
    if (!control.name || control.name === "csrfmiddlewaretoken") continue;
    const values = [data[control.name] ?? []].flat();
    const place = (seen[control.name] = (seen[control.name] ?? -1) + 1);
    put(control, values, place);
  }
}

function grow(part, data) {
  const total = part.querySelector("[name$=TOTAL_FORMS]");
  const wanted = Math.min(Number([data[total.name] ?? 0].flat()[0]), 500);
  while (Number(total.value) < wanted) part.dispatchEvent(new Event("add-row"));
}

function put(control, values, place) {
  if (control.type === "file" || control.type === "submit") return;
  if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
  else if (control.multiple) [...control.options].forEach((each) => (each.selected = values.includes(each.value)));
  else if (values[place] !== undefined) control.value = values[place];
}

// A form that was sent and is not shown again was taken: its draft has served.
const sent = sessionStorage.getItem(SENT);
const shown = [...document.querySelectorAll("form[data-draft]")];
if (sent && !shown.some((form) => form.dataset.draft === sent)) {
  fetch(sent, { method: "DELETE", headers: { "X-CSRFToken": bodyToken() } }).catch(() => null);
}
sessionStorage.removeItem(SENT);
shown.forEach((form) => new Draft(form));

function bodyToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? token();
}
