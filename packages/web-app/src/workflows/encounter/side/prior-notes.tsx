import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { EncounterSummary } from "../../../chart/chart-types.ts";
import { sectionNames } from "../note-fields.tsx";

/** Earlier notes, read only: what was written then is looked at, and today's note is written anew. */
export function PriorNotes({ encounters }: { readonly encounters: readonly EncounterSummary[] }) {
  const [open, setOpen] = useState<string | null>(null);
  if (encounters.length === 0) return <div className="c-dim">There is no earlier visit.</div>;
  return (
    <ul className="c-list">
      {encounters.map((one) => (
        <li key={one.encounterId} style={{ display: "block" }}>
          <button
            type="button"
            className="e-prior"
            aria-expanded={open === one.encounterId}
            onClick={() => setOpen(open === one.encounterId ? null : one.encounterId)}
          >
            <b>{formatDate(one.serviceDate)}</b> {one.visitTypeName}
            <span className="c-dim">
              {" "}
              · {one.providerName}
              {one.diagnoses.length > 0 ? ` · ${one.diagnoses.map((d) => d.code).join(", ")}` : ""}
            </span>
          </button>
          {open === one.encounterId && <PriorNote encounterId={one.encounterId} />}
        </li>
      ))}
    </ul>
  );
}

function PriorNote({ encounterId }: { readonly encounterId: string }) {
  const trpc = useTRPC();
  const note = useQuery(trpc.charting.getEncounter.queryOptions({ encounterId }));
  if (note.isError)
    return <ErrorState what="The note" message={errorText(note.error)} onRetry={() => void note.refetch()} />;
  if (!note.data) return <LoadingState rows={3} />;
  const written = sectionNames.filter(([section]) => note.data.sections[section].text !== "");
  return (
    <div style={{ padding: "4px 0 8px", fontSize: 13 }}>
      {written.length === 0 && <div className="c-dim">No text is kept of this visit.</div>}
      {written.map(([section, label]) => (
        <div key={section}>
          <b>{label}</b>
          <div className="e-read">{note.data.sections[section].text}</div>
        </div>
      ))}
      {note.data.addenda.map((addendum) => (
        <div key={addendum.addendumId}>
          <b>Addendum by {addendum.by}</b>
          <div className="e-read">{addendum.text}</div>
        </div>
      ))}
    </div>
  );
}
