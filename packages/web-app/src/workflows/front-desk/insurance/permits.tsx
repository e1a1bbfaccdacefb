import { Button, Group, TextInput } from "@mantine/core";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import { permitOperations, type permit, type permitStatus } from "@practicum/contracts/billing/permits";
import { describeError } from "@practicum/contracts/error";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";

type Permit = z.output<typeof permit>;
type Status = z.output<typeof permitStatus>;
const kinds = { referral: "Referral", authorization: "Prior authorization" } as const;
const statuses: readonly { readonly value: Status; readonly label: string }[] = [
  { value: "approved", label: "Approved" },
  { value: "requested", label: "Requested" },
  { value: "denied", label: "Denied" },
];
const USUAL_DAYS = 90;

const draftOf = (patientId: string, one: Permit | null) => `permit:${patientId}:${one?.permitId ?? "new"}`;

interface Props {
  readonly patientId: string;
  readonly coverages: readonly Coverage[];
}

/** What the plans allow beforehand: referrals and authorizations, and what is used of each. */
export function Permits({ patientId, coverages }: Props) {
  const trpc = useTRPC();
  const { today, can } = useSession();
  const query = useQuery(trpc.billing.listPermits.queryOptions({ patientId, day: today }));
  const [editing, setEditing] = useState<string | null>(hasFormDraft(draftOf(patientId, null)) ? "new" : null);
  const mayWrite = can("coverage.write");
  if (coverages.length === 0) return null;
  return (
    <section aria-label="Referrals and authorizations">
      <Group justify="space-between" mb={6}>
        <h2 style={{ margin: 0, fontSize: 16 }}>Referrals and authorizations</h2>
        {mayWrite && editing !== "new" && (
          <Button size="xs" variant="default" onClick={() => setEditing("new")}>
            Add a referral or authorization
          </Button>
        )}
      </Group>
      {query.isError && (
        <ErrorState
          what="Referrals and authorizations"
          message={errorText(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <LoadingState rows={2} />}
      {query.data?.length === 0 && editing !== "new" && (
        <p style={{ margin: 0, color: "var(--p-dim)", fontSize: 13 }}>None on file.</p>
      )}
      {mayWrite && editing === "new" && (
        <PermitForm patientId={patientId} coverages={coverages} of={null} onLeave={() => setEditing(null)} />
      )}
      {query.data?.map((one) =>
        mayWrite && editing === one.permitId ? (
          <PermitForm
            key={one.permitId}
            patientId={patientId}
            coverages={coverages}
            of={one}
            onLeave={() => setEditing(null)}
          />
        ) : (
          <Card key={one.permitId} of={one} onEdit={mayWrite ? () => setEditing(one.permitId) : null} />
        ),
      )}
    </section>
  );
}

function Card({ of, onEdit }: { readonly of: Permit; readonly onEdit: (() => void) | null }) {
  const set = useCommand("billing", "setPermitStatus");
  const change = async (status: Status, version: number) =>
    set.run({ permitId: of.permitId, patientId: of.patientId, status, because: null, version });
  const remove = async () => {
    const reply = await change("void", of.version);
    if (!reply.ok) return sayError(describeError(reply.error));
    offerUndo(`${kinds[of.kind]} ${of.number ?? ""} is entered in error.`, () => {
      void change(of.status, reply.value.version).then((undone) => {
        if (!undone.ok) sayError(describeError(undone.error));
      });
    });
  };
  return (
    <article className="w-panel" aria-label={`${kinds[of.kind]} ${of.number ?? ""}`} style={{ marginBottom: 8 }}>
      <Group justify="space-between" gap="xs">
        <span>
          <b>
            {kinds[of.kind]} {of.number ?? "without a number yet"}
          </b>{" "}
          · {of.payerName} · {formatDate(of.from)} to {formatDate(of.until)}
        </span>
        <StateChip kind="permit" state={of.status} />
      </Group>
      <p style={{ margin: "4px 0", fontSize: 13 }}>
        {of.used} of {of.units} {of.units === 1 ? "visit" : "visits"} used
        {of.visits.length > 0 && ` (${of.visits.map((one) => formatDate(one.serviceDate)).join(", ")})`}
        {of.fromName && ` · from ${of.fromName}`}
        {of.toName && ` · to ${of.toName}`}
        {of.diagnosis && ` · ${of.diagnosis}`}
        {of.codes.length > 0 && ` · for ${of.codes.join(", ")}`}
        {of.note && ` · ${of.note}`}
      </p>
      {of.against.length > 0 && of.status === "approved" && (
        <p style={{ margin: "4px 0", fontSize: 13 }}>
          <b>Covers no visit today:</b> {of.against.join("; ")}.
        </p>
      )}
      {onEdit && of.status !== "void" && (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={onEdit}>
            Edit
          </Button>
          <Button size="compact-xs" variant="default" loading={set.pending} onClick={() => void remove()}>
            Entered in error
          </Button>
        </Group>
      )}
    </article>
  );
}

interface FormProps extends Props {
  readonly of: Permit | null;
  readonly onLeave: () => void;
}

interface Values extends Record<string, unknown> {
  readonly kind: string | null;
  readonly coverageId: string | null;
  readonly status: string | null;
  readonly number: string;
  readonly fromName: string;
  readonly fromNpi: string;
  readonly toStaffId: string;
  readonly diagnosis: string;
  readonly codes: string;
  readonly units: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly note: string;
}

const blank = (coverages: readonly Coverage[], today: string): Values => ({
  kind: "referral",
  coverageId: coverages[0]?.coverageId ?? null,
  status: "approved",
  number: "",
  fromName: "",
  fromNpi: "",
  toStaffId: "",
  diagnosis: "",
  codes: "",
  units: "1",
  from: today,
  until: addDays(today, USUAL_DAYS),
  note: "",
});

const valuesOf = (one: Permit): Values => ({
  kind: one.kind,
  coverageId: one.coverageId,
  status: one.status,
  fromName: one.fromName,
  diagnosis: one.diagnosis,
  from: one.from,
  until: one.until,
  note: one.note,
  number: one.number ?? "",
  fromNpi: one.fromNpi ?? "",
  toStaffId: one.toStaffId ?? "",
  codes: one.codes.join(" "),
  units: String(one.units),
});

const inputOf = ({ number, fromName, fromNpi, toStaffId, diagnosis, codes, units, ...rest }: Values) => ({
  coverageId: rest.coverageId,
  from: rest.from,
  until: rest.until,
  note: rest.note,
  kind: rest.kind as Permit["kind"] | null,
  status: rest.status as Status | null,
  number: number.trim() || null,
  fromName,
  fromNpi: fromNpi.trim() || null,
  toStaffId: toStaffId || null,
  diagnosis: diagnosis.trim().toUpperCase(),
  codes: codes
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== ""),
  units: /^\d+$/.test(units.trim()) ? Number(units) : null,
});

function PermitForm({ patientId, coverages, of: known, onLeave }: FormProps) {
  const trpc = useTRPC();
  const { today } = useSession();
  const save = useCommand("billing", "savePermit");
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const providers = staff.data?.filter((one) => one.active && one.npi !== null) ?? [];
  const of = useCommandForm({
    draft: draftOf(patientId, known),
    recordId: known?.permitId ?? null,
    initialValues: known ? valuesOf(known) : blank(coverages, today),
    schema: permitOperations.savePermit.input,
    fieldNames: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`codes.${at}`, "codes"])),
    toInput: (values, permitId) => ({
      ...inputOf(values),
      permitId,
      patientId,
      version: known?.version ?? null,
    }),
    command: save,
    onDone: () => {
      say("It is on file. Claims take its number from here.");
      onLeave();
    },
  });
  const { form } = of;
  const pair = { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: 12 } as const;
  return (
    <CommandForm
      of={of}
      label="Referral or authorization"
      action="Save"
      size="xs"
      onCancel={onLeave}
      className="w-panel"
      style={{ marginBottom: 8 }}
    >
      <div style={pair}>
        <ChoiceList
          size="xs"
          label="Kind"
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps("kind")}
        />
        <ChoiceList
          size="xs"
          label="Plan"
          data={coverages.map((one) => ({ value: one.coverageId as string, label: one.payerName }))}
          {...form.getInputProps("coverageId")}
        />
        <ChoiceList size="xs" label="Status" data={statuses} {...form.getInputProps("status")} />
        <TextInput size="xs" label="Number that the plan gave" {...form.getInputProps("number")} />
        <TextInput size="xs" label="Referred by" maxLength={80} {...form.getInputProps("fromName")} />
        <TextInput size="xs" label="NPI of who referred" inputMode="numeric" {...form.getInputProps("fromNpi")} />
        <ChoiceList
          size="xs"
          label="To be seen by"
          data={[
            { value: "", label: "Anybody of the practice" },
            ...providers.map((one) => ({
              value: one.staffId as string,
              label: `${one.given} ${one.family}, ${one.credential}`,
            })),
          ]}
          {...form.getInputProps("toStaffId")}
        />
        <TextInput size="xs" label="Visits allowed" inputMode="numeric" {...form.getInputProps("units")} />
        <DateInput size="xs" label="Valid from" today={today} {...form.getInputProps("from")} />
        <DateInput size="xs" label="Valid until" today={today} {...form.getInputProps("until")} />
        <TextInput size="xs" label="Diagnosis" maxLength={8} {...form.getInputProps("diagnosis")} />
        <TextInput size="xs" label="Services (codes; none: any)" {...form.getInputProps("codes")} />
      </div>
      <TextInput size="xs" label="Note" maxLength={200} {...form.getInputProps("note")} />
    </CommandForm>
  );
}
