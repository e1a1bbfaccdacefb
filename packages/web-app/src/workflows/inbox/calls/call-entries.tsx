import { useSession } from "../../../session/session-context.ts";
import { useMoment } from "../use-moment.ts";
import { outcomeWords, type CallEntry } from "./call-words.ts";

/** What was said and tried since the call, in its order. */
export function CallEntries({ entries }: { readonly entries: readonly CallEntry[] }) {
  const session = useSession();
  const moment = useMoment();
  if (entries.length === 0) return null;
  return (
    <ol className="i-messages" aria-label="Since the call">
      {entries.map((entry) => (
        <li key={entry.entryId} data-own={entry.staffId === session.staff.staffId}>
          <div className="i-dim">
            <b>{headOf(entry)}</b> · {entry.kind === "escalated" ? "" : `${entry.by}, `}
            {moment(entry.at)}
          </div>
          {entry.body !== "" && <div className="i-body">{entry.body}</div>}
        </li>
      ))}
    </ol>
  );
}

function headOf({ kind, outcome }: CallEntry): string {
  switch (kind) {
    case "attempt":
      return outcome === null ? "Called back" : `Called back: ${outcomeWords[outcome].toLowerCase()}`;
    case "called-again":
      return "Called again";
    case "escalated":
      return "Overdue: brought before others";
    case "charted":
      return "Telephone note signed";
    case "note":
      return "Answer";
  }
}
