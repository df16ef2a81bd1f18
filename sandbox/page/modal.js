/** The acting person's stack of modals; the top one is shown (docs.slack.dev/surfaces/modals). */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { answers } from "./answers.js";
import { Blocks } from "./blocks/blocks.js";
import { IconButton } from "./controls.js";
import { html } from "./html.js";
import { Notices } from "./notices.js";
import { Face } from "./people.js";
import { forgetSaving, modalSurface } from "./surface.js";
import { plainText } from "./text.js";
import { world } from "./world.js";

const FOCUSABLE = "a[href], button, input, textarea, select";

export function Modal() {
  const dialog = useRef();
  const { view } = world;
  const { views } = world.sees;
  useLayoutEffect(() => {
    if (view && !dialog.current.open) dialog.current.showModal();
    if (!view && dialog.current.open) dialog.current.close();
  });
  const places = usePlaces(dialog, view, views);
  useForgetting(views);

  const cancelled = (event) => {
    if (event.target !== dialog.current) return;
    event.preventDefault();
    close(view);
  };
  return html`
    <dialog
      ref=${dialog} class="dialog modal" aria-labelledby=${view ? "modal-title" : null}
      onCancel=${cancelled} ...${places}
    >
      ${view && html`<${View} key=${view.id} view=${view} depth=${views.length} />`}
    </dialog>
  `;
}

/**
 * Puts the focus where it belongs: in a new view on the first field, in one that is on top again where it was, and
 * scrolls as it was. Answers the listeners that remember.
 */
function usePlaces(dialog, view, views) {
  const places = useRef(new Map());
  useLayoutEffect(() => {
    const known = new Set(views.map(({ id }) => id));
    for (const id of places.current.keys()) if (!known.has(id)) places.current.delete(id);
    if (!view) return;
    const place = places.current.get(view.id);
    if (!place) {
      focusFirst(dialog.current);
      return;
    }
    const block = dialog.current.querySelector(`[data-block="${CSS.escape(place.block)}"]`);
    const control = block?.querySelectorAll(FOCUSABLE)[place.index];
    (control ?? dialog.current.querySelector("#modal-title")).focus({ preventScroll: true });
    dialog.current.querySelector(".view-body").scrollTop = place.scrolled;
  }, [view?.id]);

  return {
    onFocusIn: ({ target }) => {
      const block = target.closest(".block");
      if (!view || !block) return;
      const index = [...block.querySelectorAll(FOCUSABLE)].indexOf(target);
      const scrolled = target.closest(".view-body").scrollTop;
      places.current.set(view.id, { scrolled, block: block.dataset.block, index });
    },
    onScrollCapture: ({ target }) => {
      const place = view && places.current.get(view.id);
      if (place && target.matches(".view-body")) place.scrolled = target.scrollTop;
    },
  };
}

/** Answers given in a view go with it, and so does what Slack said about it. */
function useForgetting(views) {
  const before = useRef([]);
  const ids = views.map((view) => view.id);
  useEffect(() => {
    for (const id of before.current.filter((known) => !ids.includes(known))) answers.forget(`view:${id}`);
    if (before.current.length && !ids.length) world.putAwayNotices();
    before.current = ids;
  }, [ids.join()]);
}

const close = (view) => world.act("close", { view_id: view.id });
const closeAll = (view) => world.act("close", { view_id: view.id, clear: true });

function View({ view, depth }) {
  const form = useRef();
  const [sending, setSending] = useState(false);
  const [own, setOwn] = useState({});
  const [edited, setEdited] = useState(new Set());
  useLayoutEffect(() => {
    setOwn({});
    answers.keepTo(surface);
  }, [view.hash]);
  useBeginning(form, view);

  const busy = sending || view.pending;
  const errors = Object.fromEntries(Object.entries({ ...view.errors, ...own }).filter(([block]) => !edited.has(block)));
  const surface = modalSurface(view, errors, (block) => setEdited((before) => new Set([...before, block])));

  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    forgetSaving(surface);
    setSending(true);
    const answer = await world.act("submit", { view_id: view.id, values: answers.unsent(surface) });
    setSending(false);
    setEdited(new Set());
    setOwn(answer?.errors ?? {});
    if (Object.keys(answer?.errors ?? {}).length) requestAnimationFrame(() => toFirstError(form.current));
  };
  return html`
    <form ref=${form} class="view" noValidate onSubmit=${submit} aria-busy=${String(busy)}>
      <header class="view-head">
        ${depth > 1
          ? html`<${IconButton} icon="back" label="Back" press=${() => close(view)} />`
          : html`<${Face} person=${world.personOf(world.state.app.bot_user_id)} size=${32} />`}
        <h2 id="modal-title" tabindex="-1">${plainText(view.title)}</h2>
        ${depth > 1 && html`<span class="unseen">, view ${depth} of a stack</span>`}
        <${IconButton} icon="close" label="Close" press=${() => closeAll(view)} />
      </header>
      <div class="view-body"><${Blocks} surface=${surface} /></div>
      <${Notices} />
      <footer class="view-foot">
        <span class="view-status" role="status">${busy ? `Waiting for ${world.state.app.name} …` : ""}</span>
        <button type="button" class="button" onClick=${() => close(view)}>
          ${plainText(view.close) || (view.submit ? "Cancel" : "Close")}
        </button>
        ${view.submit && html`
          <button type="submit" class="button primary" aria-busy=${String(busy)} aria-disabled=${String(busy)}>
            ${plainText(view.submit)}
          </button>
        `}
      </footer>
    </form>
  `;
}

/** What is put in a view's place and asks nothing that it asked, such as a form's next step, is read from its top. */
function useBeginning(form, { hash, blocks }) {
  const before = useRef(null);
  useLayoutEffect(() => {
    const asked = blocks.filter(({ type }) => type === "input").map((block) => block.block_id);
    const other = before.current && !asked.some((id) => before.current.includes(id));
    if (other && asked.length + before.current.length) {
      form.current.querySelector(".view-body").scrollTop = 0;
      focusFirst(form.current);
    }
    before.current = asked;
  }, [hash]);
}

function toFirstError(form) {
  const wrong = form?.querySelector("[aria-invalid=true]");
  wrong?.focus();
  wrong?.closest(".block").scrollIntoView({ block: "nearest" });
}

/** What the app asked to focus, else the first field; on a touch screen the title, lest the keyboard hide the words. */
function focusFirst(dialog) {
  const field = matchMedia("(pointer: fine)").matches ? dialog.querySelector(".view-body :is(input, textarea)") : null;
  (dialog.querySelector("[autofocus]") ?? field ?? dialog.querySelector("#modal-title")).focus();
}
