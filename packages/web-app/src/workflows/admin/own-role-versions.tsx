import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { wordsOf } from "./permission-words.ts";

/** What the role was before: each version stays. */
export function OwnRoleVersions({ roleId }: { readonly roleId: string }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const versions = useQuery(trpc.identity.ownRoleVersions.queryOptions({ roleId }));
  if (!versions.data) return null;
  return (
    <section aria-label="Versions" className="a-stack">
      <h2 className="a-heading">Versions</h2>
      <ul className="a-requests">
        {versions.data.map(({ version, by, at, name, added, removed, retired }) => (
          <li key={version}>
            <div>
              <b>{name}</b>, version {version}
              {retired ? ", retired" : ""}
            </div>
            <div className="a-dim">
              {by}, {formatDate(dateIn(at, timeZone))} {formatTime(timeIn(at, timeZone))}
            </div>
            {added.length > 0 && <div>Added: {added.map(wordsOf).join("; ")}</div>}
            {removed.length > 0 && <div>Taken away: {removed.map(wordsOf).join("; ")}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
