import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart } from "../../../shell/sheet.tsx";

type Superbill = Awaited<ReturnType<ReturnType<typeof useTRPCClient>["billing"]["getSuperbill"]["query"]>>;

/** What a patient takes to a payer that we don't bill: everything that a claim would say, and what was paid. */
export function SuperbillPage() {
  const params: { patientId?: string; encounterId?: string } = useParams({ strict: false });
  const { patientId = "", encounterId = "" } = params;
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getSuperbill.queryOptions({ encounterId }));
  const bill = query.data?.patientId === patientId ? query.data : undefined;
  usePaper({
    kind: "printSuperbill",
    patient: bill && { patientId, name: bill.patientName, birthDate: bill.birthDate },
  });
  return (
    <Page title="Superbill" actions={<PrintButton disabled={!bill} />}>
      {query.isError && (
        <ErrorState what="The superbill" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={10} />}
      {query.data && !bill && (
        <Notice tone="danger" role="alert">
          This visit is of another patient than the address says. Open it from that patient’s ledger.
        </Notice>
      )}
      {bill && (
        <>
          {bill.inReview && (
            <div className="p-no-print" style={{ marginBottom: 12, maxWidth: 760 }}>
              <Notice tone="warn">The charges are in review and may still change. The paper says so.</Notice>
            </div>
          )}
          <Paper bill={bill} />
        </>
      )}
    </Page>
  );
}

function Paper({ bill }: { readonly bill: Superbill }) {
  const unpriced = bill.lines.some((line) => line.amount === null);
  return (
    <Sheet
      title="Superbill"
      taxId
      aside={
        <dl className="w-facts">
          <dt>Date of service</dt>
          <dd>{formatDate(bill.serviceDate)}</dd>
          <dt>MRN</dt>
          <dd>{bill.mrn}</dd>
        </dl>
      }
    >
      {bill.inReview && (
        <p>
          <b>Not final: the charges are still in review.</b>
        </p>
      )}
      <div className="w-sheet-two">
        <Who bill={bill} />
        <ByWhom bill={bill} />
      </div>
      <SheetPart title="Diagnoses (ICD-10-CM)">
        <ol style={{ margin: 0, paddingLeft: 22, listStyleType: "upper-alpha" }}>
          {bill.diagnoses.map((one) => (
            <li key={one.code}>
              <b>{one.code}</b> {one.label}
            </li>
          ))}
        </ol>
      </SheetPart>
      <SheetPart title="Services">
        <Services bill={bill} />
      </SheetPart>
      {unpriced && <p>A service without a price is not in the total.</p>}
      <p>
        <small>
          For your records, or to ask an insurance for payment yourself. If we bill your insurance for this visit, do
          not send it a second time. What was paid is for this visit alone, and no balance of the account.
        </small>
      </p>
    </Sheet>
  );
}

function Who({ bill }: { readonly bill: Superbill }) {
  const { address } = bill;
  return (
    <SheetPart title="Patient information">
      <dl className="w-facts">
        <dt>Name</dt>
        <dd>{formatName(bill.patientName)}</dd>
        <dt>Date of birth</dt>
        <dd>{bill.birthDate ? formatDate(bill.birthDate) : "Not known yet"}</dd>
        <dt>Address</dt>
        <dd>{address ? `${address.line1}, ${address.city}, ${address.state} ${address.zip.slice(0, 5)}` : "—"}</dd>
        <dt>Insurance</dt>
        <dd>{bill.payer ? `${bill.payer.name}, member ${bill.payer.memberId}` : "None: self-pay"}</dd>
      </dl>
    </SheetPart>
  );
}

function ByWhom({ bill: { provider, location } }: { readonly bill: Superbill }) {
  return (
    <SheetPart title="Rendering provider">
      <dl className="w-facts">
        <dt>Name</dt>
        <dd>{provider?.name ?? "Not known yet"}</dd>
        <dt>NPI</dt>
        <dd>{provider?.npi ?? "—"}</dd>
        <dt>Taxonomy</dt>
        <dd>{provider?.taxonomy ?? "—"}</dd>
        <dt>Place of service</dt>
        <dd>{location ? `${location.placeOfService}, ${location.name}` : "—"}</dd>
      </dl>
    </SheetPart>
  );
}

function Services({ bill }: { readonly bill: Superbill }) {
  return (
    <table aria-label="Services">
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Modifiers</th>
          <th scope="col">Service</th>
          <th scope="col">Diagnosis</th>
          <th scope="col" data-num>
            Units
          </th>
          <th scope="col" data-num>
            Charge
          </th>
        </tr>
      </thead>
      <tbody>
        {bill.lines.map((line) => (
          <tr key={line.chargeId}>
            <td>{line.code}</td>
            <td>{line.modifiers.join(" ")}</td>
            <td>{line.label}</td>
            <td>{line.pointers.map((at) => String.fromCharCode(64 + at)).join(", ")}</td>
            <td data-num>{line.units}</td>
            <td data-num>{line.amount === null ? "No price" : formatCents(line.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={5}>
            Total charges
          </th>
          <td data-num>{formatCents(bill.total)}</td>
        </tr>
        <tr>
          <th scope="row" colSpan={5}>
            Paid by the patient for this visit
          </th>
          <td data-num>{formatCents(bill.paid)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
