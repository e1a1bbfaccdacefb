import { Button, TextInput } from "@mantine/core";
import type { dunningOperations } from "@practicum/contracts/billing/dunning";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { ErrorState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { ReasonButton } from "../reason-form.tsx";

type Dunning = z.output<typeof dunningOperations.getDunning.output>;
type Hold = Dunning["holds"][number];

const holdWords: { readonly [K in Hold["kind"]]: string } = {
  "returned-mail": "Mail came back",
  dispute: "Bill disputed",
};

/** Where the account stands with its statements: what was asked for, what is next, what stops it, what may go to an agency. */
export function PatientBilling({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getDunning.queryOptions({ patientId }));
  if (query.isError)
    return (
      <ErrorState what="The statements' state" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  const { data } = query;
  if (!data || (data.visits.length === 0 && data.holds.length === 0)) return null;
  return (
    <section className="w-panel m-stack" aria-label="Patient billing" style={{ gap: 8 }}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Patient billing</h2>
        <NextPaper state={data.state} />
      </header>
      <Holds patientId={patientId} holds={data.holds} />
      {data.visits.length > 0 && <Visits visits={data.visits} />}
      {data.state.toCollections > 0 && <Collections patientId={patientId} of={data} />}
    </section>
  );
}

const because: { readonly [B in NonNullable<Dunning["state"]["because"]>]: string } = {
  asked: "was asked for; it waits for the payment",
  dispute: "stopped, because the bill is disputed",
  "returned-mail": "stopped, because mail came back",
  "insurance-pending": "nothing yet: an insurer still decides",
  "below-minimum": "below the minimum; it waits until there is more",
  "plan-kept": "nothing now: the payment plan is kept",
  final: "had its final notice; it is asked for no more",
  "nothing-due": "nothing is due",
};

function NextPaper({ state }: { readonly state: Dunning["state"] }) {
  return (
    <span className="m-row m-small" style={{ gap: 6 }}>
      {state.next && (
        <>
          <span>Next</span>
          <StateChip kind="paper" state={state.next} />
          <span>{formatCents(state.asks)},</span>
        </>
      )}
      <span>
        {state.because === null
          ? "goes out with the next batch"
          : state.because === "asked" && state.on
            ? `not before ${formatDate(state.on)}`
            : because[state.because]}
      </span>
    </span>
  );
}

function Holds({ patientId, holds }: { readonly patientId: string; readonly holds: readonly Hold[] }) {
  const session = useSession();
  const hold = useCommand("billing", "holdAccount");
  const lift = useCommand("billing", "liftHold");
  /** One intent, one id for each kind. */
  const ids = useRef({ "returned-mail": newId<"hold">(), dispute: newId<"hold">() });
  const open = holds.filter((one) => one.liftedAt === null);
  const may = session.can("payment.take");
  return (
    <>
      {open.map((one) => (
        <Notice key={one.holdId} tone="warn">
          <b>{holdWords[one.kind]}</b>, {formatDate(dateIn(one.madeAt, session.timeZone))}, {one.madeBy}: {one.because}.
          Nothing is sent until it is settled.
          {may && (
            <ReasonButton
              draft={`lift-hold:${one.holdId}`}
              label="How it was settled"
              action="Settled"
              command={lift}
              input={(said) => ({ holdId: one.holdId, patientId, because: said })}
              done="Statements go out again."
            >
              Settle it
            </ReasonButton>
          )}
        </Notice>
      ))}
      {may && (
        <div className="m-row">
          {(["returned-mail", "dispute"] as const)
            .filter((kind) => !open.some((one) => one.kind === kind))
            .map((kind) => (
              <ReasonButton
                key={kind}
                draft={`hold:${kind}:${patientId}`}
                label={kind === "dispute" ? "What the patient disputes" : "What the post office says"}
                action="Stop the statements"
                command={hold}
                input={(said) => ({ holdId: ids.current[kind], patientId, kind, because: said })}
                done="Statements are stopped, and somebody has the task."
                onDone={() => (ids.current[kind] = newId<"hold">())}
              >
                {kind === "dispute" ? "The bill is disputed" : "Mail came back"}
              </ReasonButton>
            ))}
        </div>
      )}
    </>
  );
}

function Visits({ visits }: { readonly visits: Dunning["visits"] }) {
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="What was asked for, visit by visit">
        <thead>
          <tr>
            <th>Visit</th>
            <th>Asked for by</th>
            <th className="m-num">Insurance pending</th>
            <th className="m-num">Patient due</th>
            <th className="m-num">In collections</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((one) => (
            <tr key={one.encounterId}>
              <td>{formatDate(one.serviceDate)}</td>
              <td>
                <span className="m-row" style={{ gap: 6 }}>
                  {one.planned && <span className="m-chip">Payment plan</span>}
                  {!one.planned &&
                    one.parts.map((part) => (
                      <span key={part.step} className="m-row" style={{ gap: 4 }}>
                        {part.step ? (
                          <StateChip kind="paper" state={part.step} />
                        ) : (
                          <span className="m-dim">nothing yet</span>
                        )}
                        {one.parts.length > 1 && <span className="m-small">{formatCents(part.amount)}</span>}
                      </span>
                    ))}
                </span>
              </td>
              <td className="m-num">
                <Amount value={one.insurancePending} credit />
              </td>
              <td className="m-num">
                <Amount value={one.due} credit strong />
              </td>
              <td className="m-num">
                <Amount value={one.collections} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Collections({ patientId, of }: { readonly patientId: string; readonly of: Dunning }) {
  const session = useSession();
  const give = useCommand("billing", "sendToCollections");
  const [agency, setAgency, clear, kept] = useDraft(`collections:${patientId}`, "");
  const ids = useRef(new Map<string, ReturnType<typeof newId<"adjustment">>>());
  if (!session.can("charge.write")) return null;
  const run = async () => {
    const visits = of.visits
      .filter((one) => one.toCollections > 0)
      .map(({ encounterId }) => {
        const adjustmentId = ids.current.get(encounterId) ?? newId<"adjustment">();
        ids.current.set(encounterId, adjustmentId);
        return { adjustmentId, encounterId };
      });
    const result = await give.run({ patientId, agency: agency.trim(), visits });
    if (!result.ok) return;
    ids.current.clear();
    clear();
    say(`${formatCents(result.value.amount)} given to collections. It comes back by “Reverse” below.`);
  };
  return (
    <form
      className="m-stack"
      style={{ gap: 6 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (agency.trim() !== "" && !give.pending) void run();
      }}
    >
      {give.error && <Notice tone="danger">{describeError(give.error)}</Notice>}
      <RestoredNotice small draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          size="xs"
          w={240}
          label="Collection agency"
          maxLength={80}
          value={agency}
          onChange={(event) => setAgency(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" color="red" loading={give.pending} disabled={agency.trim() === ""}>
          Give {formatCents(of.state.toCollections)} to collections
        </Button>
      </div>
    </form>
  );
}
