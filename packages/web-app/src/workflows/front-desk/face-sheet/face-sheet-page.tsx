import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatAge, formatMinutes, formatName, formatPhone, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import {
  formerNameWords,
  genderWords,
  ifCalled,
  interpreterWords,
  pronounWords,
  raceWords,
} from "../../../patient/about-words.ts";
import { coveragesOn } from "../../../patient/first-in-force.ts";
import { languageName } from "../../../patient/languages.ts";
import { sexWord } from "../../../patient/sexes.ts";
import { otherPhoneWords } from "../../../patient/phones.tsx";
import { pharmacyLine } from "../../../patient/pharmacy/pharmacy-words.ts";
import { usePreferredPharmacy } from "../../../patient/pharmacy/preferred-pharmacy.tsx";
import { usePaidBy } from "../../../patient/use-paid-by.ts";
import { usePatientIdentity } from "../../../patient/use-patient.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart } from "../../../shell/sheet.tsx";
import { addressLine, allergyLine, pcpLine, subscriberLine } from "./face-sheet-lines.ts";

/** All that the desk needs of a patient on one sheet; of the chart only what the reader may see. */
export function FaceSheetPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const { now } = useSession();
  const { patient, allergies } = usePatientIdentity(patientId);
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const preferred = usePreferredPharmacy(patientId);
  usePaper({ kind: "printFaceSheet", patient: patient.data });
  const failed = [patient, coverages, visits, preferred].find((one) => one.isError);
  const retry = () => [patient, coverages, visits, preferred].forEach((one) => void one.refetch());
  // Half of a sheet would say that somebody has no coverage: it is whole or not there.
  const ready = patient.data && coverages.data && visits.data && preferred.data && allergies !== null;
  const next = visits.data
    ?.filter((visit) => visit.status === "booked" && visit.startsAt > now())
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0];
  return (
    <Page title="Face sheet" actions={<PrintButton disabled={!ready} />}>
      {failed && <ErrorState what="The face sheet" message={errorText(failed.error)} onRetry={retry} />}
      {!failed && !ready && <LoadingState rows={10} />}
      {!failed && ready && (
        <Sheet
          title={`${formatName(patient.data.name)}${ifCalled(patient.data.about?.preferredName)}`}
          aside={<b>MRN {patient.data.mrn}</b>}
        >
          <div className="w-sheet-two">
            <Demographics patient={patient.data} />
            <Persons patient={patient.data} />
          </div>
          <Coverages coverages={coverages.data} />
          <SheetPart title="Allergies">
            <p>{allergyLine(allergies)}</p>
          </SheetPart>
          <SheetPart title="Pharmacy">
            <p>
              {preferred.data.preferred
                ? `${preferred.data.preferred.pharmacy.name}, ${pharmacyLine(preferred.data.preferred.pharmacy)}`
                : "Not asked yet."}
            </p>
          </SheetPart>
          <SheetPart title="Next appointment">
            <p>
              {next
                ? `${formatWeekday(next.date)} ${formatMinutes(minutesOf(next.start))}, ${next.visitTypeName}`
                : "None booked."}
            </p>
          </SheetPart>
        </Sheet>
      )}
    </Page>
  );
}

function Demographics({ patient }: { readonly patient: Patient }) {
  const { today } = useSession();
  return (
    <SheetPart title="Demographics">
      <dl className="w-facts">
        <dt>Date of birth</dt>
        <dd>
          {formatDate(patient.birthDate)} ({formatAge(patient.birthDate, today)})
        </dd>
        <dt>Sex</dt>
        <dd>{sexWord(patient.sex)}</dd>
        <dt>Former names</dt>
        <dd>{formerNameWords(patient.about?.formerNames ?? []) || "None on file"}</dd>
        <dt>Pronouns</dt>
        <dd>{pronounWords(patient.about)}</dd>
        <dt>Gender identity</dt>
        <dd>{genderWords(patient.about)}</dd>
        <dt>Race and ethnicity</dt>
        <dd>{raceWords(patient.about)}</dd>
        <dt>Phone</dt>
        <dd>{patient.phone ? formatPhone(patient.phone) : "None on file"}</dd>
        {patient.otherPhones && patient.otherPhones.length > 0 && (
          <>
            <dt>Other phones</dt>
            <dd>{patient.otherPhones.map(otherPhoneWords).join("; ")}</dd>
          </>
        )}
        <dt>E-mail</dt>
        <dd>{patient.email ?? "None on file"}</dd>
        <dt>Address</dt>
        <dd>{addressLine(patient.address)}</dd>
        <dt>Language</dt>
        <dd>{languageName(patient.language)}</dd>
        <dt>Interpreter</dt>
        <dd>{interpreterWords(patient.about, patient.language)}</dd>
      </dl>
    </SheetPart>
  );
}

function Persons({ patient }: { readonly patient: Patient }) {
  const { emergencyContact: contact } = patient;
  const paidBy = usePaidBy(patient);
  const guarantor = paidBy ? { ...paidBy.guarantor, relationship: paidBy.how } : patient.guarantor;
  return (
    <div>
      <SheetPart title="Guarantor">
        {guarantor ? (
          <dl className="w-facts">
            <dt>Name</dt>
            <dd>
              {formatName(guarantor.name)} ({guarantor.relationship})
            </dd>
            <dt>Date of birth</dt>
            <dd>{guarantor.birthDate ? formatDate(guarantor.birthDate) : "Not on file"}</dd>
            <dt>Phone</dt>
            <dd>{guarantor.phone ? formatPhone(guarantor.phone) : "None on file"}</dd>
            <dt>Address</dt>
            <dd>{addressLine(guarantor.address)}</dd>
          </dl>
        ) : (
          <p>The patient</p>
        )}
      </SheetPart>
      <SheetPart title="Emergency contact">
        <p>
          {contact
            ? `${contact.name}${contact.relationship ? ` (${contact.relationship})` : ""}, ${formatPhone(contact.phone)}`
            : "None on file"}
        </p>
      </SheetPart>
    </div>
  );
}

type Covered = Coverage & { readonly eligibility: { readonly pcpName: string | null } | null };

function Coverages({ coverages }: { readonly coverages: readonly Covered[] }) {
  const { today } = useSession();
  const inForce = coveragesOn(coverages, today);
  if (inForce.length === 0)
    return (
      <SheetPart title="Insurance">
        <p>{coverages.length === 0 ? "None on file: self-pay." : "None in force today: self-pay."}</p>
      </SheetPart>
    );
  return (
    <SheetPart title="Insurance">
      <table>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Payer and plan</th>
            <th scope="col">Member ID and group</th>
            <th scope="col">Subscriber</th>
            <th scope="col">PCP</th>
            <th scope="col" data-num>
              Copay
            </th>
          </tr>
        </thead>
        <tbody>
          {inForce.map((one, index) => (
            <tr key={one.coverageId}>
              <td>{["Primary", "Secondary", "Tertiary"][index]}</td>
              <td>
                <b>{one.payerName}</b>
                <div>{one.planName}</div>
                <small>
                  {one.to ? `${formatDate(one.from)} to ${formatDate(one.to)}` : `Effective ${formatDate(one.from)}`}
                </small>
              </td>
              <td>
                {one.memberId}
                {one.groupNumber && <div>Group {one.groupNumber}</div>}
              </td>
              <td>{subscriberLine(one.subscriber)}</td>
              <td>{pcpLine(one)}</td>
              <td data-num>{one.copay === null ? "Not known" : formatCents(one.copay)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SheetPart>
  );
}
