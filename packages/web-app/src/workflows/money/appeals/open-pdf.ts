/** Gives a PDF to the browser to keep or to show: nothing of it stands in an address. */
export function savePdf(name: string, base64: string): void {
  const url = URL.createObjectURL(new Blob([Uint8Array.fromBase64(base64)], { type: "application/pdf" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file's bytes as base64. */
export async function base64Of(file: File): Promise<string> {
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}
