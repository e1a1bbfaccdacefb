import { formatDate } from "@practicum/kernel/local-date";

/** Whose work a row is and when somebody looks again; nothing where neither is said. */
export function WorkLine({
  of,
}: {
  readonly of: { readonly ownerName: string | null; readonly followUpOn: string | null };
}) {
  const words = [of.ownerName, of.followUpOn && `follow up ${formatDate(of.followUpOn)}`].filter(Boolean);
  return words.length === 0 ? null : <span className="m-small"> {words.join(" · ")}</span>;
}
