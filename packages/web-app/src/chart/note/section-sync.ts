import type { Instant } from "@practicum/kernel/instant";
import type { NarrativeLine } from "@practicum/note-templates/narrative";
import { mergeTexts } from "./merge-texts.ts";

/** A section as the service has it. */
export interface StoredSection {
  readonly text: string;
  /** Lines of it that fields wrote, as they were then. */
  readonly generated?: readonly NarrativeLine[];
  readonly version: number;
  readonly savedAt: Instant | null;
  readonly savedBy: string | null;
}

/** What was typed and not yet stored, as it lies in this browser. */
export interface SectionDraft {
  readonly text: string;
  readonly generated?: readonly NarrativeLine[] | undefined;
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
  readonly base: StoredSection;
  /** What is on its way to the service. */
  readonly sending: string | null;
  readonly sendingGenerated: readonly NarrativeLine[];
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

export type SectionEvent =
  | { readonly kind: "typed"; readonly text: string; readonly generated?: readonly NarrativeLine[] }
  | { readonly kind: "sent" }
  | { readonly kind: "stored"; readonly version: number; readonly savedAt: Instant; readonly savedBy: string }
  | { readonly kind: "lost" }
  | { readonly kind: "stale" }
  | { readonly kind: "refused"; readonly reason: string; readonly mendable: boolean }
  | { readonly kind: "theirs"; readonly stored: StoredSection }
  | { readonly kind: "resolved"; readonly text: string };

/** Opens a section, with what this browser kept of an earlier tab or crash. */
export function openSection(stored: StoredSection, draft: SectionDraft | null): SectionState {
  const fresh = {
    generated: stored.generated ?? [],
    sending: null,
    sendingGenerated: [],
    offline: false,
    awaitingTheirs: false,
    theirs: null,
    refusal: null,
    mendable: false,
  };
  if (!draft || draft.text === stored.text) return { ...fresh, text: stored.text, base: stored };
  const generated = draft.generated ?? fresh.generated;
  const kept: SectionState = { ...fresh, text: draft.text, generated, base: draft.base };
  return stored.version > draft.base.version ? step(kept, { kind: "theirs", stored }) : { ...kept, base: stored };
}

/** Whether there is something to send. */
export function isDirty(state: SectionState): boolean {
  return state.text !== state.base.text || !sameLines(state.generated, state.base.generated ?? []);
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
        generated: event.generated ?? state.generated,
        refusal: state.mendable ? null : state.refusal,
        mendable: false,
      };
    case "sent":
      return { ...state, sending: state.text, sendingGenerated: state.generated };
    case "stored":
      return {
        ...state,
        base: {
          text: state.sending ?? state.text,
          generated: state.sending === null ? state.generated : state.sendingGenerated,
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
  return { ...state, text, generated, base, theirs: null };
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
  return { ...settled, text: merged, generated, base: stored };
}

function sameLines(a: readonly NarrativeLine[], b: readonly NarrativeLine[]): boolean {
  return a.length === b.length && a.every((one, at) => one.line === b[at]?.line && one.text === b[at]?.text);
}
