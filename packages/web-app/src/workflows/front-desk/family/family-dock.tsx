import { Button, Group, Stack } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Household } from "@practicum/contracts/scheduling/households";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatBirth, formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { billsToChoices, isMinor, likelyRelation, relationChoices } from "../../../patient/family-words.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { GuarantorForm, guarantorDraft } from "./guarantor-form.tsx";
import { MoveForm, moveDraft } from "./move-form.tsx";
import { useMembership, type Changes } from "./use-membership.ts";
import "./family.css";

/** A patient's families, to be changed: what each member is, whom the bills go to, who lives there, who pays, a move. */
export function FamilyDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const patientId = about ?? "";
  const wrong = useDockPatient(about);
  const families = useQuery({ ...trpc.scheduling.getHouseholds.queryOptions({ patientId }), enabled: about !== null });
  if (families.isError)
    return <ErrorState what="The family" message={errorText(families.error)} onRetry={() => void families.refetch()} />;
  if (!families.data) return <LoadingState rows={5} />;
  return (
    <Stack gap="lg">
      {families.data.map((one) => (
        <Family key={one.householdId} household={one} disabled={wrong} />
      ))}
      {families.data.length === 0 && <Begin patientId={patientId} disabled={wrong} />}
    </Stack>
  );
}

interface FamilyProps {
  readonly household: Household;
  readonly disabled: boolean;
}

function Family({ household, disabled }: FamilyProps) {
  const [open, setOpen] = useState<"move" | "payer" | null>(() =>
    hasFormDraft(moveDraft(household)) ? "move" : hasFormDraft(guarantorDraft(household)) ? "payer" : null,
  );
  const now = household.members.filter((one) => one.leftOn === null);
  const sharers = now.filter((one) => one.sharesAddress);
  return (
    <section aria-label="Members of the family">
      <Group gap="xs" mb="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-expanded={open === "payer"}
          onClick={() => setOpen(open === "payer" ? null : "payer")}
        >
          Who pays
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled || sharers.length === 0}
          aria-expanded={open === "move"}
          onClick={() => setOpen(open === "move" ? null : "move")}
        >
          Move the family
        </Button>
      </Group>
      {open === "payer" && <GuarantorForm household={household} onDone={() => setOpen(null)} />}
      {open === "move" && <MoveForm household={household} sharers={sharers} onDone={() => setOpen(null)} />}
      {household.members.map((member) => (
        <MemberEdit
          key={`${member.patientId}${member.joinedOn}`}
          household={household}
          member={member}
          disabled={disabled}
        />
      ))}
      <AddPatient household={household} disabled={disabled} />
    </section>
  );
}

interface MemberEditProps extends FamilyProps {
  readonly member: Household["members"][number];
}

function MemberEdit({ household, member, disabled }: MemberEditProps) {
  const { today } = useSession();
  const { change, error, pending } = useMembership(household, member);
  const pays = household.guarantor?.patientId === member.patientId;
  const busy = disabled || pending;
  const set = (changes: Changes, said: string) => void change(changes, said);
  const name = formatName(member.name);
  return (
    <div className="f-edit">
      <div>
        <b>{name}</b> · {formatBirth(member.birthDate, member.sex, today)}
        {member.active ? "" : " · record closed"}
      </div>
      {member.leftOn === null ? (
        <>
          <Group grow align="flex-start">
            <ChoiceList
              label="Relationship"
              size="xs"
              disabled={busy}
              data={relationChoices}
              value={member.relation}
              onChange={(value) => value && set({ relation: value as never }, `${name} is changed.`)}
            />
            {pays ? (
              <div style={{ fontSize: 13, alignSelf: "center" }}>Pays for the family.</div>
            ) : (
              <ChoiceList
                label="Bills go to"
                size="xs"
                disabled={busy}
                data={billsToChoices}
                value={member.billsTo}
                onChange={(value) => value && set({ billsTo: value as never }, `The bills of ${name} go there.`)}
              />
            )}
          </Group>
          <Group gap="xs">
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              onClick={() =>
                set(
                  { sharesAddress: !member.sharesAddress },
                  member.sharesAddress ? `${name} lives at another address.` : `${name} lives at the family's address.`,
                )
              }
            >
              {member.sharesAddress ? "Lives at another address" : "Lives at the family's address"}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              onClick={() => set({ leftOn: today }, `${name} has left the family.`)}
            >
              Left the family today
            </Button>
          </Group>
        </>
      ) : (
        <Group gap="xs">
          <span style={{ fontSize: 13 }}>Has left.</span>
          <Button
            size="compact-xs"
            variant="default"
            disabled={busy}
            onClick={() => set({ leftOn: null }, `${name} belongs to the family.`)}
          >
            Belongs to it after all
          </Button>
        </Group>
      )}
      {error && <Notice tone="danger">{describeError(error)}</Notice>}
    </div>
  );
}

/** Somebody who is a patient already. */
function AddPatient({ household, disabled }: FamilyProps) {
  const { today } = useSession();
  const join = useCommand("scheduling", "joinHousehold");
  const [refused, setRefused] = useState<DomainError | null>(null);
  const undo = useCommand("scheduling", "changeMember");
  const first = household.members[0];
  if (disabled || !first) return null;
  const add = async (patientId: string, birthDate: string) => {
    const { relation } = likelyRelation(birthDate, first.birthDate, today);
    const billsTo =
      isMinor(birthDate, today) && household.guarantor ? ("guarantor-while-minor" as const) : ("self" as const);
    const wish = { householdId: household.householdId, patientId, relation, billsTo, sharesAddress: false };
    const result = await join.run({ ...wish, version: household.version, on: today });
    setRefused(result.ok ? null : result.error);
    if (!result.ok) return;
    await join.refresh();
    offerUndo("Belongs to the family now.", () => {
      void undo.run({ ...wish, version: result.value.version, leftOn: today }).then((back) => {
        if (!back.ok) sayError(describeError(back.error));
      });
    });
  };
  return (
    <div className="f-edit">
      <PatientPicker
        label="Add a patient who is here"
        onPick={(picked) => void add(picked.patientId, picked.birthDate)}
      />
      {refused && (
        <Notice tone="danger" role="alert">
          {refused.code === "already-recorded" ? "This patient belongs to the family already." : describeError(refused)}
        </Notice>
      )}
    </div>
  );
}

/** A family of one record, to which others are added. */
function Begin({ patientId, disabled }: { readonly patientId: string; readonly disabled: boolean }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const start = useCommand("scheduling", "startHousehold");
  const [householdId] = useState(() => newId<"household">());
  const begin = async () => {
    if (!patient.data) return;
    const adult = !isMinor(patient.data.birthDate, today);
    const result = await start.run({
      householdId,
      patientId,
      relation: adult ? "parent" : "child",
      billsTo: "self",
      guarantor: adult ? { patientId, person: null } : null,
    });
    if (!result.ok) return;
    await start.refresh();
    say("The family begins with this patient. Add the others.");
  };
  return (
    <Stack gap="sm">
      <span style={{ fontSize: 13 }}>
        This patient belongs to no family yet. Begin one here to add patients who are registered already; a new patient
        is added from the summary.
      </span>
      <Button size="sm" disabled={disabled || !patient.data} loading={start.pending} onClick={() => void begin()}>
        Begin a family
      </Button>
      {start.error && <Notice tone="danger">{describeError(start.error)}</Notice>}
    </Stack>
  );
}
