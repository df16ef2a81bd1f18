/** The select menus: where their options come from, and how ids and options become lines of a combobox. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Combobox } from "./combobox.js";
import { Face, nameOf, roleWord } from "../people.js";
import { Failed } from "./button.js";
import { Icon } from "../icons.js";
import { post } from "../api.js";
import { html } from "../html.js";
import { placeOf } from "../time.js";
import { plainText } from "../text.js";
import { nameOfRoom, signOf } from "../rooms.js";
import { useSurface, useValue } from "../surface.js";
import { world } from "../world.js";

const ASK_AFTER = 200;

export function StaticSelect({ block, element, labels }) {
  const [query, search] = useState("");
  const groups = element.option_groups
    ? element.option_groups.map((group) => ({ label: plainText(group.label), options: group.options.map(ofOption) }))
    : [{ options: element.options.map(ofOption) }];
  return html`<${Select} ...${{ block, element, labels, search }} line=${ofOption} groups=${narrowed(groups, query)} />`;
}

/** Asks the app as the person types, no sooner than `min_query_length` (3 if the app says nothing). */
export function ExternalSelect({ block, element, labels }) {
  const surface = useSurface();
  const [answer, setAnswer] = useState({ groups: [], status: null });
  const waiting = useRef();
  const latest = useRef(0);
  const least = element.min_query_length ?? 3;
  useEffect(() => () => clearTimeout(waiting.current), []);

  const search = (query) => {
    clearTimeout(waiting.current);
    const turn = (latest.current += 1);
    const missing = least - query.length;
    if (missing > 0) {
      setAnswer({ groups: [], status: `Type ${missing === least ? "" : "another "}${missing} ${missing === 1 ? "letter" : "letters"} to search.` });
      return;
    }
    setAnswer((before) => ({ ...before, status: "Searching …" }));
    waiting.current = setTimeout(async () => {
      const found = await optionsOf(surface, block, element, query);
      if (turn === latest.current) setAnswer(found);
    }, ASK_AFTER);
  };
  return html`<${Select} ...${{ block, element, labels, search }} line=${ofOption} groups=${answer.groups} status=${answer.status} />`;
}

export function UsersSelect({ block, element, labels }) {
  const [query, search] = useState("");
  const groups = [{ options: world.state.people.filter((person) => !person.deleted).map((person) => ofPerson(person.id)) }];
  return html`<${Select} ...${{ block, element, labels, search }} line=${ofPerson} groups=${narrowed(groups, query)} />`;
}

export function ChannelsSelect({ block, element, labels }) {
  const [query, search] = useState("");
  const rooms = Object.values(world.sees.channels).filter((channel) => channel.kind === "public" && !channel.is_archived);
  const groups = [{ options: rooms.map((channel) => ofRoom(channel.id)) }];
  return html`<${Select} ...${{ block, element, labels, search }} line=${ofRoom} groups=${narrowed(groups, query)} />`;
}

export function ConversationsSelect({ block, element, labels }) {
  const [query, search] = useState("");
  const [value, setValue] = useValue(block, element);
  const offered = Object.values(world.sees.channels).filter((channel) => isOffered(channel, element.filter ?? {}));
  const groups = [{ options: offered.map((channel) => ofRoom(channel.id)) }];

  // Slack's client fills in the conversation the person was in when the modal opened.
  useEffect(() => {
    const here = offered.find((channel) => channel.id === world.route.channel);
    if (element.default_to_current_conversation && here && value === null) setValue(here.id, { silently: true });
  }, []);
  return html`<${Select} ...${{ block, element, labels, search }} line=${ofRoom} groups=${narrowed(groups, query)} />`;
}

/** One value or a list, depending on the element; `line` makes a combobox line of a value. */
function Select({ block, element, labels, line, groups, search, status }) {
  const [value, setValue, progress] = useValue(block, element);
  const many = element.type.startsWith("multi_");
  const chosen = (many ? value : [value]).filter((one) => one !== null).map(line);
  const choose = (lines) => {
    const values = lines.map(({ origin }) => origin);
    setValue(many ? values : (values[0] ?? null));
  };
  return html`
    <span class="acting select">
      <${Combobox}
        ...${{ groups, status, chosen, many, choose, search, labels }} most=${element.max_selected_items} busy=${progress === "busy"}
        placeholder=${plainText(element.placeholder) || (many ? "Choose any" : "Choose one")} canClear=${block.type === "input"}
      />
      <${Failed} progress=${progress} />
    </span>
  `;
}

function ofOption(option) {
  return { value: option.value, words: plainText(option.text), detail: option.description && plainText(option.description), origin: option };
}

function ofPerson(id) {
  const person = world.personOf(id);
  if (!person) return { value: id, words: id, origin: id };
  const detail = [person.title, roleWord(person), !person.is_bot && placeOf(person.tz)].filter(Boolean).join(" · ");
  return { value: id, words: nameOf(person), detail, origin: id, face: html`<${Face} person=${person} size=${22} />` };
}

function ofRoom(id) {
  const channel = world.sees.channels[id];
  if (!channel) return { value: id, words: "private channel", origin: id };
  const detail = channel.is_ext_shared ? "shared with another organisation" : null;
  return { value: id, words: nameOfRoom(channel), detail, origin: id, face: html`<${Icon} name=${signOf(channel)} />` };
}

/** `conversations_select`'s filter (docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object). */
function isOffered(channel, { include, exclude_external_shared_channels: noShared, exclude_bot_users: noBots }) {
  const kind = channel.kind === "app" ? "im" : channel.kind;
  if (channel.is_archived || (include && !include.includes(kind))) return false;
  if (noShared && channel.is_ext_shared) return false;
  return !(noBots && channel.with && world.personOf(channel.with)?.is_bot);
}

function narrowed(groups, query) {
  const wanted = query.trim().toLowerCase();
  const fits = (option) => `${option.words} ${option.detail ?? ""}`.toLowerCase().includes(wanted);
  return groups.map((group) => ({ ...group, options: group.options.filter(fits) })).filter((group) => group.options.length);
}

async function optionsOf(surface, block, element, query) {
  const where = { as: world.route.as, action_id: element.action_id, block_id: block.block_id, ...surface.locate };
  try {
    const { options, option_groups: groups, error } = await post("act/options", { ...where, query });
    if (error) return { groups: [], status: `The options could not be loaded (${error}).` };
    if (groups?.length) return { groups: groups.map((group) => ({ label: plainText(group.label), options: group.options.map(ofOption) })) };
    return { groups: [{ options: (options ?? []).map(ofOption) }] };
  } catch (error) {
    return { groups: [], status: error.message };
  }
}
