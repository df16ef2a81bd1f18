/** What is pressed: the button and the overflow menu. */
import { Menu } from "../floating.js";
import { classes, html } from "../html.js";
import { Icon } from "../icons.js";
import { useAct } from "../surface.js";
import { plainText } from "../text.js";

export function Button({ block, element }) {
  const [progress, act] = useAct(block, element);
  const look = classes("button", element.style);
  const words = plainText(element.text);
  const shared = {
    class: look,
    "aria-label": element.accessibility_label ?? null,
    "aria-busy": progress === "busy" ? "true" : null,
  };
  const press = () => progress !== "busy" && act("click");
  const button = element.url
    ? html`<a ...${shared} href=${element.url} target="_blank" rel="noopener noreferrer" onClick=${press}>${words}</a>`
    : html`<button type="button" ...${shared} onClick=${press}>${words}</button>`;
  return html`<span class="acting">${button}<${Failed} progress=${progress} /></span>`;
}

export function Overflow({ block, element, name }) {
  const [progress, act] = useAct(block, element);
  const items = element.options.map((option) => ({
    label: plainText(option.text),
    detail: option.description && plainText(option.description),
    href: option.url,
    choose: () => act("click", { value: option.value }),
  }));
  return html`
    <span class="acting">
      <${Menu}
        label=${name ? `More: ${name}` : "More actions"} items=${items} align="end"
        look="button icon-button" busy=${progress === "busy"}
      />
      <${Failed} progress=${progress} />
    </span>
  `;
}

/** Slack's small warning beside an element whose app did not answer in time. */
export function Failed({ progress }) {
  if (progress !== "failed") return null;
  const words = "The app did not answer";
  return html`
    <span class="failed" role="status" title=${words}>
      <${Icon} name="warning" /><span class="unseen">${words}</span>
    </span>
  `;
}
