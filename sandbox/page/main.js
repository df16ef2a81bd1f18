/** Starts the page: the whole of it hangs on one world (world.js), read from the control API. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ConfirmDialog } from "./confirm.js";
import { Conversation } from "./conversation.js";
import { classes, html } from "./html.js";
import { Inspector } from "./inspector.js";
import { Modal } from "./modal.js";
import { titleOf } from "./rooms.js";
import { go, read } from "./route.js";
import { Sidebar } from "./sidebar.js";
import { Strip } from "./strip.js";
import { followTheme } from "./theme.js";
import { Thread } from "./thread.js";
import { Toasts } from "./toasts.js";
import { joined } from "./words.js";
import { useWorld, world } from "./world.js";

const WIDE = matchMedia("(min-width: 48rem)");

function Page() {
  useWorld();
  const [inspecting, setInspecting] = useState(sessionStorage.getItem("inspecting") === "yes");
  useEffect(() => sessionStorage.setItem("inspecting", inspecting ? "yes" : "no"), [inspecting]);
  useEffect(() => openSomething());
  useEffect(() => {
    document.title = titleOfPage();
  });

  if (!world.state || !world.sees) return html`<${Waiting} live=${world.live} />`;
  const { channel, thread, as } = world.route;
  return html`
    <div class=${classes("frame", channel && "in-channel", thread && "in-thread", inspecting && "inspecting")}>
      <${Strip} inspecting=${inspecting} inspect=${() => setInspecting(!inspecting)} />
      ${!world.live && html`<div class="lost" role="alert">The sandbox does not answer. Trying again …</div>`}
      <div class="workspace">
        <${Sidebar} />
        ${channel ? html`<${Conversation} key=${`${as}/${channel}`} />` : html`<main class="nothing"></main>`}
        ${channel && thread && html`<${Thread} key=${`${as}/${channel}/${thread}`} />`}
        ${inspecting && html`<${Inspector} close=${() => setInspecting(false)} />`}
      </div>
      <${Modal} />
      <${ConfirmDialog} />
      <${Toasts} />
    </div>
  `;
}

function Waiting({ live }) {
  return html`
    <div class="waiting" role="status">
      <img src="/page/mark.svg" alt="" width="48" height="48" />
      <p>${live ? "Opening the workspace …" : "The sandbox does not answer. Trying again …"}</p>
    </div>
  `;
}

/** Where there is room for both, the list never stands beside nothing. */
function openSomething() {
  const { sees } = world;
  const route = read();
  if (!sees || route.channel || !WIDE.matches) return;
  const first = sees.sections.flatMap((section) => section.channels)[0];
  if (first) go({ as: route.as, channel: first }, { replace: true });
}

function titleOfPage() {
  const { state, sees, channel } = world;
  if (!state) return "Sandbox";
  const calls = Object.values(sees?.channels ?? {}).reduce((sum, room) => sum + room.mentions, 0);
  return joined([calls > 0 && `(${calls})`, channel && `${titleOf(channel)} –`, state.team.name], " ");
}

followTheme();
world.start();
render(html`<${Page} />`, document.getElementById("page"));
