import { patientOperations } from "@practicum/contracts/scheduling/patients";
import { isLocalDate } from "@practicum/kernel/local-date";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { MoreFields, QuickFields } from "./demographics-form.tsx";
import { demographicsFields, emptyDemographics, toDemographics } from "./demographics-values.ts";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import { NewMemberPage } from "./new-member-page.tsx";
import "./registration.css";

/** Registers a patient, or another member of a family (`?beside=` names one of them). */
export function NewPatientPage() {
  const { beside }: { beside?: string } = useSearch({ strict: false });
  return beside === undefined ? <NewPatient /> : <NewMemberPage beside={beside} />;
}

/** The quick fields first, likely duplicates beside them. */
function NewPatient() {
  const session = useSession();
  const navigate = useNavigate();
  const prefill = readPrefill(useLocation({ select: (location) => location.state }));
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const of = useCommandForm({
    draft: `registration:${prefill.family}:${prefill.given}:${prefill.birthDate ?? ""}`,
    initialValues: emptyDemographics(prefill),
    schema: patientOperations.registerPatient.input,
    toInput: (values) => ({ ...toDemographics(values), notDuplicateOf: [...dismissed], source: null }),
    fieldNames: demographicsFields,
    command: useCommand("scheduling", "registerPatient"),
    onDone: async ({ mrn, patientId }) => {
      say(`Registered with MRN ${mrn}.`);
      await navigate({ to: `/p/${patientId}/insurance` });
    },
  });
  const { form, element } = of;
  useEffect(
    () =>
      element()
        ?.querySelector<HTMLElement>(
          prefill.family ? (prefill.given ? "[data-path=phone]" : "[data-path=given]") : "[data-path=family]",
        )
        ?.focus(),
    [element, prefill.family, prefill.given],
  );
  const waiting = seen.some((id) => !dismissed.includes(id));
  return (
    <Page title="Register a patient">
      <div className="r-columns">
        <CommandForm
          of={of}
          label="Register a patient"
          action="Register"
          guide="patient.register"
          problem={
            of.problem && of.refusal?.code === "possible-duplicate" && waiting
              ? `${of.problem} Mark “Someone else” beside each one that is not this person.`
              : of.problem
          }
          foot={
            <span style={{ fontSize: 13, color: "var(--p-dim)" }}>Insurance comes next; the rest below may wait.</span>
          }
          below={<MoreFields form={form} today={session.today} />}
        >
          <QuickFields form={form} today={session.today} />
        </CommandForm>
        <DuplicatesPanel values={form.getValues()} dismissed={dismissed} onDismiss={setDismissed} onSeen={setSeen} />
      </div>
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
