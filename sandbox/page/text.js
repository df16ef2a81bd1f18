/**
 * Text objects: `plain_text` as it stands, `mrkdwn` formatted
 * (docs.slack.dev/reference/block-kit/composition-objects/text-object).
 */
import { withEmoji } from "./emoji.js";
import { html } from "./html.js";
import { Mrkdwn, withoutMarks } from "./mrkdwn.js";

export function Text({ object }) {
  if (object.type === "mrkdwn") return html`<${Mrkdwn} text=${object.text} links=${!object.verbatim} />`;
  return html`<span class="plain-text">${plainText(object)}</span>`;
}

/** A text object's words alone, for a label, a title or a name. */
export function plainText(object) {
  if (!object) return "";
  if (object.type === "mrkdwn") return withoutMarks(object.text);
  return object.emoji === false ? object.text : withEmoji(object.text);
}
