/** What Slack itself says to a person: that a command timed out, that a form could not be sent. */
import { IconButton } from "./controls.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { Mrkdwn } from "./mrkdwn.js";
import { world } from "./world.js";

export function Notices() {
  return world.notices.map((notice) => html`
    <div class="notice" role="alert" key=${notice.id}>
      <${Icon} name="warning" />
      <span><${Mrkdwn} text=${notice.text} /></span>
      <${IconButton} icon="close" label="Dismiss" press=${() => world.putAwayNotices()} />
    </div>
  `);
}
