/** Files: in a message, and on their way into one. */
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { bytes, joined } from "./words.js";
import { world } from "./world.js";

/** A file of a message, which can be saved. */
export function FileCard({ file }) {
  if (file.deleted) return html`<p class="file gone"><${Icon} name="file" /> This file was deleted.</p>`;
  const query = new URLSearchParams({ as: world.route.as });
  return html`
    <a class="file" href=${`/control/files/${file.id}?${query}`} download=${file.name}>
      <${Icon} name="file" />
      <${Named} name=${file.title} detail=${joined([file.kind, bytes(file.size)], ", ")} />
    </a>
  `;
}

/** A file that waits in a composer to be sent. */
export function WaitingFile({ file, remove }) {
  return html`
    <div class="file waiting">
      <${Icon} name="file" />
      <${Named} name=${file.name} detail=${bytes(file.size)} />
      <button type="button" class="quiet icon-button" aria-label=${`Remove ${file.name}`} onClick=${remove}>
        <${Icon} name="close" />
      </button>
    </div>
  `;
}

function Named({ name, detail }) {
  return html`<span class="file-words"><strong dir="auto">${name}</strong><small>${detail}</small></span>`;
}

/** The bytes of a file the browser holds, in base64, as the control API takes them. */
export function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
