import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { patientOperations } from "@practicum/contracts/scheduling/patients";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say, sayError } from "../../../shell/undo.tsx";
import { BesideFields, besideValues, familyInput, useMember, type Member } from "./beside-member.tsx";
import { MoreFields, QuickFields } from "./demographics-form.tsx";
import { demographicsFields, toDemographics } from "./demographics-values.ts";
import { DuplicatesPanel } from "./duplicates-panel.tsx";

/** Registers another member of a family: what the family shares stands there already, only what differs is asked. */
export function NewMemberPage({ beside }: { readonly beside: string }) {
  const { member, failed, retry } = useMember(beside);
  /** Counts the members that were registered here: each has a form of its own. */
  const [count, setCount] = useState(0);
  if (member)
    return <NewMember key={`${beside}:${count}`} member={member} round={count} onAnother={() => setCount(count + 1)} />;
  if (failed) return <ErrorState what="The family" message={errorText(failed)} onRetry={retry} />;
  return <LoadingState />;
}

interface Props {
  readonly member: Member;
  readonly round: number;
  readonly onAnother: () => void;
}

function NewMember({ member, round, onAnother }: Props) {
  const session = useSession();
  const navigate = useNavigate();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const another = useRef(false);
  const copy = useCommand("billing", "copyCoverages");
  const { patient, coverages } = member;
  const of = useCommandForm({
    draft: `family:${patient.patientId}:${round}`,
    initialValues: besideValues(
      patient,
      coverages.map((one) => one.coverageId as string),
    ),
    schema: patientOperations.registerPatient.input,
    toInput: (values, recordId) => ({
      ...toDemographics(values),
      notDuplicateOf: [...dismissed],
      source: null,
      family: familyInput(member, values, recordId, session.today),
    }),
    fieldNames: demographicsFields,
    command: useCommand("scheduling", "registerPatient"),
    onDone: async ({ mrn, patientId }, input) => {
      say(`Registered with MRN ${mrn}.`);
      await takeOver(patientId, input.family?.relation ?? "other");
      if (another.current) return onAnother();
      await navigate({ to: `/p/${patientId}/summary` });
    },
  });
  const { form, element } = of;
  const takeOver = async (patientId: string, relation: string) => {
    const chosen = form.getValues().coverages;
    if (chosen.length === 0) return;
    const result = await copy.run({
      patientId,
      from: patient.patientId,
      coverages: chosen.map((one) => ({ coverageId: newId(), of: one, relationship: relationToSubscriber(relation) })),
    });
    if (!result.ok)
      sayError(`The insurance of ${formatName(patient.name)} was not taken over. ${describeError(result.error)}`);
  };
  useEffect(() => element()?.querySelector<HTMLElement>("[data-path=given]")?.focus(), [element]);
  const waiting = seen.some((id) => !dismissed.includes(id));
  const asked = of.refusal?.code;
  const problem =
    of.problem && waiting && (asked === "possible-duplicate" || asked === "possible-twin")
      ? `${of.problem} Mark each one beside the form that is not this person.`
      : of.problem;
  return (
    <Page title="Add a member of the family">
      <div className="r-columns">
        <CommandForm
          of={of}
          label="Add a member of the family"
          action="Register"

          problem={problem}
          foot={
            <Button
              variant="default"
              loading={of.pending}
              onClick={() => {
                another.current = true;
                void of.submit().finally(() => (another.current = false));
              }}
            >
              Register and add another
            </Button>
          }
          below={<MoreFields form={form as never} today={session.today} family />}
        >
          <QuickFields form={form as never} today={session.today} />
          <BesideFields form={form} member={member} />
        </CommandForm>
        <DuplicatesPanel
          values={form.getValues()}
          familyOf={patient.patientId}
          dismissed={dismissed}
          onDismiss={setDismissed}
          onSeen={setSeen}
        />
      </div>
    </Page>
  );
}

/** What the new one is to the subscriber: X12 knows spouse, child and others. */
function relationToSubscriber(relation: string): "spouse" | "child" | "other" {
  return relation === "child" || relation === "spouse" ? relation : "other";
}
