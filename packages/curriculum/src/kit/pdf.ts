/** Of a sheet in points: where the first line stands, and how far apart lines are. */
const LEFT = 56;
const TOP = 760;
const APART = 16;

/**
 * A sheet of paper as a scanner or fax hands it over: one page of plain lines.
 *
 * @param lines of printable ASCII, which the built-in fonts of every reader have.
 * @returns a PDF, as base64 (ISO 32000-1, 7.5).
 */
export function paperAsPdf(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll(/[\\()]/g, String.raw`\$&`));
  const text = `BT /F1 11 Tf ${APART} TL ${LEFT} ${TOP} Td ${escaped.map((line) => `(${line}) Tj T*`).join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const starts = objects.map((object, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const xref = file.length;
  const entries = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0)).toBase64();
}
