/** Whether a code is among ranges as a contract writes them: "99213", "99202-99215", "J*". */
export function inRanges(code: string, ranges: readonly string[]): boolean {
  return ranges.some((range) => {
    if (range.endsWith("*")) return code.startsWith(range.slice(0, -1));
    const [first = range, last = range] = range.split("-");
    return code >= first && code <= last;
  });
}
