// Menus are <details class="menu">: one open at a time, closed by Escape, a press elsewhere or a choice.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  openMenus().forEach((other) => {
    if (other !== menu && !other.contains(menu)) other.open = false;
  });
  menu.querySelector("[data-narrow]")?.focus();
}, true);

document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => {
    const chosen = event.target.closest("a.menu-item, button.menu-item");
    if (!menu.contains(event.target) || (chosen && menu.contains(chosen))) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    moveFocus(menu, event);
  }
});

function moveFocus(menu, event) {
  const items = [...menu.querySelectorAll("a.menu-item, button.menu-item")].filter((item) => item.offsetParent);
  if (!items.length) return;
  const step = event.key === "ArrowDown" ? 1 : -1;
  const place = items.indexOf(document.activeElement);
  items[(place + step + items.length) % items.length].focus();
  event.preventDefault();
}

document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-narrow]");
  if (!box) return;
  event.stopPropagation();
  const typed = box.value.trim().toLowerCase();
  box.closest(".menu-body").querySelectorAll("label.menu-item").forEach((item) => {
    item.hidden = !item.textContent.toLowerCase().includes(typed);
  });
}, true);
// A search was answered as it was typed: leaving its box asks nothing anew, which would close what is open.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-narrow], .filters [type=search]")) event.stopPropagation();
}, true);

// A filter chosen with the keyboard leaves its menu open, where the next choice is made.
let reopen = null;
document.addEventListener("htmx:beforeSwap", () => {
  const menu = document.activeElement?.closest?.(".filter-menu[open]");
  const byKeys = menu && document.activeElement.matches(":focus-visible");
  reopen = byKeys ? { key: menu.dataset.key, focus: document.activeElement.id } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!reopen) return;
  const menu = document.querySelector(`.filter-menu[data-key="${CSS.escape(reopen.key)}"]`);
  if (menu) menu.open = true;
  document.getElementById(reopen.focus)?.focus();
  reopen = null;
});

function markTheme() {
  const choice = document.documentElement.dataset.themeChoice;
  document.querySelectorAll("button[data-choose-theme]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === choice));
  });
}
document.addEventListener("theme-changed", markTheme);
markTheme();
