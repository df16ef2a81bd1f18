/** Days and times, picked with the browser's own controls; a moment is entered in the acting person's zone. */
import { useRef } from "preact/hooks";
import { html } from "../html.js";
import { useValue } from "../surface.js";
import { momentOf, placeOf, wallTime } from "../time.js";
import { world } from "../world.js";
import { Failed } from "./button.js";
import { attributes } from "./labels.js";

export function DatePicker(props) {
  return html`<${Picker} ...${props} type="date" />`;
}

export function TimePicker(props) {
  return html`<${Picker} ...${props} type="time" note=${props.element.timezone && placeOf(props.element.timezone)} />`;
}

export function DateTimePicker(props) {
  return html`
    <${Picker}
      ...${props} type="datetime-local" note=${placeOf(world.zone)}
      shown=${(epoch) => (epoch ? wallTime(epoch, world.zone) : "")}
      meant=${(wall) => momentOf(wall, world.zone)}
    />
  `;
}

/**
 * A date typed by hand is a valid date several times on the way (year 0002, 0020 …): while keys are being pressed the
 * value is kept, and the app is told on leaving the field or on Enter. A pick with the pointer is told at once.
 */
function Picker({ block, element, labels, type, note, shown = (value) => value ?? "", meant = (text) => text }) {
  const [value, setValue, progress] = useValue(block, element);
  const typing = useRef(false);
  const untold = useRef(false);

  const changed = (event) => {
    const next = event.target.value ? meant(event.target.value) : null;
    untold.current = typing.current;
    setValue(next, { silently: typing.current });
  };
  const left = (event) => {
    typing.current = false;
    if (!untold.current) return;
    untold.current = false;
    setValue(event.target.value ? meant(event.target.value) : null);
  };
  const pressed = (event) => {
    if (event.key === "Enter") left(event);
    else if (event.key !== "Tab") typing.current = true;
  };
  return html`
    <span class="acting">
      <input
        type=${type} class="field date" value=${shown(value)} ...${attributes(labels)}
        onChange=${changed} onKeyDown=${pressed} onBlur=${left} onPointerDown=${() => { typing.current = false; }}
      />
      ${note && html`<small class="note">${note}</small>`}
      <${Failed} progress=${progress} />
    </span>
  `;
}
