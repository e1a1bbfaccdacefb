import type { NoteSection } from "@practicum/contracts/charting/notes";
import { useCallback, useState } from "react";
import type { PutIn } from "../../../chart/note/put-in.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import type { CarryOver } from "./prior-notes.tsx";

interface Carrying {
  readonly carry: CarryOver;
  /** Out of a section: the earlier note is opened, and that section of it is reached. */
  readonly askForLines: (section: NoteSection) => void;
}

/**
 * Lines of earlier notes on their way into the one that is being written.
 *
 * @param put puts into a section, once each.
 * @param show brings the earlier notes in sight.
 */
export function useCarryOver(
  into: CarryOver["into"],
  put: (section: NoteSection, what: Omit<PutIn, "id">) => void,
  show: (tab: "prior") => void,
): Carrying {
  const [wanted, setWanted] = useState<CarryOver["wanted"]>(null);
  const onCarry: CarryOver["onCarry"] = (section, from, lines) => {
    put(section, { text: "", carry: { from, lines, back: false } });
    const what = lines.length === 1 ? "one line" : `${lines.length} lines`;
    offerUndo(`Taken over: ${what}. Go over what is different today.`, () =>
      put(section, { text: "", carry: { from, lines, back: true } }),
    );
    // Who asked for it out of the text goes on writing there.
    if (wanted === null) return;
    setWanted(null);
    setTimeout(() => document.getElementById(`text-${wanted.section}`)?.focus());
  };
  const askForLines = useCallback(
    (section: NoteSection) => {
      show("prior");
      setWanted((old) => ({ id: (old?.id ?? 0) + 1, section }));
    },
    [show],
  );
  return { carry: { into, onCarry, wanted }, askForLines };
}
