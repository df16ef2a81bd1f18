/**
 * Slack's mrkdwn drawn as elements, never as markup, so that no message can bring its own HTML
 * (docs.slack.dev/messaging/formatting-message-text).
 */
import { emoji } from "./emoji.js";
import { html } from "./html.js";
import { ChannelName, DateText, PersonName, SafeLink, inWords } from "./references.js";

export function Mrkdwn({ text, links = true }) {
  const parts = text.split(/```\n?([\s\S]+?)\n?```\n?/);
  return html`
    <div class="mrkdwn">
      ${parts.map((part, i) => {
        const fenced = i % 2 === 1;
        return fenced ? html`<pre><code>${plain(part)}</code></pre>` : part && paragraphs(part, links);
      })}
    </div>
  `;
}

/** The same text in one line without its marks, for names and labels. */
export function withoutMarks(text) {
  const unlinked = text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => inWords(target, label));
  return plain(unlinked.replace(/[*_~`]/g, "")).replace(/\s+/g, " ").trim();
}

function paragraphs(text, links) {
  const runs = [];
  let quoteTheRest = false;
  for (const line of text.split("\n")) {
    const opening = /^(?:&gt;|>)((?:&gt;|>){2})? ?/.exec(line);
    quoteTheRest ||= Boolean(opening?.[1]);
    const quoted = quoteTheRest || Boolean(opening);
    const words = opening ? line.slice(opening[0].length) : line;
    if (runs.at(-1)?.quoted === quoted) runs.at(-1).lines.push(words);
    else runs.push({ quoted, lines: [words] });
  }
  return runs.map(({ quoted, lines }) => {
    const drawn = lines.map((line, i) => html`${i > 0 && html`<br />`}${inline(line, links)}`);
    return quoted ? html`<blockquote>${drawn}</blockquote>` : html`<p>${drawn}</p>`;
  });
}

/** A span between two marks that hug words: `*so*`, but not `2 * 3 * 4` and not `snake_case_names`. */
function span(mark, name) {
  const inside = `(?<${name}>(?:<[^<>\\n]*>|\`[^\`\\n]*\`|[^${mark}\\n])+?)`;
  return `(?<![\\p{L}\\p{N}])[${mark}](?=[^\\s${mark}])${inside}(?<=\\S)[${mark}](?![\\p{L}\\p{N}])`;
}

const TOKEN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<url>https?://[^\\s<>|]*[^\\s<>|.,;:!?)'\"*_~])",
    "(?<![\\w:]):(?<emoji>[a-z0-9_+'-]+):",
    span("*", "bold"),
    span("_", "italic"),
    span("~", "strike"),
  ].join("|"),
  "gu",
);

function inline(text, links) {
  const drawn = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    drawn.push(plain(text.slice(from, match.index)), token(match, links));
    from = match.index + match[0].length;
  }
  drawn.push(plain(text.slice(from)));
  return drawn;
}

function token({ 0: whole, groups }, links) {
  const within = (words) => inline(words, links);
  if (groups.code) return html`<code>${plain(groups.code)}</code>`;
  if (groups.angle) return reference(groups.angle, within);
  if (groups.url) return links ? html`<${SafeLink} url=${plain(groups.url)} />` : plain(whole);
  if (groups.emoji) return emoji(groups.emoji);
  if (groups.bold) return html`<strong>${within(groups.bold)}</strong>`;
  if (groups.italic) return html`<em>${within(groups.italic)}</em>`;
  return html`<s>${within(groups.strike)}</s>`;
}

/** What stands between `<` and `>`: a person, a channel, everyone here, a date, or a link. */
function reference(inside, within) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : inside.slice(bar + 1);
  if (target.startsWith("@")) return html`<${PersonName} id=${target.slice(1)} fallback=${label} />`;
  if (target.startsWith("#")) return html`<${ChannelName} id=${target.slice(1)} fallback=${label} />`;
  if (target.startsWith("!date^")) {
    const [, epoch, pattern, url] = target.split("^");
    return html`<${DateText} epoch=${Number(epoch)} pattern=${pattern} url=${url} fallback=${label} />`;
  }
  if (target.startsWith("!subteam^")) return html`<span class="mention">${plain(label ?? target)}</span>`;
  if (target.startsWith("!")) return html`<span class="mention">@${target.slice(1)}</span>`;
  return html`<${SafeLink} url=${plain(target)}>${label && within(label)}<//>`;
}

/** Slack escapes three characters and no more. */
export const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
