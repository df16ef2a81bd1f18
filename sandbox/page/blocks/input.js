/** An input block: label, hint and error around one element, tied to it for screen readers. */
import { useId } from "preact/hooks";
import { Element } from "../elements/element.js";
import { classes, html } from "../html.js";
import { Icon } from "../icons.js";
import { useSurface } from "../surface.js";
import { Text } from "../text.js";

/** A click on the label of a group must not tick its first box. */
const GROUPS = ["checkboxes", "radio_buttons"];

export function Input({ block }) {
  const id = useId();
  const { errors = {} } = useSurface();
  const { element } = block;
  const grouped = GROUPS.includes(element.type);
  const error = errors[block.block_id];
  const look = classes("label", !block.optional && "required");
  const labels = {
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null,
    invalid: Boolean(error),
    required: !block.optional,
    focus: element.focus_on_load,
  };
  return html`
    <div class=${classes("input-body", error && "invalid")}>
      <${grouped ? "div" : "label"} id=${`${id}-label`} for=${grouped ? null : id} class=${look}>
        <${Text} object=${block.label} />
        ${block.optional && html` <span class="optional">(optional)</span>`}
      <//>
      <${Element} block=${block} element=${element} labels=${labels} />
      ${error && html`<div class="error" id=${`${id}-error`}><${Icon} name="warning" />${error}</div>`}
      ${block.hint && html`<div class="hint" id=${`${id}-hint`}><${Text} object=${block.hint} /></div>`}
    </div>
  `;
}
