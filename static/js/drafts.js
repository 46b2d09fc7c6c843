// Forms with data-draft keep what is typed on the server at every pause, on the device when it cannot.
const PAUSE = 800;

function fields(form) {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return Object.fromEntries([...new Set(data.keys())].map((key) => [key, data.getAll(key).map(String)]));
}

function tell(form, kept) {
  const state = form.querySelector("[data-draft-state]");
  if (!state) return;
  state.hidden = false;
  state.dataset.draftState = kept ? "kept" : "away";
  const now = new Date();
  state.querySelector("[data-draft-time]").textContent = now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

async function keep(form) {
  const body = JSON.stringify(fields(form));
  const place = `draft:${location.pathname}`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value;
  try {
    const response = await fetch(form.dataset.draft, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body,
    });
    if (!response.ok) throw new Error(String(response.status));
    localStorage.removeItem(place);
    tell(form, true);
  } catch {
    localStorage.setItem(place, body);
    tell(form, false);
  }
}

function restore(form) {
  const place = `draft:${location.pathname}`;
  const kept = localStorage.getItem(place);
  if (!kept) return;
  for (const [name, values] of Object.entries(JSON.parse(kept))) {
    if (["version", "csrfmiddlewaretoken"].includes(name)) continue;
    const controls = [...form.elements].filter((control) => control.name === name && control.type !== "file");
    controls.forEach((control, place) => put(control, values, place));
  }
  keep(form);
}

function put(control, values, place) {
  if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
  else if (control.multiple) [...control.options].forEach((each) => (each.selected = values.includes(each.value)));
  else control.value = values[place] ?? "";
}

document.querySelectorAll("form[data-draft]").forEach((form) => {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.removeItem(`draft:${location.pathname}`);
  });
  addEventListener("online", () => keep(form));
  restore(form);
});
