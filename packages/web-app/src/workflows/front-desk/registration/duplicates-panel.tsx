import { Button, Checkbox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { FORMER_NAMES_MAX } from "@practicum/contracts/scheduling/about-patient";
import { formatBirth, formatName, formatPhone } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { ifCalled, ifFormerly } from "../../../patient/about-words.ts";
import { useSession } from "../../../session/session-context.ts";
import { formerNamesIn } from "./about-values.ts";
import type { DemographicsValues } from "./demographics-values.ts";

interface Props {
  readonly values: Pick<
    DemographicsValues,
    "family" | "given" | "birthDate" | "phone" | "preferredName" | "formerNames"
  >;
  /** A member of the family that the new one belongs to: who was born on the same day may be a twin. */
  readonly familyOf?: string;
  readonly dismissed: readonly string[];
  readonly onDismiss: (patientIds: readonly string[]) => void;
  /** The likely ones, as the person saw them. */
  readonly onSeen: (patientIds: readonly string[]) => void;
}

/** What an empty list means: not asked, not answered yet, nobody by name alone, or nobody. */
function nobodyText(asked: { readonly family: string; readonly birthDate: unknown }, waiting: boolean): string {
  if (asked.family.length < 2) return "Type a name to see who is like it.";
  if (waiting) return "Looking…";
  return asked.birthDate ? "Nobody like this." : "Nobody of this name. The birth date finds misspelt names too.";
}

/** Of what is half typed, as much as is a name. */
function namesAsked(text: string) {
  const named = formerNamesIn(text).filter(
    ({ family, given }) => family.length > 1 && family.length <= 60 && (given ?? "").length <= 35,
  );
  // limit: more of them are refused by the form, beside their field.
  return named.slice(0, FORMER_NAMES_MAX);
}

/** Who this might be already, while it is typed. */
export function DuplicatesPanel({ values, familyOf, dismissed, onDismiss, onSeen }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const [asked] = useDebouncedValue(
    {
      family: values.family.trim(),
      given: values.given.trim(),
      birthDate: values.birthDate,
      phone: values.phone.replaceAll(/\D/g, "") || null,
      // limit: the form refuses a longer one.
      preferredName: values.preferredName.trim().slice(0, 35) || null,
      formerNames: namesAsked(values.formerNames),
      ...(familyOf === undefined ? {} : { familyOf }),
    },
    250,
  );
  const found = useQuery({
    ...trpc.scheduling.findDuplicates.queryOptions(asked),
    enabled: asked.family.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const matches = asked.family.length >= 2 ? (found.data ?? []) : [];
  const ids = matches.map((match) => match.patientId).join(",");
  useEffect(() => onSeen(ids === "" ? [] : ids.split(",")), [ids, onSeen]);
  return (
    <section className="w-panel" aria-label="Possible duplicates" aria-live="polite">
      <strong>Already a patient?</strong>
      {found.isError && <Notice tone="warn">Duplicates could not be looked up. {errorText(found.error)}</Notice>}
      {!found.isError && matches.length === 0 && (
        <div style={{ marginTop: 6, fontSize: 13, color: "var(--p-dim)" }}>{nobodyText(asked, found.isPending)}</div>
      )}
      {matches.map((match) => (
        <div key={match.patientId} style={{ marginTop: 10, fontSize: 13 }}>
          <b>
            {formatName(match.name)}
            {ifCalled(match.preferredName)}
          </b>
          {ifFormerly(match.formerNames)} · {formatBirth(match.birthDate, match.sex, session.today)}
          <div>
            MRN {match.mrn}
            {match.phone ? ` · ${formatPhone(match.phone)}` : ""}
          </div>
          <div style={{ color: "var(--p-dim)" }}>
            {match.twin
              ? "Born on the same day in this family, with another first name: a twin?"
              : `${match.score} % alike: ${match.because.join(", ")}`}
          </div>
          <div style={{ display: "flex", gap: 10, alignItems: "center", marginTop: 4 }}>
            <Button component={Link} to={`/p/${match.patientId}/summary`} size="compact-sm" variant="default">
              Open this one
            </Button>
            <Checkbox
              size="sm"
              label={match.twin ? "A twin" : "Someone else"}
              checked={dismissed.includes(match.patientId)}
              onChange={(event) =>
                onDismiss(
                  event.currentTarget.checked
                    ? [...dismissed, match.patientId]
                    : dismissed.filter((id) => id !== match.patientId),
                )
              }
            />
          </div>
        </div>
      ))}
    </section>
  );
}
