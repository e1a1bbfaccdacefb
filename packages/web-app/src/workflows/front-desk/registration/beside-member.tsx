import { Button, Checkbox, Fieldset, SimpleGrid } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { BillsTo } from "@practicum/contracts/scheduling/household-relations";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { isMinor, likelyRelation, newbornName, relationChoices } from "../../../patient/family-words.ts";
import { useSession } from "../../../session/session-context.ts";
import { emptyDemographics, valuesOf, type DemographicsValues } from "./demographics-values.ts";

/** What is asked of a new member of a family beside the demographics. */
export interface FamilyValues extends DemographicsValues {
  /** Null: as the ages say. */
  relation: string | null;
  /** The other's coverages that the new one has, too. */
  coverages: readonly string[];
}

/** A member of a family, with what another one is likely to share. */
export function besideValues(member: Patient, coverages: readonly string[]): FamilyValues {
  const { phone, language, line1, line2, city, state, zip, contactName, contactRelationship, contactPhone } =
    valuesOf(member);
  return {
    ...emptyDemographics({ family: member.name.family }),
    phone,
    language,
    line1,
    line2,
    city,
    state,
    zip,
    contactName,
    contactRelationship,
    contactPhone,
    relation: null,
    coverages,
  };
}

/** The member beside whom somebody is registered, with family and coverages; null while it is looked up. */
export function useMember(patientId: string | null) {
  const trpc = useTRPC();
  const asked = { patientId: patientId ?? "" };
  const enabled = patientId !== null;
  const patient = useQuery({ ...trpc.scheduling.getPatient.queryOptions(asked), enabled });
  const households = useQuery({ ...trpc.scheduling.getHouseholds.queryOptions(asked), enabled });
  const coverages = useQuery({ ...trpc.billing.listCoverages.queryOptions(asked), enabled });
  const failed = [patient, households, coverages].find((query) => query.isError);
  const ready = patient.data && households.data && (coverages.data || coverages.isError);
  return {
    failed: failed?.error ?? null,
    retry: () => void Promise.all([patient.refetch(), households.refetch(), coverages.refetch()]),
    member: ready
      ? {
          patient: patient.data,
          // The family whose member it is now; the first of two.
          household:
            households.data.find((one) => one.members.some((m) => m.patientId === patientId && m.leftOn === null)) ??
            null,
          coverages: (coverages.data ?? []).filter(
            (one) => one.payerKind !== "self-pay" && one.payerKind !== "medicare",
          ),
          coveragesFailed: coverages.error,
        }
      : null,
  };
}

export type Member = NonNullable<ReturnType<typeof useMember>["member"]>;

/** The family of the command: what the new one is, and whom the bills go to. */
export function familyInput(member: Member, values: FamilyValues, recordId: string, today: string) {
  const { patient, household } = member;
  const likely = likelyRelation(values.birthDate, patient.birthDate, today);
  const relation = (values.relation ?? likely.relation) as typeof likely.relation;
  const someonePays = household
    ? household.guarantor !== null
    : !isMinor(patient.birthDate, today) || patient.guarantor !== null;
  const minor = values.birthDate !== null && isMinor(values.birthDate, today);
  const billsTo: BillsTo = minor && someonePays ? "guarantor-while-minor" : "self";
  return {
    householdId: household?.householdId ?? recordId,
    of: patient.patientId,
    ofRelation: likely.ofRelation,
    relation,
    billsTo,
    sharesAddress: sameAddress(values, household?.address ?? patient.address),
  };
}

function sameAddress(values: FamilyValues, address: Patient["address"]): boolean {
  if (address === null) return false;
  return (
    values.line1.trim() === address.line1 &&
    values.line2.trim() === (address.line2 ?? "") &&
    values.city.trim() === address.city &&
    values.zip.replaceAll("-", "") === address.zip
  );
}

interface Props {
  readonly form: UseFormReturnType<FamilyValues>;
  readonly member: Member;
}

/** What only a new member of a family is asked: what it is, and which coverages it has. */
export function BesideFields({ form, member }: Props) {
  const { today } = useSession();
  const values = form.getValues();
  const { patient, coverages } = member;
  const likely = likelyRelation(values.birthDate, patient.birthDate, today);
  return (
    <Fieldset legend={`Family of ${formatName(patient.name)}`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <ChoiceList
          label="Relationship"
          data={relationChoices}
          value={values.relation ?? likely.relation}
          onChange={(value) => form.setFieldValue("relation", value)}
        />
        <div style={{ alignSelf: "end" }}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => form.setFieldValue("given", newbornName(values.sex, patient.name.given))}
          >
            Newborn, not named yet
          </Button>
        </div>
      </SimpleGrid>
      {member.coveragesFailed !== null && (
        <Notice tone="warn">
          Insurance could not be looked up, so none is copied. {errorText(member.coveragesFailed)}
        </Notice>
      )}
      {coverages.length === 0 && member.coveragesFailed === null && (
        <div className="r-hint">No insurance on file to copy.</div>
      )}
      {coverages.map((one) => (
        <Checkbox
          key={one.coverageId}
          mt="xs"
          size="sm"
          label={`Also covered by ${one.payerName}, member ${one.memberId}`}
          checked={values.coverages.includes(one.coverageId)}
          onChange={(event) =>
            form.setFieldValue(
              "coverages",
              event.currentTarget.checked
                ? [...values.coverages, one.coverageId]
                : values.coverages.filter((id) => id !== one.coverageId),
            )
          }
        />
      ))}
    </Fieldset>
  );
}
