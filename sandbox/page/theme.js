/** Light, dark, or as the machine is set. */
import { useEffect, useState } from "preact/hooks";

const KEY = "theme";
const machine = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

const machines = () => (machine.matches ? "dark" : "light");
const theme = () => localStorage.getItem(KEY) ?? machines();

export function followTheme() {
  apply();
  machine.addEventListener("change", apply);
  addEventListener("storage", apply);
}

/** Turns to the other theme; back at the machine's own, it follows the machine again. */
export function toggleTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  if (next === machines()) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  apply();
}

/** "light" or "dark"; renders the component again when it turns. */
export function useTheme() {
  const [shown, setShown] = useState(theme());
  useEffect(() => {
    listeners.add(setShown);
    return () => listeners.delete(setShown);
  }, []);
  return shown;
}

function apply() {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener(theme());
}
