// Runs before the first paint: a person's choice of theme, else the device's.
(() => {
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const choice = () => localStorage.getItem("theme") || "auto";
  const apply = () => {
    const dark = choice() === "dark" || (choice() === "auto" && device.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
    root.dataset.themeChoice = choice();
    document.dispatchEvent(new CustomEvent("theme-changed"));
  };
  root.classList.add("scripted");
  apply();
  device.addEventListener("change", apply);
  addEventListener("storage", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose-theme]");
    if (!button) return;
    localStorage.setItem("theme", button.dataset.chooseTheme);
    apply();
  });
})();
