// Rings count down; moments said as "5 min ago" stay true while the page is open.
const TURN = 276.46;
const SOON = 45 * 60;
const words = document.documentElement.lang;

function digits(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return [String(minutes), "min"];
  if (minutes < 48 * 60) return [`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`, "h"];
  return [String(Math.floor(minutes / 1440)), "days"];
}

function turn(ring) {
  const left = (Date.parse(ring.dataset.until) - Date.now()) / 1000;
  const [number, unit] = digits(Math.abs(left));
  const [top, bottom] = ring.querySelectorAll("text");
  const late = left < 0;
  const word = ring.dataset.word ?? (late ? ring.dataset.late : ring.dataset.left);
  top.textContent = number;
  bottom.textContent = ring.classList.contains("small") ? unit : `${unit} ${word}`;
  ring.setAttribute("aria-label", `${number} ${unit} ${word}`);
  const part = late ? 1 : Math.min(1, left / Number(ring.dataset.turn));
  const arc = ring.querySelector(".left");
  arc.setAttribute("stroke-dasharray", `${(part * TURN).toFixed(1)} ${TURN}`);
  arc.classList.toggle("past", late);
  arc.classList.toggle("soon", !late && left < SOON);
}

function say(time) {
  const gone = (Date.now() - Date.parse(time.dateTime)) / 60000;
  if (gone < 1 || gone >= 60) return;
  const spoken = new Intl.RelativeTimeFormat(words, { style: "short" });
  time.textContent = spoken.format(-Math.floor(gone), "minute").replace("min.", "min");
}

function tick() {
  document.querySelectorAll(".ring[data-until]").forEach(turn);
  document.querySelectorAll("time[data-relative]").forEach(say);
}

setInterval(tick, 15000);
document.addEventListener("htmx:afterSettle", tick);
