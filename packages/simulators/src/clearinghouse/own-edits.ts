import type { Ack999, SegmentError999 } from "@practicum/x12/999/types";
import type { Interchange } from "@practicum/x12/types";

/** ZIP codes that no post office has. */
const NO_POST_OFFICE = /^00000/;

/**
 * SIM-29: what this clearinghouse looks at beside the standard: a subscriber's or patient's ZIP that does not exist. It says so in the 999, and the
 * transaction goes back.
 */
export function withOwnEdits(groups: readonly Interchange<Ack999>[], content: string): Interchange<Ack999>[] {
  const faults = addressFaults(content);
  if (faults.size === 0) return [...groups];
  return groups.map((group) => ({ ...group, transactions: group.transactions.map((ack) => refused(ack, faults)) }));
}

function refused(ack: Ack999, faults: ReadonlyMap<string, readonly SegmentError999[]>): Ack999 {
  const transactions = ack.transactions.map((one) => {
    const own = faults.get(`${ack.groupControlNumber}/${one.controlNumber}`);
    // "5": one or more segments in error.
    return own && one.outcome === "A" ? { ...one, outcome: "R", errors: ["5"], segmentErrors: own } : one;
  });
  const accepted = transactions.filter((one) => one.outcome === "A").length;
  const outcome = accepted === ack.accepted ? ack.outcome : accepted > 0 ? "P" : "R";
  return { ...ack, transactions, accepted, outcome };
}

/** By group and transaction: the N4 segments of loops 2010BA and 2010CA whose ZIP does not exist. */
function addressFaults(content: string): Map<string, SegmentError999[]> {
  const faults = new Map<string, SegmentError999[]>();
  const [element, end] = [content[3] ?? "*", content[105] ?? "~"];
  let [group, transaction, loop] = ["", "", ""];
  let position = 0;
  for (const raw of content.split(end)) {
    const segment = raw.trim().split(element);
    const [id, first] = segment;
    position = id === "ST" ? 1 : position + 1;
    if (id === "GS") group = segment[6] ?? "";
    if (id === "ST") transaction = segment[2] ?? "";
    if (id === "NM1") loop = first === "IL" ? "2010BA" : first === "QC" ? "2010CA" : "";
    if (id !== "N4" || loop === "" || !NO_POST_OFFICE.test(segment[3] ?? "")) continue;
    const key = `${group}/${transaction}`;
    const elementErrors = [{ elementPosition: 3, elementNumber: 116, code: "7" }];
    faults.set(key, [...(faults.get(key) ?? []), { segmentId: "N4", position, loop, code: "8", elementErrors }]);
  }
  return faults;
}
