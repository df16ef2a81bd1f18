/**
 * How an element is named to everyone. In an input block its label, hint and error do it; elsewhere Slack shows no
 * label, so the words around it must. `labels` is
 * `{id, "aria-labelledby" | "aria-label", "aria-describedby", invalid, required, focus}`.
 */

/** `labels` as the attributes of a single control; `more` is the id of a further description. */
export function attributes(labels, more) {
  const { invalid, required, focus, "aria-describedby": described, ...rest } = labels;
  return {
    ...rest,
    "aria-describedby": [described, more].filter(Boolean).join(" ") || null,
    "aria-invalid": invalid ? "true" : null,
    "aria-required": required ? "true" : null,
    autofocus: focus || null,
  };
}
