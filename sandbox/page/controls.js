/** What the page's own parts are made of again and again. */
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { fullMoment } from "./time.js";
import { world } from "./world.js";

/** A button, or with `href` a link, that shows an icon and is named by `label`. */
export function IconButton({ icon, label, press, href, look, title }) {
  const shared = { class: classes("quiet icon-button", look), "aria-label": label, title };
  return href
    ? html`<a ...${shared} href=${href}><${Icon} name=${icon} /></a>`
    : html`<button type="button" ...${shared} onClick=${press}><${Icon} name=${icon} /></button>`;
}

/** A line of a menu or list, and a smaller one under it. */
export function Lines({ words, detail, children }) {
  return html`
    <span class="menu-words">
      <span>${words}${children}</span>
      ${detail && html`<small>${detail}</small>`}
    </span>
  `;
}

/** A moment as `words`, with the whole of it on hovering. */
export function Moment({ epoch, words, ...rest }) {
  const machine = new Date(epoch * 1000).toISOString();
  return html`<time datetime=${machine} title=${fullMoment(epoch, world.zone)} ...${rest}>${words}</time>`;
}
