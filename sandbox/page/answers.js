/**
 * What has been typed or picked in blocks and not been taken in by the sandbox yet, as Slack's `state.values` holds it:
 * one value-object per block_id and action_id. It outlives a redraw, an update of the view and a view pushed on top.
 */
import { useEffect, useReducer } from "preact/hooks";

const ONE = (field, initial) => ({ field, initial, many: false });
const MANY = (field, initial) => ({ field, initial, many: true });

/** Element type -> the field of its value-object, and the field that gives it a first value. */
const KINDS = {
  plain_text_input: ONE("value", "initial_value"),
  email_text_input: ONE("value", "initial_value"),
  url_text_input: ONE("value", "initial_value"),
  number_input: ONE("value", "initial_value"),
  rich_text_input: ONE("rich_text_value", "initial_value"),
  datepicker: ONE("selected_date", "initial_date"),
  timepicker: ONE("selected_time", "initial_time"),
  datetimepicker: ONE("selected_date_time", "initial_date_time"),
  radio_buttons: ONE("selected_option", "initial_option"),
  checkboxes: MANY("selected_options", "initial_options"),
  static_select: ONE("selected_option", "initial_option"),
  external_select: ONE("selected_option", "initial_option"),
  users_select: ONE("selected_user", "initial_user"),
  channels_select: ONE("selected_channel", "initial_channel"),
  conversations_select: ONE("selected_conversation", "initial_conversation"),
  multi_static_select: MANY("selected_options", "initial_options"),
  multi_external_select: MANY("selected_options", "initial_options"),
  multi_users_select: MANY("selected_users", "initial_users"),
  multi_channels_select: MANY("selected_channels", "initial_channels"),
  multi_conversations_select: MANY("selected_conversations", "initial_conversations"),
};

/** Does this element hold a value (a button or an overflow menu does not)? */
const holdsValue = (element) => element.type in KINDS;

/**
 * Does the app hear of this element's value only with the next press or submit? So in an input block, unless it has
 * dispatch_action; typed text waits for Enter even then, unless every character is to be told.
 */
function isQuiet(block, element) {
  if (block.type !== "input") return false;
  const told = element.dispatch_action_config?.trigger_actions_on ?? [];
  return !block.dispatch_action || (element.type.endsWith("_input") && !told.includes("on_character_entered"));
}

/** The element's bare value within its value-object: text, a date, an id, an option, or a list. */
const valueIn = (element, object) => object?.[KINDS[element.type].field] ?? (KINDS[element.type].many ? [] : null);

const objectOf = (element, value) => ({ type: element.type, [KINDS[element.type].field]: value });

/** As the control API takes it: an option becomes its `value`. */
export function plainOf(element, object) {
  const value = valueIn(element, object);
  if (Array.isArray(value)) return value.map((one) => one.value ?? one);
  return value?.value ?? value;
}

/** The words of a rich_text object, a line for each of its sections. */
export function wordsOf(richText) {
  const between = (node) => (node.type === "rich_text_list" ? "\n" : "");
  const words = (node) => node.text ?? (node.elements ?? []).map(words).join(between(node));
  return (richText?.elements ?? []).map(words).join("\n");
}

class Answers {
  #drafts = new Map();
  #listeners = new Set();

  /** In this order: what the person just did, what the sandbox holds, what the app began with. */
  value(surface, block, element) {
    const draft = this.#drafts.get(surface.key)?.[block.block_id]?.[element.action_id];
    const object = draft ?? surface.state?.[block.block_id]?.[element.action_id];
    if (object?.type === element.type) return valueIn(element, object);
    const { initial, many } = KINDS[element.type];
    return element[initial] ?? (many ? [] : null);
  }

  set(surface, block, element, value) {
    const drafts = this.#drafts.get(surface.key) ?? {};
    const object = objectOf(element, value);
    const inBlock = { ...drafts[block.block_id], [element.action_id]: object };
    this.#drafts.set(surface.key, { ...drafts, [block.block_id]: inBlock });
    this.#tell(surface.key);
    return object;
  }

  /** The sandbox has taken in this value-object: what it holds counts now, unless something was entered since. */
  settle(surface, block, element, object) {
    const inBlock = this.#drafts.get(surface.key)?.[block.block_id];
    if (inBlock?.[element.action_id] !== object) return;
    delete inBlock[element.action_id];
    this.#tell(surface.key);
  }

  /** `{block_id: {action_id: plain}}` of what was entered here and goes along with the next press or submit. */
  unsent(surface) {
    const drafts = this.#drafts.get(surface.key) ?? {};
    const values = {};
    for (const [block, element] of elementsOf(surface.blocks)) {
      const object = drafts[block.block_id]?.[element.action_id];
      if (!object || !isQuiet(block, element)) continue;
      (values[block.block_id] ??= {})[element.action_id] = plainOf(element, object);
    }
    return values;
  }

  /** What was entered in blocks the view has no more is gone, as it is from Slack's `state.values`. */
  keepTo(surface) {
    const drafts = this.#drafts.get(surface.key);
    if (!drafts) return;
    const kept = {};
    for (const [block, element] of elementsOf(surface.blocks)) {
      const object = drafts[block.block_id]?.[element.action_id];
      if (object?.type === element.type) (kept[block.block_id] ??= {})[element.action_id] = object;
    }
    this.#drafts.set(surface.key, kept);
  }

  forget(key) {
    this.#drafts.delete(key);
  }

  #tell(key) {
    for (const listener of this.#listeners) listener(key);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function* elementsOf(blocks) {
  for (const block of blocks) {
    for (const element of [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])]) {
      if (element && holdsValue(element)) yield [block, element];
    }
  }
}

export const answers = new Answers();

/** Renders the component again when an answer on its surface changed. */
export function useAnswers(key) {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => answers.subscribe((changed) => changed === key && again()), [key]);
}
