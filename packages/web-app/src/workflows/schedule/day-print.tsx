import type { DeskFact } from "@practicum/contracts/billing/desk";
import { minutesOf } from "@practicum/kernel/local-date";
import { formatBirth, formatMinutes, formatName, formatPhone } from "@practicum/ui/format.ts";
import { visitStatuses } from "@practicum/ui/status.tsx";
import { useSession } from "../../session/session-context.ts";
import { usePaper } from "../../shell/paper.ts";
import { placeWords } from "./series/series-words.ts";
import { balanceText, consentsDue, copayText, insuranceText, interpreterOf } from "./day-cards.ts";
import type { DaySheet } from "./day-model.ts";
import { ifCalled } from "../../patient/about-words.ts";
import { ifDeceased } from "../../patient/death/death-words.ts";

interface Props {
  readonly sheet: DaySheet;
  readonly facts: ReadonlyMap<string, DeskFact> | null;
  readonly title: string;
}

const heads = ["Time", "Patient", "Phone", "Visit and reason", "Room", "Insurance", "Copay", "Balance", "Status"];

/** The day on paper, provider by provider: seen by the printer alone. Its head stands on every sheet, the practice, when and by whom it was printed and the page's number in the margins. */
export function DayPrint({ sheet, facts, title }: Props) {
  const { practice, today } = useSession();
  usePaper({ kind: "printDaySheet", landscape: true, about: sheet.appointments.map((visit) => visit.patientId) });
  const names = new Map(sheet.resources.map((resource) => [resource.resourceId, resource.name]));
  const visits = sheet.appointments.toSorted(
    (a, b) =>
      (names.get(a.providerResourceId) ?? "").localeCompare(names.get(b.providerResourceId) ?? "") ||
      (a.start < b.start ? -1 : 1),
  );
  return (
    <div className="s-print" aria-hidden>
      <table>
        <thead>
          <tr>
            <th colSpan={heads.length} className="s-print-head">
              {practice.name} · Day sheet · {title}
            </th>
          </tr>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.map((visit, index) => {
            const fact = facts?.get(visit.patientId);
            const provider = names.get(visit.providerResourceId) ?? "";
            const isFirst = visits[index - 1]?.providerResourceId !== visit.providerResourceId;
            const off = visit.status === "cancelled" || visit.status === "no-show";
            return [
              isFirst && (
                <tr key={`of ${visit.providerResourceId}`}>
                  <th colSpan={heads.length} className="s-print-provider">
                    {provider}
                  </th>
                </tr>
              ),
              <tr key={visit.appointmentId} data-off={off}>
                <td>
                  <span className="s-print-time">{formatMinutes(minutesOf(visit.start))}</span>
                  <small>{visit.minutes} min</small>
                </td>
                <td>
                  <span>
                    {formatName(visit.patientName)}
                    {ifCalled(visit.patientPreferred)}
                  </span>
                  <small data-whole>
                    {formatBirth(visit.birthDate, visit.sex, today)} · MRN {visit.mrn}
                    {ifDeceased(visit.patientDeath)}
                  </small>
                </td>
                <td data-whole>{visit.phone ? formatPhone(visit.phone) : "none"}</td>
                <td>
                  <span>
                    {visit.series ? `${visit.visitTypeName} (${placeWords(visit.series)})` : visit.visitTypeName}
                  </span>
                  <small>{visit.reason}</small>
                </td>
                <td data-whole>{visit.roomResourceId ? (names.get(visit.roomResourceId) ?? "") : ""}</td>
                <td>{fact ? insuranceText(fact) : "not loaded"}</td>
                <td>{fact?.coverage ? copayText(fact.coverage.copay) : ""}</td>
                <td>{fact && fact.patientDue !== null ? balanceText(fact.patientDue) : ""}</td>
                <HowItStands visit={visit} />
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The last column: where the visit is, and what the desk has to see to. */
function HowItStands({ visit }: { readonly visit: DaySheet["appointments"][number] }) {
  const spoken = interpreterOf(visit);
  return (
    <td>
      <b>{visit.status === "booked" && visit.confirmedAt ? "Confirmed" : visitStatuses[visit.status].word}</b>
      {spoken && <small>Interpreter: {spoken}</small>}
      {visit.cancelReason && <small>{visit.cancelReason}</small>}
      {visit.status === "booked" && consentsDue(visit) && <small>Forms due</small>}
    </td>
  );
}
