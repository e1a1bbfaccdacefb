import { Button, Checkbox, FileButton, Textarea, TextInput } from "@mantine/core";
import { appealGrounds, recordPaper } from "@practicum/contracts/billing/appeals";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { newId } from "../../../api/command-id.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say, sayError } from "../../../shell/undo.tsx";
import { groundsWords, paperWords, type AppealView } from "./appeal-words.ts";
import { usePdf } from "./mail-history.tsx";
import { base64Of } from "./open-pdf.ts";
import { SendLetter } from "./send-letter.tsx";
import { useLetter } from "./use-letter.ts";

/** The next letter: its text, its grounds and what goes along. The head above the text comes from the record when it is printed. */
export function LetterEditor({ appeal }: { readonly appeal: AppealView }) {
  const { letter, change, save, saved, error } = useLetter(appeal);
  const redraft = useCommand("billing", "redraftAppeal");
  const pdf = usePdf(appeal.appealId);
  const draftAnew = async () => {
    const version = await save();
    if (version === null) return;
    const result = await redraft.run({ appealId: appeal.appealId, version, grounds: letter.grounds });
    if (!result.ok) return sayError(describeError(result.error));
    say("Drafted from the record for these grounds.");
    await redraft.refresh();
  };
  const preview = async () => {
    if ((await save()) !== null) await pdf(null);
  };
  const numbered = letter.grounds === "authorization" || letter.grounds === "referral" || letter.authorization !== null;
  return (
    <section className="m-stack" style={{ gap: 8 }} aria-label="Letter">
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="Grounds"
          data={appealGrounds.options.map((value) => ({ value, label: groundsWords[value] }))}
          value={letter.grounds}
          onChange={(value) => {
            const grounds = appealGrounds.options.find((one) => one === value);
            if (grounds) change({ grounds });
          }}
        />
        <Button size="xs" variant="default" loading={redraft.pending} onClick={() => void draftAnew()}>
          Regenerate the text
        </Button>
      </div>
      {numbered && (
        <TextInput
          size="xs"
          label={letter.grounds === "referral" ? "Referral number" : "Authorization number"}
          description="It goes into the gap of the text"
          maxLength={50}
          data-field="authorization"
          value={letter.authorization ?? ""}
          onChange={(event) => change({ authorization: event.currentTarget.value.trim() || null })}
        />
      )}
      <dl className="w-facts">
        {appeal.head.map((one) => (
          <div key={one.label} style={{ display: "contents" }}>
            <dt>{one.label}</dt>
            <dd>{one.value}</dd>
          </div>
        ))}
      </dl>
      <Textarea
        size="sm"
        autosize
        minRows={8}
        maxRows={22}
        maxLength={12_000}
        label="Text of the letter"
        data-field="body"
        value={letter.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <span role="status" className="m-small">
        {error
          ? `Not saved: ${error.fields?.[0]?.message ?? describeError(error)}`
          : saved
            ? "Saved"
            : "Saved here, sending…"}
      </span>
      <Papers appeal={appeal} letter={letter} change={change} save={save} />
      <SendLetter appeal={appeal} save={save} preview={() => void preview()} />
    </section>
  );
}

type Kept = ReturnType<typeof useLetter>;

function Papers(props: Pick<Kept, "letter" | "change" | "save"> & { readonly appeal: AppealView }) {
  const { appeal, letter, change, save } = props;
  const api = useTRPCClient();
  const attachNote = useCommand("billing", "attachNote");
  const attachFile = useCommand("billing", "attachFile");
  const remove = useCommand("billing", "removeAttachment");
  const { appealId } = appeal;
  const withVersion = async (work: (version: number) => Promise<unknown>) => {
    const version = await save();
    if (version === null) return;
    await work(version);
  };
  const addNote = () =>
    withVersion(async (version) => {
      const note = await api.charting.sealedNote.query({ encounterId: appeal.encounterId }).catch(() => null);
      if (note) return attachNote.run({ appealId, version, sealed: note.content });
      sayError("There is no signed note of this visit here: attach it as a PDF.");
      return { ok: false };
    });
  const addFile = (file: File | null) =>
    file === null
      ? undefined
      : withVersion(async (version) => {
          const content = await base64Of(file);
          return attachFile.run({
            appealId,
            version,
            paperId: newId<"paper">(),
            name: file.name.slice(0, 120),
            content,
          });
        });
  const failed = attachNote.error ?? attachFile.error ?? remove.error;
  const hasNote = appeal.available.some((one) => one.paper === "note" && one.has);
  return (
    <fieldset className="m-papers">
      <legend>Goes along</legend>
      {failed && <Notice tone="danger">{failed.fields?.[0]?.message ?? describeError(failed)}</Notice>}
      {recordPaper.options.map((paper) => (
        <Checkbox
          key={paper}
          size="xs"
          label={paperWords[paper]}
          description={appeal.available
            .find((one) => one.paper === paper)
            ?.what.split(": ")
            .slice(1)
            .join(": ")}
          checked={letter.papers.includes(paper)}
          onChange={(event) => {
            const others = letter.papers.filter((one) => one !== paper);
            change({ papers: event.currentTarget.checked ? [...others, paper] : others });
          }}
        />
      ))}
      {appeal.attached.map((one) => (
        <div key={one.paperId} className="m-row">
          <span>
            {one.name} <span className="m-small">{one.kilobytes} kB</span>
          </span>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Remove ${one.name}`}
            onClick={() => void withVersion((version) => remove.run({ appealId, version, paperId: one.paperId }))}
          >
            Remove
          </Button>
        </div>
      ))}
      <div className="m-row">
        {!hasNote && (
          <Button size="compact-sm" variant="default" loading={attachNote.pending} onClick={() => void addNote()}>
            Attach the signed note
          </Button>
        )}
        <FileButton accept="application/pdf,image/png,image/jpeg" onChange={(file) => void addFile(file)}>
          {(button) => (
            <Button {...button} size="compact-sm" variant="default" loading={attachFile.pending}>
              Attach a file
            </Button>
          )}
        </FileButton>
      </div>
    </fieldset>
  );
}
