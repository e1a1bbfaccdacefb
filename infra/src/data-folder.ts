/*
 * Imported first by every program that works on an installation: the settings may name the data folder, and everything else
 * asks for it while it is loaded. What else is in the file, and whether it is right, is `settings.ts`'s to say.
 */
import { readFileSync } from "node:fs";

const file = process.env["PRACTICUM_SETTINGS"];
if (file !== undefined && process.env["PRACTICUM_DATA_DIR"] === undefined) {
  try {
    const content: { readonly folders?: { readonly data?: unknown } } = JSON.parse(readFileSync(file, "utf8"));
    const data = content.folders?.data;
    if (typeof data === "string" && data !== "") process.env["PRACTICUM_DATA_DIR"] = data;
  } catch {
    // The settings are read again, with words.
  }
}
