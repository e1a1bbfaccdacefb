import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";
import { visitStatuses } from "@practicum/ui/status.tsx";
import type { DaySheet } from "./day-model.ts";

/** The day on paper: seen by the printer alone. */
export function DayPrint({ sheet, title }: { readonly sheet: DaySheet; readonly title: string }) {
  const names = new Map(sheet.resources.map((resource) => [resource.resourceId, resource.name]));
  const visits = sheet.appointments
    .filter((visit) => visit.status !== "cancelled")
    .toSorted(
      (a, b) =>
        (names.get(a.providerResourceId) ?? "").localeCompare(names.get(b.providerResourceId) ?? "") ||
        (a.start < b.start ? -1 : 1),
    );
  return (
    <div className="s-print" aria-hidden>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            {["Provider", "Time", "Patient", "Born", "MRN", "Visit", "Status"].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <tr key={visit.appointmentId}>
              <td>{names.get(visit.providerResourceId)}</td>
              <td>{formatMinutes(minutesOf(visit.start))}</td>
              <td>{formatName(visit.patientName)}</td>
              <td>{formatDate(visit.birthDate)}</td>
              <td>{visit.mrn}</td>
              <td>{visit.visitTypeName}</td>
              <td>{visitStatuses[visit.status].word}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
