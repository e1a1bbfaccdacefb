import type { SaveState } from "@practicum/ui/saved-state.tsx";

/** By section, and by field of the note's templates. */
export interface SaveStates {
  readonly [place: string]: SaveState;
}

const worst: readonly SaveState["kind"][] = ["conflict", "offline", "here", "saving", "saved", "idle"];

/** The note's state is that of its worst section; the codes count as one. */
export function overallState(saves: SaveStates, codesSaving: boolean): SaveState {
  const all = [...Object.values(saves), ...(codesSaving ? [{ kind: "saving" } as const] : [])];
  const order = (state: SaveState) => worst.indexOf(state.kind);
  const [first, ...rest] = all.toSorted((a, b) => order(a) - order(b));
  if (!first) return { kind: "idle" };
  if (first.kind !== "saved") return first;
  // Of several saved sections the one saved last; clock texts of one day do not sort, so the longest later one wins.
  return rest.reduce<SaveState>(
    (latest, one) =>
      one.kind === "saved" && latest.kind === "saved" && minutes(one.at) > minutes(latest.at) ? one : latest,
    first,
  );
}

/** Why the note can't be signed yet, in words; null when everything typed is stored. */
export function unsavedWords(state: SaveState): string | null {
  switch (state.kind) {
    case "conflict":
      return "Someone wrote the same lines. Choose the text first.";
    case "offline":
      return "The network is away: what you typed is kept here and is sent when it is back. Then sign.";
    case "here":
    case "saving":
      return "What you typed is being saved…";
    case "saved":
    case "idle":
      return null;
  }
}

/** Minutes since midnight of "8:02 AM". */
function minutes(clock: string): number {
  const parts = /^(\d{1,2}):(\d\d) (AM|PM)$/.exec(clock);
  return parts ? (Number(parts[1]) % 12) * 60 + Number(parts[2]) + (parts[3] === "PM" ? 720 : 0) : 0;
}
