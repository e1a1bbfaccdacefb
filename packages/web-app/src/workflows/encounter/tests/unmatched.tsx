import { Button, Group, TextInput } from "@mantine/core";
import type { UnmatchedResult } from "@practicum/contracts/charting/test-orders";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { whenText } from "../../../chart/when-text.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";

const PAGE = 50;
type Candidate = UnmatchedResult["candidates"][number];

/** Reports that came and are in no chart: each beside the orders that it may belong to. */
export function Unmatched() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useEndless({
    queryKey: trpc.charting.unmatchedResults.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => client.charting.unmatchedResults.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.results,
    keyOf: (one) => one.resultId,
  });
  const { more } = list;
  return (
    <>
      {list.error && <ErrorState what="The reports" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={4} />}
      {list.items?.length === 0 && (
        <EmptyState title="Nothing is unmatched">
          Reports that name no order of this practice, or another patient, wait here until somebody says whose they are.
        </EmptyState>
      )}
      <div className="t-cards">
        {list.items?.map((one) => (
          <Report key={one.resultId} result={one} />
        ))}
        {more && (
          <div>
            <Button size="compact-sm" variant="default" loading={more.loading} onClick={more.load}>
              Show later ones
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

const sexWords = { female: "Female", male: "Male", unknown: "Not said" } as const;

function Report({ result }: { readonly result: UnmatchedResult }) {
  const session = useSession();
  const { person, candidates } = result;
  return (
    <section className="w-panel" aria-label={`Unmatched: ${result.label}`}>
      <header>
        <h2>{result.label}</h2>
        <span className="c-dim">
          from {result.source}, {whenText(session, result.receivedAt)}
        </span>
      </header>
      <Notice tone="warn">{result.why} It is in no chart.</Notice>
      <div className="c-dim">
        {result.values.map((one) => [one.label, one.value, one.unit ?? ""].join(" ").trim()).join(" · ")}
      </div>
      <div className="t-pair">
        <div>
          <b>The report says</b>
          <Identity
            rows={[
              ["Name", `${person.family}, ${person.given}`, false],
              ["Born", person.birthDate === null ? "Not said" : formatDate(person.birthDate), false],
              ["Sex", sexWords[person.sex], false],
              ["MRN", person.mrn === "" ? "Not said" : person.mrn, false],
              ["Order", result.orderNumber === "" ? "Not said" : shortNumber(result.orderNumber), false],
            ]}
          />
        </div>
        {candidates.map((one) => (
          <Order key={one.orderId} result={result} candidate={one} />
        ))}
        {candidates.length === 0 && <div>No order of this test that is out fits anybody whom the report may mean.</div>}
      </div>
      <Dismiss result={result} />
    </section>
  );
}

/** The end of a number is enough to compare by eye. */
const shortNumber = (orderId: string) => `…${orderId.slice(-6)}`;

type Row = readonly [label: string, value: string, same: boolean];

function Identity({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl>
      {rows.map(([label, value, same]) => (
        <IdentityRow key={label} label={label} value={value} same={same} />
      ))}
    </dl>
  );
}

function IdentityRow({
  label,
  value,
  same,
}: {
  readonly label: string;
  readonly value: string;
  readonly same: boolean;
}) {
  return (
    <>
      <dt className="c-dim">{label}</dt>
      <dd data-same={same}>
        {value}
        {same && <span className="p-visually-hidden">, the same</span>}
        {same && <span aria-hidden> ✓</span>}
      </dd>
    </>
  );
}

/** An order beside the report: what agrees is marked, and it is filed where that is enough. */
function Order({ result, candidate }: { readonly result: UnmatchedResult; readonly candidate: Candidate }) {
  const { can } = useSession();
  const match = useCommand("charting", "matchResult");
  const { orderId, patientId, agrees } = candidate;
  const same = (one: Candidate["agrees"][number]) => agrees.includes(one);
  const file = async () => {
    const filed = await match.run({ resultId: result.resultId, orderId, patientId });
    if (filed.ok) say(`The report is filed for ${formatName(candidate.patientName)}.`);
  };
  return (
    <div>
      <b>An order of ours</b>
      <Identity
        rows={[
          ["Name", formatName(candidate.patientName), same("family") && same("given")],
          ["Born", formatDate(candidate.birthDate), same("birth-date")],
          ["Sex", sexWords[candidate.sex], same("sex")],
          ["MRN", candidate.mrn, same("mrn")],
          ["Order", shortNumber(orderId), same("order")],
        ]}
      />
      {match.error && (
        <Notice tone="danger" role="alert">
          {match.error.fields?.[0]?.message ?? describeError(match.error)}
        </Notice>
      )}
      {candidate.isEnough ? (
        can("history.record") && (
          <Button size="compact-sm" loading={match.pending} onClick={() => void file()}>
            File it here<span className="p-visually-hidden">: {formatName(candidate.patientName)}</span>
          </Button>
        )
      ) : (
        <span className="c-dim">Too little agrees to file it here.</span>
      )}
    </div>
  );
}

/** Nobody's here: it leaves the list with the reason, and stays on record. */
function Dismiss({ result }: { readonly result: UnmatchedResult }) {
  const { can } = useSession();
  const name = `unmatched:${result.resultId}`;
  const [isOpen, setOpen] = useState(() => hasDraft(name));
  const [reason, setReason, clear, kept] = useDraft(name, "");
  const dismiss = useCommand("charting", "dismissResult");
  if (!can("history.record")) return null;
  if (!isOpen)
    return (
      <Button size="compact-xs" mt={6} variant="subtle" color="gray" onClick={() => setOpen(true)}>
        It is nobody’s here…<span className="p-visually-hidden"> ({result.label})</span>
      </Button>
    );
  const send = async () => {
    if (reason.trim() === "") return;
    const done = await dismiss.run({ resultId: result.resultId, reason: reason.trim() });
    if (done.ok) clear();
  };
  return (
    <form
      className="c-form"
      aria-label="It is nobody’s here"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <RestoredNotice small draft={kept} />
      <TextInput
        size="xs"
        label="Why, and what was done with it"
        required
        autoFocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {dismiss.error && <Notice tone="danger">{describeError(dismiss.error)}</Notice>}
      <Group gap="xs">
        <Button type="submit" size="xs" loading={dismiss.pending} disabled={reason.trim() === ""}>
          Remove from the list
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            clear();
            setOpen(false);
          }}
        >
          Leave it
        </Button>
      </Group>
    </form>
  );
}
