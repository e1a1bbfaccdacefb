import { Button } from "@mantine/core";
import { followUpDue, type FollowUp, type FollowUpWhen } from "@practicum/contracts/charting/follow-ups";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useToday } from "../../../session/session-context.ts";
import { KeptText } from "../em/em-panel.tsx";
import { OwnVersionNotices } from "../own-version-notices.tsx";
import "./follow-up.css";
import { followUpWords, sameWhen, spanWords, USUAL } from "./follow-up-words.ts";
import type { FollowedNote, FollowUpControl } from "./use-follow-up.ts";

type Visit = Extract<FollowUp, { kind: "visit" }>;

interface Props {
  readonly encounter: FollowedNote;
  readonly control: FollowUpControl;
  readonly editable: boolean;
}

/** When the patient comes back: one press for what is usual, the rest is what it mostly is and can be changed. */
export function FollowUpPanel({ encounter, control, editable }: Props) {
  const { value } = control;
  return (
    <section className="w-panel" data-field="follow-up" aria-label="Follow-up visit" style={{ marginBlock: 12 }}>
      <header>
        <h2>Follow-up visit</h2>
      </header>
      <OwnVersionNotices control={control} what="follow-up" />
      {editable && <When encounter={encounter} control={control} />}
      <div className={value === null ? "c-dim" : undefined} role="status">
        {value === null ? "Not said yet." : followUpWords(value, encounter.serviceDate)}
      </div>
    </section>
  );
}

const RARELY_CHANGES = { staleTime: 10 * 60_000 } as const;

/** Kinds of visit and providers that can be chosen; what is chosen already stays among them. */
function useChoices({ providerId, providerName }: FollowedNote, chosen: Visit | null) {
  const trpc = useTRPC();
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), ...RARELY_CHANGES });
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), ...RARELY_CHANGES });
  const kinds = new Map<string, string>(
    (types.data ?? []).filter((one) => one.active).map((one) => [one.visitTypeId, one.name]),
  );
  const known = types.data?.filter((one) => one.active && !one.newPatient) ?? [];
  // Kinds of visit are the practice's own: one that is called so is meant; else the first that is for patients who were here.
  const usual = known.find((one) => /follow/i.test(one.name)) ?? known[0];
  const own = { staffId: providerId, name: providerName };
  const people = new Map<string, string>([[own.staffId, own.name]]);
  for (const { kind, active, staffId, name } of resources.data ?? [])
    if (kind === "provider" && active && staffId !== null) people.set(staffId, name);
  if (chosen) {
    kinds.set(chosen.visitType.visitTypeId, chosen.visitType.name);
    people.set(chosen.provider.staffId, chosen.provider.name);
  }
  const begun =
    usual === undefined ? null : { visitType: { visitTypeId: usual.visitTypeId, name: usual.name }, provider: own };
  return { kinds, people, begun, failed: [types, resources].find((one) => one.isError) };
}

function When({ encounter, control }: Omit<Props, "editable">) {
  const { value, change } = control;
  const visit = value?.kind === "visit" ? value : null;
  const { kinds, people, begun, failed } = useChoices(encounter, visit);
  const today = useToday();
  // A day counts once it is left: half of one is no day that anybody meant.
  const [day, setDay] = useState<{ readonly typed: LocalDate | null } | null>(null);
  const say = (by: (old: FollowUp | null) => FollowUp | null) => {
    setDay(null);
    change(by);
  };
  const ask = (when: FollowUpWhen) =>
    say((old) => {
      if (old?.kind === "visit") return { ...old, when };
      return begun === null ? old : { kind: "visit", when, ...begun, why: "" };
    });
  const due = visit ? followUpDue(encounter.serviceDate, visit.when) : null;
  const leave = () => {
    if (day?.typed === due) setDay(null);
    else if (day?.typed) ask({ kind: "on", date: day.typed });
  };
  const waits = visit === null && begun === null;
  return (
    <>
      {failed && (
        <ErrorState
          what="Kinds of visit and providers"
          message={errorText(failed.error)}
          onRetry={() => void failed.refetch()}
        />
      )}
      <div role="group" aria-label="Come back in" className="f-when">
        {USUAL.map((one) => (
          <Choice
            key={spanWords(one)}
            chosen={sameWhen(visit?.when ?? null, one)}
            disabled={waits}
            onChoose={() => ask(one)}
          >
            {spanWords(one)}
          </Choice>
        ))}
        <Choice chosen={value?.kind === "none"} onChoose={() => say(() => ({ kind: "none" }))}>
          None needed
        </Choice>
      </div>
      <div className="f-more">
        <DateInput
          size="xs"
          label="On this day or after"
          today={today}
          sense="future"
          disabled={waits}
          value={day ? day.typed : due}
          onChange={(typed) => setDay({ typed })}
          onBlur={leave}
          onKeyDown={(event) => event.key === "Enter" && leave()}
        />
        {visit && <Details visit={visit} kinds={kinds} people={people} change={change} />}
      </div>
    </>
  );
}

function Choice(props: {
  readonly chosen: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}) {
  const { chosen, disabled = false, onChoose, children } = props;
  return (
    <Button
      size="compact-sm"
      variant={chosen ? "filled" : "default"}
      aria-pressed={chosen}
      disabled={disabled}
      onClick={onChoose}
    >
      {children}
    </Button>
  );
}

function Details(props: {
  readonly visit: Visit;
  readonly kinds: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly change: FollowUpControl["change"];
}) {
  const { visit, kinds, people, change } = props;
  const choices = (of: ReadonlyMap<string, string>) => [...of].map(([value, label]) => ({ value, label }));
  const set = (more: Partial<Visit>) => change((old) => (old?.kind === "visit" ? { ...old, ...more } : old));
  return (
    <>
      <ChoiceList
        size="xs"
        label="Visit type"
        data={choices(kinds)}
        value={visit.visitType.visitTypeId}
        onChange={(id) => {
          const name = id === null ? undefined : kinds.get(id);
          if (id !== null && name !== undefined) set({ visitType: { visitTypeId: id, name } });
        }}
      />
      <ChoiceList
        size="xs"
        label="With"
        data={choices(people)}
        value={visit.provider.staffId}
        onChange={(id) => {
          const name = id === null ? undefined : people.get(id);
          if (id !== null && name !== undefined) set({ provider: { staffId: id, name } });
        }}
      />
      <KeptText label="Why" placeholder="As for the patient" value={visit.why} onKeep={(why) => set({ why })} />
    </>
  );
}

/** Of a signed note. */
export function FollowUpSummary({ encounter }: { readonly encounter: FollowedNote }) {
  const { value } = encounter.followUp;
  if (value === null) return null;
  return (
    <section className="w-panel" data-field="follow-up" aria-label="Follow-up visit" style={{ marginBlock: 12 }}>
      <header>
        <h2>Follow-up visit</h2>
      </header>
      {followUpWords(value, encounter.serviceDate)}
    </section>
  );
}
