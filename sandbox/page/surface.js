/**
 * Where blocks stand (a message, a modal, the Home tab) and how their elements act from there.
 * A surface is `{key, kind, locate, state, blocks, errors, edited}`; `locate` is what the control API wants to know.
 */
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { answers, plainOf } from "./answers.js";
import { post } from "./api.js";
import { ask } from "./confirm.js";
import { world } from "./world.js";

export const Surface = createContext(null);
export const useSurface = () => useContext(Surface);

export const messageSurface = (channel, message) => ({
  key: `message:${channel}:${message.ts}`,
  kind: "message",
  locate: { channel, ts: message.ts },
  state: message.state,
  blocks: message.blocks,
});

export const homeSurface = (view) => ({
  key: `view:${view.id}`,
  kind: "home",
  locate: { home: true },
  state: view.state,
  blocks: view.blocks,
});

export const modalSurface = (view, errors, edited) => ({
  key: `view:${view.id}`,
  kind: "modal",
  locate: { view_id: view.id },
  state: view.state,
  blocks: view.blocks,
  errors,
  edited,
});

/** Answers `[progress, act]`: progress is "idle", "busy" until the app acknowledged, or "failed" if it never did. */
export function useAct(block, element) {
  const surface = useSurface();
  const [progress, setProgress] = useState("idle");
  const act = async (kind, body = {}) => {
    if (element.confirm && !(await ask(element.confirm))) return;
    forgetSaving(surface);
    setProgress("busy");
    const answer = await world.act(kind, {
      action_id: element.action_id,
      block_id: block.block_id,
      ...surface.locate,
      values: answers.unsent(surface),
      ...body,
    });
    setProgress(answer && answer.acked !== false ? "idle" : "failed");
  };
  return [progress, act];
}

/**
 * Answers `[value, setValue, progress]` of an element that holds a value. Setting tells the app at once where Slack
 * would (outside of input blocks, or with dispatch_action), else it only keeps; `setValue(value, {silently: true})`
 * never tells.
 */
export function useValue(block, element) {
  const surface = useSurface();
  const [progress, act] = useAct(block, element);
  const tells = block.type !== "input" || block.dispatch_action;
  const set = async (value, { silently = false } = {}) => {
    const object = answers.set(surface, block, element, value);
    surface.edited?.(block.block_id);
    if (!tells || silently) {
      saveSoon(surface);
      return;
    }
    await act("choose", { value: plainOf(element, object) });
    answers.settle(surface, block, element, object);
  };
  return [answers.value(surface, block, element), set, progress];
}

const SAVE_AFTER = 600;
const saving = new Map();

/** Lets the sandbox hold what was typed in a modal, so that a reload or another tab finds it. */
function saveSoon(surface) {
  if (surface.kind !== "modal") return;
  forgetSaving(surface);
  const save = () => {
    // A view that was closed meanwhile has nothing left to keep.
    post("act/fill", { as: world.route.as, ...surface.locate, values: answers.unsent(surface) }).catch(() => {});
  };
  saving.set(surface.key, setTimeout(save, SAVE_AFTER));
}

/** Whatever is about to be sent carries the values itself. */
export function forgetSaving(surface) {
  clearTimeout(saving.get(surface.key));
  saving.delete(surface.key);
}
