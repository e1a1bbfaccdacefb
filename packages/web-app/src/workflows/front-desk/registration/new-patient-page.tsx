import { Button, Group } from "@mantine/core";
import { patientOperations } from "@practicum/contracts/scheduling/patients";
import { isLocalDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { DraftNotice } from "../../../forms/draft-notice.tsx";
import { useContractForm } from "../../../forms/use-contract-form.ts";
import { useFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { MoreFields, QuickFields } from "./demographics-form.tsx";
import { demographicsFields, emptyDemographics, toDemographics } from "./demographics-values.ts";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import "./registration.css";

/** Registers a patient: the quick fields first, likely duplicates beside them. */
export function NewPatientPage() {
  const session = useSession();
  const navigate = useNavigate();
  const prefill = readPrefill(useLocation({ select: (location) => location.state }));
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const first = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const register = useCommand("scheduling", "registerPatient");
  const { form, check, refuse } = useContractForm({
    initialValues: emptyDemographics(prefill),
    schema: patientOperations.registerPatient.input,
    toInput: (values) => ({ ...toDemographics(values), notDuplicateOf: [...dismissed], source: null }),
    fieldNames: demographicsFields,
  });
  const draft = useFormDraft(form, `registration:${prefill.family}:${prefill.given}:${prefill.birthDate ?? ""}`);
  const submit = async () => {
    setProblem(null);
    const unread = firstUnreadable(first.current);
    if (unread) return unread.focus();
    const input = check();
    if (!input) return;
    const result = await register.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    draft.clear();
    say(`Registered with MRN ${result.value.mrn}.`);
    await navigate({ to: `/p/${result.value.patientId}/insurance` });
  };
  useEffect(
    () =>
      first.current
        ?.querySelector<HTMLElement>(
          prefill.family ? (prefill.given ? "[data-path=phone]" : "[data-path=given]") : "[data-path=family]",
        )
        ?.focus(),
    [prefill.family, prefill.given],
  );
  const waiting = seen.some((id) => !dismissed.includes(id));
  return (
    <Page title="Register a patient">
      <form
        ref={first}
        noValidate
        className="r-columns"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <div>
          {problem && (
            <Notice tone="danger" role="alert" mb>
              {problem}
              {register.error?.code === "possible-duplicate" &&
                waiting &&
                " Mark “Someone else” beside each one that is not this person."}
            </Notice>
          )}
          <DraftNotice draft={draft} />
          <QuickFields form={form} today={session.today} />
          <Group mt="md" gap="sm">
            <Button type="submit" loading={register.pending}>
              Register
            </Button>
            <span style={{ fontSize: 13, color: "var(--p-dim)" }}>Insurance comes next; the rest below may wait.</span>
          </Group>
          <MoreFields form={form} today={session.today} />
        </div>
        <DuplicatesPanel values={form.getValues()} dismissed={dismissed} onDismiss={setDismissed} onSeen={setSeen} />
      </form>
    </Page>
  );
}

/** What the palette read from "Lopez 3/4/81"; it travels in the history's state, never in the address. */
function readPrefill(state: object): { family: string; given: string; birthDate: string | null } {
  const known: unknown = "newPatient" in state ? state.newPatient : null;
  const text = (key: "family" | "given" | "birthDate"): string => {
    if (typeof known !== "object" || known === null || !(key in known)) return "";
    const value: unknown = Reflect.get(known, key);
    return typeof value === "string" ? value : "";
  };
  const birthDate = text("birthDate");
  return { family: text("family"), given: text("given"), birthDate: isLocalDate(birthDate) ? birthDate : null };
}
