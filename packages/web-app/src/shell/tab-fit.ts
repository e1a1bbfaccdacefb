/** What "More" takes, in pixels. */
const MORE = 84;

/** How many of the tabs, by their widths, have room in a row of that width, with "More" where some have none. */
export function fitting(widths: readonly number[], room: number): number {
  const all = widths.reduce((sum, width) => sum + width, 0);
  if (all <= room) return widths.length;
  let used = MORE;
  const over = widths.findIndex((width) => (used += width) > room);
  return Math.max(1, over);
}
