/**
 * The "are you sure" an element may carry
 * (docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object).
 */
import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import { html } from "./html.js";
import { Text } from "./text.js";

let asked = null;
let redraw = () => {};

/** Shows the dialog; answers true if the person went ahead. */
export function ask(confirm) {
  asked?.answer(false);
  return new Promise((resolve) => {
    asked = { confirm, answer: resolve };
    redraw();
  });
}

export function ConfirmDialog() {
  const dialog = useRef();
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    redraw = again;
  }, []);
  useLayoutEffect(() => {
    if (asked && !dialog.current.open) dialog.current.showModal();
  });

  if (!asked) return null;
  const { confirm } = asked;
  const done = (yes) => {
    asked.answer(yes);
    asked = null;
    dialog.current.close();
    again();
  };
  const cancelled = (event) => {
    event.preventDefault();
    done(false);
  };
  return html`
    <dialog
      ref=${dialog} class="dialog confirm" role="alertdialog"
      aria-labelledby="confirm-title" aria-describedby="confirm-text" onCancel=${cancelled}
    >
      <h2 id="confirm-title"><${Text} object=${confirm.title} /></h2>
      <div id="confirm-text"><${Text} object=${confirm.text} /></div>
      <footer>
        <button type="button" class="button" onClick=${() => done(false)}><${Text} object=${confirm.deny} /></button>
        <button type="button" class=${`button ${confirm.style ?? "primary"}`} onClick=${() => done(true)}>
          <${Text} object=${confirm.confirm} />
        </button>
      </footer>
    </dialog>
  `;
}
