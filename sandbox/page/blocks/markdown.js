/** The markdown block: read by marked, drawn as elements here, so that raw HTML in it stays text. */
import { lexer } from "marked";
import { useMemo } from "preact/hooks";
import { withEmoji } from "../emoji.js";
import { html } from "../html.js";
import { plain } from "../mrkdwn.js";
import { SafeLink } from "../references.js";

export function Markdown({ text }) {
  const tokens = useMemo(() => lexer(text, { gfm: true, breaks: true }), [text]);
  return html`<div class="markdown">${all(tokens)}</div>`;
}

const all = (tokens) => tokens.map(drawn);

function drawn(token) {
  switch (token.type) {
    case "space": return null;
    case "heading": return html`<h3 class=${`level-${token.depth}`}>${all(token.tokens)}</h3>`;
    case "paragraph": return html`<p>${all(token.tokens)}</p>`;
    case "text": return token.tokens ? all(token.tokens) : withEmoji(plain(token.text));
    case "escape": return plain(token.text);
    case "strong": return html`<strong>${all(token.tokens)}</strong>`;
    case "em": return html`<em>${all(token.tokens)}</em>`;
    case "del": return html`<s>${all(token.tokens)}</s>`;
    case "codespan": return html`<code>${token.text}</code>`;
    case "code": return html`<pre><code>${token.text}</code></pre>`;
    case "br": return html`<br />`;
    case "checkbox": return html`<${Tick} done=${token.checked} /> `;
    case "hr": return html`<hr />`;
    case "blockquote": return html`<blockquote>${all(token.tokens)}</blockquote>`;
    case "link": return html`<${SafeLink} url=${token.href}>${all(token.tokens)}<//>`;
    case "image": return html`<${SafeLink} url=${token.href}>${token.text}<//>`;
    case "list": return list(token);
    case "table": return table(token);
    default: return token.raw;
  }
}

function Tick({ done }) {
  return html`<input type="checkbox" disabled checked=${done} aria-label=${done ? "done" : "to do"} />`;
}

function list({ ordered, start, items }) {
  const lines = items.map((item) => html`<li>${all(item.tokens)}</li>`);
  return ordered ? html`<ol start=${start}>${lines}</ol>` : html`<ul>${lines}</ul>`;
}

function table({ header, rows }) {
  const cell = (Tag) => (one) => html`<${Tag} style=${{ textAlign: one.align }}>${all(one.tokens)}<//>`;
  return html`
    <div class="table-frame" tabindex="0" role="region" aria-label="Table">
      <table>
        <thead><tr>${header.map(cell("th"))}</tr></thead>
        <tbody>${rows.map((row) => html`<tr>${row.map(cell("td"))}</tr>`)}</tbody>
      </table>
    </div>
  `;
}
