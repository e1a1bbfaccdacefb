import { Button, Combobox, InputBase, Loader, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { useKeys } from "@practicum/ui/keys.ts";
import { formatBirth, formatName, formatPhone } from "@practicum/ui/format.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { errorText } from "../api/domain-error.ts";
import { useTRPC } from "../api/trpc.ts";
import { useEnterWaits } from "../forms/use-enter-waits.ts";
import { useSession } from "../session/session-context.ts";
import { readPalette } from "../shell/palette/read-palette.ts";
import { ifCalled, ifFormerly } from "./about-words.ts";
import { ifDeceased } from "./death/death-words.ts";

const SHOWN_MAX = 50;

interface Props {
  readonly onPick: (patient: PatientMatch) => void;
  readonly label?: string;
  readonly autoFocus?: boolean;
}

/** Finds a patient by name, birth date, phone or MRN; Enter takes the first. */
export function PatientPicker({ onPick, label = "Patient", autoFocus = false }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const [text, setText] = useState("");
  const combobox = useCombobox();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The dock takes the focus when it opens; the field takes it after.
    if (autoFocus) setTimeout(() => input.current?.focus());
  }, [autoFocus]);
  const typed = readPalette(text, [], session.today).search;
  const [search] = useDebouncedValue(typed, 120);
  const found = useQuery({
    // limit: beyond it the list says so, and asks for more of the name.
    ...trpc.scheduling.searchPatients.queryOptions({ text: search, limit: SHOWN_MAX }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const patients = text.trim().length >= 2 ? (found.data ?? []) : [];
  // Until the answer to what is typed is there, Enter waits for it: the list still shows whom fewer letters found.
  const answered = search === typed && found.isSuccess && !found.isPlaceholderData;
  const first = patients[0]?.patientId;
  useEffect(() => {
    if (answered && first !== undefined) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [answered, first]);
  const take = (patient: PatientMatch | undefined) => {
    if (!patient) return;
    onPick(patient);
    combobox.closeDropdown();
  };
  const { waiting, wait } = useEnterWaits(typed, answered, () => take(patients[0]));
  const onKeyDown = useKeys({
    // Where the answer is there, the list's own Enter takes it.
    Enter: () => !answered && typed.length >= 2 && combobox.getSelectedOptionIndex() === -1 && (wait(), true),
  });
  return (
    <Combobox store={combobox} onOptionSubmit={(id) => take(patients.find((p) => p.patientId === id))}>
      <Combobox.Target>
        <InputBase
          ref={input}
          label={label}
          placeholder="Name, birth date, phone or MRN"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          rightSection={waiting ? <Loader size={14} /> : null}
          onFocus={() => text && combobox.openDropdown()}
          onKeyDown={onKeyDown}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim().length < 2}>
        <Combobox.Options aria-label="Patients" mah={320} style={{ overflowY: "auto" }}>
          {found.isError && <Combobox.Empty>{errorText(found.error)}</Combobox.Empty>}
          {patients.map((patient) => (
            <Combobox.Option key={patient.patientId} value={patient.patientId}>
              <b>
                {formatName(patient.name)}
                {ifCalled(patient.preferredName)}
              </b>
              {ifFormerly(patient.formerNames)} · {formatBirth(patient.birthDate, patient.sex, session.today)}
              {ifDeceased(patient.death)}
              <br />
              <span style={{ color: "var(--p-dim)", fontSize: 12 }}>
                MRN {patient.mrn}
                {patient.phone ? ` · ${formatPhone(patient.phone)}` : ""}
              </span>
            </Combobox.Option>
          ))}
          {answered && patients.length === SHOWN_MAX && (
            <Combobox.Footer>The first {SHOWN_MAX} that fit. Type more of the name, or the birth date.</Combobox.Footer>
          )}
          {answered && patients.length === 0 && <Combobox.Empty>Nobody found</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface PickedProps {
  readonly patient: Pick<PatientMatch, "name" | "birthDate" | "sex" | "mrn" | "death" | "preferredName">;
  readonly onChange?: () => void;
}

/** The patient that was picked: enough to tell two people apart. */
export function PickedPatient({ patient, onChange }: PickedProps) {
  const session = useSession();
  return (
    <div className="w-panel" style={{ display: "flex", gap: 8, alignItems: "center" }}>
      <div style={{ flex: 1 }}>
        <b>
          {formatName(patient.name)}
          {ifCalled(patient.preferredName)}
        </b>
        <div style={{ fontSize: 13 }}>
          {formatBirth(patient.birthDate, patient.sex, session.today)} · MRN {patient.mrn}
          {ifDeceased(patient.death)}
        </div>
      </div>
      {onChange && (
        <Button size="compact-sm" variant="default" onClick={onChange}>
          Change
        </Button>
      )}
    </div>
  );
}

/** In a dock, whose banner names the patient already: the way to somebody else. */
export function AnotherPatient({ onChange }: { readonly onChange: () => void }) {
  return (
    <Button size="compact-sm" variant="default" style={{ alignSelf: "flex-start" }} onClick={onChange}>
      Another patient
    </Button>
  );
}
