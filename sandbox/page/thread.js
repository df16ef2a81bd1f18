/** A thread beside its channel: the message that began it and its replies. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Composer } from "./composer.js";
import { IconButton } from "./controls.js";
import { html } from "./html.js";
import { Message } from "./message.js";
import { Notices } from "./notices.js";
import { titleOf } from "./rooms.js";
import { go, link } from "./route.js";
import { counted } from "./words.js";
import { world } from "./world.js";

export function Thread() {
  const { channel, thread, route } = world;
  const end = useRef();
  const panel = useRef();
  const back = { as: route.as, channel: route.channel, tab: route.tab };
  useLayoutEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [thread.length]);
  useEffect(() => {
    const pressed = (event) => {
      const elsewhere = event.defaultPrevented || document.querySelector("dialog[open]");
      if (event.key === "Escape" && !elsewhere && panel.current.contains(document.activeElement)) go(back);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  if (!channel) return null;
  const [root, ...replies] = thread;
  return html`
    <aside class="panel thread" aria-label="Thread" ref=${panel}>
      <header class="panel-head">
        <h2>Thread <small>${titleOf(channel)}</small></h2>
        <${IconButton} icon="close" label="Close the thread" href=${link(back)} />
      </header>
      <div class="panel-body" role="log" aria-label="Messages in the thread" tabindex="0">
        ${root
          ? html`<${Message} ...${{ channel, message: root, inThread: true }} />`
          : html`<p class="nothing-yet">There is no such message.</p>`}
        ${replies.length > 0 && html`
          <div class="between" role="separator">
            <span class="day">${counted(replies.length, "reply", "replies")}</span>
          </div>
        `}
        ${replies.map((message) => html`<${Message} key=${message.ts} ...${{ channel, message, inThread: true }} />`)}
        <div ref=${end}></div>
      </div>
      ${root && channel.is_member && !channel.is_archived && html`
        <div class="foot"><${Notices} /><${Composer} channel=${channel} thread=${route.thread} /></div>
      `}
    </aside>
  `;
}
