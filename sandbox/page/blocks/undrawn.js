/** What this page does not draw is named, so that nobody takes its absence for the app's doing. */
import { html } from "../html.js";

export function Undrawn({ what, detail, id }) {
  return html`
    <div class="undrawn" ...${id ? { id } : {}}>
      <strong>${what}</strong>: not drawn here${detail && ` (${detail})`}
    </div>
  `;
}
