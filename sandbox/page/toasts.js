/** Short words of the page itself: what the sandbox refused, or that something was copied. */
import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "./controls.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { world } from "./world.js";

/** A manual popover is in the top layer, so a refusal can be read above an open dialog. */
export function Toasts() {
  const popover = useRef();
  useEffect(() => {
    const wanted = world.toasts.length > 0;
    if (wanted) {
      if (popover.current.matches(":popover-open")) popover.current.hidePopover();
      popover.current.showPopover();
    } else if (popover.current.matches(":popover-open")) popover.current.hidePopover();
  }, [world.toasts]);
  return html`
    <div ref=${popover} popover="manual" class="toasts">
      ${world.toasts.map((toast) => html`
        <div key=${toast.id} class=${toast.wrong ? "toast wrong" : "toast"} role=${toast.wrong ? "alert" : "status"}>
          ${toast.wrong && html`<${Icon} name="warning" />`}
          <span>${toast.text}</span>
          <${IconButton} icon="close" label="Dismiss" press=${() => world.unsay(toast.id)} />
        </div>
      `)}
    </div>
  `;
}
