/** The page's own line icons, 20 × 20; always decoration, so hidden from screen readers. */
import { html } from "./html.js";

const PATHS = {
  add: "M10 4v12M4 10h12",
  archive: "M3 5h14v3H3zM4.5 8v8h11V8M8 11h4",
  arrowDown: "M10 4v12m-5-5 5 5 5-5",
  arrowIn: "M15 5 5 15m0-7v7h7",
  arrowOut: "M5 15 15 5M8 5h7v7",
  back: "M12 4 6 10l6 6",
  bolt: "M11 2.5 4.5 11H9l-1 6.5L15.5 8.5H10.5z",
  check: "m4 10.5 4 4 8-9",
  chevron: "m5.5 8 4.5 4.5L14.5 8",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 3.5V10l2.5 2",
  close: "m5 5 10 10M15 5 5 15",
  copy: "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z",
  dots: "M3.5 10a1 1 0 1 0 2 0 1 1 0 1 0-2 0m5.5 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0m5.5 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zm7.5-2a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  clip: "m15.5 9-5.8 5.8a3 3 0 0 1-4.3-4.3l6.3-6.3a2 2 0 0 1 2.9 2.9l-6.3 6.3a1 1 0 0 1-1.5-1.5l5.3-5.2",
  file: "M5 2.5h6.5L15 6v11.5H5zM11 3v3.5h3.5M7.5 10h5m-5 3h5",
  hash: "M8 3 6.5 17m7-14L12 17M3.5 7.5h13m-13.5 5h13",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1m1.3 3a3 3 0 0 0-4.3 0L4.5 11.2a3 3 0 0 0 4.3 4.3l1-1",
  lock: "M5 9h10v7.5H5zm2 0V6.5a3 3 0 0 1 6 0V9",
  moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4 6.5 6.5 0 1 0 16 11.5z",
  pause: "M7 4.5v11m6-11v11",
  people: "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z" +
    "M2.5 16c0-2.5 2-4.3 5-4.3s5 1.8 5 4.3M13 4.2a2.8 2.8 0 0 1 0 5.1m1.7 2.9c1.7.6 2.8 2 2.8 3.8",
  play: "m6.5 4 9 6-9 6z",
  reply: "M3.5 4.5h13v9h-7L5.5 17v-3.5h-2z",
  send: "m3 3.5 14.5 6.5L3 16.5l2.5-6.5zM5.5 10h6",
  shared: "M6 7.5 3 10.5l3 3m8-7 3 3-3 3M3.5 10.5h7m6-1h-7",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zm0-4v1.5m0 12v1.5" +
    "m7.5-7.5H16M4 10H2.5m12.8-5.3-1 1m-8.6 8.6-1 1m10.6 0-1-1M5.7 5.7l-1-1",
  traffic: "M3 6h11m-3-3 3 3-3 3m6 5H6m3-3-3 3 3 3",
  warning: "M10 3.5 2.5 16.5h15zM10 8.5v3.5m0 2.5v.01",
};

export function Icon({ name }) {
  return html`
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d=${PATHS[name]} />
    </svg>
  `;
}

/** The arch and its fire: this sandbox's own sign, and the face of every app in it. */
export function Mark() {
  return html`<img class="mark" src="/page/mark.svg" alt="" width="20" height="20" />`;
}
