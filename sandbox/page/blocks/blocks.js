/** Block Kit drawn: block type -> how (docs.slack.dev/reference/block-kit/blocks); one that is not here is shown by its name. */
import { Element } from "../elements/element.js";
import { Input } from "./input.js";
import { Markdown } from "./markdown.js";
import { RichText } from "./rich_text.js";
import { Surface } from "../surface.js";
import { Table } from "./table.js";
import { Text, plainText } from "../text.js";
import { Undrawn } from "./undrawn.js";
import { classes, html } from "../html.js";
import { useAnswers } from "../answers.js";

const DRAWN = {
  actions: Actions,
  context: Context,
  divider: () => html`<hr />`,
  file: ({ block }) => html`<${Undrawn} what="file block" detail=${block.external_id} />`,
  header: ({ block }) => html`<h3 class="block-header"><${Text} object=${block.text} /></h3>`,
  image: ImageBlock,
  input: Input,
  markdown: ({ block }) => html`<${Markdown} text=${block.text} />`,
  rich_text: ({ block }) => html`<${RichText} block=${block} />`,
  section: Section,
  table: Table,
  video: ({ block }) => html`<${Undrawn} what="video block" detail=${plainText(block.title)} />`,
};

/** All blocks of `surface` (surface.js). */
export function Blocks({ surface }) {
  useAnswers(surface.key);
  return html`
    <${Surface.Provider} value=${surface}>
      <div class=${`blocks on-${surface.kind}`}>
        ${surface.blocks.map((block, i) => {
          const Drawn = DRAWN[block.type];
          return html`
            <div class=${`block ${block.type}`} key=${block.block_id ?? i} data-block=${block.block_id}>
              ${Drawn ? html`<${Drawn} block=${block} />` : html`<${Undrawn} what=${`${block.type} block`} />`}
            </div>
          `;
        })}
      </div>
    <//>
  `;
}

const WIDE = ["checkboxes", "radio_buttons"];

function Section({ block }) {
  const { accessory } = block;
  const name = plainText(block.text ?? block.fields?.[0]);
  return html`
    <div class=${classes("section-body", accessory && "with-accessory", WIDE.includes(accessory?.type) && "wide-accessory")}>
      <div class="section-words">
        ${block.text && html`<${Text} object=${block.text} />`}
        ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<div><${Text} object=${field} /></div>`)}</div>`}
      </div>
      ${accessory && html`
        <div class="accessory">
          ${accessory.type === "image" ? html`<${Picture} image=${accessory} />` : html`<${Element} block=${block} element=${accessory} name=${name} />`}
        </div>
      `}
    </div>
  `;
}

function Actions({ block }) {
  return html`<div class="actions-row">${block.elements.map((element) => html`<${Element} key=${element.action_id} block=${block} element=${element} />`)}</div>`;
}

function Context({ block }) {
  return html`
    <div class="context-row">
      ${block.elements.map((element) => (element.type === "image" ? html`<${Picture} image=${element} />` : html`<${Text} object=${element} />`))}
    </div>
  `;
}

function ImageBlock({ block }) {
  return html`
    <figure>
      ${block.title && html`<figcaption><${Text} object=${block.title} /></figcaption>`}
      <${Picture} image=${block} />
    </figure>
  `;
}

function Picture({ image }) {
  if (!image.image_url) return html`<${Undrawn} what="slack_file image" detail=${image.alt_text} />`;
  return html`<img src=${image.image_url} alt=${image.alt_text} title=${image.alt_text} loading="lazy" referrerpolicy="no-referrer" />`;
}
