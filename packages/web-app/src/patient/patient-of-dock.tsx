import { DockBanner } from "@practicum/ui/dock-banner.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { errorText } from "../api/domain-error.ts";
import { useSession } from "../session/session-context.ts";
import { describePatient, usePatientIdentity } from "./use-patient.ts";

/** The banner of a dock that is about a patient; it stays while the dock scrolls. */
export function PatientOfDock({ patientId }: { readonly patientId: string }) {
  const session = useSession();
  const { patient, allergies } = usePatientIdentity(patientId);
  if (patient.isError)
    return <Notice tone="warn">Whose this is could not be loaded. {errorText(patient.error)}</Notice>;
  if (!patient.data) return null;
  const { name, birth } = describePatient(patient.data, session.today);
  return <DockBanner name={name} birth={birth} mrn={`MRN ${patient.data.mrn}`} allergies={allergies} />;
}
