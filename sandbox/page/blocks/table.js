/** The table block; its first row is its head (docs.slack.dev/reference/block-kit/blocks/table-block). */
import { RichText } from "./rich_text.js";
import { html } from "../html.js";

export function Table({ block }) {
  const settings = block.column_settings ?? [];
  const cell = (Tag) => (content, column) => html`
    <${Tag} scope=${Tag === "th" ? "col" : null} style=${{ textAlign: settings[column]?.align ?? "left", whiteSpace: settings[column]?.is_wrapped ? "normal" : "nowrap" }}>
      ${content.type === "rich_text" ? html`<${RichText} block=${content} />` : content.text}
    <//>
  `;
  const [head, ...rows] = block.rows;
  return html`
    <div class="table-frame" tabindex="0" role="region" aria-label="Table">
      <table>
        <thead><tr>${head.map(cell("th"))}</tr></thead>
        <tbody>${rows.map((row) => html`<tr>${row.map(cell("td"))}</tr>`)}</tbody>
      </table>
    </div>
  `;
}
