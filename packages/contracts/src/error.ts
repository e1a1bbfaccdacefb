import { z } from "zod";

/**
 * Every failure that a person can meet, with the words they read. The log gets the code alone. `{name}` stands for a value
 * of `detail`, which never holds patient data beyond what the person just typed.
 */
export const errorTexts = {
  // The platform's own
  "invalid-input": "Some fields need attention.",
  "not-signed-in": "You are signed out. Sign in again; what you typed is kept.",
  "not-allowed": "Your role does not allow this. Ask your practice manager if it should.",
  "confirm-identity":
    "Show that it is you: your password, or the code of your authenticator. What you entered is kept.",
  "testing-role": "You are testing a role, so nothing is changed. End the test first; what you typed is kept.",
  "not-found": "This record does not exist, or belongs to another practice.",
  "stale-version":
    "Someone changed this while you were working. Your text is kept; look at the difference, then save again.",
  "command-id-reused": "This action was sent before with other content. Start it again.",
  "try-again": "The service did not answer in time. It is safe to try again: nothing is done twice.",
  "storage-full":
    "The disk of the practice's server is full. Reading goes on; nothing can be saved until there is space. What you typed is kept: tell whoever looks after the server.",
  "too-many-attempts": "Too many attempts. Try again in {minutes} min, or ask your practice manager.",
  internal: "Something broke on our side. Nothing was saved halfway; try again.",
  // Identity
  "bad-credentials": "The e-mail or the password is not right.",
  "sign-in-expired": "That took too long. Start again with your password.",
  "wrong-code":
    "This is not the code that your authenticator shows now, or it was used already. Wait for the next one.",
  "wrong-passkey": "This passkey is not accepted here. Use your password, or another passkey.",
  "passkey-not-shown": "No passkey was shown. Try again, or use your password.",
  "passkey-here-already": "This device has a passkey for you already.",
  "no-passkeys-here":
    "Passkeys work only where the page is opened by the practice's own name (https), or by localhost on this computer. Open it by one of those.",
  "passkeys-full": "There are ten passkeys already: remove one that you do not use.",
  "second-factor-needed": "Your practice asks for a second factor for what you do here, so it stays on.",
  "last-administrator": "A practice needs at least one manager: give the role to someone else first.",
  "last-owner": "A practice needs at least one owner: make somebody else an owner first.",
  "owner-alone":
    "Only an owner makes or ends an owner, closes an owner's account, or changes an owner's e-mail address.",
  "second-person":
    "This takes a second person: another manager or a physician, who finds it under “Second person” in the menu of the own name. It is asked for.",
  "own-access": "This is your own access. Another manager or an owner reviews it.",
  "own-request": "You asked for this yourself. Another manager or a physician decides.",
  "already-decided": "This was decided already.",
  "weak-password": "Use at least 12 characters.",
  "common-password":
    "This is among the first that guessers try: a common password, or made of your own or the practice's name. Take three or four words that have nothing to do with each other.",
  "practice-paused": "This practice is paused. Whoever keeps its server knows why, and when it goes on.",
  "founding-link":
    "This link was used, is too old, or was replaced. Make a new one where Practicum runs: npm run practicum -- found",
  "chain-broken": "The audit trail does not verify from entry {sequence} on.",
  // Scheduling
  "possible-duplicate": "A patient like this exists. Open that one, or confirm that this is someone else.",
  "possible-twin":
    "Somebody of this family was born on the same day and is called nearly the same. Mark that one as a twin, or open that record.",
  "patient-merged":
    "This record was merged into another one of the same person. Open that one: everything is there. Nothing was saved here.",
  "already-merged": "One of these records was merged already. Open the list again.",
  "merge-reason-required": "Birth date or sex differ. Say how you know that this is one person.",
  "merge-overlap":
    "Both records have a visit on {date} at overlapping times. Cancel one of the two visits, then merge.",
  "merge-both-wait": "Both records wait for the same kind of visit. Take one off the wait list, then merge.",
  "merge-undone": "This merge was taken back already.",
  "provider-away": "The provider has a visit at another site then.",
  "slot-taken": "That time was just taken. What you entered is kept; pick another time.",
  "outside-template": "The provider does not see patients at that time.",
  "closed-day": "The practice is closed then.",
  "time-kept": "This time is kept for other kinds of visit.",
  "in-the-past": "That time has passed.",
  "in-the-future": "That day has not come yet.",
  "overbook-reason-required": "Give a reason to overbook.",
  "patient-overlap": "The patient already has an appointment at that time.",
  "lead-too-short": "The first visit must end at least {lead} before the other begins. Pick another time.",
  "series-visit-apart":
    "This visit was moved by itself, so the series does not follow it. Move it alone, or open another visit of the series and move that one.",
  "paid-for-elsewhere":
    "Somebody pays for this patient in another family already. Change that there first, or let the bills go to the patient here.",
  "guarantor-missing": "Nobody pays for this family yet. Say first who does.",
  "patient-deceased":
    "This patient is recorded as deceased. If that is a mistake, mark it as entered in error on the patient's summary first.",
  "record-closed": "This patient's record is closed or says that the patient has died, so nothing new is added to it.",
  "appointment-not-open": "This appointment is {status}, so this can't be done any more.",
  "identity-not-verified": "Verify the patient's identity with two identifiers first.",
  "coverage-not-reviewed": "Review the insurance first, or skip it with a reason.",
  "wrong-flow-step": "The visit is {status}; it can't go there from here.",
  "import-not-open": "This import is {state}, so this can't be done any more.",
  "wait-over": "This entry of the wait list is {state}, so this can't be done any more.",
  "offer-over": "This offer is {state}. The patient stays on the wait list unless booked.",
  "kiosk-over": "This check-in at the tablet is over. Ask the front desk; what was sent is with them.",
  "kiosk-code":
    "This code and birth date do not open a check-in. Look at both again, or ask the front desk for a new code.",
  "booking-link":
    "This link and birth date do not match. Look at the date again. After three wrong dates the link ends; then please call the practice.",
  "link-over": "This link can't be used any more. Please call the practice.",
  "no-pharmacy-network": "This practice has no connection to pharmacies. Print the prescription, phone it or fax it.",
  "controlled-on-paper": "A controlled substance is not sent by this connection. Print it and sign it by hand.",
  "pharmacy-retired":
    "This pharmacy is not in use any more. Choose another, or take it into use again in the administration.",
  "link-too-late": "It is too late to change this visit here. Please call the practice.",
  "link-has-visit": "You have a visit of this kind already. Please call the practice to change it.",
  "links-off":
    "The address of the practice's pages is not known here, so no link can be sent. Whoever looks after the server names it in the settings (web.publicOrigins).",
  "sheet-used":
    "This part of sheet {number} was entered already, by {by}. Look whether the number is right; if what was entered is wrong, take it back first.",
  "sheet-of-another":
    "Sheet {number} belongs to another patient. Compare the name on the paper with the one chosen here.",
  "sheets-entered": "Sheets of this kit were entered already, so it was used.",
  "not-that-day": "The sheets of this kit are of {date} and the days after it. Look at the date.",
  "check-recorded":
    "{number} over {amount} of this payer stands in deposit {deposit} of {date} already. If this is the same money, nothing is to do.",
  "visit-of-another": "This visit is another patient's. Open it again from the patient whom it is for.",
  "room-occupied": "That room is in use.",
  "no-room-free": "No {room} is free there for the whole visit. Pick another time.",
  "equipment-taken":
    "The equipment that this kind of visit needs is planned for another visit then. Pick another time.",
  // Charting
  "out-of-range": "{field} of {value} is not possible. Check the value and its unit.",
  "encounter-sealed": "This note is signed. Add an addendum instead.",
  "encounter-not-signed": "This note is not signed yet.",
  "sign-gate": "The note can't be signed yet. What stops it: {count}.",
  "supervisor-required": "Choose the supervising physician who will co-sign.",
  "not-the-cosigner": "Only the supervising physician named in the note can co-sign it, or return it.",
  "already-cosigned": "This note is co-signed. Write an addendum instead.",
  "not-returned": "This note is not returned to you. Write an addendum instead.",
  "unknown-diagnosis": "{code} is not a diagnosis that is valid on the day of the visit.",
  "unknown-procedure": "{code} is not a procedure that is valid on the day of the visit.",
  "unknown-code": "{code} is not a code of this list. Choose the entry from the list again, or leave the code out.",
  "code-of-another": "{code} is not the code of {name}. Choose the entry from the list again, or leave the code out.",
  "alert-needs-reason": "Give a reason to go on despite the alert.",
  "alert-rule-kept": "This rule is not made quieter than that: its silence could harm somebody. Leave it as it is.",
  "others-entries": "Others put {count} entries into this note: {names}. Read them, then say that you sign for them.",
  "not-your-order": "An order is signed by who wrote it, or by the visit's provider.",
  "wrong-order-step": "The order is {status}; it can't be marked so from here.",
  "refill-asked": "A refill of this is asked for already, and waits for its answer.",
  "refill-decided": "Somebody has gone on with this request meanwhile. Look at it as it is now.",
  "refill-needs-prescription":
    "This can't be approved here: it is controlled, or was not prescribed here. It needs a visit or a new prescription.",
  "refill-outside-protocol":
    "One of these refills is outside of the protocol, so none was approved: it is read and decided by itself.",
  "result-not-normal":
    "One of these results is not normal, so none was signed: what is abnormal is read and signed by itself.",
  "result-not-theirs":
    "This report does not agree with that patient in enough to be filed: the order's number, or the record number or birth date beside the name.",
  "order-carried-out": "The order is {status} already. Strike what was recorded first if it is wrong.",
  "letter-signed": "This letter is signed and does not change. Strike it as entered in error, and write another.",
  "letter-not-signed": "This letter is not signed: a provider signs it first.",
  "too-many-templates": "This note has four templates already. Take one out first: what was answered in it is kept.",
  "already-recorded": "This is already on the list.",
  "consent-needed":
    "This has records of substance use treatment (42 CFR Part 2): it goes out under a consent of the patient that names who gets it. Choose the consent, or record it first.",
  "wrong-privacy-step": "This request is {state}, so this can't be done now.",
  "chart-restricted":
    "This chart is restricted, and you are not among those who may open it. If you treat the patient now, open it with a reason; else ask your practice manager.",
  "glass-not-needed": "This chart is open to you already.",
  "own-glass": "You opened this chart yourself. Another manager or an owner reviews it.",
  // Billing
  "no-link-here":
    "Payers are simulated here, or this installation has no connection of that kind: nothing was changed.",
  "eligibility-in-order": "The insurance of this visit is in order: there is nothing to take care of.",
  "another-host-key": "The server has shown another key since. Look at it again, and compare it anew.",
  "coverage-not-active": "The coverage is not in force on that day.",
  "priority-taken": "Another coverage already has that place in the order.",
  "claim-has-errors": "The claim can't go out yet. Errors to fix first: {count}.",
  "claim-held": "{by} holds this claim back. Release it first, on the claim.",
  "status-asked": "The payer was asked on {date} and has not answered yet. Wait a day before it is asked again.",
  "payer-not-asked": "The payer can't be asked by file. {because}",
  "claim-not-ready": "The claim is {status}; this can't be done from there.",
  "reopening-needed":
    "{payer} takes no replacement of a claim that it has paid in part. Ask it for a reopening of {number} by its portal, telephone or letter, or appeal.",
  "no-payer-number":
    "{payer} has not told its own number of this claim yet, and a void has to name it. Ask the payer where the claim stands.",
  "no-paper-claims": "{payer} takes no claims on paper. Send it electronically, or change that at the payer.",
  "rule-stays": "Rule {rule} can't be set so. {why}",
  "try-first": "Try it on past claims first, or say why it is switched on without that.",
  "contract-overlaps":
    "{name} counts for the same services then, so which of the two holds could not be told. Give one of them plans, places or specialties of its own, or change that contract instead.",
  "reason-needed": "Say why: whoever looks at the rule later reads it.",
  "charge-not-open": "This charge is {status} and can't be edited; reverse it instead.",
  "no-price": "The fee schedule has no price for {code} on that day.",
  "over-allocated": "That is more than what is open.",
  "file-unreadable": "The file can't be read: {reason}",
  "file-out-of-balance": "The remittance does not balance, so none of it was posted: {reason}",
  "already-posted": "This was posted before; nothing was changed.",
  "second-person-needed": "Who asked for it can't allow it: somebody else has to look at it.",
  "not-in-balance": "The amounts are {difference} apart. Correct them until they come to zero.",
  "appeal-is-out": "An appeal about this claim is with {payer}. Wait for its answer, or withdraw the appeal first.",
  "no-level-left": "{payer} has no further level of appeal after {level}. Write it off, or bill whoever owes it.",
  "note-not-sealed":
    "This is not the note that was signed for the visit: its seal is another one. Open the note and attach it again.",
  "one-payer": "A letter goes to one payer. Choose lines of one payer alone.",
  "letter-not-printable": "The letter can't be made: {reason}",
  "nothing-due": "The patient owes nothing now.",
  "drawer-closed": "This drawer is closed. What comes now goes into the next one; a manager can open this one again.",
  "drawer-open": "This drawer is open.",
  "other-drawer-open": "{name} has another open drawer of that day. It is closed first.",
  "statement-held": "Statements to this patient are stopped: {reason}. Settle that on the ledger first.",
  "insurance-pending": "An insurer still has to decide about these visits, so the patient is asked for nothing yet.",
  "statement-not-printable":
    'The name or the address has the letter "{letter}", which the printed form has not. Print it from this page, or enter the address in Latin letters.',
  "statement-run-changed": "What is due has changed since you looked. Look at it again, then make the statements.",
  "statement-run-going": "Statements of a run are still being made. Wait until all of them are.",
  "statement-not-due": "The next paper is not due yet, or what it would ask for is below the minimum.",
  "plan-kept": "The payment plan is kept: nothing of it is due now.",
  "plan-over": "This payment plan is over already.",
  "too-early-for-collections":
    "Only what had its final notice, whose time has passed, goes to an agency: no plan, no dispute, and nothing that an insurer still decides.",
  "month-not-over": "{month} is not over yet. It can be closed from {day} on.",
  "earlier-month-open": "Close {month} first: months are closed in their order.",
  "month-closed": "{month} is closed already.",
  "month-open": "{month} is open.",
  "later-month-closed": "Only the last closed month is opened again: {month}.",
  // Messaging
  "task-closed": "This task is already done.",
  "card-taken": "{name} has this card now, so it is not called twice. Take the next one.",
  "card-over": "This person is not called any more: {state}.",
  "announcement-begun": "This announcement is {state}: its words and whom it means stand. Copy it to send another one.",
  "announcement-over": "This announcement is {state}. Load the page again.",
  "nobody-to-tell": "Nobody whom this announcement means can be written to. Change whom it means.",
  "recall-over": "This recall has ended: {state}. Load the page again.",
} as const;

export type ErrorCode = keyof typeof errorTexts;

/** An expected failure. `field` is the input's path ("coverage.memberId"); `fields` lists all that are wrong. */
export interface DomainError {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly detail?: { readonly [key: string]: string | number };
}

export const domainError = z.object({
  code: z.string().refine((code): code is ErrorCode => code in errorTexts),
  field: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export function fail(
  code: ErrorCode,
  more: Omit<DomainError, "code"> = {},
): { readonly ok: false; readonly error: DomainError } {
  return { ok: false, error: { code, ...more } };
}

/** The words for the person. */
export function describeError(error: DomainError): string {
  return errorTexts[error.code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(error.detail?.[name] ?? "?"));
}
