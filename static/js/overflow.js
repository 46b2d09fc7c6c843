// What scrolls sideways can be reached by keyboard, and only then.
const watched = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));

function mark(place) {
  if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}

function watch() {
  document.querySelectorAll(".table-wrap").forEach((place) => watched.observe(place));
}

document.addEventListener("htmx:afterSettle", watch);
watch();
