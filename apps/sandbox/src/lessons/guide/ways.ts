/** A place of the application that one could be sent to. */
export type Place =
  /** What carries this `data-guide`. */
  | { readonly kind: "mark"; readonly id: string }
  /** A link to this address. */
  | { readonly kind: "link"; readonly to: string }
  /** Any link to a page of this patient. */
  | { readonly kind: "patient"; readonly patientId: string }
  /** What opens somebody's record, by the name as lists have it: "TRAN, Minh". */
  | { readonly kind: "record"; readonly name: string }
  /** What stands under this label. */
  | { readonly kind: "field"; readonly label: string };

/** Where one finds a patient by name. */
const FIND = "find";
/** Under which the tabs are that have no room. */
const MORE = "more-tabs";

/** What is to be reached next, as the judgement of the lesson says it. */
export interface Aim {
  /** The page; empty where none is named. */
  readonly route: string;
  /** In the practice's words, with whose it is. */
  readonly record: string;
  readonly field: string;
  /** Marks of the page, from the first that is to be pressed to the last. */
  readonly marks: readonly string[];
}

/**
 * The places that lead on from here, the best one first: of a page's marks the last, for it shows itself when the one before was used; on the page
 * the field; on the way to it the longest of its addresses that a link leads to (CUR-60). Who points takes the first that can be seen.
 *
 * @param here the address that is open.
 */
export function waysFrom(here: string, { route, record, field, marks }: Aim): readonly Place[] {
  const to = route.split("?")[0] ?? "";
  const places: Place[] = marks.toReversed().map((id) => ({ kind: "mark", id }));
  if (to === "") return places;
  if (isUnder(here, to)) {
    // A page of one record shows its field; a list is looked through first.
    const name = nameIn(record);
    if (name !== null && !/\/p\/|-/.test(to)) places.push({ kind: "record", name });
    return field === "" ? places : [...places, { kind: "field", label: field }];
  }
  for (const address of addressesOf(to)) if (!isUnder(here, address)) places.push({ kind: "link", to: address });
  const patientId = /^\/p\/([^/]+)/.exec(to)?.[1];
  if (patientId !== undefined && !isUnder(here, `/p/${patientId}`))
    places.push({ kind: "patient", patientId }, { kind: "mark", id: FIND });
  else places.push({ kind: "mark", id: MORE });
  return places;
}

/** The address and those that it stands under, the longest first: a patient's own is no page. */
function addressesOf(to: string): readonly string[] {
  const parts = to.split("/").filter((one) => one !== "");
  const shortest = parts[0] === "p" ? 3 : 1;
  return parts
    .map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`)
    .slice(0, parts.length - shortest + 1);
}

/** The name that a record's words end with, as lists have it; null where they end with none. */
function nameIn(record: string): string | null {
  const [, given, family] = /([A-Z][\w-]*) ([A-Z][\w'-]*?)(?:'s [^A-Z]*)?$/.exec(record) ?? [];
  return given === undefined || family === undefined ? null : `${family.toUpperCase()}, ${given}`;
}

function isUnder(here: string, address: string): boolean {
  return here === address || here.startsWith(`${address}/`);
}
