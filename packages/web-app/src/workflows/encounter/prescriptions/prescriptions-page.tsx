import { Button, Checkbox } from "@mantine/core";
import { scheduleName } from "@practicum/contracts/charting/bounds";
import type { Prescription } from "@practicum/contracts/charting/prescriptions";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { describeError } from "@practicum/contracts/error";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import "../../../chart/chart.css";
import { OrderSteps } from "../../../chart/order-state.tsx";
import { usePreferredPharmacy } from "../../../patient/pharmacy/preferred-pharmacy.tsx";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { PrescriptionSheet, type Printed } from "./prescription-sheet.tsx";
import "./prescriptions.css";
import { sheetsOf } from "./sheets-of.ts";

const TITLE = "Prescriptions on paper";

/** The signed prescriptions of a visit on paper: chosen at the left, as they will be printed at the right. */
export function PrescriptionsPage() {
  const { patientId = "", visitId = "" }: { patientId?: string; visitId?: string } = useParams({ strict: false });
  const { order }: { order?: string } = useSearch({ strict: false });
  const trpc = useTRPC();
  const asked = useQuery(trpc.charting.prescriptions.queryOptions({ patientId, encounterId: visitId }));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const preferred = usePreferredPharmacy(patientId);
  usePaper({ kind: "printPrescription", patient: patient.data });
  const all = [asked, patient, staff, preferred];
  const failed = all.find((one) => one.isError);
  return (
    <Page
      title={TITLE}
      actions={
        <Link to={`/p/${patientId}/visit/${visitId}`} className="p-anchor">
          Back to the note
        </Link>
      }
    >
      {failed ? (
        <ErrorState
          what="The prescriptions"
          message={errorText(failed.error)}
          onRetry={() => all.forEach((one) => void one.refetch())}
        />
      ) : asked.data && patient.data && staff.data && preferred.data ? (
        asked.data.prescriptions.length === 0 ? (
          <EmptyState title="Nothing of this visit can be printed">
            A prescription is printed once the note is signed, and a controlled one once it has its own signature, too.
          </EmptyState>
        ) : (
          <Sheets
            key={`${visitId} ${order ?? ""}`}
            prescriptions={asked.data.prescriptions}
            patient={patient.data}
            staff={staff.data}
            pharmacy={preferred.data.preferred?.pharmacy ?? null}
            wanted={order}
          />
        )
      ) : (
        <LoadingState rows={8} />
      )}
    </Page>
  );
}

interface Props {
  readonly prescriptions: readonly Prescription[];
  readonly patient: Patient;
  readonly staff: readonly StaffMember[];
  readonly pharmacy: Pharmacy | null;
  /** The one that was asked for; all that wait where none was. */
  readonly wanted: string | undefined;
}

function firstChosen(prescriptions: readonly Prescription[], wanted: string | undefined): ReadonlySet<string> {
  const waiting = prescriptions.filter((one) => one.state === "signed" || one.state === "failed");
  const chosen = wanted === undefined ? waiting : prescriptions.filter((one) => one.orderId === wanted);
  return new Set(chosen.map((one) => one.orderId));
}

function Sheets({ prescriptions, patient, staff, pharmacy, wanted }: Props) {
  const print = useCommand("charting", "printPrescriptions");
  const [chosen, setChosen] = useState(() => firstChosen(prescriptions, wanted));
  /** What lies in the printer now, as it was recorded: nothing else may be printed as a prescription. */
  const [printing, setPrinting] = useState<ReadonlyMap<string, Printed> | null>(null);
  useEffect(() => {
    if (!printing) return undefined;
    const done = () => setPrinting(null);
    addEventListener("afterprint", done, { once: true });
    globalThis.print();
    return () => removeEventListener("afterprint", done);
  }, [printing]);
  const shown = prescriptions.filter((one) => chosen.has(one.orderId));
  const send = async () => {
    const result = await print.run({
      printId: newId<"prescription-print">(),
      patientId: patient.patientId,
      orderIds: shown.map((one) => one.orderId),
    });
    if (result.ok) setPrinting(new Map(result.value.sheets.map(({ orderId, ...printed }) => [orderId, printed])));
  };
  return (
    <div className="w-paper-layout">
      <div className="p-no-print">
        <ul className="c-list" aria-label="Prescriptions">
          {prescriptions.map((one) => (
            <Choice
              key={one.orderId}
              order={one}
              isChosen={chosen.has(one.orderId)}
              onChosen={(isChosen) =>
                setChosen(
                  new Set([...chosen].filter((each) => each !== one.orderId).concat(isChosen ? one.orderId : [])),
                )
              }
            />
          ))}
        </ul>
        {patient.address === null && (
          <Notice tone="warn">
            No address is on file. It is left open on the paper: write it in, or add it first.
          </Notice>
        )}
        {shown.some((one) => one.schedule !== null) && (
          <Notice tone="info">
            A controlled substance is printed on a sheet of its own, signed by hand, and on security paper where your
            state asks for it.
          </Notice>
        )}
        {print.error && (
          <Notice tone="danger" role="alert">
            {describeError(print.error)}
          </Notice>
        )}
        <Button
          leftSection={<IconPrinter size={16} />}
          disabled={shown.length === 0}
          loading={print.pending}
          onClick={() => void send()}
        >
          Print {shown.length === 1 ? "1 prescription" : `${shown.length} prescriptions`}
        </Button>
        <div className="c-dim">What is not sent yet is recorded as sent by paper, with your name.</div>
      </div>
      <div>
        {!printing && (
          <p className="rx-print-only">
            Nothing is printed here without a record of it: use the button “Print” beside the sheet.
          </p>
        )}
        <div className="rx-sheets" data-recorded={printing ? true : undefined}>
          {sheetsOf(shown).map((orders) => (
            <PrescriptionSheet
              key={orders[0].orderId}
              orders={orders}
              patient={patient}
              staff={staff}
              pharmacy={pharmacy}
              printedOf={({ orderId, sheet, printed }) => printing?.get(orderId) ?? { sheet, first: printed }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly order: Prescription;
  readonly isChosen: boolean;
  readonly onChosen: (isChosen: boolean) => void;
}

function Choice({ order, isChosen, onChosen }: ChoiceProps) {
  return (
    <li style={{ flexWrap: "wrap" }}>
      <Checkbox
        style={{ flex: "1 1 200px" }}
        checked={isChosen}
        onChange={(event) => onChosen(event.currentTarget.checked)}
        label={order.schedule === null ? order.name : `${order.name} · ${scheduleName(order.schedule)}`}
      />
      <StateChip kind="order" state={order.state} />
      <OrderSteps steps={order.steps} />
    </li>
  );
}
