/** Breaks a text where its words end; a word that is wider than the line, as a segment of X12, is broken where the line ends. */
export function wrapText(text: string, room: number, width: (piece: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (width(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (width(line) > room) {
      let fits = line.length - 1;
      while (fits > 1 && width(line.slice(0, fits)) > room) fits -= 1;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return [...lines, line];
}
