import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import {
  type ConsentForm,
  type ConsentKind,
  consentKind,
  consentKindLabels,
  consentOperations,
} from "@practicum/contracts/scheduling/consents";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import "../../shell/sheet.css";
import { say } from "../../shell/undo.tsx";
import "./admin.css";

interface FormProps {
  readonly formId: string;
  /** Null makes one. */
  readonly shown: ConsentForm | null;
  readonly onDone: () => void;
}

const TEXTS = [
  { language: "en", name: "English", title: "titleEn", body: "bodyEn" },
  { language: "es", name: "Spanish", title: "titleEs", body: "bodyEs" },
] as const;

function valuesOf(shown: ConsentForm | null) {
  const kind: ConsentKind = shown?.kind ?? "other";
  return {
    kind,
    titleEn: shown?.titleEn ?? "",
    titleEs: shown?.titleEs ?? "",
    bodyEn: shown?.bodyEn ?? "",
    bodyEs: shown?.bodyEs ?? "",
    months: shown?.months?.toString() ?? "",
    active: shown?.active ?? true,
    signAnew: true,
  };
}
type Values = ReturnType<typeof valuesOf>;

/** One form: its words in both languages side by side, how long a signature counts, and what it said before. */
export function ConsentFormForm({ formId, shown, onDone }: FormProps) {
  const of = useCommandForm({
    draft: `consent-form:${shown === null ? "new" : formId}`,
    initialValues: valuesOf(shown),
    schema: consentOperations.saveConsentForm.input,
    toInput: (v) => ({
      ...v,
      months: v.months.trim() === "" ? null : Number(v.months),
      formId,
      version: shown?.version ?? null,
    }),
    command: useCommand("scheduling", "saveConsentForm"),
    onDone: (_, { signAnew }) => {
      const anew = shown !== null && !signAnew;
      say(anew ? "Saved. Signatures go on counting." : "Saved. It is signed at the next check-in.");
      onDone();
    },
  });
  return (
    <section className="a-below" aria-label="The chosen form">
      <h2 className="a-heading">{shown === null ? "New form" : shown.titleEn}</h2>
      <CommandForm
        of={of}
        label={shown === null ? "New form" : shown.titleEn}
        action="Save the form"
        size="xs"
        onCancel={onDone}
      >
        <div className="a-two">
          <NativeSelect
            size="xs"
            label="Kind"
            data={consentKind.options.map((value) => ({ value, label: consentKindLabels[value] }))}
            {...of.form.getInputProps("kind")}
          />
          <TextInput
            size="xs"
            label="Signed again after (months)"
            description="Empty: once is enough."
            inputMode="numeric"
            {...of.form.getInputProps("months")}
          />
        </div>
        <Words form={of.form} />
        <Checkbox
          size="xs"
          label="In use: whoever has not signed it is asked at check-in"
          {...of.form.getInputProps("active", { type: "checkbox" })}
        />
        {shown !== null && (
          <Checkbox
            size="xs"
            label="Everybody signs it anew"
            description={
              of.form.getValues().signAnew
                ? "The words mean something else now: earlier signatures count no longer."
                : "A slip of the pen is mended: signatures that count go on counting."
            }
            {...of.form.getInputProps("signAnew", { type: "checkbox" })}
          />
        )}
      </CommandForm>
      {shown !== null && <Versions formId={formId} />}
    </section>
  );
}

/** The words in both languages side by side: they are changed together. */
function Words({ form }: { readonly form: UseFormReturnType<Values> }) {
  return (
    <div className="a-two">
      {TEXTS.map(({ language, name, title, body }) => (
        <div key={language}>
          <TextInput
            size="xs"
            label={`Heading in ${name}`}
            required
            maxLength={100}
            lang={language}
            {...form.getInputProps(title)}
          />
          <Textarea
            size="xs"
            label={`Text in ${name}`}
            description="An empty line begins a paragraph."
            required
            autosize
            minRows={8}
            maxRows={24}
            maxLength={6000}
            lang={language}
            {...form.getInputProps(body)}
          />
        </div>
      ))}
    </div>
  );
}

function Versions({ formId }: { readonly formId: string }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const versions = useQuery(trpc.scheduling.consentFormVersions.queryOptions({ formId }));
  if (versions.isError)
    return (
      <ErrorState what="The versions" message={errorText(versions.error)} onRetry={() => void versions.refetch()} />
    );
  if (versions.isPending) return <LoadingState rows={2} />;
  const [newest] = versions.data;
  return (
    <section aria-labelledby="form-versions" className="a-versions">
      <h2 id="form-versions">Versions</h2>
      {versions.data.map((one) => (
        <details key={one.version}>
          <summary>
            <b>Version {one.version}</b>, saved by {one.savedBy} on {formatDate(dateIn(one.savedAt, timeZone))}, signed{" "}
            {one.signed} {one.signed === 1 ? "time" : "times"}
            {newest !== undefined && one.version < newest.countsFrom && ", counts no longer"}
          </summary>
          <div className="a-two">
            {TEXTS.map(({ language, title, body }) => (
              <article key={language} className="w-sheet" lang={language}>
                <h3>{one[title]}</h3>
                <p className="a-words">{one[body]}</p>
              </article>
            ))}
          </div>
        </details>
      ))}
    </section>
  );
}
