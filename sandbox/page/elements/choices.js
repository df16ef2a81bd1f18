/** Checkboxes and radio buttons. */
import { useId } from "preact/hooks";
import { html } from "../html.js";
import { useValue } from "../surface.js";
import { Text } from "../text.js";
import { Failed } from "./button.js";

export function Checkboxes({ block, element, labels }) {
  const [chosen, setChosen, progress] = useValue(block, element);
  const isChosen = ({ value }) => chosen.some((option) => option.value === value);
  const toggle = (option) => setChosen(element.options.filter((one) => isChosen(one) !== (one === option)));
  return html`
    <${Group} role="group" labels=${labels} progress=${progress}>
      ${element.options.map((option) => html`
        <${Choice}
          type="checkbox" ...${{ option, labels }} checked=${isChosen(option)} choose=${() => toggle(option)}
        />
      `)}
    <//>
  `;
}

export function RadioButtons({ block, element, labels }) {
  const [chosen, setChosen, progress] = useValue(block, element);
  const name = useId();
  return html`
    <${Group} role="radiogroup" labels=${labels} progress=${progress}>
      ${element.options.map((option) => html`
        <${Choice}
          type="radio" ...${{ name, option, labels }}
          checked=${chosen?.value === option.value} choose=${() => setChosen(option)}
        />
      `)}
    <//>
  `;
}

function Group({ role, labels, progress, children }) {
  const { required, "aria-label": label, "aria-labelledby": by, "aria-describedby": more } = labels;
  return html`
    <div
      class="choices" role=${role} aria-label=${label} aria-labelledby=${by} aria-describedby=${more}
      aria-required=${role === "radiogroup" && required ? "true" : null}
    >
      ${children}
      <${Failed} progress=${progress} />
    </div>
  `;
}

function Choice({ type, name, option, checked, choose, labels }) {
  const id = useId();
  return html`
    <div class="choice">
      <input
        type=${type} id=${id} name=${name} checked=${checked} onChange=${choose} aria-labelledby=${`${id}-text`}
        aria-describedby=${option.description ? `${id}-more` : null} aria-invalid=${labels.invalid ? "true" : null}
      />
      <label for=${id}>
        <span id=${`${id}-text`}><${Text} object=${option.text} /></span>
        ${option.description && html`<small id=${`${id}-more`}><${Text} object=${option.description} /></small>`}
      </label>
    </div>
  `;
}
