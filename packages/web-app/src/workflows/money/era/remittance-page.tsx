import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { ReasonButton } from "../reason-form.tsx";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { RemittanceGroup } from "./remittance-group.tsx";
import type { Remittance, RemittanceClaim } from "./remittance-types.ts";

const groups: readonly { readonly id: RemittanceClaim["group"]; readonly label: string }[] = [
  { id: "unmatched", label: "Unmatched" },
  { id: "mismatch", label: "Claim mismatch" },
  { id: "denied", label: "Posted, with a denial" },
  { id: "reversal", label: "Reversals" },
  { id: "auto", label: "Posted" },
];

/** One remittance: the variance, then what waits for a person, then what was posted. */
export function RemittancePage() {
  const { remittanceId = "" }: { remittanceId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getRemittance.queryOptions({ remittanceId }));
  const one = query.data;
  usePaper({ kind: "printRemittance", about: one?.claims.map((claim) => claim.patientId) ?? [] });
  return (
    <Page title="Remittance">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The remittance" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={10} />}
      {one && (
        <div className="m-stack">
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {one.payerName} · {one.trace} · {formatDate(one.paymentDate)}{" "}
            {one.fileId === null ? (
              <span className="m-small">keyed from paper</span>
            ) : (
              <Link to={`/money/files/${one.fileId}`} className="p-anchor" style={{ fontSize: 13 }}>
                See the file
              </Link>
            )}
          </h2>
          <VarianceBar one={one} />
          {groups.map((group) => {
            const claims = one.claims.filter((claim) => claim.group === group.id);
            return claims.length > 0 && <RemittanceGroup key={group.id} label={group.label} claims={claims} />;
          })}
          {one.providerAdjustments.length > 0 && <ProviderAdjustments one={one} />}
        </div>
      )}
    </Page>
  );
}

/** Check total = posted + to match + what was kept back: the bar must read $0.00. */
function VarianceBar({ one }: { readonly one: Remittance }) {
  // Money that waits for a person is no fault, and not done either.
  const state = one.variance !== 0 ? "off" : one.status === "closed" ? "done" : "waits";
  return (
    <div className="m-variance" data-state={state} role="status">
      <span>
        Paid <b>{formatCents(one.total)}</b>
      </span>
      <span>
        = posted <b>{formatCents(one.posted)}</b>
      </span>
      <span>
        + to match <b>{formatCents(one.exceptions)}</b>
      </span>
      {one.setAside !== 0 && (
        <span>
          + set aside <b>{formatCents(one.setAside)}</b>
        </span>
      )}
      {one.returned !== 0 && (
        <span>
          + sent back <b>{formatCents(one.returned)}</b>
        </span>
      )}
      {one.keptBack !== 0 && (
        <span>
          − withheld <b>{formatCents(one.keptBack)}</b>
        </span>
      )}
      <span>
        Variance <b>{formatCents(one.variance)}</b>
      </span>
      {one.settled !== 0 && (
        <span>
          − settled <b>{formatCents(one.settled)}</b>
        </span>
      )}
      <span className="m-small">
        {one.depositedOn ? `in the bank ${formatDate(one.depositedOn)}` : "not seen at the bank yet"}
      </span>
      <SettleVariance one={one} />
    </div>
  );
}

function ProviderAdjustments({ one }: { readonly one: Remittance }) {
  return (
    <section className="w-panel" aria-label="Provider-level adjustments (PLB)">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Provider-level adjustments (PLB)</h2>
      </header>
      <table className="m-table">
        <tbody>
          {one.providerAdjustments.map((entry) => (
            <tr key={`${entry.reason} ${entry.reference}`}>
              <td>
                <b>{entry.reason}</b> {entry.meaning}
              </td>
              <td>{entry.reference}</td>
              <td className="m-num">
                <Amount value={entry.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a payer paid too much or too little against its own claims is settled with a reason and a second person. */
function SettleVariance({ one }: { readonly one: Remittance }) {
  const session = useSession();
  const ask = useCommand("billing", "settleVariance");
  const reopen = useCommand("billing", "reopenVariance");
  const { remittanceId } = one;
  if (!session.can("remittance.post")) return null;
  // What was settled by mistake is open again, with a reason.
  if (one.settled !== 0 && one.variance === 0)
    return (
      <ReasonButton
        draft={`reopen-variance:${remittanceId}`}
        label="Reason for the reversal"
        action="Reverse it"
        danger
        command={reopen}
        input={(because) => ({ remittanceId, because })}
        done="The variance is open again."
      >
        Reverse the settlement
      </ReasonButton>
    );
  if (one.variance === 0) return null;
  return (
    <ReasonButton
      draft={`settle-variance:${remittanceId}`}
      label="What did the payer say about the difference?"
      action="Ask for approval"
      command={ask}
      input={(because) => ({ remittanceId, because })}
      done="Asked. It is settled once somebody else allows it."
    >
      Resolve the variance
    </ReasonButton>
  );
}
