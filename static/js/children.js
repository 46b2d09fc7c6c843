// Rows of parts: add, remove, move by drag or by the arrow keys on the handle.
document.querySelectorAll("[data-children]").forEach((part) => {
  const prefix = part.dataset.children;
  const total = part.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const body = part.querySelector("tbody");
  const form = part.querySelector("template");

  const number = () => {
    [...body.rows].filter((row) => !row.hidden).forEach((row, place) => {
      row.querySelector("[data-number]").textContent = place + 1;
      const order = row.querySelector("[data-order]");
      if (order) order.value = place + 1;
    });
    part.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const add = () => {
    const row = form.content.querySelector("tr").cloneNode(true);
    row.innerHTML = row.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    body.append(row);
    number();
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  const move = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    by < 0 ? other.before(row) : other.after(row);
    number();
  };

  part.querySelector("[data-add]")?.addEventListener("click", add);
  part.addEventListener("add-row", add);
  part.addEventListener("change", (event) => {
    const row = event.target.name?.endsWith("-DELETE") && event.target.checked && event.target.closest("tr");
    if (!row) return;
    row.hidden = true;
    number();
  });
  part.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-move]")?.closest("tr");
    if (!row || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? -1 : 1);
    event.target.closest("[data-move]").focus();
  });
  drag(body, number);
});

function drag(body, done) {
  let held = null;
  body.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-move]");
    if (!handle) return;
    held = handle.closest("tr");
    handle.setPointerCapture(event.pointerId);
  });
  body.addEventListener("pointermove", (event) => {
    if (!held) return;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr");
    if (!over || over === held || over.parentElement !== body) return;
    const box = over.getBoundingClientRect();
    event.clientY < box.top + box.height / 2 ? over.before(held) : over.after(held);
  });
  body.addEventListener("pointerup", () => {
    if (held) done();
    held = null;
  });
}
