// The look's colours for libraries that draw by themselves, read from the page, anew when the theme changes.
const NAMES = [
  "paper", "canvas", "sunken", "raised", "hairline", "line", "control", "ink", "ink-2", "ink-3", "accent",
  "held", "stale", "expired", "gap", "claimed", "over", "held-soft", "stale-soft", "expired-soft",
  "gap-soft", "claimed-soft", "over-soft", "level-0", "level-1", "level-2", "level-3", "level-4",
];

// A custom property is only resolved to one theme's colour where it is used: on a probe.
export function colours() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const found = Object.fromEntries(NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return found;
}

export const font = () => getComputedStyle(document.body).fontFamily;

// Calls back at once and whenever the theme changes.
export function withColours(draw) {
  draw(colours());
  document.addEventListener("theme-changed", () => draw(colours()));
}
