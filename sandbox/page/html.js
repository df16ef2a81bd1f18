/** JSX without a build step: htm's tagged templates make Preact's elements. */
import htm from "htm";
import { h } from "preact";

export const html = htm.bind(h);

/** Joins the class names that are truthy. */
export const classes = (...names) => names.filter(Boolean).join(" ");
