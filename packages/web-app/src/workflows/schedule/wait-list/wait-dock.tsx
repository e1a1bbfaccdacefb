import { Stack } from "@mantine/core";
import { useState } from "react";
import type { DockContentProps } from "../../../app/workflow.ts";
import { AnotherPatient, PatientPicker } from "../../../patient/patient-picker.tsx";
import { useDock, useDockPatient } from "../../../shell/dock/dock-context.ts";
import { AddToWaitList } from "./wait-form.tsx";
import "../schedule.css";

/** A patient comes on the wait list; `at` is the visit that it would replace. */
export function WaitDock({ about, at }: DockContentProps) {
  const [patientId, setPatientId] = useState<string | null>(about);
  const wrong = useDockPatient(patientId);
  const dock = useDock();
  return (
    <Stack gap="md">
      {patientId === null ? (
        <PatientPicker autoFocus onPick={(picked) => setPatientId(picked.patientId)} />
      ) : (
        <>
          {at === null && <AnotherPatient onChange={() => setPatientId(null)} />}
          <AddToWaitList
            key={patientId}
            patientId={patientId}
            appointmentId={at}
            disabled={wrong}
            onDone={() => dock.open("wait-list")}
          />
        </>
      )}
    </Stack>
  );
}
