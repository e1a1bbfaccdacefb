import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone, formatZip } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { priorityWords } from "../../../chart/tests/test-words.ts";
import "../../../chart/tests/tests.css";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart, SignatureLine } from "../../../shell/sheet.tsx";
import { useTestOrders } from "./note-tests.tsx";

/** The paper that goes to the laboratory or the imaging center with the patient: one for each of them (CHT-378). */
export function RequisitionPage() {
  const { patientId = "", visitId = "" }: { patientId?: string; visitId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const orders = useTestOrders(patientId, visitId);
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const items = useQuery({ ...trpc.charting.testItems.queryOptions({}), staleTime: Infinity });
  usePaper({ kind: "printRequisition", patient: patient.data });
  const asked = [patient, coverages, staff, items];
  const failed = orders.error ?? asked.find((one) => one.isError)?.error;
  const out = orders.items?.filter(({ state }) => state !== "draft" && state !== "cancelled");
  const isReady = patient.data && coverages.data && staff.data && items.data && out;
  return (
    <Page
      title="Requisition"
      actions={
        <>
          <Link to={`/p/${patientId}/tests`} className="p-anchor">
            The patient’s tests
          </Link>
          <PrintButton disabled={!isReady || out.length === 0} />
        </>
      }
    >
      {failed && (
        <ErrorState
          what="The requisition"
          message={errorText(failed)}
          onRetry={() => {
            orders.refetch();
            for (const one of asked) void one.refetch();
          }}
        />
      )}
      {!failed && !isReady && <LoadingState rows={8} />}
      {out?.length === 0 && (
        <EmptyState title="Nothing to send">
          Orders that are signed and not cancelled stand on the requisition. Those of this note are neither.
        </EmptyState>
      )}
      {isReady &&
        [...Map.groupBy(out, sheetOf)].map(([to, those]) => (
          <div key={to} className="t-requisition">
            <Requisition
              orders={those}
              patient={patient.data}
              coverages={coverages.data}
              npiOf={(staffId) => staff.data.find((one) => one.staffId === staffId)?.npi ?? null}
              specimenOf={(item) => items.data.find((one) => one.key === item)?.specimen ?? null}
            />
          </div>
        ))}
    </Page>
  );
}

/** One paper for each place, and laboratory and imaging apart where no place is chosen. */
function sheetOf({ performer, kind }: TestOrder): string {
  return performer?.outsideProviderId ?? kind;
}

interface Props {
  readonly orders: readonly TestOrder[];
  readonly patient: Patient;
  readonly coverages: readonly Coverage[];
  readonly npiOf: (staffId: string) => string | null;
  readonly specimenOf: (item: string) => string | null;
}

const sexWords = { female: "Female", male: "Male", unknown: "Not said" } as const;
const kindWords = { laboratory: "Laboratory requisition", imaging: "Imaging requisition" } as const;

function Requisition({ orders, patient, coverages, npiOf, specimenOf }: Props) {
  const { today } = useSession();
  const [first] = orders;
  if (!first) return null;
  const inForce = coverages.filter((one) => one.from <= today && (one.to === null || one.to >= today));
  const ordering = [...new Map(orders.map((one) => [one.orderedById, one.orderedBy]))];
  const diagnoses = new Map(orders.flatMap((one) => one.diagnoses.map(({ code, label }) => [code, label] as const)));
  return (
    <Sheet
      title={kindWords[first.kind]}
      aside={
        <>
          <div>To: {first.performer?.name ?? "the place that the patient chooses"}</div>
          <div>Sent by paper</div>
        </>
      }
    >
      <SheetPart title="Patient">
        <p>
          <b>{formatName(patient.name)}</b> · born {formatDate(patient.birthDate)} · {sexWords[patient.sex]} · MRN{" "}
          {patient.mrn}
        </p>
        <p>
          {[addressText(patient), patient.phone === null ? "" : formatPhone(patient.phone)].filter(Boolean).join(" · ")}
        </p>
      </SheetPart>
      <SheetPart title="Insurance">
        {inForce.length === 0 && <p>No insurance is on file: ask the patient.</p>}
        {inForce.map((one) => (
          <p key={one.coverageId}>
            {one.priority}. {one.payerName}
            {one.planName ? `, ${one.planName}` : ""} · member {one.memberId}
            {one.groupNumber ? ` · group ${one.groupNumber}` : ""} · {subscriberText(one)}
          </p>
        ))}
      </SheetPart>
      <SheetPart title="Diagnoses">
        {diagnoses.size === 0 && <p>None is given.</p>}
        {[...diagnoses].map(([code, label]) => (
          <p key={code}>
            <b>{code}</b> {label}
          </p>
        ))}
      </SheetPart>
      <SheetPart title="Tests">
        <TestsTable orders={orders} specimenOf={specimenOf} />
      </SheetPart>
      <SheetPart title="Ordered by">
        {ordering.map(([staffId, name]) => (
          <p key={staffId}>
            {name} · NPI {npiOf(staffId) ?? "not on file"}
          </p>
        ))}
      </SheetPart>
      <SignatureLine label="Signature of the ordering provider" />
    </Sheet>
  );
}

function TestsTable({ orders, specimenOf }: Pick<Props, "orders" | "specimenOf">) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Test</th>
          <th scope="col">For</th>
          <th scope="col">Priority</th>
          <th scope="col">Remarks</th>
          <th scope="col">Order</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((one) => (
          <tr key={one.orderId}>
            <td>
              <b>{one.label}</b>
            </td>
            <td>{one.diagnoses.map(({ code }) => code).join(", ")}</td>
            <td>{priorityWords[one.priority]}</td>
            <td>
              {[specimenOf(one.item), one.fasting ? "Fasting" : "", one.comment].filter((part) => part).join(" · ")}
            </td>
            <td>{one.orderId.slice(-12)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function addressText({ address }: Patient): string {
  if (address === null) return "";
  const { line1, line2, city, state, zip } = address;
  return [line1, line2, city, `${state} ${formatZip(zip)}`].filter((part) => part).join(", ");
}

function subscriberText({ subscriber }: Coverage): string {
  return subscriber.relationship === "self"
    ? "the patient is the subscriber"
    : `relationship: ${subscriber.relationship}`;
}
