/** Block type -> how it is drawn (docs.slack.dev/reference/block-kit/blocks); what is not here is shown by its name. */
import { useAnswers } from "../answers.js";
import { Element } from "../elements/element.js";
import { classes, html } from "../html.js";
import { Surface } from "../surface.js";
import { Text, plainText } from "../text.js";
import { Input } from "./input.js";
import { Markdown } from "./markdown.js";
import { RichText } from "./rich_text.js";
import { Table } from "./table.js";
import { Undrawn } from "./undrawn.js";

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
  const isWide = WIDE.includes(accessory?.type);
  const look = classes("section-body", accessory && "with-accessory", isWide && "wide-accessory");
  return html`
    <div class=${look}>
      <div class="section-words">
        ${block.text && html`<${Text} object=${block.text} />`}
        ${block.fields && html`
          <div class="fields">${block.fields.map((field) => html`<div><${Text} object=${field} /></div>`)}</div>
        `}
      </div>
      ${accessory && html`
        <div class="accessory">
          ${accessory.type === "image"
            ? html`<${Picture} image=${accessory} />`
            : html`<${Element} block=${block} element=${accessory} name=${name} />`}
        </div>
      `}
    </div>
  `;
}

function Actions({ block }) {
  const drawn = (element) => html`<${Element} key=${element.action_id} block=${block} element=${element} />`;
  return html`<div class="actions-row">${block.elements.map(drawn)}</div>`;
}

function Context({ block }) {
  const isImage = (part) => part.type === "image";
  return html`
    <div class="context-row">
      ${block.elements.map((part) => html`<${isImage(part) ? Picture : Text} image=${part} object=${part} />`)}
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
  const { image_url: url, alt_text: words } = image;
  return html`<img src=${url} alt=${words} title=${words} loading="lazy" referrerpolicy="no-referrer" />`;
}
