import { saveFile } from "../save-file.ts";

/** Gives a PDF to the browser. */
export function savePdf(name: string, base64: string): void {
  saveFile(name, new Blob([Uint8Array.fromBase64(base64)], { type: "application/pdf" }));
}

/** A file's bytes as base64. */
export async function base64Of(file: File): Promise<string> {
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}
