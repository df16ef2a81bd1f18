/** Element type -> how it is drawn; one that is not here is shown by its name. */
import { Undrawn } from "../blocks/undrawn.js";
import { html } from "../html.js";
import { world } from "../world.js";
import { Button, Overflow } from "./button.js";
import { Checkboxes, RadioButtons } from "./choices.js";
import { DatePicker, DateTimePicker, TimePicker } from "./dates.js";
import { RichTextInput, TextInput } from "./inputs.js";
import { ChannelsSelect, ConversationsSelect, ExternalSelect, StaticSelect, UsersSelect } from "./select.js";

const DRAWN = {
  button: Button,
  overflow: Overflow,
  checkboxes: Checkboxes,
  radio_buttons: RadioButtons,
  static_select: StaticSelect,
  multi_static_select: StaticSelect,
  external_select: ExternalSelect,
  multi_external_select: ExternalSelect,
  users_select: UsersSelect,
  multi_users_select: UsersSelect,
  channels_select: ChannelsSelect,
  multi_channels_select: ChannelsSelect,
  conversations_select: ConversationsSelect,
  multi_conversations_select: ConversationsSelect,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  rich_text_input: RichTextInput,
};

/** `name` says what a nameless element is about; `labels` replaces it where an input block labels the element. */
export function Element({ block, element, name, labels }) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(world.route.as)) return null;
  const Drawn = DRAWN[element.type];
  if (!Drawn) return html`<${Undrawn} id=${labels?.id} what=${`${element.type} element`} />`;
  return html`<${Drawn} block=${block} element=${element} name=${name} labels=${labels ?? nameless(element, name)} />`;
}

const WORDS = {
  datepicker: "Date",
  timepicker: "Time",
  datetimepicker: "Date and time",
  checkboxes: "Choices",
  radio_buttons: "Choices",
};

function nameless(element, name) {
  const own = element.placeholder?.text ?? WORDS[element.type];
  return { "aria-label": [name, own].filter(Boolean).join(": ") || element.type, focus: element.focus_on_load };
}
