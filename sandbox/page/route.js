/**
 * Where this tab is, kept in the URL's hash so that a reload, a bookmark and several tabs work:
 * `#/as/UBEN/c/C0SALES/t/1772460720.000100` (thread), `…/m/<ts>` (one message), `…/tab/home` (an app's tabs).
 */

const WORDS = { as: "as", c: "channel", t: "thread", m: "message", tab: "tab" };

export function read(hash = location.hash) {
  const parts = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const route = { as: null, channel: null, thread: null, message: null, tab: null };
  for (let i = 0; i + 1 < parts.length; i += 2) {
    if (WORDS[parts[i]]) route[WORDS[parts[i]]] = parts[i + 1];
  }
  return route;
}

export function link(route) {
  const parts = Object.entries(WORDS).filter(([, name]) => route[name]);
  return `#${parts.map(([word, name]) => `/${word}/${encodeURIComponent(route[name])}`).join("")}`;
}

/** Moves to `route`; `replace` leaves no step for the browser's back button. */
export function go(route, { replace = false } = {}) {
  if (!replace) {
    location.hash = link(route);
    return;
  }
  history.replaceState(null, "", link(route));
  dispatchEvent(new HashChangeEvent("hashchange"));
}
