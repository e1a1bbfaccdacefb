import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Household } from "@practicum/contracts/scheduling/households";
import { formatBirth, formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import type { CoverageValues } from "./coverage-values.ts";
import { takeSubscriber, type SubscriberPatient } from "./take-subscriber.ts";

interface Props {
  readonly form: UseFormReturnType<CoverageValues>;
  readonly patientId: string;
}

/** A subscriber who is a patient too: chosen from the family or found among all, with the card that is on file. Nothing typed is written over. */
export function SubscriberPick({ form, patientId }: Props) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { today } = useSession();
  const [failed, setFailed] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const families = useQuery(trpc.scheduling.getHouseholds.queryOptions({ patientId }));
  const family = familyOf(families.data ?? [], patientId);
  const pick = async (person: SubscriberPatient) => {
    setFinding(false);
    setFailed(null);
    form.setValues(takeSubscriber(form.getValues(), person, [], today));
    try {
      const coverages = await client.fetchQuery(
        trpc.billing.listCoverages.queryOptions({ patientId: person.patientId }),
      );
      form.setValues(takeSubscriber(form.getValues(), person, coverages, today));
    } catch (error) {
      setFailed(errorText(error));
    }
  };
  return (
    <div className="i-subscriber" role="group" aria-label="A subscriber who is a patient here">
      {family.map((one) => (
        <Button key={one.patientId} size="compact-sm" variant="default" onClick={() => void pick(one)}>
          {formatName(one.name)} · {formatBirth(one.birthDate, one.sex, today)}
        </Button>
      ))}
      {finding ? (
        <PatientPicker autoFocus label="Subscriber, among the patients" onPick={(found) => void pick(found)} />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setFinding(true)}>
          Find among the patients
        </Button>
      )}
      {failed !== null && <Notice tone="warn">The subscriber&apos;s card could not be looked up. {failed}</Notice>}
    </div>
  );
}

/** The others of the patient's families now, each once. */
function familyOf(families: readonly Household[], patientId: string): SubscriberPatient[] {
  const others = families
    .flatMap((one) => one.members)
    .filter((one) => one.patientId !== patientId && one.leftOn === null && one.active);
  return [...new Map(others.map((one) => [one.patientId as string, one])).values()];
}
