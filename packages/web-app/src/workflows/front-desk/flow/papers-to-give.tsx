import { Button } from "@mantine/core";
import { letterKindLabels, type letterOperations } from "@practicum/contracts/charting/letters";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";

export type PapersOfPatient = z.output<typeof letterOperations.papersToGive.output>[number];

/** What the patient is to be handed before leaving. Who hands it over sees its kind, and not what stands in it. */
export function PapersToGive({ papers, name }: { readonly papers: PapersOfPatient | null; readonly name: string }) {
  const given = useCommand("charting", "recordLetterSent");
  if (papers === null || papers.letters.length + papers.summaries === 0) return null;
  const { patientId, letters, summaries } = papers;
  return (
    <div className="f-papers" role="group" aria-label={`To give to ${name}`}>
      {letters.map(({ letterId, kind, language }) => (
        <div key={letterId} className="f-paper">
          <span>
            To give: {letterKindLabels[kind].toLowerCase()}
            {language === "es" ? " (Spanish)" : ""}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Given by hand: ${letterKindLabels[kind]}, ${name}`}
            loading={given.pending}
            onClick={() =>
              void given
                .run({ sendingId: newId<"letter-sending">(), patientId, letterId, way: "hand", to: "" })
                .then((one) => one.ok && say("Given by hand."))
            }
          >
            Given
          </Button>
        </div>
      ))}
      {summaries > 0 && <div>No after-visit summary was handed out yet.</div>}
      {given.error && <div role="alert">{errorText(given.error)}</div>}
    </div>
  );
}
