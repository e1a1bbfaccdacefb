import type { Encounter } from "@practicum/contracts/charting/encounters";
import { SavedState, type SaveState } from "@practicum/ui/saved-state.tsx";
import { useCallback, useState } from "react";
import { useSession } from "../../../session/session-context.ts";
import { overallState, type SaveStates } from "../save-states.ts";
import { FormFields } from "./form-fields.tsx";
import { TemplateBar } from "./template-bar.tsx";
import { useNoteForms } from "./use-note-forms.ts";

/** What the note's templates leave to whoever rooms the patient; the provider finds it answered, and brings it into the text. */
export function RoomingFields({ encounter }: { readonly encounter: Encounter }) {
  const forms = useNoteForms(encounter.forms);
  const [saves, setSaves] = useState<SaveStates>({});
  const onSaveState = useCallback(
    (place: string, state: SaveState) => setSaves((old) => ({ ...old, [place]: state })),
    [],
  );
  const session = useSession();
  if (encounter.status !== "open" || !session.can("note.intake")) return null;
  return (
    <div className="nf-large">
      <TemplateBar encounterId={encounter.encounterId} forms={encounter.forms} mayTakeOut={session.can("note.write")} />
      <FormFields
        encounterId={encounter.encounterId}
        forms={forms}
        of={(field) => field.rooming}
        mayAnswer={() => true}
        onSaveState={onSaveState}
      />
      {encounter.forms.length > 0 && <SavedState state={overallState(saves, false)} />}
    </div>
  );
}
