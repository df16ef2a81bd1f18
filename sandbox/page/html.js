/** JSX without a build step: htm's tagged templates make Preact's elements. */
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);

/** Joins the class names that are truthy. */
export const classes = (...names) => names.filter(Boolean).join(" ");
