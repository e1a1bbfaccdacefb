import { Button } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { changeWords } from "./paper-values.ts";

const PAGE = 20;

/** Who changed what statements say, and when. Those that were made keep what they said. */
export function PaperHistory({ version }: { readonly version: number }) {
  const trpc = useTRPC();
  const links = useTRPCClient();
  const { timeZone } = useSession();
  const query = useEndless({
    queryKey: trpc.billing.billingPaperHistory.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => links.billing.billingPaperHistory.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.versions,
    keyOf: (one) => String(one.version),
  });
  return (
    <section className="w-panel" aria-label="Versions">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Versions</h2>
      </header>
      {query.error && <ErrorState what="The versions" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState rows={2} />}
      {version === 0 && <p style={{ fontSize: 13 }}>Nobody has changed it: statements carry the usual words.</p>}
      <ul style={{ margin: 0, paddingLeft: 18, fontSize: 13 }}>
        {query.items?.map((one) => (
          <li key={one.version} style={{ marginBottom: 6 }}>
            <b>Version {one.version}</b>: {one.changed.map(changeWords).join(", ") || "as usual"}
            <br />
            <small>
              {formatDate(dateIn(one.at, timeZone))} {formatTime(timeIn(one.at, timeZone))} · {one.by}
            </small>
          </li>
        ))}
      </ul>
      {query.more && (
        <Button size="compact-xs" variant="default" loading={query.more.loading} onClick={query.more.load}>
          Show older versions
        </Button>
      )}
    </section>
  );
}
