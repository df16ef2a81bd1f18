/** Small sentences. */

/** "1 reply", "2 replies". */
export const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** The parts that are there, joined. */
export const joined = (parts, between = ", ") => parts.filter(Boolean).join(between);
