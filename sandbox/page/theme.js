/** Light, dark, or as the machine is set. */

const KEY = "theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => (localStorage.getItem(KEY) ?? (dark.matches ? "dark" : "light")) === "dark";

export function followTheme() {
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", (event) => event.key === KEY && apply());
}

/** Turns to the other theme; back at the machine's own, it follows the machine again. */
export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  if (next === (dark.matches ? "dark" : "light")) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  apply();
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}
