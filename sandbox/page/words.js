/** Small sentences. */

/** "1 reply", "2 replies". */
export const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** The parts that are there, joined. */
export const joined = (parts, between = ", ") => parts.filter(Boolean).join(between);

/** "84 bytes", "1.2 MB". */
export function bytes(number) {
  if (number < 1000) return counted(number, "byte", "bytes");
  const [unit, size] = number < 1e6 ? ["KB", number / 1e3] : ["MB", number / 1e6];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
