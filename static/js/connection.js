// Says in the bar when the server cannot be reached, and again when it can.
const sign = document.querySelector(".offline");
const set = (away) => sign && (sign.hidden = !away);

addEventListener("offline", () => set(true));
addEventListener("online", () => set(false));
document.addEventListener("htmx:sendError", () => set(true));
document.addEventListener("htmx:afterOnLoad", () => set(false));
set(!navigator.onLine);
