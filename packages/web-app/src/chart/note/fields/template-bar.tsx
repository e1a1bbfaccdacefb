import { ActionIcon, Button } from "@mantine/core";
import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import "./fields.css";

interface Props {
  readonly encounterId: string;
  readonly forms: readonly NoteForm[];
  readonly mayTakeOut: boolean;
}

/** The templates of the note, and those that fit the visit: one click puts one in. */
export function TemplateBar({ encounterId, forms, mayTakeOut }: Props) {
  const trpc = useTRPC();
  const offered = useQuery(trpc.charting.templatesForNote.queryOptions({ encounterId }));
  const put = useCommand("charting", "putNoteTemplate");
  const takeOut = useCommand("charting", "takeOutNoteTemplate");
  const rest = (offered.data ?? []).filter((one) => !forms.some((form) => form.templateId === one.templateId));
  const proposed = forms.length > 0 ? [] : rest.filter((one) => one.proposed);
  const putIn = (templateId: string) => void put.run({ encounterId, templateId });
  const error = put.error ?? takeOut.error;
  if (offered.data && rest.length === 0 && forms.length === 0) return null;
  return (
    <section className="nf-bar" aria-label="Templates of this note">
      {forms.map(({ templateId, name }) => (
        <span key={templateId} className="nf-chip">
          {name}
          {mayTakeOut && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={`Take out ${name}`}
              onClick={() => void takeOut.run({ encounterId, templateId })}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </span>
      ))}
      {proposed.map(({ templateId, name }) => (
        <Button
          key={templateId}
          size="compact-sm"
          variant="light"
          loading={put.pending}
          onClick={() => putIn(templateId)}
        >
          Use “{name}”
        </Button>
      ))}
      {rest.length > 0 && (
        <ChoiceList
          size="xs"
          w={240}
          aria-label="Template for this note"
          placeholder={forms.length > 0 ? "Another template" : "Template for this note"}
          data={rest.map(({ templateId, name }) => ({ value: templateId, label: name }))}
          value={null}
          onChange={(templateId) => templateId !== null && putIn(templateId)}
        />
      )}
      {offered.isError && <Notice tone="warn">The templates are not shown. {errorText(offered.error)}</Notice>}
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
    </section>
  );
}
