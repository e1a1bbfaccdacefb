import { stateWords, type RecordKind, type StateOf } from "./record-states.ts";
import "./state-chip.css";

interface Props<K extends RecordKind> {
  readonly kind: K;
  readonly state: StateOf<K>;
}

/** A record's state as a chip: bar, icon where there is one, word; colour never speaks alone. */
export function StateChip<K extends RecordKind>({ kind, state }: Props<K>) {
  const { word, tone, icon: Glyph } = stateWords(kind, state);
  return (
    <span className="m-chip" data-tone={tone}>
      {Glyph && <Glyph size={14} aria-hidden />}
      {word}
    </span>
  );
}
