import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { fileKinds, segmentsOf } from "./file-words.ts";

/** One file as it was sent or received, a segment a line. */
export function FilePage() {
  const { fileId = "" }: { fileId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const query = useQuery(trpc.billing.getFile.queryOptions({ fileId }));
  const file = query.data;
  return (
    <Page title="File">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The file" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={12} />}
      {file && (
        <div className="m-stack">
          <div className="m-row">
            <b>{fileKinds[file.kind]}</b>
            <span className="m-small">
              {file.name} · {file.direction === "out" ? "sent" : "received"} {formatDate(dateIn(file.at, timeZone))}{" "}
              {formatTime(timeIn(file.at, timeZone))}
            </span>
            <StateChip kind="file" state={file.status} />
          </div>
          {file.problem && <Notice tone="danger">{file.problem}</Notice>}
          {/* Scrolls by keyboard, so it takes the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <ol className="m-file" tabIndex={0} aria-label="Segments" style={{ paddingLeft: 52 }}>
            {segmentsOf(file.content).map((segment, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a file's segments never move
              <li key={index}>{segment}</li>
            ))}
          </ol>
        </div>
      )}
    </Page>
  );
}
