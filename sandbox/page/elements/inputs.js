/** What is typed: lines, paragraphs, numbers, addresses and simple rich text. */
import { useEffect, useRef } from "preact/hooks";
import { wordsOf } from "../answers.js";
import { html } from "../html.js";
import { useValue } from "../surface.js";
import { plainText } from "../text.js";
import { Failed } from "./button.js";
import { attributes } from "./labels.js";

const FIELDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url", autocomplete: "off" },
  // Not type=number: what is no number must reach the sandbox, which says so in words.
  number_input: { type: "text", inputmode: "decimal" },
};
const TELL_AFTER = 300;
/** Letters left from which on they are counted before the person's eyes. */
const SCARCE = 100;

export function TextInput({ block, element, labels }) {
  const [value, setValue, progress] = useValue(block, element);
  const telling = useRef();
  useEffect(() => () => clearTimeout(telling.current), []);

  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const typed = (event) => {
    setValue(event.target.value || null, { silently: true });
    if (!block.dispatch_action || !triggers.includes("on_character_entered")) return;
    clearTimeout(telling.current);
    const text = event.target.value || null;
    telling.current = setTimeout(() => {
      telling.current = null;
      setValue(text);
    }, TELL_AFTER);
  };
  const left = () => {
    if (!telling.current) return;
    clearTimeout(telling.current);
    telling.current = null;
    setValue(value);
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (!element.multiline) event.preventDefault();
    const tells = block.dispatch_action && triggers.includes("on_enter_pressed") && !event.shiftKey;
    if (tells) setValue(event.target.value || null);
  };
  const room = (element.max_length ?? Infinity) - [...(value ?? "")].length;
  const scarce = room <= SCARCE;
  const shared = {
    class: "field",
    value: value ?? "",
    placeholder: plainText(element.placeholder) || null,
    onInput: typed,
    onKeyDown: pressed,
    onBlur: left,
    ...attributes(labels, scarce && `${labels.id}-left`),
  };
  return html`
    ${element.multiline
      ? html`<textarea ...${shared} rows="4"></textarea>`
      : html`<input ...${FIELDS[element.type]} ...${shared} />`}
    ${scarce && html`
      <div class=${room < 0 ? "left over" : "left"} id=${`${labels.id}-left`}>
        ${room < 0 ? `${-room} too many` : `${room} left`}
      </div>
    `}
    <${Failed} progress=${progress} />
  `;
}

/** Kept simple: each line becomes a section; bold, lists and mentions are not offered here. */
export function RichTextInput({ block, element, labels }) {
  const [value, setValue] = useValue(block, element);
  const section = (text) => ({ type: "rich_text_section", elements: text ? [{ type: "text", text }] : [] });
  const typed = ({ target }) => {
    setValue(target.value ? { type: "rich_text", elements: target.value.split("\n").map(section) } : null);
  };
  return html`
    <textarea
      class="field" rows="4" value=${wordsOf(value)} placeholder=${plainText(element.placeholder) || null}
      onInput=${typed} ...${attributes(labels)}
    ></textarea>
  `;
}
