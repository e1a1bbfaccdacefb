import { Button, Combobox, InputBase, Loader, Modal, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatBirth, formatName, formatPhone } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { IconReceipt, IconSearch, IconUser, IconUserPlus, type Icon } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import type { PaletteVerb } from "../../app/workflow.ts";
import { workflows } from "../../app/workflows.ts";
import { useEnterWaits } from "../../forms/use-enter-waits.ts";
import { useSession } from "../../session/session-context.ts";
import { closePalette, togglePalette, usePaletteOpened } from "./palette-store.ts";
import { isClaimNumber, readPalette } from "./read-palette.ts";
import { ifCalled, ifFormerly } from "../../patient/about-words.ts";
import { ifDeceased } from "../../patient/death/death-words.ts";

/** As many hits of a kind are shown at first; and all that a search gives, once somebody asks for more. */
const SHOWN = 8;
const SHOWN_MAX = 50;

/** Ctrl+K, from anywhere, also from inside a note or a form. */
export function Palette() {
  const opened = usePaletteOpened();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      event.stopPropagation();
      togglePalette();
    };
    // Captured, so that no editor's own shortcut takes it first.
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return (
    <Modal
      opened={opened}
      onClose={closePalette}
      title="Find a patient or a command"
      size={620}
      yOffset="9vh"
      transitionProps={{ duration: 0 }}
    >
      {opened && <PaletteBody />}
    </Modal>
  );
}

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail: string | null;
  readonly icon: Icon;
  readonly run: () => void;
}
interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

function PaletteBody() {
  const [text, setText] = useState("");
  const combobox = useCombobox({ opened: true });
  const { groups, error, answered, more, full } = usePaletteChoices(text);
  const choices = groups.flatMap((group) => group.choices);
  const shown = choices.map((choice) => choice.id).join();
  useEffect(() => {
    // Answers come late: Enter takes the first of what answers the words typed, never one whom fewer letters found.
    if (answered) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [shown, answered]);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    closePalette();
    choice.run();
  };
  const { waiting, wait } = useEnterWaits(text, answered, () => take(choices[0]));
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(id) => take(choices.find((choice) => choice.id === id))}
    >
      <Combobox.EventsTarget>
        <InputBase
          data-autofocus
          size="md"
          aria-label="Find a patient or a command"
          placeholder="Name, birth date, phone, MRN, claim number, or a command"
          leftSection={<IconSearch size={18} />}
          rightSection={waiting ? <Loader size={14} /> : null}
          onKeyDown={(event) => {
            // Its list is always open, and keeps the key from the dialog.
            if (event.key === "Escape") return closePalette();
            if (event.key !== "Enter" || answered || combobox.getSelectedOptionIndex() !== -1) return;
            event.preventDefault();
            wait();
          }}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      {error && <Notice tone="warn">Patients could not be searched. {error}</Notice>}
      <Combobox.Options mt="sm" mah={440} style={{ overflowY: "auto" }} aria-label="Patients and commands">
        {groups.map((group) => (
          <Combobox.Group key={group.label} label={group.label}>
            {group.choices.map((choice) => (
              <Combobox.Option key={choice.id} value={choice.id} className="w-choice">
                <choice.icon size={20} aria-hidden />
                <span>
                  {choice.label}
                  {choice.detail && <small>{choice.detail}</small>}
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
      {more && (
        <Button size="compact-sm" variant="default" mt={6} onClick={more}>
          Show more that fit
        </Button>
      )}
      {full && (
        <p className="w-palette-foot" role="status">
          The first {SHOWN_MAX} that fit are shown. Type more of the name, the birth date or the number.
        </p>
      )}
      <p className="w-palette-foot">
        ↑ ↓ choose · Enter opens · “book maria” books for Maria · “Lopez 3/4/81” registers
      </p>
    </Combobox>
  );
}

/** What can be chosen for what is typed: patients, then commands, then a new patient. */
function usePaletteChoices(text: string): {
  readonly groups: readonly ChoiceGroup[];
  /** Shows more hits than the first; undefined where there are none. */
  readonly more: (() => void) | undefined;
  /** Whether a search found more than can be shown. */
  readonly full: boolean;
  readonly error: string | null;
  readonly answered: boolean;
} {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const verbs = useMemo(
    () => workflows.flatMap((w) => w.verbs).filter((verb) => session.can(verb.permission)),
    [session],
  );
  const { verb, search, newPatient } = readPalette(text, verbs, session.today);
  const [asked] = useDebouncedValue(search, 100);
  const [widenedFor, setWidenedFor] = useState<string | null>(null);
  const limit = widenedFor === asked ? SHOWN_MAX : SHOWN;
  const found = useQuery({
    // limit: the reader is told that there are more, and gets them.
    ...trpc.scheduling.searchPatients.queryOptions({ text: asked, limit }),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const looksUp = search.length >= 2;
  const go = (href: string) => void navigate({ href });
  const patientChoice = (patient: PatientMatch): Choice => ({
    id: patient.patientId,
    label: `${formatName(patient.name)}${ifCalled(patient.preferredName)}${ifFormerly(patient.formerNames)} · ${formatBirth(patient.birthDate, patient.sex, session.today)}${ifDeceased(patient.death)}`,
    detail: `MRN ${patient.mrn}${patient.phone ? ` · ${formatPhone(patient.phone)}` : ""}`,
    icon: IconUser,
    run: () => go(verb?.toWithPatient ? verb.toWithPatient(patient) : `/p/${patient.patientId}/summary`),
  });
  const claims = useClaimChoices(text, { asked, limit, current: asked === search });
  const wantsPatient = verb?.toWithPatient && search !== "";
  const offered = verb ? (wantsPatient ? [] : [verb]) : verbs.filter((v) => matches(v, text));
  const groups: ChoiceGroup[] = [
    {
      label: wantsPatient ? `${verb.label}: for whom?` : "Patients",
      choices: looksUp ? (found.data ?? []).map(patientChoice) : [],
    },
    { label: "Claims", choices: claims.choices },
    {
      label: "Commands",
      choices: offered.flatMap((v) => {
        const { to } = v;
        return to ? [{ id: v.id, label: v.label, detail: null, icon: v.icon, run: () => go(to) }] : [];
      }),
    },
  ];
  if (newPatient && !verb && session.can("patient.register")) {
    const { family, given, birthDate } = newPatient;
    const label = `New patient: ${family.toUpperCase()}${given ? `, ${given}` : ""}${birthDate ? ` · ${formatDate(birthDate)}` : ""}`;
    const run = () => void navigate({ to: "/patients/new", state: (old) => ({ ...old, newPatient }) });
    groups.push({ label: "Register", choices: [{ id: "new-patient", label, detail: null, icon: IconUserPlus, run }] });
  }
  return {
    groups: groups.filter((group) => group.choices.length > 0),
    error: looksUp && found.isError ? errorText(found.error) : null,
    answered: !looksUp || (answers(found, asked === search) && claims.answered),
    ...goesOn(looksUp ? [found.data ?? [], claims.choices] : [], limit, () => setWidenedFor(asked)),
  };
}

/** What follows when a search gave as many hits as were asked for: more of them, or the word that there are more. */
function goesOn(hits: readonly (readonly unknown[])[], limit: number, widen: () => void) {
  const isFull = hits.some((one) => one.length >= limit);
  return { more: isFull && limit < SHOWN_MAX ? widen : undefined, full: isFull && limit === SHOWN_MAX };
}

/** The claims whose number begins with what is typed, for those who may see claims. */
function useClaimChoices(
  text: string,
  { asked, limit, current }: { readonly asked: string; readonly limit: number; readonly current: boolean },
) {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const wanted = isClaimNumber(text) && session.can("claim.read");
  const found = useQuery({
    // limit: the reader is told that there are more, and gets them.
    ...trpc.billing.listClaims.queryOptions({ statuses: [], patientId: null, text: asked, before: null, limit }),
    enabled: wanted && asked.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const choices = (wanted ? (found.data?.claims ?? []) : []).map((claim): Choice => ({
    id: claim.claimId,
    label: `${claim.number} · ${formatName(claim.patientName)}`,
    detail: `${formatDate(claim.serviceDate)} · ${claim.payerName} · ${formatCents(claim.total)}`,
    icon: IconReceipt,
    run: () => void navigate({ href: `/money/claims/${claim.claimId}` }),
  }));
  return { choices, answered: !wanted || answers(found, current) };
}

/** Whether a search has answered what is typed now, or failed to. */
function answers(
  query: { readonly isError: boolean; readonly isSuccess: boolean; readonly isPlaceholderData: boolean },
  current: boolean,
): boolean {
  return query.isError || (current && query.isSuccess && !query.isPlaceholderData);
}

function matches(verb: PaletteVerb, text: string): boolean {
  const typed = text.trim().toLowerCase();
  return typed === "" || verb.label.toLowerCase().includes(typed) || verb.words.some((word) => word.startsWith(typed));
}
