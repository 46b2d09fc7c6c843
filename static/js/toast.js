// Toasts go by themselves after eight seconds, not while they are read or hold the focus.
// A response may bring one: HX-Trigger: {"toast": {"text": "11 owners reminded"}}.
const shelf = document.querySelector(".toasts");
const STAYS = 8000;

function watch(toast) {
  let timer = setTimeout(() => toast.remove(), STAYS);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => {
    timer = setTimeout(() => toast.remove(), STAYS / 2);
  });
}

export function show(text) {
  const form = document.getElementById("toast-form");
  if (!shelf || !form) return;
  const toast = form.content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = text;
  shelf.append(toast);
  watch(toast);
}

shelf?.querySelectorAll(".note-toast").forEach(watch);
document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".note-toast")?.remove();
});
document.body.addEventListener("toast", (event) => show(event.detail.text ?? event.detail.value));
