import { scheduleName } from "@practicum/contracts/charting/bounds";
import type { Prescription, PrescriptionSheet as Kind } from "@practicum/contracts/charting/prescriptions";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatAge, formatName } from "@practicum/ui/format.ts";
import { whenText } from "../../../chart/when-text.ts";
import { pharmacyLine } from "../../../patient/pharmacy/pharmacy-words.ts";
import { localDateOf, useSession } from "../../../session/session-context.ts";
import { Sheet, SignatureLine } from "../../../shell/sheet.tsx";
import { stateWords } from "../../../states/record-states.ts";
import { numberWords } from "./number-words.ts";

export interface Printed {
  readonly sheet: Kind;
  readonly first: { readonly by: string; readonly at: Instant } | null;
}

interface Props {
  readonly orders: readonly [Prescription, ...Prescription[]];
  readonly patient: Patient;
  readonly staff: readonly StaffMember[];
  /** The patient's; null where there is none. */
  readonly pharmacy: Pharmacy | null;
  /** What each is on this sheet. */
  readonly printedOf: (order: Prescription) => Printed;
}

/** A prescription as a pharmacist reads it: who prescribes for whom, what, how much, and whether something else may be given. */
export function PrescriptionSheet({ orders, patient, staff, pharmacy, printedOf }: Props) {
  const { today } = useSession();
  const [{ prescriber, schedule }] = orders;
  const npi = staff.find((one) => one.staffId === prescriber.staffId)?.npi;
  const { address } = patient;
  return (
    <Sheet
      title="Prescription"
      aside={
        <div className="rx-prescriber">
          <b>{prescriber.name}</b>
          <span>NPI {npi ?? "__________"}</span>
          {schedule !== null && <span>DEA {prescriber.dea ?? "______________"}</span>}
          {prescriber.supervisor !== null && <span>Supervising physician: {prescriber.supervisor}</span>}
        </div>
      }
    >
      <dl className="w-facts">
        <dt>Patient</dt>
        <dd>
          <b>{formatName(patient.name)}</b>
        </dd>
        <dt>Date of birth</dt>
        <dd>
          {formatDate(patient.birthDate)} ({formatAge(patient.birthDate, today)})
        </dd>
        <dt>Address</dt>
        <dd>
          {address === null
            ? "______________________________________"
            : [address.line1, address.line2, address.city, `${address.state} ${address.zip.slice(0, 5)}`]
                .filter(Boolean)
                .join(", ")}
        </dd>
        {pharmacy && (
          <>
            <dt>Pharmacy</dt>
            <dd>
              {pharmacy.name}, {pharmacyLine(pharmacy)}
            </dd>
          </>
        )}
      </dl>
      {orders.map((order) => (
        <OrderOnPaper key={order.orderId} order={order} printed={printedOf(order)} />
      ))}
      <SignatureLine label={`Signature of ${prescriber.name}`} />
    </Sheet>
  );
}

function OrderOnPaper({ order, printed }: { readonly order: Prescription; readonly printed: Printed }) {
  const session = useSession();
  const unit = order.quantityUnit;
  return (
    <section className="rx-order" aria-label={order.name}>
      <SheetMark order={order} printed={printed} />
      <h3>
        {order.name}
        {order.schedule !== null && ` · ${scheduleName(order.schedule)}`}
      </h3>
      <dl className="w-facts">
        <dt>Sig</dt>
        <dd>{order.directions}</dd>
        <dt>Quantity</dt>
        <dd>
          <b>
            {order.quantity} ({numberWords(order.quantity)})
          </b>{" "}
          {unit}, for {order.daysSupply} {order.daysSupply === 1 ? "day" : "days"}
        </dd>
        <dt>Refills</dt>
        <dd>
          <b>
            {order.refills} ({numberWords(order.refills)})
          </b>
        </dd>
        <dt>Substitution</dt>
        <dd>{order.substitution ? "Permitted" : "Not permitted: dispense as written"}</dd>
        <dt>Written</dt>
        <dd>{formatDate(localDateOf(session, order.signedAt))}</dd>
      </dl>
    </section>
  );
}

/** What a second sheet of one prescription says of itself, so that it is not filled twice. */
function SheetMark({ order, printed: { sheet, first } }: { readonly order: Prescription; readonly printed: Printed }) {
  const session = useSession();
  if (sheet === "original") return null;
  if (sheet === "reprint")
    return (
      <p className="rx-mark">REPRINT{first && ` · first printed ${whenText(session, first.at)} by ${first.by}`}</p>
    );
  return <p className="rx-mark">COPY, NOT TO BE DISPENSED · {stateWords("order", order.state).word.toLowerCase()}</p>;
}
