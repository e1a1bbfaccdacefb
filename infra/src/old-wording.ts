/**
 * Wording of our own that the field has a word for, and the field's word. What a person reads uses the field's (GTW-80): the boxes of
 * the CMS-1500, the elements of X12, USCDI, and what American practices say. Words that also stand in prose are told by their capital.
 */
export const OLD_WORDING: readonly { readonly old: RegExp; readonly field: string }[] = [
  { old: /\b[Ff]amily name\b/, field: "Last name (CMS-1500 box 2)" },
  { old: /\b[Gg]iven name\b/, field: "First name (CMS-1500 box 2)" },
  { old: /\b[Dd]ay of service\b/, field: "Date of service (CMS-1500 box 24A)" },
  { old: /\b[Ee]lectronic id\b/, field: "Payer ID (X12 NM109)" },
  { old: /\bKind of (deposit|file)\b/, field: "Deposit type, File type" },
  { old: /\bKind of (submitter|receiver) id\b/, field: "ID qualifier (X12 ISA05, ISA07)" },
  { old: /\bWhom it calls\b/, field: "EDI contact (X12 PER)" },
  { old: /\bKept back\b|− kept back\b/, field: "Withheld; Provider-level adjustments (X12 PLB)" },
  { old: /\bBeside (the )?claims\b/, field: "Provider-level adjustments (X12 PLB)" },
  { old: /"Beside the note"/, field: "Additional claim information (CMS-1500 box 19)" },
  {
    old: /\bTake (it|the [a-z-]+|the patient billing) back\b|\bTake back\b/,
    field: "Reverse, or Entered in error in a chart",
  },
  { old: /\bTaken back\b(?!\.)/, field: "Reversed (X12 CLP02 22)" },
  { old: /\bTake up again\b/, field: "Reopen" },
  { old: /\bDecided anew\b/, field: "Reprocessed" },
  { old: /\bGive(n)? back\b|\bGive it back\b|\bGive a payment back\b/, field: "Refund" },
  { old: /\bTaken? (it )?off\b/, field: "Void a charge; Adjustments (X12 CAS)" },
  { old: /\bTaken out\b/, field: "Cancelled" },
  { old: /"Taken in"/, field: "Processed" },
  { old: /\bMend(s|ed)? (in|on|the|what|and)\b|\berrors? to mend\b/, field: "Fix, or Correct" },
  { old: /"Dropped\.?"|\bDrop (it|the draft)\b/, field: "Discard" },
  { old: /\bStart(ed)? afresh\b/, field: "Start over" },
  { old: /\bPresent password\b/, field: "Current password" },
  { old: /\bLook again on\b/, field: "Follow up on" },
  { old: /\bPatient's part\b/, field: "Patient responsibility (X12 CAS PR)" },
  { old: /"Not begun"/, field: "Not started" },
  { old: /"Struck( out)?"/, field: "Entered in error (USCDI, FHIR)" },
  { old: /"Waits( to go)?"/, field: "Pending, Queued" },
  { old: /word: "Allowed"/, field: "Approved" },
  { old: /"Not (used|in use)"/, field: "Inactive" },
  { old: /"Payer asks"/, field: "Information requested" },
  { old: /"(Partly g|G)ranted(, to be paid)?"/, field: "Overturned (appeals)" },
  { old: /"(To explain|Explained by)"|\bLeft to explain\b/, field: "Unmatched, Matched to, Left to post" },
  { old: /"No longer taken"/, field: "Discontinued" },
  { old: /\bDays to (file a first|send a corrected) claim\b|\bFiling time runs out\b/, field: "Timely filing limit" },
  { old: /"Form of a member number"/, field: "Member ID format" },
  { old: /\bInsurer's number of it\b/, field: "Property and casualty claim number (X12 REF Y4, CMS-1500 box 11b)" },
  { old: /\bThe bank shows it\b|"Not at the bank"/, field: "Mark as deposited, Not deposited" },
  { old: /"No claim of ours"|"Does not fit its claim"/, field: "Unmatched, Claim mismatch" },
  { old: /\bDeductible left\b/, field: "Deductible remaining (X12 EB)" },
  { old: /\bFrom the code back to its cause\b/, field: "Root cause" },
  { old: /\bOur check\b/, field: "Practice check" },
  { old: /\bTold \(T\)/, field: "Notified" },
  { old: /\bIt was picked up\b/, field: "Picked up" },
  { old: />Patient(&apos;|')s</, field: "Patient responsibility (X12 CAS PR)" },
  { old: /header: "Born"|<dt>Born</, field: "Date of birth, DOB" },
  { old: /\bWhy it goes out again unchanged\b/, field: "Reason to resubmit unchanged" },
  { old: /\bRecord that it was sent back\b/, field: "Record as returned" },
];

export interface OldWord {
  /** From 1. */
  readonly line: number;
  readonly found: string;
  readonly field: string;
}

/** From a state to its word and colour, as `waits: { word: "Waits", tone: "warn" }`. */
const stateMap = /^\s*"?[a-z-]+"?: \{ word: "[^"]+",\s+tone: /;

/** The lines of a source that keep a state's word and colour for themselves: `packages/web-app/src/states` has them all (GTW-102). */
export function localStates(source: string): readonly number[] {
  return source.split("\n").flatMap((text, index) => (stateMap.test(text) ? [index + 1] : []));
}

const comment = /\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g;

/** What of a source text a person would read in our old wording. Comments are nobody's screen. */
export function oldWording(source: string): readonly OldWord[] {
  const lines = source.replaceAll(comment, (text) => text.replaceAll(/[^\n]/g, " ")).split("\n");
  return lines.flatMap((text, index) =>
    OLD_WORDING.flatMap(({ old, field }) => {
      const found = old.exec(text)?.[0];
      return found === undefined ? [] : [{ line: index + 1, found, field }];
    }),
  );
}
