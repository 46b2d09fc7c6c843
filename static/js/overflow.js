// What scrolls sideways can be reached by keyboard, and only then; the current tab is in sight.
const watched = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));

function mark(place) {
  if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}

function watch() {
  document.querySelectorAll(".table-wrap").forEach((place) => watched.observe(place));
  const tab = document.querySelector(".views .tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
}

document.addEventListener("htmx:afterSettle", watch);
watch();
