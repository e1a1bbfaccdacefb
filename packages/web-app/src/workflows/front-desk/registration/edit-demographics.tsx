import { Button, Group } from "@mantine/core";
import { patientOperations, type Patient } from "@practicum/contracts/scheduling/patients";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { DraftNotice } from "../../../forms/draft-notice.tsx";
import { useContractForm } from "../../../forms/use-contract-form.ts";
import { useFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { MoreFields, QuickFields } from "./demographics-form.tsx";
import { demographicsFields, toDemographics, valuesOf } from "./demographics-values.ts";

/** Where what is typed over a patient's record is kept: of the version that was seen. */
export function demographicsDraft(patient: Pick<Patient, "patientId" | "version">): string {
  return `demographics:${patient.patientId}:${patient.version}`;
}

/** Changes demographics over the version that was seen. */
export function EditDemographics({ patient, onDone }: { readonly patient: Patient; readonly onDone: () => void }) {
  const session = useSession();
  const trpc = useTRPC();
  const client = useQueryClient();
  const update = useCommand("scheduling", "updatePatient");
  const frame = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // The version the form was filled from: a later one must be refused by the service, not silently overwritten.
  const [seen] = useState(patient);
  const { form, check, refuse } = useContractForm({
    initialValues: valuesOf(seen),
    schema: patientOperations.updatePatient.input,
    toInput: (values) => ({ ...toDemographics(values, seen), patientId: seen.patientId, version: seen.version }),
    fieldNames: demographicsFields,
  });
  const draft = useFormDraft(form, demographicsDraft(seen));
  const submit = async () => {
    setProblem(null);
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const input = check();
    if (!input) return;
    const result = await update.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    draft.clear();
    await client.invalidateQueries(trpc.scheduling.pathFilter());
    say("Saved.");
    onDone();
  };
  return (
    <form
      ref={frame}
      noValidate
      style={{ maxWidth: 820 }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem && (
        <Notice tone="danger" role="alert" mb>
          {problem}
        </Notice>
      )}
      <DraftNotice draft={draft} />
      <QuickFields form={form} today={session.today} />
      <MoreFields form={form} today={session.today} />
      <Group mt="md">
        <Button type="submit" loading={update.pending}>
          Save
        </Button>
        <Button
          variant="default"
          onClick={() => {
            draft.clear();
            onDone();
          }}
        >
          Cancel
        </Button>
      </Group>
    </form>
  );
}
