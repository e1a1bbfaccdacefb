import { describeError } from "@practicum/contracts/error";
import { useCommand } from "../../../api/use-command.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { sayError } from "../../../shell/undo.tsx";
import type { Call } from "./call-words.ts";

/** Who was no patient yet: once registered, or found after all, the call is in the record. */
export function LinkCall({ call }: { readonly call: Call }) {
  const link = useCommand("messaging", "linkCall");
  const take = async (patientId: string) => {
    const result = await link.run({ callId: call.callId, version: call.version, patientId });
    if (!result.ok) sayError(describeError(result.error));
  };
  return <PatientPicker label="Registered by now? Find the patient" onPick={({ patientId }) => void take(patientId)} />;
}
