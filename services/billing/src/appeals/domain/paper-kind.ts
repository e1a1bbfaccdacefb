/** What a file is by its first bytes, in base64; null for what no letter can carry. */
export function paperKindOf(base64: string): "pdf" | "png" | "jpeg" | null {
  if (base64.startsWith("JVBERi")) return "pdf";
  if (base64.startsWith("iVBORw0KGgo")) return "png";
  return base64.startsWith("/9j/") ? "jpeg" : null;
}

/** How many bytes a base64 text holds. */
export function sizeOf(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
