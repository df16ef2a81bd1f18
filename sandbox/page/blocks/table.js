/** The table block; its first row is its head (docs.slack.dev/reference/block-kit/blocks/table-block). */
import { html } from "../html.js";
import { RichText } from "./rich_text.js";

export function Table({ block }) {
  const settings = block.column_settings ?? [];
  const style = (column) => ({
    textAlign: settings[column]?.align ?? "left",
    whiteSpace: settings[column]?.is_wrapped ? "normal" : "nowrap",
  });
  const cell = (Tag) => (content, column) => html`
    <${Tag} style=${style(column)}>
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
