// A form sent says so on its button; errors take the focus; a conflict is settled field by field.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method === "dialog") return;
  setTimeout(() => button.setAttribute("aria-busy", "true"));
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.elt.querySelectorAll?.("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
});

document.querySelector("[data-focus]")?.focus();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const row = button.closest("[data-field]");
  const control = document.getElementsByName(row.dataset.field)[0];
  if (control) take(control, button.dataset.take);
  row.querySelectorAll("[data-take]").forEach((other) => {
    other.setAttribute("aria-pressed", String(other === button));
  });
});

function take(control, text) {
  const nothing = text === "–";
  if (control instanceof HTMLSelectElement) {
    const option = [...control.options].find((each) => each.text.trim() === text);
    control.value = nothing || !option ? "" : option.value;
  } else if (control.type === "checkbox") {
    control.checked = !["No", "–", ""].includes(text);
  } else {
    control.value = nothing ? "" : text;
  }
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
