/**
 * The eleven digits (5-4-2) of an NDC as it is printed: 4-4-2, 5-3-2 and 5-4-1 get the zero where it is missing (FDA, 21 CFR 207.33).
 * Ten digits without hyphens do not say where. Null for what is none.
 */
export function readNdc(text: string): string | null {
  const parts = text.trim().split("-");
  if (parts.length === 1) return /^\d{11}$/.test(text.trim()) ? text.trim() : null;
  const [labeler = "", product = "", size = "", more] = parts;
  const whole = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/.test(text.trim()) && more === undefined;
  const digits = labeler.length + product.length + size.length;
  return whole && digits >= 10 ? labeler.padStart(5, "0") + product.padStart(4, "0") + size.padStart(2, "0") : null;
}

export function ndcText(ndc: string): string {
  return `${ndc.slice(0, 5)}-${ndc.slice(5, 9)}-${ndc.slice(9)}`;
}

/** Thousandths of "0.5"; null for what is no amount above nothing, or has more than three places. */
export function readQuantity(text: string): number | null {
  const found = /^(\d{1,6})?(?:\.(\d{1,3}))?$/.exec(text.trim());
  if (!found) return null;
  const thousandths = Number(found[1] ?? "0") * 1000 + Number((found[2] ?? "").padEnd(3, "0"));
  return thousandths > 0 ? thousandths : null;
}

export function quantityText(thousandths: number): string {
  return String(thousandths / 1000);
}
