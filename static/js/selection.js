// Rows chosen in a table: the head's box takes all, the bar says how many and shows only then.
function boxes() {
  return [...document.querySelectorAll("input[name=selected]")];
}

function update() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const all = boxes();
  const chosen = all.filter((box) => box.checked);
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-count]").textContent = chosen.length;
  const head = document.querySelector("[data-all]");
  if (!head) return;
  head.checked = all.length > 0 && chosen.length === all.length;
  head.indeterminate = chosen.length > 0 && chosen.length < all.length;
}

// A list of boxes in a form: one box before them takes all.
function takeAll(head) {
  const inside = document.getElementById(head.dataset.allOf).querySelectorAll("input[type=checkbox][name]");
  for (const box of inside) box.checked = head.checked;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all-of]")) takeAll(event.target);
  if (event.target.matches("[data-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
  if (event.target.matches("[data-all], input[name=selected]")) update();
});
document.addEventListener("reset", () => setTimeout(update));
document.addEventListener("htmx:afterSettle", update);
update();
