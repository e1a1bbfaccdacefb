import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import type { Account, AccountVisit } from "./account-types.ts";
import { AdjustVisit } from "./adjust-visit.tsx";
import { Corrections } from "./corrections.tsx";
import { EntryTable } from "./entry-table.tsx";
import { Explain, type Figure } from "./explain.tsx";
import { FamilyAccount } from "./family-account.tsx";
import { PatientBilling } from "./patient-billing.tsx";
import { PaymentPlans } from "./payment-plans.tsx";
import { Receipts } from "./receipts.tsx";
import { TakePayment } from "./take-payment.tsx";
import { PatientStatements } from "./patient-statements.tsx";
import "../money.css";

const figures: readonly { readonly id: Figure; readonly label: string }[] = [
  { id: "insurancePending", label: "Insurance pending" },
  { id: "patientDue", label: "Patient due" },
  { id: "unapplied", label: "Unapplied" },
  { id: "collections", label: "In collections" },
];

/** A patient's account: three figures, each of which explains itself, then every line, visit by visit. */
export function LedgerPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.getAccount.queryOptions({ patientId }));
  const [explained, setExplained] = useState<Figure | null>(null);
  return (
    <Page title="Ledger">
      {query.isError && (
        <ErrorState what="The account" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {query.data && (
        <div className="m-stack" style={{ maxWidth: 1080 }}>
          <Figures
            account={query.data}
            explained={explained}
            onExplain={(id) => setExplained((old) => (old === id ? null : id))}
          />
          {explained && <Explain account={query.data} figure={explained} />}
          {session.can("payment.take") && <TakePayment patientId={patientId} due={query.data.patientDue} />}
          <FamilyAccount patientId={patientId} />
          <PatientBilling patientId={patientId} />
          <PaymentPlans key={query.data.patientDue} patientId={patientId} due={query.data.patientDue} />
          {query.data.visits.length === 0 && (
            <EmptyState title="Nothing on this account yet">Charges come here when they are released.</EmptyState>
          )}
          {query.data.visits.map((visit) => (
            <Visit key={visit.encounterId ?? "apart"} visit={visit} patientId={patientId} />
          ))}
          <Corrections patientId={patientId} />
          <div className="m-split">
            <Receipts patientId={patientId} />
            <PatientStatements patientId={patientId} due={query.data.patientDue} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Figures({
  account,
  explained,
  onExplain,
}: {
  readonly account: Account;
  readonly explained: Figure | null;
  readonly onExplain: (figure: Figure) => void;
}) {
  return (
    <dl className="m-figures" style={{ margin: 0 }}>
      {figures.map(({ id, label }) =>
        // Few have anything there.
        id === "collections" && account.collections === 0 ? null : (
          <div key={id} className="m-figure">
            <dt>{label}</dt>
            <dd className="m-row m-row-apart">
              <Amount value={account[id]} credit />
              <Button
                size="compact-xs"
                variant="default"
                aria-expanded={explained === id}
                aria-label={`Explain: ${label}`}
                onClick={() => onExplain(id)}
              >
                Explain
              </Button>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Visit({ visit, patientId }: { readonly visit: AccountVisit; readonly patientId: string }) {
  const mayCharge = useSession().can("charge.read");
  return (
    <section className="w-panel" aria-label={visit.serviceDate ? "A visit" : "Payments"}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>
          {visit.encounterId && visit.serviceDate ? (
            <>
              <Link to={`/p/${patientId}/visit/${visit.encounterId}`} className="p-anchor">
                Visit of {formatDate(visit.serviceDate)}
              </Link>{" "}
              <span className="m-small">{visit.providerName}</span>{" "}
              {mayCharge && (
                <Link to={`/p/${patientId}/superbill/${visit.encounterId}`} className="p-anchor m-small">
                  Superbill
                </Link>
              )}
            </>
          ) : (
            "Payments not yet for a visit"
          )}
        </h2>
        {visit.encounterId && (
          <span className="m-small">
            insurance <Amount value={visit.insurancePending} credit /> · patient{" "}
            <Amount value={visit.patientDue} credit strong />
          </span>
        )}
      </header>
      <EntryTable entries={visit.entries} />
      <AdjustVisit key={`${visit.patientDue} ${visit.insurancePending}`} visit={visit} patientId={patientId} />
    </section>
  );
}
