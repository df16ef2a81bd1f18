/** Things that float over the page: where they are put, and the menu that most of them are. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Lines } from "./controls.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";

const EDGE = 8;
const GAP = 4;
const ENOUGH = 260;
const FIRST = "[role^=menuitem]:not([aria-disabled=true]), input, button";

/** Puts `floating` (a popover) under `anchor`, or over it where it would be squeezed, and keeps it on the screen. */
export function place(floating, anchor, { align = "start", asWide = false } = {}) {
  const at = anchor.getBoundingClientRect();
  floating.style.maxHeight = "";
  floating.style.width = asWide ? `${at.width}px` : "";
  const { offsetWidth: width, offsetHeight: height } = floating;
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const under = below >= Math.min(height, ENOUGH) || below >= above;
  const left = align === "end" ? at.right - width : at.left;
  floating.style.maxHeight = `${under ? below : above}px`;
  floating.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  floating.style.top = `${under ? at.bottom + GAP : at.top - GAP - Math.min(height, above)}px`;
}

/**
 * A button that opens a menu (WAI-ARIA menu button). `items` are `{heading}`, `{divider: true}` or
 * `{label, detail, face, choose, href, disabled, checked, danger}`; given as a function, they are made when the menu
 * opens. In their stead `panel` may draw anything.
 */
export function Menu({ label, items, children, align = "start", look = "quiet icon-button", busy, panel }) {
  const id = useId();
  const button = useRef();
  const popover = useRef();
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (!open) return;
    place(popover.current, button.current, { align });
    popover.current.classList.add("placed");
    (popover.current.querySelector("[aria-checked=true]") ?? popover.current.querySelector(FIRST))?.focus();
  }, [open]);

  const toggled = (event) => {
    if (event.newState !== "open") popover.current.classList.remove("placed");
    setOpen(event.newState === "open");
  };
  const close = () => popover.current?.hidePopover();
  return html`
    <button
      type="button" ref=${button} class=${look} popovertarget=${id} title=${children ? null : label} aria-label=${label}
      aria-haspopup=${panel ? "dialog" : "menu"} aria-expanded=${String(open)} aria-busy=${busy ? "true" : null}
    >
      ${children ?? html`<${Icon} name="dots" />`}
    </button>
    <div
      ref=${popover} id=${id} popover="auto" class="floating menu" role=${panel ? "dialog" : "menu"} aria-label=${label}
      onToggle=${toggled} onKeyDown=${panel ? null : (event) => step(event, popover.current, close)}
    >
      ${open && (panel ? panel(close) : drawn(typeof items === "function" ? items() : items, close))}
    </div>
  `;
}

function drawn(items, close) {
  return items.map((item) => {
    if (item.divider) return html`<hr />`;
    if (item.heading) return html`<div class="menu-heading" role="presentation">${item.heading}</div>`;
    const inside = html`
      ${item.face}
      <${Lines} words=${item.label} detail=${item.detail} />
      ${item.checked && html`<${Icon} name="check" />`}
    `;
    const shared = {
      class: classes("menu-item", item.danger && "danger"),
      role: item.checked === undefined ? "menuitem" : "menuitemradio",
      tabIndex: -1,
      "aria-checked": item.checked === undefined ? null : String(item.checked),
      "aria-disabled": item.disabled ? "true" : null,
    };
    const choose = () => {
      if (item.disabled) return;
      close();
      item.choose?.();
    };
    const away = { href: item.href, target: "_blank", rel: "noopener noreferrer" };
    return item.href
      ? html`<a ...${shared} ...${away} onClick=${choose}>${inside}</a>`
      : html`<button type="button" ...${shared} onClick=${choose}>${inside}</button>`;
  });
}

function step(event, menu, close) {
  const items = [...menu.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") close();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
