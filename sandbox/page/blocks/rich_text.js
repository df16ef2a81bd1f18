/** The rich_text block (docs.slack.dev/reference/block-kit/blocks/rich-text-block). */
import { emoji } from "../emoji.js";
import { html } from "../html.js";
import { ChannelName, DateText, PersonName, SafeLink } from "../references.js";
import { Undrawn } from "./undrawn.js";

export function RichText({ block }) {
  return html`<div class="rich-text">${block.elements.map((part) => html`<${Part} part=${part} />`)}</div>`;
}

function Part({ part }) {
  const inside = () => part.elements.map((element) => html`<${Inline} element=${element} />`);
  switch (part.type) {
    case "rich_text_section": return html`<p>${inside()}</p>`;
    case "rich_text_quote": return html`<blockquote>${inside()}</blockquote>`;
    case "rich_text_preformatted": return html`<pre><code>${inside()}</code></pre>`;
    case "rich_text_list": return html`<${List} part=${part} />`;
    default: return html`<${Undrawn} what=${part.type} />`;
  }
}

function List({ part }) {
  const inside = (item) => item.elements.map((element) => html`<${Inline} element=${element} />`);
  const items = part.elements.map((item) => html`<li>${inside(item)}</li>`);
  const style = { marginInlineStart: `${(part.indent ?? 0) * 1.5}em` };
  return part.style === "ordered"
    ? html`<ol start=${(part.offset ?? 0) + 1} style=${style}>${items}</ol>`
    : html`<ul style=${style}>${items}</ul>`;
}

function Inline({ element }) {
  return styled(drawn(element), element.style ?? {});
}

function drawn(element) {
  switch (element.type) {
    case "text": return element.text;
    case "link": return html`<${SafeLink} url=${element.url}>${element.text}<//>`;
    case "user": return html`<${PersonName} id=${element.user_id} />`;
    case "channel": return html`<${ChannelName} id=${element.channel_id} />`;
    case "usergroup": return html`<span class="mention">@${element.usergroup_id}</span>`;
    case "broadcast": return html`<span class="mention">@${element.range}</span>`;
    case "emoji": return emoji(element.name);
    case "date": return html`<${DateText} ...${element} epoch=${element.timestamp} pattern=${element.format} />`;
    case "color": return html`<code>${element.value}</code>`;
    default: return html`<${Undrawn} what=${element.type} />`;
  }
}

function styled(content, { bold, italic, strike, underline, code }) {
  if (code) content = html`<code>${content}</code>`;
  if (bold) content = html`<strong>${content}</strong>`;
  if (italic) content = html`<em>${content}</em>`;
  if (strike) content = html`<s>${content}</s>`;
  if (underline) content = html`<u>${content}</u>`;
  return content;
}
