import type { CarriedLine } from "@practicum/contracts/charting/notes";
import type { Instant } from "@practicum/kernel/instant";
import { earnedMarks, followMarks, joinMarks } from "@practicum/note-templates/carried";
import type { NarrativeLine } from "@practicum/note-templates/narrative";
import { mergeTexts } from "./merge-texts.ts";

/** A section as the service has it. */
export interface StoredSection {
  readonly text: string;
  /** Lines of it that fields wrote, as they were then. */
  readonly generated?: readonly NarrativeLine[];
  /** Lines of it that were taken over from earlier notes. */
  readonly carried?: readonly CarriedLine[];
  readonly version: number;
  readonly savedAt: Instant | null;
  readonly savedBy: string | null;
}

/** What was typed and not yet stored, as it lies in this browser. */
export interface SectionDraft {
  readonly text: string;
  readonly generated?: readonly NarrativeLine[] | undefined;
  readonly carried?: readonly CarriedLine[] | undefined;
  /** The stored text that it changes. */
  readonly base: StoredSection;
}

/**
 * One section on one screen. What is in the field is never overwritten while it differs from what was stored: it is sent,
 * merged, or put to the person beside the other text.
 *
 * typed -> here -> (sent) saving -> saved; a lost network -> offline, and sent again; another's text -> merged, or conflict.
 */
export interface SectionState {
  readonly text: string;
  /** What fields wrote of it: it travels with the text. */
  readonly generated: readonly NarrativeLine[];
  /** The marks of lines that were taken over; of a line that is being typed anew also one that says nothing at the moment. */
  readonly carried: readonly CarriedLine[];
  readonly base: StoredSection;
  /** What is on its way to the service. */
  readonly sending: string | null;
  readonly sendingGenerated: readonly NarrativeLine[];
  readonly sendingCarried: readonly CarriedLine[];
  /** The last attempt did not get an answer. */
  readonly offline: boolean;
  /** The service refused the version; its newer text is being asked for. */
  readonly awaitingTheirs: boolean;
  /** Another's text that lies over the same lines. */
  readonly theirs: StoredSection | null;
  /** Why it can't be stored at all: signed meanwhile, or not allowed. What was typed stays. */
  readonly refusal: string | null;
  /** Another text may be stored: the next keystroke is sent again. */
  readonly mendable: boolean;
}

/** What belongs to a text that no hand typed, where it is known: else the marks follow the change. */
export interface TextMarks {
  readonly generated?: readonly NarrativeLine[];
  readonly carried?: readonly CarriedLine[];
}

export type SectionEvent =
  | { readonly kind: "typed"; readonly text: string; readonly marks?: TextMarks | undefined }
  | { readonly kind: "sent" }
  | { readonly kind: "stored"; readonly version: number; readonly savedAt: Instant; readonly savedBy: string }
  | { readonly kind: "lost" }
  | { readonly kind: "stale" }
  | { readonly kind: "unmarked" }
  | { readonly kind: "refused"; readonly reason: string; readonly mendable: boolean }
  | { readonly kind: "theirs"; readonly stored: StoredSection }
  | { readonly kind: "resolved"; readonly text: string };

/** Opens a section, with what this browser kept of an earlier tab or crash. */
export function openSection(stored: StoredSection, draft: SectionDraft | null): SectionState {
  const fresh = {
    generated: stored.generated ?? [],
    carried: stored.carried ?? [],
    sending: null,
    sendingGenerated: [],
    sendingCarried: [],
    offline: false,
    awaitingTheirs: false,
    theirs: null,
    refusal: null,
    mendable: false,
  };
  if (!draft || draft.text === stored.text) return { ...fresh, text: stored.text, base: stored };
  const generated = draft.generated ?? fresh.generated;
  const carried = draft.carried ?? [];
  const kept: SectionState = { ...fresh, text: draft.text, generated, carried, base: draft.base };
  return stored.version > draft.base.version ? step(kept, { kind: "theirs", stored }) : { ...kept, base: stored };
}

/** Whether there is something to send. */
export function isDirty(state: SectionState): boolean {
  return (
    state.text !== state.base.text ||
    !sameLines(state.generated, state.base.generated ?? []) ||
    !sameMarks(earnedMarks(state), state.base.carried ?? [])
  );
}

/** Whether it may be sent now. */
export function isSendable(state: SectionState): boolean {
  return (
    isDirty(state) && state.sending === null && !state.awaitingTheirs && state.theirs === null && state.refusal === null
  );
}

export function step(state: SectionState, event: SectionEvent): SectionState {
  switch (event.kind) {
    case "typed":
      return {
        ...state,
        text: event.text,
        generated: event.marks?.generated ?? state.generated,
        carried: event.marks?.carried ?? followMarks(state, event.text),
        refusal: state.mendable ? null : state.refusal,
        mendable: false,
      };
    case "sent":
      return {
        ...state,
        sending: state.text,
        sendingGenerated: state.generated,
        sendingCarried: earnedMarks(state),
      };
    case "stored":
      return {
        ...state,
        base: {
          text: state.sending ?? state.text,
          generated: state.sending === null ? state.generated : state.sendingGenerated,
          carried: state.sending === null ? earnedMarks(state) : state.sendingCarried,
          version: event.version,
          savedAt: event.savedAt,
          savedBy: event.savedBy,
        },
        sending: null,
        offline: false,
      };
    case "lost":
      return { ...state, sending: null, offline: true };
    case "stale":
      return { ...state, sending: null, offline: false, awaitingTheirs: true };
    case "unmarked":
      // The text is sent again, without them.
      return { ...state, sending: null, carried: [], base: { ...state.base, carried: [] } };
    case "refused":
      return { ...state, sending: null, offline: false, refusal: event.reason, mendable: event.mendable };
    case "theirs":
      return takeTheirs(state, event.stored);
    case "resolved":
      return resolve(state, event.text);
  }
}

/** Whoever takes another's text takes the lines that its fields wrote with it. */
function resolve(state: SectionState, text: string): SectionState {
  const base = state.theirs ?? state.base;
  const generated = text === base.text ? (base.generated ?? []) : state.generated;
  const carried = text === base.text ? (base.carried ?? []) : joinMarks(text, state, marked(base));
  return { ...state, text, generated, carried, base, theirs: null };
}

function takeTheirs(state: SectionState, stored: StoredSection): SectionState {
  if (stored.version <= (state.theirs ?? state.base).version) return state;
  // While something is under way the answer decides: this may be our own text coming back.
  if (state.sending !== null) return state;
  const settled = { ...state, awaitingTheirs: false, theirs: null, offline: false };
  const merged = mergeTexts(state.base.text, state.text, stored.text);
  if (merged === null) return { ...settled, theirs: stored };
  // Who did not bring the text in step with its fields meanwhile takes over what the other one did.
  const generated = sameLines(state.generated, state.base.generated ?? []) ? (stored.generated ?? []) : state.generated;
  const carried = merged === stored.text ? (stored.carried ?? []) : joinMarks(merged, state, marked(stored));
  return { ...settled, text: merged, generated, carried, base: stored };
}

const marked = ({ text, carried = [] }: StoredSection) => ({ text, carried });

function sameMarks(a: readonly CarriedLine[], b: readonly CarriedLine[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return (
        one.at === other?.at &&
        one.encounterId === other.encounterId &&
        one.section === other.section &&
        one.line === other.line
      );
    })
  );
}

function sameLines(a: readonly NarrativeLine[], b: readonly NarrativeLine[]): boolean {
  return a.length === b.length && a.every((one, at) => one.line === b[at]?.line && one.text === b[at]?.text);
}
