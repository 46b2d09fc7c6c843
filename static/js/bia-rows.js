// The lists of the interview: the blank row at the end becomes a real one as soon as something is typed into it.

const NEW = /^new(\d+)/;

function suffix() {
  return `x${Math.random().toString(36).slice(2, 6)}`;
}

// A new row's key says where it stands among the new ones, and is no other tab's.
function keyAfter(key) {
  return `new${Number(NEW.exec(key)?.[1] ?? 0) + 1}${suffix()}`;
}

function swap(text, head, old, key) {
  return text.replaceAll(`${head}.${old}.`, `${head}.${key}.`);
}

function rekey(row, key) {
  const head = row.closest("[data-rows]")?.dataset.rows ?? row.dataset.head;
  const old = row.dataset.row;
  row.dataset.row = key;
  for (const part of row.querySelectorAll("[name], [id], [data-error], [data-echo], [data-gone]")) {
    for (const attribute of ["name", "id", "aria-describedby", "data-error", "data-echo", "data-gone"]) {
      if (part.hasAttribute(attribute)) part.setAttribute(attribute, swap(part.getAttribute(attribute), head, old, key));
    }
  }
}

function empty(row) {
  for (const field of row.querySelectorAll("[name]")) {
    if (field.type === "checkbox") field.checked = field.defaultChecked;
    else if (field.tagName !== "SELECT" && field.type !== "hidden") field.value = "";
  }
  for (const line of row.querySelectorAll("[data-error], [data-echo]")) line.hidden = true;
  for (const place of row.querySelectorAll(".wrong")) place.classList.remove("wrong");
}

function blankOf(list) {
  return list.lastElementChild;
}

// Whether a field stands in a blank row, of which the server knows nothing yet.
export function isBlank(field) {
  const row = field.closest("[data-row]");
  return Boolean(row) && row === blankOf(row.parentElement);
}

// Gives every blank row a key of this tab's own.
export function prepare(form) {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const row = blankOf(list);
    if (row && NEW.test(row.dataset.row)) rekey(row, row.dataset.row + suffix());
  }
}

// Makes a real row of the blank one and puts another blank one below; whether it did.
export function grow(row) {
  const list = row?.closest("[data-rows]");
  if (!list || row !== blankOf(list)) return false;
  const next = row.cloneNode(true);
  next.dataset.head = list.dataset.rows;
  rekey(next, keyAfter(row.dataset.row));
  empty(next);
  next.querySelector("[data-gone]").hidden = true;
  row.querySelector("[data-gone]").hidden = false;
  list.append(next);
  return true;
}

// Brings back rows that were typed on this device and that the server has not seen.
export function bringBack(form, pending) {
  for (const name of Object.keys(pending)) {
    const [head, key, field] = name.split(".");
    const list = form.querySelector(`[data-rows="${CSS.escape(head)}"]`);
    if (!list || !field) continue;
    const known = [...list.children].find((row) => row.dataset.row === key);
    if (field === "gone" && known) known.remove();
    else if (!known && !pending[`${head}.${key}.gone`]) {
      const row = blankOf(list);
      rekey(row, key);
      grow(row);
    }
  }
}
