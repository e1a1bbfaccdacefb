import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { CodeFields, nothingTyped, readCode, type CodeTyped } from "./charge-by-hand.tsx";

interface Who {
  readonly patientId: string;
  readonly name: string;
}

interface Draft {
  readonly who: Who | null;
  readonly serviceDate: LocalDate | null;
  readonly providerId: string | null;
  readonly locationId: string | null;
  readonly diagnosis: string;
  readonly words: string;
  readonly typed: CodeTyped;
}

const DIAGNOSIS = /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/;

/** A visit that has no note, as an injection by the assistant alone: charged with its reason, then reviewed like any other. */
export function WithoutNote({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const session = useSession();
  const charge = useCommand("billing", "chargeWithoutNote");
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const [chargeId] = useState(() => newId<"charge">());
  const [draft, setDraft, clear, kept] = useDraft<Draft>("charge-without-note", {
    who: null,
    serviceDate: session.today,
    providerId: null,
    locationId: null,
    diagnosis: "",
    words: "",
    typed: nothingTyped,
  });
  const { who, serviceDate, providerId, locationId, diagnosis, words, typed } = draft;
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const frame = useRef<HTMLFormElement>(null);
  const code = diagnosis.trim().toUpperCase();
  const read = readCode(typed, 1);
  const ready =
    who !== null && serviceDate !== null && providerId !== null && DIAGNOSIS.test(code) && words.trim() !== "" && read;
  const run = async () => {
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    if (!ready) return;
    const diagnoses = [{ code, label: words.trim() }];
    const about = { patientId: who.patientId, serviceDate, providerId, locationId, diagnoses };
    const result = await charge.run({ encounterId: kept.recordId, chargeId, ...about, ...read });
    if (!result.ok) return;
    say("Charged; it stands in the review.");
    leave();
  };
  const leave = () => {
    clear();
    onClose();
  };
  return (
    <form
      ref={frame}
      className="w-panel m-stack"
      aria-label="Charge without a note"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RestoredNotice draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ForWhom who={who} onChange={(next) => set({ who: next })} />
        <DateInput
          size="xs"
          w={120}
          label="Date of service"
          today={session.today}
          value={serviceDate}
          onChange={(day) => set({ serviceDate: day })}
        />
        <ChoiceList
          size="xs"
          w={200}
          label="Provider"
          value={providerId}
          onChange={(id) => set({ providerId: id })}
          data={(staff.data ?? [])
            .filter((one) => one.npi !== null)
            .map((one) => ({ value: one.staffId, label: `${one.family}, ${one.given}` }))}
        />
        <ChoiceList
          size="xs"
          w={180}
          label="Site"
          value={locationId}
          onChange={(id) => set({ locationId: id })}
          data={(sites.data ?? []).map((one) => ({ value: one.locationId, label: one.name }))}
        />
        <TextInput
          size="xs"
          w={100}
          label="Diagnosis A"
          placeholder="Z23"
          maxLength={8}
          value={diagnosis}
          error={diagnosis !== "" && !DIAGNOSIS.test(code) && "As E11.9"}
          onChange={(event) => set({ diagnosis: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          w={200}
          label="In words"
          maxLength={200}
          value={words}
          onChange={(event) => set({ words: event.currentTarget.value })}
        />
      </div>
      <CodeFields typed={typed} diagnoses={1} onChange={(next) => set({ typed: next })} />
      {charge.error && (
        <Notice tone="danger" role="alert">
          {charge.error.fields?.[0]?.message ?? describeError(charge.error)}
        </Notice>
      )}
      <div className="m-row">
        <Button size="xs" type="submit" disabled={!ready} loading={charge.pending}>
          Charge it
        </Button>
        <Button size="xs" variant="default" onClick={leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function ForWhom({ who, onChange }: { readonly who: Who | null; readonly onChange: (who: Who | null) => void }) {
  if (who === null)
    return (
      <PatientPicker autoFocus onPick={({ patientId, name }) => onChange({ patientId, name: formatName(name) })} />
    );
  return (
    <>
      <b>{who.name}</b>
      <Button size="compact-xs" variant="default" onClick={() => onChange(null)}>
        Another patient
      </Button>
    </>
  );
}
