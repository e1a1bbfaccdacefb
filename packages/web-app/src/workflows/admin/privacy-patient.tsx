import type { UseFormReturnType } from "@mantine/form";
import { mayDo } from "@practicum/contracts/permission";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { PatientPicker, PickedPatient } from "../../patient/patient-picker.tsx";

/** Whom it is about: looked for, and shown with birth date once chosen. */
export function PatientField<V extends { patientId: string | null }>({
  form,
}: {
  readonly form: UseFormReturnType<V>;
}) {
  const { patientId } = form.getValues();
  return (
    <ChosenPatient
      patientId={patientId}
      error={form.errors["patientId"]}
      onChoose={(next) => form.setFieldValue("patientId" as never, next as never)}
    />
  );
}

export function ChosenPatient(props: {
  readonly patientId: string | null;
  readonly error?: React.ReactNode;
  readonly onChoose: (patientId: string | null) => void;
}) {
  const { patientId, error, onChoose } = props;
  const trpc = useTRPC();
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: patientId ?? "" }),
    enabled: patientId !== null,
  });
  return (
    <div data-field="patientId">
      {patientId === null ? (
        <PatientPicker label="Patient" onPick={(picked) => onChoose(picked.patientId)} />
      ) : (
        patient.data && <PickedPatient patient={patient.data} onChange={() => onChoose(null)} />
      )}
      {error && <p className="a-denied">{error}</p>}
    </div>
  );
}

/** Who may work on what patients ask. */
export function useWorkers() {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  return (staff.data ?? [])
    .filter((one) => one.active && mayDo(one, "privacy.work"))
    .map((one) => ({ value: one.staffId as string, label: `${one.given} ${one.family}` }));
}
