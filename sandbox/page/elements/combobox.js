/**
 * A typed-in list, one or many to choose (WAI-ARIA combobox with a listbox popup): arrows move, Enter chooses, Escape
 * closes, Backspace in an empty field takes the last one away.
 *
 * `groups` is `[{label, options: [{value, words, detail, face}]}]`, already narrowed to what `search` was told; the
 * options chosen are of the same shape. `status` is said below the list ("Type 2 letters to search.").
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Lines } from "../controls.js";
import { place } from "../floating.js";
import { classes, html } from "../html.js";
import { Icon } from "../icons.js";
import { attributes } from "./labels.js";

export function Combobox({ groups, status, chosen, many, most, choose, search, placeholder, labels, busy, canClear }) {
  const list = useId();
  const frame = useRef();
  const input = useRef();
  const popup = useRef();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);

  const flat = groups.flatMap((group) => group.options);
  const full = many && most && chosen.length >= most;
  const isChosen = (option) => chosen.some((one) => one.value === option.value);
  const optionId = (index) => `${list}-${index}`;

  useLayoutEffect(() => {
    if (open) setActive(Math.max(0, many ? 0 : flat.findIndex(isChosen)));
  }, [open]);
  useLayoutEffect(() => setActive((index) => Math.max(0, Math.min(index, flat.length - 1))), [flat.length]);
  useLayoutEffect(() => {
    if (!open) return undefined;
    popup.current.showPopover();
    const follow = () => place(popup.current, frame.current, { asWide: true });
    follow();
    popup.current.classList.add("placed");
    addEventListener("scroll", follow, true);
    addEventListener("resize", follow);
    return () => {
      removeEventListener("scroll", follow, true);
      removeEventListener("resize", follow);
      popup.current?.hidePopover();
    };
  }, [open]);
  useLayoutEffect(() => {
    if (open) place(popup.current, frame.current, { asWide: true });
  }, [open, flat.length, status, chosen.length]);
  useEffect(() => {
    if (open) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [open, active]);

  const ask = (text) => {
    setQuery(text);
    setActive(0);
    search(text);
  };
  const show = () => {
    if (open) return;
    setOpen(true);
    search(query);
  };
  const hide = () => {
    setOpen(false);
    if (query) ask("");
  };
  const take = (option) => {
    if (!option) return;
    if (many) {
      if (isChosen(option)) choose(chosen.filter((one) => one.value !== option.value));
      else if (!full) choose([...chosen, option]);
      if (query) ask("");
      return;
    }
    choose([option]);
    hide();
  };
  const drop = (option) => {
    choose(chosen.filter((one) => one.value !== option.value));
    input.current.focus();
  };

  const pressed = (event) => {
    const { key } = event;
    if (key === "Tab") hide();
    if (key === "Backspace" && many && !query && chosen.length) drop(chosen.at(-1));
    if (!["ArrowDown", "ArrowUp", "Enter", "Escape"].includes(key) || event.isComposing) return;
    if (key === "Enter" && !open) return;
    if (key === "Escape" && !open) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") hide();
    else if (key === "Enter") take(flat[active]);
    else if (!open) show();
    else setActive((active + (key === "ArrowDown" ? 1 : -1) + flat.length) % (flat.length || 1));
  };

  const pointed = (event) => {
    if (event.target !== frame.current) return;
    event.preventDefault();
    input.current.focus();
    show();
  };
  const clear = () => {
    choose([]);
    input.current.focus();
  };

  const text = open || many ? query : (chosen[0]?.words ?? "");
  const hint = many ? (chosen.length ? "" : placeholder) : (chosen[0]?.words ?? placeholder);
  const note = full ? `That is the most: ${most}.` : (status ?? (flat.length ? "" : "Nothing matches."));
  const named = labels["aria-labelledby"]
    ? { "aria-labelledby": labels["aria-labelledby"] }
    : { "aria-label": labels["aria-label"] ?? placeholder };
  let index = -1;
  return html`
    <div class="combobox" ref=${frame} aria-busy=${busy ? "true" : null} onPointerDown=${pointed}>
      ${many && chosen.map((option) => html`
        <span class="chip" key=${option.value}>
          ${option.face} ${option.words}
          <button type="button" aria-label=${`Remove ${option.words}`} onClick=${() => drop(option)}>
            <${Icon} name="close" />
          </button>
        </span>
      `)}
      ${!many && !open && chosen[0]?.face}
      <input
        ref=${input} type="text" role="combobox" autocomplete="off" spellcheck=${false}
        value=${text} placeholder=${hint}
        ...${attributes(labels)}
        aria-expanded=${String(open)} aria-controls=${list} aria-autocomplete="list"
        aria-activedescendant=${open && flat.length ? optionId(active) : null}
        onInput=${(event) => { show(); ask(event.target.value); }}
        onClick=${show} onKeyDown=${pressed} onBlur=${hide}
      />
      ${canClear && chosen.length > 0 && !many && html`
        <button type="button" class="clear" aria-label=${`Clear ${chosen[0].words}`} onClick=${clear}>
          <${Icon} name="close" />
        </button>
      `}
      <${Icon} name="chevron" />
      <div ref=${popup} popover="manual" class="floating listbox" onPointerDown=${(event) => event.preventDefault()}>
        <div id=${list} role="listbox" ...${named} aria-multiselectable=${many ? "true" : null}>
          ${open && groups.map((group) => html`
            <div role=${group.label ? "group" : "presentation"} aria-label=${group.label}>
              ${group.label && html`<div class="menu-heading" aria-hidden="true">${group.label}</div>`}
              ${group.options.map((option) => {
                index += 1;
                const at = index;
                return html`
                  <div id=${optionId(at)} role="option" class=${classes("menu-item", at === active && "active")}
                    aria-selected=${String(isChosen(option))} aria-disabled=${full && !isChosen(option) ? "true" : null}
                    onPointerMove=${() => at !== active && setActive(at)} onClick=${() => take(option)}>
                    ${option.face}
                    <${Lines} words=${option.words} detail=${option.detail} />
                    ${isChosen(option) && html`<${Icon} name="check" />`}
                  </div>
                `;
              })}
            </div>
          `)}
        </div>
        <div class="menu-note" role="status">${open && note}</div>
      </div>
    </div>
  `;
}
