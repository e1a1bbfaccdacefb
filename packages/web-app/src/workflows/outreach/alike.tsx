import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatBirth, formatName, formatPhone } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import type { Card, Member } from "./outreach-words.ts";

interface Props {
  readonly person: Card | Member;
  /** The person is this patient now, or null: nobody who is here. */
  readonly onDecided: (patientId: string | null, seen: readonly string[]) => void | Promise<void>;
}

/** Patients who may be a person of the list: which one it is, or that it is somebody else (MSG-73). */
export function Alike({ person, onDecided }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const link = useCommand("messaging", "linkMember");
  const asked = {
    family: person.name.family,
    given: person.name.given,
    birthDate: person.birthDate,
    phone: person.phones[0] ?? null,
  };
  // What the list's look-up found stands with the person; with none of it, they are looked for now.
  const found = useQuery({
    ...trpc.scheduling.findDuplicates.queryOptions(asked),
    enabled: person.candidates.length === 0,
    gcTime: 0,
  });
  const alike = person.candidates.length > 0 ? person.candidates : (found.data ?? []);
  const decide = async (patientId: string | null) => {
    const result = await link.run({ memberId: person.memberId, patientId });
    if (!result.ok) return;
    const seen = alike.map((one) => one.patientId as string);
    await onDecided(patientId, seen);
  };
  if (found.isError && person.candidates.length === 0)
    return <ErrorState what="Who is alike" message={errorText(found.error)} onRetry={() => void found.refetch()} />;
  if (found.isPending && person.candidates.length === 0) return <LoadingState rows={2} />;
  return (
    <section className="w-panel or-stack" aria-label="Already a patient?">
      <strong>Already a patient?</strong>
      {link.error && (
        <Notice tone="danger" role="alert">
          {describeError(link.error)}
        </Notice>
      )}
      {alike.map((one) => (
        <div key={one.patientId}>
          <b>{formatName(one.name)}</b> · {formatBirth(one.birthDate, "unknown", session.today)}
          <p className="or-dim">
            MRN {one.mrn}
            {one.phone ? ` · ${formatPhone(one.phone)}` : ""} · {one.score} % alike: {one.because.join(", ")}
          </p>
          <Button
            size="compact-sm"
            variant="default"
            disabled={link.pending}
            onClick={() => void decide(one.patientId)}
            aria-label={`It is ${formatName(one.name)}, MRN ${one.mrn}`}
          >
            It is this patient
          </Button>
        </div>
      ))}
      <div>
        <Button size="compact-sm" variant="default" loading={link.pending} onClick={() => void decide(null)}>
          Somebody else
        </Button>
      </div>
    </section>
  );
}
