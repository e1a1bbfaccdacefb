import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { Letter, LetterChoices } from "@practicum/contracts/charting/letters";
import { formatDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { LetterSheet } from "./letter-sheet.tsx";

interface Props {
  readonly patientId: string;
  readonly letterId: string;
  readonly encounterId: string | null;
  readonly templateId: string;
  /** The draft that is kept; null while nothing is. */
  readonly stored: Letter | null;
}

interface Draft {
  readonly choices: LetterChoices;
  /** What was written by hand; null while it is as the record and the choices fill it in. */
  readonly text: string | null;
}

const blank: LetterChoices = {
  to: "",
  awayFrom: null,
  awayTo: null,
  limits: "",
  question: "",
  withDiagnoses: false,
  withProblems: false,
  withMedications: false,
  withAllergies: false,
  referral: null,
};

/** The draft of a letter: what was chosen, the text that the record fills in or somebody wrote, and its keeping and signing. */
function useLetter({ patientId, letterId, encounterId, templateId, stored }: Props) {
  const trpc = useTRPC();
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`letter:${letterId}`, {
    choices: { ...blank, to: stored?.to ?? "" },
    text: stored?.text ?? null,
  });
  const { choices } = draft;
  const composed = useQuery({
    ...trpc.charting.composeLetter.queryOptions({ templateId, patientId, encounterId, choices }),
    placeholderData: keepPreviousData,
  });
  const text = draft.text ?? composed.data?.text ?? "";
  const save = useCommand("charting", "saveLetter");
  const sign = useCommand("charting", "signLetter");
  const keepIt = async () => {
    if (!composed.data) return null;
    const { title, templateVersion } = composed.data;
    const saved = await save.run({
      letterId,
      patientId,
      encounterId,
      templateId,
      templateVersion,
      to: choices.to,
      title,
      text,
      baseVersion: stored?.version ?? 0,
    });
    if (!saved.ok) return null;
    clear();
    return saved.value.version;
  };
  const signIt = async () => {
    const version = await keepIt();
    if (version === null) return;
    const signed = await sign.run({ patientId, letterId, version });
    if (signed.ok) say("Signed. Print it, and say how it went out.");
  };
  // What is still being filled in is not what stands there.
  const filling = draft.text === null && composed.isFetching;
  return {
    draft,
    setDraft,
    kept,
    composed,
    text,
    ready: text.trim() !== "" && composed.isSuccess && !filling,
    pending: save.pending || sign.pending,
    error: save.error ?? sign.error,
    keepIt,
    signIt,
  };
}

/** What is chosen at the left, the letter as it will be printed at the right. Nothing of why the patient came, unless somebody chooses it. */
export function LetterEditor(props: Props) {
  const { patientId, templateId } = props;
  const session = useSession();
  const trpc = useTRPC();
  const templates = useQuery(trpc.charting.letterTemplates.queryOptions({}));
  const template = templates.data?.find((one) => one.templateId === templateId);
  const letter = useLetter(props);
  const { draft, setDraft, composed, text } = letter;
  const put = (part: Partial<LetterChoices>) => setDraft((old) => ({ ...old, choices: { ...old.choices, ...part } }));
  const signs = session.can("note.sign") && letter.ready;
  useWindowKeys({ "mod+Enter": signs ? () => void letter.signIt() : undefined });
  if (composed.isError)
    return <ErrorState what="The letter" message={errorText(composed.error)} onRetry={() => void composed.refetch()} />;
  if (!composed.data || !template) return <LoadingState rows={8} />;
  return (
    <div className="w-paper-layout">
      <div className="p-no-print l-edit">
        <RestoredNotice draft={letter.kept} />
        <Fields kind={template.kind} patientId={patientId} choices={draft.choices} put={put} />
        <Textarea
          label="Text"
          description={
            draft.text === null
              ? "Filled in from the record. What you change by hand stays as you write it."
              : "Written by hand: choices fill in nothing any more."
          }
          autosize
          minRows={6}
          maxRows={18}
          maxLength={8000}
          lang={template.language}
          value={text}
          onChange={(event) => {
            const written = event.currentTarget.value;
            setDraft((old) => ({ ...old, text: written }));
          }}
        />
        {draft.text !== null && (
          <Button size="xs" variant="default" onClick={() => setDraft((old) => ({ ...old, text: null }))}>
            Fill in again from the record
          </Button>
        )}
        <Acts letter={letter} />
      </div>
      <LetterSheet
        patientId={patientId}
        title={composed.data.title}
        text={text}
        language={template.language}
        day={session.today}
        signed={null}
      />
    </div>
  );
}

/** Signing it, or leaving it for who may. */
function Acts({ letter }: { readonly letter: ReturnType<typeof useLetter> }) {
  const maySign = useSession().can("note.sign");
  const { ready, pending, error, keepIt, signIt } = letter;
  return (
    <>
      {error && (
        <Notice tone="danger" role="alert">
          {errorText(error)}
        </Notice>
      )}
      {!maySign && <Notice tone="info">A provider signs it: keep it as a draft.</Notice>}
      <div className="l-row">
        {maySign && (
          <Button disabled={!ready} loading={pending} onClick={() => void signIt()}>
            Sign the letter
          </Button>
        )}
        <Button
          variant="default"
          disabled={!ready}
          loading={pending}
          onClick={() => void keepIt().then((version) => version !== null && say("Kept as a draft."))}
        >
          Keep as a draft
        </Button>
      </div>
    </>
  );
}

interface FieldsProps {
  readonly kind: Letter["kind"];
  readonly patientId: string;
  readonly choices: LetterChoices;
  readonly put: (part: Partial<LetterChoices>) => void;
}

function Fields({ kind, patientId, choices, put }: FieldsProps) {
  const session = useSession();
  const { today } = session;
  const excuse = kind === "work-excuse" || kind === "school-excuse";
  return (
    <>
      <TextInput
        label="To"
        description={
          excuse
            ? "Employer or school, for the list of letters; it may stay empty."
            : "Name and specialty of who will see the patient."
        }
        maxLength={120}
        value={choices.to}
        onChange={(event) => put({ to: event.currentTarget.value })}
      />
      {excuse && session.can("note.write") && (
        <>
          <DateInput
            label="Away from"
            today={today}
            value={choices.awayFrom}
            onChange={(awayFrom) => put({ awayFrom })}
          />
          <DateInput label="Away through" today={today} value={choices.awayTo} onChange={(awayTo) => put({ awayTo })} />
          <TextInput
            label="Restrictions on return"
            description="What not to do; never why."
            maxLength={200}
            value={choices.limits}
            onChange={(event) => put({ limits: event.currentTarget.value })}
          />
        </>
      )}
      {!excuse && (
        <Textarea
          label="Reason for referral"
          autosize
          minRows={2}
          maxLength={1000}
          value={choices.question}
          onChange={(event) => put({ question: event.currentTarget.value })}
        />
      )}
      {!excuse && <Referral patientId={patientId} choices={choices} put={put} />}
      {!excuse && (
        <fieldset className="l-lists">
          <legend>Include from the chart</legend>
          <Checkbox
            label="Diagnoses of the visit"
            checked={choices.withDiagnoses}
            onChange={(event) => put({ withDiagnoses: event.currentTarget.checked })}
          />
          <Checkbox
            label="Problem list"
            checked={choices.withProblems}
            onChange={(event) => put({ withProblems: event.currentTarget.checked })}
          />
          <Checkbox
            label="Medications"
            checked={choices.withMedications}
            onChange={(event) => put({ withMedications: event.currentTarget.checked })}
          />
          <Checkbox
            label="Allergies"
            checked={choices.withAllergies}
            onChange={(event) => put({ withAllergies: event.currentTarget.checked })}
          />
        </fieldset>
      )}
    </>
  );
}

/** The plan's referrals as they are on record: number and period go into the letter. */
function Referral({ patientId, choices, put }: Omit<FieldsProps, "kind">) {
  const { today } = useSession();
  const trpc = useTRPC();
  const permits = useQuery(trpc.billing.listPermits.queryOptions({ patientId, day: today }));
  const referrals = (permits.data ?? []).flatMap(({ kind, permitId, number, from, until }) =>
    kind === "referral" && number !== null && number !== "" ? [{ permitId, number, from, until }] : [],
  );
  if (permits.isError) return <Notice tone="warn">Referrals are not shown. {errorText(permits.error)}</Notice>;
  if (referrals.length === 0) return <div className="c-dim">No referral of a plan is on record.</div>;
  return (
    <NativeSelect
      label="Referral of the plan"
      data={[
        { value: "", label: "None" },
        ...referrals.map((one) => ({
          value: one.permitId as string,
          label: `${one.number}, ${formatDate(one.from)} to ${formatDate(one.until)}`,
        })),
      ]}
      value={referrals.find((one) => one.number === choices.referral?.number)?.permitId ?? ""}
      onChange={(event) => {
        const one = referrals.find(({ permitId }) => permitId === event.currentTarget.value);
        put({ referral: one ? { number: one.number, from: one.from, until: one.until } : null });
      }}
    />
  );
}
