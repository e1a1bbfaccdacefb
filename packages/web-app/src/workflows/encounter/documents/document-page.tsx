import { Button, NativeSelect } from "@mantine/core";
import { documentKindLabels, type OpenDocument } from "@practicum/contracts/charting/documents";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { FactMark } from "../../../chart/sensitive/fact-mark.tsx";
import "../../../chart/chart.css";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { Page } from "../../../shell/page.tsx";
import "./documents.css";
import { Content } from "./document-content.tsx";
import { StrikeDocument } from "./strike-document.tsx";

/** One document: what is in it, what is known of it, and beside it another picture to compare with. */
export function DocumentPage() {
  const { patientId = "", documentId = "" }: { patientId?: string; documentId?: string } = useParams({
    strict: false,
  });
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.getDocument.queryOptions({ patientId, documentId }));
  const [withId, setWithId] = useState("");
  const found = query.data;
  return (
    <Page
      title={found ? documentKindLabels[found.kind] : "Document"}
      actions={
        <>
          {found && <FactMark patientId={patientId} factId={found.documentId} name={found.title} />}
          <Link to={`/p/${patientId}/documents`} className="p-anchor">
            All documents
          </Link>
        </>
      }
    >
      {query.isError && (
        <ErrorState what="This document" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {found && (
        <div className="d-layout">
          <div>
            {found.struck && (
              <Notice tone="danger">
                Entered in error: {found.struck.reason} ({found.struck.by}). Decide nothing by it.
              </Notice>
            )}
            {withId === "" ? (
              <Content key={documentId} patientId={patientId} found={found} canEdit={!found.struck} />
            ) : (
              <Pair patientId={patientId} one={found} otherId={withId} />
            )}
          </div>
          <Facts key={documentId} patientId={patientId} found={found}>
            {found.size && <CompareWith patientId={patientId} found={found} value={withId} onChange={setWithId} />}
          </Facts>
        </div>
      )}
    </Page>
  );
}

/** The older one at the left. */
function Pair({ patientId, one, otherId }: { patientId: string; one: OpenDocument; otherId: string }) {
  const trpc = useTRPC();
  const other = useQuery(trpc.charting.getDocument.queryOptions({ patientId, documentId: otherId }));
  if (other.isError)
    return (
      <ErrorState what="The other picture" message={errorText(other.error)} onRetry={() => void other.refetch()} />
    );
  if (!other.data) return <LoadingState rows={8} />;
  return (
    <div className="d-pair">
      {[one, other.data]
        .toSorted((a, b) => (a.takenOn < b.takenOn ? -1 : 1))
        .map((each) => (
          <section key={each.documentId} aria-label={`${formatDate(each.takenOn)} ${each.title}`}>
            <h2 style={{ fontSize: 14, margin: "0 0 4px" }}>
              {formatDate(each.takenOn)} · {each.title}
            </h2>
            <Content patientId={patientId} found={each} canEdit={false} />
          </section>
        ))}
    </div>
  );
}

interface CompareProps {
  readonly patientId: string;
  readonly found: OpenDocument;
  readonly value: string;
  readonly onChange: (documentId: string) => void;
}

function CompareWith({ patientId, found, value, onChange }: CompareProps) {
  const trpc = useTRPC();
  const photos = useQuery(
    // limit: the newest two hundred photos; where there are more, the field says so.
    trpc.charting.documents.queryOptions({ patientId, kind: "photo", text: "", before: null, limit: 200 }),
  );
  const others = (photos.data?.documents ?? []).filter((one) => one.documentId !== found.documentId && !one.struck);
  if (photos.isError) return <Notice tone="warn">Other photos are not shown. {errorText(photos.error)}</Notice>;
  if (others.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      mb={10}
      label="Compare with"
      description={photos.data?.next ? "The newest 200 photos are offered." : null}
      data={[
        { value: "", label: "Nothing" },
        ...others.map((one) => ({ value: one.documentId as string, label: `${formatDate(one.takenOn)} ${one.title}` })),
      ]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface FactsProps {
  readonly patientId: string;
  readonly found: OpenDocument;
  readonly children: ReactNode;
}

function Facts({ patientId, found, children }: FactsProps) {
  const session = useSession();
  const [striking, setStriking] = useState(() => hasDraft(`strike-document:${found.documentId}`));
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Title", found.title],
    [found.kind === "photo" ? "Taken on" : "Date", formatDate(found.takenOn)],
    ["Body site", found.bodySite || "none"],
    [
      "Visit",
      found.encounterId === null ? (
        "none"
      ) : (
        <Link to={`/p/${patientId}/visit/${found.encounterId}`} className="p-anchor">
          Open the note
        </Link>
      ),
    ],
    ["Filed", `${whenText(session, found.addedAt)} by ${found.addedBy}`],
    ["Marks", found.viewBy ? `${whenText(session, found.viewBy.at)} by ${found.viewBy.by}` : "none"],
  ];
  return (
    <aside aria-label="About this document">
      {children}
      <dl className="d-facts">
        {facts.map(([name, value]) => (
          <FactRow key={name} name={name} value={value} />
        ))}
      </dl>
      {session.can("history.record") && !found.struck && !striking && (
        <Button size="xs" variant="default" onClick={() => setStriking(true)}>
          Entered in error
        </Button>
      )}
      {striking && !found.struck && (
        <StrikeDocument patientId={patientId} documentId={found.documentId} onDone={() => setStriking(false)} />
      )}
    </aside>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
