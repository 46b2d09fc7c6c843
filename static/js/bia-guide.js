// While somebody asks in person: a clock for each step, and notes that are kept as they are typed.
const guide = document.querySelector("[data-guide]");
const KEEP_EVERY = 15;
const TYPING_PAUSE = 800;

let seconds = Number(guide?.dataset.seconds || 0);
let unkept = 0;
let paused = false;
let typing = 0;

function show() {
  const total = seconds + Number(guide.dataset.before);
  guide.querySelector("[data-clock]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  guide.querySelector("[data-sum]").textContent = Math.round(total / 60);
  guide.querySelector("progress").value = seconds;
  guide.classList.toggle("is-over", seconds > Number(guide.dataset.planned));
}

function message() {
  const form = document.querySelector("form[data-interview]");
  return {
    method: "POST",
    credentials: "same-origin",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({
      step: form.dataset.step,
      seconds,
      notes: guide.querySelector("[data-notes]").value,
      present: guide.querySelector("[data-present]").value,
    }),
  };
}

async function keep() {
  unkept = 0;
  const status = guide.querySelector("[data-noted]");
  try {
    const response = await fetch(guide.dataset.guide, message());
    status.textContent = response.headers.get("Content-Type")?.includes("json") ? (await response.json()).said : "";
  } catch {
    // Without a connection the next beat of the clock tries again.
    unkept = KEEP_EVERY - 3;
  }
}

function tick() {
  if (paused || document.hidden) return;
  seconds += 1;
  unkept += 1;
  show();
  if (unkept >= KEEP_EVERY) keep();
}

function pause(button) {
  paused = !paused;
  [button.textContent, button.dataset.words] = [button.dataset.words, button.textContent];
}

if (guide) {
  show();
  setInterval(tick, 1000);
  guide.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(keep, TYPING_PAUSE);
  });
  guide.querySelector("[data-pause]").addEventListener("click", (event) => pause(event.currentTarget));
  window.addEventListener("pagehide", () => fetch(guide.dataset.guide, message()));
}
