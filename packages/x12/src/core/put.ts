import type { LocalDate } from "@practicum/kernel/local-date";
import type {
  Address,
  Adjustment,
  Contact,
  DateRange,
  EntityId,
  EntityName,
  Procedure,
  QualifiedAmount,
  QualifiedQuantity,
  Reference,
} from "../types.ts";
import { date8 } from "./interchange.ts";
import { amountText, numberText, optNumberText, type SegmentSink } from "./writer.ts";

/** Small writers from typed values to segments: the counterparts of pick.ts. */

export function putName(
  sink: SegmentSink,
  role: string,
  name: EntityName,
  id?: { readonly qualifier: string | undefined; readonly value: string | undefined },
  relationship?: string,
): void {
  const qualifier = id?.value ? id.qualifier : undefined;
  if (name.kind === "organization")
    sink.put(
      "NM1",
      role,
      "2",
      name.name,
      undefined,
      undefined,
      undefined,
      undefined,
      qualifier,
      id?.value,
      relationship,
    );
  else
    sink.put(
      "NM1",
      role,
      "1",
      name.last,
      name.first,
      name.middle,
      undefined,
      name.suffix,
      qualifier,
      id?.value,
      relationship,
    );
}

export function putOrganization(sink: SegmentSink, role: string, name: string, id?: EntityId): void {
  sink.put(
    "NM1",
    role,
    "2",
    name,
    undefined,
    undefined,
    undefined,
    undefined,
    id?.value ? id.qualifier : undefined,
    id?.value,
  );
}

export function putAddress(sink: SegmentSink, address: Address | undefined): void {
  if (!address) return;
  if (address.line1 !== "" || address.line2) sink.put("N3", address.line1, address.line2);
  sink.put(
    "N4",
    address.city,
    address.state,
    address.zip,
    address.country,
    undefined,
    undefined,
    address.countrySubdivision,
  );
}

export function putRef(sink: SegmentSink, qualifier: string, value: string | undefined): void {
  if (value !== undefined && value !== "") sink.put("REF", qualifier, value);
}

export function putReferences(sink: SegmentSink, list: readonly Reference[] | undefined): void {
  if (!list) return;
  for (const ref of list)
    sink.put("REF", ref.qualifier, ref.value, ref.description, ref.payerId ? ["2U", ref.payerId] : undefined);
}

/** PER has room for three numbers (PER03 to PER08); a claim contact of the 835 (CX) has only an extension for a third one. */
export function putContact(sink: SegmentSink, role: string, contact: Contact): void {
  const { phone, extension, email, fax, url } = contact;
  const numbers: string[] = [];
  if (phone) numbers.push("TE", phone);
  // An extension stands behind its telephone, or nowhere.
  if (phone && extension) numbers.push("EX", extension);
  if (email) numbers.push("EM", email);
  if (fax) numbers.push("FX", fax);
  if (url) numbers.push("UR", url);
  sink.put("PER", role, contact.name, ...numbers.slice(0, role === "CX" ? 4 : 6));
}

export function putContacts(sink: SegmentSink, role: string, list: readonly Contact[] | undefined): void {
  if (list) for (const contact of list) putContact(sink, role, contact);
}

export function putDay(sink: SegmentSink, qualifier: string, date: LocalDate | undefined): void {
  if (date) sink.put("DTP", qualifier, "D8", date8(date));
}

/** A DTP of one day, or of two as a period. */
export function putRange(sink: SegmentSink, qualifier: string, range: DateRange | undefined): void {
  if (!range) return;
  if (range.from === range.to) sink.put("DTP", qualifier, "D8", date8(range.from));
  else sink.put("DTP", qualifier, "RD8", `${date8(range.from)}-${date8(range.to)}`);
}

export function putAmount(sink: SegmentSink, qualifier: string, amount: number | undefined): void {
  if (amount !== undefined) sink.put("AMT", qualifier, amountText(amount));
}

export function putAmounts(sink: SegmentSink, list: readonly QualifiedAmount[] | undefined): void {
  if (list) for (const one of list) sink.put("AMT", one.qualifier, amountText(one.amount));
}

export function putQuantities(sink: SegmentSink, list: readonly QualifiedQuantity[] | undefined): void {
  if (list) for (const one of list) sink.put("QTY", one.qualifier, numberText(one.quantity));
}

/** CAS: adjustments of one group share a segment, six at most; groups come in the order of their first adjustment. */
export function putAdjustments(sink: SegmentSink, list: readonly Adjustment[] | undefined): void {
  if (!list || list.length === 0) return;
  const groups = list.length === 1 ? [list] : byGroup(list);
  for (const group of groups)
    for (let from = 0; from < group.length; from += 6) {
      const fields: (string | undefined)[] = ["CAS", (group[from] as Adjustment).group];
      for (let at = from; at < group.length && at < from + 6; at += 1) {
        const one = group[at] as Adjustment;
        fields.push(one.reason, amountText(one.amount), optNumberText(one.quantity));
      }
      sink.put(...fields);
    }
}

function byGroup(list: readonly Adjustment[]): readonly (readonly Adjustment[])[] {
  const groups = new Map<string, Adjustment[]>();
  for (const one of list) {
    const known = groups.get(one.group);
    if (known) known.push(one);
    else groups.set(one.group, [one]);
  }
  return [...groups.values()];
}

/** C003. */
export function procedureField(procedure: Procedure): readonly (string | undefined)[] {
  const modifiers = procedure.modifiers;
  if (!modifiers && !procedure.description) return [procedure.qualifier, procedure.code];
  return [
    procedure.qualifier,
    procedure.code,
    modifiers?.[0],
    modifiers?.[1],
    modifiers?.[2],
    modifiers?.[3],
    procedure.description,
  ];
}
