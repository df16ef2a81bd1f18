/** What the acting person sees, read from the control API and read again whenever the sandbox says it changed. */
import { useEffect, useReducer } from "preact/hooks";
import { Refused, get, post } from "./api.js";
import { go, link, read } from "./route.js";

const TRY_AGAIN_AFTER = 1000;

class World {
  /** What is shown: it follows the URL as soon as all of it was read, so that a move never shows half a page. */
  route = read();
  /** `/control/state`, or null until it was read once. */
  state = null;
  /** `/control/sees` of the acting person. */
  sees = null;
  messages = [];
  thread = [];
  /** Why the channel of the route cannot be shown, or null. */
  unseen = null;
  /** Is the sandbox answering? */
  live = true;
  toasts = [];
  /** Ids of what Slack told this person and they have put away, or that was told before this tab opened. */
  putAway = new Set();

  #listeners = new Set();
  #reading = null;
  #readAgain = false;
  #stream = null;
  #listeningAs = null;
  #readAt = 0;
  #toast = 0;

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify() {
    for (const listener of this.#listeners) listener();
  }

  async start() {
    await this.#readState();
    if (!this.#knows(read().as)) go({ ...read(), as: this.#someone().id }, { replace: true });
    if (performance.getEntriesByType("navigation")[0]?.type === "reload") {
      await this.ask("act/reload", { as: read().as });
    }
    addEventListener("hashchange", () => this.#moved());
    await this.#moved();
  }

  async #readState() {
    while (!this.state) {
      try {
        this.state = await get("state");
      } catch {
        this.live = false;
        this.notify();
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER));
      }
    }
  }

  async #moved() {
    const { as } = read();
    if (as !== this.#listeningAs) this.#listen(as);
    await this.refresh();
  }

  // Looking things up

  get person() {
    return this.state?.people.find((person) => person.id === this.route.as) ?? null;
  }

  get zone() {
    return this.person?.tz ?? "UTC";
  }

  get channel() {
    return this.sees?.channels[this.route.channel] ?? null;
  }

  /** The sandbox's time in epoch seconds, which runs on between two readings. */
  get now() {
    if (!this.state) return 0;
    return this.state.running ? this.state.now + (performance.now() - this.#readAt) / 1000 : this.state.now;
  }

  personOf(id) {
    return this.state?.people.find((person) => person.id === id) ?? null;
  }

  /** The modal on top of this person's stack. */
  get view() {
    return this.sees?.views.at(-1) ?? null;
  }

  /** What Slack itself told this person and they have not put away. */
  get notices() {
    return (this.sees?.notices ?? []).filter((notice) => !this.putAway.has(notice.id));
  }

  putAwayNotices() {
    for (const notice of this.notices) this.putAway.add(notice.id);
    this.notify();
  }

  // Doing things

  /**
   * Acts as the person of this tab; what came of it is on the page before this answers.
   * Answers null, and shows the sandbox's sentence, when the sandbox refuses.
   */
  async act(kind, body) {
    return this.ask(`act/${kind}`, { as: this.route.as, ...body });
  }

  async ask(path, body) {
    try {
      return await post(path, body);
    } catch (error) {
      this.say(sentenceOf(error), { wrong: true });
      return null;
    } finally {
      await this.refresh();
    }
  }

  async copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(done);
    } catch {
      this.say("The browser did not let this page copy.", { wrong: true });
    }
  }

  say(text, { wrong = false } = {}) {
    const toast = { id: ++this.#toast, text, wrong };
    this.toasts = [...this.toasts, toast];
    this.notify();
    setTimeout(() => this.unsay(toast.id), wrong ? 8000 : 3000);
  }

  unsay(id) {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    this.notify();
  }

  // Reading

  /** Reads all that this tab shows; calls made meanwhile share one more reading. */
  async refresh() {
    if (this.#reading) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readUntilStill();
    try {
      await this.#reading;
    } finally {
      this.#reading = null;
    }
  }

  async #readUntilStill() {
    do {
      this.#readAgain = false;
      try {
        await this.#readOnce();
        this.live = true;
      } catch (error) {
        this.live = error instanceof Refused;
        if (this.live) this.say(error.message, { wrong: true });
      }
      this.notify();
    } while (this.#readAgain);
  }

  async #readOnce() {
    const route = read();
    const { as, channel, thread } = route;
    const [state, sees, messages, replies] = await Promise.all([
      get("state"),
      get("sees", { as }),
      channel && this.#messages({ as, channel }),
      channel && thread && this.#messages({ as, channel, thread_ts: thread }),
    ]);
    if (link(route) !== link(read())) {
      this.#readAgain = true;
      return;
    }
    if (this.sees?.as !== as) this.putAway = new Set(sees.notices.map((notice) => notice.id));
    this.#readAt = performance.now();
    Object.assign(this, { route, state, sees });
    this.messages = messages?.list ?? [];
    this.unseen = messages?.unseen ?? null;
    this.thread = replies?.list ?? [];
  }

  async #messages(query) {
    try {
      return { list: (await get("messages", query)).messages };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { list: [], unseen: error.message };
    }
  }

  /** A stream that breaks is begun anew: its own way of doing so gives up for good when it is refused once. */
  #listen(as) {
    this.#stream?.close();
    this.#listeningAs = as;
    const stream = new EventSource(`/control/events?as=${encodeURIComponent(as)}`);
    this.#stream = stream;
    stream.addEventListener("changed", () => this.refresh());
    stream.addEventListener("open", () => this.refresh());
    stream.addEventListener("error", () => {
      stream.close();
      this.live = false;
      this.notify();
      setTimeout(() => stream === this.#stream && this.#listen(as), TRY_AGAIN_AFTER);
    });
  }

  #knows(id) {
    return this.state.people.some((person) => person.id === id);
  }

  /** Who a newcomer starts as: whoever this browser acted as last, else the first colleague who can use the app. */
  #someone() {
    const colleagues = this.state.people.filter((person) => !person.is_bot && !person.deleted);
    return colleagues.find((person) => person.id === localStorage.getItem("acted-as")) ?? colleagues[0];
  }
}

function sentenceOf(error) {
  return error instanceof Refused ? error.message : "The sandbox does not answer. Is it still running?";
}

export const world = new World();

/** Renders the component again whenever the world changed. */
export function useWorld() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => world.subscribe(again), []);
  return world;
}
