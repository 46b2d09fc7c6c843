// The impact grid by keyboard: 0 to 4 chooses and goes on, arrows move, Delete empties. Space opens the list.

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function rowsOf(cell) {
  const grids = [...cell.form.querySelectorAll("table.impact tbody tr")];
  return grids.map((row) => [...row.querySelectorAll("select.level")]);
}

function placeOf(cell, rows) {
  const row = rows.findIndex((cells) => cells.includes(cell));
  return [row, rows[row].indexOf(cell)];
}

function go(cell, [down, right]) {
  const rows = rowsOf(cell);
  const [row, at] = placeOf(cell, rows);
  const flip = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
  const next = rows[row + down]?.[at + right * flip];
  next?.focus();
  return Boolean(next);
}

function choose(cell, value) {
  if (cell.value === value) return;
  cell.value = value;
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

function isOpen(cell) {
  return CSS.supports("selector(:open)") && cell.matches(":open");
}

export function onKey(event) {
  const cell = event.target;
  if (!cell.matches?.("select.level") || event.ctrlKey || event.metaKey || event.altKey || isOpen(cell)) return;
  const levels = [...cell.options].map((option) => option.value).filter(Boolean);
  if (MOVES[event.key]) go(cell, MOVES[event.key]);
  else if (levels.includes(event.key)) {
    choose(cell, event.key);
    go(cell, MOVES.ArrowRight);
  } else if (event.key === "Delete" || event.key === "Backspace") choose(cell, "");
  else return;
  event.preventDefault();
}
