import { formatPhone } from "@practicum/ui/format.ts";
import { useSession } from "../../session/session-context.ts";
import { momentWords, outcomeWord, type Attempt } from "./outreach-words.ts";

/** All attempts at a person, the newest first; what was entered in error stays and says so. */
export function AttemptHistory({ history }: { readonly history: readonly Attempt[] }) {
  const { timeZone } = useSession();
  if (history.length === 0) return <p className="or-dim">Not called before.</p>;
  return (
    <ul className="or-history" aria-label="Attempts">
      {history.map((one) => (
        <li key={one.attemptId} data-undone={one.undoneAt ? true : undefined}>
          <b>{outcomeWord(one.outcome)}</b> · {momentWords(one.at, timeZone)} by {one.by}
          {one.phone && ` · ${formatPhone(one.phone)}`}
          {one.callbackAt && ` · call back ${momentWords(one.callbackAt, timeZone)}`}
          {one.note && ` · “${one.note}”`}
          {one.undoneAt && ` · entered in error, says ${one.undoneBy ?? "somebody"}`}
        </li>
      ))}
    </ul>
  );
}
