/** Checkboxes and radio buttons. */
import { useId } from "preact/hooks";
import { Failed } from "./button.js";
import { Text } from "../text.js";
import { html } from "../html.js";
import { useValue } from "../surface.js";

export function Checkboxes({ block, element, labels }) {
  const [chosen, setChosen, progress] = useValue(block, element);
  const values = chosen.map((option) => option.value);
  const toggle = (option) => {
    const next = values.includes(option.value) ? values.filter((value) => value !== option.value) : [...values, option.value];
    setChosen(element.options.filter(({ value }) => next.includes(value)));
  };
  return html`
    <${Group} role="group" labels=${labels} progress=${progress}>
      ${element.options.map((option) => html`
        <${Choice} type="checkbox" option=${option} checked=${values.includes(option.value)} choose=${() => toggle(option)} labels=${labels} />
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
        <${Choice} type="radio" name=${name} option=${option} checked=${chosen?.value === option.value} choose=${() => setChosen(option)} labels=${labels} />
      `)}
    <//>
  `;
}

function Group({ role, labels, progress, children }) {
  const { id, invalid, required, focus, ...named } = labels;
  return html`
    <div class="choices" role=${role} aria-required=${role === "radiogroup" && required ? "true" : null} ...${named}>
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
        type=${type} id=${id} name=${name} checked=${checked} onChange=${choose}
        aria-labelledby=${`${id}-text`} aria-describedby=${option.description ? `${id}-more` : null} aria-invalid=${labels.invalid ? "true" : null}
      />
      <label for=${id}>
        <span id=${`${id}-text`}><${Text} object=${option.text} /></span>
        ${option.description && html`<small id=${`${id}-more`}><${Text} object=${option.description} /></small>`}
      </label>
    </div>
  `;
}
