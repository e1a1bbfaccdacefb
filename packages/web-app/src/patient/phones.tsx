import { Button, Group } from "@mantine/core";
import type { OtherPhone } from "@practicum/contracts/scheduling/patients";
import type { Choice } from "@practicum/ui/choice-match.ts";
import { formatPhone } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";

/** The numbers of a patient beside the one that is called and texted first. */

export const phoneKinds: readonly (Choice & { readonly value: OtherPhone["kind"] })[] = [
  { value: "mobile", label: "Mobile" },
  { value: "home", label: "Home" },
  { value: "work", label: "Work" },
  { value: "other", label: "Other" },
];

/** "Work (619) 555-0142, leave no message" */
export function otherPhoneWords({ kind, phone, noMessage }: OtherPhone): string {
  const word = phoneKinds.find(({ value }) => value === kind)?.label ?? "Other";
  return `${word} ${formatPhone(phone)}${noMessage ? ", leave no message" : ""}`;
}

/** Which other number it is that somebody calls from: one press each. */
export function OtherNumbers({
  phones,
  onPick,
}: {
  readonly phones: readonly OtherPhone[] | undefined;
  readonly onPick: (phone: string) => void;
}) {
  if (!phones || phones.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label="Other phones">
      {phones.map((one) => (
        <Button key={one.phone} size="compact-sm" variant="default" onClick={() => onPick(formatPhone(one.phone))}>
          {otherPhoneWords(one)}
        </Button>
      ))}
    </Group>
  );
}

/** Where a number is about to be called on whose machine nothing is to be left (SCH-304). */
export function LeaveNoMessage({ patientId, number }: { readonly patientId: string; readonly number: string }) {
  const trpc = useTRPC();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  if (patient.isError) return <Notice tone="warn">Whether a message may be left could not be looked up.</Notice>;
  const told = patient.data?.otherPhones?.some(({ phone, noMessage }) => phone === number && noMessage);
  return told ? <Notice tone="warn">Leave no message at this number.</Notice> : null;
}
